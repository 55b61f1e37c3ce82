"""Publishing: the database becomes a vintage, the CSVs are written, and last of all the pointer moves.

Killed at any instant, what the pointer names is a whole database: a file gets its name when it is finished.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from duckdb import DuckDBPyConnection

from pipelines.atomic import move_into_place, remove_unfinished, unfinished
from pipelines.datapackage import LEFT_OUT, RESOURCES, describe
from pipelines.errors import RefreshError
from pipelines.exporting.about import About, about
from pipelines.store import columns_of, opened
from pipelines.vintages import FOLDER, database_of, drop_old_vintages, point_to

PACKAGE_FILE = "datapackage.json"
KEYS = {"finding": "check_name, subject, message"}


@contextmanager
def new_vintage(curated: Path, run_id: str) -> Iterator[Path]:
    """Where to build the database of `run_id`; what is left there at the end is removed."""
    path = unfinished(database_of(curated, run_id))
    path.parent.mkdir(exist_ok=True)
    clear_leftovers(curated)
    try:
        yield path
    finally:
        clear_leftovers(curated)


def clear_leftovers(curated: Path) -> None:
    """Remove the unfinished files of a run that was killed. Only the holder of the refresh lock may call this."""
    remove_unfinished(curated)
    remove_unfinished(curated / FOLDER)


def publish(curated: Path, built: Path, run_id: str) -> None:
    """Make the finished database `built` the current vintage, and its CSVs the curated ones.

    All is written before anything is replaced. Raises OSError and RefreshError; then the last vintage stays.
    """
    if built.with_name(built.name + ".wal").exists():
        raise RefreshError(f"{built}: a part of the table is still in its log", code="table_in_log", file=built)
    with opened(built) as con:
        csvs = _write_unfinished(con, curated, about(con, run_id))
    move_into_place(built, database_of(curated, run_id))
    for path in csvs:
        move_into_place(unfinished(path), path)
    point_to(curated, run_id)
    drop_old_vintages(curated)


def write_csvs(con: DuckDBPyConnection, folder: Path, told: About) -> list[Path]:
    """Write each table's CSV and datapackage.json into `folder`; return their paths."""
    paths = _write_unfinished(con, folder, told)
    for path in paths:
        move_into_place(unfinished(path), path)
    return paths


def _write_unfinished(con: DuckDBPyConnection, folder: Path, told: About) -> list[Path]:
    """Write all files beside their places, datapackage.json last; return the places."""
    paths = {table: folder / f"{name}.csv" for table, name in RESOURCES.items()}
    for table, path in paths.items():
        write_csv(con, table, unfinished(path))
    package = folder / PACKAGE_FILE
    unfinished(package).write_bytes(describe(con, {table: unfinished(path) for table, path in paths.items()}, told))
    return [*paths.values(), package]


def write_csv(con: DuckDBPyConnection, table: str, path: Path) -> None:
    """Write one table: UTF-8 without BOM, LF, sorted by its key, ISO dates, plain decimals, every text in quotes.

    An empty text is "" and a missing one is nothing at all.
    """
    kinds = {name: kind for name, kind in columns_of(con, table).items() if name not in LEFT_OUT.get(table, ())}
    cells = ", ".join(f"{_plain(name, kind)} AS {name}" for name, kind in kinds.items())
    texts = ", ".join(name for name, kind in kinds.items() if kind == "VARCHAR")
    order = KEYS.get(table) or key_of(con, table)
    con.execute(
        f"COPY (SELECT {cells} FROM {table} ORDER BY {order}) TO '{str(path).replace(chr(39), chr(39) * 2)}' "
        f"(FORMAT csv, HEADER, FORCE_QUOTE ({texts}))"
    )


def key_of(con: DuckDBPyConnection, table: str) -> str:
    """The primary key's columns, joined with a comma."""
    row = con.execute(
        "SELECT array_to_string(constraint_column_names, ', ') FROM duckdb_constraints() "
        "WHERE table_name = ? AND constraint_type = 'PRIMARY KEY' AND database_name = current_database()",
        [table],
    ).fetchone()
    assert row is not None, f"{table} has no primary key"
    return str(row[0])


def _plain(name: str, kind: str) -> str:
    """SQL for a cell as it is printed: 600000, 0.35, never 600000.000000 or 6e5."""
    if kind.startswith("DECIMAL") or kind == "DOUBLE":
        return f"rtrim(rtrim(CAST(CAST({name} AS DECIMAL(38, 6)) AS VARCHAR), '0'), '.')"
    return name
