"""What people decided: `decisions.csv` of the review folder, an append-only log, one line a decision.

A row names its figure by the document's text (`decoded_sha256`), the span in it and the quote; what stands below the
front matter is named too, so that a decision outlives a change of metadata. Nothing is ever changed or taken out: a
later decision on the same figure counts instead of an earlier one, `undo` makes one count no more.
A row is one line of the file (line ends and backslashes in a cell are written as \\n, \\r and \\\\), so that a damaged
line costs itself and no other. What a decision means is worked out in review.py.
"""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pipelines.atomic import append_whole, locked
from pipelines.errors import DecisionError

DECISIONS_FILE = "decisions.csv"
ACTIONS = ("accept", "correct", "context", "prefer", "undo")
REASONED = ("correct", "prefer")  # actions that need a written reason
CELL_LIMIT = 4000  # characters of one cell
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_UNESCAPE = re.compile(r"\\([\\nr])")
_PLAIN = {"\\": "\\", "n": "\n", "r": "\r"}


class Decision(NamedTuple):
    """One row of decisions.csv, its cells as they stand; all but the first field are its columns, in order."""

    line: int  # in the file, from 1; 0 for one that is not written yet
    decision_id: str = ""
    decided_at: str = ""  # ISO 8601, UTC, to the second
    decided_by: str = ""
    action: str = ""
    file: str = ""  # the document's, for people; what counts is the text
    decoded_sha256: str = ""  # of the document's text (what spans count in) in UTF-8
    span_start: str = ""
    span_end: str = ""
    quote: str = ""
    # The figure, whole, as it shall stand (accept, correct), or as the one preferred has it (prefer).
    indicator_id: str = ""
    ref_area: str = ""
    time_start: str = ""
    time_end: str = ""
    time_basis: str = ""
    unit: str = ""
    claim: str = ""
    measure: str = ""
    value: str = ""
    low: str = ""
    high: str = ""
    bound: str = ""
    preferred_over: str = ""  # prefer: obs_id of those that the figure is preferred over, joined with ;
    undoes: str = ""  # undo: a decision_id
    reason: str = ""
    body_start: str = ""  # where the text begins below its front matter, when it was decided on
    body_sha256: str = ""  # of the text from there on
    fault: str = ""  # why the line cannot be read; not a column


COLUMNS = Decision._fields[1:-1]
_LATER = ("body_start", "body_sha256")  # a log begun before there were these columns does without
Subject = tuple[str, ...]
_NUMBER = re.compile("[0-9]{1,10}")


def read_decisions(folder: Path) -> list[Decision]:
    """The rows of a review folder's decisions.csv in their order; none where there is no such file.

    A line that cannot be read comes as a Decision with `fault`. Raises DecisionError where the file as a whole is none.
    """
    if not folder.is_dir():
        return []
    with locked(folder, shared=True):  # never half a line of one who is writing
        return _read(folder / DECISIONS_FILE)[1]


def subject(decision: Decision, known: Mapping[str, Decision]) -> Subject:
    """What a decision is about: two with the same subject cannot both count. `known`: decision_id -> decision."""
    for _ in range(len(known) + 1):  # an undo is about what the undone one is about
        if decision.action != "undo" or decision.undoes not in known:
            break
        decision = known[decision.undoes]
    if decision.action == "prefer":
        d = decision
        return "prefer", d.indicator_id, d.ref_area, d.time_start, d.time_end, d.time_basis, d.measure, d.claim
    ends = (decision.span_start, decision.span_end)  # a hand may have written 0285
    return "figure", decision.decoded_sha256, *(str(int(end)) if _NUMBER.fullmatch(end) else end for end in ends)


def last_by_subject(decisions: Iterable[Decision]) -> dict[Subject, Decision]:
    """The last decision on each subject, undone or not: what a reviewer who looks now has seen."""
    known: dict[str, Decision] = {}
    last: dict[Subject, Decision] = {}
    for decision in decisions:
        if not decision.fault:
            known.setdefault(decision.decision_id, decision)
            last[subject(decision, known)] = decision
    return last


def counting(decisions: Collection[Decision]) -> set[Subject]:
    """The subjects that a decision counts on, or would."""
    undone = {decision.undoes for decision in decisions if decision.action == "undo"}
    return {subject(one, {}) for one in decisions if one.action != "undo" and one.decision_id not in undone}


class Appended(NamedTuple):
    """The row as written; or, where it is not, the decision that somebody else made meanwhile."""

    written: Decision | None
    other: Decision | None = None


