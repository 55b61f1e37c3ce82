"""What a refresh says of itself while it runs, and the line of history it leaves, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from pipelines.errors import ShuangchengError, as_parameters
from pipelines.records import Finding, Refusal
from pipelines.runs import Changes, Run, State, append_run, last_state, now, stopped_at, write_state

Item = TypeVar("Item")
INTERVAL = 0.2  # seconds between two writes of the state


class Live:
    """Keeps refresh.json true. Made by `recorded`; the refresh fills in `run`."""

    def __init__(self, curated: Path) -> None:
        self._curated = curated
        self._began = self._written = time.monotonic()
        self.state = State(state="running", pid=os.getpid(), run_started=now(), stage="start")
        self.run = Run(self.state.run_started, 0, {}, "", {}, {}, [], [], "running")
        self.write()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Name what is going on, and time it."""
        self.state.stage = name
        self.write()
        began = time.monotonic()
        try:
            yield
        finally:
            self.run.stages[name] = round(time.monotonic() - began, 3)

    def count(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """Pass `items` on, and say after each how many of the `total` documents are done."""
        self.state.documents_total = total
        self.write()
        for item in items:
            yield item
            self.state.documents_done += 1
            if time.monotonic() - self._written > INTERVAL:
                self.write()

    def refused(self, refusals: Iterable[Refusal]) -> None:
        """Show the files that could not be read."""
        self.run.refused = self.state.refused = [refusal._asdict() for refusal in refusals]

    def found(self, findings: Iterable[Finding]) -> None:
        """Keep what the checks found, also when nothing is published for it."""
        self.run.findings = [finding._asdict() for finding in findings]

    def changed(self, changes: Changes) -> None:
        """Show what is new against the vintage before."""
        self.run.changes = self.state.changes = asdict(changes)

    def write(self) -> None:
        """Write the state now."""
        write_state(self._curated, self.state)
        self._written = time.monotonic()

    def end(self, error: str = "", parameters: str = "{}") -> None:
        """Write the last state and the line of history; an error with what it says, as JSON."""
        self.run.seconds = round(time.monotonic() - self._began, 3)
        self.run.state = self.state.state = "failed" if error else "done"
        self.run.error = self.state.error = error
        self.run.error_parameters = self.state.error_parameters = parameters
        self.state.run_id, self.state.unchanged = self.run.run_id, self.run.unchanged
        append_run(self._curated, self.run)
        self.write()


@contextmanager
def recorded(curated: Path) -> Iterator[Live]:
    """Record a refresh from here to the end of the block. The caller holds the lock.

    A refresh that was killed before could not write its line of history; it is written now.
    """
    before = last_state(curated)
    if before.state == "running":
        line, told = stopped_at(before.stage)
        stopped = Run(before.run_started, 0, {}, "", {}, {}, [], [], "failed", line, error_parameters=told)
        append_run(curated, stopped)
    live = Live(curated)
    try:
        yield live
    except BaseException as error:
        with suppress(OSError):  # the disk may be full: the error itself is the one to show
            line = _one_line(error)
            told = (
                error.parameters if isinstance(error, ShuangchengError) else as_parameters("program_fails", error=line)
            )
            live.end(line, told)
        raise
    live.end()


def _one_line(error: BaseException) -> str:
    name = "" if type(error).__module__.startswith("pipelines") else f"{type(error).__name__}: "
    notes = getattr(error, "__notes__", [])
    return " ".join(f"{name}{error} {' '.join(notes)}".split()) or type(error).__name__
