"""Adding to the catalogue from the review queue: a name of an indicator, an indicator, a unit word."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import formats, state
from dashboard.reviewing import decisions, ui_decisions
from dashboard.rows import ReviewItem
from dashboard.words import Words
from pipelines.catalogue import Catalogue
from pipelines.catalogue.model import DIRECTIONS, TOPICS

_CODE = re.compile(r"[a-z][a-z0-9_]*")
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
        told = st.container()
        alias = st.text_input(
            words("extend.alias_word"), item.name[:20], max_chars=20, key=f"alias_word_{item.mention_id}"
        )
        names = {i.indicator_id: words.pick(i.name_zh, i.name_en) for i in catalogue.indicators.values()}
        of = st.selectbox(words("correct.indicator_id"), names, format_func=names.__getitem__, index=None,
                          key=ui_decisions.choice_key(f"alias_of_{item.mention_id}", words))  # fmt: skip
        cells = {words("extend.alias_word"): alias, words("correct.indicator_id"): of or ""}
        _submit(
            words, f"add_alias_{item.mention_id}", decisions.add_alias, lambda: (alias.strip(), of or ""), cells, told
        )


def _indicator(item: ReviewItem, catalogue: Catalogue, words: Words) -> None:
    key = item.mention_id

    def at(name: str) -> str:
        return ui_decisions.choice_key(f"{name}_{key}", words)

    with st.form(f"indicator_{key}", border=False):
        told = st.container()
        zh = st.text_input(words("extend.zh"), item.name, max_chars=60, key=f"new_zh_{key}")
        en = st.text_input(words("extend.en"), max_chars=120, key=f"new_en_{key}")
        code = st.text_input(words("extend.code"), max_chars=60, key=f"new_id_{key}", help=words("extend.code_help"))
        left, right = st.columns(2)
        topic = left.selectbox(words("extend.topic"), TOPICS, key=at("new_topic"),
                               format_func=lambda c: words.label("topic", c))  # fmt: skip
        unit = right.text_input(words("correct.unit"), item.unit, max_chars=20, key=f"new_unit_{key}")
        direction = left.selectbox(words("extend.direction"), DIRECTIONS, key=at("new_direction"),
                                   format_func=lambda c: words.label("direction", c))  # fmt: skip
        basis = right.selectbox(words("correct.time_basis"), ("flow", "ytd", "cumulative", "point"),
                                key=at("new_basis"), format_func=lambda c: words.label("time_basis", c))  # fmt: skip
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

        cells = {words("extend.zh"): zh, words("extend.en"): en, words("extend.code"): code,
                 words("correct.unit"): unit, words("extend.triggers"): triggers}  # fmt: skip
        _submit(words, f"add_indicator_{key}", decisions.add_indicator, entry, cells, told, code.strip())


def _unit(item: ReviewItem, catalogue: Catalogue, words: Words) -> None:
    with st.form(f"unit_{item.mention_id}", border=False):
        told = st.container()
        word = st.text_input(words("extend.unit_word"), max_chars=20, key=f"unit_word_{item.mention_id}")
        names = {u.unit: f"{words.pick(u.symbol_zh, u.symbol_en)} ({u.unit})" for u in catalogue.units.values()}
        of = st.selectbox(words("extend.unit_of"), names, format_func=names.__getitem__, index=None,
                          key=ui_decisions.choice_key(f"unit_of_{item.mention_id}", words))  # fmt: skip
        cells = {words("extend.unit_word"): word}
        _submit(words, f"add_unit_{item.mention_id}", decisions.add_unit_word,
                lambda: (word.strip(), of or word.strip()), cells, told)  # fmt: skip


def _submit(
    words: Words,
    key: str,
    append: Callable[..., None],
    entry: Callable[[], tuple[Any, ...]],
    needed: dict[str, str],
    told: DeltaGenerator,
    code: str | None = None,
) -> None:
    """The button that adds; what came of it stands at the form's top, in `told`. `needed`: label -> what it holds."""
    named = st.session_state.get(ui_decisions.WHO, "")
    if not st.form_submit_button(words("extend.save"), key=key, icon=":material/add:", disabled=not named):
        return
    try:
        append(state.review(), *entry(), named, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        told.success(words("extend.saved"), icon=":material/check:")
    except decisions.CatalogueError as error:
        lines = [words("extend.refused"), *_faults(needed, code, words)]
        lines.append(words("extend.detail", message=formats.markdown_safe(str(error))))
        told.error("\n\n".join(lines), icon=":material/block:")
    ui_decisions.into_sight(told)


def _faults(needed: dict[str, str], code: str | None, words: Words) -> list[str]:
    """What a person can mend, in their language: fields without a word, a code that is none."""
    lines = []
    if missing := [label for label, cell in needed.items() if not cell.strip()]:
        lines.append(words("extend.needs", fields=words("cite.comma").join(missing)))
    if code and not _CODE.fullmatch(code):
        lines.append(words("extend.bad_code", text=formats.markdown_safe(code)))
    return lines
