"""Datelines: where a story was filed, when and by whom (某某网南昌6月12日电). What they tell is of no figure."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from pipelines.periods import PeriodHit
from pipelines.wordlist import Signs

_LONGEST: Final = 40  # code points of a dateline
_LINE: Final = re.compile(
    r"[^\w（]*（?(?:又讯|据?(?P<by>[\u4e00-\u9fffA-Za-z]{2,16}?)"
    r"(?P<date>(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}日|[一二三四五六七八九十]{1,3}日)?"
    r"(?:专?电(?![话力视子商影器信网脑池量动价站厂力气解源台缆])|(?<![通资音简喜])讯(?![员息问号速录社飞])|消息))"
)
_MEDIA: Final = re.compile(r"(?!.*电$)(?:.*[社报网台]|.*新闻|.*客户端)|(?:新华|中新)社|本报|(?:新华|人民|央视|中新)网")

_SIGNS: Final = Signs("电讯消")  # one of them stands in each


class Dateline(NamedTuple):
    """Where one stands in the flat text, and the words for who filed it and where."""

    start: int
    day: int  # where its day ends, or who filed it
    end: int
    by: str


def find_datelines(flat: str) -> list[Dateline]:
    """Those that open a line of the flat text, in order: with a medium or a day before 电, 讯 or 消息."""
    found: list[Dateline] = []
    start = -1
    for sign in _SIGNS.places(flat):
        opening = flat.rfind("\n", max(0, sign - _LONGEST), sign) + 1 or (0 if sign < _LONGEST else -1)
        if opening <= start:
            continue
        start = opening
        line = _LINE.match(flat, start, start + _LONGEST)
        if line is not None and (line["by"] is None or line["date"] or _MEDIA.match(line["by"] + line[0][-1])):
            day = max(start, line.end("by"), line.end("date"))
            found.append(Dateline(start, day, line.end(), line["by"] or ""))
    return found


def without_datelines(periods: list[PeriodHit], lines: list[Dateline]) -> list[PeriodHit]:
    """The periods that stand in none of the datelines: the day a story was filed is of none of its figures."""
    if not lines:
        return periods
    starts = [line.start for line in lines]
    return [
        hit for hit in periods if hit.start < starts[0] or hit.start >= lines[bisect_right(starts, hit.start) - 1].end
    ]
