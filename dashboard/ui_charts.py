"""What stands under a chart: its source, its image to save, how to cite it."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from dashboard import citations, figures, formats, imprint, queries, ui
from dashboard.rows import Document, Fact
from dashboard.words import Words


def show(
    figure: go.Figure, key: str, title: str, facts: Sequence[Fact], words: Words, page: str, filters: str = ""
) -> None:
    """Draw a chart with its source and its buttons and, when a mark of it is clicked, the sentence of that figure.

    `title` says what is drawn and `filters` what it was narrowed to, in the reader's words.
    """
    clicked = ui.chart(figure, key, title)
    fact = ui.ask(queries.fact, clicked) if clicked else None
    if fact is not None:
        ui.show_fact(fact, words)
    source = figures.source_line(facts, words)
    vintage = ui.vintage()
    seen = words("cite.image", run=vintage.run_id if vintage else "", day=formats.day(ui.today(), words))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(imprint.under_chart(source, key, title, [filters, source, seen], f"{page}-{key}", words))
        cite(title, facts, words, page, filters, key)


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
