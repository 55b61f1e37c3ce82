"""The Indicators page: what it opens on, units, measures, and indicators that no chart can show."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.words import LANGUAGES, Language, Words
from tests.page_fixture import Opener, text_of


def test_an_indicator_is_picked_and_kept_in_the_url(table: Path, open_page: Opener) -> None:
    app = open_page("indicators", indicator="major_projects_investment")
    assert app.selectbox(key="unit_choice").options[:3] == ["T CNY", "B CNY", "M CNY"]  # the largest first
    assert app.selectbox(key="unit_choice").value == "CNY:9" and "unit" not in app.query_params
    assert not app.dataframe  # only what is looked at is drawn
    app.selectbox(key="indicator_choice").select("forest_belt").run()
    assert app.query_params["indicator"] in ("forest_belt", ["forest_belt"])
    assert Words("en")("indicators.no_dates") in [i.value for i in app.info]
    app.query_params["view"] = "table"
    frame = app.run().dataframe[0].value
    assert list(frame["figure"]) == ["~ 13M mu"] and list(frame["number"]) == [13.0]


def test_units_are_switched_through_the_dimension(table: Path, open_page: Opener) -> None:
    app = open_page("indicators", "zh", indicator="forest_belt", unit="hectare:4", view="table")
    assert list(app.dataframe[0].value["number"]) == [pytest.approx(86.666667)]
    assert list(app.dataframe[0].value["unit"]) == ["万hectare"]  # a unit outside the table names itself


def test_measures_never_share_an_axis(table: Path, open_page: Opener) -> None:
    levels = open_page("indicators", indicator="airport_passengers", view="table").dataframe[0].value
    growth = (
        open_page("indicators", indicator="airport_passengers", measure="growth:percent", view="table")
        .dataframe[0]
        .value
    )
    assert set(levels["unit"]) == {"M passenger trips"} and set(growth["unit"]) == {"%"}


def test_areas_are_a_view_of_their_own(table: Path, open_page: Opener) -> None:
    app = open_page("indicators", indicator="airport_passengers")
    (chart,) = app.get("plotly_chart")
    assert '"bar"' not in chart.proto.spec
    app.segmented_control(key="view_choice").select("areas").run()
    (chart,) = app.get("plotly_chart")
    assert '"bar"' in chart.proto.spec
    assert app.query_params["view"] in ("areas", ["areas"])
    app.selectbox(key="indicator_choice").select("corridor_volume").run()  # of one area: back to what there is
    assert "areas" not in app.segmented_control(key="view_choice").options
    assert app.segmented_control(key="view_choice").value == "chart" and "view" not in app.query_params


def test_ranks_of_areas_are_not_compared(table: Path, open_page: Opener) -> None:
    with duckdb.connect(str(next((table / "vintages").glob("*.duckdb")))) as con:  # each figure for another area too
        con.execute(
            """INSERT INTO observation SELECT * REPLACE ('other ' || obs_id AS obs_id, '510000' AS ref_area)
            FROM observation WHERE indicator_id = 'airport_passengers'"""
        )

    def views(measure: str) -> list[str]:
        app = open_page("indicators", indicator="airport_passengers", measure=measure)
        return list(app.segmented_control(key="view_choice").options)

    every = [Words("en")(f"indicators.{view}") for view in ("chart", "areas", "table", "sources")]
    assert views("rank:rank") == [every[0], *every[2:]]
    assert views("level:passenger") == every


def test_indicators_open_on_one_with_a_chart(table: Path, open_page: Opener) -> None:
    with duckdb.connect(str(next((table / "vintages").glob("*.duckdb")))) as con:
        con.execute(
            "UPDATE observation SET time_end = NULL, time_start = NULL WHERE indicator_id = 'airport_passengers'"
        )
    app = open_page("indicators")
    assert app.selectbox(key="indicator_choice").value == "china_europe_trains"
    assert {o.split(" · ")[0] for o in app.selectbox(key="indicator_choice").options[-2:]} == {
        "Airport passenger throughput", "Forest belt area",
    }  # fmt: skip
    assert app.get("plotly_chart")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_indicator_without_a_dated_figure_says_so_and_shows_its_table(
    table: Path, open_page: Opener, language: Language
) -> None:
    app = open_page("indicators", language, indicator="forest_belt")
    assert Words(language)("indicators.no_dates") in [i.value for i in app.info]
    assert len(app.dataframe[0].value) == 1 and not app.get("plotly_chart")
    assert not open_page("indicators", language, indicator="forest_belt", view="sources").info


def test_a_chart_shows_the_newest_marks_and_says_so(
    table: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.charting.charts.MOST", 1)
    app = open_page("indicators", indicator="airport_passengers")
    assert Words("en")("indicators.limited", shown=1, total=4) in [c.value for c in app.caption]
    assert len(open_page("indicators", indicator="airport_passengers", view="table").dataframe[0].value) == 4


def test_few_units_are_buttons_and_one_area_is_no_choice(table: Path, open_page: Opener) -> None:
    app = open_page("indicators", "zh", indicator="airport_passengers")
    assert "亿人次" in app.segmented_control(key="unit_choice").options
    areas = open_page("indicators", indicator="airport_passengers", area="CQ").selectbox
    assert "area_choice" in [box.key for box in areas]  # a link asks for one
    assert open_page("indicators", "en", indicator="airport_passengers").segmented_control(
        key="unit_choice"
    ).options == ["billion", "million", "thousand", "passenger trips"]
    assert (
        open_page("indicators", "en", indicator="airport_passengers").segmented_control(key="unit_choice").value
        == "passenger:6"
    )


def test_one_measure_or_one_unit_is_no_choice(table: Path, open_page: Opener) -> None:
    app = open_page("indicators", indicator="corridor_volume")
    assert [b.key for b in app.segmented_control if b.key in ("measure_choice", "unit_choice")] == ["unit_choice"]
    rate = open_page("indicators", indicator="airport_passengers", measure="growth:percent")
    assert [b.key for b in rate.segmented_control if b.key in ("measure_choice", "unit_choice")] == ["measure_choice"]


def test_sources_are_those_of_what_is_chosen(table: Path, open_page: Opener) -> None:
    def titles(**chosen: str) -> set[str]:
        app = open_page("indicators", "zh", indicator="airport_passengers", view="sources", **chosen)
        return {name for name in ("双城五年数字摘编", "第六次会议数字摘编") if name in text_of(app)}

    assert len(titles()) == 2
    assert titles(measure="rank:rank") == titles(measure="growth:percent") == {"双城五年数字摘编"}
