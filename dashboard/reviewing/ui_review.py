"""The review queue on screen: filters, the figures of one page, and the panel that decides on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard import formats, queries, ui
from dashboard.reviewing import decisions, review_cards, ui_decisions, ui_faults
from dashboard.reviewing.proposals import Proposal
from dashboard.rows import ReviewItem
from dashboard.words import Words
from pipelines.catalogue import Catalogue

SIZE = 6  # figures on a page
RANKED = 5000  # figures that can be walked through; a filter or a refresh brings the others
AT, MOVED, WHY, FORM = "review_at", "review_moved", "review_why", "review_form"


def decided(found: decisions.Pending) -> tuple[str, ...]:
    """The mentions that wait for nothing but the next refresh."""
    places = [
        (row.file, row.decoded_sha256, int(row.span_start), int(row.span_end))
        for row in found.waiting
        if row.action != "prefer"
    ]
    return ui.fetch(queries.mentions_at, places)


def settled(gone: tuple[str, ...]) -> int:
    """How many figures of the queue are decided on; the others of `gone` are figures of the table."""
    return sum(ui.fetch(queries.review_reasons, among=gone).values()) if gone else 0


def filters(gone: tuple[str, ...], words: Words) -> tuple[tuple[str, str, str], int]:
    """document, search and reason as chosen, and how many figures they leave."""
    left, right = st.columns([1, 1])
    with left:
        documents = {key: f"{title} ({n})" for key, title, n in ui.ask(queries.review_documents)}
        document = ui.choose("document", words("filter.document"), ["", *documents],
                             lambda key: documents.get(key) or words("filter.any"))  # fmt: skip
    with right:
        search = st.text_input(words("review.search"), key="review_search", placeholder=words("review.search_hint"))
    wanted = search.strip()
    reasons = ui.ask(queries.review_reasons, document, wanted)
    done = ui.fetch(queries.review_reasons, document, wanted, gone) if gone else {}
    counts = {reason: n - done.get(reason, 0) for reason, n in reasons.items()}
    counts = {"": sum(counts.values()), **counts}

    def named(reason: str) -> str:
        label = words.label("reason", reason) if reason else words("filter.any")
        return f"{label} {counts.get(reason, 0):,}"

    reason = ui.choose("reason", words("review.reason"), list(counts), named, kind="buttons")
    return (document, wanted, reason), counts[reason]


def page_of(chosen: tuple[str, str, str], gone: tuple[str, ...]) -> tuple[list[ReviewItem], int]:
    """The figures on screen, and which of them is the current one."""
    if st.session_state.get("review_chosen") != chosen:
        st.session_state["review_chosen"], st.session_state[AT] = chosen, 0
    decided_on = set(gone)
    limit = RANKED * (1 + 2 * len(gone) // RANKED)  # in steps, so that a decision does not rank all anew
    order = [one for one in ui.ask(queries.review_order, *chosen, limit) if one not in decided_on]
    at = st.session_state[AT] = max(0, min(st.session_state.get(AT, 0), len(order) - 1))
    begin = at // SIZE * SIZE
    return ui.ask(queries.review_items, tuple(order[begin : begin + SIZE])), at - begin


def first() -> int:
    """The number of the first figure on screen, counted from 1."""
    return int(st.session_state.get(AT, 0)) // SIZE * SIZE + 1


def move(by: int) -> None:
    """Make the next, or the one before, the current figure."""
    st.session_state[AT] = st.session_state.get(AT, 0) + by
    st.session_state[MOVED] = True


def tick(mention_id: str) -> None:
    """Tick the current figure, or take its tick off."""
    key = f"tick_{mention_id}"
    st.session_state[key] = not st.session_state.get(key, False)


def namer(catalogue: Catalogue, words: Words) -> Callable[[str, str], str]:
    """What names an indicator or an area by its code; "" for one that is none."""

    def name(kind: str, code: str) -> str:
        known: Any = (catalogue.indicators if kind == "indicator" else catalogue.areas).get(code)
        return words.pick(known.name_zh, known.name_en) if known else ""

    return name


def accept_label(proposals: Sequence[Proposal], catalogue: Catalogue, words: Words) -> str:
    """The word on the button; what would be accepted though the text does not say it is named there."""
    name = namer(catalogue, words)
    guesses = [name("indicator", p.indicator_id) for p in proposals if "indicator_id" in p.guessed]
    guesses += [name("area", p.ref_area) for p in proposals if "ref_area" in p.guessed]
    if not guesses:
        return words("review.accept")
    listed = words("cite.comma").join(formats.markdown_safe(f"{one}?") for one in dict.fromkeys(guesses))
    return words("review.accept_guessed", guesses=listed)


def figures(
    items: Sequence[ReviewItem], offered: dict[str, Proposal], at: int, catalogue: Catalogue, words: Words
) -> list[ReviewItem]:
    """Show the figures of a page; gives those that are ticked."""
    name = namer(catalogue, words)
    ticked = []
    for place, item in enumerate(items):
        box, text = st.columns([1, 24], vertical_alignment="top")
        label = words("review.tick", quote=formats.markdown_safe(item.quote))
        if box.checkbox(label, key=f"tick_{item.mention_id}", label_visibility="collapsed"):
            ticked.append(item)
        text.html(review_cards.card(item, offered[item.mention_id], name, words, ui.MARK, place == at))
    if st.session_state.pop(MOVED, False):
        st.html(review_cards.into_sight(st.session_state[AT]), unsafe_allow_javascript=True)
    return ticked


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
    items: Sequence[ReviewItem],
    offered: dict[str, Proposal],
    seen: dict[str, str],
    current: ReviewItem,
    catalogue: Catalogue,
    words: Words,
) -> None:
    """Accept, correct or set aside: the ticked figures, or else the current one."""
    if not st.session_state.get(FORM):  # else they are told at the form
        ui_decisions.results(words)
    named = bool(ui_decisions.who(words))
    many = list(items) != [current]
    st.markdown(
        f"**{words('review.chosen', n=len(items))}**" if many else f"**{formats.markdown_safe(items[0].quote)}**"
    )
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
    for name, shortcut, icon, off, does, args in decide:
        label = words(f"review.{name}")
        if name == "accept" and whole:
            label = accept_label([offered[i.mention_id] for i in items], catalogue, words)
        st.button(
            label, on_click=does, args=args, shortcut=shortcut, disabled=off or not named,
            icon=f":material/{icon}:", key=f"review_{name}", width="stretch",
            type="primary" if name == "accept" else "secondary",
            help=words("review.accept_needs") if off else None,
        )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button(words("review.back"), on_click=move, args=(-1,), shortcut="K", key="review_back")
        st.button(words("review.forward"), on_click=move, args=(1,), shortcut="J", key="review_forward")
        st.button(words("review.tick_it"), on_click=tick, args=(current.mention_id,), shortcut="S", key="review_tick")
    if not named:
        st.caption(words("review.name_first"))
    ui.open_document(words, current.document_id, current.start)
