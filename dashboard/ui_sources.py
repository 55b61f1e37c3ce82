"""The documents that state an indicator, each with the way to the place where it does so first."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import queries, ui
from dashboard.formats import Link, day, parted, publisher
from dashboard.markup import language_of
from dashboard.rows import Source
from dashboard.words import Words


def show(indicator_id: str, measure: str, unit: str, area: str, words: Words) -> None:
    """Title, what is known of it, its day and how many figures, of each document; the title leads to the first."""
    link = ui.link()
    lines = "".join(_line(source, words, link) for source in ui.ask(queries.sources, indicator_id, measure, unit, area))
    st.html(f'<ul class="sc-list sc-two">{lines}</ul>')


def _line(source: Source, words: Words, link: Link) -> str:
    there = link("evidence", document=source.document_id, at=source.first)
    licence = words.stated(source.licence)
    return (
        f'<li><div class="sc-what"><a href="{escape(there)}">{escape(source.title)}</a>'
        f"<small>{parted(publisher(source.publisher, words), words.label('kind', source.kind))}</small>"
        f"<small{language_of(licence)}>{escape(licence)}</small></div>"
        f'<div class="sc-when">{escape(day(source.published_on, words))}'
        f"<small>{escape(words('indicators.stated', n=source.observations))}</small></div></li>"
    )
