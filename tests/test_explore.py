"""The whole table narrowed by words and facets, as figures, panels, milestones and citations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

import duckdb
import pytest

from dashboard import markup, queries, tables
from dashboard.charting import chronicle, imprint, multiples
from dashboard.downloads import citations
from dashboard.exploring import facets
from dashboard.exploring.search import Term, terms
from dashboard.formats import Scale
from dashboard.queries import explore
from dashboard.queries.explore import FACETS, Filters
from dashboard.rows import Fact
from dashboard.words import Words
from tests.dashboard_fixture import publish

EN, ZH = Words("en"), Words("zh")
TODAY = date(2026, 1, 15)


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = queries.connect(publish(tmp_path_factory.mktemp("curated")))
    yield connection
    connection.close()


def chosen(**values: tuple[str, ...]) -> Filters:
    return Filters((), tuple(values.items()))


def search(con: duckdb.DuckDBPyConnection, typed: str) -> Filters:
    return Filters(terms(typed, queries.indicators(con), queries.areas(con)))


def quotes(con: duckdb.DuckDBPyConnection, filters: Filters) -> set[str]:
    facts, total = queries.matches(con, filters)
    assert total == len(facts)
    return {f.quote for f in facts}


@pytest.mark.parametrize(("typed", "found"), [
    ("lkttl 2167", {"2167.3万人次"}), ("重庆 旅客 %", {"11.4%"}), ("标箱", {"82.6万标箱", "60万标箱"}),
    ("cq lkttl", {"5200.5万人次", "11.4%", "2167.3万人次"}), ("alliance", {"400家"}), ("无此", set()), ("_", set()),
])  # fmt: skip
def test_each_word_is_of_the_indicator_the_area_or_the_quote(
    con: duckdb.DuckDBPyConnection, typed: str, found: set[str]
) -> None:
    assert quotes(con, search(con, typed)) == found


def test_latin_letters_of_a_quote_are_found_in_either_case(con: duckdb.DuckDBPyConnection) -> None:
    assert queries.matches(con, Filters((Term("标箱", (), ()),)))[1] == 2
    assert "lower(" in explore._where(Filters((Term("teu", (), ()),)))[0]


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(con: duckdb.DuckDBPyConnection) -> None:
    assert quotes(con, chosen(claim=("target",))) == {"4500列", "6000列", "2—3个", "10个"}
    both = chosen(claim=("target",), year=("2023", "2027"), topic=("innovation",))
    assert quotes(con, both) == {"2—3个", "10个"}
    assert quotes(con, chosen(year=("",))) == {"1300万亩"}


def test_counts_are_what_a_choice_would_leave(con: duckdb.DuckDBPyConnection) -> None:
    filters = chosen(claim=("target",), area=("CY",))
    counts = queries.facets(con, filters)
    assert set(counts) == set(FACETS)
    for facet in FACETS:
        for value, number in counts[facet]:
            assert queries.matches(con, filters.only(facet, value))[1] == number, (facet, value)
    assert dict(counts["claim"]) == {"target": 4, "reported": 5}  # its own choice doesn't count
    assert dict(counts["topic"]) == {"transport": 2, "innovation": 2}


def test_all_figures_are_in_each_facet_once(con: duckdb.DuckDBPyConnection) -> None:
    counts = queries.facets(con, Filters())
    assert {facet: sum(n for _, n in values) for facet, values in counts.items()} == dict.fromkeys(FACETS, 17)


def test_the_newest_document_comes_first_in_reading_order(con: duckdb.DuckDBPyConnection) -> None:
    facts, total = queries.matches(con, Filters(), limit=3)
    assert ([f.quote for f in facts], total) == (["5200.5万人次", "11.4%", "8700万人次"], 17)


@pytest.mark.parametrize("odd", ["'; DROP TABLE observation; --", "%", "\x00", "$area_0", "a" * 10_000])
def test_hostile_words_and_choices_are_only_ever_values(con: duckdb.DuckDBPyConnection, odd: str) -> None:
    for filters in (Filters((Term(odd, (odd,), (odd,)),)), *(chosen(**{facet: (odd,)}) for facet in FACETS)):
        assert queries.matches(con, filters)[1] <= 2  # "%" is in two quotes
        queries.facets(con, filters)
        queries.panels(con, filters)
        queries.milestones(con, filters, TODAY)
        queries.kinds(con, filters)


def test_panels_hold_one_measure_and_unit_each(con: duckdb.DuckDBPyConnection) -> None:
    facts, total = queries.panels(con, Filters())
    panels = multiples.by_indicator(facts, EN)
    assert len(panels) == total == len(queries.kinds(con, Filters())) == 9
    assert all(len({(f.indicator_id, f.measure, f.unit) for f in p.facts}) == 1 for p in panels)
    assert (panels[0].heading, len(panels[0].facts)) == ("Airport passenger throughput", 4)
    assert "Airport passenger throughput · Growth" in [p.heading for p in panels]
    newest, total = queries.panels(con, Filters(), most=1, each=2)
    assert (total, {f.quote for f in newest}) == (9, {"5200.5万人次", "8700万人次"})


def test_panels_share_the_axis_of_time_and_keep_their_own_units(con: duckdb.DuckDBPyConnection) -> None:
    panels = multiples.by_indicator(queries.panels(con, search(con, "lkttl"))[0], ZH)
    figure = multiples.grid(panels, {}, ZH)
    assert {(trace.xaxis, trace.yaxis) for trace in figure.data} == {("x", "y"), ("x2", "y2"), ("x3", "y3")}
    assert {figure.layout[name].range for name in ("xaxis", "xaxis2", "xaxis3")} == {figure.layout.xaxis.range}
    assert [note.text for note in figure.layout.annotations] == [
        "<b>机场旅客吞吐量</b><br>万人次", "<b>机场旅客吞吐量 · 增速</b><br>%", "<b>机场旅客吞吐量 · 排名</b><br>位",
    ]  # fmt: skip
    growth = figure.layout.yaxis2
    assert (growth.ticksuffix, growth.zeroline, growth.rangemode) == ("%", True, "tozero")
    rank = figure.layout.yaxis3
    assert rank.range[0] > rank.range[1] and rank.tickvals[0] == 1
    assert figure.layout.yaxis.domain[0] >= figure.layout.yaxis2.domain[1] >= figure.layout.yaxis3.domain[1]


def test_areas_are_compared_on_one_scale(con: duckdb.DuckDBPyConnection) -> None:
    one = chosen(indicator=("airport_passengers",), measure=("level",), unit=("passenger",))
    panels = multiples.by_area(queries.panels(con, one, "area")[0], EN)
    figure = multiples.grid(panels, {}, EN, shared=True)
    assert {p.heading for p in panels} == {"Chongqing", "Chengdu"}
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range and figure.layout.yaxis.range[1] > 87
    assert figure.layout.title.text == "Unit: M passenger trips"
    assert [note.text for note in figure.layout.annotations] == ["<b>Chongqing</b>", "<b>Chengdu</b>"]


@pytest.mark.parametrize(("columns", "used", "rows"), [(1, 1, 9), (2, 2, 5), (3, 3, 3), (20, 9, 1)])
def test_panels_stand_in_a_grid_that_never_overlaps(
    con: duckdb.DuckDBPyConnection, columns: int, used: int, rows: int
) -> None:
    panels = multiples.by_indicator(queries.panels(con, Filters())[0], EN)
    layout = multiples.grid(panels, {}, EN, columns=columns).layout
    across = [layout[f"xaxis{n or ''}"] for n in ("", *range(2, len(panels) + 1))]  # each panel names its years
    upright = [layout[f"yaxis{n or ''}"] for n in ("", *range(2, len(panels) + 1))]
    assert len({tuple(x.range) for x in across}) == 1  # one stretch of time
    assert all(left.domain[1] < right.domain[0] for left, right in pairwise(across[:used]))
    assert (across[0].domain[0], across[used - 1].domain[1]) == (0, pytest.approx(1))
    assert [x.domain for x in across] == [across[n % used].domain for n in range(len(panels))]
    assert [y.anchor for y in upright] == [f"x{n + 1 if n else ''}" for n in range(len(panels))]
    assert [x.anchor for x in across] == [f"y{n + 1 if n else ''}" for n in range(len(panels))]
    for number in range(len(panels) - used):  # each row below the one before it, its heading between them
        assert upright[number].domain[0] > upright[number + used].domain[1]
    assert len({tuple(y.domain) for y in upright}) == rows
    assert [note.x for note in layout.annotations] == [x.domain[0] for x in across]


def test_a_long_heading_takes_two_lines_and_is_no_markup(con: duckdb.DuckDBPyConnection) -> None:
    fact = queries.matches(con, Filters())[0][0]._replace(time_end=TODAY)
    panel = multiples.Panel("Investment completed on <b>projects</b> within the year, of all " * 3, [fact])
    first, second, _unit = multiples.grid([panel], {}, EN).layout.annotations[0].text.split("<br>")
    assert first == "<b>Investment completed on &lt;b&gt;projects&lt;/b&gt;" and second.endswith("…</b>")


def test_no_axis_mixes_units_or_measures(con: duckdb.DuckDBPyConnection) -> None:
    facts = queries.panels(con, search(con, "lkttl"))[0]
    with pytest.raises(ValueError, match="expected one measure and unit, found growth in percent, level in passenger"):
        multiples.grid([multiples.Panel("mixed", facts)], {}, EN)
    with pytest.raises(ValueError, match="one axis"):
        multiples.grid(multiples.by_indicator(facts, EN), {}, EN, shared=True)


def test_milestones_are_round_numbers_passed_first_places_and_deadlines(con: duckdb.DuckDBPyConnection) -> None:
    found, total = queries.milestones(con, Filters(), TODAY)
    assert [(m.kind, m.day.isoformat(), m.fact.quote) for m in found] == [
        ("passed", "2022-12-30", "60万标箱"), ("aim", "2023-12-31", "2—3个"), ("passed", "2024-12-31", "8700万人次"),
        ("aim", "2025-12-31", "4500列"), ("aim", "2027-12-31", "6000列"), ("aim", "2027-12-31", "10个"),
    ]  # fmt: skip
    assert total == 6
    near, total = queries.milestones(con, Filters(), TODAY, limit=1)
    assert (near[0].fact.quote, total) == ("4500列", 6)


def test_the_list_of_milestones_draws_a_line_at_today(con: duckdb.DuckDBPyConnection) -> None:
    html = chronicle.chronicle(queries.milestones(con, Filters(), TODAY)[0], EN, markup.address, TODAY, {})
    assert html.count('class="sc-today"') == 1
    assert html.index("4,500 trains") < html.index("sc-today") < html.index("6,000 trains")
    assert html.count('href="evidence?document=') == 6
    assert (html.count("◇"), html.count("□"), html.count("Target")) == (4, 0, 8)
    plan = [m._replace(fact=m.fact._replace(claim="plan")) for m in queries.milestones(con, Filters(), TODAY)[0]]
    html = chronicle.chronicle(plan, EN, markup.address, TODAY, {})
    assert (html.count("◇"), html.count("□"), html.count("Plan")) == (0, 4, 8)


def test_only_the_signs_of_the_list_are_told(con: duckdb.DuckDBPyConnection) -> None:
    found, _ = queries.milestones(con, Filters(), TODAY)
    told = chronicle.signs(found, EN)
    assert told.startswith("●\u00a0round number passed\u00a0· ◇\u00a0target. Targets and plans") and "★" not in told
    passed = [m for m in found if m.kind == "passed"]
    assert chronicle.signs(passed, ZH) == f"●\u00a0突破整数关口。{ZH('explore.first_counts')}"


def test_an_undated_target_says_so_and_over_what_it_is_counted(con: duckdb.DuckDBPyConnection) -> None:
    aim = next(m for m in queries.milestones(con, Filters(), TODAY)[0] if m.kind == "aim")
    said = [EN("format.no_deadline"), EN("time_basis.flow")]
    for basis, wanted in (("flow", said), ("point", said[:1])):
        undated = aim._replace(fact=aim.fact._replace(time_end=None, time_start=None, time_basis=basis))
        html = chronicle.chronicle([undated], EN, markup.address, TODAY, {})
        assert [text for text in said if text in html] == wanted
    assert not any(text in chronicle.chronicle([aim], EN, markup.address, TODAY, {}) for text in said)


def test_today_stands_in_no_other_year(con: duckdb.DuckDBPyConnection) -> None:
    aim = next(m for m in queries.milestones(con, Filters(), TODAY)[0] if m.day.year == 2027)
    html = chronicle.chronicle([aim], EN, markup.address, TODAY, {})
    assert html.index("sc-today") < html.index(">2027<")
    this_year = chronicle.chronicle([aim._replace(day=date(2026, 12, 31))], EN, markup.address, TODAY, {})
    assert this_year.index(">2026<") < this_year.index("sc-today")


def test_a_report_shows_its_target_and_a_target_its_report(con: duckdb.DuckDBPyConnection) -> None:
    facts, _ = queries.matches(con, Filters())
    held = tables.by_observation(queries.held(con, TODAY, [f.obs_id for f in facts]))
    frame = tables.mixed_table(facts, held, EN, markup.address).set_index("figure")
    assert tuple(frame.loc["nearly 5,000 trains", ["against", "attainment"]]) == ("Target ≥ 4,500 trains", "100–111.1%")
    assert tuple(frame.loc["6,000 trains", ["against", "attainment"]]) == ("Reported nearly 5,000 trains", "75–83.3%")
    assert tuple(frame.loc["10 institutions", ["against", "attainment"]]) == ("", "")  # awaits its report
    assert frame.loc["233.6B CNY", "against"].startswith("Implied 183.2")
    own = tables.fact_table(
        [f for f in facts if f.quote == "5000列"], held, Scale("train", 0, ""), "列", ZH, markup.address
    )
    assert list(own["against"]) == ["目标 ≥ 4,500列"]


def test_what_the_table_does_not_hold_is_no_filter(con: duckdb.DuckDBPyConnection) -> None:
    known = queries.facets(con, Filters())
    found = facets.filters((), {"area": ("nowhere", "CY"), "topic": ("x",), "other": ("y",)}, known)
    assert found == chosen(area=("CY",))


def test_a_word_of_a_search_says_what_it_was_taken_for(con: duckdb.DuckDBPyConnection) -> None:
    args = queries.indicators(con), queries.areas(con), queries.units(con), queries.documents(con)
    words = Term("c", tuple(i.indicator_id for i in args[0][:5]), ()), Term("2024", (), ())
    many, none = facets.meanings(words, facets.namer(*args, ZH), ZH)
    assert many.startswith("“c”理解为：") and many.endswith("，另有 2 项；或原句中的文字") and many.count("、") == 2
    assert none == "“2024”：只按原句中的文字查找"


def test_filters_are_told_in_words(con: duckdb.DuckDBPyConnection) -> None:
    args = queries.indicators(con), queries.areas(con), queries.units(con), queries.documents(con)
    filters = chosen(area=("500000", "510100"), claim=("target",), year=("",))
    told = facets.in_words("lkttl", filters, facets.namer(*args, ZH), ZH)
    assert told == "搜索“lkttl”；地区：重庆市、成都市；性质：目标；年份：未注明时间"


def test_a_citation_names_title_vintage_filters_documents_address_and_day(con: duckdb.DuckDBPyConnection) -> None:
    facts, _ = queries.matches(con, chosen(claim=("target",)))
    address = citations.view_address("http://127.0.0.1:1/explore", "explore", [("claim", "target"), ("q", "成都")])
    assert address == "http://127.0.0.1:1/explore?claim=target&q=%E6%88%90%E9%83%BD"
    text = citations.citation("Figures", citations.origins(facts), "Claim: Target", "0123", address, TODAY, EN)
    assert text == (
        "Shuangcheng (vintage 0123): Figures. Filters: Claim: Target. Figures from: “第六次会议数字摘编”, 测试日报, "
        f"31 December 2022. {address}, accessed 15 January 2026."
    )


def test_a_long_list_of_documents_is_counted() -> None:
    many = [citations.Origin(f"t{n}", "unknown", None) for n in range(15)]
    named = citations.citation("x", [citations.Origin("题", "重庆日报", None)], "", "r", "a", TODAY, EN)
    assert "“题”, Chongqing Daily." in named
    within = [citations.Origin("说“双城”", "unknown", None)]
    quoted = {words: citations.citation("x", within, "", "r", "a", TODAY, words) for words in (EN, ZH)}
    assert "“说‘双城’”" in quoted[EN] and "《说“双城”》" in quoted[ZH]
    text = citations.citation("x", many, "", "r", "a", TODAY, ZH)
    assert "《t0》；《t1》" in text and "另 3 篇" in text and "筛选" not in text


def test_what_a_saved_image_says_is_no_markup() -> None:
    html = imprint.under_chart("a<b>", "series", '<img src=x>"', ["<a href=x>y</a>", "", "z"], "file", EN)
    assert "<img" not in html and "<a" not in html and "<b>" not in html
    assert 'data-foot="&amp;lt;a href=x&amp;gt;y&amp;lt;/a&amp;gt;\nz"' in html
    assert html.count("<button") == 2 and 'data-format="svg"' in html


def test_growth_that_falls_stays_below_its_zero_line(con: duckdb.DuckDBPyConnection) -> None:
    grown = next(f for f in queries.matches(con, Filters())[0] if f.measure == "growth")
    falling = [grown, grown._replace(obs_id="x", value=Decimal(-5), ref_area="510100", area_en="Chengdu")]
    panels = [multiples.Panel(f.area_en, [f]) for f in falling]
    low, high = multiples.grid(panels, {}, EN, shared=True).layout.yaxis.range
    assert low < -5 and high > 11.4
    assert isinstance(falling[0], Fact)
