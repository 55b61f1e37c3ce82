"""Targets against reports: what may be compared, and how far a status may go."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.progress import assess
from pipelines.records import Bound
from tests.progress_rows import CATALOGUE, only, row, status, target

# --- Look-alikes of the five articles


def test_14_expressways_are_not_held_against_23_of_another_scope() -> None:
    there = target("expressways", "23", area="川渝")
    assert status(there, row("r", "expressways", "14", "2023-12-31", area="成渝")) == "awaiting_report"
    assert status(there, row("r", "expressways_planned", "14", "2023-12-31")) == "awaiting_report"
    assert status(there, row("r", "expressways", "14", "2023-12-31")) == "open"  # the same scope is comparable


def test_cumulative_investment_is_not_held_against_the_planned_total() -> None:
    done = row("r", "investment_total", "562800000000", "2023-06-30")
    plan = row("t", "planned_total", "3300000000000", "2027-12-31", claim="plan", basis="point")
    assert assess([plan, done], CATALOGUE, None) == []
    assert status(plan._replace(claim="target"), done) == "awaiting_report"


def test_a_running_total_of_trains_is_not_held_against_trains_a_year() -> None:
    a_year = target("china_europe_trains", "4500")
    total = row("r", "china_europe_trains", "10000", "2025-12-31", basis="cumulative")
    assert status(a_year, total) == "awaiting_report"
    year = row("y", "china_europe_trains", "4600", "2025-12-31", start="2025-01-01")
    assert (only(a_year, total, year).report_obs_id, status(a_year, total, year)) == ("y", "achieved")


def test_teu_of_two_provinces_are_not_held_against_teu_of_the_corridor() -> None:
    corridor = target("corridor_volume", "826000", area="西部陆海新通道")
    assert status(corridor, row("r", "corridor_volume", "600000", "2024-12-31", area="川渝")) == "awaiting_report"
    assert status(corridor, row("r", "corridor_volume", "600000", "2024-12-31", area="西部陆海新通道")) == "open"


def test_trucks_of_the_corridor_are_not_held_against_runs_of_the_road_platform() -> None:
    platform = target("platform_trucks", "10000", "2024-12-31", area="成渝")
    trucks = row("r", "corridor_trucks", "22000", "2024-12-31", area="西部陆海新通道")
    assert status(platform, trucks) == "awaiting_report"
    assert status(platform, trucks._replace(indicator_id="platform_trucks")) == "awaiting_report"


# --- Time


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        pytest.param({"start": "2025-01-01", "end": "2025-12-31"}, "achieved", id="the year itself"),
        pytest.param({"start": "2024-01-01", "end": "2024-12-31"}, "awaiting_report", id="another year"),
        pytest.param({"start": "2025-01-01", "end": "2025-09-30"}, "awaiting_report", id="a part of the year"),
        pytest.param(
            {"start": "2025-01-01", "end": "2025-09-30", "basis": "ytd"}, "awaiting_report", id="year to date"
        ),
        pytest.param({"start": "2025-01-01", "end": "2025-12-31", "basis": "ytd"}, "achieved", id="to date, all of it"),
        pytest.param({"start": "2024-07-01", "end": "2025-12-31"}, "awaiting_report", id="more than the year"),
        pytest.param({"start": None, "end": "2025-12-31"}, "awaiting_report", id="unknown start"),
        pytest.param({"start": "2025-01-01", "end": "2025-12-31", "basis": "point"}, "awaiting_report", id="a point"),
        pytest.param({"start": "2025-01-01", "end": "2025-12-31", "measure": "growth"}, "awaiting_report", id="growth"),
        pytest.param({"start": "2025-01-01", "end": "2025-12-31", "claim": "plan"}, "awaiting_report", id="a plan"),
        pytest.param(
            {"start": "2025-01-01", "end": "2025-12-31", "unit": "ship"}, "awaiting_report", id="another unit"
        ),
    ],
)
def test_a_yearly_target_wants_a_report_of_that_very_year(report: dict[str, str], expected: str) -> None:
    reported = row("r", "china_europe_trains", "5000", report.pop("end"), **report)  # type: ignore[arg-type]
    assert status(target("china_europe_trains", "4500"), reported) == expected


def test_a_target_stated_with_its_period_is_held_against_that_period() -> None:
    half = row("t", "investment", "100", "2025-06-30", start="2025-01-01", claim="target", basis="ytd")
    assert status(half, row("r", "investment", "120", "2025-06-30", start="2025-01-01")) == "achieved"
    assert status(half, row("r", "investment", "120", "2025-12-31", start="2025-01-01")) == "awaiting_report"


def test_the_latest_point_no_later_than_the_deadline_counts() -> None:
    reports = [row(f"r{y}", "expressways", str(v), f"{y}-12-31") for y, v in ((2022, 10), (2024, 14), (2026, 30))]
    held = only(target("expressways", "23"), *reports)
    assert (held.report_obs_id, held.status) == ("r2024", "open")
    assert (held.attainment_low, held.attainment_high) == (Decimal("0.608695"), Decimal("0.608696"))


@pytest.mark.parametrize(("end", "expected"), [("2025-12-30", "open"), ("2025-12-31", "missed")])
def test_missed_only_once_a_report_covers_the_deadline(end: str, expected: str) -> None:
    assert status(target("expressways", "23"), row("r", "expressways", "14", end)) == expected


def test_a_total_short_after_the_deadline_was_short_at_it() -> None:
    late = row("r", "sea_rail_trains", "900", "2026-03-31")
    assert status(target("sea_rail_trains", "1000"), late) == "missed"
    assert status(target("sea_rail_trains", "800"), late) == "awaiting_report"  # it may have been reached too late
    assert status(target("expressways", "23"), row("r", "expressways", "14", "2026-03-31")) == "awaiting_report"


def test_a_target_without_a_deadline_is_never_missed() -> None:
    assert status(target("expressways", "23", None), row("r", "expressways", "14", "2029-12-31")) == "open"


def test_a_report_of_a_day_after_the_newest_document_is_left_aside() -> None:
    rows = target("expressways", "23"), row("r", "expressways", "25", "2025-06-30")
    assert only(*rows, as_of="2025-01-01").status == "awaiting_report"


# --- Bounds, directions, units


@pytest.mark.parametrize(
    ("aim", "report", "expected"),
    [
        (("exact", "60"), ("exact", "60"), "achieved"),
        (("more_than", "60"), ("exact", "60"), "open"),
        (("more_than", "60"), ("more_than", "60"), "achieved"),
        (("at_least", "60"), ("more_than", "59"), "indeterminate"),
        (("exact", "60"), ("nearly", "60"), "open"),
        (("exact", "52"), ("nearly", "60"), "indeterminate"),
        (("exact", "50"), ("nearly", "60"), "achieved"),
        (("exact", "62"), ("about", "62"), "indeterminate"),
        (("exact", "61.5"), ("about", "62"), "achieved"),
        (("exact", "63"), ("about", "62"), "open"),
        (("about", "62"), ("exact", "62"), "indeterminate"),
        (("exact", "60"), ("less_than", "60"), "open"),
        (("exact", "60"), ("at_most", "60"), "indeterminate"),
        (("exact", "60"), ("more_than", "10"), "indeterminate"),
    ],
)
def test_bounds_are_worked_out_at_both_ends(aim: tuple[Bound, str], report: tuple[Bound, str], expected: str) -> None:
    wanted = target("expressways", aim[1])._replace(bound=aim[0])
    assert status(wanted, row("r", "expressways", report[1], "2025-06-30", bound=report[0])) == expected


def test_a_range_is_met_beyond_its_far_end_and_missed_before_its_near_one() -> None:
    wanted = row("t", "expressways", None, "2025-12-31", claim="target", bound="range", low="20", high="25")
    found = {v: status(wanted, row("r", "expressways", v, "2025-12-31")) for v in ("19", "20", "24", "25")}
    assert found == {"19": "missed", "20": "indeterminate", "24": "indeterminate", "25": "achieved"}


def test_where_lower_is_better_a_lower_report_meets_the_target() -> None:
    wanted = target("travel_time", "60")
    found = {v: status(wanted, row("r", "travel_time", v, "2025-12-31")) for v in ("59", "60", "61")}
    assert found == {"59": "achieved", "60": "achieved", "61": "missed"}
    assert only(wanted, row("r", "travel_time", "80", "2025-12-31")).attainment_low == Decimal("0.75")


def test_a_ceiling_is_met_from_below_whatever_the_indicator_says() -> None:
    wanted = target("expressways", "23")._replace(bound="at_most")
    assert status(wanted, row("r", "expressways", "14", "2025-12-31")) == "achieved"
    assert status(wanted, row("r", "expressways", "24", "2025-12-31")) == "missed"


def test_a_rank_is_met_by_a_smaller_number_and_a_fall_by_a_deeper_one() -> None:
    top_ten = row("t", "expressways", "10", "2025-12-31", claim="target", measure="rank", unit="rank")
    assert status(top_ten, row("r", "expressways", "9", "2025-12-31", measure="rank", unit="rank")) == "achieved"
    fall = row("t", "expressways", "-13.5", "2025-12-31", claim="target", measure="growth")
    assert status(fall, row("r", "expressways", "-14", "2025-12-31", measure="growth")) == "achieved"
    deeper = fall._replace(bound="more_than", value=Decimal(-10))
    assert status(deeper, row("r", "expressways", "-9", "2025-12-31", measure="growth")) == "missed"


def test_without_a_direction_nothing_is_judged() -> None:
    held = only(target("reserve", "5"), row("r", "reserve", "9", "2025-12-31"))
    assert (held.status, held.method) == ("indeterminate", "no_direction")


def test_units_of_one_dimension_are_compared_exactly() -> None:
    held = only(target("farm_land", "1"), row("r", "farm_land", "15", "2025-12-31", unit="mu"))
    assert (held.status, held.report_value, held.attainment_low) == ("achieved", Decimal(1), Decimal(1))


def test_reports_of_one_day_that_contradict_each_other_settle_nothing() -> None:
    wanted = target("expressways", "12")
    some, more = (row(f"r{v}", "expressways", v, "2025-12-31") for v in ("14", "15"))
    assert (only(wanted, some, more).status, only(wanted, some, more).method) == (
        "indeterminate",
        "conflicting_reports",
    )
    agreeing = row("b", "expressways", "13", "2025-12-31", bound="more_than")
    assert only(wanted, agreeing, some).report_obs_id == "r14"  # the more precise of two that can both hold


# --- Restated targets


def test_a_target_stated_again_later_replaces_the_earlier_one() -> None:
    old = row("old", "expressways", "20", "2025-12-31", claim="target", document="z")
    new = row("new", "expressways", "23", "2025-12-31", claim="target", document="a")
    dates = {"z": date(2023, 1, 1), "a": date(2024, 1, 1)}
    assert [r.target_obs_id for r in assess([new, old], CATALOGUE, None, published_on=dates)] == ["new"]
    other_year = old._replace(time_end=date(2027, 12, 31))
    assert len(assess([new, other_year], CATALOGUE, None, published_on=dates)) == 2


def test_two_marks_in_one_document_are_both_kept_and_a_repeated_one_once() -> None:
    rows = [
        row(f"t{n}", "expressways", value, "2025-12-31", claim="target", span=n)
        for n, value in enumerate(("20", "23", "23"))
    ]
    assert sorted(r.target_obs_id for r in assess(rows, CATALOGUE, None)) == ["t0", "t2"]


# --- Whatever the input

BOUNDS: tuple[Bound, ...] = ("exact", "more_than", "less_than", "at_least", "at_most", "nearly", "about")
numbers = st.decimals(min_value=1, max_value=10**12, places=2)


@given(
    numbers,
    st.sampled_from(BOUNDS[:1] + BOUNDS[1:2] + BOUNDS[3:4]),
    numbers,
    st.sampled_from(BOUNDS),
    st.integers(-9, 9),
)
def test_never_achieved_while_the_low_end_of_the_report_is_under_the_target(
    aim: Decimal, aim_bound: Bound, value: Decimal, bound: Bound, days: int
) -> None:
    wanted = target("expressways", str(aim))._replace(bound=aim_bound)
    end = date(2025, 12, 31) + timedelta(days)
    held = only(wanted, row("r", "expressways", str(value), end.isoformat(), bound=bound))
    if held.status == "achieved":
        assert held.report_low is not None and held.report_low >= aim
        assert held.attainment_low is not None and held.attainment_low >= 1
    if held.status == "missed":
        assert end >= date(2025, 12, 31)
        assert held.report_high is not None and held.report_high <= aim
    assert (held.status == "awaiting_report") == (days > 0)


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(shuffle: random.Random) -> None:
    rows = [
        *(row(f"t{n}", "expressways", str(20 + n), "2025-12-31", claim="target", document=str(n)) for n in range(3)),
        *(row(f"r{n}", "expressways", str(n), "2025-06-30", bound="more_than") for n in range(3)),
        row("v", "investment", "10", "2024-12-31", start="2024-01-01"),
        row("c", "investment", "90", "2024-12-31", start="2024-01-01", measure="completion"),
        target("china_europe_trains", "5"),
    ]
    expected = assess(rows, CATALOGUE, None)
    shuffle.shuffle(rows)
    assert assess(rows, CATALOGUE, None) == expected
    assert len({r.progress_id for r in expected}) == len(expected) == 3
