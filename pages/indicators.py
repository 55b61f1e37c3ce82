"""One indicator: its values over time and by area, its table, its sources."""

import streamlit as st

from dashboard import queries, tables, ui, ui_sources, units
from dashboard.charting import charts, figures, ui_charts
from dashboard.downloads import exports
from dashboard.rows import Fact
from dashboard.ui_part import part
from dashboard.vintages import ui_vintage

VIEWS = ("chart", "table", "sources")
FEW = 4  # units that are all seen at once, as buttons,
SHORT = 26  # where their names take no more room than so many Latin characters


def show() -> None:
    """Draw one indicator as it is chosen."""
    picked, table = st.columns([3, 1], vertical_alignment="bottom")
    with table:
        ui_vintage.choice(words)
    ui_vintage.must_have("indicator", catalogue, words)
    with picked:
        indicator = catalogue[
            ui.choose(
                "indicator",
                words("filter.indicator"),
                list(catalogue),
                lambda c: tables.indicator_label(catalogue[c], words),
                pinned=True,
            )
        ]
    st.caption(words.pick(indicator.description_zh, indicator.description_en))

    kinds = {f"{m}:{u}": (m, u) for m, u, _ in ui.ask(queries.measures, indicator.indicator_id)}
    places = {
        a.ref_area: words.pick(a.name_zh, a.name_en) for a in ui.ask(queries.indicator_areas, indicator.indicator_id)
    }
    symbols = {u.unit: words.pick(u.symbol_zh, u.symbol_en) for u in ui.ask(queries.units)}
    left, middle, right = st.columns([8, 4, 6], vertical_alignment="bottom")
    with left:
        names = tables.kind_labels(kinds, symbols, words)
        measure, unit = kinds[
            ui.choose("measure", words("filter.measure"), list(kinds), names.__getitem__, kind="buttons")
        ]
    with middle:
        # One area is no choice, save where a link asks for one.
        offered = ["", *places] if len(places) > 1 or "area" in st.query_params else []
        area = (
            ui.choose("area", words("filter.area"), offered, lambda c: places.get(c, words("filter.any")))
            if offered
            else ""
        )

    facts, total = ui.ask(queries.series, indicator.indicator_id, measure, unit, (area,) if area else ())
    values = [c for f in facts if (c := figures.centre(f)) is not None]
    scales = {s.key: s for s in units.choices(unit, values, words.language)}
    with right:
        labels = {key: units.button_label(one, scales.values(), symbols, words) for key, one in scales.items()}
        room = sum(map(len, labels.values())) * (2 if words.language == "zh" else 1)
        few = len(scales) <= FEW and room <= SHORT
        if not few:
            labels = {key: units.scale_label(one, symbols, words) for key, one in scales.items()}
        kind = "buttons" if few else "select"
        scale = scales[ui.choose("unit", words("filter.unit"), list(scales), labels.__getitem__, kind=kind)]
    if not facts:
        ui.reset_button(words, ("area",))
        st.stop()
    symbol = symbols.get(scale.unit, scale.unit)
    title = words.pick(indicator.name_zh, indicator.name_en)
    where = words("explore.choice", name=words("filter.area"), values=places[area]) if area else ""
    title = f"{title} · {names[f'{measure}:{unit}']}"

    # Only what is looked at is drawn, and the address says which.
    view = ui.choose("view", words("filter.view"), VIEWS, lambda v: words(f"indicators.{v}"), kind="buttons")
    undated = sum(f.time_end is None for f in facts)
    dated = undated < len(facts)
    if view == "chart" and dated:
        facts = facts[: charts.MOST]
    if total > len(facts):
        st.caption(words("indicators.limited", shown=len(facts), total=total))
    if view == "chart" and not dated:
        st.info(words("indicators.no_dates"), icon=":material/event_busy:")
    if view == "chart" and dated:
        figure = charts.time_series(facts, scale, symbol, colours, words)
        ui_charts.show(figure, "series", title, facts, words, "indicators", where)
        st.caption(words("indicators.marks") + (" " + words("indicators.undated", n=undated) if undated else ""))
        compared = tables.comparable_areas(facts)
        if len(compared) > 1 and measure != "rank":  # a longer bar would be the worse rank
            st.header(words("indicators.areas"), anchor=False)
            figure = charts.area_bars(compared, scale, symbol, colours, words)
            ui_charts.show(figure, "areas", title, compared, words, "indicators", where)
    elif view != "sources":
        held = tables.by_observation(ui.ask(queries.held, ui.today(), tuple(f.obs_id for f in facts)))
        st.dataframe(
            tables.fact_table(facts, held, scale, symbol, words, ui.link()),
            hide_index=True,
            height=tables.height(len(facts)),
            column_config=tables.fact_columns(words, st.column_config),
        )
        ui.download(
            words("action.download_view", n=len(facts)),
            exports.rows_csv(facts, Fact),
            f"{indicator.indicator_id}.csv",
            "series_csv",
        )
    else:
        ui_sources.show(indicator.indicator_id, words)


words = ui.page("indicators")
colours = ui.colours()
catalogue = {i.indicator_id: i for i in ui.ask(queries.indicators)}
if not catalogue:
    st.info(words("empty.no_rows"))
    st.stop()
part(show)
