"""The current vintage, or a selection of it, as files for other programs."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from pipelines.atomic import move_into_place, remove_unfinished, replace_file, unfinished
from pipelines.datapackage import LEFT_OUT, RESOURCES
from pipelines.errors import ExportError, RefreshError, no_table
from pipelines.exporting.about import About, about, readme
from pipelines.exporting.csvw import METADATA_FILE, csvw
from pipelines.exporting.note import Note
from pipelines.exporting.sdmx import write_sdmx_csv
from pipelines.exporting.selection import ALL, Selection, narrowed
from pipelines.exporting.structure import structure_message
from pipelines.exporting.workbook import write_workbook
from pipelines.publish import PACKAGE_FILE, key_of, write_csvs
from pipelines.vintages import current_database

README = "README.md"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same table gives the same bytes


class Exported(NamedTuple):
    """The files written, and a note for each kind of thing that the form could not take as it is."""

    paths: list[Path]
    notes: tuple[Note, ...]


class _Job(NamedTuple):
    """What a form is made from; `name` begins the names of its files."""

    con: DuckDBPyConnection
    folder: Path
    told: About
    name: str


def export(curated: Path, folder: Path, form: str, selection: Selection = ALL) -> Exported:
    """Write the current vintage, or the `selection` of it, into `folder`, which is made when missing.

    Raises RefreshError when there is no table yet, or the folder cannot be written. Raises ExportError, before anything
    is written, for an unknown code, a selection of nothing, and one that would take the published table's place.
    """
    database = current_database(curated)
    if database is None:
        raise no_table(curated)
    if selection.filters() and folder.resolve() == curated.resolve():
        raise ExportError(
            f"{folder}: the published table stands there, and a selection must not take its place",
            code="export_over_table", folder=folder,
        )  # fmt: skip
    try:
        with narrowed(database, selection) as con:
            folder.mkdir(parents=True, exist_ok=True)
            told = about(con, database.stem, selection)
            return FORMATS[form](_Job(con, folder, told, f"shuangcheng-{told.run_id}{selection.mark()}"))
    except OSError as error:
        file, said = error.filename or folder, error.strerror or error
        raise RefreshError(f"{file}: {said}", code="disk", file=file, system=said) from error
    except duckdb.OperationalError as error:  # the database writes CSV and Parquet itself: a full disk is its error
        if folder.resolve() != curated.resolve():  # there a refresh may be at work
            remove_unfinished(folder)
        said = " ".join(str(error).split())
        raise RefreshError(f"{folder}: {said}", code="database", error=said) from error


def _csv(job: _Job) -> Exported:
    """What a refresh publishes: the tables and datapackage.json."""
    return Exported(write_csvs(job.con, job.folder, job.told), job.told.notes)


def _parquet(job: _Job) -> Exported:
    """One file a table, with the types of the database; vintage, filters and citation in the file's metadata."""
    told, paths = job.told, []
    facts = {"vintage": told.run_id, "filters": told.selection(), "citation": told.citation()}
    metadata = ", ".join(f"{name}: {_literal(text)}" for name, text in facts.items())
    for table, name in RESOURCES.items():
        path = job.folder / f"{name}.parquet"
        new = unfinished(path)
        columns = f"* EXCLUDE ({', '.join(LEFT_OUT[table])})" if table in LEFT_OUT else "*"
        order = "ALL" if table == "finding" else key_of(job.con, table)
        job.con.execute(
            f"COPY (SELECT {columns} FROM {table} ORDER BY {order}) TO {_literal(str(new))} "
            f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})"
        )
        move_into_place(new, path)
        paths.append(path)
    return Exported(paths, told.notes)


def _zip(job: _Job) -> Exported:
    """The CSVs with datapackage.json, CSVW metadata and a README in one file."""
    path = job.folder / f"{job.name}.zip"
    with tempfile.TemporaryDirectory(dir=job.folder, prefix=".") as scratch:
        parts = write_csvs(job.con, Path(scratch), job.told)
        package = (Path(scratch) / PACKAGE_FILE).read_bytes()
        kinds = {f"{name}.csv": f"the table {table}" for table, name in RESOURCES.items()}
        kinds |= {PACKAGE_FILE: "Frictionless data package: every column", METADATA_FILE: "the same as CSVW"}
        texts = {METADATA_FILE: csvw(package), README: readme(job.told, kinds).encode()}
        new = Path(scratch) / path.name
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in parts:
                with part.open("rb") as source, archive.open(_entry(part.name), "w", force_zip64=True) as target:
                    while block := source.read(1 << 20):
                        target.write(block)
            for name, data in texts.items():
                archive.writestr(_entry(name), data)
        move_into_place(new, path)
    return Exported([path], job.told.notes)


def _xlsx(job: _Job) -> Exported:
    """One workbook."""
    path = job.folder / f"{job.name}.xlsx"
    new = unfinished(path)
    try:
        told = write_workbook(job.con, new, job.told)
        move_into_place(new, path)
    finally:
        new.unlink(missing_ok=True)
    return Exported([path], told.notes)


def _sdmx_csv(job: _Job) -> Exported:
    """The observations, their data structure definition, and a README."""
    data, structure = job.folder / f"{job.name}.sdmx.csv", job.folder / f"{job.name}.structure.xml"
    new = unfinished(data)
    try:
        told = write_sdmx_csv(job.con, new, job.told)
        move_into_place(new, data)
    finally:
        new.unlink(missing_ok=True)
    replace_file(structure, structure_message(job.con, told))
    guide = job.folder / f"{job.name}.README.md"
    kinds = {
        data.name: "observations as SDMX-CSV 2.0",
        structure.name: "their data structure definition with code lists, SDMX-ML 3.0",
    }
    replace_file(guide, readme(told, kinds).encode())
    return Exported([data, structure, guide], told.notes)


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return info


def _literal(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"


FORMATS: dict[str, Callable[[_Job], Exported]] = {
    "csv": _csv,
    "parquet": _parquet,
    "xlsx": _xlsx,
    "sdmx-csv": _sdmx_csv,
    "zip": _zip,
}
