"""First-time help: one line a page, shown until it is dismissed, and never again in this browser."""

from __future__ import annotations

import streamlit as st

from dashboard.words import Words


def hint(page: str, words: Words, more: str = "") -> None:
    """The line of a page and `more`, with a button that dismisses it (assets/hint.js) without a run of the page."""
    cookie = f"sc_hint_{page}"
    if cookie not in set(st.context.cookies):  # Streamlit's test runner says that each is in there
        said = words.sentences(words(f"{page}.hint"), more)
        button = f'<button type="button" class="sc-got-it" data-hint="{cookie}">{words("action.got_it")}</button>'
        st.html(f'<p class="sc-hint"><span>{said}</span> {button}</p>')
