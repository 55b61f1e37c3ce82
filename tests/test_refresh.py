"""The main job on real files: what it reports, what it keeps, and that it can be killed at any time."""

from __future__ import annotations

import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import pipelines.refresh
from pipelines.additions import Additions
from pipelines.catalogue import Catalogue
from pipelines.engine import Engine
from pipelines.errors import RefreshError
from pipelines.records import Document, Refusal
from pipelines.refresh import Task, read_and_settle, refresh
from pipelines.runs import read_runs, read_state
from pipelines.vintages import current_run_id
from tests.raw_fixture import published, quotes, run, write_raw

WITH_A_HARD_CHECK = """
import sys
import pipelines.checks as checks
from pipelines.cli import main
wrong = checks.Check("planted", "hard", "finds a row", "SELECT 'row' AS subject, 'is wrong' AS message")
import pipelines.refresh as refresh
refresh.run_checks = lambda con: checks.run_checks(con, (*checks.load_checks(), wrong))
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_raw(tmp_path / "raw")


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    return tmp_path / "curated"


def test_files_become_a_table(raw: Path, curated: Path) -> None:
    run = refresh(raw, curated)
    counted = {"documents": 3, "mentions": 4, "observations": 4}
    assert run.counts == counted | dict.fromkeys(("refused", "review", "context", "findings"), 0)
    assert (run.changes["added"], run.changes["changed"], run.changes["gone"]) == (4, 0, 0)
    assert list(run.stages) == ["list", "extract", "review", "progress", "build", "check", "publish"]
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
    found = read_and_settle(raw, Additions(), [Task("gone.txt", {}, "gone"), Task("2024.md", {}, "2024")])
    assert isinstance(found[0], Refusal) and found[0].reason == "vanished" and not isinstance(found[1], Refusal)


def test_a_figure_too_long_for_the_table_waits_for_a_person(raw: Path, curated: Path) -> None:
    (raw / "long.md").write_text(f"---\npublished_on: 2025-01-10\n---\n2022年，重庆开行中欧班列{'9' * 40}列。\n")
    run = refresh(raw, curated)
    assert run.counts["review"] == 1 and run.counts["observations"] == 4
    row = next(line for line in published(curated)["mentions.csv"].decode().splitlines() if line.startswith('"long'))
    assert '"review","no_value"' in row and "9" * 40 + "列" in row


def test_a_document_that_the_program_fails_on_is_refused_alone(
    raw: Path, curated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = pipelines.refresh.settle

    def failing(document: Document, catalogue: Catalogue) -> object:
        if document.file == "2024.md":
            raise KeyError("a\nplanted fault")
        return settle(document, catalogue)

    monkeypatch.setattr(pipelines.refresh, "settle", failing)
    run = refresh(raw, curated)
    (refused,) = run.refused
    assert (refused["file"], refused["reason"]) == ("2024.md", "fault")
    assert re.fullmatch(r"KeyError: 'a\\nplanted fault' \(pipelines/refresh.py:\d+\)", refused["detail"])
    assert quotes(curated) == {"5000列", "7.5%", "6000列"} and run.counts["documents"] == 2


def test_a_program_that_fails_on_every_document_publishes_nothing(
    raw: Path, curated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(raw, curated)
    before = published(curated)
    monkeypatch.setattr(pipelines.refresh, "storable", lambda settled: 1 / 0)
    with pytest.raises(RefreshError, match=r"^every document fails, the first with: 2023.md: ZeroDivisionError"):
        refresh(raw, curated)
    assert published(curated) == before


def test_a_document_whose_rows_a_hard_check_finds_wrong_is_refused_alone(
    raw: Path, curated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = pipelines.refresh.make_tables

    def wrong(*arguments: Any) -> Any:
        tables = made(*arguments)
        tables["mention"] = [(*m[:3], m[3] + (m[1] == "2023"), *m[4:]) for m in tables["mention"]]  # ends too late
        return tables

    monkeypatch.setattr(pipelines.refresh, "make_tables", wrong)
    run = refresh(raw, curated)
    (refused,) = run.refused
    assert (refused["file"], refused["reason"]) == ("2023.md", "fault")
    assert refused["detail"].startswith("account_adds_up: ")
    assert quotes(curated) == {"5400列", "6000列"} and [one for one in run.findings if one["severity"] == "hard"] == []
    assert run.counts["mentions"] == run.counts["observations"] == 2


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


def test_a_folder_that_disappears_during_the_run_fails_and_the_table_stays(
    raw: Path, curated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(raw, curated)
    before = published(curated)
    listed = pipelines.refresh.list_files

    def list_and_remove(folder: Path) -> list[str]:
        files = listed(folder)
        shutil.rmtree(folder)
        return files

    monkeypatch.setattr(pipelines.refresh, "list_files", list_and_remove)
    with pytest.raises(RefreshError, match="is gone; the last good table stays"):
        refresh(raw, curated)
    assert published(curated) == before
    assert read_state(curated).state == "failed"


def test_the_table_is_not_written_among_the_documents(raw: Path) -> None:
    for folder in (raw, raw / "sub" / "curated"):
        with pytest.raises(RefreshError, match="expected a folder outside"):
            refresh(raw, folder)
    assert not (raw / "sub" / "curated").exists()


def test_a_hard_finding_publishes_nothing(raw: Path, curated: Path) -> None:
    refresh(raw, curated)
    before = published(curated)
    (raw / "2024.md").unlink()
    failed = run("refresh", "--raw", raw, "--curated", curated, code=WITH_A_HARD_CHECK)
    assert failed.returncode == 1 and failed.stdout == ""
    assert failed.stderr == "nothing is published, the last good table stays; planted (1): row: is wrong\n"
    assert published(curated) == before and read_state(curated).state == "failed"
    assert read_runs(curated)[0].findings[0]["check_name"] == "planted"
