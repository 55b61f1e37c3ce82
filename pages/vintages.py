"""Two vintages of the table held against each other: what was added, revised, gone or flagged otherwise, and where."""

import streamlit as st

from dashboard import queries, ui
from dashboard.vintages import ui_differences

SIZE = 20

words = ui.page("vintages", hinted=ui_differences.several())
old, new = ui_differences.two(words)
con = ui_differences.compared(old, new, words)
chosen, total = ui_differences.filters(con, words)
if moved := queries.moved(con):
    st.caption(words("vintages.moved", n=moved))
if total:
    ui_differences.show(con, chosen, total, old, new, SIZE, words)
elif any(chosen):
    ui.reset_button(words, ("kind", "indicator", "document"))
else:
    st.success(words("vintages.no_difference"), icon=":material/equal:")
