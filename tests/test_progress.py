"""Targets against reports: what may be compared, and how far a status may go."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.catalogue import Catalogue, Indicator, load_units
from pipelines.progress import assess
from pipelines.records import Bound, Observation, Progress

BASES = {
    "china_europe_trains": ("train", "up", "flow"),
    "sea_rail_trains": ("train", "up", "cumulative"),
    "expressways": ("item", "up", "point"),
    "expressways_planned": ("item", "up", "point"),
    "investment": ("CNY", "up", "ytd"),
    "investment_total": ("CNY", "up", "cumulative"),
    "planned_total": ("CNY", "up", "point"),
    "corridor_volume": ("TEU", "up", "cumulative"),
    "corridor_trucks": ("truck_trip", "up", "cumulative"),
    "platform_trucks": ("truck_trip", "up", "flow"),
    "travel_time": ("minute", "down", "point"),
    "farm_land": ("hectare", "up", "point"),
    "reserve": ("tonne", "none", "point"),
}
CATALOGUE = Catalogue(
    indicators={
        name: Indicator(name, name, name, "transport", unit, direction, basis, (("x",),), (), None, "", "")
        for name, (unit, direction, basis) in BASES.items()
    },
    areas={},
    units=load_units(),
    corrections=(),
    bases={},
    problems=(),
    files=(),
)


def row(
    obs_id: str,
    indicator: str,
    value: str | None,
    end: str | None,
    *,
    start: str | None = None,
    claim: str = "reported",
    basis: str | None = None,
    area: str = "川渝",
    bound: Bound = "exact",
    measure: str = "level",
    low: str | None = None,
    high: str | None = None,
    unit: str | None = None,
    document: str = "a",
    span: int = 0,
    published: str | None = None,
) -> Observation:
    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return Observation(
        obs_id=obs_id,
        indicator_id=indicator,
        ref_area=area,
        time_start=date.fromisoformat(start) if start else None,
        time_end=date.fromisoformat(end) if end else None,
        time_basis=basis or ("deadline" if claim == "target" else BASES[indicator][2]),  # type: ignore[arg-type]
        measure=measure,  # type: ignore[arg-type]
        claim=claim,  # type: ignore[arg-type]
        value=number(value),
        unit=unit or ("percent" if measure != "level" else BASES[indicator][0]),
        low=number(low),
        high=number(high),
        bound=bound,
        value_as_published=published or (value or ""),
        unit_as_published="",
        obs_status="A",
        document_id=document,
        span_start=span,
        span_end=span + 3,
        quote="x",
        rule_id="",
        confidence=1.0,
        review_status="auto",
    )


def only(*rows: Observation, bases: dict[str, str] | None = None, as_of: str = "2030-12-31") -> Progress:
    (found,) = assess(rows, CATALOGUE, date.fromisoformat(as_of), bases=bases)
    return found


def status(*rows: Observation, bases: dict[str, str] | None = None) -> str:
    return only(*rows, bases=bases).status


def target(indicator: str, value: str, end: str | None = "2025-12-31", **more: str) -> Observation:
    return row("target", indicator, value, end, claim="target", **more)  # type: ignore[arg-type]


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


# --- Implied targets


@pytest.mark.parametrize(
    ("amount", "rate", "low", "high"),
    [  # 亿元, to the tenth that is printed
        ("2336", "127", "1832.2", "1846.6"),
        ("995", "113", "876.7", "884.4"),
        ("986", "139", "706.8", "711.9"),
        ("191", "120", "158.5", "159.8"),
    ],
)
def test_a_completion_rate_implies_its_target_as_an_interval(amount: str, rate: str, low: str, high: str) -> None:
    year = {"start": "2024-01-01", "end": "2024-12-31"}
    level = row("v", "investment", f"{amount}e8", **year, span=10)  # type: ignore[arg-type]
    held = only(level, row("c", "investment", rate, **year, span=20, measure="completion"))  # type: ignore[arg-type]
    assert held.target_low is not None and held.target_high is not None
    assert (f"{held.target_low / 10**8:.1f}", f"{held.target_high / 10**8:.1f}") == (low, high)
    exact = [int(amount) * 10**8 * 100 / (Fraction(rate) + Fraction(half, 2)) for half in (1, -1)]
    assert 0 <= exact[0] - Fraction(held.target_low) < Fraction(1, 10**6)  # outwards, to the table's six decimals
    assert 0 <= Fraction(held.target_high) - exact[1] < Fraction(1, 10**6)
    share = Decimal(rate) / 100
    assert (held.attainment_low, held.attainment_high) == (share - Decimal("0.005"), share + Decimal("0.005"))
    assert held[1:4] == ("c", "v", "")
    assert (held.target_kind, held.evidence, held.status) == ("implied", "completion_rate", "achieved")
    assert (held.target_value, held.unit, held.deadline) == (None, "CNY", date(2024, 12, 31))


def test_2336_at_127_percent_implies_1832_2_to_1846_6() -> None:
    year = {"start": "2024-01-01", "end": "2024-12-31"}
    level = row("v", "investment", "2336e8", **year)  # type: ignore[arg-type]
    held = only(level, row("c", "investment", "127", **year, measure="completion"))  # type: ignore[arg-type]
    assert held.target_low == Decimal("183215686274.509803")
    assert held.target_high == Decimal("184664031620.553360")
    assert json.loads(held.inputs)["rate"] == ["126.5", "127.5"]


def test_more_printed_digits_narrow_the_implied_target() -> None:
    year = {"start": "2024-01-01", "end": "2024-12-31"}
    level = row("v", "investment", "100", **year)  # type: ignore[arg-type]
    rate = row("c", "investment", "80", **year, measure="completion", published="80.0")  # type: ignore[arg-type]
    held = only(level, rate)
    assert json.loads(held.inputs)["rate"] == ["79.95", "80.05"]
    assert held.status == "missed"
    assert only(level, rate._replace(bound="more_than")).status == "indeterminate"
    rounding = rate._replace(value=Decimal(100), value_as_published="100")
    assert only(level, rounding).status == "indeterminate"  # 99.5 rounds to 100 as well


def test_a_rate_part_of_the_way_through_the_year_leaves_the_plan_open() -> None:
    spring = {"start": "2024-01-01", "end": "2024-04-30"}
    level = row("v", "investment", "45", **spring)  # type: ignore[arg-type]
    assert status(level, row("c", "investment", "45", **spring, measure="completion")) == "open"  # type: ignore[arg-type]


def test_a_rate_goes_with_the_nearest_amount_of_its_own_series_period_and_document() -> None:
    year = {"start": "2024-01-01", "end": "2024-12-31"}
    near = row("near", "investment", "10", **year, span=100)  # type: ignore[arg-type]
    far = near._replace(obs_id="far", span_start=10, span_end=13)
    rate = row("c", "investment", "127", **year, span=110, measure="completion")  # type: ignore[arg-type]
    others = [
        near._replace(obs_id="area", ref_area="重庆", span_start=107, span_end=109),
        near._replace(obs_id="period", time_end=date(2024, 11, 30), span_start=107, span_end=109),
        near._replace(obs_id="document", document_id="b", span_start=107, span_end=109),
        near._replace(obs_id="indicator", indicator_id="investment_total", span_start=107, span_end=109),
    ]
    assert [r.report_obs_id for r in assess([*others, far, near, rate], CATALOGUE, None)] == ["near"]
    assert assess([*others, rate], CATALOGUE, None) == []


# --- Pace, where a base is stated


@pytest.mark.parametrize(
    ("value", "expected"),
    [("95", "on_track"), ("94.9", "needs_acceleration"), ("60", "needs_acceleration"), ("59.9", "behind")],
)
def test_pace_is_the_share_of_the_way_over_the_share_of_the_time(value: str, expected: str) -> None:
    base = row("base", "expressways", "0", "2020-01-01")
    aim = target("expressways", "200", "2020-07-19")  # 200 days on
    held = only(base, aim, row("r", "expressways", value, "2020-04-10"), bases={"target": "base"})  # 100 days on
    assert (held.status, held.evidence, held.method, held.base_obs_id) == (
        expected, "base_target_report", "linear_pace", "base",
    )  # fmt: skip
    assert json.loads(held.inputs)["pace"][0].startswith(str(Decimal(value) / 100))


def test_pace_works_downwards_and_at_both_ends_of_a_bound() -> None:
    base, aim = row("base", "travel_time", "100", "2020-01-01"), target("travel_time", "50", "2020-07-19")
    half_way = row("r", "travel_time", "75", "2020-04-10")
    assert status(base, aim, half_way, bases={"target": "base"}) == "on_track"
    assert status(base, aim, half_way._replace(bound="less_than"), bases={"target": "base"}) == "indeterminate"
    slow = half_way._replace(value=Decimal("99"), bound="more_than")
    assert status(base, aim, slow, bases={"target": "base"}) == "behind"


def test_an_earlier_year_shows_the_pace_of_a_yearly_target_only_from_a_stated_base() -> None:
    base = row("base", "china_europe_trains", "2000", "2020-12-31", start="2020-01-01")
    aim = target("china_europe_trains", "4500")
    midway = row("r", "china_europe_trains", "4600", "2023-12-31", start="2023-01-01")
    assert status(base, aim, midway) == "awaiting_report"
    assert status(base, aim, midway, bases={"target": "base"}) == "on_track"  # not achieved: the year is still to come


@pytest.mark.parametrize(
    "base",
    [
        row("base", "expressways", "30", "2020-12-31"),
        row("base", "expressways", "5", "2024-12-31"),
        row("base", "expressways", "5", "2020-12-31", area="重庆"),
        row("base", "expressways", "5", "2020-12-31", claim="plan"),
    ],
    ids=["beyond the target", "after the report", "another area", "not reported"],
)
def test_a_base_that_cannot_be_one_is_named_and_not_used(base: Observation) -> None:
    aim, report = target("expressways", "23"), row("r", "expressways", "14", "2023-12-31")
    (held,) = assess([base, aim, report], CATALOGUE, date(2024, 1, 1), bases={"target": "base"})
    assert (held.status, held.evidence, held.method) == ("open", "target_and_report", "attainment_base_unusable")


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
