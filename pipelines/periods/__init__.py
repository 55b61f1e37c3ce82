"""Time expressions of a text, resolved to dates.

`find_periods` walks the text once. What an expression means comes from period_rules.py; what it is *for* (a since, an
as-of, a deadline, a base of comparison, a part of a title) comes from the words around it, here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from pipelines.periods.calendar import Span, shift_years
from pipelines.periods.grammar import DASH, Grammar, grammar
from pipelines.periods.rules import View, resolve
from pipelines.records import Period, TimeBasis

_STOP = re.compile("[。！？；;\n]")
_JOIN = re.compile(DASH)
_SINCE = re.compile("[^。！？；！\n]{0,40}?(?:以来|至今(?!年))")
_LIST = frozenset("、和及与")
_LEAD = 6  # how far before an expression a word like 预计 may stand
_FOLLOW = 12  # how far after 与2020年 its 相比 may stand
_TITLE = 80  # the longest title in 《》 that is looked through
_NOT_UNTIL = frozenset("达得受感看收见遇想找甚乃以冬夏")  # 达到, 甚至, 冬至 …
_DATED = frozenset(("year", "relative", "bare", "years", "year2"))
_RELATIVE = frozenset(("relative", "month", "week", "whole", "point", "holiday", "same"))
_FIXED: dict[str, str] = {"rate": "rate", "now": "asof", "vague": "since", "since": "since"}


class PeriodHit(NamedTuple):
    """One time expression: `flat[start:end]` (its 到, 截至, 比, 以来 included), its dates, and what it is for.

    kind: explicit | relative | since | asof | deadline | plan_period | base | comparison | rate | event_day | title.
    The first six say when the figures after them are from. base (从2015年的…) dates only the figure next to it;
    comparison is what a growth is measured against, rate is "a year", event_day a bare day, title a part of a name.
    """

    start: int
    end: int
    time: Period
    kind: str


def find_periods(flat: str, published_on: date | None, event_on: date | None) -> list[PeriodHit]:
    """Every time expression of `flat`, in order, without overlap.

    Dates are seen from `published_on`; words like 昨日 from `event_on`. Without them, or where the text itself is
    vague, an end is None. Never raises; time is linear in the text's length.
    """
    return _Walk(flat, published_on, event_on).run()


class _Walk:
    """One pass over one text, with what it has spoken of so far."""

    def __init__(self, flat: str, ref: date | None, event: date | None) -> None:
        self.flat, self.ref, self.event = flat, ref, event
        self.grammar: Grammar = grammar()
        self.hits: list[PeriodHit] = []
        self.end = 0  # where the last hit ended
        self.spoken: Span | None = None  # the last dated period of this paragraph
        self.sentence_year: int | None = None
        self.last_day: Span | None = None
        self.role = ""  # what the word before the last hit made of it
        self.open_from = False  # 从2015年的… stands, its 到2020年 to come
        self.joinable: Span | None = None  # the last hit, where it may be the first part of a range
        self.topic: int | None = None  # the year that a report's title names
        self.since_at = -1  # the 以来 that an earlier 自… already took
        self.memo: dict[tuple[str, str, int | None, bool], Span | None] = {}

    def run(self) -> list[PeriodHit]:
        flat, pos = self.flat, 0
        search: Callable[..., re.Match[str] | None] = self.grammar.screen.search
        match: Callable[..., re.Match[str] | None] = self.grammar.full.match
        found = search(flat, 0)
        while found is not None:
            start = found.start()
            whole = match(flat, start)
            pos = start + 1
            if whole is not None and self._take(whole):
                pos = self.end
            elif whole is not None and whole.lastgroup in ("year", "relative", "bare"):
                pos = whole.end()  # 2023年2月29日 is no date, and neither is its 2月29日
            found = search(flat, pos)
        return self.hits

    def _take(self, whole: re.Match[str]) -> bool:
        """Make a hit of the match, unless it turns out to be no time expression."""
        group, text, start, end = str(whole.lastgroup), whole.group(), whole.start(), whole.end()
        flat = self.flat
        if group == "since" and start < self.since_at:  # the end of 自…以来, whose hit stands at 自…
            self.end = end
            return False
        stop = _STOP.search(flat, self.end, start) if self.hits else None
        if stop is not None:
            self.open_from, self.joinable = False, None
            if stop.group() not in "；;" or _STOP.search(flat, stop.end(), start):
                self.sentence_year = None
            if "\n" in flat[self.end : start] and self.ref is not None:
                self.spoken = None
        role, begin = self._prefix(start)
        if role == "beside" and not self.grammar.following.search(flat, end, end + _FOLLOW):
            role, begin = "", start
        if not role and flat[self.end : start] in _LIST:  # 力争2024年、2026年, 比2019年、2020年
            role = self.role
        span = self._resolve(group, text, start)
        if span is None:
            return False
        joined = self._join(role, begin, span)
        if joined is not None:
            before = self.hits.pop()
            span, begin, role = joined, before.start, "asof" if before.kind == "asof" else ""
        suffix, end = self._suffix(group, end)
        period, kind, end = self._classify(group, span, role, suffix, begin, end)
        self._remember(group, span, kind, role, end)
        self.hits.append(PeriodHit(begin, end, period, kind))
        return True

    def _resolve(self, group: str, text: str, start: int) -> Span | None:
        future = group in ("bare", "whole", "point", "date") and self._to_come(start)
        spoken = self.spoken.end.year if self.spoken and self.spoken.end else None
        year = self.sentence_year if group in ("bare", "holiday") and self.ref is not None else spoken
        if group == "day":
            return resolve(group, text, View(self.ref, self.event, running=self.last_day))
        if group in ("month", "same"):
            return resolve(group, text, View(self.ref, self.event, running=self.spoken))
        key = (group, text, year, future)
        if key not in self.memo:
            self.memo[key] = resolve(group, text, View(self.ref, self.event, year, None, future, self.topic))
        return self.memo[key]

    def _to_come(self, start: int) -> bool:
        """A word shortly before (预计, 将) says that what follows is still to come."""
        return self.grammar.future.search(self.flat, max(self.end, start - _LEAD), start) is not None

    def _prefix(self, start: int) -> tuple[str, int]:
        """What the word right before makes of the expression, and where that word starts."""
        flat, known = self.flat, self.grammar.prefixes
        if start == self.end or flat[start - 1] not in self.grammar.prefix_ends:
            return "", start
        for length in (4, 3, 2, 1):
            begin = start - length
            if begin < self.end:
                continue
            role = known.get(flat[begin:start])
            if role is None:
                continue
            ahead = flat[begin - 1] if begin else ""
            if (role == "until" and ahead in _NOT_UNTIL and ahead) or (role == "compare" and ahead == "占"):
                return "", start
            return role, begin
        return "", start

    def _suffix(self, group: str, end: int) -> tuple[str, int]:
        if group in _FIXED or group in ("same", "back", "ahead", "era"):
            return "", end
        found = self.grammar.suffix.match(self.flat, end)
        return (self.grammar.suffixes[found.group()], found.end()) if found else ("", end)

    def _join(self, role: str, begin: int, span: Span) -> Span | None:
        """A range of two expressions, 去年6月至今年5月; None where they do not join."""
        first = self.joinable
        if first is None or first.start is None or span.end is None or span.end <= first.start or self.open_from:
            return None
        gap = self.flat[self.end : begin]
        if not ((role == "until" and not gap and self.flat[begin] in "到至") or (gap and _JOIN.fullmatch(gap))):
            return None
        same = first.start.year == span.end.year
        january = first.start.month == first.start.day == 1
        return Span(first.start, span.end, "days" if "day" in (first.grain, span.grain) else
                    "ytd" if same and january and span.end.month < 12 else "months")  # fmt: skip

    def _classify(
        self, group: str, span: Span, role: str, suffix: str, begin: int, end: int
    ) -> tuple[Period, str, int]:
        """Dates, kind and end of the hit, from the expression and the words around it."""
        flat, ref = self.flat, self.ref
        if group in _FIXED:
            kind = "base" if role == "from" and group == "now" else _FIXED[group]
            return Period(span.start, span.end, _basis(span)), kind, end
        if self._in_title(group, span, begin, end):
            return Period(span.start, span.end, "flow"), "title", end
        compared = role in ("compare", "beside") or suffix == "same_period"
        if group == "same" and not compared and not flat.startswith(("历", "往", "近"), begin):
            return Period(span.start, span.end, _basis(span)), "relative", end
        if compared or group == "same":
            return self._base(group, span, suffix), "comparison", end
        if role in ("since", "from") and not suffix and span.grain != "since":
            reach = _SINCE.match(flat, end)
            if reach:
                suffix, self.since_at = "since", reach.end()
        if suffix == "since" or span.grain == "since" or (role == "since" and suffix in ("", "onward")):
            return self._since(span), "since", end
        if span.grain == "ahead" or (suffix == "before" and (ref is None or _later(span, ref))):
            return Period(span.start if span.grain == "ahead" else None, span.end, "deadline"), "deadline", end
        if suffix == "before":
            return Period(None, span.end, "point"), "asof", end
        if suffix == "onward":
            return Period(span.start, None, "flow"), "explicit", end
        if role == "asof":
            return Period(None, span.end, "point"), "asof", end
        if role == "until" and not self.open_from:
            later = ref is not None and _later(span, ref)
            return Period(None, span.end, "deadline" if later else "point"), "deadline" if later else "asof", end
        if span.grain == "close":
            later = ref is not None and _later(span, ref)
            return Period(None, span.end, "deadline" if later else "point"), "deadline" if later else "asof", end
        if span.grain == "decade" and ref and span.start and span.start > ref:
            return Period(None, span.end, "deadline"), "deadline", end
        ahead = ref is not None and _later(span, ref) and self.grammar.future.search(flat, end, end + _LEAD)
        if group == "whole" and (ahead or self._to_come(begin)):
            return Period(span.start, span.end, "deadline"), "deadline", end
        if role == "from":
            return Period(span.start, span.end, _basis(span)), "base", end
        return Period(span.start, span.end, _basis(span)), _kind(group, span), end

    def _since(self, span: Span) -> Period:
        """From the start of the span to the reference; within one year that is the year to date.

        Where the paragraph reports on the year to some month, a longer stretch ends with that month too.
        """
        end, spoken = span.end if span.grain == "since" else self.ref, self.spoken
        if spoken and spoken.grain == "ytd" and span.start and spoken.start and span.start < spoken.start:
            end = spoken.end
        if end and span.start and span.start > end:
            end = None
        if span.grain == "year" and span.start and end and span.start.year == end.year:
            return Period(span.start, end, "ytd")
        whole = end is not None and span.start is not None and (end.month, end.day) == (12, 31) and end != self.ref
        return Period(span.start, end, "flow" if whole else "cumulative")

    def _base(self, group: str, span: Span, suffix: str) -> Period:
        """The period a growth is measured from: for 同期, the running period in the year before."""
        running = self.spoken
        if (suffix == "same_period" or group == "same") and running and running.end:
            shift = -1 if group == "same" or span.end is None else span.end.year - running.end.year
            if shift < 0:
                start = shift_years(running.start, shift) if running.start else None
                return Period(start, shift_years(running.end, shift), _basis(running))
        if group == "same":
            return Period(None, None, "flow")
        return Period(span.start, span.end, _basis(span))

    def _in_title(self, group: str, span: Span, begin: int, end: int) -> bool:
        """Inside 《》, or the first part of a name such as 2035年远景目标."""
        whole = group in ("year", "years", "plan") and span.grain in ("year", "years", "plan")
        if whole and self.grammar.names.match(self.flat, end):
            return True
        opened = self.flat.rfind("《", max(0, begin - _TITLE), begin)
        return opened >= 0 and self.flat.find("》", opened, begin) < 0

    def _remember(self, group: str, span: Span, kind: str, role: str, end: int) -> None:
        self.end, self.role = end, role if kind in ("deadline", "comparison", "asof") else ""
        if kind == "base":
            self.open_from = True
        if self.topic is None and group == "year" and span.grain == "year" and span.end is not None:
            self._set_topic(end, span.end)
        plain = kind in ("explicit", "relative", "event_day", "asof", "deadline")
        dated = plain and span.end is not None and span.start is not None
        self.joinable = span if dated and span.grain not in ("years", "plan", "decade", "ahead") else None
        if not dated or group not in _DATED or kind == "deadline":
            return
        if span.grain == "day":
            self.last_day = span
            if group == "bare":
                return
        if kind != "event_day":
            self.spoken = span
        if group != "years" and span.end is not None:
            self.sentence_year = span.end.year

    def _set_topic(self, end: int, last: date) -> None:
        """A past year in the first line of a bulletin is what the whole document reports on."""
        line = self.flat.find("\n", 0, _TITLE)
        line = _TITLE if line < 0 else line
        past = self.ref is None or last <= self.ref
        if past and end <= line and self.grammar.reports.search(self.flat, 0, line):
            self.topic = last.year


def _later(span: Span, ref: date) -> bool:
    return span.end is not None and span.end > ref


@cache
def _basis_of(grain: str) -> TimeBasis:
    if grain in ("day", "close", "opening", "now"):
        return "point"
    known: dict[str, TimeBasis] = {"ytd": "ytd", "since": "cumulative", "ahead": "deadline"}
    return known.get(grain, "flow")


def _basis(span: Span) -> TimeBasis:
    return _basis_of(span.grain)


def _kind(group: str, span: Span) -> str:
    if span.grain == "day" or group == "date":
        return "event_day"
    if group == "plan":
        return "plan_period"
    if span.grain == "days" and span.start and span.end and (span.end - span.start).days < 7 and group == "bare":
        return "event_day"
    return "relative" if group in _RELATIVE else "explicit"
