"""What is wrong with a form that was sent: told at the field it is about, until the form is sent again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from dashboard import formats, messages, state
from dashboard.reviewing import decisions
from dashboard.words import Words

SENT = "form_sent"  # the form that was sent last, and what came of it
FRESH = "form_sent_now"  # whether that has not been on screen yet


FIRST = """{
  const fault = document.querySelector('[class*="st-key-fault_"]');
  fault?.scrollIntoView({block: 'center'});
  const field = fault?.parentElement.previousElementSibling?.querySelector('[data-testid="stTextInput"] input');
  field?.focus({preventScroll: true});
}"""
_DATED = re.compile(r"(?<=\d)\\-(?=\d\d\b)")  # the hyphens of 2024-05-31, in Markdown: a line does not break at them


class Fault(NamedTuple):
    """One thing to mend: a code of the locales' `message`, its values, and its English line where it has one."""

    field: str  # of the form; "" for the form as a whole
    code: str
    values: Mapping[str, Any] = {}
    line: str = ""
    quote: str = ""  # the figure it is about, where the form is about several


class Sent(NamedTuple):
    """A form that was sent."""

    form: str
    faults: tuple[Fault, ...]  # none: it was saved


def tell(form: str, faults: Sequence[Fault]) -> None:
    """Keep what is wrong with a form, for `at` and `rest` to show; nothing wrong: it was saved."""
    st.session_state[SENT], st.session_state[FRESH] = Sent(form, tuple(faults)), True


def at(form: str, field: str, words: Words) -> None:
    """Show here what is wrong with a field."""
    _show([fault for fault in _faults(form) if fault.field == field], form, field, words)


def rest(form: str, fields: Sequence[str], words: Words) -> None:
    """Show here what is wrong with none of the form's fields."""
    _show([fault for fault in _faults(form) if fault.field not in fields], form, "form", words)


def listed(form: str, labels: Mapping[str, str], words: Words) -> None:
    """Name the fields to mend, beside the button that sends the form; `labels`: field -> the key of its label."""
    wrong = {fault.field for fault in _faults(form)}
    if names := [words(label) for field, label in labels.items() if field in wrong]:
        st.warning(words("add.mend", fields=words("review.comma").join(names)), icon=":material/error:")


def saved(form: str) -> bool:
    """Whether the form was the last one sent, and nothing was wrong with it."""
    sent: Sent | None = st.session_state.get(SENT)
    return sent is not None and sent == Sent(form, ())


def into_sight(form: str) -> None:
    """Bring the first fault of a form that was just sent into the window, and the keyboard to its field."""
    if _faults(form) and st.session_state.pop(FRESH, False):
        st.session_state["told"] = turn = st.session_state.get("told", 0) + 1
        # another text each time, or the browser would not run it again
        st.html(f"<script>/* {turn} */ {FIRST}</script>", unsafe_allow_javascript=True)


def _faults(form: str) -> tuple[Fault, ...]:
    sent: Sent | None = st.session_state.get(SENT)
    return sent.faults if sent is not None and sent.form == form else ()


def _show(faults: Sequence[Fault], form: str, field: str, words: Words) -> None:
    if not faults:
        return
    with st.container(key=f"fault_{form}_{field}"):
        for text in dict.fromkeys(said(fault, words) for fault in faults):
            st.error(text, icon=":material/error:")


def said(fault: Fault, words: Words) -> str:
    """The fault in the reader's words, as Markdown."""
    told = {**fault.values, "code": fault.code, "field": fault.field}
    text = formats.markdown_safe(messages.said(told, fault.line, words, decisions.named(words, state.review())))
    text = _DATED.sub("\u2011", text)
    return f"{formats.markdown_safe(fault.quote)} — {text}" if fault.quote else text
