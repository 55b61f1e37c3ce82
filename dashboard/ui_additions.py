"""Adding to the catalogue from the review queue: a name of an indicator, an indicator, a unit word."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from dashboard import decisions, formats, state, ui_decisions
from dashboard.rows import ReviewItem
from dashboard.words import Words
from pipelines.catalogue import Catalogue
from pipelines.catalogue.model import DIRECTIONS, TOPICS

_APART = re.compile(r"[,，;；、\s]+")


def add(item: ReviewItem, catalogue: Catalogue, words: Words) -> None:
    """Three forms, filled in from the figure at hand; what is added counts from the next refresh on."""
    with st.expander(words("extend.title"), icon=":material/library_add:"):
        st.caption(words("extend.lead"))
        tabs = st.tabs([words("extend.alias"), words("extend.indicator"), words("extend.unit")])
        with tabs[0]:
            _alias(item, catalogue, words)
        with tabs[1]:
            _indicator(item, catalogue, words)
        with tabs[2]:
            _unit(item, catalogue, words)


def _alias(item: ReviewItem, catalogue: Catalogue, words: Words) -> None:
    with st.form(f"alias_{item.mention_id}", border=False):
        alias = st.text_input(
            words("extend.alias_word"), item.name[:20], max_chars=20, key=f"alias_word_{item.mention_id}"
        )
        names = {i.indicator_id: words.pick(i.name_zh, i.name_en) for i in catalogue.indicators.values()}
        of = st.selectbox(words("correct.indicator_id"), names, format_func=names.__getitem__, index=None,
                          key=f"alias_of_{item.mention_id}")  # fmt: skip
        _submit(words, f"add_alias_{item.mention_id}", decisions.add_alias, lambda: (alias.strip(), of or ""))


def _indicator(item: ReviewItem, catalogue: Catalogue, words: Words) -> None:
    key = item.mention_id
    with st.form(f"indicator_{key}", border=False):
        zh = st.text_input(words("extend.zh"), item.name, max_chars=60, key=f"new_zh_{key}")
        en = st.text_input(words("extend.en"), max_chars=120, key=f"new_en_{key}")
        code = st.text_input(words("extend.code"), max_chars=60, key=f"new_id_{key}", help=words("extend.code_help"))
        left, right = st.columns(2)
        topic = left.selectbox(words("extend.topic"), TOPICS, key=f"new_topic_{key}",
                               format_func=lambda c: words.label("topic", c))  # fmt: skip
        unit = right.text_input(words("correct.unit"), item.unit, max_chars=20, key=f"new_unit_{key}")
        direction = left.selectbox(words("extend.direction"), DIRECTIONS, key=f"new_direction_{key}",
                                   format_func=lambda c: words.label("direction", c))  # fmt: skip
        basis = right.selectbox(words("correct.time_basis"), ("flow", "ytd", "cumulative", "point"),
                                key=f"new_basis_{key}", format_func=lambda c: words.label("time_basis", c))  # fmt: skip
        triggers = st.text_input(
            words("extend.triggers"), item.name, key=f"new_triggers_{key}", help=words("extend.triggers_help")
        )
        about_zh = st.text_input(words("extend.about_zh"), key=f"new_about_zh_{key}")
        about_en = st.text_input(words("extend.about_en"), key=f"new_about_en_{key}")

        def entry() -> tuple[dict[str, Any]]:
            return ({
                "id": code.strip(), "zh": zh.strip(), "en": en.strip(), "topic": topic, "unit": unit.strip(),
                "direction": direction, "time_basis": basis, "triggers": [w for w in _APART.split(triggers) if w],
                "about": {"zh": about_zh.strip(), "en": about_en.strip()},
            },)  # fmt: skip

        _submit(words, f"add_indicator_{key}", decisions.add_indicator, entry)


def _unit(item: ReviewItem, catalogue: Catalogue, words: Words) -> None:
    with st.form(f"unit_{item.mention_id}", border=False):
        word = st.text_input(words("extend.unit_word"), max_chars=20, key=f"unit_word_{item.mention_id}")
        names = {u.unit: f"{words.pick(u.symbol_zh, u.symbol_en)} ({u.unit})" for u in catalogue.units.values()}
        of = st.selectbox(words("extend.unit_of"), names, format_func=names.__getitem__, index=None,
                          key=f"unit_of_{item.mention_id}")  # fmt: skip
        _submit(
            words, f"add_unit_{item.mention_id}", decisions.add_unit_word, lambda: (word.strip(), of or word.strip())
        )


def _submit(words: Words, key: str, append: Callable[..., None], cells: Callable[[], tuple[Any, ...]]) -> None:
    named = st.session_state.get(ui_decisions.WHO, "")
    if st.form_submit_button(words("extend.save"), key=key, icon=":material/add:", disabled=not named):
        try:
            append(state.review(), *cells(), named, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
            st.success(words("extend.saved"), icon=":material/check:")
        except decisions.CatalogueError as error:
            st.error(words("decide.refused", message=formats.markdown_safe(str(error))), icon=":material/block:")
