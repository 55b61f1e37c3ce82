"""Implied targets and pace: the two statuses that lean on more than a target and a report."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pipelines.progress import assess
from pipelines.records import Observation
from tests.progress_rows import CATALOGUE, only, row, status, target

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
