"""Deciding from a page: who decides, what came of it, what waits for the next refresh."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from urllib.parse import quote, unquote

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import formats, messages, queries, state, ui, ui_refresh
from dashboard.reviewing import decided, decisions, ui_faults
from dashboard.reviewing.ui_faults import Fault
from dashboard.words import LANGUAGES, Words
from pipelines.catalogue import Catalogue

WHO, RESULTS, ASKED = "decides", "decision_results", "undo_asked"
NAME_WIDTH = 420  # pixels, or all of a narrower screen
COOKIE, LASTS = "sc_decides", 365 * 24 * 3600  # who decided last in this browser, and for how many seconds


class Decided(Protocol):
    """A decision that can be taken back."""

    @property
    def decision_id(self) -> str: ...
    @property
    def decided_by(self) -> str: ...


def who(words: Words) -> str:
    """The name of who decides, asked once a browser: a cookie keeps it; never part of an address."""

    def kept() -> None:
        st.session_state[WHO] = st.session_state["decides_field"].strip()

    remember()
    st.session_state["decides_field"] = st.session_state[WHO]  # each page has a field of its own, and one name
    st.text_input(
        words("decide.who"),
        key="decides_field",
        on_change=kept,
        max_chars=80,
        placeholder=words("decide.who_hint"),
        autocomplete="name",
        width=NAME_WIDTH,
    )
    name = str(st.session_state.get(WHO, ""))
    with st.container():
        if name and (not name.isprintable() or len(name) > 80):
            st.error(words("message.who"), icon=":material/error:")
    return name


def choice_key(name: str, words: Words) -> str:
    """The key of a choice in a form: of one language, for the browser keeps a choice by its text, not by its code.

    What was chosen and sent in another language is taken over.
    """
    key = f"{name}_{words.language}"
    if key not in st.session_state:
        for other in (f"{name}_{language}" for language in LANGUAGES):
            if other in st.session_state:
                st.session_state[key] = st.session_state[other]
    return key


def remember() -> None:
    """The name from this browser's cookie, where the session has none; into the cookie, where it has another."""
    cookie: object = st.context.cookies.get(COOKIE)
    kept = unquote(cookie) if isinstance(cookie, str) else ""
    if WHO not in st.session_state:
        st.session_state[WHO] = kept.strip()[:80] if kept.isprintable() else ""
    name = st.session_state[WHO]
    place = st.container(key="remember")  # takes no room, with a script or without
    if name != kept:
        script = (
            f'document.cookie = "{COOKIE}={quote(name, "")}; path=/; max-age={LASTS if name else 0}; samesite=strict"'
        )
        place.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def decide(requests: Sequence[dict[str, Any]]) -> bool:
    """Save requests in the name of who decides; the results are shown by `results`. Whether all were saved."""
    named = [{"decided_by": st.session_state.get(WHO, ""), **request} for request in requests]
    try:
        found = ui.fetch(decisions.save, state.review(), named)
    except (decisions.DecisionError, decisions.CatalogueError) as error:
        told = {"code": error.code, "field": error.field, "values": error.values}
        found = [{"state": "refused", "message": str(error), **told}]
    found = [
        one | {"state": "saved"} if _repeats(one, asked) else one for one, asked in zip(found, named, strict=False)
    ]
    st.session_state[RESULTS] = found
    return all(one["state"] == "saved" for one in found)


def _repeats(result: dict[str, Any], request: dict[str, Any]) -> bool:
    """Whether it was not saved because the same was, just before: a second press of one key."""
    other = result.get("other") or {}
    same = all(other.get(key) == request.get(key, "") for key in ("action", "decided_by", "reason"))
    return same and request["action"] in ("accept", "context")


def all_refused() -> bool:
    """Whether each of the last decisions breaks a rule: then all is as it was."""
    return all(one["state"] == "refused" for one in st.session_state.get(RESULTS, []))


def faults(quotes: Sequence[str]) -> list[Fault]:
    """What kept all of the last decisions from being saved, each with its quote: taken for the form that was sent.

    Where some were saved the form is about other figures now, and `results` tells of the rest.
    """
    if not all_refused():
        return []
    found = st.session_state.pop(RESULTS, [])
    return [_fault(one, quotes[at] if len(found) == len(quotes) else "") for at, one in enumerate(found)]


def _fault(result: dict[str, Any], quote: str = "") -> Fault:
    return Fault(result["field"], result["code"], result["values"], result["message"], quote)


def results(words: Words) -> None:
    """What came of the last decisions, once: how many were saved, which were not and why."""
    found = st.session_state.pop(RESULTS, [])
    saved = sum(one["state"] == "saved" for one in found)
    if saved:
        st.toast(words("decide.saved", n=saved), icon=":material/check:")
    with st.container():  # there without a word too, as in `waiting`
        _results(found, words)


def _results(found: Sequence[dict[str, Any]], words: Words) -> None:
    for message in dict.fromkeys(ui_faults.said(_fault(one), words) for one in found if one["state"] == "refused"):
        st.error(words("decide.refused", message=message), icon=":material/block:")
    for other in (one["other"] for one in found if one["state"] == "conflict"):
        told = {key: formats.markdown_safe(str(cell)) for key, cell in other.items()}
        told["action"] = words.label("action_done", str(other["action"]))
        told["reason"] = words("decide.for_reason", reason=told["reason"]) if told["reason"] else ""
        told["decided_at"] = formats.moment(str(other["decided_at"]), words)
        st.warning(words("decide.conflict", **told), icon=":material/group:")


