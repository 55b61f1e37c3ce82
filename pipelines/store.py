"""Rows -> one DuckDB file: types exact, keys and checks of schema.sql enforced, sorted by what readers ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from pipelines.connecting import CONFIG
from pipelines.errors import RefreshError
from pipelines.records import Finding
from pipelines.rows import Row, Tables

SCHEMA = Path(__file__).parent / "schema.sql"
BATCH = 100_000  # rows turned into columns at a time

# Every table, parents before children, with the order of its rows.
ORDER = {
    "unit": "unit",
    "measure": "measure",
    "ref_area": "ref_area",
    "indicator": "indicator_id",
    "document": "document_id",
    "mention": "document_id, span_start, span_end, mention_id",
    "observation": "indicator_id, ref_area, time_start, time_end, obs_id",
    "progress": "indicator_id, ref_area, deadline, progress_id",
    "finding": "check_name, subject, message",
    "refusal": "file",
    "run": "documents",
    "review_log": "line",
}
_ARROW = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "DECIMAL(38,6)": pa.decimal128(38, 6),
}
# A column takes at least a block: the default makes 10 MB of a small table.
_CONFIG = CONFIG | {"default_block_size": "16384"}


def content_id(tables: Tables, rules: Iterable[str]) -> str:
    """The id of a vintage: 12 hex digits of the sha256 over its rows, in no particular order, and over `rules`.

    `rules` are the texts that the rest of the file follows from: the schema and the checks.
    """
    digest = hashlib.sha256()
    for text in [SCHEMA.read_text(encoding="utf-8"), *rules]:
        digest.update(text.encode() + b"\0")
    for name in ORDER:
        digest.update(name.encode() + b"\0")
        for line in sorted(repr(row) for row in tables.get(name, ())):
            digest.update(line.encode() + b"\n")
    return digest.hexdigest()[:12]


def build_database(path: Path, tables: Tables, run_id: str) -> None:
    """Make the database `path`, which must not exist yet, with `tables` as rows of the vintage `run_id`.

    Raises RefreshError, naming table and column, for a value that its column cannot hold exactly, and for a row that
    breaks a key or a rule of schema.sql.
    """
    with opened(path, read_only=False) as con:
        fill(con, tables, run_id)


def fill(con: DuckDBPyConnection, tables: Tables, run_id: str) -> None:
    """Give the empty database `con` its schema and rows. Raises RefreshError, as `build_database` does."""
    con.execute(SCHEMA.read_text(encoding="utf-8"))
    for name, order in ORDER.items():
        _insert(con, name, tables.get(name, []), run_id, order)


def add_findings(con: DuckDBPyConnection, findings: Sequence[Finding]) -> None:
    """Fill the table `finding`."""
    _insert(con, "finding", [tuple(finding) for finding in findings], "", ORDER["finding"])


@contextmanager
def opened(path: Path, read_only: bool = True) -> Iterator[DuckDBPyConnection]:
    """A connection to a database file; what was written is in the file itself at the end of the block.

    DuckDB keeps quiet when the file cannot take what it holds in its log at the time of closing, such as on a full
    disk; asked for it, it raises.
    """
    con = duckdb.connect(str(path), read_only=read_only, config=_CONFIG)
    try:
        yield con
        if not read_only:
            con.execute("CHECKPOINT")
    finally:
        con.close()


def columns_of(con: DuckDBPyConnection, table: str) -> dict[str, str]:
    """Name -> type of a table's columns, in order."""
    rows = con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND schema_name = 'main' "
        "AND database_name = current_database() ORDER BY column_index",
        [table],
    ).fetchall()
    return {str(name): str(kind) for name, kind in rows}


def _insert(con: DuckDBPyConnection, table: str, rows: Sequence[Row], run_id: str, order: str) -> None:
    if not rows:
        return
    kinds = columns_of(con, table)
    own = [name for name in kinds if name != "run_id"]
    extra = f", '{run_id}' AS run_id" if "run_id" in kinds else ""
    schema = pa.schema([(name, _ARROW[kinds[name]]) for name in own])
    # All of it before the database sees any: an error here would reach it in the middle of its own work.
    con.register("incoming", pa.Table.from_batches(_batches(table, rows, schema), schema))
    try:
        con.execute(f"INSERT INTO {table} BY NAME SELECT *{extra} FROM incoming ORDER BY {order}")
    except duckdb.ConstraintException as error:
        said = " ".join(str(error).split())
        raise RefreshError(f"table {table}: {said}", code="table_rule", table=table, error=said) from error
    finally:
        con.unregister("incoming")


def _batches(table: str, rows: Sequence[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    source = iter(rows)
    while part := list(islice(source, BATCH)):
        try:
            columns = list(zip(*part, strict=True))
        except ValueError as error:
            raise RefreshError(
                f"table {table}: rows of different lengths: {error}", code="table_shape", table=table
            ) from error
        if len(columns) != len(schema):
            raise RefreshError(
                f"table {table}: expected {len(schema)} columns, found {len(columns)}", code="table_shape", table=table
            )
        yield pa.RecordBatch.from_arrays(
            [_array(table, field, cells) for field, cells in zip(schema, columns, strict=True)], schema=schema
        )


def _array(table: str, field: pa.Field, cells: Sequence[object]) -> pa.Array:
    """Cells -> Arrow, refusing what would be rounded or reinterpreted on the way."""
    try:
        if pa.types.is_integer(field.type) and any(type(cell) not in (int, type(None)) for cell in cells):
            raise TypeError("expected whole numbers")
        return pa.array(cells, field.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, OverflowError, UnicodeError) as error:
        raise RefreshError(
            f"table {table}, column {field.name}: {error}",
            code="table_cell",
            table=table,
            column=field.name,
            error=error,
        ) from error
