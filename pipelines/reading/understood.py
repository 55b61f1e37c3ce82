"""Units that are not printed right behind their number, and so are understood from what stands around it."""

from __future__ import annotations

import re

from pipelines.lexicon import UnitWord
from pipelines.reading.numbers import SHARED_LIST
from pipelines.reading.quantity import Quantity, unit_at, words

_NOUN = re.compile(r"(?!每)[\u4e00-\u9fff]{1,8}")
_LISTED = frozenset("、,，和及与/")
_CLAUSE_STOPS = ("，", "。", "；", "、", "\n", "", ",")
_SAME_UNIT_REACH = 24


def shared_unit(flat: str, position: int) -> UnitWord | None:
    """The unit at the end of a list: 3亿、4亿、5亿元."""
    if flat[position : position + 1] not in _LISTED:
        return None
    match = SHARED_LIST.match(flat, position)
    unit = unit_at(flat, match.end()) if match else None
    return unit if unit is not None and unit.kind not in ("duration", "grade") else None


def people(flat: str, position: int) -> UnitWord | None:
    """The measure word left out before a noun: 923万贫困人口 are persons; 5600万棒 are counted in 棒."""
    noun = _NOUN.match(flat, position)
    if noun is None:
        return None
    for unit, nouns in words().nouns:
        if any(word in noun[0] for word in nouns):
            return UnitWord("", unit, "count")
    return UnitWord(noun[0], noun[0], "count") if len(noun[0]) == 1 else None


def same_unit(flat: str, last: Quantity | None, start: int, end: int) -> UnitWord | None:
    """发送旅客5920万人，日均296万: the unit of the number before, where the clause ends behind this one."""
    if last is None or flat[end : end + 1] not in _CLAUSE_STOPS:
        return None
    between = flat[last.end : start]
    near = len(between) <= _SAME_UNIT_REACH and not any(mark in between for mark in "。；\n")
    return UnitWord("", last.unit, last.kind) if near else None
