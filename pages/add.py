"""Add an article: paste or upload it, see what it would bring to the table, save it, refresh."""

import streamlit as st

from dashboard import ui
from dashboard.adding import ui_add

words = ui.page("add")
ui_add.saved(words)
article = ui_add.given(words)
if article is None:
    st.stop()
first = ui_add.look(words, article, {})
if not first.text:
    ui_add.refused(words, first)
    st.stop()
stated, seen = ui_add.edited(words, article, first)
ui_add.refused(words, seen)
ui_add.brought(words, seen)
ui_add.marked(words, seen)
ui_add.save(words, article, stated, seen)
