"""Questions to a vintage: typed answers, bound parameters, no writing, no reaching out."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard import queries
from dashboard.queries import whole
from tests.dashboard_fixture import publish
from tests.dashboard_rows import HOSTILE

TODAY = date(2026, 1, 15)
ODD = ["'; DROP TABLE observation; --", '" OR 1=1 --', "%", "\x00", "$area", "成都'", "a" * 10_000]


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = queries.connect(publish(tmp_path_factory.mktemp("curated")))
    yield connection
    connection.close()


def test_the_account_adds_up(con: duckdb.DuckDBPyConnection) -> None:
    account = queries.account(con)
    assert account.mentions == account.observations + account.review_items + account.context_items == 20
    assert account.newest_document_on == date(2025, 1, 10)


def test_headlines_are_the_newest_reported_levels_in_their_order(con: duckdb.DuckDBPyConnection) -> None:
    assert [(f.indicator_id, f.quote) for f in queries.headlines(con)] == [
        ("airport_passengers", "8700万人次"), ("china_europe_trains", "5000列"), ("corridor_volume", "82.6万标箱"),
        ("major_projects_investment", "2336亿元"),
    ]  # fmt: skip


def test_amounts_are_exact_decimals(con: duckdb.DuckDBPyConnection) -> None:
    fact = queries.fact(con, "o001")
    assert fact is not None
    assert (fact.value, type(fact.value)) == (Decimal("11.4"), Decimal)


def test_a_change_is_given_only_for_figures_that_compare(con: duckdb.DuckDBPyConnection) -> None:
    by_quote = {f.quote: f for f in queries.series(con, "airport_passengers", "level", "passenger")[0]}
    before = queries.earlier(con, by_quote["5200.5万人次"])
    assert before is not None and before.quote == "2167.3万人次"
    assert queries.earlier(con, by_quote["8700万人次"]) is None  # "more than" does not compare


def test_what_else_is_said_keeps_to_the_same_area(con: duckdb.DuckDBPyConnection) -> None:
    trains = next(f for f in queries.headlines(con) if f.indicator_id == "china_europe_trains")
    assert [f.quote for f in queries.companions(con, trains)] == ["4500列", "6000列"]


@pytest.mark.parametrize("basis", ["cumulative", "ytd"])
def test_a_running_total_stands_beside_no_target_of_a_year(con: duckdb.DuckDBPyConnection, basis: str) -> None:
    trains = next(f for f in queries.headlines(con) if f.indicator_id == "china_europe_trains")
    held = {t.target_obs_id for t in queries.targets(con, TODAY)[0] if t.report_obs_id == trains.obs_id}
    found = queries.companions(con, trains._replace(time_basis=basis))
    assert held and {f.obs_id for f in found if f.claim == "target"} == held
    nothing = trains._replace(time_basis=basis, obs_id="of a report that no target was held against")
    assert not [f for f in queries.companions(con, nothing) if f.claim == "target"]


def test_other_areas_are_told_apart_not_joined(con: duckdb.DuckDBPyConnection) -> None:
    corridor = next(f for f in queries.headlines(con) if f.indicator_id == "corridor_volume")
    assert [(f.ref_area, f.quote) for f in queries.elsewhere(con, corridor)] == [("CY", "60万标箱")]


def test_series_filters_by_area_counts_all_and_lists_the_newest(con: duckdb.DuckDBPyConnection) -> None:
    facts, total = queries.series(con, "airport_passengers", "level", "passenger", ("500000",), limit=1)
    assert (total, [f.quote for f in facts]) == (2, ["5200.5万人次"])


def test_a_long_series_is_cut_to_what_a_chart_can_show(con: duckdb.DuckDBPyConnection) -> None:
    limit = inspect.signature(queries.series).parameters["limit"].default
    assert limit <= 500  # drawing, listing and downloading cost the page its time for each of them


def test_measures_are_kept_apart(con: duckdb.DuckDBPyConnection) -> None:
    found = queries.measures(con, "airport_passengers")
    assert found[0] == ("level", "passenger", 4)
    assert set(found[1:]) == {("growth", "percent", 1), ("rank", "rank", 1)}


def test_an_open_target_past_its_deadline_is_due_and_never_missed(con: duckdb.DuckDBPyConnection) -> None:
    assert dict(queries.status_counts(con, date(2026, 1, 1))) == {"achieved": 2, "awaiting_report": 2, "open": 1}
    assert dict(queries.status_counts(con, date(2028, 1, 1))) == {"achieved": 2, "awaiting_report": 2, "due": 1}
    assert [t.status for t in queries.targets(con, date(2028, 1, 1), status="due")[0]] == ["due"]
    assert queries.status_details(con, date(2026, 1, 1)) == (1, 1, 1, 0)
    assert queries.status_details(con, date(2028, 1, 1)) == (1, 2, 0, 0)


def test_targets_filter_and_put_awaiting_reports_last(con: duckdb.DuckDBPyConnection) -> None:
    rows, total = queries.targets(con, TODAY)
    assert total == 5
    assert [t.status == "awaiting_report" for t in rows] == [False, False, False, True, True]
    assert [t.target_kind for t in queries.targets(con, TODAY, part="implied")[0]] == ["implied"]
    assert {t.deadline for t in queries.targets(con, TODAY, year=2027)[0]} == {date(2027, 12, 31)}
    assert all(t.deadline and t.deadline >= TODAY for t in queries.targets(con, TODAY, upcoming=True)[0])
    awaiting = rows[-1]
    assert (awaiting.report_obs_id, awaiting.attainment_low) == ("", None)


def test_spans_point_at_their_quotes(con: duckdb.DuckDBPyConnection) -> None:
    for document in queries.documents(con):
        text = queries.document_text(con, document.document_id, 0, document.characters)
        assert len(text) == document.characters
        for mark in queries.marks(con, document.document_id, 0, document.characters):
            assert text[mark.start : mark.end] == mark.quote


def test_a_sentence_holds_its_quote(con: duckdb.DuckDBPyConnection) -> None:
    fact = next(f for f in queries.headlines(con) if f.indicator_id == "corridor_volume")
    text, start, end = queries.sentence(con, fact.document_id, fact.span_start, fact.span_end)
    assert (text[start:end], text.startswith("截至2024年底")) == ("82.6万标箱", True)


def test_the_tables_asked_for_most_come_first(con: duckdb.DuckDBPyConnection) -> None:
    names = [name for name, _ in queries.relations(con)]
    assert names[: len(whole.MOST_ASKED)] == whole.MOST_ASKED
    assert names[0] == "observation" and "review_log" in names and len(names) == len(set(names))


def test_a_window_gives_only_its_part_of_a_document(con: duckdb.DuckDBPyConnection) -> None:
    text = queries.document_text(con, "digest_2022", 0, 10_000)
    assert HOSTILE in text
    assert queries.document_text(con, "digest_2022", 20, 30) == text[20:50]


def test_tables_and_their_columns_are_described(con: duckdb.DuckDBPyConnection) -> None:
    assert queries.table_rows(con)["observation"] == 17
    columns = queries.dictionary(con, "observation")
    assert columns[0][0] == "obs_id"
    assert all(meaning for _, _, meaning in columns)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_hostile_text_is_only_ever_a_value(con: duckdb.DuckDBPyConnection, odd: str) -> None:
    assert queries.fact(con, odd) is None
    assert queries.series(con, odd, odd, odd, (odd,)) == ([], 0)
    assert queries.targets(con, TODAY, topic=odd, area=odd, status=odd) == ([], 0)
    assert queries.marks(con, odd, 0, 10) == [] and queries.document_text(con, odd, 0, 10) == ""
    assert queries.sources(con, odd) == [] and queries.measures(con, odd) == [] and queries.dictionary(con, odd) == []
    assert queries.table_rows(con)["observation"] == 17


@pytest.mark.parametrize("statement", [
    "DELETE FROM observation", "COPY observation TO 'out.csv'", "SELECT * FROM read_text('pyproject.toml')",
    "ATTACH 'other.duckdb'", "INSTALL httpfs",
])  # fmt: skip
def test_a_vintage_is_opened_for_reading_itself_only(con: duckdb.DuckDBPyConnection, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        con.cursor().execute(statement)


def test_every_question_takes_the_connection_and_says_what_it_gives() -> None:
    for name in queries.__all__:
        if not inspect.isfunction(getattr(queries, name)):
            continue
        signature = inspect.signature(getattr(queries, name))
        assert signature.return_annotation is not inspect.Signature.empty, name
        assert (getattr(queries, name).__doc__ or "").strip(), name


def test_two_readers_at_once(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    first, second = con.cursor(), con.cursor()
    first.execute("SELECT obs_id FROM observation ORDER BY 1")
    assert second.execute("SELECT count(*) FROM observation").fetchone() == (17,)
    assert first.fetchone() == ("o000",)
