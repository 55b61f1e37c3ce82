"""Machine code stands for its source: none of another source is ever left to run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import compile as tool

ROOT = Path(__file__).parents[1]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of one module, with machine code made from it."""
    (tmp_path / "pipelines" / "reading").mkdir(parents=True)
    module = tmp_path / "pipelines" / "areas.py"
    module.write_text("CODE = 1\n", encoding="utf-8")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "SHARED", tmp_path)
    monkeypatch.setattr(tool, "MADE_FROM", tmp_path / "made.json")
    (tmp_path / "pipelines" / "areas.cpython-311.so").touch()
    (tmp_path / f"{tool.GROUP}__mypyc.cpython-311.so").touch()
    tool.MADE_FROM.write_text(tool.json.dumps(tool.digests()), encoding="utf-8")
    return tmp_path


def test_machine_code_is_stale_once_its_source_changes(elsewhere: Path) -> None:
    assert not tool.stale()
    (elsewhere / "pipelines" / "areas.py").write_text("CODE = 2\n", encoding="utf-8")
    assert tool.stale()
    assert tool.remove()
    assert not tool.stale()
    assert sorted(path.name for path in elsewhere.rglob("*") if path.is_file()) == ["areas.py"]


def test_machine_code_is_stale_once_a_module_is_new(elsewhere: Path) -> None:
    (elsewhere / "pipelines" / "reading" / "new.py").touch()
    assert tool.stale()


def test_machine_code_of_unknown_source_is_stale(elsewhere: Path) -> None:
    tool.MADE_FROM.unlink()
    assert tool.stale()


def test_what_runs_here_is_made_from_the_source_that_is_here() -> None:
    assert not tool.stale(), "the compiled reader is older than its source: make compile"


def test_every_module_that_a_reading_imports_is_compiled() -> None:
    """A module of the reader that is left out would slow all that call it, in silence."""
    script = (
        "import sys, pipelines, pipelines.mentions, pipelines.observations;"
        "print(*sorted(name for name in sys.modules if name.startswith('pipelines.')))"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    named = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in tool.sources()}
    others = {"catalogue", "lexicon", "errors", "units", "readers", "documents", "additions", "decisions", "atomic"}
    assert {name for name in loaded - named if name.split(".")[1] not in others} == {"pipelines.reading"}


def test_nothing_is_kept_in_a_way_that_machine_code_works_out_anew() -> None:
    """mypyc makes a cached_property a plain one, so that each look at it does all the work again."""
    kept = [name for name in tool.sources() if "cached_property" in (ROOT / name).read_text(encoding="utf-8")]
    assert kept == []


def test_constants_of_the_reader_are_final() -> None:
    """Machine code looks any other up in a dictionary, by its name, each time."""
    loose = [
        f"{name}: {line}"
        for name in tool.sources()
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if re.match(r"_?[A-Z][A-Z0-9_]+(?: =|: (?!Final))", line) and not line.startswith("_T")
    ]
    assert loose == []
