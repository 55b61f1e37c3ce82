"""Parts of a year: 上半年, 1—5月, 12月27日, 底, 春节 … with the year given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from pipelines.periods.calendar import Span, day, months, small_number, years
from pipelines.periods.grammar import grammar

_SEASONS: Final = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (11, 2)}
_UPTO: Final = {"二": 6, "两": 6, "2": 6, "三": 9, "3": 9}


@lru_cache(maxsize=4096)
def sub_year(year: int, text: str) -> Span | None:
    """The part of `year` that `text` names: "" the whole, 上半年, 1—5月, 12月27日, 底 …"""
    if text in ("", "度", "全年", "全年度"):
        return years(year, year)
    found = grammar().within.fullmatch(text)
    if found is None:
        return None
    part = {name: value for name, value in found.groupdict().items() if value is not None}
    for name, rule in _PARTS:
        if name in part:
            return rule(year, part)
    return None


def _n(part: dict[str, str], name: str) -> int:
    return small_number(part.get(name, "")) or 0


def _days(year: int, part: dict[str, str]) -> Span | None:
    start = day(year, _n(part, "m1"), _n(part, "d1"))
    if "d2" not in part:
        return Span(start, start, "day") if start else None
    month = _n(part, "m3") or _n(part, "m1")
    end = day(year + (month < _n(part, "m1")), month, _n(part, "d2"))
    return Span(start, end, "days") if start and end and start <= end else None


def _month_range(year: int, part: dict[str, str]) -> Span | None:
    first, last = _n(part, "m2"), _n(part, "m4")
    whole = first == 1 and last == 12
    span = months(year, first, last, "year" if whole else "ytd" if first == 1 and last > 1 else "months")
    return close(span) if "close" in part else span


def _month(year: int, part: dict[str, str]) -> Span | None:
    number, tail = _n(part, "m5"), part.get("tail", "")
    span = months(year, number, number, "month")
    if span is None or span.start is None or span.end is None:
        return None
    if tail in ("底", "末"):
        return close(span)
    first, last = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 0)}.get(tail, (1, 0))
    end = span.start.replace(day=last) if last else span.end
    return Span(span.start.replace(day=first), end, "days" if tail else "month")


def _first_months(year: int, part: dict[str, str]) -> Span | None:
    last = _n(part, "first")
    return months(year, 1, last, "year" if last == 12 else "ytd") if last <= 12 else None


def _half(year: int, part: dict[str, str]) -> Span | None:
    span = months(year, 1, 6, "ytd") if part["half"] != "下半年" else months(year, 7, 12, "half")
    return close(span) if "half_end" in part else span


def _upto(year: int, part: dict[str, str]) -> Span | None:
    span = months(year, 1, _UPTO[part["upto"][-1]], "ytd")
    return close(span) if "upto_end" in part else span


def _quarter(year: int, part: dict[str, str]) -> Span | None:
    number = 1 if part["quarter"] == "首" else _n(part, "quarter")
    span = months(year, number * 3 - 2, number * 3, "quarter")
    return close(span) if "quarter_end" in part else span


def _point(year: int, part: dict[str, str]) -> Span | None:
    word = part["point"]
    if word == "初":
        return months(year, 1, 1, "opening")
    if word == "中":
        return close(months(year, 6, 6))
    whole = years(year, year)
    return whole if word == "内" else close(whole)


def _season(year: int, part: dict[str, str]) -> Span | None:
    return months(year, *_SEASONS[part["season"][0]])


def _festival(year: int, part: dict[str, str]) -> Span | None:
    return festival_days(year, part["festival"])


_PARTS: Final[tuple[tuple[str, Callable[[int, dict[str, str]], Span | None]], ...]] = (
    ("m1", _days), ("m2", _month_range), ("m5", _month), ("first", _first_months), ("half", _half), ("upto", _upto),
    ("quarter", _quarter), ("point", _point), ("festival", _festival), ("season", _season),
)  # fmt: skip


def close(span: Span | None) -> Span | None:
    """The last day of the span, as a point."""
    return span and Span(span.end, span.end, "close")


def festival_days(year: int, word: str) -> Span | None:
    """Days of a holiday; those that follow the moon are known from 1978 on, before that None."""
    lexicon = grammar().lexicon
    row = grammar().words["festival"][word]
    if "days" in row:
        (m1, d1), (m2, d2) = row["days"]
        start, end = day(year, m1, d1), day(year, m2, d2)
    else:
        table = lexicon["spring_festival"]
        days = table["days"].split()
        index = year - table["first"]
        if not 0 <= index < len(days):
            return None
        first = date(year, int(days[index][:2]), int(days[index][2:]))
        start, end = (first + timedelta(days=shift) for shift in row["lunar"])
    return Span(start, end, "days") if start and end else None
