"""First-time help: one line a page, shown until it is dismissed, and never again in this browser."""

from __future__ import annotations

import streamlit as st

from dashboard.words import Words


def hint(page: str, words: Words) -> None:
    """The line of a page, with a button that dismisses it (assets/hint.js), which needs no run of the page."""
    cookie = f"sc_hint_{page}"
    if cookie not in set(st.context.cookies):  # Streamlit's test runner says that each is in there
        button = f'<button type="button" class="sc-got-it" data-hint="{cookie}">{words("action.got_it")}</button>'
        st.html(f'<p class="sc-hint"><span>{words(f"{page}.hint")}</span> {button}</p>')
