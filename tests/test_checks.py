"""Each check finds a planted wrong row, and is silent on a good table."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from pipelines.checks import LIMIT, Check, check_current, load_checks, raise_hard, run_checks
from pipelines.errors import CheckError, RefreshError
from pipelines.records import Finding
from pipelines.store import ORDER, SCHEMA
from tests.table_fixture import build

REPORTED = "WHERE claim = 'reported' AND measure = 'level' AND document_id = 'report'"
SPAN = " WHERE mention_id = 'report:14-19'"
COPY = "INSERT INTO observation BY NAME SELECT * REPLACE ({}) FROM observation " + REPORTED
DECIDED = (
    "INSERT INTO review_log BY NAME SELECT 2 AS line, 'd1' AS decision_id, 'x' AS action, 'x' AS note, "
    "'{{}}' AS parameters, '{}' AS state"
)
# What makes the good table wrong, for each check; the subject it then names.
PLANTED = {
    "account_adds_up": ("DELETE FROM observation " + REPORTED, "report:14-19"),
    "catalogue_orphan": ("UPDATE mention SET indicator_id = 'unheard_of'" + SPAN, "mention report:14-19"),
    "conflict": (COPY.format("'x' AS obs_id, 5100 AS value, '5100' AS value_as_published"), ""),
    "decision_refused": (DECIDED.format("refused"), "d1"),
    "decision_stale": (DECIDED.format("stale"), "d1"),
    "document_without_date": ("UPDATE document SET published_on = NULL WHERE document_id = 'report'", "report"),
    "interval_contains_value": ("UPDATE observation SET high = 5, low = NULL " + REPORTED, "observation "),
    "magnitude": ("UPDATE observation SET value = 50000000 " + REPORTED, ""),
    "percent_in_range": ("UPDATE observation SET value = -120 WHERE measure = 'growth'", ""),
    "progress_inputs_exist": ("UPDATE progress SET target_obs_id = 'gone'", ""),
    "range_has_ends": ("UPDATE observation SET bound = 'range', low = 1, high = NULL " + REPORTED, ""),
    "rank_is_positive_integer": ("UPDATE observation SET value = 1.5 WHERE measure = 'rank'", ""),
    "reported_before_it_happened": ("UPDATE observation SET time_start = NULL, time_end = '2030-1-1' " + REPORTED, ""),
    "share_in_range": ("UPDATE observation SET measure = 'share', value = 101 WHERE measure = 'growth'", ""),
    "span_in_its_sentence": ("UPDATE mention SET sentence_start = 15" + SPAN, "report:14-19"),
    "span_reproduces_quote": ("UPDATE observation SET span_start = span_start - 1 " + REPORTED, "observation "),
    "target_has_deadline": ("UPDATE observation SET time_end = NULL WHERE claim = 'target'", ""),
    "time_order": ("UPDATE mention SET time_end = DATE '1999-01-01'" + SPAN, "mention report:14-19"),
    "unit_dimension": ("UPDATE observation SET unit = 'person' " + REPORTED, ""),
    "unit_is_canonical": ("UPDATE observation SET unit = 'times' WHERE measure = 'growth'", ""),
}  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> DuckDBPyConnection:
    """The good table without the keys and rules of schema.sql: a check must find what gets past them."""
    path = tmp_path / "good.duckdb"
    build(path)
    sql = SCHEMA.read_text(encoding="utf-8")
    bare = re.sub(r" REFERENCES \w+ \(\w+\)|PRIMARY KEY|UNIQUE|NOT NULL", "", sql)
    bare = re.sub(r",?\n? *CHECK \((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "", bare)
    con = duckdb.connect()
    con.execute(bare)
    con.execute(f"ATTACH '{path}' AS good (READ_ONLY)")
    for name in ORDER:
        con.execute(f"INSERT INTO {name} SELECT * FROM good.{name}")
    return con


def test_a_good_table_has_no_findings(table: DuckDBPyConnection) -> None:
    assert run_checks(table) == []


def test_each_check_has_a_planted_row() -> None:
    assert set(PLANTED) == {check.name for check in load_checks()}


@pytest.mark.parametrize("check", load_checks(), ids=lambda check: check.name)
def test_a_check_finds_the_planted_row(table: DuckDBPyConnection, check: Check) -> None:
    planted, subject = PLANTED[check.name]
    table.execute(planted)
    found = run_checks(table, (check,))
    assert found and all(finding.check_name == check.name and finding.severity == check.severity for finding in found)
    assert found[0].subject.startswith(subject) and found[0].subject
    assert found[0].message and "\n" not in found[0].message


@pytest.mark.parametrize(
    ("value", "printed", "bound", "conflicts"),
    [
        ("5000", "5000", "exact", False),
        ("5001", "5001", "exact", True),  # a plain count stands for itself
        ("5100", "0.51万", "exact", True),
        ("5000", "0.5万", "exact", False),  # 5,000 may be the rounding or the cut of 5,060
        ("4900", "4900", "more_than", False),
        ("5200", "5200", "more_than", True),
        ("5200", "5200", "at_most", False),
        ("6000", "6000", "nearly", False),
        ("5050", "5050", "nearly", True),  # at most one unit of its last digit below
        ("5000", "5000", "about", False),
        ("8000", "8000", "about", True),
    ],
)
def test_values_conflict_when_they_cannot_both_hold(
    table: DuckDBPyConnection, value: str, printed: str, bound: str, conflicts: bool
) -> None:
    stated = f"'x' AS obs_id, {value} AS value, '{printed}' AS value_as_published, '{bound}' AS bound"
    table.execute(COPY.format(stated))
    assert (table.execute("SELECT count(*) FROM conflict").fetchone() == (1,)) is conflicts
    (check,) = (check for check in load_checks() if check.name == "conflict")
    assert len(run_checks(table, (check,))) == conflicts


def test_an_unknown_time_conflicts_with_nothing(table: DuckDBPyConnection) -> None:
    table.execute(COPY.format("'x' AS obs_id, 9 AS value, '9' AS value_as_published"))
    table.execute("UPDATE observation SET time_end = NULL, time_start = NULL")
    assert table.execute("SELECT count(*) FROM conflict").fetchone() == (0,)


def test_the_latest_observation_is_the_newest_report(table: DuckDBPyConnection) -> None:
    query = "SELECT measure, value FROM latest_observation ORDER BY measure"
    assert table.execute(query).fetchall() == [("growth", 7.5), ("level", 5400), ("rank", 2)]


def test_targets_are_stated_or_implied(table: DuckDBPyConnection) -> None:
    table.execute(
        "INSERT INTO progress BY NAME SELECT * REPLACE ('x' AS progress_id, 'implied' AS target_kind) FROM progress"
    )
    query = "SELECT target_kind, claim, value, deadline::VARCHAR FROM target ORDER BY target_kind DESC"
    assert table.execute(query).fetchall() == [
        ("stated", "target", 6000, "2025-12-31"),
        ("implied", "implied", 6000, "2025-12-31"),
    ]


def test_only_the_first_findings_of_a_check_are_listed(table: DuckDBPyConnection) -> None:
    many = Check(
        "many", "soft", "every number is wrong", "SELECT i AS subject, 'wrong' AS message FROM range(1000) t(i)"
    )
    found = run_checks(table, (many,))
    assert len(found) == LIMIT + 1 and found[-1][:4] == ("many", "soft", "", "and 800 more")


def test_a_hard_finding_stops_the_refresh_and_a_soft_one_does_not() -> None:
    soft, hard = Finding("odd", "soft", "a", "is odd"), Finding("wrong", "hard", "b", "is wrong")
    raise_hard([soft])
    with pytest.raises(CheckError, match=r"^nothing is published.*; wrong \(2\): b: is wrong$"):
        raise_hard([soft, hard, hard])


def test_a_check_says_how_much_it_matters(tmp_path: Path) -> None:
    (tmp_path / "mute.sql").write_text("SELECT 1")
    with pytest.raises(CheckError, match=r"^mute\.sql: expected a first line"):
        load_checks(tmp_path)


def test_a_query_that_does_not_run_is_named(table: DuckDBPyConnection) -> None:
    with pytest.raises(CheckError, match=r"^bad\.sql: .*nowhere"):
        run_checks(table, (Check("bad", "soft", "no such table", "SELECT * FROM nowhere"),))


def test_there_is_nothing_to_check_before_the_first_refresh(tmp_path: Path) -> None:
    with pytest.raises(RefreshError, match="no table yet"):
        check_current(tmp_path)


def test_quotes_are_found_in_a_long_text(table: DuckDBPyConnection) -> None:
    (check,) = (check for check in load_checks() if check.name == "span_reproduces_quote")
    text = "".join(f"第{n}行，\n" for n in range(2000)) + "𠮷尾"
    spans = [(0, 1), (98, 103), (99, 100), (100, 101), (4990, 5310), (len(text) - 2, len(text))]
    table.execute("DELETE FROM observation")
    table.execute("DELETE FROM mention WHERE mention_id <> 'report:14-19'")
    table.execute("UPDATE document SET text = ?, characters = ?", [text, len(text)])
    (good,) = table.execute("SELECT * FROM mention").fetchall()
    names = [column[0] for column in table.description or ()]
    table.execute("DELETE FROM mention")
    for start, end in spans:
        row = {"mention_id": f"{start}", "span_start": start, "span_end": end, "quote": text[start:end]}
        table.execute(
            f"INSERT INTO mention VALUES ({', '.join('?' * len(names))})",
            [row.get(name, value) for name, value in zip(names, good, strict=True)],
        )
    assert run_checks(table, (check,)) == []
    table.execute("UPDATE mention SET span_start = span_start + 1, span_end = span_end + 1")
    assert len(run_checks(table, (check,))) == len(spans)
    table.execute("UPDATE mention SET span_end = 1000000000000, span_start = span_start - 1")
    assert len(run_checks(table, (check,))) == len(spans) - 1  # the last quote ends with its text
