"""Ends of whiskers and axes: an arrow where a bound is open, plain ends of a range, a tick above the highest mark."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from dashboard import queries
from dashboard.charting import charts, multiples
from dashboard.formats import Scale
from dashboard.rows import Fact
from dashboard.words import Words

EN = Words("en")
ONE = Scale("passenger", 0, "")


@pytest.fixture(scope="module")
def fact(con: duckdb.DuckDBPyConnection) -> Fact:
    found = queries.series(con, "airport_passengers", "level", "passenger")[0][0]
    return found._replace(bound="exact", value=Decimal(100), low=None, high=None)


def of_bound(fact: Fact, bound: str, **ends: Decimal | None) -> Fact:
    value = None if bound == "range" else fact.value
    return fact._replace(bound=bound, value=value, obs_id=bound, **ends)  # type: ignore[arg-type]


def arrows(figure: Any) -> list[tuple[str, float]]:
    """(symbol, amount) of what stands at the ends of whiskers."""
    amounts = "x" if figure.data[0].type == "bar" else "y"
    return [pair for t in figure.data if not t.name and t.type == "scatter"
            for pair in zip(t.marker.symbol, getattr(t, amounts), strict=True)]  # fmt: skip


def test_an_open_end_is_an_arrow_and_that_of_a_range_is_plain(fact: Fact) -> None:
    ranged = of_bound(fact, "range", low=Decimal(80), high=Decimal(90))
    figure = charts.time_series([fact, of_bound(fact, "nearly"), ranged], ONE, "", {}, EN)
    assert sorted(arrows(figure)) == [("line-ew", 80.0), ("line-ew", 90.0), ("triangle-down", pytest.approx(93.0))]
    assert all(t.error_y.width == 0 for t in figure.data if t.name)  # no cap of its own
    assert not arrows(charts.time_series([fact, fact._replace(bound="about")], ONE, "", {}, EN))


def test_among_bars_only_a_bound_has_a_whisker(fact: Fact) -> None:
    more = of_bound(fact, "more_than")._replace(value=Decimal(50))
    rough = of_bound(fact, "about")._replace(value=Decimal(20))
    figure = charts.area_bars([fact, more, rough], ONE, "", {}, EN)
    assert arrows(figure) == [("triangle-right", pytest.approx(57.0))] and figure.data[1].y == (1,)
    assert figure.data[0].error_x.width == 0
    assert not charts.area_bars([fact, rough], ONE, "", {}, EN).data[0].error_x.visible


def test_an_arrow_of_ranks_points_to_the_first_place(fact: Fact) -> None:
    top = of_bound(fact, "at_most")._replace(measure="rank", unit="rank", value=Decimal(10))
    (arrow,) = arrows(charts.time_series([top], Scale("rank", 0, ""), "", {}, EN))
    assert arrow[0] == "triangle-up" and arrow[1] < 10  # on an axis that is turned round


def test_each_panel_has_a_number_above_its_highest_mark(fact: Fact) -> None:
    high, low = fact._replace(value=Decimal("82.6")), of_bound(fact, "more_than")._replace(value=Decimal(60))
    panels = [multiples.Panel(name, [one]) for name, one in (("a", high), ("b", low))]
    for shared in (True, False):
        layout = multiples.grid(panels, {}, EN, shared=shared).layout
        for axis, highest in ((layout.yaxis, 82.6), (layout.yaxis2, 82.6 if shared else 60)):
            assert axis.range[1] > highest and axis.range[1] % axis.dtick == 0 == axis.range[0]


def test_marks_of_a_panel_stand_beside_each_other(fact: Fact) -> None:
    both = [fact, fact._replace(ref_area="510100", obs_id="other")]
    first, second = multiples.grid([multiples.Panel("a", both)], {}, EN).data
    assert first.x[0] != second.x[0] and first.y == second.y


def test_marks_beside_each_other_stay_in_their_year(fact: Fact) -> None:
    of_a_day = fact._replace(time_start=None, time_basis="point")
    for day in (date(2024, 12, 31), date(2024, 1, 1)):
        older = of_a_day._replace(time_end=date(1999, 6, 1))
        same = [of_a_day._replace(time_end=day, ref_area=str(n), area_en=str(n)) for n in range(9)]
        chart = charts.time_series([older, *same], ONE, "trips", {}, EN)
        places = [at for trace in chart.data if trace.name for at in trace.x]
        assert {at.year for at in places} == {1999, 2024} and len(set(places)) == 4
