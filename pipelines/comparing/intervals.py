"""What a bounded figure says of the true value, as an interval; and how far an interval meets a threshold.

    exact 5        [5, 5]            nearly 3000    (2000, 3000)   up to one unit of the last printed non-zero digit
    more_than 5    (5, open)         about 3000     [2500, 3500]   half a unit of it, either side
    at_least 5     [5, open)         range 5 to 7   [5, 7]

A negative figure (a fall) is bounded by its size: "a fall of more than 10" is below -10.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Literal, NamedTuple

from pipelines.records import Bound

Verdict = Literal["met", "short", "unclear"]

_STORED = Decimal("0.000001")  # the table's DECIMAL(38,6)
_WIDE = Context(prec=60)  # room for the largest amount the table holds


class Interval(NamedTuple):
    """All values that the text allows; None where an end is open to infinity."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False  # the end itself is ruled out
    high_open: bool = False

    def mirrored(self) -> Interval:
        """The interval of the negated values."""
        low = None if self.high is None else -self.high
        return Interval(low, None if self.low is None else -self.low, self.high_open, self.low_open)

    def disjoint(self, other: Interval) -> bool:
        """Whether the two cannot hold together."""
        return _below(self, other) or _below(other, self)

    def stored(self) -> Interval:
        """Ends at the table's six decimals, rounded outwards, so that rounding never sharpens a statement."""
        low = None if self.low is None else self.low.quantize(_STORED, ROUND_FLOOR, _WIDE)
        high = None if self.high is None else self.high.quantize(_STORED, ROUND_CEILING, _WIDE)
        return self._replace(low=low, high=high)


def interval(value: Decimal | None, low: Decimal | None, high: Decimal | None, bound: Bound) -> Interval:
    """The values that a figure allows. `low` and `high` count for a range, or where there is no single value."""
    if bound == "range" or value is None:
        return Interval(low, high, bound == "more_than", bound == "less_than")
    size = abs(value)
    step = Decimal(1).scaleb(_exponent(size.normalize())) if size else Decimal(1)
    made = {
        "exact": Interval(size, size),
        "more_than": Interval(size, None, low_open=True),
        "at_least": Interval(size, None),
        "less_than": Interval(None, size, high_open=True),
        "at_most": Interval(None, size),
        "nearly": Interval(size - step, size, low_open=True, high_open=True),
        "about": Interval(size - step / 2, size + step / 2),
    }[bound]
    return made.mirrored() if value < 0 else made


def threshold(value: Decimal | None, low: Decimal | None, high: Decimal | None, bound: Bound) -> tuple[Interval, bool]:
    """Where a target's mark may lie, and whether reaching the mark itself is not enough (more than, less than)."""
    strict = bound in ("more_than", "less_than")
    if strict or bound in ("at_least", "at_most"):
        mark = next((end for end in (value, low, high) if end is not None), None)
        return Interval(mark, mark), strict
    return interval(value, low, high, bound), False


def rounded(value: Decimal, as_published: str) -> Interval:
    """The values that round to a printed figure: 127 gives [126.5, 127.5), 127.0 gives [126.95, 127.05)."""
    printed = re.search(r"\d+(?:\.(\d+))?", unicodedata.normalize("NFKC", as_published))
    places = len(printed[1] or "") if printed else max(0, -_exponent(value))
    half = Decimal(1).scaleb(-places) / 2
    return Interval(value - half, value + half, high_open=True)


def judge(report: Interval, mark: Interval, strict: bool, direction: str) -> Verdict:
    """Whether every value of the report meets every mark ("met"), none meets any ("short"), or it is "unclear".

    `direction` "down": a lower value is the better one. Any other direction than up and down cannot be judged.
    """
    if direction == "down":
        return judge(report.mirrored(), mark.mirrored(), strict, "up")
    if direction != "up":
        return "unclear"
    if report.low is not None and mark.high is not None:
        beyond = not strict or report.low_open or mark.high_open
        if report.low > mark.high or (report.low == mark.high and beyond):
            return "met"
    if report.high is not None and mark.low is not None:
        outside = strict or report.high_open or mark.low_open
        if report.high < mark.low or (report.high == mark.low and outside):
            return "short"
    return "unclear"


def ratio(part: Interval, whole: Interval) -> Interval:
    """`part / whole` for amounts above zero; an end that cannot be worked out is None."""
    if any(end is not None and end <= 0 for end in whole[:2]):
        return Interval(None, None)
    low = None if part.low is None or whole.high is None or part.low < 0 else part.low / whole.high
    high = None if part.high is None or whole.low is None or part.high < 0 else part.high / whole.low
    return Interval(low, high, part.low_open or whole.high_open, part.high_open or whole.low_open)


def _below(first: Interval, second: Interval) -> bool:
    if first.high is None or second.low is None:
        return False
    return first.high < second.low or (first.high == second.low and (first.high_open or second.low_open))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0  # a letter for NaN and infinity, which no figure is
