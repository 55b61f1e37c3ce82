"""A page of the review queue on screen: figures and conflicts in their sentences, and the panel that decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import streamlit as st

from dashboard import formats, queries, ui
from dashboard.reviewing import decisions, review_cards, ui_conflicts, ui_decisions, ui_faults
from dashboard.reviewing.conflicts import Conflict
from dashboard.reviewing.proposals import Proposal
from dashboard.reviewing.ui_queue import Waiting, move, turn
from dashboard.rows import ReviewItem
from dashboard.words import Words
from pipelines.catalogue import Catalogue

WHY, FORM = "review_why", "review_form"


def tick(mention_id: str) -> None:
    """Tick the current figure, or take its tick off."""
    key = f"tick_{mention_id}"
    st.session_state[key] = not st.session_state.get(key, False)


def accept_label(proposals: Sequence[Proposal], catalogue: Catalogue, words: Words) -> str:
    """The word on the button; what would be accepted though the text does not say it is named there."""
    name = decisions.namer(catalogue, words)
    indicators = _listed((name("indicator", p.indicator_id) for p in proposals if "indicator_id" in p.guessed), words)
    areas = _listed((name("area", p.ref_area) for p in proposals if "ref_area" in p.guessed), words)
    guesses = [words("review.guessed_indicator", names=indicators)] if indicators else []
    guesses += [words("review.guessed_area", names=areas)] if areas else []
    return (
        words("review.accept_guessed", guesses=words("cite.comma").join(guesses)) if guesses else words("review.accept")
    )


def _listed(names: Iterable[str], words: Words) -> str:
    return words("review.comma").join(map(formats.markdown_safe, dict.fromkeys(names)))


def heading(item: ReviewItem, name: Callable[[str, str], str], words: Words) -> str:
    """What is decided on: its indicator, or the name that its text has for it, with the value as read or as printed."""
    named = name("indicator", item.indicator_id) or (words("format.quoted", text=item.name) if item.name else "")
    printed = item.value is item.low is item.high is None
    shown = words("format.quoted", text=item.quote) if printed else review_cards.value(item, words)
    return formats.parted_text(named, shown)


def card(
    item: Waiting, offered: dict[str, Proposal], found: decisions.Pending, catalogue: Catalogue, words: Words
) -> str:
    """What waits, in its sentences, as HTML."""
    if isinstance(item, Conflict):
        return ui_conflicts.card(item, found, words)
    return review_cards.card(item, offered[item.mention_id], decisions.namer(catalogue, words), words, ui.MARK)


def reason_of(item: Waiting) -> str:
    """Why it waits."""
    return queries.CONFLICT if isinstance(item, Conflict) else item.reason


def listed(
    items: Sequence[Waiting],
    offered: dict[str, Proposal],
    found: decisions.Pending,
    at: int,
    catalogue: Catalogue,
    words: Words,
) -> list[ReviewItem]:
    """Show what waits on a page; gives the figures that are ticked. Conflicts want a reason each, and have no tick."""
    ticked = []
    for place, item in enumerate(items):
        box, text = st.columns([1, 24], vertical_alignment="top")
        shown = card(item, offered, found, catalogue, words)
        text.html(review_cards.boxed(shown, reason_of(item), words, place == at))
        if isinstance(item, Conflict):
            continue
        label = words("review.tick", quote=formats.markdown_safe(item.quote))
        if box.checkbox(label, key=f"tick_{item.mention_id}", label_visibility="collapsed"):
            ticked.append(item)
    if times := turn(items[at]):
        st.html(review_cards.into_sight(times), unsafe_allow_javascript=True)
    return ticked


def seen_of(items: Sequence[ReviewItem], found: decisions.Pending) -> dict[str, str]:
    """mention_id -> the last decision on a figure, as looked at now."""
    return {i.mention_id: decisions.seen_of(found, i.decoded_sha256, i.start, i.end) for i in items}


def act(action: str, items: Sequence[ReviewItem], fields: dict[str, dict[str, str]], seen: dict[str, str]) -> None:
    """Decide on each of the items alike; they are ticked no more, unless each breaks a rule."""
    why = st.session_state.get(WHY, "").strip()
    saved = ui_decisions.decide([
        {"action": action, "mention_id": item.mention_id, "reason": why, "seen": seen[item.mention_id],
         **fields.get(item.mention_id, {})}
        for item in items
    ])  # fmt: skip
    for item in [] if ui_decisions.all_refused() else items:
        st.session_state[f"tick_{item.mention_id}"] = False
    if saved:
        st.session_state[WHY], st.session_state[FORM] = "", False


def form_of(items: Sequence[ReviewItem]) -> str:
    """The name of the form that corrects these figures."""
    return f"correct_{items[0].mention_id if len(items) == 1 else 'many'}"


def toggle(key: str) -> None:
    """Open or close a form."""
    st.session_state[key] = not st.session_state.get(key, False)


def panel(
    current: Waiting,
    ticked: list[ReviewItem],
    offered: dict[str, Proposal],
    found: decisions.Pending,
    catalogue: Catalogue,
    words: Words,
) -> list[ReviewItem]:
    """Decide on the ticked figures, or else on what is the current one; gives the figures, none for a conflict."""
    if not st.session_state.get(FORM):  # else they are told at the form
        ui_decisions.results(words)
    ui_decisions.who(words)
    figures = ticked or ([current] if isinstance(current, ReviewItem) else [])
    many = bool(figures) and figures != [current]
    if not many:
        st.html(review_cards.here(card(current, offered, found, catalogue, words), reason_of(current), words))
    if figures:
        _figures(figures, many, offered, found, catalogue, words)
    if isinstance(current, Conflict) and not ticked:
        ui_conflicts.settle(current, found, words)
    return figures


def _figures(
    items: Sequence[ReviewItem],
    many: bool,
    offered: dict[str, Proposal],
    found: decisions.Pending,
    catalogue: Catalogue,
    words: Words,
) -> None:
    """Accept, correct or mark as no indicator."""
    named, seen = bool(st.session_state.get(ui_decisions.WHO)), seen_of(items, found)
    name = decisions.namer(catalogue, words)
    title = words("review.chosen", n=len(items)) if many else heading(items[0], name, words)
    st.markdown(f"**{formats.markdown_safe(title)}**")
    st.text_input(words("review.why"), key=WHY, max_chars=500, placeholder=words("review.why_hint"))
    if st.session_state.get(FORM):
        ui_faults.at(form_of(items), "reason", words)
    fields = {i.mention_id: {"indicator_id": p.indicator_id, "ref_area": p.ref_area}
              for i in items if (p := offered[i.mention_id])}  # fmt: skip
    whole = all(offered[i.mention_id].whole for i in items)
    decide: list[tuple[str, str, str, bool, Callable[..., None], tuple[Any, ...]]] = [
        ("accept", "A", "check", not whole, act, ("accept", items, fields, seen)),
        ("correct", "E", "edit", False, toggle, (FORM,)),
        ("context", "X", "block", False, act, ("context", items, {}, seen)),
    ]
    for action, shortcut, icon, off, does, args in decide:
        label = words(f"review.{action}")
        if action == "accept" and whole:
            label = accept_label([offered[i.mention_id] for i in items], catalogue, words)
        st.button(
            label, on_click=does, args=args, shortcut=shortcut, disabled=off or not named,
            icon=f":material/{icon}:", key=f"review_{action}", width="stretch",
            type="primary" if action == "accept" and not st.session_state.get(FORM) else "secondary",
        )  # fmt: skip
    if not whole:
        st.caption(words("review.accept_needs"))
    if not named:
        st.caption(words("review.name_first"))


def steps(current: Waiting, words: Words) -> None:
    """Back and on, the tick, and the place in the document."""
    with st.container(horizontal=True, gap="small"):
        st.button(words("review.back"), on_click=move, args=(-1,), shortcut="K", key="review_back")
        st.button(words("review.forward"), on_click=move, args=(1,), shortcut="J", key="review_forward")
        if isinstance(current, ReviewItem):
            st.button(words("review.tick_it"), on_click=tick, args=(current.mention_id,), shortcut="S",
                      key="review_tick")  # fmt: skip
    if isinstance(current, ReviewItem):
        ui.open_document(words, current.document_id, current.start)
