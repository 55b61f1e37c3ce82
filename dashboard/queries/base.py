"""Opening a vintage for reading, and turning answers into rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import duckdb
from duckdb import DuckDBPyConnection

from dashboard.rows import Account, Area, Document, Fact, Finding, Indicator, Mark, ReviewItem, Source, Target, Unit
from dashboard.vintages.compared import Pair, Preference
from pipelines.connecting import CONFIG

Row = TypeVar(
    "Row", Account, Area, Document, Fact, Finding, Indicator, Mark, Pair, Preference, ReviewItem, Source, Target, Unit
)


def connect(database: Path) -> DuckDBPyConnection:
    """Open a vintage for reading only, shut off from files, network and extensions."""
    return duckdb.connect(str(database), read_only=True, config=CONFIG | {"enable_external_access": "false"})


def parameters_of(table: str) -> str:
    """SQL for a row's parameters of its message; "{}" in a vintage of an earlier release, which has none."""
    return f"coalesce(to_json({table}) ->> 'parameters', '{{}}')"


def all_rows(con: DuckDBPyConnection, kind: type[Row], sql: str, parameters: dict[str, Any] | None = None) -> list[Row]:
    """Every row of an answer, as rows of `kind`."""
    return [kind(*row) for row in con.cursor().execute(sql, parameters or {}).fetchall()]


def one_row(con: DuckDBPyConnection, kind: type[Row], sql: str, parameters: dict[str, Any] | None = None) -> Row | None:
    """The first row of an answer, or None."""
    row = con.cursor().execute(sql, parameters or {}).fetchone()
    return None if row is None else kind(*row)
