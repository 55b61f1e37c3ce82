"""What a chart says beside its marks: signs, its title, the end of its axis; colours that are seen on both grounds."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard import formats, markup, palette, queries
from dashboard.charting import bullets, charts, figures
from dashboard.charting.signs import signs
from dashboard.formats import Scale
from dashboard.rows import Fact, Target
from dashboard.words import Words
from tests.page_fixture import TODAY

ZH, EN = Words("zh"), Words("en")
PEOPLE = Scale("passenger", 4, "万")
FALL = {"value": Decimal(-10), "unit": "percent"}


@pytest.fixture(scope="module")
def fact(con: duckdb.DuckDBPyConnection) -> Fact:
    return queries.series(con, "airport_passengers", "level", "passenger")[0][0]._replace(bound="exact")


@pytest.mark.parametrize(("changes", "told"), [
    ([{}], ""),
    ([{"bound": "more_than"}, {"bound": "at_least"}], "Arrow up: more than, at least."),
    ([{"bound": "nearly"}, {"claim": "target"}], "Arrow down: nearly; open diamond: target."),
    ([{"bound": "at_least", **FALL}], "Arrow down: a fall of at least the size drawn."),
    ([{"bound": "less_than", **FALL}], "Arrow up: a fall of less than the size drawn."),
    ([{"bound": "less_than", "value": Decimal(-10), "unit": "degree_celsius"}], "Arrow up: less than."),  # no fall
    ([{"bound": "at_most", "measure": "rank"}], "Arrow up: at most."),  # the first place stands on top
    ([{"bound": "at_most", "measure": "rank"}, {"bound": "at_least"}],
     "Arrow up: at least; in a chart of ranks, arrow up: at most."),
    ([{"bound": "range"}, {"bound": "about"}], "Line with two plain ends: range; ~: about."),
])  # fmt: skip
def test_only_the_signs_in_use_are_told_and_they_are_true(
    fact: Fact, changes: list[dict[str, object]], told: str
) -> None:
    assert signs([fact._replace(**change) for change in changes], EN) == told  # type: ignore[arg-type]


def test_beside_bars_an_arrow_points_to_the_side(fact: Fact) -> None:
    some = [fact._replace(bound="more_than"), fact._replace(bound="about")]
    assert signs(some, ZH, across=True) == "箭头向右：超过。"


def test_one_series_is_named_above_the_chart_and_has_no_legend(fact: Fact) -> None:
    one = charts.time_series([fact], PEOPLE, "人次", {}, ZH)
    name = fact.area_zh
    assert one.layout.title.text == f"单位：万人次 · {name}" and not one.data[0].showlegend
    growth = charts.time_series([fact._replace(measure="growth", unit="percent")], Scale("percent", 0, ""), "%", {}, EN)
    assert growth.layout.title.text.startswith("Unit: % · Growth")
    long = charts.time_series([fact._replace(area_en="Chengdu–Chongqing <b> economic circle")], PEOPLE, "trips", {}, EN)
    assert "<br>Chengdu–Chongqing &lt;b&gt;" in long.layout.title.text
    assert long.layout.margin.t - one.layout.margin.t == long.layout.height - one.layout.height == figures.TITLE_LINE
    two = charts.time_series([fact, fact._replace(ref_area="X", area_zh="另一处")], PEOPLE, "人次", {}, ZH)
    assert two.layout.title.text == "单位：万人次" and all(trace.showlegend for trace in two.data)


@pytest.mark.parametrize(("lowest", "highest", "most", "ends", "step"), [
    (0, 1.573, 2, [0, 2], 1), (0, 100, 5, [0, 150], 50), (-12, 3, 5, [-15, 5], 5), (0, 0, 5, [0, 0.2], 0.2),
    (-4, -1, 4, [-6, 0], 2),
])  # fmt: skip
def test_an_axis_ends_at_a_tick_beyond_its_marks(
    lowest: float, highest: float, most: int, ends: list[float], step: float
) -> None:
    axis = figures.ticks(lowest, highest, most)
    assert (axis["range"], axis["dtick"]) == (pytest.approx(ends), pytest.approx(step))


def test_the_axis_of_a_chart_covers_whiskers(fact: Fact) -> None:
    open_up = fact._replace(bound="more_than", value=Decimal(1_300_000))
    axis = charts.time_series([open_up], Scale("passenger", 6, "M"), "", {}, EN).layout.yaxis
    assert (tuple(axis.range), axis.dtick) == ((0, 2), 1)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_each_colour_of_an_area_is_seen_on_its_ground(ground: str) -> None:
    theme = tomllib.loads((Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    below = luminance(theme[ground]["backgroundColor"])
    used = (*palette.FIXED.values(), *palette.JOINT, *palette.CORRIDOR, *palette.OTHER, *palette.SERIES)
    for colour in used:
        dark, light = sorted((luminance(colour), below))
        assert (light + 0.05) / (dark + 0.05) >= 3, colour


def test_all_target_lines_of_a_page_stand_in_one_column(targets: list[Target]) -> None:
    drawn = [t for t in targets if t.attainment_low is not None]
    lines = [bullets.bullets([t], ZH, markup.address, TODAY, {}, among=drawn) for t in drawn]
    assert len({html.split('sc-tick" style="')[1].split('"')[0] for html in lines}) == 1 < len(lines)


def test_a_completion_rate_is_shown_as_printed_and_its_target_as_a_range(targets: list[Target]) -> None:
    (implied,) = (t for t in targets if t.target_kind == "implied")
    assert bullets.attainment(implied, EN) == "127%"
    html = bullets.bullets([implied], EN, markup.address, TODAY, {})
    assert "126.5" not in html and "183.22–184.66B CNY" in html
    assert not bullets.signs([implied], EN)  # nothing of its bar is open
    assert bullets.attainment(implied._replace(rate=None), EN) == "126.5–127.5%"


def test_only_what_the_bars_of_a_page_have_is_told(targets: list[Target]) -> None:
    (implied,) = (t for t in targets if t.target_kind == "implied")
    open_up = implied._replace(rate=None, attainment_high=None)
    rounded = implied._replace(rate=None, attainment_low=Decimal("0.739130"), attainment_high=Decimal("0.739131"))
    assert bullets.signs([implied._replace(rate=None)], EN) == EN("targets.hatched")
    assert bullets.signs([open_up], EN) == EN("targets.fading") and not bullets.signs([rounded], EN)


def test_a_row_tells_the_report_and_its_day_from_the_target(targets: list[Target]) -> None:
    trains = next(t for t in targets if t.target_value == 6000)
    html = bullets.bullets([trains], EN, markup.address, TODAY, {})
    assert "Report <a" in html and "Target <a" in html
    time = trains.report_time_start, trains.report_time_end, trains.report_time_basis
    assert formats.period(*time, EN) in html


def test_time_past_a_deadline_is_not_counted_where_the_target_is_met(targets: list[Target]) -> None:
    met = next(t for t in targets if t.status == "achieved" and t.target_kind == "stated")
    past = "days past"
    assert past not in bullets.bullets([met], EN, markup.address, TODAY, {})
    assert past in bullets.bullets([met._replace(status="missed")], EN, markup.address, TODAY, {})


def test_what_a_heading_tells_of_deadlines_is_not_repeated(targets: list[Target]) -> None:
    endless = targets[0]._replace(deadline=None)
    unsaid = EN("format.no_deadline")
    for draw in (bullets.bullets, markup.target_list):
        assert unsaid in draw([endless], EN, markup.address, TODAY, {})
        assert unsaid not in draw([endless], EN, markup.address, TODAY, {}, told=(bullets.NO_DEADLINE,))


@pytest.mark.parametrize(("days", "text"), [(399, "399 days past"), (400, "1.1 years past"), (699, "1.9 years past")])
def test_time_past_is_counted_by_one_rule(days: int, text: str) -> None:
    assert formats.time_left(date.fromordinal(TODAY.toordinal() - days), TODAY, EN) == text
