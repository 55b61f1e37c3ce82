"""Rules of expressions that name a year, or a part of the year the text is speaking of."""

from __future__ import annotations

import re
from typing import Final

from pipelines.periods.calendar import Span, months, small_number, year_number, years
from pipelines.periods.grammar import grammar
from pipelines.periods.parts import close, sub_year
from pipelines.periods.shapes import YEAR4
from pipelines.periods.view import View, unknown

_YEAR: Final = re.compile(YEAR4)
_QUARTER: Final = 3  # months
_REPORTED: Final = frozenset(("half", "quarter", "ytd"))


def year(text: str, view: View) -> Span | None:
    """2024年, 2024年1—5月, 2024财年."""
    number = year_number(text[:4])
    rest = text[4:].removeprefix("财").removeprefix("年")
    return None if number is None else sub_year(number, rest)


def year_range(text: str, view: View) -> Span | None:
    """2019—2023年, 2022/23年度."""
    winter = grammar().lexicon["winters"].get(text[-3:]) or grammar().lexicon["winters"].get(text[-2:])
    found = [number for number in map(year_number, _YEAR.findall(text)) if number]
    if winter is not None:
        return months(found[0], *winter)
    if len(found) < 2:
        tail = text[4:].strip("年度底末")[-2:]
        found.append(found[0] // 100 * 100 + int(tail))
    span = years(found[0], found[1], "years")
    return close(span) if text[-1] in "底末" else span


def two_digit_year(text: str, view: View) -> Span | None:
    """59年, 98年: a year only where the document's own time makes it one; else it is a number of years."""
    number = year_number(text[:2])
    speaking = view.year or (view.ref.year if view.ref else 0)
    rest = text[3:]
    clear = rest not in ("", "初", "内", "中") or speaking < 2000
    if number is None or number < 49 or not speaking or not clear:
        return None
    if text[0] not in "0123456789" and speaking >= 2000 and number % 11 == 1 + number // 11:
        return None  # 七八年 is seven or eight years
    full = 1900 + number
    return sub_year(full, rest) if speaking >= 2000 or full <= speaking + 10 else None


def relative_year(text: str, view: View) -> Span | None:
    """今年, 去年底, 当年6月."""
    words = grammar().words["relative"]
    word = text[:3] if text[:3] in words else text[:2]
    row = words[word]
    number = view.base_year(row["shift"])
    if row.get("running") and view.year is not None:
        number = view.year + row["shift"]
    elif word == "上年" and view.year is not None:
        number = view.year - 1
    rest = text[len(word) :]
    return sub_year(number, rest) if number is not None else unknown(sub_year(2000, rest))


def bare(text: str, view: View) -> Span | None:
    """A part of a year without its year: the year spoken of, else the last one in which it is not still to come.

    With 前 behind it, it is a date to be met: 9月底前, said in June, is this September's.
    """
    number = view.topic if view.year is None else view.year
    if number is not None:
        return sub_year(number, text)
    if view.ref is None:
        return unknown(sub_year(2000, text))
    if view.looked is not None and not view.future and not view.due:
        span = sub_year(view.looked, text)
        if span and span.end and span.grain in _REPORTED and span.end.month >= view.ref.month + _QUARTER:
            return span  # 上半年 in an account of last year, told in March
    if view.headline is not None and not view.future and not view.due:
        span = sub_year(view.headline, text)
        if span is not None and span.grain in _REPORTED:
            return span
    span = sub_year(view.ref.year, text)
    if span is None or span.start is None or span.end is None:
        return sub_year(view.ref.year - 1, text)
    if view.future:
        past = span.end.month < view.ref.month - 1
        return sub_year(view.ref.year + 1, text) if past else span
    if span.grain in ("half", "quarter"):
        late = span.start.month - view.ref.month >= 5
    elif span.grain == "days" and span.start.month <= view.ref.month:
        late = False  # 1月13日至2月21日, told in January: days that have begun, or are about to
    else:
        late = span.end.year > view.ref.year or span.end.month > view.ref.month
        late = late and text not in ("上半年",)
    return sub_year(view.ref.year - 1, text) if late and not view.due else span


def whole(text: str, view: View) -> Span | None:
    """全年 and 年底, 年末 …: of the year spoken of; early in a year a report speaks of the last one."""
    rest = text.removeprefix("全年").removeprefix("年")
    number = view.topic if view.year is None else view.year
    if view.ref is not None and view.future and number is not None and number < view.ref.year:
        number = view.ref.year  # 去年为7万亩，全年目标是9万亩
    if number is not None:
        return sub_year(number, rest)
    if view.ref is None:
        return unknown(sub_year(2000, rest))
    last_month = {"": 4, "末": 4, "底": 2, "终": 2}.get(rest, 0)
    over = view.ref.month <= last_month and not view.future and not view.due
    return sub_year(view.ref.year - over, rest)


def century(text: str, view: View) -> Span | None:
    """上世纪90年代, 21世纪中叶, 本世纪末."""
    ref = view.ref.year if view.ref else 2000
    head, _, rest = text.rpartition("世纪")
    named = {"上": ref // 100 - 1, "上个": ref // 100 - 1, "下": ref // 100 + 1, "下个": ref // 100 + 1,
             "本": ref // 100}.get(head)  # fmt: skip
    count = named if named is not None else (small_number(head) or 0) - 1 if head else None
    if named is not None and view.ref is None:
        return Span(None, None, "decade")
    if "年代" not in rest:
        first = (count or 0) * 100
        low, high = {"中叶": (50, 50), "中期": (41, 60), "末": (100, 100), "末叶": (91, 100)}.get(rest, (1, 20))
        if not rest:
            return years(first + 1, first + 100, "decade")
        return years(first + low, first + high, "decade")
    digits, _, tail = rest.partition("年代")
    if len(digits) == 4:
        decade = int(digits)
    else:
        tens = small_number(digits if len(digits) == 2 and digits[1] == "十" else digits.replace("十", "0"))
        if tens is None:
            return None
        count = count if count is not None else ref // 100 - (ref // 100 * 100 + tens > ref)
        decade = count * 100 + tens
    low, high = {"初": (0, 3), "中": (4, 6), "末": (7, 9), "后": (7, 9)}.get(tail[:1], (0, 9))
    return years(decade + low, decade + high, "decade")
