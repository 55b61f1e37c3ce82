"""The whole table: search, narrow, compare; as a table, charts by indicator, charts by area, or milestones."""

import streamlit as st

from dashboard import formats, queries, tables, ui, ui_empty
from dashboard.charting import chronicle, multiples, ui_charts
from dashboard.charting.signs import signs
from dashboard.downloads import exports
from dashboard.exploring import facets, ui_explore
from dashboard.queries.explore import EXPORTED
from dashboard.rows import Fact
from dashboard.ui_part import part

VIEWS = ("table", "indicators", "areas", "milestones")


def show() -> None:
    """Narrow the table, and draw what is left."""
    filters, narrowed, name, some, typed = ui_explore.narrow(words)
    if not some:
        ui_explore.nothing_left(filters, typed, words)
        st.stop()
    view = ui.choose("view", words("filter.view"), VIEWS, lambda v: words(f"explore.{v}"), kind="buttons")

    if view == "table":
        facts, total = ui.ask(queries.matches, filters)
        st.caption(words("explore.shown" if total > len(facts) else "explore.found", n=total, shown=len(facts)))
        held = tables.by_observation(ui.ask(queries.held, today, tuple(f.obs_id for f in facts)))
        st.dataframe(
            tables.mixed_table(facts, held, words, ui.link()),
            hide_index=True,
            height=tables.height(len(facts)),
            column_config=tables.fact_columns(words, st.column_config),
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            wanted = min(total, EXPORTED)
            if total > len(facts) and st.button(words("explore.prepare", n=wanted, total=total)):
                facts, _ = ui.fetch(queries.matches, filters, EXPORTED)
            label = words("action.download_view", n=len(facts))
            ui.download(label, exports.rows_csv(facts, Fact), "explore.csv", "explore_csv")
            ui_charts.cite(words("explore.table_title"), facts, words, "explore", narrowed, "explore")
    elif view == "indicators":
        facts, total = ui.ask(queries.panels, filters)
        panels = multiples.by_indicator(facts, words)
        if not panels:
            st.info(words("explore.undated"))
            st.stop()
        undated = ui_explore.undated(filters)
        told = [words("explore.panels", shown=len(panels), total=total)]
        st.caption(words.sentences(*told, *[words("explore.panels_undated", n=undated)] * bool(undated)))
        figure = multiples.grid(panels, colours, words, columns=ui_charts.columns(multiples.MOST_COLUMNS))
        title = words("explore.by_indicator_title")
        ui_charts.show(figure, "multiples", title, facts, words, "explore", narrowed, note=signs(facts, words))
    elif view == "areas":
        counts = {f"{i}:{m}:{u}": (i, m, u, areas) for i, m, u, areas in ui.ask(queries.kinds, filters)}
        kinds = {key: (i, m, u) for key, (i, m, u, _) in counts.items()}  # those of the most areas first
        if not kinds:
            st.info(words("explore.undated"))
            st.stop()
        if len(kinds) > 1:
            st.caption(words("explore.one_kind_why", n=len(kinds)))
        names = {key: facets.series_name(kind, name, words) for key, kind in kinds.items()}
        counted = {key: words("explore.series_areas", series=names[key], n=counts[key][3]) for key in kinds}
        series = ui.choose("series", words("explore.one_kind"), list(kinds), counted.__getitem__)
        one = filters
        for facet, value in zip(("indicator", "measure", "unit"), kinds[series], strict=True):
            one = one.only(facet, value)
        facts, total = ui.ask(queries.panels, one, "area")
        panels = multiples.by_area(facts, words)
        some_only = words("explore.too_many_areas", shown=len(panels), total=total) if total > len(panels) else ""
        st.header(formats.markdown_safe(names[series]), anchor=False)  # the choice above may be too narrow for it
        st.caption(words.sentences(words("explore.shared"), some_only))
        figure = multiples.grid(panels, colours, words, shared=True, columns=ui_charts.columns(multiples.MOST_COLUMNS))
        note = signs(facts, words)
        ui_charts.show(figure, "multiples", names[series], facts, words, "explore", narrowed, note=note)
    else:
        found, total = ui.ask(queries.milestones, filters, today)
        if not found:
            st.info(words("explore.no_milestones"))
            st.stop()
        st.caption(chronicle.signs(found, words))
        if total > len(found):
            st.caption(words("explore.timeline_some", shown=len(found), total=total))
        st.html(chronicle.chronicle(found, words, ui.link(), today, colours))
        facts = [milestone.fact for milestone in found]
        ui_charts.cite(words("explore.milestones"), facts, words, "explore", narrowed, "explore")


words = ui.page("explore")
colours, today = ui.colours(), ui.today()
if not ui.ask(queries.indicators):  # here, for its button starts a refresh of which the whole page tells
    ui_empty.no_rows(words)
    st.stop()
part(show)
