"""A conflict on screen: its figures side by side, what was decided, and the form that prefers one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard import formats, queries, state, ui
from dashboard.reviewing import conflict_cards, conflicts, decisions, ui_decisions, ui_faults
from dashboard.reviewing.conflicts import Conflict, Verdict, group
from dashboard.reviewing.ui_faults import Fault
from dashboard.words import Words

WHY_LIMIT = 500  # characters


def states(found: decisions.Pending) -> dict[str, str]:
    """What became of each conflict: key -> open, settled or waiting; open ones first."""
    return conflicts.states(ui.ask(queries.conflict_statements), found, undone())


def listed(keys: Sequence[str]) -> list[Conflict]:
    """Some conflicts with their figures."""
    pairs = ui.ask(queries.conflict_pairs, tuple(keys)) if keys else []
    ids = tuple(dict.fromkeys(one for pair in pairs for one in (pair.obs_id, pair.other_obs_id)))
    return group(pairs, ui.ask(queries.facts, ids)) if ids else []


def counts(found: dict[str, str], words: Words) -> None:
    """How many conflicts are open, settled, or wait for the refresh."""
    n = Counter(found.values())
    told = [words("conflicts.counts", open=n["open"], settled=n["settled"])]
    st.caption(" · ".join(told + [words("conflicts.counts_waiting", n=n["waiting"])] * bool(n["waiting"])))


def undone() -> set[str]:
    """The decision_ids that somebody took back, whether or not a refresh knows of it."""
    return {row.undoes for row in decisions.log(state.review()) if row.action == "undo"}


def show(conflict: Conflict, found: decisions.Pending, words: Words) -> None:
    """One conflict: what is stated where, what was decided, and the form where a decision is missing."""
    with st.container(key=f"conflict_{conflict.key}"):
        st.html(card(conflict, found, words))
        settle(conflict, found, words)


def card(conflict: Conflict, found: decisions.Pending, words: Words) -> str:
    """The figures side by side, each in its sentence, as HTML."""
    preferred = next((one.obs_id for one in reversed(_ruled(conflict, found)) if one.state != "taken_back"), "")
    sentences = _sentences(conflict)
    heading = conflict_cards.heading(conflict, words, ui.colours())
    return heading + conflict_cards.side_by_side(conflict, sentences, preferred, words, ui.link(), ui.MARK)


def settle(conflict: Conflict, found: decisions.Pending, words: Words) -> None:
    """What was decided on a conflict, and the form where a decision is missing."""
    ruled = _ruled(conflict, found)
    seen = found.last.get(conflict.subject, "")
    for one in ruled:
        verdict(one, seen, not ui_decisions.is_alone(found, one.decision_id), words)
    if conflicts.is_open(conflict, ruled):
        form(conflict, seen, words)


def _sentences(conflict: Conflict) -> dict[str, conflict_cards.Sentence]:
    return ui.ask(queries.sentences, tuple(f.obs_id for f in conflict.facts))


def _ruled(conflict: Conflict, found: decisions.Pending) -> list[Verdict]:
    applied = ui.ask(queries.preferences, tuple(conflict.decision_ids))
    return conflicts.verdicts(conflict, applied, found, undone())


def verdict(one: Verdict, seen: str, returns: bool, words: Words) -> None:
    """A decision with its reason and, where it `returns`, the way back."""
    text, back = st.columns([6, 1], vertical_alignment="center")
    text.html(conflict_cards.verdict(one, words))
    if returns and one.state != "taken_back":
        key = f"conflict_undo_{one.decision_id}"
        ui_decisions.way_back(text, back, one, seen, key, words, words("conflicts.undo_help"))


def form(conflict: Conflict, seen: str, words: Words) -> None:
    """Which figure, and why."""
    names = {
        f.obs_id: formats.parted_text(
            formats.figure(f, words),
            formats.document(f.title, f.document_id),
            formats.day(f.published_on, words),
        )
        for f in conflict.facts
    }
    sent = f"prefer_{conflict.key}"
    with st.container(border=True):  # an st.form would lose what is not sent with the language
        ui_faults.rest(sent, ("reason",), words)
        which = st.radio(
            words("conflicts.which"), list(names), index=None, key=_which(conflict, words),
            format_func=lambda one: formats.markdown_safe(names[one]),
        )  # fmt: skip
        st.text_input(words("conflicts.why"), key=f"why_{conflict.key}", max_chars=WHY_LIMIT,
                      placeholder=words("conflicts.why_hint"))  # fmt: skip
        ui_faults.at(sent, "reason", words)
        named = bool(st.session_state.get(ui_decisions.WHO))
        st.button(
            words("conflicts.prefer"), on_click=prefer, args=(conflict, seen, words), icon=":material/balance:",
            key=f"prefer_{conflict.key}", disabled=not (named and which),
        )  # fmt: skip
        if not (named and which):
            st.caption(words("conflicts.needs_which" if named else "review.name_first"))


def _which(conflict: Conflict, words: Words) -> str:
    return ui_decisions.choice_key(f"which_{conflict.key}", words)


def prefer(conflict: Conflict, seen: str, words: Words) -> None:
    """Save which figure counts; nothing is saved without a reason."""
    which = str(st.session_state.get(_which(conflict, words)))
    why = str(st.session_state.get(f"why_{conflict.key}") or "").strip()
    faults = [] if why else [Fault("reason", "reason_missing")]
    if not faults:
        over = conflict.rivals[which]
        ui_decisions.decide(
            [{"action": "prefer", "obs_id": which, "preferred_over": over, "reason": why, "seen": seen}]
        )
        faults = ui_decisions.faults([""])
    ui_faults.tell(f"prefer_{conflict.key}", faults)
