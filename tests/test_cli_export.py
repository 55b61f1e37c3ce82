"""`python -m pipelines export` with filters: what is written, what is refused, and how it says so."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from tests.export_fixture import publish_good, publish_hard
from tests.raw_fixture import run


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    publish_good(tmp_path / "curated")
    return tmp_path / "curated"


def test_export_takes_filters_several_times_and_periods_of_any_length(curated: Path, tmp_path: Path) -> None:
    wanted = ("--claim", "reported", "--claim", "target", "--measure", "level", "--since", "2024", "--until", "2024-12")
    done = run("export", tmp_path / "x", "--format", "csv", *wanted, SHUANGCHENG_CURATED=str(curated))
    assert (done.returncode, done.stderr) == (0, "")
    with duckdb.connect() as con:
        rows = con.execute(f"SELECT quote FROM '{tmp_path}/x/observations.csv'").fetchall()
    assert rows == [("5400列",)]


def test_an_unknown_code_is_named_and_nothing_is_written(curated: Path, tmp_path: Path) -> None:
    for option, code, near in (
        ("--indicator", "china_europe_train", "china_europe_trains"),
        ("--area", "5000000", "500000"),
    ):
        done = run("export", tmp_path / "x", "--format", "zip", option, code, SHUANGCHENG_CURATED=str(curated))
        assert done.returncode == 2 and done.stdout == "" and not (tmp_path / "x").exists()
        assert done.stderr.startswith(f"{option}: expected a code of the table ") and done.stderr.count("\n") == 1
        assert f"found '{code}'; nearest: {near}" in done.stderr


def test_a_selection_of_nothing_is_said_and_nothing_is_written(curated: Path, tmp_path: Path) -> None:
    for wanted, error in (
        (("--since", "2030"), "nothing to export: no observation matches --since 2030-01-01\n"),
        (("--since", "2025", "--until", "2024"), "--since: expected a day up to 2024-12-31, found 2025-01-01\n"),
    ):
        done = run("export", tmp_path / "x", "--format", "xlsx", *wanted, SHUANGCHENG_CURATED=str(curated))
        assert (done.returncode, done.stdout, done.stderr) == (2, "", error)
        assert not (tmp_path / "x").exists()


def test_what_a_form_cannot_take_is_a_note_on_standard_error(tmp_path: Path) -> None:
    publish_hard(tmp_path / "curated")
    done = run("export", tmp_path / "x", "--format", "sdmx-csv", SHUANGCHENG_CURATED=str(tmp_path / "curated"))
    assert done.returncode == 0 and done.stdout.splitlines() == [str(path) for path in written(tmp_path / "x")]
    line = "observations without a time, left out because an SDMX key has one: 1"
    assert done.stderr == f"note: {line}\n"
    asked = ("export", tmp_path / "y", "--format", "sdmx-csv", "--json")
    done = run(*asked, SHUANGCHENG_CURATED=str(tmp_path / "curated"))
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told.pop("files") == [str(path) for path in written(tmp_path / "y")]
    assert told == {"notes": [[line, '{"code": "untimed_in_sdmx", "n": "1"}']], "error": None}
    done = run(*asked, "--area", "nowhere", SHUANGCHENG_CURATED=str(tmp_path / "curated"))
    assert done.returncode == 2 and json.loads(done.stdout) == {
        "files": [],
        "notes": [],
        "error": [done.stderr.strip(), '{"code": "export_code", "found": "nowhere"}'],
    }


def written(folder: Path) -> list[Path]:
    """Data, structure, readme: the order in which they are written."""
    return sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
