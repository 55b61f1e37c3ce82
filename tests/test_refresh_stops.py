"""A refresh that is stopped: killed, told to end, out of disk, or second. The last good table always stays."""

from __future__ import annotations

import json
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.errors import as_parameters
from pipelines.refresh import refresh
from pipelines.runs import HISTORY_FILE, STATE_FILE, State, only_refresh, read_runs, read_state, write_state
from tests.raw_fixture import ROOT, published, quotes, run, write_raw

# Kills itself just before, or just after, the n-th time a file gets its name.
KILLED = """
import os, signal, sys
from pipelines.cli import main
number, late, calls, rename = int(sys.argv[1]), sys.argv[2] == "after", 0, os.replace
def replace(*arguments):
    global calls
    calls += 1
    if late:
        rename(*arguments)
    if calls == number:
        os.kill(os.getpid(), signal.SIGKILL)
    if not late:
        rename(*arguments)
os.replace = replace
main(sys.argv[3:])
"""
COUNTED = """
import os, sys
from pipelines.cli import main
calls, rename = 0, os.replace
def replace(*arguments):
    global calls
    calls += 1
    rename(*arguments)
os.replace = replace
main(sys.argv[1:])
print(calls)
"""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_raw(tmp_path / "raw")


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    return tmp_path / "curated"


@pytest.mark.parametrize("size", [50_000, 300_000, 1_000_000])
def test_a_full_disk_publishes_nothing(raw: Path, curated: Path, size: int) -> None:
    refresh(raw, curated)
    before = published(curated)
    (raw / "2024.md").unlink()
    arguments = [sys.executable, "-m", "pipelines", "refresh", "--raw", raw, "--curated", curated]
    failed = subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip
    assert failed.returncode == 2 and failed.stderr.count("\n") == 1 and "the last good table stays" in failed.stderr
    assert published(curated) == before and read_state(curated).state == "failed"
    assert not [path for path in curated.rglob("*") if "~" in path.name]


def test_only_one_refresh_at_a_time(raw: Path, curated: Path) -> None:
    refresh(raw, curated)
    history = read_runs(curated)
    running = State("running", pid=4711, run_started="2026-01-01", stage="extract", documents_done=2, documents_total=9)
    with only_refresh(curated):
        write_state(curated, running)
        second = run("refresh", "--raw", raw, "--curated", curated)
        assert read_state(curated) == running
    assert second.returncode == 2 and read_runs(curated) == history
    assert second.stderr == (
        "a refresh is running (process 4711, since 2026-01-01, at extract: 2 of 9 documents); one at a time\n"
    )


def test_a_reader_of_the_state_does_not_keep_a_refresh_from_starting(raw: Path, curated: Path) -> None:
    refresh(raw, curated)
    write_state(curated, State("running"))
    reader = subprocess.Popen([
        sys.executable, "-c", "import sys; from pathlib import Path; from pipelines.runs import read_state\n"
        "while True: read_state(Path(sys.argv[1]))", str(curated),
    ], cwd=ROOT)  # fmt: skip
    try:
        for _ in range(5):
            with only_refresh(curated):
                time.sleep(0.01)
    finally:
        reader.kill()
        reader.wait()


def test_a_killed_run_is_known_as_failed(curated: Path) -> None:
    curated.mkdir()
    assert read_state(curated) == State()
    left = State("running", pid=1, stage="build", run_started="2026-01-01")
    write_state(curated, left)
    state = read_state(curated)
    error = "the refresh was stopped while it was at: build; the last good table stays"
    told = as_parameters(code="stopped_at", stage="build")
    assert state == replace(left, state="failed", error=error, error_parameters=told)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"state": "done", "of_another_version": 1}'])
def test_any_state_file_can_be_read(curated: Path, text: str) -> None:
    curated.mkdir()
    (curated / STATE_FILE).write_text(text)
    assert read_state(curated).state in ("idle", "done")


def test_a_history_cut_short_is_read_and_continued(raw: Path, curated: Path) -> None:
    refresh(raw, curated)
    with open(curated / HISTORY_FILE, "a") as stream:
        stream.write('{"started": "2026-')
    refresh(raw, curated)
    assert [one.unchanged for one in read_runs(curated)] == [True, False]
    assert len(read_runs(curated, limit=1)) == 1


def renames(raw: Path, curated: Path) -> int:
    """How often a refresh gives a file its name."""
    counted = run("refresh", "--raw", raw, "--curated", curated, code=COUNTED)
    return int(counted.stdout.split()[-1])


def test_a_refresh_killed_at_any_time_leaves_a_whole_table(raw: Path, tmp_path: Path) -> None:
    good, expected = tmp_path / "good", tmp_path / "expected"
    refresh(raw, good)
    old = quotes(good)
    (raw / "2024.md").write_text((raw / "2024.md").read_text().replace("5400", "5500"))
    total = renames(raw, shutil.copytree(good, expected))
    new = quotes(expected)
    assert old != new and total > 15
    seen = []
    for number in (1, total // 3, total - 14, total - 8, total - 3, total - 2, total - 1, total):
        curated = shutil.copytree(good, tmp_path / f"killed{number}")
        arguments = ("after" if number % 2 else "before", "refresh", "--raw", raw, "--curated", curated)
        killed = run(number, *arguments, code=KILLED)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert quotes(curated) in (old, new)
        seen.append(quotes(curated) == new)
        if read_state(curated).state != "done":
            assert read_state(curated).error.startswith("the refresh was stopped while it was at: ")
        # The next refresh puts everything right and says what happened.
        refresh(raw, curated)
        assert published(curated) == published(expected)
        assert not [path for path in curated.rglob("*") if "~" in path.name]
        assert read_runs(curated)[0].state == "done"
    assert seen == sorted(seen) and {True, False} == set(seen)  # old until the pointer moves, new from then on


def test_a_worker_ends_with_its_refresh(raw: Path, curated: Path) -> None:
    """Killed with workers at work, nothing stays behind that would hold the lock."""
    for number in range(300):
        (raw / f"{number}.md").write_text(f"2024年，重庆开行中欧班列{number}列。" * 300)
    arguments = [sys.executable, "-m", "pipelines", "refresh", "--raw", raw, "--curated", curated, "--workers", "2"]
    started = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while read_state(curated).stage != "extract" and time.monotonic() < deadline:
        time.sleep(0.02)
    workers = Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text().split()
    time.sleep(1.5)
    workers += Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text().split()
    assert started.poll() is None, "the refresh was over before it could be killed"
    started.kill()
    started.wait()
    assert workers
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    with only_refresh(curated, wait=0):
        pass


def test_a_refresh_told_to_end_writes_it_down(raw: Path, curated: Path) -> None:
    for number in range(300):
        (raw / f"{number}.md").write_text(f"2024年，重庆开行中欧班列{number}列。" * 300)
    started = subprocess.Popen(
        [sys.executable, "-m", "pipelines", "refresh", "--raw", raw, "--curated", curated], cwd=ROOT
    )
    while read_state(curated).documents_done < 2:
        time.sleep(0.02)
    started.terminate()
    assert started.wait() == 128 + signal.SIGTERM
    last = json.loads((curated / STATE_FILE).read_text())
    assert last["state"] == "failed" and [one.state for one in read_runs(curated)] == ["failed"]
