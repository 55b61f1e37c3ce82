"""Choosing a part of the table, and getting it as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard import queries, state, tables, ui, ui_choices
from dashboard.downloads import ondemand
from dashboard.downloads.ondemand import FORMS, Made, Wanted
from dashboard.formats import markdown_safe
from dashboard.words import Words

KEYS = ("indicators", "areas", "measures", "claims", "since", "until")


def _several(key: str, label: str, options: Sequence[str], names: Callable[[str], str], empty: str) -> tuple[str, ...]:
    """Any number of the options; what the URL names in vain is told and left out."""
    picked = ui_choices.chosen(key, options)
    ui_choices.choose_many(key, label, options, names, empty)
    return picked


def choose_export(words: Words) -> Wanted:
    """The controls: form, and filters that stand in the URL."""
    form = ui.choose("form", words("downloads.form"), FORMS, lambda c: words.label("export_form", c), kind="buttons")
    st.caption(words.label("export_about", form))
    catalogue = {i.indicator_id: i for i in ui.ask(queries.indicators)}
    places = {a.ref_area: words.pick(a.name_zh, a.name_en) for a in ui.ask(queries.areas)}
    measures, claims, years = ui.ask(queries.choices)
    empty = words("filter.any")
    rows = [st.columns(2) for _ in range(3)]  # on a telephone one stands below the other, in this order
    with rows[0][0]:
        chosen = _several(
            "indicators", words("filter.indicator"), list(catalogue),
            lambda c: tables.indicator_label(catalogue[c], words), empty,
        )  # fmt: skip
    with rows[0][1]:
        where = _several("areas", words("filter.area"), list(places), places.__getitem__, empty)
    with rows[1][0]:
        kinds = _several("measures", words("filter.measure"), measures, lambda c: words.label("measure", c), empty)
    with rows[1][1]:
        what = _several("claims", words("downloads.claim"), claims, lambda c: words.label("claim", c), empty)
    with rows[2][0]:
        since = ui.choose("since", words("downloads.since"), ["", *years], lambda c: c or empty)
    with rows[2][1]:
        until = ui.choose("until", words("downloads.until"), ["", *years], lambda c: c or empty)
    return Wanted(form, chosen, where, kinds, what, since, until)


@st.cache_data(max_entries=4, show_spinner=False)
def _made(run_id: str, wanted: Wanted) -> Made:
    return ondemand.make(state.curated(), run_id, wanted)


def offer(words: Words, wanted: Wanted) -> None:
    """Two steps: the file is made when asked for, and then its bytes are ready when the download is pressed."""
    found = ui.vintage()
    if found is None:
        return
    if st.button(words("downloads.prepare"), icon=":material/build:", key="prepare"):
        st.session_state["prepared"] = (found.run_id, wanted)
    if st.session_state.get("prepared") != (found.run_id, wanted):
        return
    with st.spinner(words("downloads.preparing")):
        made = _made(found.run_id, wanted)
    if made.error:
        _made.clear(found.run_id, wanted)  # the next press tries again
        _complain(words, made.error)
        return
    size = words("downloads.size", n=f"{len(made.data) / 1000:,.1f}")
    ui.download(
        words("downloads.made", name=markdown_safe(made.name), size=size), made.data, made.name, "made", made.kind
    )
    for note in made.notes:
        st.caption(markdown_safe(note))


def _complain(words: Words, error: str) -> None:
    if error == "nothing":
        ui.reset_button(words, KEYS)
    elif error == "size":
        st.info(words("downloads.too_large"))
    elif error == "time":
        st.error(words("downloads.too_slow"))
    elif error == "newer":
        st.info(words("downloads.newer"))
    else:
        st.error(words("downloads.failed", error=markdown_safe(error)))
