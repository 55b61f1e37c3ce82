"""Figures that cannot both hold, side by side: prefer one by a written reason, see what was decided, take it back."""

import streamlit as st

from dashboard import ui, ui_hint, ui_pager
from dashboard.reviewing import ui_conflicts, ui_decisions

SIZE = 6

words = ui.page("conflicts", hinted=False)
found = ui_decisions.pending()
ui_decisions.results(words)
keys = ui_conflicts.states(found)
if not keys:
    st.success(words("conflicts.none"), icon=":material/task_alt:")
    ui_decisions.history(words)
    st.stop()

ui_hint.hint("conflicts", words)
ui_conflicts.counts(keys, words)
ui_decisions.who(words)
ui_decisions.waiting(found, words)
start = ui_pager.start(len(keys), SIZE)
for conflict in ui_conflicts.listed(list(keys)[start : start + SIZE]):
    ui_conflicts.show(conflict, found, words)
ui_pager.turn(len(keys), SIZE, words)
ui_decisions.history(words)
