"""The workbook, as another program reads it: text stays text, numbers numbers, days days, and nothing goes unsaid."""

from __future__ import annotations

import csv
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.export import export
from pipelines.exporting import book
from pipelines.exporting.book import Book
from pipelines.exporting.selection import ALL, Selection
from pipelines.store import opened
from pipelines.vintages import current_database
from tests.export_fixture import FORMULA, LONG_NUMBER, STARTS, publish_good, publish_hard

Rows = list[dict[str, Any]]


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    publish_good(tmp_path / "curated")
    return tmp_path / "curated"


@pytest.fixture
def hard(tmp_path: Path) -> Path:
    publish_hard(tmp_path / "curated")
    return tmp_path / "curated"


def workbook(curated: Path, selection: Selection = ALL) -> tuple[Path, dict[str, Rows]]:
    """Export; the file, and the rows of each sheet as another reader finds them."""
    (path,) = export(curated, curated.parent / "out", "xlsx", selection).paths
    sheets = {}
    for sheet in openpyxl.load_workbook(path):
        header, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(header, row, strict=True)) for row in rows]
    return path, sheets


def about(sheets: dict[str, Rows], name: str) -> list[str]:
    return [row["text"] for row in sheets["readme"] if row["about"] == name]


def test_every_observation_arrives_with_its_names_and_types(curated: Path) -> None:
    _, sheets = workbook(curated)
    assert list(sheets) == ["readme", "metadata", "observations", "targets", "indicators", "documents"]
    database = current_database(curated)
    assert database
    with opened(database) as con:
        expected = con.execute(
            "SELECT obs_id, value, low, time_start, time_end, quote, unit FROM observation"
        ).fetchall()
    found = {row["obs_id"]: row for row in sheets["observations"]}
    assert len(found) == len(expected) == 5
    for key, value, low, start, end, quote, unit in expected:
        row = found[key]
        assert (row["quote"], row["unit"], row["indicator_zh"], row["area_en"]) == (
            quote,
            unit,
            "中欧班列开行量",
            "Chongqing",
        )
        assert row["value"] == float(value) and isinstance(row["value"], int | float)
        assert row["low"] == (None if low is None else float(low))
        assert [row["time_start"], row["time_end"]] == [
            day and datetime(day.year, day.month, day.day) for day in (start, end)
        ]
        assert row["exact"] is None
    assert [(row["target_value (train)"], row["report_value (train)"], row["status"]) for row in sheets["targets"]] == [
        (6000, None, "awaiting_report")
    ]
    assert [row["document_id"] for row in sheets["documents"]] == ["later", "report", "target"]
    assert "text" not in sheets["documents"][0]


def test_the_readme_and_the_metadata_tell_what_is_there(curated: Path) -> None:
    path, sheets = workbook(curated)
    run_id = path.stem.removeprefix("shuangcheng-")
    assert about(sheets, "vintage") == [run_id] and about(sheets, "filters") == ["none: the whole table"]
    assert about(sheets, "citation") == [
        "双城指标 Shuangcheng: indicators of the Chengdu–Chongqing twin-city economic circle. "
        f"Vintage {run_id}, as of 2025-01-10."
    ]
    described = {(row["sheet"], row["column"]) for row in sheets["metadata"]}
    there = {
        (name, column) for name, rows in sheets.items() if name not in ("readme", "metadata") for column in rows[0]
    }
    assert described == there
    assert all(
        row["meaning"] and row["type"] in ("text", "number", "whole number", "day") for row in sheets["metadata"]
    )


