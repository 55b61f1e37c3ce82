"""Which rows may be held against each other. The rules are general: they know no indicator by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipelines.catalogue import Indicator
from pipelines.comparing.intervals import Interval, interval, judge
from pipelines.records import Observation
from pipelines.units import convert, same_dimension

Series = tuple[str, str, str]  # indicator, area, measure


class Held(NamedTuple):
    """The report that a target is held against."""

    observation: Observation
    interval: Interval  # in the target's unit
    disputed: bool  # another report of the same date cannot hold together with this one


def series(o: Observation) -> Series:
    """Rows of one series state the same thing of the same place."""
    return o.indicator_id, o.ref_area, o.measure


def basis(o: Observation, indicator: Indicator) -> str:
    """How a figure counts time: flow, ytd, cumulative or point.

    A bare deadline counts as its indicator does; a year to date that covers the whole year is that year's flow.
    """
    stated = indicator.time_basis if o.time_basis == "deadline" else o.time_basis
    if stated not in ("flow", "ytd"):
        return "cumulative" if stated == "cumulative" else "point"
    return "flow" if is_year(start(o, indicator), o.time_end) else stated


def start(o: Observation, indicator: Indicator) -> date | None:
    """Start of a figure's period. "By 2025" of a quantity counted by the year means the year 2025."""
    if o.time_basis != "deadline":
        return o.time_start
    yearly = indicator.time_basis in ("flow", "ytd")
    return date(o.time_end.year, 1, 1) if yearly and o.time_end else None


def is_year(first: date | None, last: date | None) -> bool:
    """Whether the two days are the ends of one calendar year."""
    return bool(first and last and (first.month, first.day) == (1, 1) and last == date(first.year, 12, 31))


def live_targets(
    targets: Iterable[Observation], indicators: Mapping[str, Indicator], published_on: Mapping[str, date | None]
) -> list[Observation]:
    """Targets that no later document states anew. Two different marks within the last document are both kept."""
    groups: dict[object, list[Observation]] = defaultdict(list)
    for o in targets:
        indicator = indicators[o.indicator_id]
        groups[(series(o), o.time_end, basis(o, indicator), start(o, indicator))].append(o)
    live: list[Observation] = []
    for group in groups.values():
        group.sort(key=lambda o: (published_on.get(o.document_id) or date.min, o.document_id, o.span_start, o.obs_id))
        last = {(o.value, o.low, o.high, o.bound): o for o in group if o.document_id == group[-1].document_id}
        live.extend(last.values())
    return live


def latest_report(target: Observation, indicator: Indicator, reports: Iterable[Observation]) -> Held | None:
    """The comparable report of the latest date; of several, the most precise."""
    time_basis, first, last = basis(target, indicator), start(target, indicator), target.time_end

    def fits(o: Observation) -> bool:
        if time_basis in ("flow", "ytd"):
            return first is not None and (o.time_start, o.time_end) == (first, last)
        if o.time_end is None or (last is not None and o.time_end > last):
            return False
        return None in (first, o.time_start) or first == o.time_start

    return _most_precise(target, [o for o in reports if basis(o, indicator) == time_basis and fits(o)])


def earlier_year(target: Observation, indicator: Indicator, reports: Iterable[Observation]) -> Held | None:
    """The latest year before the year that a yearly target is set for. Shows a pace, and cannot meet the target."""
    first, last = start(target, indicator), target.time_end
    if last is None or not is_year(first, last):
        return None
    years = [o for o in reports if basis(o, indicator) == "flow" and is_year(o.time_start, o.time_end)]
    return _most_precise(target, [o for o in years if o.time_end and o.time_end < last])


def overdue_total(
    target: Observation, indicator: Indicator, reports: Iterable[Observation], mark: Interval, strict: bool
) -> Held | None:
    """A running total still short after the deadline: as totals do not fall, it was short at the deadline too."""
    last = target.time_end
    if last is None or basis(target, indicator) != "cumulative":
        return None
    later = [o for o in reports if o.time_end and o.time_end > last]
    held = latest_report(target._replace(time_end=None), indicator, later)
    return held if held and judge(held.interval, mark, strict, "up") == "short" else None


def level_of(rate: Observation, levels: Iterable[Observation]) -> Observation | None:
    """The amount that a completion rate is stated of: same document and period, nearest in the text."""
    where = (rate.document_id, rate.time_start, rate.time_end)
    near = [o for o in levels if (o.document_id, o.time_start, o.time_end) == where and (o.value or 1) > 0]

    def gap(o: Observation) -> tuple[int, bool, str]:
        apart = max(rate.span_start - o.span_end, o.span_start - rate.span_end)
        return apart, o.span_start > rate.span_start, o.obs_id

    return min(near, key=gap, default=None)


def base_of(target: Observation, base: Observation | None) -> Observation | None:
    """`base` if a target can start from it: a dated report of the same series."""
    if base is None or base.claim != "reported" or base.time_end is None or series(base) != series(target):
        return None
    return base if same_dimension(base.unit, target.unit) else None


def in_unit(o: Observation, unit: str) -> Interval:
    """The values that a row allows, stated in `unit`."""
    ends = interval(o.value, o.low, o.high, o.bound)
    low = None if ends.low is None else convert(ends.low, o.unit, unit)
    return ends._replace(low=low, high=None if ends.high is None else convert(ends.high, o.unit, unit))


def _most_precise(target: Observation, found: list[Observation]) -> Held | None:
    found = [o for o in found if same_dimension(o.unit, target.unit)]
    day = max((o.time_end for o in found if o.time_end), default=None)
    same_day = [(o, in_unit(o, target.unit)) for o in found if day and o.time_end == day]
    if not same_day:
        return None
    best, ends = min(same_day, key=lambda pair: (_width(pair[1]), pair[0].obs_id))
    return Held(best, ends, any(ends.disjoint(other) for _, other in same_day))


def _width(ends: Interval) -> Decimal:
    return Decimal("Infinity") if ends.low is None or ends.high is None else ends.high - ends.low
