"""The process that reads: one statement from standard input, its answer to standard output, both as JSON.

The database in memory is its own; the vintage is attached to it read-only. Then files, network, extensions and
settings are locked, so that a statement can neither leave the table nor raise its limits.
"""

from __future__ import annotations

import json
import resource
import sys
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from pipelines.connecting import CONFIG

_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
_KINDS: dict[type[duckdb.Error], str] = {
    duckdb.ParserException: "syntax",
    duckdb.CatalogException: "unknown_name",
    duckdb.ConversionException: "types",
    duckdb.OutOfRangeException: "range",
    duckdb.PermissionException: "shut_off",
}
_BINDER = {
    "Referenced column": "unknown_column",
    "does not have a column": "unknown_column",
    "Referenced table": "unknown_table",
    " not found": "unknown_name",
    "GROUP BY": "grouping",
    "Ambiguous": "ambiguous",
    "No function matches": "types",
    "Cannot ": "types",
}
_CATALOG = {"Function with name": "unknown_function", "Table with name": "unknown_table"}
_THREADS = 2
_ADDRESSES = 3 * 2**30  # bytes; threads and allocator take addresses that they do not fill


def locked(database: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """A connection that sees the tables of `database` and nothing else."""
    con = duckdb.connect(
        ":memory:",
        config=CONFIG | {"memory_limit": memory, "threads": _THREADS, "temp_directory": ""},
    )
    con.execute("ATTACH '{}' AS vintage (READ_ONLY)".format(str(database).replace("'", "''")))
    con.execute("USE vintage")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")
    return con


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """What to print: columns, types, rows and whether there are more; or error and detail."""
    database = Path(request["database"])
    try:
        statements = duckdb.extract_statements(request["sql"])
        if len(statements) != 1 or statements[0].type not in _READING:
            return {"error": "only_select", "detail": ""}
        result = locked(database, request["memory"]).sql(request["sql"])
        # The row limit is part of the plan, so that a table of any length costs what is shown of it.
        rows = result.limit(request["rows"] + 1).fetchall()
    except (duckdb.OutOfMemoryException, MemoryError):
        return {"error": "too_much_memory", "detail": ""}
    except UnicodeError as error:
        return {"error": "failed", "detail": str(error)[:2000]}
    except duckdb.Error as error:
        text = str(error).replace(str(database), database.name)
        return {"error": _kind(error), "detail": text.strip()[:2000]}
    kept: list[list[Any]] = []
    characters = 0
    for row in rows[: request["rows"]]:
        cells = [_plain(cell, database) for cell in row]
        characters += sum(len(cell) if isinstance(cell, str) else 8 for cell in cells)
        if characters > request["characters"]:
            break
        kept.append(cells)
    if rows and not kept:
        return {"error": "row_too_long", "detail": ""}
    return {
        "columns": _apart(result.columns),
        "types": [str(kind) for kind in result.types],
        "rows": kept,
        "more": len(kept) < len(rows),
    }


def _apart(names: list[str]) -> list[str]:
    """The names of the columns, each once: of two columns a the second is a_1."""
    found: list[str] = []
    for name in names:
        free = (f"{name}_{number}" for number in count(1))
        found.append(name if name not in found else next(other for other in free if other not in {*names, *found}))
    return found


def _kind(error: duckdb.Error) -> str:
    """The kind of a fault: by its class, and by its words where it is of a class that has several kinds."""
    several = {duckdb.BinderException: _BINDER, duckdb.CatalogException: _CATALOG}
    told = next((codes for kind, codes in several.items() if isinstance(error, kind)), {})
    known = next((code for words, code in told.items() if words in str(error)), "")
    return known or next((code for kind, code in _KINDS.items() if isinstance(error, kind)), "failed")


def _plain(cell: Any, database: Path) -> Any:
    """A cell as JSON holds it; where the file lies is nobody's business."""
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    text = format(cell, "f") if isinstance(cell, Decimal) else str(cell)
    return text.replace(str(database), database.name)


if __name__ == "__main__":
    # What the database's own limit does not see, such as one huge cell, ends at the process's.
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
