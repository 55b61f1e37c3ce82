"""The Explore page in Streamlit's own test runner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import streamlit as st

from dashboard.formats import markdown_safe
from dashboard.words import LANGUAGES, Language, Words
from tests.page_fixture import Opener, text_of


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["table", "indicators", "areas", "milestones"])
def test_every_view_is_shown_in_both_languages(table: Path, open_page: Opener, view: str, language: Language) -> None:
    app = open_page("explore", language, view=view)
    words = Words(language)
    assert app.title[0].value == words("explore.title")
    cited = [c.value for c in app.code]
    assert len(cited) == 1 and words("cite.documents", documents="")[:4] in cited[0] and "/explore?" in cited[0]
    assert f"view={view}" in cited[0] or view == "table"


def test_search_and_facets_narrow_the_table_and_stay_in_the_address(table: Path, open_page: Opener) -> None:
    app = open_page("explore", q="lkttl")
    assert len(app.dataframe[0].value) == 6
    assert "“lkttl” taken as\\: Airport passenger throughput; or words of a sentence" in text_of(app)
    areas = app.multiselect(key="area_choices")
    assert list(areas.options) == ["Chongqing (3)", "Chengdu (3)"]
    areas.select("500000").run()
    assert list(app.dataframe[0].value["figure"]) == ["52M passenger trips", "11.4%", "21.67M passenger trips"]
    assert app.query_params["q"] in ("lkttl", ["lkttl"]) and app.query_params["area"] in ("500000", ["500000"])
    assert list(app.multiselect(key="measure_choices").options) == ["Level (2)", "Growth (1)"]
    app.multiselect(key="measure_choices").select("growth").run()
    assert list(app.dataframe[0].value["figure"]) == ["11.4%"]
    assert "Filters: search lkttl; Area: Chongqing; Measure: Growth" in app.code[0].value


def test_a_permalink_shows_the_same_in_another_browser(table: Path, open_page: Opener) -> None:
    app = open_page("explore", "zh", q="成都", claim=["reported"], year=["2022", "2024"], measure=["level"])
    assert list(app.dataframe[0].value["figure"]) == ["> 8,700万人次", "3,109.2万人次"]
    assert app.multiselect(key="year_choices").value == ["2022", "2024"]
    assert app.text_input(key="q_typed").value == "成都"


def test_choices_are_taken_back(table: Path, open_page: Opener) -> None:
    words = Words("en")
    app = open_page("explore", q="旅客 无此", claim=["target"])
    assert words("explore.vain_words", text="旅客 无此", words="“无此”") in [i.value for i in app.info]
    assert markdown_safe(words("explore.meant_quote", word="无此", names="")) not in text_of(app)
    next(b for b in app.button if b.label == words("empty.reset")).click().run()
    assert "claim" not in app.query_params and words("empty.reset") not in [b.label for b in app.button]
    next(b for b in app.button if b.label == words("explore.clear_search")).click().run()
    assert len(app.dataframe[0].value) == 17 and "q" not in app.query_params


def test_what_leaves_nothing_is_named(table: Path, open_page: Opener) -> None:
    words = Words("en")
    app = open_page("explore", q="旅客", claim=["target"])  # found elsewhere
    assert words("explore.vain_here", text="旅客") in [i.value for i in app.info]
    app = open_page("explore", q="旅客 标箱")  # each is found, no figure has both
    assert words("explore.vain", text="旅客 标箱") in [i.value for i in app.info]
    app = open_page("explore", claim=["target"], measure=["rank"])
    assert words("empty.no_match") in [i.value for i in app.info]
    assert words("explore.clear_search") not in [b.label for b in app.button]


@pytest.mark.parametrize(("browser", "beside"), [("Mozilla/5.0 (iPhone) Mobile/15E148 Safari/604.1", 1), ("", 3)])
def test_a_telephone_gets_one_column_from_the_first_run_on(
    table: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch, browser: str, beside: int
) -> None:
    monkeypatch.setattr(type(st.context), "headers", property(lambda _: {"User-Agent": browser}))
    (chart,) = open_page("explore", view="indicators").get("plotly_chart")
    layout = json.loads(chart.proto.spec)["layout"]
    assert len({tuple(axis["domain"]) for name, axis in layout.items() if name.startswith("xaxis")}) == beside


def test_an_axis_is_offered_one_kind_of_figure_at_a_time(table: Path, open_page: Opener) -> None:
    app = open_page("explore", view="areas", indicator=["airport_passengers"])
    kinds = app.selectbox(key="series_choice")
    assert set(kinds.options) == {
        "Airport passenger throughput (Level, passenger trips) · 2 areas",
        "Airport passenger throughput (Growth, %) · 1 area", "Airport passenger throughput (Rank, rank) · 1 area",
    }  # fmt: skip
    assert kinds.value == "airport_passengers:level:passenger"
    kinds.select("airport_passengers:growth:percent").run()
    assert app.query_params["series"] in (kinds.value, [kinds.value]) and kinds.value.endswith("growth:percent")


def test_figures_without_a_date_are_counted_beside_the_charts(table: Path, open_page: Opener) -> None:
    told = Words("en")("explore.panels_undated", n=1)
    assert told in text_of(open_page("explore", view="indicators"))
    assert told in text_of(open_page("explore", view="indicators", year=["", "2024"]))
    assert told not in text_of(open_page("explore", view="indicators", year=["2024"]))


def test_undated_figures_have_no_chart(table: Path, open_page: Opener) -> None:
    for view in ("indicators", "areas"):
        app = open_page("explore", view=view, indicator=["forest_belt"])
        assert Words("en")("explore.undated") in [i.value for i in app.info]


def test_a_table_with_more_than_is_shown_is_prepared_for_download(
    table: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard import queries

    few = queries.matches.__defaults__
    monkeypatch.setattr(queries.matches, "__defaults__", (5,))
    try:
        app = open_page("explore")
        assert len(app.dataframe[0].value) == 5
        prepare = Words("en")("explore.prepare", n=17, total=17)
        next(b for b in app.button if b.label == prepare).click().run()
        labels = [str(d.proto.label) for d in app.get("download_button")]
        assert labels == [Words("en")("action.download_view", n=17)]
    finally:
        monkeypatch.setattr(queries.matches, "__defaults__", few)


def test_indicators_and_targets_can_be_cited(table: Path, open_page: Opener) -> None:
    chart = open_page("indicators", "zh", indicator="airport_passengers", area="500000").code[0].value
    assert "机场旅客吞吐量 · 数值" in chart and "筛选：地区：重庆市" in chart and "0123456789ab" in chart
    targets = open_page("targets", status="achieved").code[0].value
    assert "Status: Achieved" in targets and "“第六次会议数字摘编”" in targets


def test_the_table_of_an_indicator_shows_its_targets(table: Path, open_page: Opener) -> None:
    frame = open_page("indicators", indicator="china_europe_trains", view="table").dataframe[0].value
    assert set(frame["against"]) == {"Target ≥ 4,500 trains", "Reported nearly 5,000 trains"}
