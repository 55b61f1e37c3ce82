"""The main job on real files: what it reports, what it keeps, and that it can be killed at any time."""

from __future__ import annotations

import json
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipelines.engine import Engine
from pipelines.errors import RefreshError
from pipelines.records import Refusal
from pipelines.refresh import Task, read_and_settle, refresh
from pipelines.runs import HISTORY_FILE, STATE_FILE, State, only_refresh, read_runs, read_state, write_state
from pipelines.store import opened
from pipelines.vintages import current_database, current_run_id
from tests.raw_fixture import ROOT, run, write_raw

WITH_A_HARD_CHECK = """
import sys
import pipelines.checks as checks
from pipelines.cli import main
wrong = checks.Check("planted", "hard", "finds a row", "SELECT 'row' AS subject, 'is wrong' AS message")
import pipelines.refresh as refresh
refresh.run_checks = lambda con: checks.run_checks(con, (*checks.load_checks(), wrong))
sys.exit(main(sys.argv[1:]))
"""
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


def files(curated: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(curated.iterdir()) if path.suffix in (".csv", ".json")}


def published(curated: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(curated).items() if name != STATE_FILE}


def quotes(curated: Path) -> set[str]:
    """Quotes of the current table's observations; the whole database is read."""
    database = current_database(curated)
    assert database
    with opened(database) as con:
        for (table,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            con.execute(f"SELECT * FROM {table}").fetchall()
        assert con.execute("SELECT count(*) FROM run").fetchone() == (1,)
        return {quote for (quote,) in con.execute("SELECT quote FROM observation").fetchall()}


def test_files_become_a_table(raw: Path, curated: Path) -> None:
    run = refresh(raw, curated)
    counted = {"documents": 3, "mentions": 4, "observations": 4}
    assert run.counts == counted | dict.fromkeys(("refused", "review", "context", "findings"), 0)
    assert (run.changes["added"], run.changes["changed"], run.changes["gone"]) == (4, 0, 0)
    assert list(run.stages) == ["list", "extract", "progress", "build", "check", "publish"]
    assert run.state == "done" and not run.unchanged and run.run_id == current_run_id(curated)
    assert quotes(curated) == {"5000列", "7.5%", "5400列", "6000列"}
    assert read_runs(curated) == [run]
    state = read_state(curated)
    assert (state.state, state.documents_done, state.documents_total, state.run_id) == ("done", 3, 3, run.run_id)


def test_the_same_files_give_the_same_bytes_and_the_run_says_so(raw: Path, curated: Path, tmp_path: Path) -> None:
    first = refresh(raw, curated)
    before = published(curated)
    second = refresh(raw, curated)
    assert second.unchanged and second.run_id == first.run_id and published(curated) == before
    assert (second.changes["added"], second.changes["changed"], second.changes["gone"]) == (0, 0, 0)
    shutil.copytree(raw, tmp_path / "elsewhere")
    refresh(tmp_path / "elsewhere", tmp_path / "other")
    assert published(tmp_path / "other") == before
    assert [one.unchanged for one in read_runs(curated)] == [True, False]


def test_what_changed_is_counted(raw: Path, curated: Path) -> None:
    refresh(raw, curated)
    (raw / "2023.md").write_text((raw / "2023.md").read_text().replace("5000", "5001"))
    (raw / "2024.md").unlink()
    (raw / "new.md").write_text("---\npublished_on: 2026-01-10\n---\n2025年，重庆开行中欧班列5600列。\n")
    changes = refresh(raw, curated).changes
    assert (changes["added"], changes["changed"], changes["gone"], changes["moved"]) == (1, 1, 1, 0)
    examples = {example["kind"]: example for example in changes["examples"]}
    assert examples["added"]["quote"] == "5600列" and examples["gone"]["quote"] == "5400列"
    assert (examples["changed"]["was"], examples["changed"]["value"]) == ("5000.000000", "5001.000000")


def test_going_back_makes_the_old_vintage_current_again(raw: Path, curated: Path) -> None:
    first, before = refresh(raw, curated), published(curated)
    other = (raw / "2024.md").rename(raw.parent / "2024.md")
    assert refresh(raw, curated).run_id != first.run_id
    other.rename(raw / "2024.md")
    assert refresh(raw, curated).run_id == first.run_id and published(curated) == before


def test_a_bad_file_is_refused_and_the_others_go_on(raw: Path, curated: Path) -> None:
    (raw / "empty.txt").write_text("")
    (raw / "copy.txt").write_text((raw / "2024.md").read_text().split("---\n")[2])
    run = refresh(raw, curated)
    assert [(one["file"], one["reason"]) for one in run.refused] == [("copy.txt", "duplicate"), ("empty.txt", "empty")]
    assert run.counts["documents"] == 3 and run.counts["observations"] == 4 and run.state == "done"
    assert read_state(curated).refused == run.refused
    assert "copy.txt" in published(curated)["refusals.csv"].decode()


def test_a_file_that_disappears_during_the_run_is_refused(raw: Path) -> None:
    found = read_and_settle(raw, [Task("gone.txt", {}, "gone"), Task("2024.md", {}, "2024")])
    assert isinstance(found[0], Refusal) and found[0].reason == "vanished" and not isinstance(found[1], Refusal)


def test_a_figure_too_long_for_the_table_waits_for_a_person(raw: Path, curated: Path) -> None:
    (raw / "long.md").write_text(f"---\npublished_on: 2025-01-10\n---\n2022年，重庆开行中欧班列{'9' * 40}列。\n")
    run = refresh(raw, curated)
    assert run.counts["review"] == 1 and run.counts["observations"] == 4
    row = next(line for line in published(curated)["mentions.csv"].decode().splitlines() if line.startswith('"long'))
    assert '"review","no_value"' in row and "9" * 40 + "列" in row


def test_no_document_is_an_empty_table(curated: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    assert refresh(tmp_path / "raw", curated).counts["mentions"] == 0
    assert quotes(curated) == set()


def test_several_workers_give_the_same_table(raw: Path, curated: Path, tmp_path: Path) -> None:
    refresh(raw, curated)
    refresh(raw, tmp_path / "many", Engine(workers=2))
    assert published(tmp_path / "many") == published(curated)
    assert read_state(tmp_path / "many").documents_done == 3


def test_dask_gives_the_same_table_or_says_what_to_install(raw: Path, curated: Path, tmp_path: Path) -> None:
    if find_spec("distributed"):
        refresh(raw, curated)
        refresh(raw, tmp_path / "dask", Engine("dask", workers=1))
        assert published(tmp_path / "dask") == published(curated)
    else:
        with pytest.raises(RefreshError, match=r'^--engine dask needs the extra "dask": pip install'):
            refresh(raw, curated, Engine("dask"))
        assert not curated.exists()


def test_a_scheduler_is_for_dask_only(raw: Path, curated: Path) -> None:
    with pytest.raises(RefreshError, match="only for --engine dask"):
        refresh(raw, curated, Engine(scheduler="127.0.0.1:8786"))


def test_a_missing_folder_fails_and_the_table_stays(raw: Path, curated: Path) -> None:
    refresh(raw, curated)
    before = published(curated)
    with pytest.raises(RefreshError, match="expected a folder"):
        refresh(raw / "nowhere", curated)
    assert published(curated) == before
    assert read_state(curated).state == "failed" and "expected a folder" in read_state(curated).error
    assert [one.state for one in read_runs(curated)] == ["failed", "done"]


def test_a_hard_finding_publishes_nothing(raw: Path, curated: Path) -> None:
    refresh(raw, curated)
    before = published(curated)
    (raw / "2024.md").unlink()
    failed = run("refresh", "--raw", raw, "--curated", curated, code=WITH_A_HARD_CHECK)
    assert failed.returncode == 1 and failed.stdout == ""
    assert failed.stderr == "nothing is published, the last good table stays; planted (1): row: is wrong\n"
    assert published(curated) == before and read_state(curated).state == "failed"
    assert read_runs(curated)[0].findings[0]["check_name"] == "planted"


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
    assert state == replace(left, state="failed", error=error)


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
