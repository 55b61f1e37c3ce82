"""What the text as a whole says of its stretches of years: when those end that are counted back from no day named."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Final

from pipelines.periods import PeriodHit
from pipelines.periods.calendar import shift_years
from pipelines.records import Period

EARLY: Final = 3  # the last month in which one speaks from the year before
_COUNTED: Final = re.compile(r"[\d一二两三四五六七八九十]+年(?:来|间)")
_OF_ITS_YEAR: Final = frozenset(["年初", "当年", "年末"])
_NEXT: Final = re.compile(r"[，、这的”’]{0,3}")


def settled(
    flat: str, periods: list[PeriodHit], published: date | None, reference: date | None, report: bool
) -> list[PeriodHit]:
    """The periods of a document; `reference` is the day it speaks from, `report` that it accounts for a year."""
    if reference is not None and published is not None and reference < published:
        # 五年来 ends on the day that is reported on, not on the day of the paper
        periods = [
            hit._replace(time=hit.time._replace(end=reference))
            if hit.kind == "since" and hit.time.end == published
            else hit
            for hit in periods
        ]
    if report and reference is not None and reference.month <= EARLY:
        periods = _of_the_account(flat, [_whole_years(flat, hit, reference) for hit in periods], reference.year)
    return [*periods[:1], *(_counted(flat, one, hit, published) for one, hit in pairwise(periods))]


def _of_the_account(flat: str, periods: list[PeriodHit], year: int) -> list[PeriodHit]:
    """年初安排8亿元 and 当年结余, told in January where the text spoke of the year before, are of that year."""
    found: list[PeriodHit] = []
    spoken = 0  # the year named last
    for hit in periods:
        start, end = hit.time.start, hit.time.end
        said = flat[hit.start : hit.end]
        if said in _OF_ITS_YEAR and spoken == year - 1 and end is not None and end.year == year:
            first = shift_years(start, -1) if start is not None else None
            hit = hit._replace(time=Period(first, shift_years(end, -1), hit.time.basis))
        elif end is not None and said[:1].isdigit() and "年" in said:
            spoken = end.year
        found.append(hit)
    return found


def _whole_years(flat: str, hit: PeriodHit, reference: date) -> PeriodHit:
    """一年来 in a report of the first months is the year just over."""
    start, end = hit.time.start, hit.time.end
    if hit.kind != "since" or start is None or end != reference or not _COUNTED.fullmatch(flat, hit.start, hit.end):
        return hit
    return hit._replace(time=Period(date(start.year, 1, 1), date(reference.year - 1, 12, 31), "flow"))


def _counted(flat: str, before: PeriodHit, hit: PeriodHit, published: date | None) -> PeriodHit:
    """2013年至2022年，十年间 and “十四五”五年来 count the years named just before."""
    first, last = before.time.start, before.time.end
    if hit.kind != "since" or first is None or last is None or last.year == first.year:
        return hit
    beside = _NEXT.fullmatch(flat, before.end, hit.start)
    counted = beside and _COUNTED.fullmatch(flat, hit.start, hit.end)
    over = published is None or last < published
    return hit._replace(time=before.time) if counted and over else hit
