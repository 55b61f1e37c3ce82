"""Where the documents are worked on: in this process, in several, or on a dask cluster. The results are the same."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pipelines.errors import RefreshError

Task = TypeVar("Task")
Result = TypeVar("Result")

BATCH = 100  # documents a task: passing a task on costs more than reading a short document
WORTH_A_POOL = 400  # documents; starting processes costs as much as reading some hundred


@dataclass(frozen=True)
class Engine:
    """How to run. `workers` 0: one process for few documents, as many as there are processors for many."""

    kind: Literal["process", "dask"] = "process"
    workers: int = 0
    scheduler: str | None = None  # address of a dask scheduler; None starts one on this machine

    def check(self) -> None:
        """Raise RefreshError, before any work, when this engine cannot run."""
        if self.scheduler and self.kind != "dask":
            raise RefreshError(f"--scheduler {self.scheduler}: only for --engine dask", code="scheduler_for_dask")
        if self.kind == "dask":
            _client_class()

    def map(self, function: Callable[[Sequence[Task]], Sequence[Result]], tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the results of `function` (called with batches of tasks) in the order of the tasks."""
        workers = self.workers or (os.cpu_count() or 1 if len(tasks) >= WORTH_A_POOL else 1)
        if self.kind == "process" and workers == 1:
            for task in tasks:
                yield from function([task])
            return
        size = BATCH if self.kind == "dask" else max(1, min(BATCH, len(tasks) // (4 * workers)))
        batches = [tasks[start : start + size] for start in range(0, len(tasks), size)]
        try:
            with _pool(workers) if self.kind == "process" else _cluster(self.scheduler, self.workers) as executor:
                for results in executor.map(function, batches):
                    yield from results
        except BrokenProcessPool as error:
            raise RefreshError(
                "a worker process ended unexpectedly (out of memory?); try fewer with --workers", code="worker_ended"
            ) from error


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    # Started afresh, not forked: a copy of this process would hold on to its lock when this process is killed.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_end_with_parent) as executor:
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """Let a worker end when the refresh is killed; it would wait for tasks for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _cluster(scheduler: str | None, workers: int) -> Iterator[Executor]:
    client_class = _client_class()
    local = {"n_workers": workers or None, "threads_per_worker": 1, "dashboard_address": None}
    try:
        client = client_class(scheduler, timeout="10s") if scheduler else client_class(**local)
    except (OSError, ValueError) as error:
        said = " ".join(str(error).split())
        raise RefreshError(
            f"--scheduler {scheduler}: cannot be reached: {said}", code="scheduler_unreached", error=said
        ) from error
    with client, client.get_executor() as executor:
        yield executor


def _client_class() -> Any:
    try:
        from distributed import Client  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise RefreshError(
            '--engine dask needs the extra "dask": pip install "dask[distributed]"', code="no_dask"
        ) from error
    return Client
