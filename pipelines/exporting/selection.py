"""Which part of the table is wanted, and a database that holds only that part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from pipelines.connecting import CONFIG
from pipelines.errors import ExportError
from pipelines.exporting.note import Note, counted
from pipelines.store import ORDER, opened

# Tables with the columns that a selection goes by; documents follow from them, the others stay whole.
_OWN = ("observation", "mention")


class Selection(NamedTuple):
    """Codes to keep; an empty tuple keeps all. Days bound the end of the period, both inclusive.

    A row whose text names no time falls out as soon as a day is given.
    """

    indicators: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def filters(self) -> dict[str, str]:
        """What is filtered, by the command line's name of the filter; {} for the whole table."""
        several = {
            "indicator": self.indicators, "area": self.areas, "measure": self.measures, "claim": self.claims,
        }  # fmt: skip
        found = {name: ", ".join(sorted(set(codes))) for name, codes in several.items() if codes}
        days = {"since": self.since, "until": self.until}
        return found | {name: day.isoformat() for name, day in days.items() if day}

    def mark(self) -> str:
        """Ends the name of a file, so that a selection never takes the place of another or of the whole."""
        if not self.filters():
            return ""
        return "-" + hashlib.sha256(json.dumps(self.filters(), sort_keys=True).encode()).hexdigest()[:8]

    def condition(self) -> str:
        """SQL that is true for a row to keep; its parameters are `parameters()`."""
        tests = {
            "list_contains($indicators, indicator_id)": self.indicators,
            "list_contains($areas, ref_area)": self.areas,
            "list_contains($measures, measure)": self.measures,
            "list_contains($claims, claim)": self.claims,
            "time_end >= $since": self.since,
            "time_end <= $until": self.until,
        }
        return " AND ".join(sql for sql, wanted in tests.items() if wanted) or "true"

    def parameters(self) -> dict[str, object]:
        """Values of the names in `condition()`."""
        named = self._asdict().items()
        return {name: list(wanted) if isinstance(wanted, tuple) else wanted for name, wanted in named if wanted}


ALL = Selection()


@contextmanager
def narrowed(database: Path, selection: Selection) -> Iterator[DuckDBPyConnection]:
    """A connection to the vintage `database`, or to a copy in memory that holds the selection alone.

    A target stays when it and all that it is held against are selected: what refers to a row finds it. Code lists,
    findings, refusals and decisions stay whole. Raises ExportError for an unknown code, and where nothing is left.
    """
    if not selection.filters():
        with opened(database) as con:
            yield con
        return
    if selection.since and selection.until and selection.since > selection.until:
        raise ExportError(
            f"--since: expected a day up to {selection.until}, found {selection.since}",
            code="since_until", since=selection.since, until=selection.until,
        )  # fmt: skip
    con = duckdb.connect(config=CONFIG)
    try:
        con.execute(f"ATTACH '{str(database).replace(chr(39), chr(39) * 2)}' AS whole (READ_ONLY)")
        _refuse_unknown(con, selection)
        con.execute("COPY FROM DATABASE whole TO memory (SCHEMA)")
        for table in ORDER:
            con.execute(
                f"INSERT INTO {table} SELECT * FROM whole.{table} WHERE {_keep(table, selection)}",
                selection.parameters() if table in (*_OWN, "document") else None,
            )
        if con.execute("SELECT count(*) FROM observation").fetchone() == (0,):
            wanted = " ".join(f"--{name} {value}" for name, value in selection.filters().items())
            raise ExportError(f"nothing to export: no observation matches {wanted}", code="nothing_to_export")
        yield con
    finally:
        con.close()


def left_out(con: DuckDBPyConnection, selection: Selection) -> tuple[Note, ...]:
    """A note for each kind of row that one might look for in the narrowed table behind `con`, and that is not there."""
    if not selection.filters():
        return ()
    any_time = selection._replace(since=None, until=None)
    targets = con.execute(
        "SELECT count(*) FROM whole.progress p JOIN observation o ON o.obs_id = p.target_obs_id "
        "ANTI JOIN progress kept USING (progress_id)"
    ).fetchone()
    untimed = con.execute(
        f"SELECT count(*) FROM whole.observation WHERE time_end IS NULL AND {any_time.condition()}",
        any_time.parameters() or None,
    ).fetchone()
    assert targets is not None and untimed is not None
    notes = []
    if targets[0]:
        text = "comparisons with a target left out because the report is not in the selection"
        notes.append(counted(text, code="comparisons_left_out", n=targets[0]))
    if untimed[0] and any_time != selection:
        text = "observations left out because they have no time to filter by"
        notes.append(counted(text, code="untimed_left_out", n=untimed[0]))
    return tuple(notes)


def _keep(table: str, selection: Selection) -> str:
    """SQL for the rows of a table that belong to the selection."""
    if table in _OWN:
        return selection.condition()
    if table == "document":
        stating = (f"SELECT document_id FROM whole.{own} WHERE {selection.condition()}" for own in _OWN)
        return f"document_id IN ({' UNION '.join(stating)})"
    if table == "progress":
        ends = ("target_obs_id", "report_obs_id", "base_obs_id")
        return " AND ".join(f"({end} IS NULL OR {end} IN (SELECT obs_id FROM observation))" for end in ends)
    return "true"


def _refuse_unknown(con: DuckDBPyConnection, selection: Selection) -> None:
    for option, wanted, table, column in (
        ("indicator", selection.indicators, "indicator", "indicator_id"),
        ("area", selection.areas, "ref_area", "ref_area"),
        ("measure", selection.measures, "measure", "measure"),
    ):
        known = {str(code) for (code,) in con.execute(f"SELECT {column} FROM whole.{table}").fetchall()}
        for code in wanted:
            if code not in known:
                near = get_close_matches(code, known, n=1)
                hint = f"; nearest: {near[0]}" if near else ""
                raise ExportError(f"--{option}: expected a code of the table {table}, found {code!r}{hint}",
                                  code="export_code", found=code)  # fmt: skip
