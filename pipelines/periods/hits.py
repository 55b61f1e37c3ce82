"""What the periods package gives back: one time expression with its dates and its purpose."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.records import Period


class PeriodHit(NamedTuple):
    """One time expression: `flat[start:end]` (its 到, 截至, 比, 以来 included), its dates, and what it is for.

    kind: explicit | relative | since | asof | deadline | plan_period | base | comparison | rate | event_day | title.
    The first six say when the figures after them are from. base (从2015年的…) dates only the figure next to it;
    comparison is what a growth is measured against, rate is "a year", event_day a bare day, title a part of a name;
    aside (继去年增长后) dates its own clause alone.
    """

    start: int
    end: int
    time: Period
    kind: str
