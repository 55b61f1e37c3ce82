"""Charts, and what stands under them: the source, the image to save, how to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard import formats, queries, ui
from dashboard.charting import charted, figures, imprint
from dashboard.downloads import citations
from dashboard.rows import Document, Fact
from dashboard.words import Words

NARROWEST = 290  # pixels of a chart that stands beside others


def show(
    figure: go.Figure,
    key: str,
    title: str,
    facts: Sequence[Fact],
    words: Words,
    page: str,
    filters: str = "",
    source: str = "",
    note: str = "",
) -> None:
    """Draw a chart with its source and its buttons and, when a mark of it is clicked, the sentence of that figure.

    `title` says what is drawn and `filters` what it was narrowed to, in the reader's words. `source` is named where no
    `facts` are: the documents of these are the source otherwise. A `note` of its signs stands directly below it.
    """
    clicked = draw(figure, key, words("chart.spoken", title=title, n=len(facts)) if facts else title)
    if note:
        st.caption(note)
    fact = ui.ask(queries.fact, clicked) if clicked else None
    if fact is not None:
        ui.show_fact(fact, words)
    source = source or figures.source_line(facts, words)
    vintage = ui.vintage()
    seen = words("cite.image", run=vintage.run_id if vintage else "", day=formats.day(ui.today(), words))
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"under_{key}"):
        st.html(imprint.under_chart(source, key, title, [filters, source, seen], f"{page}-{key}", words))
        cite(title, facts, words, page, filters, key)
    if not facts:
        return
    # Made when it is asked for: hundreds of rows behind a toggle would cost as much as the chart.
    label = words("chart.as_table", n=len(facts))
    table = st.expander(label, key=f"{key}_table", on_change="rerun", type="compact")
    if table.open:
        table.html(charted.as_table(title, facts, words, ui.link()))


def draw(figure: go.Figure, key: str, label: str) -> str:
    """Draw a chart; gives the key of the row whose mark was clicked, or ""."""
    event: Any = st.plotly_chart(
        figure,
        key=key,
        on_select="rerun",
        selection_mode="points",
        alt=label,
        # The one button is hidden, and pressed by those under the chart (assets/save.js).
        config={"displayModeBar": True, "modeBarButtons": [["toImage"]], "scrollZoom": False, "showTips": False},
    )
    points = event["selection"]["points"] if event else []
    if not points:
        return ""
    data = points[0].get("customdata", "")
    return str(data[0] if isinstance(data, list | tuple) and data else data)


def columns(most: int) -> int:
    """How many charts fit beside each other in the reader's window: the browser measures, and asks again when it
    changes. Until it has, as many as fitted before in this session, else all, and on a telephone one."""
    first = 1 if "Mobi" in (st.context.headers.get("User-Agent") or "") else most
    known = min(int(st.session_state.get("fitting", first)), most)
    component = st.components.v2.component("shuangcheng_fit", js=ui.asset("fit.js"))
    result: Any = component(
        data={"columns": known, "narrowest": NARROWEST, "most": most}, key="fit", on_columns_change=lambda: None
    )
    told = result.get("columns")
    st.session_state["fitting"] = int(told) if isinstance(told, int | float) and 1 <= told <= most else known
    return int(st.session_state["fitting"])


def cite(title: str, sources: Sequence[Fact | Document], words: Words, page: str, filters: str, key: str) -> None:
    """A popover with the text to cite by, ready to be copied."""
    with st.popover(words("cite.button"), icon=":material/format_quote:", key=f"{key}_cite", type="tertiary"):
        vintage = ui.vintage()
        query = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
        text = citations.citation(
            title,
            citations.origins(sources),
            filters,
            vintage.run_id if vintage else "",
            citations.view_address(st.context.url or "", page, query),
            ui.today(),
            words,
        )
        st.code(text, language=None, wrap_lines=True)
