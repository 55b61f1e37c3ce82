"""The documents that state an indicator, each with the way to the place where it does so first."""

from __future__ import annotations

import streamlit as st

from dashboard import formats, queries, ui
from dashboard.words import Words


def show(indicator_id: str, words: Words) -> None:
    """Title, what is known of it, how many figures, and the link, of each document."""
    for source in ui.ask(queries.sources, indicator_id):
        st.markdown(f"**{formats.markdown_safe(source.title)}**")
        told = (
            formats.publisher(source.publisher, words),
            formats.day(source.published_on, words),
            words.label("kind", source.kind),
            words("indicators.stated", n=source.observations),
            source.licence,
        )
        st.caption(formats.markdown_safe(" · ".join(filter(None, told))))
        ui.open_document(words, source.document_id, source.first)
