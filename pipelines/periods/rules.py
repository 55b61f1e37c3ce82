"""One rule a group of the grammar: the dates that an expression means, seen from a reference date.

Every rule takes the matched text and a `View` and gives a `Span`, or None where the text names no possible date
(2月30日). Where the reference is missing, the span keeps its grain and its ends are None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.periods.calendar import (
    Span,
    day,
    months,
    shift_days,
    shift_months,
    shift_years,
    small_number,
    year_number,
    years,
    years_back,
)
from pipelines.periods.grammar import YEAR2, YEAR4, grammar
from pipelines.periods.parts import close, holiday, sub_year

_YEAR = re.compile(YEAR4)
_YEAR2 = re.compile(YEAR2)
_COUNTS = re.compile(r"[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]")
_FAR = timedelta(days=60)  # a holiday further ahead than this was the last one


class View(NamedTuple):
    """What an expression is read against: the reference day, the event's day, and what the text spoke of before."""

    ref: date | None  # the day of publication
    event: date | None  # the day of the event, for words like 昨日
    year: int | None = None  # the year that the text is speaking of, for expressions without one
    running: Span | None = None  # the period that the text is speaking of
    future: bool = False  # a word before says that it is still to come
    topic: int | None = None  # the year that the whole document reports on

    def base_year(self, shift: int = 0) -> int | None:
        return self.ref.year + shift if self.ref else None


def resolve(group: str, text: str, view: View) -> Span | None:
    """Dates of the expression `text` that the grammar's rule `group` matched; None where it is no date at all."""
    return _RULES[group](text, view)


def _unknown(span: Span | None) -> Span | None:
    return span and Span(None, None, span.grain)


def _year(text: str, view: View) -> Span | None:
    year = year_number(text[:4])
    rest = text[4:].removeprefix("财").removeprefix("年")
    return None if year is None else sub_year(year, rest)


