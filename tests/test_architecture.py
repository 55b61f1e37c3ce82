"""The house rules that a reader can rely on: who may import whom, and what no file may hold."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# A module imports from its own row and the rows above it; inside a row, without a circle. A new module gets a place.
LAYERS = (
    ("records", "errors"),
    ("catalogue", "lexicon", "atomic", "decisions"),
    ("numerals", "areas", "units", "periods", "wordlist"),
    ("additions", "documents", "readers"),
    ("reading", "mentions", "observations"),
    ("comparing", "progress", "checks", "rows", "store", "vintages", "runs", "comparison"),
    ("ruling", "review", "printing", "exporting", "datapackage", "publish", "export"),
    ("engine", "live", "extraction", "refresh", "deciding", "adding"),
    ("cli",),
    ("__init__", "__main__"),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# What the dashboard may know of the pipeline. What needs a stage is a process: a refresh, which outlives its tab; and
# the preview of an article, for a hostile file may break or stall its reader, and then takes that process along, not
# the app. (Measured: about 1 s a preview, half of it the start; asked once an article, and for each edited field.)
LABELS_ONLY = {"catalogue", "records", "errors", "units"}
# The one exception: a click must be quick, so decisions are appended from the app's own process, through this door.
DOORS = {"dashboard/reviewing/decisions.py": {"additions", "decisions", "deciding", "ruling"}}
STREAMLIT = re.compile(r"app\.py|serve\.py|pages/\w+\.py|dashboard/(\w+/)?ui(_\w+)?\.py")


@cache
def files() -> tuple[str, ...]:
    """Every file of the repository, committed or about to be, relative to its root."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()))


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


def sources(*tops: str) -> list[str]:
    return [name for name in files() if name.endswith(".py") and name.split("/")[0] in tops]


def imports(name: str) -> Iterator[str]:
    """Dotted names that a file imports, at its top or inside a function; relative ones spelled out."""
    package = name.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def file_of(dotted: str) -> str | None:
    """The file of the pipeline that a dotted name lies in: pipelines.units.convert is in pipelines/units.py."""
    parts = dotted.split(".")
    while parts and parts[0] == "pipelines":
        for tail in (".py", "/__init__.py"):
            if (ROOT / ("/".join(parts) + tail)).is_file():
                return "/".join(parts) + tail
        parts.pop()
    return None


def module(dotted: str) -> str | None:
    """The module or package of the pipeline, by its name in LAYERS; None for names from elsewhere."""
    found = file_of(dotted)
    return own_module(found) if found else None


def own_module(name: str) -> str:
    return Path(name).parts[1].removesuffix(".py")


def test_each_module_of_the_pipeline_has_a_place() -> None:
    homeless = {own_module(name) for name in sources("pipelines")} - RANK.keys()
    assert not homeless, f"give these a row in LAYERS: {sorted(homeless)}"


@pytest.mark.parametrize("name", sources("pipelines"))
def test_imports_run_one_way(name: str) -> None:
    own = RANK.get(own_module(name), -1)
    against = [dotted for dotted in imports(name) if (other := module(dotted)) and RANK.get(other, 0) > own]
    assert not against, f"{name} imports from a later stage: {against}"


def test_no_circle_inside_the_pipeline() -> None:
    edges = {
        name: {found for dotted in imports(name) if (found := file_of(dotted)) and found != name}
        for name in sources("pipelines")
    }
    while leaves := [name for name, others in edges.items() if not others & edges.keys()]:
        for name in leaves:
            del edges[name]
    assert not edges, f"a circle of imports runs through these: {sorted(edges)}"


@pytest.mark.parametrize("name", sources("app.py", "serve.py", "pages", "dashboard", "pipelines"))
def test_only_the_surface_imports_streamlit(name: str) -> None:
    if not STREAMLIT.fullmatch(name):
        assert not [dotted for dotted in imports(name) if dotted.split(".")[0] == "streamlit"]


@pytest.mark.parametrize("name", sources("app.py", "serve.py", "pages", "dashboard"))
def test_the_dashboard_calls_no_stage(name: str) -> None:
    allowed = LABELS_ONLY | DOORS.get(name, set()) if name.startswith("dashboard/") else set()
    reached = {other for dotted in imports(name) if (other := module(dotted))}
    assert reached <= allowed, f"{name} reaches into the pipeline: {sorted(reached - allowed)}"


@pytest.mark.parametrize("name", sources("pages"))
def test_a_page_holds_no_sql(name: str) -> None:
    strings = (n.value for n in ast.walk(tree(name)) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    assert not [text for text in strings if re.search(r"\bselect\b.*\bfrom\b", text, re.IGNORECASE | re.DOTALL)]


@pytest.mark.parametrize("name", sources("app.py", "serve.py", "pages", "dashboard", "pipelines", "benchmarks"))
def test_wan_and_yi_are_multiplied_out_in_numerals_only(name: str) -> None:
    if name == "pipelines/numerals.py":
        return
    lines = [node.lineno for node in ast.walk(tree(name)) if isinstance(node, ast.BinOp) and _scales(node)]
    assert not lines, f"{name} multiplies by a bare 1e4 or 1e8 in line {lines}"


def _scales(node: ast.BinOp) -> bool:
    """Whether it multiplies by ten thousand or a hundred million, in any of the ways to write one."""
    if not isinstance(node.op, ast.Mult):
        return False
    return any(
        re.fullmatch(r"\(?(Decimal\(')?(1e4|1e8|10000(\.0)?|100000000(\.0)?|10 ?\*\* ?[48])('\))?\)?", text)
        for text in (ast.unparse(node.left), ast.unparse(node.right))
    )


# Written in pieces, so that this file does not hold what it looks for.
FOREIGN = re.compile(
    r"\bpyp[i]\.or[g]|pythonhoste[d]\.or[g]|\bnpmj[s]\.(?:or[g]|co[m])|\bdebia[n]\.or[g]"
    r"|(?<![\w.:])/(?:wor[k]|roo[t]|op[t]|hom[e]|User[s]|tm[p])/[\w.]+"
)


@pytest.mark.parametrize("name", files())
def test_no_registry_host_and_no_path_of_a_machine(name: str) -> None:
    try:
        text = (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # a picture, or a document kept in another encoding
    assert not FOREIGN.findall(text)


@pytest.mark.parametrize("name", [name for name in files() if name.endswith(".py")])
def test_a_file_is_one_room(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").count("\n")
    assert lines <= 300, f"{name}: one room, or two?"
