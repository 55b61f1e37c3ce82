"""Charts: the unit in the title, the source beside it, an arrow a bound, one colour an area; and the bullets."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import duckdb
import pytest
import streamlit as st

from dashboard import formats, markup, palette, passages, queries, tables, units
from dashboard.charting import bullets, charts, figures
from dashboard.formats import Scale
from dashboard.mark_cards import mark_card
from dashboard.rows import Fact, Mark, Target
from dashboard.words import LANGUAGES, Language, Words
from tests.dashboard_rows import HOSTILE
from tests.page_fixture import TODAY

ZH, EN = Words("zh"), Words("en")


@pytest.fixture(scope="module")
def passengers(con: duckdb.DuckDBPyConnection) -> list[Fact]:
    return queries.series(con, "airport_passengers", "level", "passenger")[0]


def colours(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return palette.area_colours((a.ref_area, a.kind) for a in queries.areas(con))


def bounded(fact: Fact, bound: str, value: str | None, low: str | None = None, high: str | None = None) -> Fact:
    value_, low_, high_ = (None if n is None else Decimal(n) for n in (value, low, high))
    return fact._replace(bound=bound, value=value_, low=low_, high=high_)


@pytest.mark.parametrize(("language", "unit"), [("zh", "单位：万人次"), ("en", "Unit: M passenger trips")])
def test_a_chart_names_its_unit(passengers: list[Fact], language: Language, unit: str) -> None:
    words = Words(language)
    scale = units.choices("passenger", [f.value for f in passengers if f.value], language)[0]
    symbol = words.pick("人次", "passenger trips")
    assert charts.time_series(passengers, scale, symbol, {}, words).layout.title.text == unit
    assert charts.area_bars(passengers[:2], scale, symbol, {}, words).layout.title.text.startswith(unit)


def test_values_stand_in_the_chosen_unit_and_carry_their_key(passengers: list[Fact]) -> None:
    figure = charts.time_series(passengers, Scale("passenger", 4, "万"), "人次", {"500000": "#D55E00"}, ZH)
    trace = next(t for t in figure.data if t.name == "重庆市")
    assert list(trace.y) == [2167.3, 5200.5]
    assert list(trace.customdata) == ["o006", "o000"]
    assert trace.line.color == "#D55E00"
    assert trace.x[0] == date(2022, 7, 2)  # a year's sum stands in the middle of its year


@pytest.mark.parametrize(("bound", "value", "low", "high", "up", "down"), [
    ("exact", "100", None, None, None, None), ("more_than", "100", "100", None, 7.0, None),
    ("at_least", "100", "100", None, 7.0, None), ("less_than", "100", None, "100", None, 7.0),
    ("at_most", "100", None, "100", None, 7.0), ("nearly", "100", None, None, None, 7.0),
    ("about", "100", None, None, None, None), ("range", None, "80", "100", 10.0, 10.0),
])  # fmt: skip
def test_a_bound_is_drawn_as_one(
    passengers: list[Fact], bound: str, value: str, low: str, high: str, up: float, down: float
) -> None:
    fact = bounded(passengers[0], bound, value, low, high)
    ups, downs = figures.whiskers([fact], Scale("passenger", 0, ""), 100)
    assert (ups, downs) == ([pytest.approx(up) if up else None], [pytest.approx(down) if down else None])
    trace = charts.time_series([*passengers, fact], Scale("passenger", 0, ""), "人次", {}, ZH).data[0]
    assert trace.text[-1] == ("~" if bound == "about" else "")


def test_a_mark_alone_says_its_figure_in_a_low_chart(passengers: list[Fact]) -> None:
    fact = bounded(passengers[0], "at_least", "60000", "60000", None)
    alone = charts.time_series([fact, fact._replace(time_end=None)], Scale("passenger", 0, ""), "人次", {}, ZH)
    (trace, arrow), (note,) = alone.data, alone.layout.annotations
    assert (trace.mode, note.x, note.y) == ("markers", trace.x[0], trace.y[0])
    assert note.text.startswith("≥ 6万人次<br>") and formats.when(fact, ZH) in note.text
    assert list(arrow.marker.symbol) == ["triangle-up"]
    assert (alone.layout.xaxis.showgrid, alone.layout.yaxis.showgrid) == (False, False)  # no line through the words
    two = charts.time_series(passengers[:2], Scale("passenger", 0, ""), "人次", {}, ZH)
    assert alone.layout.height < two.layout.height and not two.layout.annotations


def test_a_bound_of_a_fall_faces_down(passengers: list[Fact]) -> None:
    fall = bounded(passengers[0], "at_least", "-10", None, "-10")
    assert figures.whiskers([fall], Scale("passenger", 0, ""), 100) == ([None], [pytest.approx(7)])


def test_targets_and_reports_are_told_apart_by_their_marks(con: duckdb.DuckDBPyConnection) -> None:
    trains = queries.series(con, "china_europe_trains", "level", "train")[0]
    figure = charts.time_series(trains, Scale("train", 0, ""), "列", {}, ZH)
    named = {(t.name, t.marker.symbol) for t in figure.data if t.name}  # the heads of arrows have none
    assert named == {("川渝", "circle"), ("川渝 · 目标", "diamond-open")}


def test_year_to_date_values_are_never_joined_by_a_line(passengers: list[Fact]) -> None:
    ytd = [f._replace(time_basis="ytd") for f in passengers]
    joined = [t.mode for t in charts.time_series(passengers, Scale("passenger", 0, ""), "人次", {}, ZH).data if t.name]
    apart = [t.mode for t in charts.time_series(ytd, Scale("passenger", 0, ""), "人次", {}, ZH).data if t.name]
    assert (set(joined), set(apart)) == ({"lines+markers"}, {"markers"})


def test_the_first_rank_stands_on_top(passengers: list[Fact]) -> None:
    ranks = [
        f._replace(unit="rank", measure="rank", value=Decimal(n)) for f, n in zip(passengers, (3, 2), strict=False)
    ]
    axis = charts.time_series(ranks, Scale("rank", 0, ""), "", {}, EN).layout.yaxis
    assert tuple(axis.range) == (3.5, 0.5)


def test_the_reported_value_comes_first_in_the_legend(passengers: list[Fact]) -> None:
    both = [passengers[0]._replace(claim="plan", obs_id="plan"), passengers[0]]
    data = charts.time_series(both, Scale("passenger", 0, ""), "", {}, EN).data
    assert [t.marker.symbol for t in data] == ["circle", "square-open"]


def test_about_is_a_tilde_beside_its_mark_and_nothing_else_has_a_text(passengers: list[Fact]) -> None:
    rough = [passengers[0]._replace(bound="about"), *passengers[1:]]
    traces = charts.time_series(rough, Scale("passenger", 0, ""), "人次", {}, ZH).data
    assert sorted(text for t in traces if "text" in t.mode for text in t.text if text) == ["~"]
    assert not any("text" in t.mode for t in charts.time_series(passengers, Scale("passenger", 0, ""), "", {}, ZH).data)


def test_no_mark_is_hidden_under_that_of_another_area(passengers: list[Fact]) -> None:
    here = passengers[0]._replace(ref_area="500000", obs_id="a")
    same = [here, here._replace(ref_area="510100", obs_id="b"), here._replace(ref_area="510000", obs_id="c")]
    apart = here._replace(ref_area="520000", value=Decimal(1), obs_id="d")
    again = here._replace(obs_id="e")  # of its own area: it says the same
    data = charts.time_series([*same, apart, again], Scale("passenger", 0, ""), "", {}, EN).data
    days = {key: day for t in data if t.name for key, day in zip(t.customdata, t.x, strict=True)}
    assert days["a"] == days["d"] == days["e"] > days["b"] > days["c"]  # side by side, the third between


def test_each_year_begins_with_a_line_also_where_not_each_is_named() -> None:
    axis = charts.date_axis([date(2014, 1, 1), date(2024, 12, 31)], most=4)
    assert (axis["dtick"], axis["showgrid"], axis["minor"]["dtick"]) == ("M24", True, "M12")  # type: ignore[index]
    assert "minor" not in charts.date_axis([date(2023, 1, 1), date(2024, 12, 31)])


def test_two_values_of_one_year_are_not_joined_by_a_line(passengers: list[Fact]) -> None:
    pair = [f for f in passengers if f.ref_area == "500000"]
    clash = [*pair, pair[0]._replace(obs_id="clash")]
    modes = [charts.time_series(facts, Scale("passenger", 0, ""), "", {}, ZH).data[0].mode for facts in (pair, clash)]
    assert modes == ["lines+markers", "markers"]


def test_undated_values_are_left_to_the_table(con: duckdb.DuckDBPyConnection) -> None:
    forest = queries.series(con, "forest_belt", "level", "mu")[0]
    assert not charts.time_series(forest, Scale("mu", 0, ""), "亩", {}, ZH).data
    assert list(tables.fact_table(forest, {}, Scale("mu", 4, "万"), "亩", ZH, markup.address)["number"]) == [1300.0]


def test_sources_name_publisher_and_day_newest_first(passengers: list[Fact]) -> None:
    assert figures.source_line(passengers, ZH) == "来源：测试日报 2025年1月10日、测试日报 2022年12月31日"
    assert figures.source_line([], EN) == "Source: none"
    daily = [f._replace(publisher="重庆日报") for f in passengers]
    written = formats.day(daily[0].published_on, EN).replace(" ", "\u00a0")  # in one piece
    assert figures.source_line(daily[:1], EN) == f"Source: Chongqing Daily {written}"
    assert formats.publisher("重庆日报", ZH) == "重庆日报" and formats.publisher("测试日报", EN) == "测试日报"


def test_areas_are_compared_within_one_period(passengers: list[Fact]) -> None:
    compared = tables.comparable_areas(passengers)
    assert {f.time_end for f in compared} == {date(2024, 12, 31)}
    figure = charts.area_bars(compared, Scale("passenger", 4, "万"), "人次", {}, ZH)
    assert list(figure.data[0].x) == [5200.5, 8700.0]  # longest on top
    assert list(figure.data[0].error_x.array) == [None, pytest.approx(609.0)]


def test_no_chart_asks_for_anything_from_outside(passengers: list[Fact]) -> None:
    for figure in (charts.time_series(passengers, Scale("passenger", 0, ""), "人次", {}, ZH),
                   charts.area_bars(passengers, Scale("passenger", 0, ""), "人次", {}, ZH)):  # fmt: skip
        assert "http" not in figure.to_json()


def test_the_unit_switch_offers_the_words_of_the_language() -> None:
    amount = [Decimal("233600000000")]
    assert [(s.unit, s.word) for s in units.choices("CNY", amount, "zh")] == [
        ("CNY", "亿"), ("CNY", "万亿"), ("CNY", "万"), ("CNY", "")]  # fmt: skip
    assert units.choices("CNY", amount, "en")[0].word == "B"
    assert {s.unit for s in units.choices("mu", [Decimal(13000000)], "zh")} == {"mu", "hectare", "km2"}
    assert [s.word for s in units.choices("percent", [Decimal(127)], "zh")] == [""]
    assert figures.shown(Decimal(15), "mu", Scale("hectare", 0, "")) == pytest.approx(1.0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_colour_belongs_to_one_area(con: duckdb.DuckDBPyConnection, language: Language) -> None:
    found = colours(con)
    assert (found["500000"], found["510100"]) == ("#D55E00", "#0072B2")
    assert len({found[code] for code in ("500000", "510100", "CY", "SH", "CORRIDOR")}) == 5
    fewer = palette.area_colours([("500000", "province")])
    assert fewer["500000"] == found["500000"]


def row(html: str, name: str) -> str:
    return next(part for part in html.split('<div class="sc-bullet">') if name in part)


def test_a_bullet_shows_report_target_and_what_the_wording_leaves_open(targets: list[Target]) -> None:
    drawn = [t for t in targets if t.attainment_low is not None]
    html = bullets.bullets(drawn, ZH, markup.address, TODAY, {"CY": "#C2639A"})
    trains = row(html, "6,000列")
    assert "近 5,000列" in trains and "75–83.3%" in trains and "还有 2 年" in trains and "sc-maybe" in trains
    assert 'href="evidence?document=digest_2022&amp;at=' in trains
    assert "1,832.2–1,846.6亿元" in row(html, "重大项目")
    fills = [float(n) for n in re.findall(r'sc-fill" style="width:([\d.]+)%', html)]
    ticks = {float(n) for n in re.findall(r'sc-tick" style="left:([\d.]+)%', html)}
    assert len(ticks) == 1 and max(fills) <= 100
    assert min(abs(fill - next(iter(ticks))) for fill in fills) < 0.1  # the met target's bar ends at the line


def test_an_open_report_fades_out_and_claims_only_its_lower_end(targets: list[Target]) -> None:
    target = next(t for t in targets if t.status == "open")._replace(attainment_high=None)
    assert bullets.attainment(target, EN) == "≥ 75%"
    assert "sc-fade" in bullets.bullets([target], EN, markup.address, TODAY, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_of_documents_never_becomes_markup(
    con: duckdb.DuckDBPyConnection, targets: list[Target], passengers: list[Fact], language: Language
) -> None:
    words, bad = (
        Words(language),
        {"indicator_zh": HOSTILE, "indicator_en": HOSTILE, "area_zh": HOSTILE, "area_en": HOSTILE},
    )
    fact: Any = passengers[0]._replace(**bad, quote=HOSTILE, publisher=HOSTILE)
    target: Any = targets[0]._replace(**bad)
    text = queries.document_text(con, "digest_2022", 0, 10_000)
    document = queries.documents(con)[0]._replace(title=HOSTILE, publisher=HOSTILE)
    said = {"indicator_id": HOSTILE, "quote": HOSTILE, "kind": HOSTILE}
    mark = Mark("m", 0, 5, HOSTILE, "review", HOSTILE, HOSTILE, "level", "reported", "item", None, None, None, "exact",
                HOSTILE, None, None, "point", HOSTILE, 0.5)  # fmt: skip
    for html in (
        bullets.bullets([target], words, markup.address, TODAY, {}), mark_card(mark, words, named=False),
        markup.cards([(fact, [fact], fact)], words, markup.address, {}),
        markup.target_list([target], words, markup.address, TODAY, {}),
        markup.document_list([document], words, markup.address), markup.fact_card(fact, (HOSTILE, 0, 3), words, "", ""),
        markup.change_list([(said, None), (said, fact)], {}, words, markup.address),
        passages.marked(text, 0, queries.marks(con, "digest_2022", 0, 10_000)),
    ):  # fmt: skip
        assert "<script" not in html and "&lt;script&gt;" in html


def test_a_passage_keeps_every_character_once_even_where_marks_overlap(con: duckdb.DuckDBPyConnection) -> None:
    text = queries.document_text(con, "digest_2025", 30, 60)
    marks = queries.marks(con, "digest_2025", 30, 90)
    doubled = sorted([*marks, marks[0]._replace(start=marks[0].start + 1)], key=lambda m: m.start)
    html = passages.marked(text, 30, doubled, chosen=marks[0].start)
    assert re.sub(r"<[^>]+>", "", html) == text
    assert html.count("<mark") == len(marks) and html.count("aria-current") == 1


def test_headings_of_markdown_hide_their_signs_and_keep_their_characters() -> None:
    text = "# 题\n\n## 二 <b> 7个\n# 断"
    mark = Mark("m", 14, 16, "7个", "context", "title", "", "level", "reported", "", None, None, None, "exact", "",
                None, None, "flow", "", 1.0)  # fmt: skip
    html = passages.headed(passages.marked(text, 0, [mark], names={"context": "非指标"}))
    assert html.startswith('<b class="heading"><span class="sign"># </span>题</b>\n\n<b class="heading">')
    assert html.count('class="sign"') == 3 and ' title="非指标"' in html
    assert unescape(re.sub(r"<[^>]+>", "", html)) == text
    over = passages.headed(passages.marked(text, 0, [mark._replace(end=18)]))
    assert over.count("<b ") == over.count("</b>") == 1  # a mark that runs over a line's end is left whole


def test_an_unknown_publisher_is_said_in_words(passengers: list[Fact]) -> None:
    unknown = [f._replace(publisher="unknown") for f in passengers[:1]]
    assert (
        figures.source_line(unknown, ZH) == f"来源：《{unknown[0].title}》 {formats.day(unknown[0].published_on, ZH)}"
    )
    assert formats.publisher("", ZH) == "出处不详" and formats.publisher("某报", EN) == "某报"
    assert "unknown" not in markup.fact_card(unknown[0], ("", 0, 0), EN, "", "")
    assert "unknown" not in charts.time_series(unknown, Scale("passenger", 0, ""), "", {}, ZH).to_json()


@pytest.mark.parametrize(
    ("position", "start"), [(0, 10), (10, 10), (12_009, 10), (12_010, 12_010), (99_999_999, 24_010)]
)
def test_windows_follow_each_other(position: int, start: int) -> None:
    assert passages.window_at(position, 25_000, 10) == start


@pytest.mark.parametrize("words", [EN, ZH])
def test_every_column_has_a_heading_and_empty_ones_are_left_out(con: duckdb.DuckDBPyConnection, words: Words) -> None:
    facts = queries.series(con, "airport_passengers", "level", "passenger")[0]
    scale = Scale("passenger", 6, "M")
    named = tables.fact_columns(words, st.column_config)
    for frame in (
        tables.fact_table(facts, {}, scale, "trips", words, markup.address),
        tables.mixed_table(facts, {}, words, markup.address),
    ):
        assert set(frame) <= set(named) and "attainment" not in frame
    facts = queries.series(con, "china_europe_trains", "level", "train")[0]
    held = tables.by_observation(queries.held(con, TODAY, tuple(f.obs_id for f in facts)))
    assert held and "attainment" in tables.mixed_table(facts, held, words, markup.address)
