"""Rules of holidays, months, weeks and days that are named from the reference."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from pipelines.periods.calendar import Span, day, months, shift_days, shift_months, small_number
from pipelines.periods.grammar import grammar
from pipelines.periods.parts import close, festival_days, sub_year
from pipelines.periods.view import View

_FAR: Final = timedelta(days=60)  # a holiday further ahead than this was the last one
_LONG_OVER: Final = timedelta(days=150)  # a holiday to come before is not one so long ago
_WEEKDAYS: Final = {char: index for index, char in enumerate("一二三四五六日")} | {"天": 6}


def holiday(text: str, view: View) -> Span | None:
    """春节假期, “五一”期间."""
    words = grammar().words["festival"]
    word = max((w for w in words if w in text), key=len)
    if view.year is not None:
        return festival_days(view.year, word)
    if view.ref is None:
        return Span(None, None, "days")
    span = festival_days(view.ref.year, word)
    if span and span.start and span.start - view.ref > _FAR and not view.due:
        span = festival_days(view.ref.year - 1, word)
    elif span and span.end and view.due and view.ref - span.end > _LONG_OVER:
        span = festival_days(view.ref.year + 1, word)  # 春节前, said in October
    return span or Span(None, None, "days")


def month_word(text: str, view: View) -> Span | None:
    """上月, 本月, 当月, 本月中旬, 上月底."""
    word = text.rstrip("上中下旬初底末")
    if tail := text[len(word) :]:
        whole = month_word(word, view)
        if whole is None or whole.end is None:
            return whole
        return sub_year(whole.end.year, f"{whole.end.month}月{tail}")
    row = grammar().words["month"][text]
    base = view.ref
    if row.get("running") and view.running and view.running.end:
        base = view.running.end
    if base is None:
        return Span(None, None, "month")
    year, month = shift_months(base, row["shift"])
    span = months(year, month, month, "month")
    if row["shift"] == -1 and span is not None and view.running in (span, close(span)):
        year, month = shift_months(base, -2)  # 5月份为…，上月为…, said in June
        return months(year, month, month, "month")
    return span


def week_word(text: str, view: View) -> Span | None:
    """上周: Monday to Sunday; 本周三: that day."""
    weekday = _WEEKDAYS.get(text[2:])
    if view.ref is None:
        return Span(None, None, "days" if weekday is None else "day")
    monday = shift_days(view.ref, 7 * grammar().words["week"][text[:2]]["shift"] - view.ref.weekday())
    if weekday is not None:
        found = monday and shift_days(monday, weekday)
        return Span(found, found, "day")
    return Span(monday, monday and shift_days(monday, 6), "days")


def day_word(text: str, view: View) -> Span | None:
    """昨日, 今天, 当天."""
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


def day_of_month(text: str, view: View) -> Span | None:
    """本报讯（记者…）23日: the last such day up to the reference; 25日前: the next."""
    number = small_number(text[:-1]) or 0
    if view.ref is None:
        return Span(None, None, "day") if 1 <= number <= 31 else None
    found = day(view.ref.year, view.ref.month, number)
    if found is None or (found > view.ref and not view.future and not view.due):
        found = day(*shift_months(view.ref, -1), number) or found
    return Span(found, found, "day") if found else None
