"""Typed SQL: what it may read, what it may not, and that it ends."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard import palette, saved
from dashboard.charting import plots
from dashboard.sandbox import Answer, QueryError, ask
from dashboard.tables import answer_table
from dashboard.words import LANGUAGES, Language
from tests.dashboard_fixture import publish

QUERIES = Path(__file__).parent.parent / "data" / "queries"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("curated"))


def test_an_answer_keeps_the_types(database: Path) -> None:
    answer = ask(database, "SELECT 7 AS n, DATE '2024-02-29' AS d, 1.50::DECIMAL(8,2) AS v, NULL AS x, '川' AS t")
    assert answer.columns == ("n", "d", "v", "x", "t")
    assert answer.rows == ((7, date(2024, 2, 29), Decimal("1.50"), None, "川"),)
    assert answer.numeric() == ["n", "v"] and not answer.more


def test_the_order_of_the_query_is_kept_and_rows_are_counted(database: Path) -> None:
    answer = ask(database, "SELECT range AS n FROM range(100) ORDER BY n DESC -- last first", rows=3)
    assert answer.rows == ((99,), (98,), (97,)) and answer.more
    assert not ask(database, "SELECT 1 FROM range(3)", rows=3).more


def test_cells_have_room_for_so_many_characters_together(database: Path) -> None:
    answer = ask(database, "SELECT repeat('x', 1000000) FROM range(50)")
    assert len(answer.rows) == 5 and answer.more


@pytest.mark.parametrize("sql", ["FROM observation", "SHOW TABLES", "DESCRIBE observation", "SUMMARIZE observation",
    "EXPLAIN SELECT 1", "WITH a AS (SELECT 1) SELECT * FROM a", "VALUES (1), (2)", "SELECT 1;"])  # fmt: skip
def test_all_forms_of_reading_are_allowed(database: Path, sql: str) -> None:
    assert ask(database, sql).rows


@pytest.mark.parametrize("sql", ["DELETE FROM observation", "CREATE TEMP TABLE x AS SELECT 1", "SET threads = 8",
    "LOAD json", "INSTALL httpfs", "ATTACH 'other.duckdb'", "COPY observation TO 'x.csv'", "PRAGMA database_list",
    "USE memory", "SELECT 1; SELECT 2", "CALL pragma_version()", "EXPORT DATABASE 'x'", "-- nothing",
    "PREPARE a AS SELECT 1", "RESET lock_configuration", "CHECKPOINT", "BEGIN"])  # fmt: skip
def test_nothing_else_is(database: Path, sql: str) -> None:
    with pytest.raises(QueryError) as told:
        ask(database, sql)
    assert told.value.code == "only_select"


@pytest.mark.parametrize("sql", ["SELECT * FROM read_csv('{file}')", "SELECT * FROM read_text('{file}')",
    "FROM '{file}'", "SELECT * FROM glob('/*')", "SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')",
    "SELECT getenv('HOME')", "SELECT * FROM query('COPY (SELECT 1) TO ''{file}''')"])  # fmt: skip
def test_files_and_network_are_out_of_reach(database: Path, tmp_path: Path, sql: str) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("secret\n1\n", encoding="utf-8")
    with pytest.raises(QueryError) as told:
        ask(database, sql.format(file=file))
    assert told.value.code in ("shut_off", "unknown_function", "syntax")  # the last: it is no query()
    assert file.read_text(encoding="utf-8") == "secret\n1\n"


def test_where_the_table_lies_is_not_told(database: Path) -> None:
    answer = ask(database, "SELECT * FROM duckdb_databases()")
    assert str(database.parent) not in str(answer.rows)


def test_a_query_without_end_is_stopped(database: Path) -> None:
    with pytest.raises(QueryError) as told:
        ask(database, "SELECT count(*) FROM range(1000000000000) a, range(1000) b", seconds=1.0)
    assert told.value.code == "too_slow"


def test_memory_has_a_limit(database: Path) -> None:
    with pytest.raises(QueryError) as told:
        ask(database, "SELECT list(a.range) FROM range(1000000000) a", seconds=30.0)
    assert told.value.code == "too_much_memory"


@pytest.mark.parametrize(
    "sql", ["SELECT repeat('x', 100000000) FROM range(100)", "SELECT * FROM unnest(range(1000000000))"]
)
def test_one_huge_cell_has_the_same_limit(database: Path, sql: str) -> None:
    with pytest.raises(QueryError) as told:
        ask(database, sql, seconds=60.0)
    assert told.value.code == "too_much_memory"


def test_a_character_that_no_text_holds_is_a_wrong_query(database: Path) -> None:
    with pytest.raises(QueryError) as told:
        ask(database, f"SELECT '{chr(0xD800)}'")
    assert told.value.code == "failed"


@pytest.mark.parametrize(("sql", "code"), [("", "empty"), (" \n", "empty"), ("SELECT 1" + " " * 20_000, "too_long"),
    ("SELEC 1", "syntax"), ("SELECT 'a", "syntax"), ("SELECT nothing FROM observation", "unknown_column"),
    ("SELECT x.value FROM observation", "unknown_table"), ("FROM nothing", "unknown_table"),
    ("SELECT o.x FROM observation o", "unknown_column"), ("SELECT 1::no_such", "unknown_name"),
    ("SELECT no_such(1)", "unknown_function"), ("SELECT quote + 1 FROM observation", "types"),
    ("SELECT value > quote FROM observation", "types"), ("SELECT CAST('x' AS INTEGER)", "types"),
    ("SELECT DATE '2024-02-30'", "types"), ("SELECT 10000000000::BIGINT * 10000000000000", "range"),
    ("SELECT quote, sum(value) FROM observation", "grouping"), ("FROM read_csv('x.csv')", "shut_off"),
    ("SELECT value FROM observation, observation o", "ambiguous"), ("SELECT error('x')", "failed")])  # fmt: skip
def test_a_wrong_query_says_what_is_wrong(database: Path, sql: str, code: str) -> None:
    with pytest.raises(QueryError) as told:
        ask(database, sql)
    assert told.value.code == code and (code in ("empty", "too_long") or told.value.detail != code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [path.stem for path in sorted(QUERIES.glob("*.sql"))])
def test_the_queries_of_the_repository_run(database: Path, name: str, language: Language) -> None:
    (query,) = (one for one in saved.load(QUERIES, language) if one.name == name)
    assert query.title_zh != query.title_en
    answer = ask(database, query.sql)
    assert "{lang}" not in query.sql
    assert ("name" in answer.columns or "area" in answer.columns) == (f"name_{language}" in query.sql)
    if "value" in answer.columns:  # a figure and what the text leaves open of it
        assert {"bound", "bound_of_size"} & set(answer.columns)
    if "direction" in answer.columns:  # "at least" of a fall is of its size
        places = [answer.columns.index(name) for name in ("value", "low", "high", "direction")]
        cells = [tuple(row[at] for at in places) for row in answer.rows]
        ends = [(next((v for v in values if v is not None), 0), which) for *values, which in cells]
        assert cells and all(which == ("fall" if v < 0 else "rise" if v > 0 else None) for v, which in ends)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_of_the_repository_names_things_in_the_readers_language_first(
    database: Path, language: Language
) -> None:
    (query,) = (one for one in saved.load(QUERIES, language) if one.name == "targets-next")
    answer = ask(database, query.sql)
    assert answer.columns[:4] == ("name", "value", "bound", "unit") and answer.rows
    assert all(bool(re.search("[\u4e00-\u9fff]", row[0])) == (language == "zh") for row in answer.rows)


def test_a_saved_query_reads_back_and_its_name_is_ours(tmp_path: Path) -> None:
    name = saved.save(tmp_path, "../../Growth  of\n-- zh: 增长", "SELECT 1\n")
    assert (tmp_path / f"{name}.sql").is_file() and name.startswith("growth-of-zh-")
    (one,) = saved.load(tmp_path, "en")
    assert one == saved.Saved(name, "../../Growth of -- zh: 增长", "../../Growth of -- zh: 增长", "SELECT 1")
    assert saved.save(tmp_path, "../../Growth of -- zh: 增长", "SELECT 1") == name  # the same again is the same file


def test_a_query_may_begin_as_a_title_does(tmp_path: Path) -> None:
    name = saved.save(tmp_path, "最近的目标", "-- zh: 别的\nSELECT 1")
    assert saved.load(tmp_path, "en") == [saved.Saved(name, "最近的目标", "最近的目标", "-- zh: 别的\nSELECT 1")]


@pytest.mark.parametrize(("title", "sql", "code"), [(" ", "SELECT 1", "no_title"), ("t" * 81, "SELECT 1", "long_title"),
    ("\u200b", "SELECT 1", "odd_title"), ("t", " ", "no_sql")])  # fmt: skip
def test_a_query_that_cannot_be_saved_leaves_no_file(tmp_path: Path, title: str, sql: str, code: str) -> None:
    with pytest.raises(saved.SaveError) as told:
        saved.save(tmp_path, title, sql)
    assert told.value.code == code and not list(tmp_path.iterdir())


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "queries").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(saved.SaveError) as told:
        saved.save(tmp_path / "queries", "t", "SELECT 1")
    assert told.value.code == "not_written"


def test_a_file_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.sql").write_text("SELECT 1", encoding="utf-8")
    assert [query.title_en for query in saved.load(tmp_path, "en")] == ["b"]


ANSWER = Answer(
    ("area", "v", "unit"),
    ("VARCHAR", "DOUBLE", "VARCHAR"),
    (("<b>x</b>", 1.0, "CNY"), ("y", 2.0, "km"), ("z", None, "CNY"), ("w", 4.0, "CNY")),
    False,
    0.1,
)


def test_a_chart_never_mixes_units_and_reads_no_markup() -> None:
    assert plots.units(ANSWER) == ["CNY", "km"]
    figure = plots.plot(ANSWER, "area", "v", "area", "bar", "CNY", {"w": "#123456"}, "v")
    assert [trace.name for trace in figure.data] == ["&lt;b&gt;x&lt;/b&gt;", "w"]
    assert [list(trace.y) for trace in figure.data] == [[1.0], [4.0]]
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("area", "v")  # each name at its axis


def test_colours_of_areas_stay_theirs_in_a_chart_of_an_answer() -> None:
    areas = palette.area_colours([("500000", "province"), ("510100", "prefecture")])
    by_area = plots.plot(ANSWER, "area", "v", "area", "bar", "CNY", {"w": areas["500000"]}, "v")
    assert [trace.marker.color for trace in by_area.data] == [palette.SERIES[0], areas["500000"]]
    (alone,) = plots.plot(ANSWER, "area", "v", "", "bar", "CNY", areas, "v").data
    assert alone.marker.color not in areas.values()


@pytest.mark.parametrize(
    "sql", ["SELECT [1, 2] AS v", "SELECT [1.5, 2.5]::DECIMAL(3,1)[] AS v", "SELECT [1, 2]::INTEGER[2] AS v"]
)
def test_a_list_of_numbers_is_no_number(database: Path, sql: str) -> None:
    answer = ask(database, sql)
    assert answer.numeric() == [] and len(answer_table(answer)) == 1


def test_a_number_of_any_length_is_shown(database: Path) -> None:
    answer = ask(database, f"SELECT {10**37}::HUGEINT AS v, 7 AS n")
    assert answer.rows == ((10**37, 7),)
    assert answer_table(answer).values.tolist() == [[1e37, 7]]


def test_two_columns_of_one_name_are_both_kept(database: Path) -> None:
    answer = ask(database, "SELECT 'x' AS a, 1 AS a, 2 AS a_1, 3 AS a")
    assert answer.columns == ("a", "a_2", "a_1", "a_3") and answer.rows == (("x", 1, 2, 3),)
    assert list(answer_table(answer).columns) == list(answer.columns)


def test_a_row_too_long_to_show_is_told(database: Path) -> None:
    with pytest.raises(QueryError) as error:
        ask(database, "SELECT repeat('x', 9000000)")
    assert error.value.code == "row_too_long"
