"""What the app proposes for a figure in the review queue, and what a person types for its period."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from dashboard.rows import ReviewItem
from pipelines.catalogue import Catalogue, Indicator
from pipelines.errors import UnitError
from pipelines.units import same_dimension

LIKENESS = 0.5  # share of a name's pairs of characters that an indicator's words must have
_UNITS = {"growth": "percent", "share": "percent", "completion": "percent", "rank": "rank"}
_OPEN = ("no_indicator", "no_area")  # reasons that a named indicator and area settle
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


class Proposal(NamedTuple):
    """Indicator and area to accept a figure with. `guessed` are those of them that the text itself does not name."""

    indicator_id: str
    ref_area: str
    guessed: frozenset[str]
    whole: bool  # whether it can be accepted so


def propose(item: ReviewItem, catalogue: Catalogue) -> Proposal:
    """The indicator and area read, else the likeliest: of like name and fitting unit; the document's usual area.

    Where the reason is that the text names no area of the indicator, whichever area is proposed is a guess.
    """
    indicator_id, ref_area, guessed = item.indicator_id, item.ref_area, set()
    if not indicator_id and item.reason == "no_indicator":
        indicator_id = likeliest(item, catalogue)
        guessed |= {"indicator_id"} if indicator_id else set()
    if not ref_area or item.reason == "no_area":
        ref_area = ref_area or item.usual_area
        guessed |= {"ref_area"} if ref_area else set()
    valued = item.value is not None or (item.low is not None and item.high is not None)
    whole = bool(indicator_id and ref_area and valued and item.reason in _OPEN)
    return Proposal(indicator_id, ref_area, frozenset(guessed), whole)


def likeliest(item: ReviewItem, catalogue: Catalogue) -> str:
    """The indicator whose name or words are most like the proposed name, among those of fitting unit; "" for none."""
    wanted = _pairs(item.name)
    best = (LIKENESS, "")
    for indicator in catalogue.indicators.values() if wanted else ():
        if not _fits(item, indicator):
            continue
        names = [indicator.name_zh, *("".join(words) for words in indicator.triggers)]
        likeness = max(len(wanted & (pairs := _pairs(name))) / len(wanted | pairs) for name in names)
        best = max(best, (likeness, indicator.indicator_id))
    return best[1]


def parse_period(text: str) -> tuple[date | None, date | None]:
    """2024, 2024-05, 2024-05-31, or two with / between, of which one may be missing: /2025. Else ValueError."""
    first, slash, last = (part.strip() for part in text.strip().partition("/"))
    if not (first or last):
        raise ValueError(text)
    start, end = (_ends(part) if part else (None, None) for part in (first, last))
    if not slash:
        return start
    if start[0] and end[1] and start[0] > end[1]:
        raise ValueError(text)
    return start[0], end[1]


def is_number(text: str) -> bool:
    """Whether a text is a plain decimal number: 600000, -1.5."""
    return bool(_NUMBER.fullmatch(text))


def _ends(text: str) -> tuple[date | None, date | None]:
    found = _PERIOD.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    first, last = date(year, month or 1, day or 1), date(year, month or 12, 1)
    return first, first if day else last.replace(day=monthrange(last.year, last.month)[1])


def _fits(item: ReviewItem, indicator: Indicator) -> bool:
    if item.measure in _UNITS:
        return item.unit == _UNITS[item.measure]
    try:
        return same_dimension(item.unit, indicator.unit)
    except UnitError:
        return False


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))
