"""One XLSX workbook: readme, metadata, and the tables of sheets.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from duckdb import DuckDBPyConnection

from pipelines.exporting.about import READING, TITLE, About
from pipelines.exporting.book import Book
from pipelines.exporting.sheets import SHEETS, meanings, only_unit

_TYPES = {"VARCHAR": "text", "DATE": "day", "BIGINT": "whole number", "INTEGER": "whole number"}


def write_workbook(con: DuckDBPyConnection, path: Path, told: About) -> About:
    """Write the workbook of the table behind `con` to `path`; return its account with what it had to note.

    The same table gives the same bytes. Raises OSError.
    """
    with TemporaryDirectory(dir=path.parent, prefix=".") as scratch:
        return _write(con, Book(path, Path(scratch)), told)


def _write(con: DuckDBPyConnection, book: Book, told: About) -> About:
    readme, metadata = book.sheet("readme"), book.sheet("metadata")
    described: list[Sequence[object]] = []
    meaning = meanings(con)
    for sheet in SHEETS:
        unit = only_unit(con, sheet)
        kinds = {str(row[0]): str(row[1]) for row in con.execute(sheet.query()).description}
        header = [f"{name} ({unit})" if unit and name in sheet.amounts else name for name in kinds]
        book.table(sheet.name, header, _rows(con), exact=bool(sheet.amounts))
        for head, (name, _, source) in zip(header, sheet.columns, strict=True):
            of = (unit or "see the column unit") if name in sheet.amounts else ""
            described.append((sheet.name, head, _TYPES.get(kinds[name], "number"), of, meaning[source]))
        if sheet.amounts:
            described.append((sheet.name, "exact", "text", "", "Numbers of the row with more than 15 digits, in full"))
    book.fill(metadata, ("sheet", "column", "type", "unit", "meaning"), described)
    told = told._replace(notes=(*told.notes, *book.notes()))
    book.fill(readme, ("about", "text"), [*told.facts(), *(("reading", line) for line in READING)])
    book.close(TITLE, told.citation(), told.as_of)
    return told


def _rows(con: DuckDBPyConnection) -> Iterator[Sequence[object]]:
    while part := con.fetchmany(10_000):
        yield from part
