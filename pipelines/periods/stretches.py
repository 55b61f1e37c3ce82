"""Rules of stretches of years: five-year plans, eras, and years counted back or ahead from the reference."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipelines.periods.calendar import (
    Span,
    day,
    early,
    months,
    shift_months,
    shift_years,
    small_number,
    years,
    years_back,
)
from pipelines.periods.grammar import grammar
from pipelines.periods.parts import close
from pipelines.periods.view import View

_COUNTS: Final = re.compile(r"[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]")
_SPRING: Final = 4
_NTH: Final = re.compile("(第[一二三四五]|头一|最后一)年$")
_PART: Final = re.compile("([前头后])([两二三四])年$")
_FIRST_TWO_DIGIT_YEAR: Final = 49  # 49年 is 1949 in a paper of the last century


def plan(text: str, view: View) -> Span | None:
    """“十四五”期间, 第一个五年计划, “十五五”末."""
    plans = grammar().lexicon["plans"]
    if text[0] == "第":
        number = small_number(text[1 : text.index("个")]) or 0
        if not 1 <= number <= len(plans):
            return None
        first, last = list(plans.values())[number - 1]
    else:
        unquoted = text.lstrip('“"‘「『')
        name = unquoted[:3] if unquoted[:3] in plans else unquoted[:2]
        first, last = plans[name]
    if text.endswith("以来"):
        return Span(date(first, 1, 1), view.ref, "since")
    if part := _PART.search(text):
        count = small_number(part[2].replace("两", "二")) or 1
        return years(first, first + count - 1, "years") if part[1] in "前头" else years(last - count + 1, last, "years")
    if nth := _NTH.search(text):
        year = last if nth[1] == "最后一" else first + (small_number(nth[1].strip("第头")) or 1) - 1
        return years(year, year)
    if text.endswith(("末", "收官之年")):
        return years(last, last) if text[-1] == "年" else close(years(last, last))
    return years(first, first) if text.endswith("开局之年") else years(first, last, "plan")


def era(text: str, view: View) -> Span | None:
    """改革开放以来, 党的二十大以来."""
    for word, row in sorted(grammar().words["era"].items(), key=lambda item: -len(item[0])):
        if word in text:
            ahead = view.ref is not None and row["start"] > view.ref  # a paper older than the event
            return Span(row["start"], None if ahead else view.ref, "since")
    return None


def _counts(text: str) -> list[int]:
    return [n for n in map(small_number, _COUNTS.findall(text.replace("两", "二"))) if n is not None]


def years_ahead(text: str, view: View) -> Span | None:
    """三年内, 3—5年内, 未来五年: by the end of the last year named, counted from the reference.

    今后五年, told at the turn of the year, begins with that year.
    """
    numbers = _counts(text.removeprefix("下一个").removeprefix("下个"))
    begun = view.ref is not None and early(view.ref) and text.startswith(("今后", "未来"))
    end = view.ref and numbers and shift_years(view.ref, numbers[-1] - begun)
    return Span(view.ref, date(end.year, 12, 31) if end else None, "ahead")


def months_ahead(text: str, view: View) -> Span | None:
    """三个月内."""
    numbers = _counts(text)
    if view.ref is None or not numbers:
        return Span(None, None, "ahead")
    year, month = shift_months(view.ref, numbers[-1])
    end = months(year, month, month)
    return end and Span(view.ref, end.end, "ahead")


def last_years(text: str, view: View) -> Span | None:
    """五年来, 近三年, 过去五年."""
    numbers = _counts(text)
    if view.ref is None or not numbers:
        return Span(None, view.ref, "since")
    if text.startswith("过去") and early(view.ref):  # a report at the turn of the year looks at whole years
        return years(view.ref.year - numbers[-1], view.ref.year - 1, "since")
    return Span(years_back(view.ref, numbers[-1]), view.ref, "since")


def last_months(text: str, view: View) -> Span | None:
    """十个月来, told in November: the year to date; 三个月来, told in August: since May."""
    numbers = _counts(text)
    if view.ref is None or not numbers:
        return Span(None, view.ref, "since")
    if numbers[-1] == view.ref.month - 1:
        return months(view.ref.year, 1, numbers[-1], "ytd")
    if numbers[-1] == view.ref.month:
        return Span(day(view.ref.year, 1, 1), view.ref, "since")
    year, month = shift_months(view.ref, -numbers[-1])
    return Span(day(year, month, 1), view.ref, "since")


def last_half_year(text: str, view: View) -> Span | None:
    """半年来, 近半年."""
    if view.ref is None:
        return Span(None, None, "since")
    year, month = shift_months(view.ref, -6)
    return Span(day(year, month, 1), view.ref, "since")


def years_ago(text: str, view: View) -> Span | None:
    """三年前: that year; 一年半前, 半年前: that month. 59年前, in a paper of the last century, is before 1959."""
    if view.ref is None:
        return Span(None, None, "ago")
    count = (_counts(text) or [0])[0]
    if text[0].isascii() and count >= _FIRST_TWO_DIGIT_YEAR and (view.year or view.ref.year) < 2000:
        return close(years(1900 + count, 1900 + count))
    if "半" in text:
        year, month = shift_months(view.ref, -12 * count - 6)
        return months(year, month, month, "ago")
    return years(view.ref.year - count, view.ref.year - count, "ago")


def season(text: str, view: View) -> Span | None:
    """今冬明春: November to April; 今夏: June to August."""
    if view.ref is None:
        return Span(None, None, "months")
    row = grammar().words["season"][text]
    begun = text == "今冬" and view.ref.month <= _SPRING  # the winter that began in the year before
    return months(view.ref.year + row["shift"] - begun, *row.get("months", (11, 4)))


def term(text: str, view: View) -> Span | None:
    """上季度, 本季度末."""
    if view.ref is None:
        return Span(None, None, "quarter")
    shift = grammar().words["term"][text.rstrip("初底末")]["shift"]
    year, month = shift_months(view.ref.replace(day=1), 3 * shift - (view.ref.month - 1) % 3)
    span = months(year, month, month + 2, "quarter")
    return close(span) if text[-1] in "底末" else months(year, month, month) if text[-1] == "初" else span


def pair(text: str, view: View) -> Span | None:
    """今明两年."""
    if view.ref is None:
        return Span(None, None, "years")
    first, last = grammar().words["pair"][text]["years"]
    return years(view.ref.year + first, view.ref.year + last, "years")


def report_period(text: str, view: View) -> Span | None:
    """报告期内: the half-year or year that the text named last; none named, no period."""
    running = view.running
    if running is None or running.start is None:
        return running
    return close(running) if text.endswith("末") else running
