"""A quantity of a document on screen, in the names of the table that the page reads."""

from __future__ import annotations

import streamlit as st

from dashboard import queries, ui
from dashboard.mark_cards import chinese_names, mark_card
from dashboard.rows import Mark
from dashboard.words import Words


def show(mark: Mark, words: Words, named: bool, body: int, would: bool = False) -> None:
    """The card of a quantity, as mark_card has it. Without a table it is as its document has it."""
    symbols, names = {}, {}
    if ui.vintage() and not named:
        symbols = {u.unit: words.pick(u.symbol_zh, u.symbol_en) for u in ui.ask(queries.units)}
        if words.language == "en":
            names = ui.ask(queries.english_names, chinese_names(mark))
    st.html(mark_card(mark, words, named, symbols, names, body, would))
