"""What a page shows instead of figures: how the first table comes about, and how the first figure comes into it."""

from __future__ import annotations

import streamlit as st

from dashboard import formats, state, ui_refresh
from dashboard.words import Words


def no_table(words: Words) -> None:
    """There is no table: the button that builds it, also where the sidebar is folded away, and the commands."""
    st.info(words("empty.no_table"), icon=":material/database_off:")
    _refresh(words)
    st.code("make refresh\npython -m pipelines refresh", language="bash")
    st.caption(words("empty.no_table_more", raw=_raw()))


def no_rows(words: Words) -> None:
    """The table holds nothing: where articles are added, and the button that reads those in the folder."""
    st.info(words("empty.no_rows", raw=_raw()), icon=":material/inbox:")
    with st.container(horizontal=True, vertical_alignment="center", key="empty_ways"):
        st.page_link("pages/add.py", label=words("add.title"), icon=":material/note_add:")
        _refresh(words)


def _refresh(words: Words) -> None:
    ui_refresh.button(words, "empty_refresh", ui_refresh.busy(*ui_refresh.heard()), primary=True)


def _raw() -> str:
    return formats.markdown_safe(state.shown(state.raw()))