def _years(text: str, view: View) -> Span | None:
    found = [year for year in map(year_number, _YEAR.findall(text)) if year]
    if len(found) < 2:
        tail = text[4:].strip("年度底末")[-2:]
        found.append(found[0] // 100 * 100 + int(tail))
    span = years(found[0], found[1], "years")
    return close(span) if text[-1] in "底末" else span


def _two_digit_year(text: str, view: View) -> Span | None:
    """59年, 98年: a year only where the document's own time makes it one; else it is a number of years."""
    number = year_number(text[:2])
    speaking = view.year or (view.ref.year if view.ref else 0)
    rest = text[3:]
    clear = rest not in ("", "初", "内", "中") or speaking < 2000
    if number is None or number < 49 or not speaking or not clear:
        return None
    if text[0] not in "0123456789" and speaking >= 2000 and number % 11 == 1 + number // 11:
        return None  # 七八年 is seven or eight years
    year = 1900 + number
    return sub_year(year, rest) if speaking >= 2000 or year <= speaking + 10 else None


def _relative(text: str, view: View) -> Span | None:
    words = grammar().words["relative"]
    word = text[:3] if text[:3] in words else text[:2]
    row = words[word]
    year = view.base_year(row["shift"])
    if row.get("running") and view.year is not None:
        year = view.year + row["shift"]
    elif word == "上年" and view.year is not None:
        year = view.year - 1
    rest = text[len(word) :]
    return sub_year(year, rest) if year is not None else _unknown(sub_year(2000, rest))


def _bare(text: str, view: View) -> Span | None:
    """A part of a year without its year: the year spoken of, else the last one in which it is not still to come."""
    year = view.topic if view.year is None else view.year
    if year is not None:
        return sub_year(year, text)
    if view.ref is None:
        return _unknown(sub_year(2000, text))
    span = sub_year(view.ref.year, text)
    if span is None or span.start is None or span.end is None:
        return sub_year(view.ref.year - 1, text)
    if view.future:
        past = span.end.month < view.ref.month - 1
        return sub_year(view.ref.year + 1, text) if past else span
    if span.grain in ("half", "quarter"):
        late = span.start.month - view.ref.month >= 5
    else:
        late = span.end.year > view.ref.year or span.end.month > view.ref.month
        late = late and text not in ("上半年",)
    return sub_year(view.ref.year - 1, text) if late else span


def _whole(text: str, view: View) -> Span | None:
    """全年 and 年底, 年末 …: of the year spoken of; early in a year a report speaks of the last one."""
    rest = text.removeprefix("全年").removeprefix("年")
    year = view.topic if view.year is None else view.year
    if year is not None:
        return sub_year(year, rest)
    if view.ref is None:
        return _unknown(sub_year(2000, rest))
    last_month = {"": 4, "末": 4, "底": 2, "终": 2}.get(rest, 0)
    return sub_year(view.ref.year - (view.ref.month <= last_month and not view.future), rest)


def _century(text: str, view: View) -> Span | None:
    ref = view.ref.year if view.ref else 2000
    head, _, rest = text.rpartition("世纪")
    named = {"上": ref // 100 - 1, "上个": ref // 100 - 1, "下": ref // 100 + 1, "下个": ref // 100 + 1,
             "本": ref // 100}.get(head)  # fmt: skip
    century = named if named is not None else (small_number(head) or 0) - 1 if head else None
    if century is not None and view.ref is None and named is not None:
        return Span(None, None, "decade")
    if "年代" not in rest:
        first = (century or 0) * 100
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
        century = century if century is not None else ref // 100 - (ref // 100 * 100 + tens > ref)
        decade = century * 100 + tens
    first, last = {"初": (0, 3), "中": (4, 6), "末": (7, 9), "后": (7, 9)}.get(tail[:1], (0, 9))
    return years(decade + first, decade + last, "decade")


def _plan(text: str, view: View) -> Span | None:
    plans = grammar().lexicon["plans"]
    if text[0] == "第":
        number = small_number(text[1 : text.index("个")]) or 0
        if not 1 <= number <= len(plans):
            return None
        first, last = list(plans.values())[number - 1]
    else:
        bare = text.lstrip('“"‘「『')
        name = bare[:3] if bare[:3] in plans else bare[:2]
        first, last = plans[name]
    if text.endswith("以来"):
        return Span(date(first, 1, 1), view.ref, "since")
    if text.endswith(("末", "收官之年")):
        return years(last, last) if text[-1] == "年" else close(years(last, last))
    return years(first, first) if text.endswith("开局之年") else years(first, last, "plan")


def _era(text: str, view: View) -> Span | None:
    for word, row in sorted(grammar().words["era"].items(), key=lambda item: -len(item[0])):
        if word in text:
            return Span(row["start"], view.ref, "since")
    return None


def _counts(text: str) -> list[int]:
    return [n for n in map(small_number, _COUNTS.findall(text.replace("两", "二"))) if n is not None]


def _ahead(text: str, view: View) -> Span | None:
    """三年内, 3—5年内, 未来五年: by the end of the last year named, counted from the reference."""
    numbers = _counts(text.removeprefix("下一个").removeprefix("下个"))
    end = view.ref and numbers and shift_years(view.ref, numbers[-1])
    return Span(view.ref, date(end.year, 12, 31) if end else None, "ahead")


def _months_ahead(text: str, view: View) -> Span | None:
    numbers = _counts(text)
    if view.ref is None or not numbers:
        return Span(None, None, "ahead")
    year, month = shift_months(view.ref, numbers[-1])
    end = months(year, month, month)
    return end and Span(view.ref, end.end, "ahead")


def _back(text: str, view: View) -> Span | None:
    numbers = _counts(text)
    if view.ref is None or not numbers:
        return Span(None, view.ref, "since")
    if text.startswith("过去") and view.ref.month <= 3:  # a report at the turn of the year looks at whole years
        return years(view.ref.year - numbers[-1], view.ref.year - 1, "since")
    return Span(years_back(view.ref, numbers[-1]), view.ref, "since")


def _half_back(text: str, view: View) -> Span | None:
    if view.ref is None:
        return Span(None, None, "since")
    year, month = shift_months(view.ref, -6)
    return Span(day(year, month, 1), view.ref, "since")


def _holiday(text: str, view: View) -> Span | None:
    words = grammar().words["festival"]
    word = max((w for w in words if w in text), key=len)
    if view.year is not None:
        return holiday(view.year, word)
    if view.ref is None:
        return Span(None, None, "days")
    span = holiday(view.ref.year, word)
    if span and span.start and span.start - view.ref > _FAR:
        span = holiday(view.ref.year - 1, word)
    return span or Span(None, None, "days")


def _month_word(text: str, view: View) -> Span | None:
    row = grammar().words["month"][text]
    base = view.ref
    if row.get("running") and view.running and view.running.end:
        base = view.running.end
    if base is None:
        return Span(None, None, "month")
    year, month = shift_months(base, row["shift"])
    return months(year, month, month, "month")


def _week(text: str, view: View) -> Span | None:
    if view.ref is None:
        return Span(None, None, "days")
    monday = shift_days(view.ref, 7 * grammar().words["week"][text]["shift"] - view.ref.weekday())
    sunday = monday and shift_days(monday, 6)
    return Span(monday, sunday, "days")


def _day_word(text: str, view: View) -> Span | None:
    row = grammar().words["day"][text]
    shift, known = row["shift"], view.event
    if row.get("running"):
        base = view.running.end if view.running and view.running.grain == "day" else known or view.ref
    elif known and view.ref and (view.ref - known).days == -shift and shift < 0:
        base, shift = known, 0  # yesterday, in the paper of the day after, is the event's day
    else:
        base = (known if shift >= 0 and known else view.ref) or known
    found = base and shift_days(base, shift)
    return Span(found, found, "day")


def _day_of_month(text: str, view: View) -> Span | None:
    """本报讯（记者…）23日: the last such day up to the reference."""
    number = small_number(text[:-1]) or 0
    if view.ref is None:
        return Span(None, None, "day") if 1 <= number <= 31 else None
    found = day(view.ref.year, view.ref.month, number)
    if found is None or (found > view.ref and not view.future):
        found = day(*shift_months(view.ref, -1), number) or found
    return Span(found, found, "day") if found else None


_RULES: dict[str, Callable[[str, View], Span | None]] = {
    "vague": lambda text, view: Span(None, view.ref, "since"),
    "now": lambda text, view: Span(None, view.ref, "now"),
    "rate": lambda text, view: Span(None, None, "rate"),
    "since": lambda text, view: Span(None, view.ref, "since"),
    "same": lambda text, view: view.running or Span(None, None, "year"),
    "years": _years,
    "listed": _year,
    "year": _year,
    "year2": _two_digit_year,
    "relative": _relative,
    "century": _century,
    "plan": _plan,
    "era": _era,
    "ahead": _ahead,
    "months_ahead": _months_ahead,
    "back": _back,
    "half_back": _half_back,
    "whole": _whole,
    "point": _whole,
    "bare": _bare,
    "holiday": _holiday,
    "month": _month_word,
    "week": _week,
    "day": _day_word,
    "date": _day_of_month,
}
