"""Writing cells: text is text and never a formula, numbers are numbers, days are days; what is lost is counted.

What a spreadsheet cannot hold as it is gets a visible stand-in, and a note counts it: a text beyond 32,767 UTF-16 units
is cut, a control character shows as its picture (␀), a number of more than 15 digits is rounded and stands in full in
the column `exact`, a day before March 1900 is text. Rows beyond a sheet's limit go on in a further sheet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, count, islice
from pathlib import Path
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from pipelines.exporting.note import Note, counted
from pipelines.printing import decimal_text

ROWS = 1_048_576  # a sheet's, with its header
LENGTH = 32_767  # a cell's, in UTF-16 units
DIGITS = 15
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a day that never was
NOTES = {
    "cells_cut": "texts longer than the 32,767 characters of a cell, which end in … here and are whole in the CSVs",
    "cells_with_controls": "texts with control characters, shown as their pictures",
    "cells_rounded": "numbers of more than 15 digits, rounded here and in full in the column exact",
    "days_as_text": "days before March 1900, as text",
    "further_sheets": "further sheets, for one holds 1,048,576 rows",
}
_FORMULA = re.compile(r"[=+\-@\t\r]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_MEASURED = 1000  # rows that the widths of the columns are taken from
_NARROWEST, _WIDEST = 8, 48  # in digits


class Book:
    """A workbook written row after row into the folder `scratch`, so that a table of any size fits in memory.

    `close` makes the file `path`.
    """

    def __init__(self, path: Path, scratch: Path) -> None:
        self._book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(scratch)})
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._whole = self._book.add_format({"num_format": "#,##0"})
        # Text for good: without this mark the cell would become a formula once somebody edits it.
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._lost: Counter[str] = Counter()

    def sheet(self, name: str) -> Worksheet:
        """A new sheet after those there are."""
        return self._book.add_worksheet(name)

    def table(self, name: str, header: Sequence[str], rows: Iterable[Sequence[object]], exact: bool) -> None:
        """A table on a sheet of its own, or on several (name, name 2, ...); with `exact`, it has that column last."""
        source = iter(rows)
        self.fill(self.sheet(name), header, islice(source, ROWS - 1), exact)
        for number in count(2):
            following = next(source, None)
            if following is None:
                return
            self._lost["further_sheets"] += 1
            part = chain([following], islice(source, ROWS - 2))
            self.fill(self.sheet(f"{name} {number}"), header, part, exact)

    def fill(
        self, sheet: Worksheet, header: Sequence[str], rows: Iterable[Sequence[object]], exact: bool = False
    ) -> None:
        """Header and rows, the header frozen, with a filter on each column."""
        heads = [*header, "exact"] if exact else list(header)
        widths = [_width(head) + 3 for head in heads]  # the filter's button takes room
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self._head)
        line = 0
        for line, row in enumerate(rows, 1):
            cells = [*row, self._in_full(header, row)] if exact else row
            for column, cell in enumerate(cells):
                self._write(sheet, line, column, cell)
                if line <= _MEASURED:
                    widths[column] = max(widths[column], _width(cell))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, line, len(heads) - 1)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width, _NARROWEST), _WIDEST))

    def notes(self) -> tuple[Note, ...]:
        """A note for each kind of thing that the sheets so far could not hold as it is."""
        return tuple(counted(text, code=code, n=self._lost[code]) for code, text in NOTES.items() if self._lost[code])

    def close(self, title: str, comments: str, day: date | None) -> None:
        """Write the file; its properties hold `day`, never the clock. Raises OSError."""
        created = datetime(day.year, day.month, day.day) if day else datetime(1980, 1, 1)
        self._book.set_properties({"title": title, "comments": comments, "created": created})
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error

    def _write(self, sheet: Worksheet, line: int, column: int, cell: object) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, date) and cell >= FIRST_DAY:
            sheet.write_datetime(line, column, cell, self._day)
        elif isinstance(cell, Decimal):
            sheet.write_number(line, column, float(cell), self._whole if cell == cell.to_integral_value() else None)
        elif isinstance(cell, int | float):
            sheet.write_number(line, column, cell)
        else:
            self._lost["days_as_text"] += isinstance(cell, date)
            text = str(cell)
            sheet.write_string(line, column, self._storable(text), self._quoted if _FORMULA.match(text) else None)

    def _storable(self, text: str) -> str:
        shown = _CONTROL.sub(_picture, text)
        self._lost["cells_with_controls"] += shown != text
        wide = shown.encode("utf-16-le")
        if len(wide) // 2 <= LENGTH:
            return shown
        self._lost["cells_cut"] += 1
        return wide[: (LENGTH - 1) * 2].decode("utf-16-le", "ignore") + "…"

    def _in_full(self, header: Sequence[str], row: Sequence[object]) -> str:
        """The numbers of a row that a spreadsheet rounds, as text."""
        long = [
            f"{head} {decimal_text(cell)}"
            for head, cell in zip(header, row, strict=True)
            if isinstance(cell, Decimal) and _rounded(cell)
        ]
        self._lost["cells_rounded"] += len(long)
        return "; ".join(long)


def _rounded(cell: Decimal) -> bool:
    digits = "".join(map(str, cell.as_tuple().digits)).strip("0")
    return len(digits) > DIGITS


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return "\u2421" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _width(cell: object) -> int:
    """Width of a cell's longest line, in digits; a Chinese character takes two."""
    if isinstance(cell, Decimal):
        return len(f"{cell:,f}".rstrip("0"))
    lines = str(cell if cell is not None else "").split("\n")
    return 1 + max(len(line) + sum(east_asian_width(c) in "WF" for c in line) for line in lines)
