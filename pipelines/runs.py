"""Runs: which one is going on (lock and live state), and which ones there were (history).

The dashboard reads these; only a refresh writes them. All are files of the curated folder and none is in git:
refresh.lock (held with flock while a refresh runs), refresh.json (live state), runs.jsonl (one object a run).
"""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pipelines.atomic import replace_file
from pipelines.errors import RefreshError, as_parameters

LOCK_FILE, STATE_FILE, HISTORY_FILE = "refresh.lock", "refresh.json", "runs.jsonl"
RunState = Literal["idle", "running", "done", "failed"]


@dataclass
class Changes:
    """Observations of a new vintage against the one before. `moved`: only the place in the document is another."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    moved: int = 0
    examples: list[dict[str, str]] = field(default_factory=list)  # kind, indicator, area, value, unit, quote, document


@dataclass
class State:
    """What refresh.json holds. `read_state` says "running" only of a refresh that really runs."""

    state: RunState = "idle"
    pid: int = 0
    run_started: str = ""  # UTC, ISO 8601
    stage: str = ""
    documents_done: int = 0
    documents_total: int = 0
    error: str = ""  # one line
    error_parameters: str = "{}"  # of the error, as JSON: its code and its values (see errors.py)
    run_id: str = ""  # the vintage that is current after the run
    unchanged: bool = False
    changes: dict[str, Any] = field(default_factory=dict)  # Changes, once they are known
    refused: list[dict[str, str]] = field(default_factory=list)  # file, reason, detail


@dataclass
class Run:
    """One line of runs.jsonl."""

    started: str
    seconds: float
    stages: dict[str, float]  # name -> seconds
    run_id: str
    counts: dict[str, int]  # documents, refused, mentions, observations, review, context, findings
    changes: dict[str, Any]  # Changes; empty where the run did not get that far
    refused: list[dict[str, str]]
    findings: list[dict[str, str]]
    state: RunState
    error: str = ""
    unchanged: bool = False
    error_parameters: str = "{}"


def now() -> str:
    """The time of the clock, in UTC. For runs only: nothing published depends on it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def read_state(curated: Path) -> State:
    """The state of the refresh that runs, or of the last one; "idle" where there was none.

    A run that was killed left "running" behind, but nobody holds its lock: it is shown as failed.
    """
    state = last_state(curated)
    if state.state == "running" and not _is_locked(curated):
        state = last_state(curated)  # it may have finished since the first look
        if state.state == "running":
            state.error, state.error_parameters = stopped_at(state.stage)
            state.state = "failed"
    return state


def last_state(curated: Path) -> State:
    """What refresh.json says, whether it is still so or not."""
    try:
        return State(**_known(State, json.loads((curated / STATE_FILE).read_text(encoding="utf-8"))))
    except (FileNotFoundError, ValueError, TypeError):
        return State()


def stopped_at(stage: str) -> tuple[str, str]:
    """The error of a run that could not write its own, and its parameters."""
    line = f"the refresh was stopped while it was at: {stage}; the last good table stays"
    return line, as_parameters(code="stopped_at", stage=stage)


def write_state(curated: Path, state: State) -> None:
    """Replace refresh.json. Raises OSError."""
    replace_file(curated / STATE_FILE, json.dumps(asdict(state), ensure_ascii=False, indent=1).encode())


def read_runs(curated: Path, limit: int | None = None) -> list[Run]:
    """The runs, newest first, at most `limit`. A line that a crash cut short is left out."""
    try:
        lines = (curated / HISTORY_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    runs: list[Run] = []
    for line in reversed(lines):
        if limit is not None and len(runs) >= limit:
            break
        try:
            runs.append(Run(**_known(Run, json.loads(line))))
        except (ValueError, TypeError):
            continue
    return runs


def append_run(curated: Path, run: Run) -> None:
    """Add a run to the history. Raises OSError."""
    path = curated / HISTORY_FILE
    text = json.dumps(asdict(run), ensure_ascii=False) + "\n"
    if path.exists() and not path.read_bytes().endswith(b"\n"):
        text = "\n" + text  # the last writer was cut short; keep its rest out of this line
    with open(path, "a", encoding="utf-8") as stream:
        stream.write(text)


@contextmanager
def only_refresh(curated: Path, wait: float = 1.0) -> Iterator[None]:
    """Hold the lock of `curated`. Raises RefreshError, naming the run that holds it, after `wait` seconds.

    The lock goes when the process does, however it ends. The short wait is for readers, who touch the lock to see
    whether it is held.
    """
    with open(curated / LOCK_FILE, "a+b") as stream:
        deadline = time.monotonic() + wait
        while not _try_lock(stream.fileno(), fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                held = last_state(curated)
                raise RefreshError(
                    f"a refresh is running (process {held.pid}, since {held.run_started}, at {held.stage}: "
                    f"{held.documents_done} of {held.documents_total} documents); one at a time",
                    code="refresh_runs",
                    stage=held.stage,
                    since=held.run_started,
                )
            time.sleep(0.02)
        yield


def _is_locked(curated: Path) -> bool:
    try:
        with open(curated / LOCK_FILE, "rb") as stream:
            return not _try_lock(stream.fileno(), fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def _try_lock(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _known(kind: type[Any], content: dict[str, Any]) -> dict[str, Any]:
    """The fields that this version knows: a file of another version is still read."""
    if not isinstance(content, dict):
        raise TypeError("expected an object")
    names = {f.name for f in fields(kind)}
    return {key: value for key, value in content.items() if key in names}
