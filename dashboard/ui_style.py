"""How all pages look, and the scripts that work on all of them."""

from __future__ import annotations

from functools import cache

import streamlit as st

from dashboard import markup, ui
from dashboard.words import Language, Words, renamed


def style(words: Words) -> None:
    """The style sheet and the scripts, once a run, and the language for screen readers and for the choice of glyphs."""
    st.html(f"<style>{ui.asset('style.css')}</style>")
    st.html(_scripts(words.language), unsafe_allow_javascript=True)


@cache
def _scripts(language: Language) -> str:
    texts = markup.script_data(renamed(language))
    scripts = (*map(ui.asset, ("save.js", "hint.js", "unsaved.js")), f"({ui.asset('own_texts.js')})({texts})")
    return markup.LANGUAGE[language] + "".join(f"<script>{script}</script>" for script in scripts)
