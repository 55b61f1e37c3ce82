"""CSV for people: UTF-8 with a byte order mark, and no cell that a spreadsheet would run as a formula.

The files on disk stay as they are (no mark, raw text), and so does what is for programs: datapackage.json holds their
sizes and hashes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dashboard.rows import Fact, Target

BOM = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
ZIP_LIMIT = 200_000_000  # bytes put together in memory at most; larger tables are exported on the command line


class File(NamedTuple):
    """A curated file on disk."""

    name: str
    path: Path
    size: int
    changed_ns: int


def files(folder: Path) -> list[File]:
    """The curated CSV files and their description, the ones most wanted first."""
    first = {"observations.csv": 0, "progress.csv": 1, "indicators.csv": 2, "documents.csv": 3, "mentions.csv": 4}
    ordered = sorted(folder.glob("*"), key=lambda p: (first.get(p.name, 9), p.suffix, p.name))
    found = [p for p in ordered if p.suffix == ".csv" or p.name == "datapackage.json"]
    return [File(p.name, p, p.stat().st_size, p.stat().st_mtime_ns) for p in found if p.is_file()]


def table_name(file: str) -> str:
    """The table a file holds: observations.csv -> observation."""
    stem = file.removesuffix(".csv")
    irregular = {"ref_areas": "ref_area", "refusals": "refusal", "progress": "progress", "review_log": "review_log"}
    return irregular.get(stem, stem.removesuffix("s"))


def sha256(path: Path) -> str:
    """Hash of a file, hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def safe_cell(value: object) -> str:
    """A cell's text; one that begins like a formula gets an apostrophe before it. Numbers stay numbers."""
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(text) else text


def browser_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV bytes for a download."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return (BOM + out.getvalue()).encode("utf-8")


def browser_file(path: Path) -> bytes:
    """A curated file as the browser gets it; files other than CSV unchanged."""
    if path.suffix != ".csv":
        return path.read_bytes()
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        return browser_csv(next(rows, []), rows)


def zipped(paths: Sequence[Path], read: Callable[[Path], bytes] = Path.read_bytes) -> bytes:
    """All files in one zip, as they are or as `read` gives them; the same files give the same zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.writestr(zipfile.ZipInfo(path.name, (1980, 1, 1, 0, 0, 0)), read(path), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def rows_csv(rows: Sequence[Fact] | Sequence[Target], kind: type[Fact] | type[Target]) -> bytes:
    """The rows on screen, with every field."""
    return browser_csv(kind._fields, rows)
