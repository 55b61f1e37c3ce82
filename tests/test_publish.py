"""What is published: the same bytes for the same content, described, and pointed to only when it is whole."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.atomic import replace_file, unfinished
from pipelines.comparison import compare
from pipelines.datapackage import RESOURCES
from pipelines.publish import new_vintage, publish, write_csv
from pipelines.rows import Tables
from pipelines.store import opened
from pipelines.vintages import current_database, current_run_id, database_of, drop_old_vintages, list_vintages
from tests.table_fixture import build, good, good_tables


def put(curated: Path, tables: Tables | None = None) -> str:
    """Build and publish a table; return its run id."""
    curated.mkdir(exist_ok=True)
    scratch = curated.parent / "scratch.duckdb"
    run_id = build(scratch, tables)
    with new_vintage(curated, run_id) as path:
        scratch.rename(path)
        publish(curated, path, run_id)
    return run_id


def without(number: int) -> Tables:
    """The good tables without the observations of one document and without what rests on them."""
    documents = good()
    del documents[number]
    return good_tables(documents)


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    folder = tmp_path / "curated"
    put(folder)
    return folder


def rows(path: Path) -> Iterator[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, strict=True)


def package(curated: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((curated / "datapackage.json").read_text(encoding="utf-8"))
    return loaded


def test_the_same_content_gives_the_same_bytes(curated: Path, tmp_path: Path) -> None:
    again = tmp_path / "again" / "curated"
    again.parent.mkdir()
    put(again, {name: table[::-1] for name, table in good_tables().items()})
    names = {path.name for path in curated.iterdir() if path.suffix in (".csv", ".json")}
    assert names == {f"{name}.csv" for name in RESOURCES.values()} | {"datapackage.json", "current.json"}
    assert {name: (curated / name).read_bytes() for name in names} == {
        name: (again / name).read_bytes() for name in names
    }


def test_a_csv_holds_the_table_exactly(curated: Path) -> None:
    data = (curated / "mentions.csv").read_bytes()
    assert b"\r" not in data and not data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\n")
    found = {row["mention_id"]: row for row in rows(curated / "mentions.csv")}
    assert found["report:24-28"]["value"] == "7.5"
    assert found["later:15-20"]["low"] == "5400" and found["later:15-20"]["high"] == ""
    assert found["target:17-22"]["time_start"] == "" and found["target:17-22"]["time_end"] == "2025-12-31"
    documents = list(rows(curated / "documents.csv"))
    assert [row["document_id"] for row in documents] == ["later", "report", "target"]
    assert documents[0]["title"] == "题目“later”,甲" and documents[0]["unreadable"] == "第二段缺一数\n末行残缺"
    assert "text" not in documents[0]


@pytest.mark.parametrize("text", ["=1+1", "a\rb", 'say "no", or', " at the edges ", "NULL", "双\n城", "\\", "🀄"])
def test_any_text_comes_back_from_a_csv(tmp_path: Path, text: str) -> None:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE refusal (file VARCHAR PRIMARY KEY, reason VARCHAR, detail VARCHAR)")
        con.execute("INSERT INTO refusal VALUES ('a', ?, NULL), ('b', '', 'x')", [text])
        write_csv(con, "refusal", tmp_path / "x.csv")
    assert [tuple(row.values()) for row in rows(tmp_path / "x.csv")] == [("a", text, ""), ("b", "", "x")]
    with duckdb.connect() as con:
        options = "all_varchar = true, allow_quoted_nulls = false, quote = '\"'"
        read = con.execute(f"SELECT * FROM read_csv('{tmp_path / 'x.csv'}', {options})").fetchall()
    assert read == [("a", text, None), ("b", "", "x")]


@pytest.mark.parametrize(
    ("value", "printed"),
    [("600000", "600000"), ("0.000001", "0.000001"), ("-7.50", "-7.5"), ("0", "0"), ("99999999999999999999", "9" * 20)],
)
def test_numbers_are_printed_plainly(tmp_path: Path, value: str, printed: str) -> None:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t (k VARCHAR PRIMARY KEY, v DECIMAL(38, 6))")
        con.execute("INSERT INTO t VALUES ('a', ?)", [Decimal(value)])
        write_csv(con, "t", tmp_path / "x.csv")
    assert [row["v"] for row in rows(tmp_path / "x.csv")] == [printed]


def test_the_package_describes_each_file(curated: Path) -> None:
    described = package(curated)
    assert described["profile"] == "tabular-data-package" and described["version"] == current_run_id(curated)
    assert re.fullmatch("[a-z0-9._/-]+", described["name"])
    resources = {resource["name"]: resource for resource in described["resources"]}
    assert list(resources) == list(RESOURCES.values())
    for resource in resources.values():
        data = (curated / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data) and resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        header = data.decode().splitlines()[0].replace('"', "").split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert resource["description"] and all(field["description"] for field in resource["schema"]["fields"])
    keys = resources["observations"]["schema"]["foreignKeys"]
    assert {"fields": ["document_id"], "reference": {"resource": "documents", "fields": ["document_id"]}} in keys
    assert len(keys) == 5 and resources["observations"]["schema"]["primaryKey"] == ["obs_id"]


def test_each_cell_keeps_to_its_description(curated: Path) -> None:
    """Types, constraints, primary and foreign keys, as a Frictionless reader would check them."""
    resources = {resource["name"]: resource for resource in package(curated)["resources"]}
    tables = {name: list(rows(curated / resource["path"])) for name, resource in resources.items()}
    types = {"string": str, "date": date.fromisoformat, "integer": int, "number": Decimal}
    for name, resource in resources.items():
        schema = resource["schema"]
        for field in schema["fields"]:
            cells = [row[field["name"]] for row in tables[name]]
            rules = field.get("constraints", {})
            assert not rules.get("required") or all(cells), (name, field)
            assert not rules.get("unique") or len(set(cells)) == len(cells), (name, field)
            for cell in filter(None, cells):
                types[field["type"]](cell)
                assert cell in rules.get("enum", [cell])
        for key in schema.get("foreignKeys", []):
            other = tables[key["reference"]["resource"]]
            known = {row[key["reference"]["fields"][0]] for row in other}
            assert {row[key["fields"][0]] for row in tables[name]} - {""} <= known


def test_a_rule_with_a_list_becomes_an_enum(curated: Path) -> None:
    fields = {field["name"]: field for field in package(curated)["resources"][0]["schema"]["fields"]}
    assert fields["claim"]["constraints"] == {"required": True, "enum": ["reported", "target", "plan", "implied"]}
    assert fields["quote"]["constraints"] == {"required": True}
    assert "constraints" not in fields["value_as_published"]  # may be empty, which a CSV cannot tell from missing


def test_the_pointer_names_the_database(curated: Path) -> None:
    run_id = current_run_id(curated)
    pointer = json.loads((curated / "current.json").read_text())
    assert pointer == {"run_id": run_id, "database": f"vintages/{run_id}.duckdb"}
    database = current_database(curated)
    assert database == curated / pointer["database"]
    with opened(database) as con:
        assert con.execute("SELECT DISTINCT run_id FROM observation").fetchall() == [(run_id,)]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"run_id": "gone"}'])
def test_a_broken_pointer_is_no_table(tmp_path: Path, text: str) -> None:
    (tmp_path / "current.json").write_text(text)
    assert current_database(tmp_path) is None


def test_publishing_again_replaces_the_vintage_and_a_reader_keeps_its_own(curated: Path) -> None:
    database = current_database(curated)
    assert database
    with opened(database) as reader:
        assert put(curated) == database.stem
        assert put(curated, without(2)) != database.stem
        drop_old_vintages(curated, keep=0)
        assert not database.exists()
        assert reader.execute("SELECT count(*) FROM observation").fetchone() == (5,)
    assert list_vintages(curated) == [current_run_id(curated)]


def test_the_last_ten_vintages_stay_and_always_the_current_one(curated: Path) -> None:
    current = current_run_id(curated)
    assert current
    os.utime(database_of(curated, current), (1, 1))  # the oldest of all
    for number in range(12):
        path = database_of(curated, f"{number:012}")
        path.write_bytes(b"")
        os.utime(path, (100 + number, 100 + number))
    assert drop_old_vintages(curated) == ["000000000001", "000000000000"]
    assert list_vintages(curated) == [f"{number:012}" for number in range(11, 1, -1)] + [current]


def test_what_a_killed_run_left_is_cleared(curated: Path) -> None:
    before = {path for path in curated.rglob("*")}
    for path in (curated / "observations.csv", database_of(curated, "x")):
        unfinished(path).write_text("half")
        unfinished(path).with_name(unfinished(path).name + ".wal").write_text("half")
    with new_vintage(curated, "abc") as path:
        path.write_text("never published")
    assert {path for path in curated.rglob("*")} == before


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    with pytest.raises(OSError):
        replace_file(path, b"text")
    assert path.is_dir()


def changed(old: Tables, new: Tables, tmp_path: Path) -> dict[str, int]:
    build(tmp_path / "old.duckdb", old)
    build(tmp_path / "new.duckdb", new)
    with opened(tmp_path / "new.duckdb") as con:
        found = compare(con, tmp_path / "old.duckdb")
    assert all(example["quote"] and example["document_id"] for example in found.examples)
    return {name: getattr(found, name) for name in ("added", "changed", "gone", "moved")}


def test_two_vintages_differ_by_what_they_state(tmp_path: Path) -> None:
    report, target, later = good()
    first, *others = report.observations
    old = good_tables([report, target])
    other = report._replace(observations=[first._replace(value=Decimal(5001), rule_id="another"), *others])
    assert changed(old, good_tables([other, later]), tmp_path) == {"added": 1, "changed": 1, "gone": 1, "moved": 0}


def test_another_rule_or_run_is_no_change(tmp_path: Path) -> None:
    report, *others = good()
    other = report._replace(observations=[o._replace(rule_id="new", confidence=0.5) for o in report.observations])
    assert changed(good_tables(), good_tables([other, *others]), tmp_path) == dict.fromkeys(
        ("added", "changed", "gone", "moved"), 0
    )


def test_a_statement_that_only_moves_is_not_new(tmp_path: Path) -> None:
    """A word put in at the top of a document moves all that follows."""
    report, *others = good()
    document = report.document._replace(text="补记：" + report.document.text)
    mentions = [m._replace(start=m.start + 3, end=m.end + 3, sentence_end=m.sentence_end + 3) for m in report.mentions]
    observations = [
        o._replace(obs_id=f"moved{o.span_start}", span_start=o.span_start + 3, span_end=o.span_end + 3)
        for o in report.observations
    ]
    moved = report._replace(document=document, mentions=mentions, observations=observations)
    expected = {"added": 0, "changed": 0, "gone": 0, "moved": 3}
    assert changed(good_tables(), good_tables([moved, *others]), tmp_path) == expected


def test_without_a_vintage_before_everything_is_added(curated: Path) -> None:
    database = current_database(curated)
    assert database
    with opened(database) as con:
        found = compare(con, None)
    assert (found.added, found.changed, found.gone) == (5, 0, 0)
    assert found.examples[0]["kind"] == "added" and found.examples[0]["indicator_id"] == "china_europe_trains"
