"""Choosing a part of the table, and getting it as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from dashboard import messages, queries, state, tables, ui, ui_choices
from dashboard.downloads import ondemand
from dashboard.downloads.ondemand import FORMS, Made, Said, Wanted
from dashboard.formats import markdown_safe
from dashboard.queries.explore import Filters
from dashboard.words import Words

SPAN = ("since", "until")
KEYS = ("indicators", "areas", "measures", "claims", *SPAN)


def choose_export(words: Words) -> Wanted:
    """The controls: form, and filters that stand in the URL."""
    form = ui.choose("form", words("downloads.form"), FORMS, lambda c: words.label("export_form", c), kind="buttons")
    st.caption(words.label("export_about", form))
    measures, claims, years = ui.ask(queries.choices)
    catalogue = {i.indicator_id: i for i in ui.ask(queries.indicators)}
    places = {a.ref_area: words.pick(a.name_zh, a.name_en) for a in ui.ask(queries.areas)}
    several: dict[str, tuple[str, Sequence[str], Callable[[str], str]]] = {
        "indicators": ("filter.indicator", list(catalogue), lambda c: tables.indicator_label(catalogue[c], words)),
        "areas": ("filter.area", list(places), places.__getitem__),
        "measures": ("filter.measure", measures, lambda c: words.label("measure", c)),
        "claims": ("downloads.claim", claims, lambda c: words.label("claim", c)),
    }
    part = _part(words)
    chosen = {key: ui_choices.chosen(key, options) for key, (_, options, _) in several.items()}
    if part.open:  # six lists take the browser longer than the rest of the page
        empty = words("filter.any")
        places_of = [column for _ in range(3) for column in part.columns(2)]  # in this order on a telephone
        for place, (key, (label, options, names)) in zip(places_of, several.items(), strict=False):
            with place:
                ui_choices.choose_many(key, words(label), options, names, empty)
        for place, key in zip(places_of[-2:], SPAN, strict=True):
            with place:
                ui.choose(key, words(f"downloads.{key}"), ["", *years], lambda c: c or empty)
    elif active := sum(key in st.query_params for key in KEYS):
        st.caption(words("downloads.part_on", n=active))
    since, until = (year if (year := st.query_params.get(key, "")) in years else "" for key in SPAN)
    st.session_state["part_asked"] = _asked()  # after the reader's own choice, which opens nothing anew
    wanted = Wanted(form, **chosen, since=since, until=until)
    if not wanted.in_order():  # at the fields, where they are on screen
        (part if part.open else st).error(words("downloads.span", since=since, until=until), icon=":material/error:")
    return wanted


def _part(words: Words) -> ExpanderContainer:
    """Where a part of the table is chosen: open as soon as the URL names one, else when the reader opens it."""
    asked = _asked()
    if asked and ("part" not in st.session_state or st.session_state.get("part_asked") != asked):
        st.session_state["part"] = True
    return st.expander(words("downloads.part"), key="part", on_change="rerun")


def _asked() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in KEYS if key in st.query_params}


@st.cache_data(max_entries=4, show_spinner=False)
def _made(run_id: str, wanted: Wanted) -> Made:
    return ondemand.make(state.curated(), run_id, wanted)


def offer(words: Words, wanted: Wanted) -> None:
    """Two steps: the file is made when asked for, and then its bytes are ready when the download is pressed."""
    found = ui.vintage()
    if found is None:
        return
    ready = wanted.in_order()
    if st.button(words("downloads.prepare"), icon=":material/build:", key="prepare", disabled=not ready):
        st.session_state["prepared"] = (found.run_id, wanted)
    if not ready:
        ui.offer_reset(words, KEYS)
        return
    if st.session_state.get("prepared") != (found.run_id, wanted):
        return
    with st.spinner(words("downloads.preparing")):
        made = _made(found.run_id, wanted)
    if made.error:
        _made.clear(found.run_id, wanted)  # the next press tries again
        _complain(words, made)
        return
    size = words("downloads.size", n=f"{len(made.data) / 1000:,.1f}")
    pressed = "downloads.made_zip" if made.name.endswith(".zip") else "downloads.made"
    label = words(pressed, form=words.label("export_form", wanted.form), size=size)
    with st.container(horizontal=True, vertical_alignment="center"):
        ui.download(label, made.data, made.name, "made", made.kind, primary=True)
        total = ui.ask(queries.account).observations
        st.caption(words("downloads.holds", n=_observations(wanted, made), total=total), width="content")
    st.caption(markdown_safe(made.name))
    for note in made.said:
        st.caption(_told(words, note))


def _observations(wanted: Wanted, made: Made) -> int:
    """How many observations the file holds: those that pass the filters, without what the form had to leave out."""
    _, _, years = ui.ask(queries.choices)
    spanned = tuple(y for y in years if (wanted.since or y) <= y <= (wanted.until or y))
    chosen = {
        "indicator": wanted.indicators, "area": wanted.areas, "measure": wanted.measures, "claim": wanted.claims,
        "year": spanned if wanted.since or wanted.until else (),
    }  # fmt: skip
    filters = Filters(chosen=tuple((facet, values) for facet, values in chosen.items() if values))
    _, passing = ui.ask(queries.matches, filters, 1)
    notes = [messages.read(note.parameters) for note in made.said]
    return passing - sum(int(note["n"]) for note in notes if note.get("code") == "untimed_in_sdmx")


def _told(words: Words, said: Said) -> str:
    return markdown_safe(messages.said(messages.read(said.parameters), said.line, words))


def _why(words: Words, made: Made) -> str:
    if not made.said:
        return words("refresh.stopped")
    why = _told(words, made.said[0])
    return words("refresh.last_line", line=why) if made.error == "ended" else why


def _complain(words: Words, made: Made) -> None:
    error = made.error
    if error == "nothing":
        ui.reset_button(words, KEYS)
    elif error == "size":
        st.info(words("downloads.too_large"))
    elif error == "time":
        st.error(words("downloads.too_slow"))
    elif error == "newer":
        st.info(words("downloads.newer"))
    else:
        st.error(words("downloads.failed", error=_why(words, made)))
