"""The current vintage as files for other programs."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from duckdb import DuckDBPyConnection

from pipelines.atomic import move_into_place, unfinished
from pipelines.datapackage import LEFT_OUT, RESOURCES
from pipelines.errors import RefreshError
from pipelines.publish import key_of, write_csvs
from pipelines.store import opened
from pipelines.vintages import current_database

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same table gives the same bytes


def export(curated: Path, folder: Path, form: str) -> list[Path]:
    """Write the current vintage into `folder`, which is made when missing; return the files' paths.

    Raises RefreshError when there is no table yet, or the folder cannot be written.
    """
    database = current_database(curated)
    if database is None:
        raise RefreshError(f"{curated}: no table yet; run: python -m pipelines refresh")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with opened(database) as con:
            return FORMATS[form](con, folder, database.stem)
    except OSError as error:
        raise RefreshError(f"{error.filename or folder}: {error.strerror or error}") from error


def _parquet(con: DuckDBPyConnection, folder: Path, run_id: str) -> list[Path]:
    """One file a table, with the types of the database."""
    paths = []
    for table, name in RESOURCES.items():
        path = folder / f"{name}.parquet"
        new = unfinished(path)
        columns = f"* EXCLUDE ({', '.join(LEFT_OUT[table])})" if table in LEFT_OUT else "*"
        order = "ALL" if table == "finding" else key_of(con, table)
        con.execute(
            f"COPY (SELECT {columns} FROM {table} ORDER BY {order}) TO '{str(new).replace(chr(39), chr(39) * 2)}' "
            f"(FORMAT parquet, COMPRESSION zstd)"
        )
        move_into_place(new, path)
        paths.append(path)
    return paths


def _zip(con: DuckDBPyConnection, folder: Path, run_id: str) -> list[Path]:
    """The CSVs and datapackage.json in one file."""
    path = folder / f"shuangcheng-{run_id}.zip"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as scratch:
        new = Path(scratch) / path.name
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in write_csvs(con, Path(scratch), run_id):
                info = zipfile.ZipInfo(part.name, _EPOCH)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(info, part.read_bytes())
        move_into_place(new, path)
    return [path]


FORMATS: dict[str, Callable[[DuckDBPyConnection, Path, str], list[Path]]] = {
    "csv": write_csvs,
    "parquet": _parquet,
    "zip": _zip,
}
