"""What the reader chose on the Explore page -> filters, and both in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dashboard.exploring.search import Term
from dashboard.formats import day, publisher
from dashboard.queries.explore import FACET_LIMIT, FACETS, Filters
from dashboard.rows import Area, Document, Indicator, Unit
from dashboard.words import Words

Namer = Callable[[str, str], str]  # (facet, value) -> its name


def filters(
    terms: tuple[Term, ...], chosen: Mapping[str, Sequence[str]], known: Mapping[str, Sequence[tuple[str, int]]]
) -> Filters:
    """The filters; what an address names that the table does not hold is left out."""
    kept = []
    for facet in FACETS:
        there = [value for value, _ in known.get(facet, ())]
        values = tuple(v for v in chosen.get(facet, ()) if v in there or len(there) >= FACET_LIMIT)
        if values:
            kept.append((facet, values))
    return Filters(terms, tuple(kept))


def namer(
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    units: Sequence[Unit],
    documents: Sequence[Document],
    words: Words,
) -> Namer:
    """How the values of each facet are called."""
    named = {
        "indicator": {i.indicator_id: words.pick(i.name_zh, i.name_en) for i in indicators},
        "area": {a.ref_area: words.pick(a.name_zh, a.name_en) for a in areas},
        "unit": {u.unit: words.pick(u.symbol_zh, u.symbol_en) for u in units},
        "document": {d.document_id: f"{d.title} · {day(d.published_on, words)}" for d in documents},
    }

    def name(facet: str, value: str) -> str:
        if facet in named:
            return named[facet].get(value, value)
        if facet == "publisher":
            return publisher(value, words)
        if facet == "year":
            return value or words("explore.no_year")
        coded = {
            "topic": words.label("topic", value),
            "measure": words.label("measure", value),
            "claim": words.label("claim", value),
            "bound": words.label("bound", value),
            "review_status": words.label("review_status", value),
        }
        return coded[facet]

    return name


def in_words(typed: str, narrowed: Filters, name: Namer, words: Words) -> str:
    """All that narrows the view, as a citation states it; "" where nothing does."""
    parts = [words("explore.searched", text=typed)] if typed else []
    for facet, values in narrowed.chosen:
        heading = words.label("filter", facet)
        parts.append(
            words("explore.choice", name=heading, values=words("chart.comma").join(name(facet, v) for v in values))
        )
    return words("cite.between").join(parts)


def meanings(terms: Sequence[Term], name: Namer, words: Words, most: int = 3) -> list[str]:
    """What each word of the search was taken for, a line each: the names that hold it or sound like it."""
    lines = []
    for term in terms:
        names = [name("indicator", i) for i in term.indicators] + [name("area", a) for a in term.areas]
        said = words("chart.comma").join(names[:most])
        if len(names) > most:
            said = words("explore.meant_more", names=said, n=len(names) - most)
        lines.append(words("explore.meant" if names else "explore.meant_quote", word=term.text, names=said))
    return lines


def series_name(kind: tuple[str, str, str], name: Namer, words: Words) -> str:
    """An indicator with its measure and unit."""
    indicator, measure, unit = kind
    return words(
        "explore.series",
        name=name("indicator", indicator),
        measure=words.label("measure", measure),
        unit=name("unit", unit),
    )
