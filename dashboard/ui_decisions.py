"""Deciding from a page: who decides, what came of it, what waits for the next refresh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import decisions, formats, queries, state, ui, ui_refresh
from dashboard.words import Words
from pipelines.catalogue import Catalogue

WHO, RESULTS = "decides", "decision_results"


def who(words: Words) -> str:
    """The name of who decides, asked once a browser session; never part of an address."""

    def kept() -> None:
        st.session_state[WHO] = st.session_state["decides_field"].strip()

    if "decides_field" not in st.session_state:
        st.session_state["decides_field"] = st.session_state.get(WHO, "")
    st.text_input(
        words("decide.who"),
        key="decides_field",
        on_change=kept,
        max_chars=80,
        placeholder=words("decide.who_hint"),
        autocomplete="name",
    )
    return str(st.session_state.get(WHO, ""))


def decide(requests: Sequence[dict[str, Any]]) -> bool:
    """Save requests in the name of who decides; the results are shown by `results`. Whether all were saved."""
    named = [{"decided_by": st.session_state.get(WHO, ""), **request} for request in requests]
    try:
        found = ui.fetch(decisions.save, state.review(), named)
    except (decisions.DecisionError, decisions.CatalogueError) as error:
        found = [{"state": "refused", "message": str(error)}]
    st.session_state[RESULTS] = found
    return all(one["state"] == "saved" for one in found)


def refuse(message: str) -> None:
    """Tell why nothing was saved."""
    st.session_state[RESULTS] = [{"state": "refused", "message": message}]


def results(words: Words) -> None:
    """What came of the last decisions, once: how many were saved, which were not and why."""
    found = st.session_state.pop(RESULTS, [])
    saved = sum(one["state"] == "saved" for one in found)
    if saved:
        st.toast(words("decide.saved", n=saved), icon=":material/check:")
    for message in dict.fromkeys(one["message"] for one in found if one["state"] == "refused"):
        st.error(words("decide.refused", message=formats.markdown_safe(message)), icon=":material/block:")
    for other in (one["other"] for one in found if one["state"] == "conflict"):
        told = {key: formats.markdown_safe(str(cell)) for key, cell in other.items()}
        action = words.label("action_done", str(other["action"]))
        st.warning(words("decide.conflict", **(told | {"action": action})), icon=":material/group:")


def pending() -> decisions.Pending:
    """What waits for the next refresh; a log that cannot be read is said on the page, which ends there."""
    try:
        return ui.fetch(decisions.pending, state.review())
    except decisions.DecisionError as error:
        st.error(formats.markdown_safe(str(error)), icon=":material/error:")
        st.stop()


def catalogue() -> Catalogue:
    """The catalogue with what people added; files of theirs that cannot be read are said, and the page ends there."""
    try:
        return decisions.catalogue(state.review())
    except decisions.CatalogueError as error:
        st.error(formats.markdown_safe(str(error)), icon=":material/error:")
        st.stop()


def undo(decision_id: str, seen: str) -> None:
    """Take a decision back."""
    decide([{"action": "undo", "undoes": decision_id, "seen": seen}])


def waiting(found: decisions.Pending, words: Words) -> None:
    """How many decisions wait, the button that applies them, and the way back for each; U takes the last one back."""
    n = len(found.waiting) + found.undos
    if not n:
        return
    named = bool(st.session_state.get(WHO))
    with st.container(border=True):
        told, back, button = st.columns([4, 3, 2], vertical_alignment="center")
        told.markdown(f"**{words('decide.waiting', n=n)}**")
        button.button(words("decide.apply"), on_click=ui_refresh.press, key="apply_decisions", width="stretch",
                      icon=":material/refresh:")  # fmt: skip
        if not found.waiting:
            return
        last = found.waiting[-1]
        back.button(words("decide.undo_last", quote=formats.markdown_safe(last.quote)), on_click=undo, shortcut="U",
                    args=(last.decision_id, decisions.seen(found, last)), disabled=not named, icon=":material/undo:",
                    key="undo_last", type="tertiary", width="stretch")  # fmt: skip
        with st.expander(words("decide.list")):
            for row in reversed(found.waiting[-50:]):
                text, back = st.columns([6, 1], vertical_alignment="center")
                said = [row.quote, words.label("action_done", row.action), row.decided_by, row.reason]
                text.markdown(" · ".join(formats.markdown_safe(part) for part in said if part))
                seen = decisions.seen(found, row)
                back.button(words("decide.undo"), on_click=undo, args=(row.decision_id, seen), disabled=not named,
                            key=f"undo_{row.decision_id}", width="stretch")  # fmt: skip


def history(words: Words, most: int = 50) -> None:
    """The last decisions with what became of them; each that counts, or would, can be taken back."""
    rows = decisions.log(state.review())
    if not rows:
        return
    states = ui.ask(queries.decision_states)
    undone = {row.undoes for row in rows if row.action == "undo"}
    found = pending()
    with st.expander(words("decide.history", n=len(rows)), icon=":material/history:"):
        for row in reversed(rows[-most:]):
            became, note = states.get(row.decision_id, ("waiting", ""))
            text, back = st.columns([6, 1], vertical_alignment="center")
            said = [row.decided_at[:10], row.decided_by, words.label("action_done", row.action), row.quote, row.reason]
            told = " · ".join(formats.markdown_safe(part) for part in said if part)
            text.markdown(f"{told} — {words.label('decision_state', became)}")
            if note:
                text.caption(formats.markdown_safe(note))
            if row.action != "undo" and row.decision_id not in undone and became != "waiting":
                back.button(words("decide.undo"), on_click=undo, args=(row.decision_id, decisions.seen(found, row)),
                            disabled=not st.session_state.get(WHO), key=f"back_{row.decision_id}")  # fmt: skip
