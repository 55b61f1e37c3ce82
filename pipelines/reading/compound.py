"""Figures of two units or with a half behind: 2小时8分32秒, 两年零四个月, 八元四角, 三成五, 三个半月."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple

from pipelines.lexicon import UnitWord
from pipelines.numerals import DIGITS, parse

_N: Final = r"(\d{1,2}|[一二两三四五六七八九十]{1,3})"
_MINUTES: Final = re.compile(rf"零?{_N}分(?:钟)?(?![之成])")
_SECONDS: Final = re.compile(r"(\d{1,2})秒")
_MONTHS: Final = re.compile(rf"零?{_N}个(半)?月")
_HOURS: Final = re.compile(rf"零?{_N}个?小时")
_TENTHS: Final = re.compile(r"(?:零?([\d一二两三四五六七八九])[角毛])?(?:零?([\d一二两三四五六七八九])分)?")
_OF_A_MU: Final = re.compile(r"([1-9一二两三四五六七八九])分(?:([1-9一二两三四五六七八九])厘)?(?![之成钟])")
_FOUR_PLACES: Final = Decimal("0.0001")
_HALF: Final = Decimal("0.5")
_HALVED: Final = frozenset({"times", "year", "hour", "month", "day", "tonne", "km"})
_WHOLE: Final = frozenset({"count", "physical"})
_STOPS: Final = frozenset("，。；、）的") | {"", "\n"}
_NO_HALF: Final = ("径", "导")  # 半径 and 半导体 are words


class Compound(NamedTuple):
    """The whole of a figure: its value in `unit` and where it ends."""

    value: Decimal
    unit: str
    end: int


def compound(flat: str, value: Decimal, unit: UnitWord, end: int, shared: bool) -> Compound | None:
    """What follows the unit that ends at `end` and belongs to the figure; None where nothing does."""
    rule = _RULES.get(unit.word)
    if rule is not None:
        return rule(flat, value, end)
    if unit.word.startswith("个半"):
        return Compound(value + _HALF, unit.unit, end)
    whole = unit.kind in _WHOLE and flat[end + 1 : end + 2] in _STOPS  # 一头半, 两亩半
    return _half(flat, value, unit, end) if (unit.unit in _HALVED or whole) and not shared else None


def _half(flat: str, value: Decimal, unit: UnitWord, end: int) -> Compound | None:
    if flat[end : end + 1] != "半" or flat.startswith(_NO_HALF, end + 1):
        return None
    return Compound(value + _HALF, unit.unit, end + 1)


def _tenths(flat: str, value: Decimal, end: int) -> Compound:
    """三成五 is 35 percent."""
    value *= 10
    more = 5 if flat[end : end + 1] == "半" else DIGITS.get(flat[end : end + 1])
    return Compound(value, "percent", end) if more is None else Compound(value + more, "percent", end + 1)


def _hours(flat: str, value: Decimal, end: int) -> Compound | None:
    minutes = _MINUTES.match(flat, end)
    if minutes is None:
        return _half(flat, value, _HOUR, end)
    value += ((parse(minutes[1]) or Decimal(0)) / 60).quantize(_FOUR_PLACES)
    end = minutes.end()
    if (seconds := _SECONDS.match(flat, end)) is not None:  # 2小时8分32秒
        value += (Decimal(seconds[1]) / 3600).quantize(_FOUR_PLACES)
        end = seconds.end()
    return Compound(value, "hour", end)


def _minutes(flat: str, value: Decimal, end: int) -> Compound | None:
    seconds = _SECONDS.match(flat, end)
    return seconds and Compound(value + Decimal(seconds[1]) / 60, "minute", seconds.end())


def _years(flat: str, value: Decimal, end: int) -> Compound | None:
    months = _MONTHS.match(flat, end)
    if months is None:
        return _half(flat, value, _YEAR, end)
    more = (parse(months[1]) or Decimal(0)) + (_HALF if months[2] else 0)
    return Compound(value + (more / 12).quantize(_FOUR_PLACES), "year", months.end())


def _days(flat: str, value: Decimal, end: int) -> Compound | None:
    hours = _HOURS.match(flat, end)
    if hours is None:
        return _half(flat, value, _DAY, end)
    return Compound(value + ((parse(hours[1]) or Decimal(0)) / 24).quantize(_FOUR_PLACES), "day", hours.end())


def _money(flat: str, value: Decimal, end: int) -> Compound | None:
    """八元四角五分; 8元4 is no such figure, and neither is a bare 分 behind 元."""
    part = _TENTHS.match(flat, end)
    if part is None or part[1] is None:
        return None
    cents = parse(part[2]) if part[2] else None
    return Compound(value + (parse(part[1]) or 0) / Decimal(10) + (cents or 0) / Decimal(100), "CNY", part.end())


def _mu(flat: str, value: Decimal, end: int) -> Compound | None:
    """二亩三分 is 2.3 mu; a third of each 亩 is not."""
    part = _OF_A_MU.match(flat, end)
    if part is None:
        return _half(flat, value, _MU, end) if flat[end + 1 : end + 2] in _STOPS else None
    hundredths = (parse(part[2]) or 0) if part[2] else 0
    return Compound(value + (parse(part[1]) or 0) / Decimal(10) + hundredths / Decimal(100), "mu", part.end())


_HOUR, _YEAR, _DAY = (UnitWord("", unit, "duration") for unit in ("hour", "year", "day"))
_MU: Final = UnitWord("亩", "mu", "physical")
_RULES: Final[dict[str, Callable[[str, Decimal, int], Compound | None]]] = {
    "成": _tenths, "小时": _hours, "个小时": _hours, "分": _minutes, "分钟": _minutes, "年": _years, "天": _days,
    "元": _money, "块": _money, "亩": _mu,
}  # fmt: skip
