"""Typed SQL on one vintage, in a process of its own: it can read the table, and nothing else, for ten seconds.

`ask` starts `python -m dashboard.sandbox` (see __main__.py), hands it the statement, and ends it when the time is
over. A process can be ended at once whatever it does, and when it runs out of memory the dashboard goes on.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

SECONDS = 10.0
ROWS = 10_000
CHARACTERS = 5_000_000  # of all cells together
MEMORY = "1GB"
LONGEST = 20_000  # characters of a statement
_ROOT = Path(__file__).parent.parent.parent
_NUMBER = re.compile(r"U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)")  # and no list of them


class QueryError(Exception):
    """A statement that gave no answer. `code` names the kind: empty | too_long | only_select | too_slow |
    too_much_memory | row_too_long | syntax | unknown_column | unknown_table | unknown_function | unknown_name |
    grouping | ambiguous | types | range | shut_off | failed (any other).
    `detail` is the database's own message, in one or a few lines."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


class Answer(NamedTuple):
    """The rows of a statement: whole numbers as int, amounts as Decimal, dates as date, all else as text."""

    columns: tuple[str, ...]
    types: tuple[str, ...]  # DuckDB's names
    rows: tuple[tuple[Any, ...], ...]
    more: bool  # whether rows were left out, at ROWS or at CHARACTERS
    seconds: float

    def numeric(self) -> list[str]:
        """The columns that hold numbers."""
        return [c for c, t in zip(self.columns, self.types, strict=True) if _NUMBER.fullmatch(t) is not None]


def ask(database: Path, sql: str, seconds: float = SECONDS, rows: int = ROWS) -> Answer:
    """The answer to one SELECT on the vintage in `database`. Raises QueryError."""
    if not sql.strip():
        raise QueryError("empty")
    if len(sql) > LONGEST:
        raise QueryError("too_long")
    request = {"database": str(database), "sql": sql, "rows": rows, "characters": CHARACTERS, "memory": MEMORY}
    start = monotonic()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "dashboard.sandbox"],
            input=json.dumps(request).encode(),
            cwd=_ROOT,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:  # run() has ended the process
        raise QueryError("too_slow") from None
    if done.returncode != 0:  # ended by its memory limit, or by a system that is out of memory
        raise QueryError("too_much_memory" if done.returncode < 0 or b"MemoryError" in done.stderr else "failed")
    reply = json.loads(done.stdout)
    if "error" in reply:
        raise QueryError(reply["error"], reply["detail"])
    types = tuple(reply["types"])
    cells = (tuple(_cell(value, kind) for value, kind in zip(row, types, strict=True)) for row in reply["rows"])
    return Answer(tuple(reply["columns"]), types, tuple(cells), reply["more"], monotonic() - start)


def _cell(value: Any, kind: str) -> Any:
    if value is None or not isinstance(value, str):
        return value
    if kind.startswith("DECIMAL") and not kind.endswith("]"):
        return Decimal(value)
    return date.fromisoformat(value) if kind == "DATE" and len(value) == 10 else value