def test_the_header_is_frozen_and_filtered_and_columns_have_widths(curated: Path) -> None:
    path, _ = workbook(curated)
    sheet = openpyxl.load_workbook(path)["observations"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:AE6"
    assert 8 <= sheet.column_dimensions["A"].width <= 49 and sheet.column_dimensions["A"].width != 13


def test_one_unit_stands_in_the_header_and_several_beside_the_values(curated: Path) -> None:
    _, mixed = workbook(curated)
    assert "value" in mixed["observations"][0]
    _, levels = workbook(curated, Selection(measures=("level",)))
    assert [row["value (train)"] for row in levels["observations"]] == [5000, 5400, 6000]
    assert [row["unit"] for row in levels["metadata"] if row["column"] == "value (train)"] == ["train"]


def test_a_formula_is_text_and_stays_text_when_edited(hard: Path) -> None:
    path, _ = workbook(hard)
    cells = [cell for row in openpyxl.load_workbook(path)["observations"].iter_rows(min_row=2) for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@"]
    assert {cell.value for cell in risky} == {FORMULA, *STARTS[:2]}
    assert all(cell.quotePrefix for cell in risky)


@pytest.mark.parametrize("text", STARTS)
def test_no_text_is_ever_a_formula(tmp_path: Path, text: str) -> None:
    sheet = openpyxl.load_workbook(made(tmp_path, ("text",), [(text,)]))["t"]
    assert sheet["A2"].data_type == "s" and sheet["A2"].quotePrefix
    assert sheet["A2"].value == text.replace("\r", "␍")


def made(folder: Path, header: tuple[str, ...], rows: list[tuple[object, ...]], exact: bool = False) -> Path:
    path = folder / "made.xlsx"
    one = Book(path, folder)
    one.table("t", header, rows, exact)
    one.fill(one.sheet("notes"), ("note",), [(note.line,) for note in one.notes()])
    one.close("t", "c", None)
    return path


def test_what_a_sheet_cannot_hold_is_shown_and_said(hard: Path) -> None:
    _, sheets = workbook(hard)
    rows = {row["measure"] + row["claim"] + str(row["bound"]): row for row in sheets["observations"]}
    huge = rows["levelreportedexact"]
    assert huge["exact"] == f"value {LONG_NUMBER}" and huge["value"] == pytest.approx(float(LONG_NUMBER))
    assert rows["levelreportedmore_than"]["time_start"] == "1895-01-01"
    growth = rows["growthreportedexact"]
    assert growth["time_end"] is None and growth["quote"] == "zwei␍\nZeilen"
    assert growth["value_as_published"] == "␇" + "长" * 32765 + "…"
    notes = about(sheets, "note")
    assert [note.rpartition(": ")[2] for note in notes] == ["1", "2", "1", "1"]
    assert all(word in note for word, note in zip(("32,767", "control", "15 digits", "1900"), notes, strict=True))


def test_rows_beyond_a_sheet_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "ROWS", 4)
    path = made(tmp_path, ("n",), [(number,) for number in range(7)])
    sheets = openpyxl.load_workbook(path)
    assert {sheet.title: [cell.value for (cell,) in sheet] for sheet in sheets if sheet.title != "notes"} == {
        "t": ["n", 0, 1, 2], "t 2": ["n", 3, 4, 5], "t 3": ["n", 6],
    }  # fmt: skip
    assert sheets["notes"]["A2"].value == "further sheets, for one holds 1,048,576 rows: 2"


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        ("0.1", None),
        ("-0.000001", None),
        ("123456789012345", None),
        ("600000000000000000", None),
        ("1234567890.123456", "v 1234567890.123456"),
        ("99999999999999.99", "v 99999999999999.99"),
    ],
)
def test_a_number_is_the_nearest_there_is_and_said_in_full_when_rounded(
    tmp_path: Path, value: str, exact: str | None
) -> None:
    sheet = openpyxl.load_workbook(made(tmp_path, ("v",), [(Decimal(value),)], exact=True))["t"]
    assert (float(sheet["A2"].value), sheet["B2"].value) == (float(value), exact)
    assert sheet["A2"].data_type == "n"


def test_an_astral_character_is_never_cut_in_half(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(made(tmp_path, ("x",), [("a" + "𠀀" * 20000,)]))["t"]
    assert sheet["A2"].value == "a" + "𠀀" * 16382 + "…"


def test_the_same_vintage_gives_the_same_bytes(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = workbook(curated)
    first = path.read_bytes()
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 90_000)
    time.sleep(2.1)  # a zip's clock ticks every two seconds
    assert workbook(curated)[0].read_bytes() == first
    assert openpyxl.load_workbook(path).properties.created == datetime(2025, 1, 10)


def test_a_file_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        Book(tmp_path, tmp_path).close("t", "c", None)


def test_nothing_is_left_where_the_file_cannot_be_made(curated: Path) -> None:
    out = curated.parent / "out"
    (out / f"{workbook(curated)[0].name}").unlink()
    (out / f"shuangcheng-{current(curated)}.xlsx").mkdir()
    with pytest.raises(Exception, match="directory"):
        export(curated, out, "xlsx")
    assert [path.name for path in out.iterdir()] == [f"shuangcheng-{current(curated)}.xlsx"]


def current(curated: Path) -> str:
    database = current_database(curated)
    assert database
    return database.stem


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
@pytest.mark.parametrize("publish", [publish_good, publish_hard])
def test_libreoffice_reads_every_value(tmp_path: Path, publish: Callable[[Path], str]) -> None:
    publish(tmp_path / "curated")
    path, sheets = workbook(tmp_path / "curated")
    # Comma, quote, UTF-8, every sheet; cells as stored, not as shown.
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", options, "--outdir", tmp_path / "lo", path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for name, expected in sheets.items():
        with open(tmp_path / "lo" / f"{path.stem}-{name}.csv", encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == len(expected)
        for row, other in zip(rows, expected, strict=True):
            assert {column: plain(cell) for column, cell in row.items()} == {c: plain(v) for c, v in other.items()}


def plain(cell: object) -> object:
    """A cell of either reader: numbers as the spreadsheet knows them, to 15 digits; days by their name."""
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d")
    text = "" if cell is None else str(cell).replace("\r\n", "\n")
    try:
        return f"{float(text):.14g}"
    except ValueError:
        return text
