"""Targets against reports. A status never says more than the evidence does, and look-alikes are never joined.

Comparable is a report of the same indicator, area and measure whose time agrees with the target's:

    flow, year to date    the report covers exactly the target's period: never a year to date against a year
    point, cumulative     the report has the same basis and is dated no later than the deadline; the latest one counts

Of a target stated again in a later document the later statement is the live one. A plan (claim "plan") is no target.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pipelines.catalogue import Catalogue, Indicator
from pipelines.comparing.intervals import Interval, interval, judge, ratio, rounded, threshold
from pipelines.comparing.pace import linear_pace
from pipelines.comparing.series import (
    Held,
    Series,
    base_of,
    earlier_year,
    in_unit,
    latest_report,
    level_of,
    live_targets,
    overdue_total,
    series,
)
from pipelines.records import Observation, Progress
from pipelines.units import convert

_ONE, _HUNDRED = (Interval(Decimal(n), Decimal(n)) for n in (1, 100))


def assess(
    observations: Sequence[Observation],
    catalogue: Catalogue,
    as_of: date | None,
    *,
    published_on: Mapping[str, date | None] | None = None,
    bases: Mapping[str, str] | None = None,
) -> list[Progress]:
    """One row a live target and one a completion rate, ordered by indicator, area, deadline; equal input, equal rows.

    `as_of`: reports dated later are left aside. `published_on`: document_id -> date, which tells the latest statement
    of a target. `bases`: obs_id of a target -> obs_id of the value its source says it starts from (the catalogue's).
    """
    known = {o.obs_id: o for o in observations}
    reports: dict[Series, list[Observation]] = defaultdict(list)
    for o in sorted(observations, key=lambda o: o.obs_id):
        if o.claim == "reported" and o.ref_area and not (as_of and o.time_end and o.time_end > as_of):
            reports[series(o)].append(o)
    base_ids = catalogue.bases if bases is None else bases
    rows = []
    targets = [o for o in observations if o.claim == "target" and o.indicator_id in catalogue.indicators]
    for target in live_targets(targets, catalogue.indicators, published_on or {}):
        base_id = base_ids.get(target.obs_id, "")
        indicator = catalogue.indicators[target.indicator_id]
        rows.append(_stated(target, indicator, reports[series(target)], base_id, known.get(base_id), as_of))
    levels: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)  # by indicator, area and document
    for o in (o for group in reports.values() for o in group if o.measure == "level"):
        levels[o.indicator_id, o.ref_area, o.document_id].append(o)
    for rate in (o for group in reports.values() for o in group if o.measure == "completion"):
        if level := level_of(rate, levels.get((rate.indicator_id, rate.ref_area, rate.document_id), [])):
            rows.append(_implied(rate, level, as_of))
    return sorted(
        rows, key=lambda r: (r.indicator_id, r.ref_area, r.deadline or date.max, r.target_kind, r.progress_id)
    )


def _stated(
    target: Observation,
    indicator: Indicator,
    reports: list[Observation],
    base_id: str,
    base: Observation | None,
    as_of: date | None,
) -> Progress:
    mark, strict = threshold(target.value, target.low, target.high, target.bound)
    direction = _direction(target, indicator)
    row = _row(target, mark, target.unit, as_of)
    base = base_of(target, base)
    held = latest_report(target, indicator, reports)
    if direction == "up" and (held is None or judge(held.interval, mark, strict, direction) != "met"):
        held = overdue_total(target, indicator, reports, mark, strict) or held
    if held is None:
        early = earlier_year(target, indicator, reports) if base else None
        return (base and early and _paced(row, early, base, mark, direction)) or row
    verdict = "unclear" if held.disputed else judge(held.interval, mark, strict, direction)
    method = "conflicting_reports" if held.disputed else "attainment" if direction in ("up", "down") else "no_direction"
    row = _held_against(row, held, _attained(held, mark, direction), verdict, method, direction=direction)
    if row.status == "open" and base_id:
        return (base and _paced(row, held, base, mark, direction)) or row._replace(method="attainment_base_unusable")
    return row


def _paced(row: Progress, held: Held, base: Observation, mark: Interval, direction: str) -> Progress | None:
    """The row with its pace; None where the base gives none."""
    start, now = base.time_end, held.observation.time_end
    if held.disputed or start is None or now is None or row.deadline is None:
        return None
    ends = in_unit(base, row.unit)
    pace = linear_pace(held.interval, ends, mark, direction, (start, now, row.deadline))
    if pace is None:
        return None
    inputs = {"base": _ends(ends), "base_time_end": str(start), "pace": [_text(pace.low), _text(pace.high)]}
    attained = _attained(held, mark, direction)
    row = _held_against(row, held, attained, "unclear", "linear_pace", direction=direction, **inputs)
    return row._replace(status=pace.status, evidence="base_target_report", base_obs_id=base.obs_id)


def _implied(rate: Observation, level: Observation, as_of: date | None) -> Progress:
    """The target behind a completion rate: value / rate, an interval because the rate is printed rounded."""
    percent = interval(rate.value, rate.low, rate.high, rate.bound)
    if rate.bound == "exact" and rate.value is not None:
        percent = rounded(rate.value, rate.value_as_published)
    share = ratio(percent, _HUNDRED)
    held = Held(level, interval(level.value, level.low, level.high, level.bound), False)
    row = _row(rate, ratio(held.interval, share), level.unit, as_of)
    row = row._replace(target_kind="implied", deadline=_plan_end(rate), target_value=None, target_bound="range")
    verdict = judge(share, _ONE, False, "up")
    row = _held_against(row, held, share, verdict, "value_over_rate", rate=_ends(percent))
    return row._replace(evidence="completion_rate")


def _row(target: Observation, mark: Interval, unit: str, as_of: date | None) -> Progress:
    """A target that nothing is held against yet. `low` and `high` are all marks that its words allow."""
    low, high = mark.stored()[:2]
    return Progress(
        progress_id=hashlib.sha256(f"progress {target.obs_id}".encode()).hexdigest()[:16],
        target_obs_id=target.obs_id,
        report_obs_id="",
        base_obs_id="",
        indicator_id=target.indicator_id,
        ref_area=target.ref_area,
        deadline=target.time_end,
        target_kind="stated",
        target_value=target.value,
        target_low=low,
        target_high=high,
        target_bound=target.bound,
        report_value=None,
        report_low=None,
        report_high=None,
        report_bound="",
        report_time_end=None,
        unit=unit,
        attainment_low=None,
        attainment_high=None,
        status="awaiting_report",
        evidence="target_only",
        method="none",
        inputs=json.dumps({"target": _ends(mark)}),
        as_of=as_of,
    )


def _held_against(
    row: Progress, held: Held, attained: Interval, verdict: str, method: str, **inputs: object
) -> Progress:
    report = held.observation
    over = bool(row.deadline and report.time_end and report.time_end >= row.deadline)
    low, high = held.interval.stored()[:2]
    numbers = {"report": _ends(held.interval), "report_time_end": str(report.time_end), **inputs}
    return row._replace(
        report_obs_id=report.obs_id,
        report_value=None if report.value is None else convert(report.value, report.unit, row.unit),
        report_low=low,
        report_high=high,
        report_bound=report.bound,
        report_time_end=report.time_end,
        attainment_low=attained.stored().low,
        attainment_high=attained.stored().high,
        status={"met": "achieved", "short": "missed" if over else "open"}.get(verdict, "indeterminate"),
        evidence="target_and_report",
        method=method,
        inputs=json.dumps(json.loads(row.inputs) | numbers, sort_keys=True),
    )


def _attained(held: Held, mark: Interval, direction: str) -> Interval:
    """Report over target, so that 1 is met; the other way round where lower is better."""
    return ratio(mark, held.interval) if direction == "down" else ratio(held.interval, mark)


def _direction(target: Observation, indicator: Indicator) -> str:
    """Which way meets the target: as its own words say, else as the indicator has it."""
    if target.measure in ("rank", "completion"):
        return "down" if target.measure == "rank" else "up"
    number = next((end for end in (target.value, target.low, target.high) if end is not None), Decimal(0))
    if target.bound in ("more_than", "at_least"):
        return "down" if number < 0 else "up"  # a fall of at least 3 is -3 or lower
    if target.bound in ("less_than", "at_most"):
        return "up" if number < 0 else "down"
    if target.measure == "growth" and (number < 0 or indicator.direction == "none"):
        return "down" if number < 0 else "up"
    return indicator.direction


def _plan_end(rate: Observation) -> date | None:
    """A rate of a year's plan is due at the year's end; for a whole programme the text does not say when."""
    yearly = rate.time_end and rate.time_basis in ("flow", "ytd")
    return date(rate.time_end.year, 12, 31) if rate.time_end and yearly else None


def _ends(ends: Interval) -> list[str | None]:
    return [_text(ends.low), _text(ends.high)]


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
