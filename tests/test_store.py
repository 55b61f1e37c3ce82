"""The database holds exactly what it was given, and refuses what it cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.errors import AccountError, RefreshError
from pipelines.rows import Row, Tables, account, amount
from pipelines.store import ORDER, SCHEMA, build_database, content_id, opened
from tests.table_fixture import build, good, good_tables

Change = Callable[[Row], Row]


def cell(table: str, column: str, value: object) -> Tables:
    """The good tables with one cell of the first row changed."""
    tables = good_tables()
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        names = [row[0] for row in con.execute(f"DESCRIBE {table}").fetchall() if row[0] != "run_id"]
    row = list(tables[table][0])
    row[names.index(column)] = value
    return tables | {table: [tuple(row), *tables[table][1:]]}


def one(path: Path, query: str) -> tuple[object, ...]:
    with opened(path) as con:
        row = con.execute(query).fetchone()
    assert row is not None
    return row


def test_each_row_arrives_with_its_types(tmp_path: Path) -> None:
    path = tmp_path / "table.duckdb"
    run_id = build(path)
    assert one(path, "SELECT count(*), count(DISTINCT run_id), min(run_id) FROM observation") == (5, 1, run_id)
    assert one(path, "SELECT * FROM run") == (run_id, 3, 1, 7, 5, 1, 1, date(2025, 1, 10))
    query = "SELECT value, typeof(value), time_end, low, time_start FROM observation WHERE claim = 'target'"
    assert one(path, query) == (Decimal(6000), "DECIMAL(38,6)", date(2025, 12, 31), Decimal(6000), None)


def test_amounts_keep_every_digit(tmp_path: Path) -> None:
    exact = Decimal("12345678901234567890123456789012.123456")
    path = tmp_path / "table.duckdb"
    build(path, cell("mention", "value", exact))
    assert one(path, "SELECT max(value) FROM mention") == (exact,)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Decimal("6E+5"), Decimal("600000.000000")),
        (Decimal("0.0000005"), Decimal("0.000000")),
        (Decimal("0.0000015"), Decimal("0.000002")),
        (Decimal("1E+32"), None),
        (None, None),
    ],
)
def test_amounts_have_six_places(value: Decimal | None, kept: Decimal | None) -> None:
    assert amount(value) == kept


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("mention", "value", 0.1),
        ("mention", "span_start", 1.0),
        ("mention", "span_start", True),
        ("mention", "time_end", "2024-12-31"),
        ("mention", "quote", 5),
        ("mention", "value", Decimal("0.1234567")),
        ("document", "text", "\ud800"),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(tmp_path: Path, table: str, column: str, value: object) -> None:
    with pytest.raises(RefreshError, match=f"^table {table}, column {column}: "):
        build(tmp_path / "table.duckdb", cell(table, column, value))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("observation", "indicator_id", "unheard_of"),
        ("observation", "ref_area", "Atlantis"),
        ("observation", "unit", "parsec"),
        ("observation", "claim", "rumoured"),
        ("observation", "quote", ""),
        ("observation", "span_end", 0),
        ("observation", "value", None),
        ("mention", "reason", "because"),
        ("document", "sha256", "short"),
        ("indicator", "name_en", None),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(tmp_path: Path, table: str, column: str, value: object) -> None:
    with pytest.raises(RefreshError, match=f"^table {table}: Constraint Error") as caught:
        build(tmp_path / "table.duckdb", cell(table, column, value))
    assert "\n" not in str(caught.value)


def test_rows_of_another_width_are_refused(tmp_path: Path) -> None:
    tables = good_tables()
    with pytest.raises(RefreshError, match=r"^table unit: expected 5 columns, found 4$"):
        build(tmp_path / "table.duckdb", tables | {"unit": [row[:4] for row in tables["unit"]]})


def test_observations_lie_sorted_by_what_readers_ask_for(tmp_path: Path) -> None:
    path = tmp_path / "table.duckdb"
    build(path, good_tables() | {"observation": good_tables()["observation"][::-1]})
    with opened(path) as con:
        rows = con.execute("SELECT indicator_id, ref_area, time_start FROM observation ORDER BY rowid").fetchall()
    assert rows == sorted(rows, key=lambda row: (row[0], row[1], row[2] or date.max))


def test_the_id_follows_from_the_content_and_nothing_else() -> None:
    tables = good_tables()
    shuffled = {name: rows[::-1] for name, rows in reversed(tables.items())}
    assert content_id(tables, ["SELECT 1"]) == content_id(shuffled, ["SELECT 1"])
    assert content_id(tables, ["SELECT 1"]) != content_id(tables, ["SELECT 2"])
    assert content_id(tables, []) != content_id(cell("observation", "value", Decimal(1)), [])
    assert content_id(tables, []) != content_id(cell("document", "text", "another"), [])


def test_every_column_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "table.duckdb"
    build_database(path, {}, "0" * 12)
    with opened(path) as con:
        bare = con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        )
        assert bare.fetchall() == []
        tables = con.execute("SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal").fetchall()
        views = con.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
    assert {name for name, _ in tables} == set(ORDER)
    assert all(comment for _, comment in [*tables, *views])


def test_two_mentions_of_one_span_have_two_keys() -> None:
    report = good()[0]
    twice = report._replace(mentions=[*report.mentions, report.mentions[-1]])
    keys = [row[0] for row in good_tables([twice])["mention"]]
    assert keys[-2:] == ["report:57-59", "report:57-59#2"]


def test_an_account_that_does_not_add_up_is_a_fault() -> None:
    report = good()[0]
    assert account([report]) == {"mentions": 5, "observations": 3, "review": 1, "context": 1}
    lost = report._replace(observations=report.observations[1:])
    with pytest.raises(AccountError, match=r"^report.txt: 5 mentions: expected 3 observations, found 2; 1 review"):
        account([lost])


def test_two_columns_of_one_view_are_not_taken_for_one(tmp_path: Path) -> None:
    """DuckDB 2.0.0 would answer with the first column twice, see connecting.py."""
    path, tables = tmp_path / "table.duckdb", good_tables()
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        names = [row[0] for row in con.execute("DESCRIBE observation").fetchall() if row[0] != "run_id"]
    key, value = names.index("obs_id"), names.index("value")
    first = next(row for row in tables["observation"] if row[value] is not None)
    rivals = [(*first[:key], f"{n:016x}", *first[key + 1 :]) for n in range(1, 4)]
    rivals = [(*row[:value], row[value] + n * 1000, *row[value + 1 :]) for n, row in enumerate(rivals, 1)]
    build(path, tables | {"observation": [*tables["observation"], *rivals]})
    with opened(path) as con:
        pairs = con.execute("SELECT obs_id, other_obs_id FROM conflict").fetchall()
        union = con.execute("SELECT obs_id FROM conflict UNION SELECT other_obs_id FROM conflict").fetchall()
    assert len(pairs) >= 3
    assert {row[0] for row in union} == {one for pair in pairs for one in pair}
