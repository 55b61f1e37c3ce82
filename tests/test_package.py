"""The zip, the Parquet files and the selections: checked by the readers they are made for."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest

from pipelines.errors import ExportError
from pipelines.export import FORMATS, export
from pipelines.exporting.note import counted
from pipelines.exporting.selection import ALL, Selection
from pipelines.vintages import current_run_id
from tests.export_fixture import publish_good, publish_hard

NARROW = Selection(
    indicators=("china_europe_trains",), areas=("500000",), measures=("level",), claims=("reported",),
    since=date(2023, 1, 1), until=date(2024, 12, 31),
)  # fmt: skip
FILTERS = (
    "indicator china_europe_trains; area 500000; measure level; claim reported; since 2023-01-01; until 2024-12-31"
)


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    publish_hard(tmp_path / "curated")
    return tmp_path / "curated"


def unpacked(curated: Path, selection: Selection = ALL) -> Path:
    (path,) = export(curated, curated.parent / "out", "zip", selection).paths
    folder = curated.parent / path.stem
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


@pytest.mark.parametrize("selection", [ALL, NARROW], ids=["whole", "selection"])
def test_frictionless_finds_nothing_wrong(curated: Path, selection: Selection) -> None:
    folder = unpacked(curated, selection)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, [task.errors for task in report.tasks if not task.valid]
    assert report.stats["tasks"] == 11
    # and the same reader does find a wrong row
    text = (folder / "observations.csv").read_text(encoding="utf-8")
    (folder / "observations.csv").write_text(text.replace('"china_europe_trains"', '"no_such"'), encoding="utf-8")
    found = frictionless.validate(str(folder / "datapackage.json")).flatten(["type"])
    assert ["foreign-key"] in found


@pytest.mark.parametrize("selection", [ALL, NARROW], ids=["whole", "selection"])
def test_every_cell_keeps_to_the_csvw_metadata(curated: Path, selection: Selection) -> None:
    folder = unpacked(curated, selection)
    metadata = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    assert metadata["@context"][0] == "http://www.w3.org/ns/csvw"
    tables = {table["url"]: rows(folder / table["url"]) for table in metadata["tables"]}
    assert set(tables) == {path.name for path in folder.glob("*.csv")}
    parse: dict[str, Any] = {"string": str, "date": date.fromisoformat, "integer": int, "decimal": Decimal}
    for table in metadata["tables"]:
        schema, found = table["tableSchema"], tables[table["url"]]
        with open(folder / table["url"], encoding="utf-8", newline="") as stream:
            assert next(csv.reader(stream)) == [column["titles"] for column in schema["columns"]]
        for column in schema["columns"]:
            kind = column["datatype"]
            base, form = (kind["base"], kind["format"]) if isinstance(kind, dict) else (kind, ".*")
            cells = [row[column["name"]] for row in found]
            assert not column.get("required") or all(cells), (table["url"], column)
            assert all(re.fullmatch(form, cell, re.DOTALL) for cell in cells if cell)
            for cell in filter(None, cells):
                parse[base](cell)
        keys = [tuple(row[name] for name in schema.get("primaryKey", ())) for row in found if "primaryKey" in schema]
        assert len(set(keys)) == len(keys)
        for key in schema.get("foreignKeys", ()):
            other = key["reference"]
            known = {row[other["columnReference"][0]] for row in tables[other["resource"]]}
            assert {row[key["columnReference"][0]] for row in found} - {""} <= known


def test_each_form_carries_vintage_filters_and_citation(curated: Path) -> None:
    run_id = current_run_id(curated)
    citation = (
        "双城指标 Shuangcheng: indicators of the Chengdu–Chongqing twin-city economic circle. "
        f"Vintage {run_id}, as of 2025-01-10. Selection: {FILTERS}."
    )
    folder = unpacked(curated, NARROW)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["version"], package["citation"]) == (run_id, citation)
    assert "; ".join(f"{name} {value}" for name, value in package["filters"].items()) == FILTERS
    metadata = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    assert (metadata["dc:identifier"], metadata["dc:bibliographicCitation"]) == (run_id, citation)
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert all(
        f"- {line}\n" in readme for line in (f"vintage: {run_id}", f"filters: {FILTERS}", f"citation: {citation}")
    )
    assert all(f"`{path.name}`" in readme for path in folder.iterdir() if path.name != "README.md")
    for path in export(curated, curated.parent / "parquet", "parquet", NARROW).paths:
        with duckdb.connect() as con:
            found = con.execute(
                "SELECT decode(key), decode(value) FROM parquet_kv_metadata($p)", {"p": str(path)}
            ).fetchall()
        assert dict(found).items() >= {"vintage": run_id, "filters": FILTERS, "citation": citation}.items()


def test_parquet_and_csv_hold_the_same_exact_values(curated: Path) -> None:
    parquet, plain = (curated.parent / form for form in ("parquet", "csv"))
    export(curated, parquet, "parquet")
    export(curated, plain, "csv")
    with duckdb.connect() as con:
        for path in parquet.glob("*.parquet"):
            kinds = con.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
            expected = con.execute(f"SELECT * FROM '{path}'").fetchall()
            found = rows(plain / f"{path.stem}.csv")
            assert len(found) == len(expected)
            for row, other in zip(found, expected, strict=True):
                for (name, kind, *_), cell in zip(kinds, other, strict=True):
                    text = row[name]
                    same = (
                        Decimal(text) == Decimal(str(cell))
                        if kind[:3] in ("DEC", "DOU") and text
                        else text == str("" if cell is None else cell)
                    )
                    assert same, (path.name, name, text, cell)


def test_a_selection_keeps_what_refers_to_each_other(curated: Path) -> None:
    publish_good(curated)
    folder = unpacked(curated, Selection(claims=("target",)))
    assert [row["quote"] for row in rows(folder / "observations.csv")] == ["6000列"]
    assert [row["document_id"] for row in rows(folder / "documents.csv")] == ["target"]
    assert [row["quote"] for row in rows(folder / "mentions.csv")] == ["6000列"]
    assert len(rows(folder / "progress.csv")) == 1  # it awaits its report
    whole = unpacked(curated)
    assert len(rows(whole / "observations.csv")) == 5 and len(rows(whole / "indicators.csv")) == len(
        rows(folder / "indicators.csv")
    )
    assert folder.name != whole.name


def test_a_figure_without_a_time_is_counted_when_times_are_filtered(curated: Path) -> None:
    untimed = (counted("observations left out because they have no time to filter by", code="untimed_left_out", n=1),)
    out = curated.parent / "out"
    assert export(curated, out, "csv", Selection(since=date(2020, 1, 1))).notes == untimed
    assert export(curated, out, "csv", Selection(since=date(2020, 1, 1), measures=("level",))).notes == ()
    assert export(curated, out, "csv", Selection(claims=("reported",))).notes == ()


def test_a_target_whose_report_is_not_selected_is_left_out_and_counted(curated: Path) -> None:
    (vintage,) = (curated / "vintages").glob("*.duckdb")
    with duckdb.connect(str(vintage)) as con:
        con.execute("UPDATE progress SET report_obs_id = (SELECT obs_id FROM observation WHERE quote = '5400列')")
    kept = export(curated, curated.parent / "a", "csv", Selection(measures=("level",)))
    assert kept.notes == () and len(rows(curated.parent / "a" / "progress.csv")) == 1
    done = export(curated, curated.parent / "b", "csv", Selection(claims=("target",)))
    line = "comparisons with a target left out because the report is not in the selection"
    assert done.notes == (counted(line, code="comparisons_left_out", n=1),)
    assert rows(curated.parent / "b" / "progress.csv") == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_selection_of_everything_is_the_whole(curated: Path, form: str) -> None:
    """The copy in memory loses nothing on its way: bytes differ by the filters' lines alone."""
    publish_good(curated)
    every = Selection(measures=("level", "growth", "share", "completion", "rank"))
    whole, copy = (export(curated, curated.parent / name, form, one) for name, one in (("w", ALL), ("c", every)))
    assert len(whole.paths) == len(copy.paths) and whole.notes == copy.notes
    if form == "csv":
        for path, other in zip(whole.paths, copy.paths, strict=True):
            if path.name not in ("datapackage.json", "mentions.csv"):
                assert path.read_bytes() == other.read_bytes()


def test_a_selection_never_takes_the_place_of_the_published_table(curated: Path) -> None:
    before = {path: path.read_bytes() for path in curated.glob("*.*")}
    with pytest.raises(ExportError, match="the published table stands there"):
        export(curated, curated / ".." / curated.name, "csv", NARROW)
    assert {path: path.read_bytes() for path in curated.glob("*.*")} == before


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Selection(indicators=("no'; DROP TABLE",)), "--indicator: expected a code of the table indicator, found"),
        (Selection(areas=("1",)), "--area: expected a code of the table ref_area, found '1'"),
        (Selection(measures=("size",)), "--measure: expected a code of the table measure, found 'size'"),
        (Selection(claims=("plan",)), "nothing to export: no observation matches --claim plan"),
    ],
)
def test_what_cannot_be_selected_is_named(curated: Path, wanted: Selection, error: str) -> None:
    with pytest.raises(ExportError, match=re.escape(error)):
        export(curated, curated.parent / "out", "csv", wanted)
    assert not (curated.parent / "out").exists()
