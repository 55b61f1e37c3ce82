"""A quantity of a document as HTML: what the program understood of it, and what became of it. Text is escaped here."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from dashboard.formats import bounded, period
from dashboard.markup import definitions, language_of
from dashboard.rows import Mark
from dashboard.words import Words


def chinese_names(mark: Mark) -> tuple[str, ...]:
    """The names of its indicator and its areas: the catalogue's, or those that the text has."""
    return tuple(filter(None, (mark.name, *mark.area.split(";"))))


def mark_card(
    mark: Mark,
    words: Words,
    named: bool,
    symbols: Mapping[str, str] = {},
    names: Mapping[str, str] = {},
    body: int = 0,
    would: bool = False,
) -> str:
    """The card of a quantity; `named`: its fact is shown above already.

    `symbols` are those of the units, and `names` those of the indicators and areas by their Chinese names, both in the
    reader's language: what is in neither is shown as its document has it. Places are counted from `body`, where the
    text on screen begins; `would`: nothing of it is in the table yet.
    """
    becomes = words.group("would") if would else words.group("disposition")
    pairs = [
        (words("column.disposition"), becomes[mark.disposition]),
        (words("column.reason"), words.label("reason", mark.reason) if mark.reason else ""),
    ]
    if not named:
        areas = [names.get(area, area) for area in mark.area.split(";") if area]
        pairs += [
            (words("column.measure"), words.label("measure", mark.measure)),
            (words("column.claim"), words.label("claim", mark.claim)),
            (words("column.bound"), words.label("bound", mark.bound)),
            (words("column.area"), words("format.list").join(areas)),
            (words("column.time"), period(mark.time_start, mark.time_end, mark.time_basis, words)),
        ]
    first, last = mark.start - body + 1, mark.end - body  # counted from 1, both within
    at = f"{first:,}–{last:,}" if first < last else f"{last:,}"
    pairs += [
        (words("column.quote"), words("evidence.place", quote=mark.quote, at=at)),
        (words("column.rule"), mark.rule_id.replace("+", "\u00a0+ ")),
        (words("column.confidence"), words("evidence.of_one", n=f"{mark.confidence:.2f}")),
    ]
    head = "" if named else _head(names.get(mark.name, mark.name), _amount(mark, words, symbols))
    return f'<div class="sc-fact">{head}{definitions(pairs, small=words("column.rule"))}</div>'


def _head(name: str, amount: str) -> str:
    return (
        f'<div class="sc-label"{language_of(name)}>{escape(name)}</div>'
        f'<div class="sc-figure"{language_of(amount)}>{escape(amount)}</div>'
    )


def _amount(mark: Mark, words: Words, symbols: Mapping[str, str]) -> str:
    """The figure as a fact's is shown, where its amount and its unit are known; else as printed."""
    if mark.unit not in symbols or (mark.value, mark.low, mark.high) == (None, None, None):
        return mark.quote
    return bounded(mark.value, mark.low, mark.high, mark.bound, mark.unit, symbols[mark.unit], words)
