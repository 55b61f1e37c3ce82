"""One indicator: its values over time and by area, its table, its sources."""

from collections.abc import Sequence

import streamlit as st

from dashboard import queries, tables, ui, ui_empty, ui_sources, units
from dashboard.charting import charts, figures, ui_charts
from dashboard.charting.signs import signs
from dashboard.downloads import exports
from dashboard.rows import Fact
from dashboard.ui_part import part
from dashboard.vintages import ui_vintage

VIEWS = ("chart", "areas", "table", "sources")
FEW = 4  # units that are all seen at once, as buttons,
SHORT = 44  # where their names take no more room than so many Latin characters


def is_choice(key: str, options: Sequence[str]) -> bool:
    """One option is no choice, save where a link asks for one; what was picked before of another indicator goes."""
    asked = st.query_params.get(key)
    if asked not in options and asked == st.session_state.get(f"{key}_seen"):
        ui.put(key, "")
    return len(options) > 1 or key in st.query_params


def show() -> None:
    """Draw one indicator as it is chosen."""
    picked = st.container()
    if ui_vintage.several():
        picked, table = picked.columns([3, 1], vertical_alignment="bottom")
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
    found = ui.ask(queries.measures, indicator.indicator_id)
    kinds = {f"{m}:{u}": (m, u) for m, u, _ in found}
    counts = {f"{m}:{u}": n for m, u, n in found}
    about = [words.pick(indicator.description_zh, indicator.description_en)]
    if not is_choice("measure", list(kinds)):  # what has no button is said where it is not the usual one
        told = [words.label("measure", m) for m, _ in kinds.values() if m != "level"]
        about += [words("explore.choice", name=words("filter.measure"), values=one) for one in told]
    st.caption("  \n".join(about))  # two blanks: a line of its own

    places = {
        a.ref_area: words.pick(a.name_zh, a.name_en) for a in ui.ask(queries.indicator_areas, indicator.indicator_id)
    }
    symbols = {u.unit: words.pick(u.symbol_zh, u.symbol_en) for u in ui.ask(queries.units)}
    names = tables.kind_labels(kinds, symbols, words)
    measure, unit = next(iter(kinds.values()))
    area = ""
    row = st.container(horizontal=True, vertical_alignment="top")
    if is_choice("measure", list(kinds)):
        with row:
            measure, unit = kinds[
                ui.choose(
                    "measure",
                    words("filter.measure"),
                    list(kinds),
                    lambda k: f"{names[k]} ({counts[k]:,})",
                    kind="labelled",
                )
            ]
    if is_choice("area", list(places)):
        with row, st.container(width=240):
            offered = ["", *places]
            area = ui.choose("area", words("filter.area"), offered, lambda c: places.get(c, words("filter.any")))

    facts, total = ui.ask(queries.series, indicator.indicator_id, measure, unit, (area,) if area else ())
    values = [c for f in facts if (c := figures.centre(f)) is not None]
    best, *others = units.choices(unit, values, words.language)
    scales = {s.key: s for s in units.by_size([best, *others])}
    scale = best
    if is_choice("unit", list(scales)):
        labels = {key: units.button_label(one, scales.values(), symbols, words) for key, one in scales.items()}
        room = sum(map(len, labels.values())) * (2 if words.language == "zh" else 1)
        few = len(scales) <= FEW and room <= SHORT
        if not few:
            labels = {key: units.scale_label(one, symbols, words) for key, one in scales.items()}
        with row, st.container(width="content" if few else 240):
            kind, named = "labelled" if few else "select", labels.__getitem__
            scale = scales[ui.choose("unit", words("filter.unit"), list(scales), named, kind=kind, default=best.key)]
    if not facts:
        ui.reset_button(words, ("area",))
        st.stop()
    symbol = symbols.get(scale.unit, scale.unit)
    title = words.pick(indicator.name_zh, indicator.name_en)
    where = words("explore.choice", name=words("filter.area"), values=places[area]) if area else ""
    title = f"{title} · {names[f'{measure}:{unit}']}"

    # Only what is looked at is drawn, and the address says which.
    compared = tables.comparable_areas(facts) if measure != "rank" else []  # a longer bar would be the worse rank
    views = [v for v in VIEWS if v != "areas" or len(compared) > 1]
    view = ui.choose("view", words("filter.view"), views, lambda v: words(f"indicators.{v}"), kind="buttons")
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
        told = [signs(charts.datable(facts), words), words("indicators.undated", n=undated) if undated else ""]
        note = words.sentences(*told)
        ui_charts.show(figure, "series", title, facts, words, "indicators", where, note=note)
    elif view == "areas":
        figure = charts.area_bars(compared, scale, symbol, colours, words)
        note = signs(compared, words, across=True)
        ui_charts.show(figure, "areas", title, compared, words, "indicators", where, note=note)
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
        ui_sources.show(indicator.indicator_id, measure, unit, area, words)


words = ui.page("indicators")
colours = ui.colours()
catalogue = {i.indicator_id: i for i in ui.ask(queries.indicators)}
if not catalogue:
    ui_empty.no_rows(words)
    st.stop()
part(show)
