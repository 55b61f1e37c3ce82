"""What the app proposes for a figure in the review queue."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.rows import ReviewItem
from pipelines.catalogue import Catalogue, Indicator
from pipelines.errors import UnitError
from pipelines.units import same_dimension

LIKENESS = 0.5  # share of a name's pairs of characters that an indicator's words must have
_UNITS = {"growth": "percent", "share": "percent", "completion": "percent", "rank": "rank"}
_OPEN = ("no_indicator", "no_area")  # reasons that a named indicator and area settle


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


def _fits(item: ReviewItem, indicator: Indicator) -> bool:
    if item.measure in _UNITS:
        return item.unit == _UNITS[item.measure]
    try:
        return same_dimension(item.unit, indicator.unit)
    except UnitError:
        return False


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))
