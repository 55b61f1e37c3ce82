"""First-time help: one line a page, shown until it is dismissed, and never again in this browser."""

from __future__ import annotations

import streamlit as st

from dashboard.words import Words

LASTS = 5 * 365 * 24 * 3600  # seconds that the browser remembers


def hint(page: str, words: Words) -> None:
    """The line of a page, with a button that dismisses it.

    A cookie remembers, for it reaches the server with the tab's first request: the line does not flash up to be taken
    away. Until the next request the session remembers. No cookies, no memory beyond the session.
    """
    cookie = f"sc_hint_{page}"
    if cookie in st.context.cookies:
        return
    if st.session_state.get(cookie):
        script = f'document.cookie = "{cookie}=seen; path=/; max-age={LASTS}; samesite=strict"'
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="hint"):
        st.html(f'<p class="sc-hint">{words(f"{page}.hint")}</p>', width="content")
        st.button(words("action.got_it"), key=f"{cookie}_button", type="tertiary", on_click=_dismiss, args=(cookie,))


def _dismiss(cookie: str) -> None:
    st.session_state[cookie] = True
