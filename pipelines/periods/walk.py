"""The one pass over a text that finds its time expressions."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipelines.periods.around import Around
from pipelines.periods.calendar import Span, early
from pipelines.periods.grammar import grammar
from pipelines.periods.hits import PeriodHit
from pipelines.periods.purpose import Purpose
from pipelines.periods.rules import resolve
from pipelines.periods.shapes import DASH
from pipelines.periods.told import Told
from pipelines.periods.view import View
from pipelines.records import Period

_JOIN: Final = re.compile(DASH)
_TOTALLED: Final = 8  # code points behind 全年 in which 累计 speaks of it
_JOIN_LENGTH: Final = 2  # the longest of them
_SINCE: Final = re.compile("[^，。；]{0,8}以来")
_LIST: Final = frozenset("、和及与")
_RUNNING: Final = frozenset(("当年", "同年", "次年", "翌年"))
_OR: Final = frozenset("或、和及与")
_WHOLE: Final = frozenset(("whole", "point"))
_NO_DATE: Final = frozenset(("year", "relative", "bare"))  # 2023年2月29日 is no date, and neither is its 2月29日
_MAY_COME: Final = frozenset(("bare", "whole", "point", "date"))
_BY_SENTENCE: Final = frozenset(("bare", "holiday"))
_BY_RUNNING: Final = frozenset(("day", "month", "same", "report"))
_BY_PART: Final = (
    "分季度看，",
    "分季看，",
    "分月看，",
    "分月度看，",
    "从季度看，",
    "其中，",
    "其中",
)  # of the year just told
_DUE: Final = frozenset(("before", "around"))

# The dates of an expression, and what it is for where no word around it says otherwise (no Period: look around).
_Meaning = tuple[Span, Period | None, str]


def find_periods(flat: str, published_on: date | None, event_on: date | None) -> list[PeriodHit]:
    """Every time expression of `flat`, in order, without overlap.

    Dates are seen from `published_on`; words like 昨日 from `event_on`. Without them, or where the text itself is
    vague, an end is None. Never raises; time is linear in the text's length.
    """
    return _Walk(flat, published_on, event_on).run()


class _Walk:
    """One pass over one text."""

    def __init__(self, flat: str, ref: date | None, event: date | None) -> None:
        self.flat, self.ref, self.event = flat, ref, event
        self.grammar = grammar()
        self.around = Around(flat, self.grammar)
        self.told = Told(flat, ref, self.grammar)
        self.purpose = Purpose(ref, self.around, self.told)
        self.hits: list[PeriodHit] = []
        self.memo: dict[tuple[str, str, int | None, Span | None, bool, bool, int | None], _Meaning | None] = {}

    def run(self) -> list[PeriodHit]:
        flat, told, full, search = self.flat, self.told, self.grammar.full, self.grammar.screen.search
        place = search(flat)
        while place is not None:
            start = place.start()
            pos = start + 1
            rules = full.get(flat[start])
            whole = rules and rules.match(flat, start)
            if whole:
                if self._take(whole):
                    pos = told.end
                elif whole.lastgroup in _NO_DATE:
                    pos = whole.end()
            place = search(flat, pos)
        return self.hits

    def _take(self, whole: re.Match[str]) -> bool:
        """Make a hit of the match, unless it turns out to be no time expression."""
        group, told, around = str(whole.lastgroup), self.told, self.around
        start, end = whole.span()
        if group == "since" and start < told.since_at:  # the end of 自…以来, whose hit stands at 自…
            told.skip(end)
            return False
        after = told.end
        role, begin = "", start
        if start > after:
            told.pass_over(start)
            role, begin = around.prefix(start, after)
            if role == "beside" and not around.compared(end):
                role, begin = "", start
            if not role and start == after + 1 and self.flat[after] in _LIST:  # 力争2024年、2026年, 比2019年、2020年
                role = told.role
        suffix, last = around.suffix(group, end)
        meaning = self._mean(group, whole.group(), start, suffix in _DUE)
        if meaning is None:
            return False
        span, time, kind = meaning
        joined = self._join(role, begin, span)
        if joined is not None:
            before = self.hits.pop()
            span, time, begin, role = joined, None, before.start, "asof" if before.kind == "asof" else ""
        elif told.asof is not None and not role and not suffix and (group == "relative" or self._running(group, end)):
            span, time = self._to_date(whole.group(), span, told.asof, begin, end), None
        if time is None or role or suffix or around.in_name(group, begin, end):
            time, kind, last = self.purpose.of(group, span, role, suffix, begin, last)
        self.hits.append(PeriodHit(begin, last, time, kind))
        if group == "year" and span.end is not None:
            festival = self._festival(whole.group()) if span.grain == "days" else ""
            told.festivals = {festival: span.end.year} if festival else {}  # the last year named is meant
        told.remember(group, span, kind, role, last, kind == "asof" and group != "now" and suffix != "before")
        if last <= told.line:
            self.memo.clear()  # the first line may have named the year of all that follows
        return True

    def _mean(self, group: str, text: str, start: int, due: bool) -> _Meaning | None:
        """What the expression means here. Each meaning is worked out once for what it leans on."""
        told = self.told
        running: Span | None = None
        year: int | None = None
        if group in _BY_RUNNING:
            running = told.last_day if group == "day" else told.reported if group == "report" else told.spoken
            if group == "month" and running is None and told.asof is not None:
                running = Span(told.asof, told.asof, "day")  # 截至5月31日…；当月
        elif group in _BY_SENTENCE and self.ref is not None:
            year = told.sentence_year
            if year is None and group == "holiday":
                year = told.festivals.get(self._festival(text))  # 2004年春运…。春运期间
            if year is None and self.flat.endswith(_BY_PART, told.end, start) and told.spoken and told.spoken.end:
                year = told.spoken.end.year
        else:
            year = told.spoken.end.year if told.spoken and told.spoken.end else None
            if group == "relative" and text[:2] in _RUNNING and told.sentence_year is not None:
                year = told.sentence_year  # 1992年4月1日开通，当年…
            this = self.ref is not None and told.year == self.ref.year and told.looked_back() is None
            if this and self._early():  # 今年计划…, told in spring; …港全年完成 is of the year over
                this = not self.around.done(start + len(text))
            if year is None and group == "whole" and this:
                year = told.year  # 今年…, and in a later paragraph 全年
        future = group in _MAY_COME and (
            (told.future and start == told.end + 1 and self.flat[told.end] in _OR)
            or self.around.to_come(start, told.end)
            or (group in _WHOLE and self.around.due(start + len(text)))
            or (group == "whole" and not self._early() and self.around.aimed(start + len(text)))
        )
        if future and _SINCE.match(self.flat, start + len(text)):
            future = False  # 计划自1月1日实施以来
        looked: int | None = None
        if group == "bare":
            looked = None if self.around.comes(start + len(text)) else told.looked_back()
        elif future and group == "whole" and self.around.forecast(start, told.end):
            looked = told.looked_back()
            if looked is not None and year in (None, looked):
                year, future = looked, False  # 过去一年…，预计全年增长6%
        told.future = future
        key = (group, text, year, running, future, due, looked)
        if key not in self.memo:
            view = View(self.ref, self.event, year, running, future, due, told.topic, told.headline, looked)
            span = resolve(group, text, view)
            self.memo[key] = None if span is None else (span, *self.purpose.plain(group, span))
        return self.memo[key]

    def _early(self) -> bool:
        """Whether the document is of the first months of a year, which speak of the last one."""
        return self.ref is not None and early(self.ref)

    def _festival(self, text: str) -> str:
        """The festival that an expression names, "" for none."""
        return max((word for word in self.grammar.words["festival"] if word in text), key=len, default="")

    def _running(self, group: str, end: int) -> bool:
        """截至11月底，全年累计…: what is added up is of the year to date."""
        return group == "whole" and self.flat.find("累计", end, end + _TOTALLED) >= 0

    def _to_date(self, text: str, span: Span, asof: date, begin: int, end: int) -> Span:
        """截至11月底，今年…: the year runs to that day, unless the text speaks of what is still to come."""
        if text != "全年" and self.grammar.words["relative"].get(text, {}).get("shift") != 0:
            return span
        if span.grain != "year" or span.start is None or not span.start < asof < (span.end or asof):
            return span
        if self.around.comes(end) or self.around.to_come(begin, self.told.end):
            return span
        return Span(span.start, asof, "ytd")

    def _join(self, role: str, begin: int, span: Span) -> Span | None:
        """A range of two expressions, 去年6月至今年5月; None where they do not join."""
        first, after = self.told.joinable, self.told.end
        gap = begin - after
        if first is None or first.start is None or gap > _JOIN_LENGTH or self.told.open_from:
            return None
        if span.end is None or span.end <= first.start:
            return None
        if not (_JOIN.fullmatch(self.flat, after, begin) if gap else role == "until" and self.flat[begin] in "到至"):
            return None
        if "day" in (first.grain, span.grain):
            return Span(first.start, span.end, "days")
        january = first.start.month == first.start.day == 1
        to_date = january and first.start.year == span.end.year and span.end.month < 12
        return Span(first.start, span.end, "ytd" if to_date else "months")
