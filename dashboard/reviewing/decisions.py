"""People's decisions, from the app: saved in the log at once, pending until a refresh has applied them.

The one door of the dashboard to the pipeline's log of decisions; tests/test_architecture.py knows of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from dashboard import queries
from dashboard.words import Words
from pipelines.additions import add_alias, add_indicator, add_unit_word, read_additions, vocabulary
from pipelines.catalogue import Catalogue, load_catalogue
from pipelines.deciding import decide
from pipelines.decisions import DECISIONS_FILE, Decision, last_by_subject, read_decisions, subject
from pipelines.errors import CatalogueError, DecisionError
from pipelines.ruling import is_well_formed

__all__ = ["CatalogueError", "Decision", "DecisionError", "Pending", "add_alias", "add_indicator", "add_unit_word"]


class Pending(NamedTuple):
    """The decisions that the table does not know of yet."""

    waiting: list[Decision]  # in the order they were made, undone ones and undos left out
    undos: int  # undos of decisions that the table has
    last: dict[tuple[str, ...], str]  # subject -> the last decision_id on it, pending or not


def save(con: DuckDBPyConnection, folder: Path, requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Check and append requests; one result each (see pipelines/deciding.py). Raises DecisionError."""
    return decide(con, folder, catalogue(folder), requests)


def catalogue(folder: Path) -> Catalogue:
    """The catalogue with what people added, also since the last refresh."""
    return vocabulary(read_additions(folder)).catalogue


def named(words: Words, folder: Path) -> Callable[[str, str], str]:
    """What names an indicator, an area or a unit by its code; "" for one that is none.

    Files of people's additions that cannot be read name nothing here: the page that adds to them tells of it.
    """
    try:
        known = catalogue(folder)
    except CatalogueError:
        known = load_catalogue()

    return namer(known, words)


def namer(known: Catalogue, words: Words) -> Callable[[str, str], str]:
    """What names an indicator, an area or a unit by its code, or a place by what texts call it; "" for one unknown."""

    def name(kind: str, code: str) -> str:
        if kind == "unit":
            unit = known.units.get(code)
            return words.pick(unit.symbol_zh, unit.symbol_en) if unit else ""
        code = _area_called(code, known) if kind == "place" else code
        one: Any = (known.indicators if kind == "indicator" else known.areas).get(code)
        return words.pick(one.name_zh, one.name_en) if one else ""

    return name


def _area_called(name: str, known: Catalogue) -> str:
    """The code of the area that texts call so; "" where none or several are."""
    found = [area.ref_area for area in known.areas.values() if name in (area.name_zh, *area.aliases)]
    return found[0] if len(found) == 1 else ""


def pending(con: DuckDBPyConnection, folder: Path) -> Pending:
    """What waits for the next refresh. Raises DecisionError where the log is none."""
    known = queries.known_decisions(con)
    rows = log(folder)
    undone = {row.undoes for row in rows if row.action == "undo"}
    new = [row for row in rows if row.decision_id not in known]
    waiting = [row for row in new if row.action != "undo" and row.decision_id not in undone]
    undos = sum(row.action == "undo" and row.undoes in known for row in new)
    return Pending(waiting, undos, {about: row.decision_id for about, row in last_by_subject(rows).items()})


def places(rows: Iterable[Decision]) -> list[tuple[str, str, int, int]]:
    """Where the figures of decisions stand: file, sha256 of the text, start, end. An undo has no place of its own."""
    return [
        (row.file, row.decoded_sha256, int(row.span_start), int(row.span_end)) for row in rows if row.action != "undo"
    ]


def decided(found: Pending) -> list[tuple[str, str, int, int]]:
    """Where the figures stand that have been decided on since the last refresh."""
    return places(row for row in found.waiting if row.action != "prefer")


def seen(found: Pending, row: Decision) -> str:
    """The last decision_id on what a decision is about, as looked at now."""
    return found.last.get(subject(row, {}), "")


def seen_of(found: Pending, decoded_sha256: str, start: int, end: int) -> str:
    """The last decision_id on a figure, "" where nobody has decided on it."""
    return found.last.get(("figure", decoded_sha256, str(start), str(end)), "")


def log(folder: Path) -> tuple[Decision, ...]:
    """The log's well-formed rows (a refresh names the others), read again when the file has changed."""
    try:
        stat = (folder / DECISIONS_FILE).stat()
    except OSError:
        return ()
    return _log(folder, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=4)
def _log(folder: Path, size: int, changed_ns: int) -> tuple[Decision, ...]:
    return tuple(row for row in read_decisions(folder) if is_well_formed(row))
