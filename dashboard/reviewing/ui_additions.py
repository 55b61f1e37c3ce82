"""Adding to the catalogue from the review queue: a name of an indicator, an indicator, a unit word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from dashboard import state, units
from dashboard.reviewing import decisions, ui_decisions, ui_faults
from dashboard.reviewing.ui_faults import Fault
from dashboard.rows import ReviewItem
from dashboard.words import Words
from pipelines.catalogue import Catalogue
from pipelines.catalogue.model import DIRECTIONS, TOPICS

# The fields of each form by the names that the entry has in its file, and those that it cannot be without.
FIELDS = {
    "alias": ("alias", "indicator_id"),
    "indicator": ("zh", "en", "id", "topic", "unit", "direction", "time_basis", "triggers", "about_zh", "about_en"),
    "unit": ("word", "unit"),
}
NEEDED = {"alias": ("alias", "indicator_id"), "indicator": ("zh", "en", "id", "unit", "triggers"), "unit": ("word",)}
CHOICES = {("alias", "indicator_id"), ("unit", "unit"), ("indicator", "topic"), ("indicator", "direction"),
           ("indicator", "unit"), ("indicator", "time_basis")}  # fmt: skip
KEYS = {("alias", "alias"): "alias_word", ("alias", "indicator_id"): "alias_of", ("unit", "word"): "unit_word",
        ("unit", "unit"): "unit_of"}  # fmt: skip
BASES = ("flow", "ytd", "cumulative", "point")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_APART = re.compile(r"[,，;；、\s]+")


def add(item: ReviewItem, catalogue: Catalogue, words: Words) -> None:
    """Three forms, filled in from the figure at hand; what is added counts from the next refresh on."""
    with st.expander(words("extend.title"), icon=":material/library_add:", key="extend"):
        st.caption(words("extend.lead"))
        tabs = st.tabs([words("extend.alias"), words("extend.indicator"), words("extend.unit")])
        for tab, (kind, form) in zip(
            tabs, {"alias": _alias, "indicator": _indicator, "unit": _unit}.items(), strict=True
        ):
            with tab:
                sent = f"{kind}_{item.mention_id}"
                ui_faults.rest(sent, FIELDS[kind], words)
                form(_Form(kind, item.mention_id, words), item, catalogue)
                st.button(words("extend.save"), on_click=_save, args=(kind, item.mention_id, words),
                          key=f"add_{sent}", icon=":material/add:",
                          disabled=not st.session_state.get(ui_decisions.WHO))  # fmt: skip
                if ui_faults.saved(sent):
                    st.success(words("extend.saved"), icon=":material/check:")
                ui_faults.into_sight(sent)


class _Form:
    """The fields of one form, each with what is wrong below it."""

    def __init__(self, kind: str, mention_id: str, words: Words) -> None:
        self.kind, self.mention_id, self.words = kind, mention_id, words

    def line(self, name: str, label: str, value: str = "", limit: int | None = None, note: str | None = None) -> None:
        """A field to write in."""
        st.text_input(label, value, max_chars=limit, key=_key(self.kind, name, self.mention_id, self.words), help=note)
        self._faults(name)

    def choice(
        self, name: str, label: str, options: Sequence[str], named: Callable[[str], str], first: int | None = 0
    ) -> None:
        """A field to choose in."""
        st.selectbox(label, options, format_func=named, index=first,
                     key=_key(self.kind, name, self.mention_id, self.words))  # fmt: skip
        self._faults(name)

    def _faults(self, name: str) -> None:
        ui_faults.at(f"{self.kind}_{self.mention_id}", name, self.words)


def _key(kind: str, name: str, mention_id: str, words: Words) -> str:
    key = f"{KEYS.get((kind, name), f'new_{name}')}_{mention_id}"
    return ui_decisions.choice_key(key, words) if (kind, name) in CHOICES else key


def _known(item: ReviewItem, catalogue: Catalogue) -> str:
    """The indicator that the figure's name belongs to already: nothing new to add under it; "" for none."""
    if item.indicator_id in catalogue.indicators:
        return item.indicator_id
    names = (
        (i.indicator_id, {i.name_zh, *("".join(words) for words in i.triggers)}) for i in catalogue.indicators.values()
    )
    return next((code for code, called in names if item.name in called), "")


