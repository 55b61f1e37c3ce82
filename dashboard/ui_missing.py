"""What a link asks for that is not there: one line at the head of the page, as long as the reader looks at something
else instead. An address without a page has led to the first page (see lost.py), and is told with the way out of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import lost
from dashboard.formats import markdown_safe
from dashboard.markup import address
from dashboard.words import Words

_line: ContextVar[tuple[DeltaGenerator, Words] | None] = ContextVar("line", default=None)
PAGE, ASKED, EARLY = "missing_on", "missing_asked", "missing_early"
LONGEST = 80  # characters of a value that are shown


def begin(page: str, words: Words) -> None:
    """Keep room for the line at this place. What another page's link asked for is forgotten."""
    if st.session_state.get(PAGE) != page:
        st.session_state[PAGE], st.session_state[ASKED] = page, {}
    st.session_state[ASKED] |= st.session_state.pop(EARLY, {})
    if path := st.query_params.get(lost.KEY):
        with st.container(horizontal=True, vertical_alignment="center"):
            told = markdown_safe(f"/{path[: lost.LONGEST]}")
            st.warning(words("empty.no_page", address=told), icon=":material/link_off:")
            home = address("./", lang=st.query_params.get("lang", ""))  # st.page_link would leave the address as it is
            st.html(f'<a href="{escape(home)}">{escape(words("overview.title"))}</a>', width="content")
    _line.set((st.empty(), words))
    _draw()


def end() -> None:
    """The page is drawn: a part of it that runs alone later does not reach its head."""
    _line.set(None)


def out_of_reach() -> bool:
    """Whether a part runs alone below a line, which would go with what the part drew before."""
    return _line.get() is None and any(st.session_state.get(ASKED, {}).values())


def note(key: str, *values: str) -> None:
    """The link's `key` asks for these values, which are not there; without values, that all is well with it."""
    asked: dict[str, tuple[str, ...]] = st.session_state.setdefault(ASKED, {})
    if asked.get(key, ()) == values:
        return
    asked[key] = values
    _draw()


def early(key: str, value: str) -> None:
    """As `note`, before the page has begun."""
    st.session_state[EARLY] = {key: (value,)}


def settled(key: str) -> None:
    """The reader has chosen for himself, before a run: nothing is missing of `key` any more."""
    st.session_state.get(ASKED, {}).pop(key, None)


def told(values: Sequence[tuple[str, str]], words: Words) -> str:
    """The line for what parameters of the address ask for: (parameter, value)."""
    named = [words("empty.asked", name=words.label("asked", key), value=value[:LONGEST]) for key, value in values]
    return words("empty.not_there", named=markdown_safe(words("chart.comma").join(named)), n=len(named))


def _draw() -> None:
    place = _line.get()
    if place is None:
        st.rerun()
    line, words = place
    asked: dict[str, tuple[str, ...]] = st.session_state[ASKED]
    if values := [(key, value) for key, several in asked.items() for value in several]:
        line.warning(told(values, words), icon=":material/link_off:")
    else:
        line.empty()
