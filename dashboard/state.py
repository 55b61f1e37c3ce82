"""Where the table is and how its refresh is going. Reads the small files beside the table; starts a refresh process."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
_children: list[subprocess.Popen[bytes]] = []


class Vintage(NamedTuple):
    """The published table that `current.json` points to."""

    run_id: str
    database: Path


class Refused(NamedTuple):
    """A document that could not be read."""

    file: str
    reason: str  # a code
    detail: str
    parameters: str = ""  # of the detail, as JSON


class Live(NamedTuple):
    """The newest refresh, running or ended (refresh.json)."""

    state: str  # running | done | failed
    started: str
    stage: str
    done: int
    total: int
    error: str
    unchanged: bool
    changes: dict[str, int]  # added, changed, gone
    refused: list[Refused]
    error_parameters: str = ""  # as JSON


def curated() -> Path:
    """Folder of the published tables."""
    return Path(os.environ.get("SHUANGCHENG_CURATED") or ROOT / "data" / "curated").resolve()


def raw() -> Path:
    """Folder that a refresh reads documents from."""
    return Path(os.environ.get("SHUANGCHENG_RAW") or ROOT / "data" / "raw").resolve()


def shown(folder: Path) -> str:
    """A folder as a reader finds it: one of the project by its path in there."""
    return str(folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder)


def review() -> Path:
    """Folder of what people decided."""
    return Path(os.environ.get("SHUANGCHENG_REVIEW") or ROOT / "data" / "review").resolve()


def current(folder: Path) -> Vintage | None:
    """The published vintage, or None while there is none that can be opened."""
    pointer = _object(folder / "current.json")
    database = folder / str(pointer.get("database", ""))
    if not pointer.get("run_id") or not database.is_file():
        return None
    return Vintage(str(pointer["run_id"]), database)


def vintages(folder: Path) -> list[Vintage]:
    """The vintages that are kept, the current one first, then those published last."""
    found = []
    for path in (folder / "vintages").glob("[!.]*.duckdb"):
        with contextlib.suppress(OSError):  # a refresh may just have dropped it
            found.append((path.stat().st_mtime_ns, path.stem, path))
    now = current(folder)
    ordered = [Vintage(run_id, path) for _, run_id, path in sorted(found, reverse=True)]
    return sorted(ordered, key=lambda one: now is None or one.run_id != now.run_id)


def published(vintage: Vintage) -> str:
    """When a vintage was published, as 2025-01-31T08:15:00Z; "" for one that is gone."""
    try:
        at = datetime.fromtimestamp(vintage.database.stat().st_mtime, UTC)
    except OSError:
        return ""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def observations(folder: Path) -> dict[str, int]:
    """run_id -> observations, of the vintages that past runs tell of."""
    found = {str(entry.get("run_id", "")): entry.get("counts") for entry in runs(folder)}
    return {run: _count(counts["observations"]) for run, counts in found.items() if counts and "observations" in counts}


def kept(folder: Path, run_id: str) -> Vintage | None:
    """A vintage by its id (12 hex digits), current or earlier; None where it is not kept, or that is no id."""
    database = folder / "vintages" / f"{run_id}.duckdb"
    return Vintage(run_id, database) if re.fullmatch("[0-9a-f]{12}", run_id) and database.is_file() else None


def live(folder: Path) -> Live | None:
    """The newest refresh. One that says it runs while nobody holds its lock has been killed: it counts as failed."""
    _children[:] = [child for child in _children if child.poll() is None]  # collect those that have ended
    found = _object(folder / "refresh.json")
    if not found:
        return None
    state, error = str(found.get("state", "")), str(found.get("error") or "")
    if state == "running" and not _locked(folder):
        found = _object(folder / "refresh.json")  # it may have ended since the first look
        state, error = str(found.get("state", "")), str(found.get("error") or "")
        if state == "running":
            state, error = "failed", "stopped"  # the dashboard's own word, without parameters
    return Live(
        state,
        str(found.get("run_started", "")),
        str(found.get("stage", "")),
        _count(found.get("documents_done")),
        _count(found.get("documents_total")),
        error,
        bool(found.get("unchanged")),
        changes(found),
        refused(found),
        str(found.get("error_parameters") or ""),
    )


def runs(folder: Path, limit: int = 100) -> list[dict[str, Any]]:
    """Past runs, newest first (the end of runs.jsonl)."""
    try:
        lines = (folder / "runs.jsonl").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    found: list[dict[str, Any]] = []
    for line in reversed(lines):
        if len(found) >= limit:
            break
        try:
            entry = json.loads(line)
        except ValueError:
            continue  # a line cut by a crash says nothing
        if isinstance(entry, dict):
            found.append(entry)
    return found


def began(entry: Mapping[str, Any]) -> date | None:
    """The day a run started (UTC)."""
    try:
        return date.fromisoformat(str(entry.get("started", ""))[:10])
    except ValueError:
        return None


def changes(entry: Mapping[str, Any]) -> dict[str, int]:
    """Rows added, changed and gone of a run; empty where the run did not get that far."""
    found = entry.get("changes") or {}
    return {name: _count(found[name]) for name in ("added", "changed", "gone") if name in found}


def documents_of_first(entry: Mapping[str, Any]) -> int:
    """Of how many documents a run made the first table, in which each figure is new; 0 where one was there before."""
    counts, changed = entry.get("counts") or {}, changes(entry)
    is_first = changed == {"added": _count(counts.get("observations")), "changed": 0, "gone": 0}
    return _count(counts.get("documents")) if is_first else 0


def examples(entry: Mapping[str, Any], limit: int = 3) -> list[dict[str, str]]:
    """Some of the rows a run changed: kind, indicator_id, quote."""
    found = (entry.get("changes") or {}).get("examples")
    return [{str(k): str(v) for k, v in one.items()} for one in found[:limit]] if isinstance(found, list) else []


def refused(entry: Mapping[str, Any]) -> list[Refused]:
    """The documents of a run that could not be read."""
    return [
        Refused(*(str(item.get(key) or "") for key in Refused._fields))
        for item in entry.get("refused") or []
        if isinstance(item, dict)
    ]


def start(folder: Path, documents: Path) -> tuple[subprocess.Popen[bytes], Path]:
    """Start a refresh that outlives the tab. Returns the process and the file that takes what it prints."""
    handle, name = tempfile.mkstemp(prefix="shuangcheng-refresh-", suffix=".log")
    command = [sys.executable, "-m", "pipelines", "refresh", "--raw", str(documents), "--curated", str(folder)]
    command += ["--review", str(review())]
    with os.fdopen(handle, "wb") as output:
        child = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    _children.append(child)
    return child, Path(name)


def last_line(log: Path) -> str:
    """The last thing a refresh printed: its error, when it ended before it could keep a state."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    return lines[-1][:500] if lines else ""


def _object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _locked(folder: Path) -> bool:
    """Whether a refresh holds its lock, which goes when the process does, however it ends."""
    try:
        with (folder / "refresh.lock").open("rb") as stream:
            fcntl.flock(stream.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _count(value: object) -> int:
    if isinstance(value, list | dict):
        return len(value)
    return int(value) if isinstance(value, int | float | str) and str(value).isdigit() else 0
