"""Two vintages held against each other: each kind of difference, and databases that cannot be compared."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from dashboard import queries
from dashboard.vintages import differences
from dashboard.vintages.compared import Change
from pipelines.vintages import current_database
from tests.decision_fixture import TEXTS, Desk


@pytest.fixture
def connections() -> Iterator[list[DuckDBPyConnection]]:
    opened: list[DuckDBPyConnection] = []
    yield opened
    for con in opened:
        con.close()


def database(desk: Desk) -> Path:
    found = current_database(desk.curated)
    assert found
    return found


def rewrite(desk: Desk, name: str, old: str, new: str) -> None:
    text = TEXTS[name]
    assert old in text
    (desk.raw / name).write_text(text.replace(old, new), encoding="utf-8")


def after_refresh(desk: Desk, connections: list[DuckDBPyConnection]) -> DuckDBPyConnection:
    before = database(desk)
    desk.refresh()
    connections.append(queries.compare(before, database(desk)))
    return connections[-1]


def told(con: DuckDBPyConnection) -> list[tuple[str, str, str, str]]:
    """(kind, old quote, new quote, parts that differ)."""
    return [_told(one) for one in queries.differences(con, limit=100)]


def _told(one: Change) -> tuple[str, str, str, str]:
    old, new = (stated.quote if stated else "" for stated in (one.old, one.new))
    return one.kind, old, new, " ".join(differences.changed_parts(one))


def test_another_number_in_the_same_statement_is_a_revision(desk: Desk, connections: list[DuckDBPyConnection]) -> None:
    rewrite(desk, "a.md", "5000列", "15200列")  # longer: its place is another too, and of all that follows it
    con = after_refresh(desk, connections)
    assert told(con) == [("revised", "5000列", "15200列", "value")]
    assert queries.moved(con) == 1  # the growth rate behind it; the kites behind it too, but they are not in the table


def test_a_figure_more_or_less_is_added_or_gone(desk: Desk, connections: list[DuckDBPyConnection]) -> None:
    (desk.raw / "d.md").write_text(
        "---\npublished_on: 2025-03-01\n---\n2023年，重庆开行中欧班列4000列。\n", encoding="utf-8"
    )
    (desk.raw / "c.md").unlink()
    con = after_refresh(desk, connections)
    assert told(con) == [("added", "", "4000列", ""), ("gone", "5500列", "", "")]
    assert queries.change_counts(con) == {"added": 1, "revised": 0, "gone": 1, "reflagged": 0}
    assert queries.change_counts(con, document="d") == {"added": 1, "revised": 0, "gone": 0, "reflagged": 0}
    assert [one.kind for one in queries.differences(con, "gone")] == ["gone"]
    assert [one.kind for one in queries.differences(con, indicator="china_europe_trains", limit=1, offset=1)] == [
        "gone"
    ]
    assert queries.differences(con, indicator="no_such") == []
    assert [key for key, _, _ in queries.changed_indicators(con)] == ["china_europe_trains"]
    assert [key for key, _ in queries.changed_documents(con)] == ["c", "d"]


@pytest.mark.parametrize(
    ("name", "old", "new", "parts"),
    [
        ("c.md", "2024年重庆", "2024年成都", "ref_area"),
        ("b.md", "5600列", "超过5600列", "low bound"),
    ],
    ids=["area", "bound"],
)
def test_the_same_value_said_otherwise_is_flagged_otherwise(
    desk: Desk, connections: list[DuckDBPyConnection], name: str, old: str, new: str, parts: str
) -> None:
    rewrite(desk, name, old, new)
    con = after_refresh(desk, connections)
    assert [(kind, changed) for kind, _, _, changed in told(con)] == [("reflagged", parts)]


def test_a_persons_decision_is_flagged_otherwise(desk: Desk, connections: list[DuckDBPyConnection]) -> None:
    kites = desk.mention("400只")
    correction = {"indicator_id": "china_europe_trains", "ref_area": "500000", "unit": "train"}
    desk.saved(action="correct", mention_id=kites, reason="试", **correction)
    desk.saved(action="context", mention_id=desk.mention("5600列", "b"), reason="")
    con = after_refresh(desk, connections)
    found = {(one.new or one.old).quote: one for one in queries.differences(con)}  # type: ignore[union-attr]
    assert {quote: one.kind for quote, one in found.items()} == {"400只": "reflagged", "5600列": "reflagged"}
    assert found["400只"].old and found["400只"].old.disposition == "review"
    assert found["400只"].new and found["400只"].new.review_status == "corrected"
    assert found["5600列"].new and found["5600列"].new.disposition == "context"


def test_the_same_vintage_has_no_differences(desk: Desk, connections: list[DuckDBPyConnection]) -> None:
    connections.append(queries.compare(database(desk), database(desk)))
    assert told(connections[0]) == [] and queries.moved(connections[0]) == 0


def test_the_file_has_a_row_a_difference_with_both_sides(desk: Desk, connections: list[DuckDBPyConnection]) -> None:
    rewrite(desk, "b.md", "5600列", "5601列")
    con = after_refresh(desk, connections)
    (row,) = csv.DictReader(io.StringIO(differences.csv(queries.differences(con)).decode("utf-8-sig")))
    assert (row["kind"], row["changed"], row["document_id"]) == ("revised", "value", "b")
    assert (row["old_value"], row["new_value"]) == ("5600.000000", "5601.000000")
    assert row["new_sentence"] == "2024年，重庆开行中欧班列5601列。"


def test_a_database_of_another_release_or_none_is_refused(desk: Desk, tmp_path: Path) -> None:
    other, none = tmp_path / "other's.duckdb", tmp_path / "none.duckdb"
    with duckdb.connect(str(other)) as con:
        con.execute("CREATE TABLE mention (mention_id VARCHAR)")
    none.write_bytes(b"no database" * 1000)
    for path in (other, none, tmp_path / "missing.duckdb"):
        with pytest.raises(queries.VintageError):
            queries.compare(path, database(desk))
        with pytest.raises(queries.VintageError):
            queries.compare(database(desk), path)


def test_a_comparison_reads_no_file_and_changes_no_vintage(desk: Desk, connections: list[DuckDBPyConnection]) -> None:
    con = after_refresh(desk, connections)
    with pytest.raises(duckdb.Error):
        con.execute(f"SELECT * FROM read_text('{desk.raw / 'a.md'}')")
    with pytest.raises(duckdb.Error):
        con.execute("DELETE FROM new_vintage.finding")
