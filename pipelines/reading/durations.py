"""Which spells of time and ages are figures, and which only say how long something goes on or how old someone is."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipelines.lexicon import read_words
from pipelines.reading.quantity import Quantity

_SHORT: Final = frozenset({"hour", "minute", "second", "ms"})
_LONG: Final = frozenset({"day", "month", "year", "个工作日"})
_CHANGED: Final = re.compile(
    r"(?:左右|以上|多)?(?:进一步|大幅)?(?:压缩|缩短|压减|减少|减|降低|下降|降|延长|提高|增加|缩)(?:到|至|为)"
)
_MORE_DAYS: Final = re.compile(r"(?:同比|比[去上]年|较上年)(?:增加|减少|多|少)了?$")
_BY_DAYS: Final = re.compile("(?:增加|减少|多|少|缩短|延长|压缩)了?$")
_AGES: Final = ("寿命", "平均", "年龄")
_AGED: Final = re.compile("(?:提高|增加|延长|上升|下降|降低)(?:了|约|近|到|至|为)*$")  # by so many years
_REACH: Final = 8  # code points before a number in which these words stand


@cache
def _told() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    context = read_words("context.yml")
    return tuple(context["duration_measured"]), tuple(context["duration_long"]), tuple(context["duration_told_after"])


def is_told(flat: str, quantity: Quantity, clause: int) -> bool:
    """Whether the duration is what the sentence tells: 仅需62分钟, 优良天数301天."""
    short, long, after = _told()
    left = flat[max(clause, quantity.start - _REACH) : quantity.start]
    if quantity.unit in _SHORT:
        told = (
            any(word in left for word in short)
            or flat.startswith(after, quantity.unit_end)
            or (quantity.bound != "exact" and quantity.unit != "hour")
        )
    else:
        told = quantity.unit in _LONG and (
            _MORE_DAYS.search(left) is not None
            or any(word in left for word in long)
            or flat.startswith("即可", quantity.unit_end + (flat[quantity.unit_end : quantity.unit_end + 1] == "后"))
        )
    return told or _CHANGED.match(flat, quantity.unit_end) is not None


def by_days(flat: str, clause: int, end: int) -> bool:
    """Whether a duration tells by how much the one before it changed: 重污染天数21天，减少8天."""
    return _BY_DAYS.search(flat, clause, end) is not None


def is_age(flat: str, quantity: Quantity, clause: int) -> bool:
    """Whether an age is a figure: 人均预期寿命79岁, 平均年龄42岁."""
    left = flat[max(clause, quantity.start - _REACH) : quantity.start]
    return any(word in left for word in _AGES)


def by_years(flat: str, clause: int, end: int) -> bool:
    """Whether it tells by how much an age changed: 提高1岁."""
    return _AGED.search(flat, max(clause, end - _REACH), end) is not None
