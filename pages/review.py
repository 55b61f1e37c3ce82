"""Figures that wait for a person: each in its sentence with what is proposed; accept, correct, set aside, undo."""

import streamlit as st

from dashboard import queries, ui
from dashboard.reviewing import decisions, proposals, ui_additions, ui_correct, ui_decisions, ui_review

words = ui.page("review")
found = ui_decisions.pending()
account = ui.show_account(words)
ui_decisions.waiting(found, words)

gone = ui_review.decided(found)
if account.review_items <= ui_review.settled(gone):
    ui_decisions.results(words)
    st.success(words("review.empty" if not gone else "review.empty_pending"), icon=":material/task_alt:")
    ui_decisions.history(words)
    st.stop()
chosen, total = ui_review.filters(gone, words)
if not total:
    st.info(words("empty.no_match"), icon=":material/filter_alt_off:")
    st.stop()

items, at = ui_review.page_of(chosen, gone)
catalogue = ui_decisions.catalogue()
offered = {item.mention_id: proposals.propose(item, catalogue) for item in items}
seen = {i.mention_id: decisions.seen_of(found, i.decoded_sha256, i.start, i.end) for i in items}
desk = st.container(key="review_desk")
left, right = desk.columns([13, 7], gap="large")
with left, st.container(key="review_figures"):
    st.caption(words("review.order", a=ui_review.first(), b=ui_review.first() + len(items) - 1, n=total))
    ticked = ui_review.figures(items, offered, at, catalogue, words)
with right, st.container(key="review_panel"):
    meant = ticked or [items[at]]
    ui_review.panel(meant, offered, seen, items[at], catalogue, words)
    if st.session_state.get(ui_review.FORM):
        ui_correct.form(meant, offered, seen, catalogue, words)
    ui_additions.add(meant[0], catalogue, words)
conflicts = ui.ask(queries.open_conflicts)
if conflicts:
    st.page_link("pages/conflicts.py", label=words("review.conflicts", n=conflicts), icon=":material/compare_arrows:")
ui_decisions.history(words)
