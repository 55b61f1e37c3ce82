"""Linear pace: the share of the way covered, over the share of the time gone. Needs a stated base."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from pipelines.comparing.intervals import Interval

ON_TRACK = Fraction(95, 100)
NEEDS_ACCELERATION = Fraction(60, 100)


class Pace(NamedTuple):
    """`status` at both ends, "indeterminate" where they differ; the ends themselves, None where open."""

    status: str  # on_track | needs_acceleration | behind | indeterminate
    low: Decimal | None
    high: Decimal | None


def linear_pace(
    report: Interval, base: Interval, mark: Interval, direction: str, days: tuple[date, date, date]
) -> Pace | None:
    """The pace at the report's date. `days`: of base, report, deadline. All amounts in one unit.

    None where there is no way to go: the base is not short of the mark, or the report not between base and deadline.
    """
    begin, now, deadline = days
    sign = {"up": 1, "down": -1}.get(direction)
    fixed = (base.low, base.high, mark.low, mark.high)
    if sign is None or not begin < now <= deadline or any(end is None for end in fixed):
        return None
    bases, marks = ({Fraction(end) for end in pair if end is not None} for pair in (fixed[:2], fixed[2:]))
    if any(sign * (mark - base) <= 0 for base, mark in product(bases, marks)):
        return None
    time = Fraction((now - begin).days, (deadline - begin).days)
    near, far = (report.low, report.high) if sign > 0 else (report.high, report.low)
    # the share of the way is monotone in each amount, so its extremes lie at the corners
    slow, fast = (
        None if end is None else [(Fraction(end) - b) / (m - b) / time for b, m in product(bases, marks)]
        for end in (near, far)
    )
    lowest, highest = min(slow) if slow else None, max(fast) if fast else None
    worst = "behind" if lowest is None else _grade(lowest)
    best = "on_track" if highest is None else _grade(highest)
    return Pace(worst if worst == best else "indeterminate", _decimal(lowest), _decimal(highest))


def _grade(pace: Fraction) -> str:
    if pace >= ON_TRACK:
        return "on_track"
    return "needs_acceleration" if pace >= NEEDS_ACCELERATION else "behind"


def _decimal(pace: Fraction | None) -> Decimal | None:
    return None if pace is None else Decimal(pace.numerator) / Decimal(pace.denominator)
