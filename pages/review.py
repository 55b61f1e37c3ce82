"""What waits for a person: figures with what is proposed, and figures that cannot both hold; accept, correct, undo."""

import streamlit as st

from dashboard import ui
from dashboard.reviewing import proposals, ui_additions, ui_correct, ui_decisions, ui_queue, ui_review
from dashboard.rows import ReviewItem

words = ui.page("review")
found = ui_decisions.pending()
ui.show_account(words, linked=False)
with st.container():  # there without a word too, as in ui_decisions.waiting
    if found.waiting or found.undos:
        st.caption(words("review.as_of"))
ui_decisions.waiting(found, words)

gone = ui_queue.decided(found)
if not sum(ui_queue.counts(gone).values()):
    ui_decisions.results(words)
    st.success(words("review.empty_pending" if found.waiting else "review.empty"), icon=":material/task_alt:")
    ui_decisions.history(words)
    st.stop()
chosen, n, conflicts = ui_queue.filters(gone, words)
if not n + conflicts:
    st.info(words("empty.no_match"), icon=":material/filter_alt_off:")
    st.stop()

items, at = ui_queue.page_of(chosen, gone)
catalogue = ui_decisions.catalogue()
offered = {item.mention_id: proposals.propose(item, catalogue) for item in items if isinstance(item, ReviewItem)}
left, right = st.container(key="review_desk").columns([11, 8], gap="large")
with left, st.container(key="review_figures"):
    st.caption(ui_queue.told(n, conflicts, len(items), words))
    ticked = ui_review.listed(items, offered, found, at, catalogue, words)
with right, st.container(key="review_panel"):
    figures = ui_review.panel(items[at], ticked, offered, found, catalogue, words)
    with st.container():
        if figures and st.session_state.get(ui_review.FORM):
            ui_correct.form(figures, offered, ui_review.seen_of(figures, found), catalogue, words)
    ui_review.steps(items[at], words)
    if figures:
        ui_additions.add(figures[0], catalogue, words)
ui_decisions.history(words)