def pending() -> decisions.Pending:
    """What waits for the next refresh; a log that cannot be read is said on the page, which ends there."""
    try:
        return ui.fetch(decisions.pending, state.review())
    except decisions.DecisionError as error:
        st.error(_line(error), icon=":material/error:")
        st.stop()


def catalogue() -> Catalogue:
    """The catalogue with what people added; files of theirs that cannot be read are said, and the page ends there."""
    try:
        return decisions.catalogue(state.review())
    except decisions.CatalogueError as error:
        st.error(_line(error), icon=":material/error:")
        st.stop()


def _line(error: decisions.DecisionError | decisions.CatalogueError) -> str:
    return ui_faults.said(Fault(error.field, error.code, error.values, str(error)), ui.current_words())


def undo(decision_id: str, seen: str) -> None:
    """Take a decision back."""
    st.session_state[ASKED] = ""
    decide([{"action": "undo", "undoes": decision_id, "seen": seen}])


def way_back(
    text: DeltaGenerator,
    place: DeltaGenerator,
    row: Decided,
    seen: str,
    key: str,
    words: Words,
    note: str | None = None,
) -> None:
    """The button that takes a decision back; another person's only after a question that names them."""
    own = row.decided_by == st.session_state.get(WHO)
    named = bool(st.session_state.get(WHO))
    if own or st.session_state.get(ASKED) != key:
        does, args = (undo, (row.decision_id, seen)) if own else (_ask, (key,))
        place.button(words("decide.undo"), on_click=does, args=args, disabled=not named, key=key, help=note,
                     icon=":material/undo:", width="stretch")  # fmt: skip
        return
    text.warning(words("decide.undo_other", who=formats.markdown_safe(row.decided_by)), icon=":material/group:")
    place.button(words("decide.undo_sure"), on_click=undo, args=(row.decision_id, seen), disabled=not named,
                 key=f"{key}_sure", type="primary", width="stretch")  # fmt: skip
    place.button(words("decide.undo_keep"), on_click=_ask, args=("",), key=f"{key}_keep", width="stretch")


def _ask(key: str) -> None:
    st.session_state[ASKED] = key


def waiting(found: decisions.Pending, words: Words) -> None:
    """How many decisions wait, the button that applies them, and the way back for each.

    U takes back the last one of who decides; those of others are in the list, behind a question.
    """
    n = len(found.waiting) + found.undos
    place = st.container()  # there without decisions too: else what stands below moves, and is seen twice during a run
    if not n:
        return
    with place, st.container(border=True):
        told, back, button = st.columns([4, 3, 2], vertical_alignment="center")
        told.markdown(f"**{words('decide.waiting', n=n)}**")
        button.button(words("decide.apply"), on_click=ui_refresh.press, key="apply_decisions", width="stretch",
                      icon=":material/refresh:")  # fmt: skip
        if not found.waiting:
            return
        me = st.session_state.get(WHO)
        last = next((row for row in reversed(found.waiting) if row.decided_by == me), None)
        rows = found.waiting[-50:]
        named = _named([*rows, last] if last else rows, words)
        if last:
            does, figure = words.label("action_to_undo", last.action), formats.markdown_safe(named(last)[-1])
            back.button(words("decide.undo_last", action=does, figure=figure), on_click=undo,
                        args=(last.decision_id, decisions.seen(found, last)), shortcut="U", icon=":material/undo:",
                        key="undo_last", width="stretch")  # fmt: skip
        if last and is_alone(found, last.decision_id):
            return
        with st.expander(words("decide.list")):
            for row in reversed(rows):
                text, back = st.columns([6, 1], vertical_alignment="center")
                said = words.label("action_done", row.action), row.decided_by, row.reason
                text.html(formats.parted(*named(row), *said))
                way_back(text, back, row, decisions.seen(found, row), f"undo_{row.decision_id}", words)


def is_alone(found: decisions.Pending, decision_id: str) -> bool:
    """Whether a decision is the only one that waits, by who decides: `waiting` says what it is, with its way back."""
    me = st.session_state.get(WHO)
    return [(row.decision_id, row.decided_by) for row in found.waiting] == [(decision_id, me)]


def _named(rows: Sequence[decisions.Decision], words: Words) -> Callable[[decisions.Decision], tuple[str, ...]]:
    """Gives what each of these decisions is about."""
    read = ui.fetch(queries.named_at, decisions.places(rows))
    name = decisions.named(words, state.review())
    return lambda row: decided.about(row, read, name, words)


def history(words: Words, most: int = 50) -> None:
    """The last decisions with what became of them; each that counts, or would, can be taken back."""
    rows = decisions.log(state.review())
    if not rows:
        return
    states = ui.ask(queries.decision_states)
    undone = {row.undoes for row in rows if row.action == "undo"}
    made = {row.decision_id: row for row in rows}
    shown = [(row, made.get(row.undoes, row)) for row in rows[-most:]]
    named = _named([about for _, about in shown], words)
    found = pending()
    with st.expander(words("decide.history", n=len(rows))):
        for row, about in reversed(shown):
            became, note, parameters = states.get(row.decision_id, ("waiting", "", "{}"))
            text, back = st.columns([6, 1], vertical_alignment="center")
            on = formats.day_of(row.decided_at, words)
            said = on, row.decided_by, words.label("action_done", row.action), *named(about), row.reason
            text.html(formats.parted(*said, words.label("decision_state", became)))
            if note and became == "refused":  # else the state says it
                names = decisions.named(words, state.review())
                text.caption(formats.markdown_safe(messages.said(messages.read(parameters), note, words, names)))
            if row.action != "undo" and row.decision_id not in undone and became != "waiting":
                way_back(text, back, row, decisions.seen(found, row), f"back_{row.decision_id}", words)
