"""Noun phrases apart from their number: before a bracket, in the clause before, behind the joint of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipelines.reading.naming import attribute_of, thing_of
from pipelines.reading.phrases import Stretch, noun_before, without_hits

JOINTS: Final = "、和及与"
_JOINED_WORD: Final = "惠涉普遍危波以参给赠共"  # 惠及 and 参与 are words
_BRACKET: Final = 24  # code points that a bracket between a noun and its number may span
_CLAUSE: Final = re.compile(r"[，,；;：:。！？!?\n（）]")
_FILED: Final = re.compile("(?:日报|晚报|晨报|都市报|新华社|中新社|本报)")
_DIGIT: Final = re.compile(r"\d")


def behind_list(flat: str, start: int, end: int) -> int:
    """Behind the noun of the number before: in 300座水库、900名职工 the second begins behind 、."""
    cut = max(flat.rfind(mark, start, end) for mark in JOINTS)
    return cut + 1 if cut >= 0 and flat[cut - 1] not in _JOINED_WORD else start


def before_bracket(
    flat: str, start: int, end: int, earlier: int, hits: Mapping[int, int], periods: Sequence[Stretch]
) -> str:
    """The noun phrase before a bracket that stands between it and its number: 粮食（含薯类）.

    `earlier` is where a number ends whose own words those before it are.
    """
    opening = flat.rfind("（", max(start, end - _BRACKET), end)
    if opening < 0 or opening < earlier:
        return ""
    clause = max(start, earlier, opening - _BRACKET)
    for mark in _CLAUSE.finditer(flat, clause, opening):
        clause = mark.end()
    return noun_before(flat, without_hits(flat, clause, opening, hits), opening, periods)


def told_before(flat: str, start: int, end: int, hits: Mapping[int, int]) -> str:
    """The noun phrase of the last clause of a stretch, behind the places and times that open it, up to a number."""
    earlier = flat[start:end].rstrip("，,：:；;")
    cut = max(earlier.rfind(mark) for mark in "，,；：（）\n") + 1
    last = start + len(earlier)
    clause = flat[without_hits(flat, start + cut, last, hits) : last]
    if clause.endswith("看") or _FILED.search(clause):
        return ""  # 从季度走势看; 某日报石家庄讯
    digit = _DIGIT.search(clause)
    return noun_before(clause, 0, digit.start() if digit else len(clause))


def announced(flat: str, start: int, colon: int) -> tuple[str, str]:
    """The thing and what is measured of it that a list is opened with: 主要产品产量：…; "" for each not told."""
    if colon <= start or flat[colon] not in "：:":
        return "", ""
    header = noun_before(flat, start, colon)
    return thing_of(header), attribute_of(header)
