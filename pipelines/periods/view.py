"""What a time expression is read against."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pipelines.periods.calendar import Span


class View(NamedTuple):
    """The reference day, the event's day, and what the text spoke of before the expression."""

    ref: date | None  # the day of publication
    event: date | None  # the day of the event, for words like 昨日
    year: int | None = None  # the year that the text is speaking of, for expressions without one
    running: Span | None = None  # the period that the text is speaking of
    future: bool = False  # a word before says that it is still to come
    due: bool = False  # 前 or 前后 follows: a date to be met
    topic: int | None = None  # the year that the whole document reports on
    headline: int | None = None  # the year that the first line names

    looked: int | None = None  # the year just over that the text looks back on

    def base_year(self, shift: int = 0) -> int | None:
        return self.ref.year + shift if self.ref else None


def unknown(span: Span | None) -> Span | None:
    """The span without its dates: how closely the text dates is known, the year is not."""
    return span and Span(None, None, span.grain)
