"""What waits for a person, as filtered: how much there is for which reason, one page of it, and the way through."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from dashboard import formats, queries, state, ui, ui_choices, ui_missing
from dashboard.reviewing import decisions, ui_conflicts
from dashboard.reviewing.conflicts import Conflict
from dashboard.rows import ReviewItem
from dashboard.words import Words

SIZE = 6  # figures or conflicts on a page
RANKED = 5000  # of them can be walked through; a filter or a refresh brings the others
AT, SHOWN = "review_at", "review_shown"
LINKED = "review_linked"  # the figure that a link has asked for, and whether it waits
Waiting = ReviewItem | Conflict


def decided(found: decisions.Pending) -> tuple[str, ...]:
    """What of the queue waits for nobody: the mentions decided on since the last refresh, and settled conflicts."""
    places = decisions.decided(found)
    settled = (key for key, state in ui_conflicts.states(found).items() if state != "open")
    return ui.fetch(queries.mentions_at, places) + tuple(settled)


def is_decided(mention_id: str) -> bool:
    """Whether a figure has been decided on since the last refresh; a log that cannot be read does not say so."""
    try:
        found = ui.fetch(decisions.pending, state.review())
    except decisions.DecisionError:
        return False
    return mention_id in ui.fetch(queries.mentions_at, decisions.decided(found))


def counts(gone: Collection[str], document: str = "", search: str = "") -> dict[str, int]:
    """reason -> how much waits for it, in an order that decisions do not change; conflicts while one is open, last."""
    reasons = ui.ask(queries.review_reasons, document, search)
    done = ui.fetch(queries.review_reasons, document, search, tuple(gone)) if gone else {}
    found = {reason: n - done.get(reason, 0) for reason, n in reasons.items()}
    if rivals := sum(key not in gone for key in ui.ask(queries.review_conflicts, document, search)):
        found[queries.CONFLICT] = rivals
    return found


def filters(gone: Collection[str], words: Words) -> tuple[tuple[str, str, str], int, int]:
    """document, search and reason as chosen, and how many figures and how many conflicts they leave."""
    left, right = st.columns([1, 1])
    with left:
        documents = {key: f"{formats.document(title, key)} ({n})" for key, title, n in ui.ask(queries.review_documents)}
        document = ui.choose("document", words("filter.document"), ["", *documents],
                             lambda key: documents.get(key) or words("filter.any"), forgets=("figure",))  # fmt: skip
    with right:
        search = st.text_input(words("review.search"), key="review_search", placeholder=words("review.search_hint"))
    wanted = search.strip()
    listed = counts(gone, document, wanted)
    reason, left_over = ui_choices.choose_counted(
        "reason", words("review.reason"), listed, lambda one: words.label("reason", one), words
    )
    conflicts = listed.get(queries.CONFLICT, 0) if reason in ("", queries.CONFLICT) else 0
    return (document, wanted, reason), left_over - conflicts, conflicts


def told(figures: int, conflicts: int, shown: int, words: Words) -> str:
    """Which of how many are on screen."""
    n, what, begin = figures + conflicts, _counted(figures, conflicts, words), first()
    if n == 1:
        return what
    here = words("review.some", a=begin, b=begin + shown - 1, what=what) if shown < n else ""
    return words.sentences(here or words("review.all", what=what), words("review.order"))


def _counted(figures: int, conflicts: int, words: Words) -> str:
    """So many figures and so many conflicts, which are not figures in review: their figures are in the table."""
    listed = words("review.figures", n=figures), words("review.conflicts", n=conflicts)
    if figures and conflicts:
        return words("review.both", n=figures + conflicts, figures=listed[0], conflicts=listed[1])
    return listed[bool(conflicts)]


def page_of(chosen: tuple[str, str, str], gone: Collection[str]) -> tuple[list[Waiting], int]:
    """The figures and conflicts on screen, and which of them is the current one: at first that of the address."""
    limit = RANKED * (1 + 2 * len(gone) // RANKED)  # in steps, so that a decision does not rank all anew
    order = [one for one in ui.ask(queries.review_order, *chosen, limit) if one not in gone]
    asked, (linked, waits) = st.query_params.get("figure", ""), st.session_state.get(LINKED, ("", False))
    followed = asked not in ("", linked)
    anew = followed or st.session_state.get("review_chosen") != chosen
    if followed:
        waits = asked in order
        ui_missing.note("figure", *([] if waits else [asked]))
    if anew:
        st.session_state["review_chosen"], st.session_state[SHOWN] = chosen, ""
        st.session_state[AT] = order.index(asked) if followed and waits else 0
    at = st.session_state[AT] = max(0, min(st.session_state.get(AT, 0), len(order) - 1))
    elsewhere = order[at : at + 1] != [asked] if waits else at > 0
    if asked and not followed and (anew or elsewhere):  # the reader has gone on from there
        asked = ""
        ui.put("figure", "")
        ui_missing.note("figure")
    st.session_state[LINKED] = asked, waits
    begin = at // SIZE * SIZE
    return _rows(order[begin : begin + SIZE]), at - begin


def _rows(keys: Sequence[str]) -> list[Waiting]:
    """What these keys name, in their order."""
    rivals = set(ui.ask(queries.review_conflicts))
    found: dict[str, Waiting] = {one.key: one for one in ui_conflicts.listed([key for key in keys if key in rivals])}
    found |= {one.mention_id: one for one in ui.ask(queries.review_items, tuple(k for k in keys if k not in rivals))}
    return [found[key] for key in keys]


def turn(current: Waiting) -> int:
    """How often another has become the current one, 0 where it is the same as before or the first under its filters."""
    key = current.mention_id if isinstance(current, ReviewItem) else current.key
    before, st.session_state[SHOWN] = st.session_state.get(SHOWN, ""), key
    if before in ("", key):
        return 0
    st.session_state["review_turn"] = turns = st.session_state.get("review_turn", 0) + 1
    return int(turns)


def first() -> int:
    """The number of the first figure on screen, counted from 1."""
    return int(st.session_state.get(AT, 0)) // SIZE * SIZE + 1


def move(by: int) -> None:
    """Make the next, or the one before, the current figure."""
    st.session_state[AT] = st.session_state.get(AT, 0) + by
