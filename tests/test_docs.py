"""The documents say what is there: every command, option, target, table, check and reason, in both languages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from dashboard.api.openapi import document
from pipelines.catalogue import load_catalogue
from pipelines.checks import load_checks
from pipelines.observations import CONTEXT_REASONS, REVIEW_REASONS
from pipelines.readers.fault import Reason

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
PAGES = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/reference.md")
COMMANDS = ("refresh", "extract", "preview", "add", "export", "check", "decide")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """The text under a heading, up to the next of the same or a higher level."""
    marks = heading.split(" ")[0]
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(marks)}}} |\Z)", read(name), re.MULTILINE | re.DOTALL)
    assert found, f"{name} has no heading {heading!r}"
    return found[1]


def first_column(text: str) -> set[str]:
    """The codes in the first column of a Markdown table."""
    return set(re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", PAGES)
def test_each_make_target_named_exists(name: str) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", read(name), re.MULTILINE))
    assert named <= targets()


def test_make_alone_lists_each_target() -> None:
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make ([a-z-]+) +\S", listed, re.MULTILINE)) == targets()


@pytest.mark.parametrize("command", COMMANDS)
def test_each_option_of_a_command_is_documented(command: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "pipelines", command, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    documented = section("docs/reference.md", f"### {command}")
    options = set(re.findall(r"--[a-z][a-z-]+", shown)) - {"--help"}
    assert set(re.findall(r"`(--[a-z][a-z-]+)", documented)) == options
    for choices in re.findall(r"\{([a-z,-]+)\}", shown):
        assert choices.replace(",", "\\|") in documented


@pytest.mark.parametrize("name", READMES)
def test_the_readme_shows_each_command(name: str) -> None:
    assert set(re.findall(r"-m pipelines ([a-z]+)", read(name))) == set(COMMANDS)


def test_each_command_there_is_has_a_section() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "pipelines", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    listed = re.search(r"\{([a-z,-]+)\}", shown)
    assert listed and set(listed[1].split(",")) == set(COMMANDS)


def test_each_check_is_documented() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (hard|soft) \|", section("docs/reference.md", "## Checks"), re.MULTILINE)
    assert load_checks() and rows == [(check.name, check.severity) for check in load_checks()]


def test_each_refusal_reason_is_documented() -> None:
    assert first_column(section("docs/reference.md", "## Why a file is refused")) == set(get_args(Reason))


def test_each_reason_of_a_quantity_is_documented() -> None:
    rows = re.findall(
        r"^\| `([a-z_]+)` \| (review|context) \|",
        section("docs/reference.md", "## Why a quantity is no observation"),
        re.MULTILINE,
    )
    reasons = {"review": REVIEW_REASONS, "context": CONTEXT_REASONS}
    assert set(rows) == {(reason, disposition) for disposition, known in reasons.items() for reason in known}


def test_each_table_is_documented() -> None:
    there = set(re.findall(r"^CREATE TABLE (\w+)", read("pipelines/schema.sql"), re.MULTILINE))
    assert first_column(section("docs/reference.md", "## Tables")) == there


def test_each_address_and_parameter_is_documented() -> None:
    documented = section("docs/reference.md", "## Addresses on the server")
    for path, told in document()["paths"].items():
        row = re.search(rf"^\| `{re.escape(path)}` \|.*\|([^|]*)\|$", documented, re.MULTILINE)
        named = [one["name"] for one in told["get"].get("parameters", []) if one["in"] == "query"]
        assert path == "/data/{name}" or (row and re.findall(r"`(\w+)`", row[1]) == named), path


def test_both_readmes_have_the_same_parts() -> None:
    """The same headings in number and level, and the same code where it is not prose."""
    shapes = []
    for name in READMES:
        headings = re.findall(r"^(#+) ", re.sub(r"```.*?```", "", read(name), flags=re.DOTALL), re.MULTILINE)
        code = [re.sub(r"#.*", "", block).split() for block in re.findall(r"```\w*\n(.*?)```", read(name), re.DOTALL)]
        shapes.append((headings, code, len(re.findall(r"^\|", read(name), re.MULTILINE))))
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", PAGES)
def test_each_link_inside_the_repository_leads_somewhere(name: str) -> None:
    links = {target for target in re.findall(r"\]\(([^)#]+)[^)]*\)", read(name)) if "://" not in target}
    assert not [target for target in links if not ((ROOT / name).parent / target).exists()]


@pytest.mark.parametrize("name", PAGES)
def test_each_path_named_exists(name: str) -> None:
    """`pipelines/catalogue/units.csv` in the text is a file of that name."""
    named = set(re.findall(r"`((?:pipelines|dashboard|pages|data|tests|docs|benchmarks)/[\w./-]*\w)`", read(name)))
    assert not [path for path in named if not (ROOT / path).exists()]


@pytest.mark.parametrize("name", READMES)
def test_the_example_in_python_runs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"```python\n(.*?)```", read(name), re.DOTALL)
    assert example
    exec(compile(example[1], name, "exec"), {})
    assert capsys.readouterr().out == "5000万人次 more_than 50000000 passenger 2024-05-31\n"


def test_the_example_indicator_can_be_added(tmp_path: Path) -> None:
    """Pasted at the end of the catalogue, the entry loads and contradicts nothing."""
    entry = re.search(r"```yaml\n(.*?)```", read("README.md"), re.DOTALL)
    assert entry
    folder = shutil.copytree(ROOT / "pipelines" / "catalogue", tmp_path / "catalogue")
    with (folder / "indicators.yml").open("a", encoding="utf-8") as stream:
        stream.write(entry[1])
    before, after = load_catalogue(), load_catalogue(folder)
    assert after.indicators.keys() - before.indicators.keys() == {"park_visitors"}
    assert after.problems == before.problems
