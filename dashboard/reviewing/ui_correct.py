"""The form that corrects figures: what is left as it is stays as it was read, for each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard import formats, queries, ui, units
from dashboard.reviewing import proposals, review_cards, typed, ui_decisions, ui_faults, ui_review
from dashboard.reviewing.ui_faults import Fault
from dashboard.rows import ReviewItem
from dashboard.words import Words
from pipelines.catalogue import Catalogue

# Fields of the form by the cells of a decision, where they are called otherwise.
FIELDS_OF = {"time_start": "period", "time_end": "period", "low": "value", "high": "value"}
CODES = {
    "time_basis": ("flow", "ytd", "cumulative", "point", "deadline"),
    "claim": ("reported", "target", "plan", "implied"),
    "measure": ("level", "growth", "share", "completion", "rank"),
    "bound": ("exact", "more_than", "less_than", "at_least", "at_most", "nearly", "about", "range"),
}

FIELDS = ("indicator_id", "ref_area", "period", "unit", "value", *CODES)


def form(
    items: Sequence[ReviewItem],
    offered: dict[str, proposals.Proposal],
    seen: dict[str, str],
    catalogue: Catalogue,
    words: Words,
) -> None:
    """Ask for the fields that shall be others than those read, and save."""
    one = items[0] if len(items) == 1 else None
    proposal = offered[one.mention_id] if one else None
    key = one.mention_id if one else "many"
    sent = ui_review.form_of(items)

    def faults(*fields: str) -> None:
        for field in fields:
            ui_faults.at(sent, field, words)

    with st.container(border=True, key="correct_form"):  # an st.form would lose what is not sent with the language
        st.markdown(f"**{words('correct.title')}**")
        ui_decisions.results(words)
        ui_faults.rest(sent, (*FIELDS, "reason", "decided_by"), words)
        _indicator(catalogue, proposal.indicator_id if proposal else "", key, words)
        faults("indicator_id")
        _area(catalogue, proposal.ref_area if proposal else "", key, words)
        faults("ref_area")
        read = formats.period(one.time_start, one.time_end, one.time_basis, words) if one else ""
        st.text_input(words("correct.period"), key=f"period_{key}", help=words("correct.period_help"),
                      placeholder=_read(read, words), max_chars=40)  # fmt: skip
        faults("period")
        for name, codes in CODES.items():  # one below the other: the panel is too narrow for two
            read = getattr(one, name) if one else ""
            st.selectbox(words(f"correct.{name}"), ["", *codes], format_func=_code(name, read, words),
                         key=ui_decisions.choice_key(f"{name}_{key}", words))  # fmt: skip
            faults(name)
        _unit(catalogue, one.unit if one else "", key, words)
        faults("unit")
        read = review_cards.value(one, words) if one else ""
        st.text_input(words("correct.value"), key=f"value_{key}", help=words("correct.value_help"),
                      placeholder=_read(read, words), max_chars=80)  # fmt: skip
        faults("value")
        ui_faults.listed(sent, {"reason": "review.why", **{name: f"correct.{name}" for name in FIELDS}}, words)
        st.button(words("correct.save"), on_click=_save, args=(items, key, seen, words), type="primary",
                  icon=":material/save:", key=f"save_{key}", disabled=not st.session_state.get(ui_decisions.WHO),
                  width="stretch")  # fmt: skip
    ui_faults.into_sight(sent)


def _save(items: Sequence[ReviewItem], key: str, seen: dict[str, str], words: Words) -> None:
    """Decide as the form has it; all that cannot be read is told at once, and then nothing is saved."""

    def cell(name: str) -> str:
        chosen = name in ("indicator_id", "ref_area", "unit", *CODES)
        at = ui_decisions.choice_key(f"{name}_{key}", words) if chosen else f"{name}_{key}"
        return str(st.session_state.get(at) or "").strip()

    faults: list[Fault] = []
    sent = ui_review.form_of(items)
    stated = {name: cell(name) for name in ("indicator_id", "ref_area", "unit", *CODES) if cell(name)}
    bound = stated.get("bound", "range")
    for name, read in (("period", _period), ("value", typed.parse_value)):
        try:
            stated |= read(cell(name))
        except typed.UnreadableError as error:
            faults.append(Fault(name, error.code, {"found": error.found}))
    if stated.get("bound", bound) != bound:
        faults.append(Fault("value", "ends_of_bound", {"bound": bound}))
    if not st.session_state.get(ui_review.WHY, "").strip():
        faults.append(Fault("reason", "reason_missing"))
    if not faults:
        ui_review.act("correct", items, {item.mention_id: stated for item in items}, seen)
        faults = ui_decisions.faults([item.quote if len(items) > 1 else "" for item in items])
    ui_faults.tell(sent, [fault._replace(field=FIELDS_OF.get(fault.field, fault.field)) for fault in faults])


def _period(text: str) -> dict[str, str]:
    if not text:
        return {}
    start, end = (None, None) if typed.plain(text) == "-" else typed.parse_period(text)
    return {"time_start": start.isoformat() if start else "", "time_end": end.isoformat() if end else ""}


def _label(name: str, code: str, words: Words) -> str:
    """The name of a code of one of CODES; "" for none."""
    if not code:
        return ""
    if name == "claim":
        return words.label("claim", code)
    if name == "measure":
        return words.label("measure", code)
    return words.label("bound", code) if name == "bound" else words.label("time_basis", code)


def _code(name: str, read: str, words: Words) -> Callable[[str], str]:
    return lambda code: _label(name, code, words) or _read(_label(name, read, words), words)


def _indicator(catalogue: Catalogue, proposed: str, key: str, words: Words) -> None:
    names = {i.indicator_id: words.pick(i.name_zh, i.name_en) for i in catalogue.indicators.values()}
    _choice("indicator_id", names, proposed, key, words)


def _area(catalogue: Catalogue, proposed: str, key: str, words: Words) -> None:
    used = [area.ref_area for area in ui.ask(queries.areas)]
    codes = dict.fromkeys([*used, *catalogue.areas])
    names = {c: words.pick(a.name_zh, a.name_en) for c in codes if (a := catalogue.areas.get(c))}
    _choice("ref_area", names, proposed, key, words)


def _unit(catalogue: Catalogue, read: str, key: str, words: Words) -> None:
    names = units.names(catalogue.units.values(), words)

    def shown(unit: str) -> str:
        return names[unit] if unit else _read(names.get(read, read), words)

    at = ui_decisions.choice_key(f"unit_{key}", words)
    st.selectbox(words("correct.unit"), ["", *names], key=at, format_func=shown)


def _choice(name: str, names: dict[str, str], proposed: str, key: str, words: Words) -> None:
    at = ui_decisions.choice_key(f"{name}_{key}", words)
    st.session_state.setdefault(at, proposed if proposed in names else "")
    st.selectbox(words(f"correct.{name}"), ["", *names], key=at,
                 format_func=lambda code: names.get(code) or _read("", words))  # fmt: skip


def _read(text: str, words: Words) -> str:
    """As read: what is there, where that is one thing."""
    return words("correct.as_read", text=text) if text else words("correct.as_read_each")
