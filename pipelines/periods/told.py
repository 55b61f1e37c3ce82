"""What a text has spoken of so far: what a later expression may lean on."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipelines.periods.calendar import Span, early
from pipelines.periods.grammar import Grammar

_STOP: Final = re.compile("[。！？；;\n]")
_TITLE: Final = 80  # a first line longer than this is no title
_DATED: Final = frozenset(("year", "relative", "bare", "years", "year2", "report"))
_REPORTS: Final = frozenset(("year", "half", "ytd"))
_PLAIN: Final = frozenset(("explicit", "relative", "event_day", "asof", "deadline"))
_UNJOINED: Final = frozenset(("years", "plan", "decade", "ahead", "ago"))
_TOLD: Final = frozenset(("explicit", "relative", "title"))


class Told:
    """The memory of one pass over one text. `end` is where its last hit ended."""

    def __init__(self, flat: str, ref: date | None, grammar: Grammar) -> None:
        self.flat, self.ref, self.grammar = flat, ref, grammar
        self.end = 0
        self.festivals: dict[str, int] = {}  # the year of each that was named with one
        self.seen = 0  # how far it has been looked for stops
        self.stopped = False  # one stood since the last hit
        self.spoken: Span | None = None  # the last dated period of this paragraph
        self.sentence_year: int | None = None
        self.asof: date | None = None  # the 截至 of this sentence
        self.last_day: Span | None = None
        self.year: int | None = None  # the year last named from the reference (今年, 去年), in whatever paragraph
        self.to_date: Span | None = None  # the last year to date of this paragraph
        self.reported: Span | None = None  # the last year or part of a year that a report may be about
        self.role = ""  # what the word before the last hit made of it
        self.open_from = False  # 从2015年的… stands, its 到2020年 to come
        self.joinable: Span | None = None  # the last hit, where it may be the first part of a range
        self.topic: int | None = None  # the year that a report's title names
        self.headline: int | None = None  # the year that the first line names, of whatever kind
        self.future = False  # the last hit was said to be still to come
        self.since_at = -1  # the 以来 that an earlier 自… already took
        found = flat.find("\n", 0, _TITLE)
        self.line = found if found >= 0 else _TITLE
        self.titled = found >= 0

    def looked_back(self) -> int | None:
        """The year just over, where the last year told is that one: early in a year a text may be an account of it."""
        told, ref = self.reported, self.ref
        if ref is None or not early(ref) or told is None or told.grain != "year" or told.end is None:
            return None
        return told.end.year if told.end.year == ref.year - 1 else None

    def pass_over(self, start: int) -> None:
        """What the stretch from the last hit to `start` makes forget: a sentence, a paragraph."""
        flat, seen, self.seen = self.flat, self.seen, start
        stop = _STOP.search(flat, seen, start)
        if stop is None:
            return
        self.open_from, self.joinable = False, None
        if self.stopped or stop.group() not in "；;" or _STOP.search(flat, stop.end(), start):
            self.sentence_year = self.asof = None
        self.stopped = True
        if self.ref is not None and flat.find("\n", seen, start) >= 0:
            self.spoken = self.to_date = None

    def skip(self, end: int) -> None:
        """Go on behind `end`, where something stands that is no hit of its own."""
        self.end = self.seen = end
        self.stopped = False

    def remember(self, group: str, span: Span, kind: str, role: str, end: int, cut_off: bool) -> None:
        """Take note of a hit; `cut_off` where it is the day that the sentence's figures run to."""
        self.skip(end)
        self.role = role if kind in ("deadline", "comparison", "asof") else ""
        if kind == "base":
            self.open_from = True
        if end <= self.line and group == "year" and span.end is not None:
            self._head(span, span.end, kind)
        if cut_off:
            self.asof = span.end
        dated = kind in _PLAIN and span.end is not None and span.start is not None
        self.joinable = span if dated and span.grain not in _UNJOINED else None
        if group == "back" and self._year_over(span):  # 过去一年, told at the turn of the year
            self.spoken = self.reported = Span(span.start, span.end, "year")
        if group not in _DATED:
            if group == "whole" and self.spoken is None and dated and self.ref and span.end and span.end < self.ref:
                self.spoken = span  # 全年, told in January: 上年 is the one before it
            return
        if group == "relative" and span.grain == "year" and span.end is not None and kind != "comparison":
            self.year = span.end.year
        if span.grain in _REPORTS and kind in _TOLD and not (self.ref and span.start and span.start > self.ref):
            self.reported = span
        if not dated or kind == "deadline":
            return
        if span.grain == "day":
            self.last_day = span
            if group == "bare":
                return
        if kind != "event_day":
            self.spoken = span
            if span.grain == "ytd":
                self.to_date = span
        if group != "years" and span.end is not None:
            self.sentence_year = span.end.year

    def _year_over(self, span: Span) -> bool:
        first, last = span.start, span.end
        return first is not None and last is not None and first.year == last.year < (self.ref or last).year

    def _head(self, span: Span, last: date, kind: str) -> None:
        """A past year in the first line is what halves and quarters are of, and in a bulletin all there is."""
        past = self.ref is None or last <= self.ref
        if (
            self.topic is None
            and span.grain == "year"
            and past
            and self.grammar.reports.search(self.flat, 0, self.line)
        ):
            self.topic = last.year
        running = self.ref is None or last.year <= self.ref.year
        if self.headline is None and self.titled and kind != "title" and running:
            self.headline = last.year
