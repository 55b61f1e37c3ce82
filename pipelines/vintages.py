"""Vintages: the published databases, and the pointer to the current one."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.atomic import replace_file

POINTER_FILE, FOLDER = "current.json", "vintages"
KEEP = 10


def database_of(curated: Path, run_id: str) -> Path:
    """Where the database of a vintage is, or will be."""
    return curated / FOLDER / f"{run_id}.duckdb"


def current_run_id(curated: Path) -> str | None:
    """The vintage that is current, or None where nothing is published yet or the file it names is gone."""
    try:
        run_id = str(json.loads((curated / POINTER_FILE).read_text(encoding="utf-8"))["run_id"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return run_id if database_of(curated, run_id).is_file() else None


def current_database(curated: Path) -> Path | None:
    """The database of the current vintage, or None."""
    run_id = current_run_id(curated)
    return database_of(curated, run_id) if run_id else None


def point_to(curated: Path, run_id: str) -> None:
    """Make a vintage the current one, in one step. Raises OSError."""
    database = database_of(curated, run_id).relative_to(curated).as_posix()
    pointer = {"run_id": run_id, "database": database}
    replace_file(curated / POINTER_FILE, json.dumps(pointer).encode() + b"\n")


def list_vintages(curated: Path) -> list[str]:
    """The run ids of the vintages on disk, the one published last first."""
    files = (curated / FOLDER).glob("[!.]*.duckdb")
    return [path.stem for path in sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.stem), reverse=True)]


def drop_old_vintages(curated: Path, keep: int = KEEP) -> list[str]:
    """Remove all but the `keep` vintages published last, never the current one; return what was removed.

    A reader that has one open keeps it: on the disk the file stays until it is closed.
    """
    current = current_run_id(curated)
    old = [run_id for run_id in list_vintages(curated)[keep:] if run_id != current]
    for run_id in old:
        database_of(curated, run_id).unlink(missing_ok=True)
    return old
