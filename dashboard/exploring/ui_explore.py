"""The controls of the Explore page: the search, a list a facet with its counts, what the search was taken for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from dashboard import formats, queries, ui, ui_choices
from dashboard.exploring import facets, search
from dashboard.queries.explore import FACET_LIMIT, FACETS, Filters
from dashboard.words import Words

BESIDE = ("indicator", "area")  # facets beside each other on the page; the others behind "more filters"


class Narrowed(NamedTuple):
    """What the reader chose: as filters, in words, and whether any figure is left; and what was typed."""

    filters: Filters
    text: str
    name: facets.Namer
    some: bool
    typed: str  # as it stands in the search box


def narrow(words: Words) -> Narrowed:
    """Draw the controls; gives what they say."""
    known = ui.ask(queries.facets, Filters())
    indicators, areas = ui.ask(queries.indicators), ui.ask(queries.areas)
    name = facets.namer(indicators, areas, ui.ask(queries.units), ui.ask(queries.documents), words)
    typed = ui_choices.typed("q", words("explore.search_label"), words("explore.search"))
    terms = search.terms(typed, indicators, areas)
    filters = facets.filters(terms, {facet: ui_choices.chosen(facet, _there(known[facet])) for facet in FACETS}, known)
    counts = ui.ask(queries.facets, filters)

    def choices(facet: str) -> None:
        number = dict(counts[facet])
        ui_choices.choose_many(
            facet,
            words.label("filter", facet),
            list(number),
            lambda value: words("explore.facet", name=name(facet, value), n=number.get(value, 0)),
            words("filter.any"),
        )

    left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    for column, facet in zip((left, middle), BESIDE, strict=True):
        with column:
            choices(facet)
    hidden = [facet for facet in FACETS if facet not in BESIDE]
    active = sum(facet in hidden for facet, _ in filters.chosen)
    label = words("explore.more_filters_on", n=active) if active else words("explore.more_filters")
    more = right.popover(label, icon=":material/tune:", width="stretch", key="more_filters")
    with more, st.container(key="facets"):
        for facet in hidden:
            choices(facet)
    claims = dict(filters.chosen).get("claim", ())  # those of a facet are counted without its own choice
    some = any(value in claims or not claims for value, _ in counts["claim"])
    if terms and some:
        st.caption("  \n".join(map(formats.markdown_safe, facets.meanings(terms, name, words))))  # a line each
    return Narrowed(filters, facets.in_words(typed, filters, name, words), name, some, typed)


def _there(values: Sequence[tuple[str, int]]) -> tuple[str, ...] | None:
    """What can be asked for of a facet; None where not all of it was counted."""
    return tuple(value for value, _ in values) if len(values) < FACET_LIMIT else None


def undated(filters: Filters) -> int:
    """How many of the figures that pass have no date, and so no place on an axis of time."""
    if "" not in dict(filters.chosen).get("year", ("",)):
        return 0
    return ui.ask(queries.matches, filters.only("year", ""), 1)[1]


def nothing_left(filters: Filters, typed: str, words: Words) -> None:
    """Nothing matches: say of which words, where any are typed, and offer to take them or the filters off."""
    terms, chosen = filters
    said = words("empty.no_match")
    if terms:
        vain = [term.text for term in terms if not ui.ask(queries.matches, Filters((term,)), 1)[1]]
        key = "vain_words" if 0 < len(vain) < len(terms) else "vain" if vain or not chosen else "vain_here"
        quoted = words("format.list").join(f"“{formats.markdown_safe(text)}”" for text in vain)
        said = words(f"explore.{key}", text=formats.markdown_safe(typed), words=quoted)
    st.info(said, icon=":material/filter_alt_off:")
    with st.container(horizontal=True):
        if terms:
            label = words("explore.clear_search")
            st.button(label, icon=":material/search_off:", on_click=ui_choices.forget, args=("q",))
        if chosen:
            label = words("empty.reset")
            st.button(label, icon=":material/restart_alt:", on_click=ui_choices.forget, args=tuple(FACETS))