def append_decisions(folder: Path, decisions: Sequence[tuple[Decision, str | None]]) -> list[Appended]:
    """Append decisions to the log, each with the id of the last decision on its subject that its reviewer has seen
    ("": none; None: not asked); one result each, in order.

    All rows are on the disk when this returns, and none when it raises DecisionError. Any number of processes may
    append at once.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _append_checked(folder, decisions)
    except OSError as error:
        where = error.filename or folder / DECISIONS_FILE
        said = error.strerror or str(error)
        raise DecisionError(
            f"{where}: {said}; nothing is written", code="not_written", file=where, system=said
        ) from error


def _append_checked(folder: Path, decisions: Sequence[tuple[Decision, str | None]]) -> list[Appended]:
    with locked(folder):
        header, before = _read(folder / DECISIONS_FILE)
        known = {one.decision_id: one for one in before}
        last = last_by_subject(before)
        results: list[Appended] = []
        new: list[Decision] = []
        for decision, seen in decisions:
            about = subject(decision, known)
            other = last.get(about)
            if seen is not None and seen != (other.decision_id if other else ""):
                results.append(Appended(None, other or known.get(seen, Decision(0))))
                continue
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            made = decision._replace(decision_id=_new_id(known), decided_at=now)
            known[made.decision_id] = last[about] = made
            new.append(made)
            results.append(Appended(made))
        if new:
            append_whole(folder / DECISIONS_FILE, _lines(new, header))
    return results


def _read(path: Path) -> tuple[list[str], list[Decision]]:
    """The header, none where nothing stands in the file yet, and the rows."""
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except FileNotFoundError:
        return [], []
    except OSError as error:
        raise DecisionError(
            f"{DECISIONS_FILE}: expected a readable file, found {error.strerror}",
            code="file_unreadable", file=DECISIONS_FILE, system=error.strerror,
        ) from None  # fmt: skip
    written = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    _, first = next(written, (0, b""))
    header = _header(first.decode("utf-8", "replace").strip()) if first else []
    return header, list(_rows(header, written))


def _header(line: str) -> list[str]:
    if "\r" in line:
        raise DecisionError(
            f"{DECISIONS_FILE}: expected lines that end in \\n or \\r\\n, found \\r alone",
            code="csv_line_ends", file=DECISIONS_FILE,
        )  # fmt: skip
    try:
        header = next(csv.reader([line]))
    except csv.Error as error:
        raise DecisionError(
            f"{DECISIONS_FILE}: expected a header of columns, found a fault ({error})",
            code="csv_header", file=DECISIONS_FILE,
        ) from None  # fmt: skip
    if missing := [name for name in COLUMNS if name not in header and name not in _LATER]:
        raise DecisionError(
            f"{DECISIONS_FILE}: expected columns {','.join(COLUMNS)}, found no {','.join(missing)}",
            code="csv_columns", file=DECISIONS_FILE, missing=", ".join(missing),
        )  # fmt: skip
    return header


def _rows(header: list[str], lines: Iterable[tuple[int, bytes]]) -> Iterator[Decision]:
    places = {name: header.index(name) for name in COLUMNS if name in header}
    for number, line in lines:
        try:
            (cells,) = csv.reader([line.decode("utf-8").removesuffix("\r")], strict=True)
            if len(cells) != len(header):
                raise ValueError(f"expected {len(header)} cells, found {len(cells)}")
            cells = [_UNESCAPE.sub(lambda m: _PLAIN[m[1]], cell) for cell in cells]
            if long := next((len(cell) for cell in cells if len(cell) > CELL_LIMIT), 0):
                raise ValueError(f"expected at most {CELL_LIMIT:,} characters a cell, found {long:,}")
            yield Decision(number, **{name: cells[place] for name, place in places.items()})
        except UnicodeDecodeError:
            yield Decision(number, fault="expected UTF-8, found other bytes")
        except (csv.Error, ValueError) as error:
            yield Decision(number, fault=" ".join(str(error).split()))


def _lines(decisions: Sequence[Decision], header: Sequence[str]) -> bytes:
    """The rows in the file's own columns, those that are not of a decision empty; with a header where it has none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if not header:
        writer.writerow(COLUMNS)
    columns = header or COLUMNS
    places = {
        columns.index(name): name for name in COLUMNS if name in columns
    }  # of a column that stands twice the first is read
    for one in decisions:
        writer.writerow(_escaped(getattr(one, places.get(place, ""), "")) for place in range(len(columns)))
    return out.getvalue().encode()


def _escaped(cell: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in cell)


def _new_id(known: Mapping[str, Decision]) -> str:
    while (made := secrets.token_hex(6)) in known:
        pass
    return made
