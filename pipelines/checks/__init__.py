"""Checks of a built database: each `*.sql` here selects the rows that are wrong; the file's name is the check's name.

A query gives `subject` (key of the row), `message`, and, where it is soft and so shown, in further columns what the
message is made of: the dashboard says it in the reader's words, by the check's name and these. Its first line says how
much it matters and what it means:
`-- hard: …` (nothing is published: the program or the catalogue is at fault) or `-- soft: …` (published, and shown:
the text is odd, and a person should look).
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

import duckdb
from duckdb import DuckDBPyConnection

from pipelines.connecting import CONFIG
from pipelines.errors import CheckError, as_parameters, no_table
from pipelines.records import Finding
from pipelines.vintages import current_database

FOLDER = Path(__file__).parent
LIMIT = 200  # rows shown of one check; the rest is counted
_FIRST_LINE = re.compile(r"-- (hard|soft): (\S.*)")


class Check(NamedTuple):
    """One query, with what stands in its first line."""

    name: str
    severity: Literal["hard", "soft"]
    meaning: str
    sql: str


@cache
def load_checks(folder: Path = FOLDER) -> tuple[Check, ...]:
    """The checks of a folder by name. Raises CheckError for a file without its first line."""
    checks = []
    for path in sorted(folder.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        first = _FIRST_LINE.match(sql)
        if not first:
            raise CheckError(f"{path.name}: expected a first line '-- hard: …' or '-- soft: …', found none",
                             code="check_unnamed", file=path.name)  # fmt: skip
        checks.append(Check(path.stem, cast(Literal["hard", "soft"], first[1]), first[2], sql))
    return tuple(checks)


def run_checks(con: DuckDBPyConnection, checks: tuple[Check, ...] | None = None) -> list[Finding]:
    """What each check finds in the database, at most LIMIT rows of each and one line for the rest."""
    findings = []
    for check in load_checks() if checks is None else checks:
        try:
            found = con.execute(f"SELECT * FROM ({check.sql}) ORDER BY subject, message LIMIT {LIMIT + 1}")
            names = [str(column[0]) for column in found.description or ()]
            rows = [_finding(check, dict(zip(names, row, strict=True))) for row in found.fetchall()]
            if len(rows) > LIMIT:
                total = con.execute(f"SELECT count(*) FROM ({check.sql})").fetchone()
                more = f"{(total[0] if total else 0) - LIMIT:,}"
                told = as_parameters(code="more_findings", n=more)
                rows[LIMIT:] = [Finding(check.name, check.severity, "", f"and {more} more", told)]
        except duckdb.Error as error:
            said = " ".join(str(error).split())
            raise CheckError(f"{check.name}.sql: {said}", code="check_broken", check=check.name, error=said) from error
        findings += rows
    return findings


def _finding(check: Check, row: dict[str, object]) -> Finding:
    subject, message = str(row.pop("subject")), str(row.pop("message"))
    values = {name: "" if value is None else value for name, value in row.items()}
    if "note" in values:  # a message itself
        values["note"] = json.loads(str(values["note"]))
    return Finding(check.name, check.severity, subject, message, as_parameters(check.name if values else "", **values))


def check_current(curated: Path) -> list[Finding]:
    """What the checks find in the current table, and what its catalogue left out. Raises RefreshError where none is."""
    database = current_database(curated)
    if database is None:
        raise no_table(curated)
    checks = load_checks()
    with duckdb.connect(str(database), read_only=True, config=CONFIG) as con:
        query = "SELECT * FROM finding WHERE check_name NOT IN (SELECT unnest(?))"
        stored = con.execute(query, [[check.name for check in checks]]).fetchall()
        return [*(Finding(*row) for row in stored), *run_checks(con, checks)]


def documents_at_fault(con: DuckDBPyConnection, findings: list[Finding]) -> dict[str, Finding]:
    """document_id -> its first hard finding; {} where one of the hard findings is of no single document.

    A subject ends with the key of an observation or a mention, or names a mention by document and place.
    """
    found: dict[str, Finding] = {}
    for finding in findings:
        if finding.severity != "hard" or (not finding.subject and found):  # the last one stands for more of its kind
            continue
        key = finding.subject.rsplit(" ", 1)[-1]
        row = con.execute(
            "SELECT document_id FROM observation WHERE obs_id = $key UNION ALL "
            "SELECT document_id FROM document WHERE document_id = $document LIMIT 1",
            {"key": key, "document": key.rpartition(":")[0]},
        ).fetchone()
        if row is None:
            return {}
        found.setdefault(str(row[0]), finding)
    return found


def raise_hard(findings: list[Finding]) -> None:
    """Raise CheckError when a hard check found something; its one line names the first row of each such check."""
    hard: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity == "hard":
            hard.setdefault(finding.check_name, []).append(finding)
    if hard:
        lines = [f"{name} ({len(found)}): {found[0].subject}: {found[0].message}" for name, found in hard.items()]
        first = next(iter(hard))
        raise CheckError("nothing is published, the last good table stays; " + "; ".join(lines),
                         code="checks_failed", check=first, n=len(hard), subject=hard[first][0].subject)  # fmt: skip
