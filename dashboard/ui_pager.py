"""A long list a page at a time; the address says where (`from=`)."""

from __future__ import annotations

import streamlit as st

from dashboard import ui, ui_missing
from dashboard.words import Words

KEY, SEEN = "from", "from_seen"


def start(total: int, size: int) -> int:
    """How many rows to leave out: what the address says, as a multiple of `size` that still shows rows."""
    asked = st.query_params.get(KEY, "")
    is_place = asked.isascii() and asked.isdecimal() and len(asked) < 10
    at = int(asked) if is_place else 0
    opened = (st.session_state.get(ui_missing.PAGE), asked)
    if st.session_state.get(SEEN) != opened:  # a list that has become shorter since is no fault of the link
        st.session_state[SEEN] = opened
        ui_missing.note(KEY, *([] if not asked or (is_place and at < max(total, 1)) else [asked]))
    return min(at, max(total - 1, 0)) // size * size


def turn(total: int, size: int, words: Words) -> None:
    """Back and on, where one page does not hold all."""
    if total <= size:
        return
    at = start(total, size)
    back, where, on = st.columns([1, 2, 1], vertical_alignment="center")
    for column, name, icon, to, off in (
        (back, "back", "arrow_back", at - size, at == 0),
        (on, "on", "arrow_forward", at + size, at + size >= total),
    ):
        column.button(
            words(f"pager.{name}"), on_click=ui.put, args=(KEY, str(to) if to > 0 else ""), disabled=off,
            icon=f":material/{icon}:", key=f"pager_{name}", width="stretch",
        )  # fmt: skip
    where.caption(words("pager.where", a=at + 1, b=min(at + size, total), n=total))