def _alias(form: _Form, item: ReviewItem, catalogue: Catalogue) -> None:
    words = form.words
    names = {i.indicator_id: words.pick(i.name_zh, i.name_en) for i in catalogue.indicators.values()}
    known = _known(item, catalogue)
    form.line("alias", words("extend.alias_word"), "" if known else item.name[:20], 20)
    form.choice("indicator_id", words("correct.indicator_id"), list(names), names.__getitem__,
                list(names).index(known) if known else None)  # fmt: skip


def _indicator(form: _Form, item: ReviewItem, catalogue: Catalogue) -> None:
    words = form.words
    name = "" if _known(item, catalogue) else item.name
    names = units.names(catalogue.units.values(), words)
    if item.unit not in names:  # a measure word as printed
        names[item.unit] = item.unit
    form.line("zh", words("extend.zh"), name, 60)
    form.line("en", words("extend.en"), limit=120)
    form.line("id", words("extend.code"), limit=60, note=words("extend.code_help"))
    form.choice("topic", words("extend.topic"), TOPICS, lambda code: words.label("topic", code))
    form.choice("direction", words("extend.direction"), DIRECTIONS, lambda code: words.label("direction", code))
    form.choice("unit", words("correct.unit"), list(names), names.__getitem__, list(names).index(item.unit))
    form.choice("time_basis", words("correct.time_basis"), BASES, lambda code: words.label("time_basis", code))
    form.line("triggers", words("extend.triggers"), name, 200, words("extend.triggers_help"))
    form.line("about_zh", words("extend.about_zh"), limit=300)
    form.line("about_en", words("extend.about_en"), limit=300)


def _unit(form: _Form, item: ReviewItem, catalogue: Catalogue) -> None:
    words = form.words
    names = units.names(catalogue.units.values(), words)
    form.line("word", words("extend.unit_word"), "" if item.unit in names else item.unit[:20], 20)
    form.choice("unit", words("extend.unit_of"), list(names), names.__getitem__, None)


def _save(kind: str, mention_id: str, words: Words) -> None:
    """Append the entry, or keep all that is wrong with it."""
    cells = {
        name: str(st.session_state.get(_key(kind, name, mention_id, words)) or "").strip() for name in FIELDS[kind]
    }
    faults = [Fault(name, "field_needed") for name in NEEDED[kind] if not cells[name]]
    if cells.get("id") and not _CODE.fullmatch(cells["id"]):
        faults.append(Fault("id", "id", {"found": cells["id"]}))
    if not faults:
        try:
            _append(kind, cells)
        except decisions.CatalogueError as error:
            field = "about_zh" if error.field == "about" else error.field
            faults.append(Fault(field, error.code, error.values, str(error)))
    ui_faults.tell(f"{kind}_{mention_id}", faults)


def _append(kind: str, cells: dict[str, str]) -> None:
    """Add the entry to its file. Raises CatalogueError, and then nothing is added."""
    by = (st.session_state.get(ui_decisions.WHO, ""), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    if kind == "alias":
        decisions.add_alias(state.review(), cells["alias"], cells["indicator_id"], *by)
    elif kind == "unit":
        decisions.add_unit_word(state.review(), cells["word"], cells["unit"] or cells["word"], *by)
    else:
        entry: dict[str, Any] = {name: cells[name] for name in FIELDS["indicator"] if not name.startswith("about_")}
        entry["triggers"] = list(dict.fromkeys(filter(None, _APART.split(cells["triggers"]))))
        entry["about"] = {"zh": cells["about_zh"], "en": cells["about_en"]}
        decisions.add_indicator(state.review(), entry, *by)
