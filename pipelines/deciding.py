"""Decisions as a person or a program states them (plain objects) -> rows of the log, checked and appended.

Whoever decides names a mention, an observation or a decision of a published table; file, text, span, quote and what is
not stated otherwise are taken from there. The command `decide` and the app's pages both go through here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

from duckdb import DuckDBPyConnection

from pipelines.catalogue import Catalogue
from pipelines.decisions import Decision, append_decisions, counting, read_decisions, subject
from pipelines.errors import DecisionError
from pipelines.lexicon import read_words
from pipelines.observations import basis_of
from pipelines.readers.fields import body_start
from pipelines.records import Period, TimeBasis
from pipelines.ruling import check_form, check_lengths, figure_of, is_well_formed

Request = Mapping[str, Any]
FIGURE = ("indicator_id", "ref_area", "time_start", "time_end", "time_basis", "unit", "claim", "measure",
          "value", "low", "high", "bound")  # fmt: skip
_KEYS = {"action", "decided_by", "reason", "mention_id", "obs_id", "preferred_over", "undoes", "seen", *FIGURE}
_PLACE = "d.file, sha256(d.text) AS decoded_sha256, t.span_start, t.span_end, t.quote, d.text, d.media_type"
_CELLS = ", ".join(
    f"rtrim(rtrim(t.{n}::VARCHAR, '0'), '.') AS {n}" if n in ("value", "low", "high") else f"t.{n}" for n in FIGURE
)


def decide(
    con: DuckDBPyConnection, folder: Path, catalogue: Catalogue, requests: Sequence[Any]
) -> list[dict[str, Any]]:
    """Append what is asked for to the log of the review folder; one result a request, in order.

    A request has `action`, `decided_by` and `reason`; `mention_id` (accept, correct, context), `obs_id` and
    `preferred_over` (prefer), or `undoes` (undo); fields of the figure that shall be others than those read; and
    `seen`, the last decision_id on its subject that was looked at ("": none), so that nothing is decided over
    somebody else's head.

    A result is {"state": "saved", "decision_id"}, {"state": "refused", "message", "code", "field", "values"} (see
    errors.py) or {"state": "conflict", "message", "other"}: what another person has decided meanwhile; then it is not
    written. Raises DecisionError when nothing
    could be written at all.
    """
    results: list[dict[str, Any]] = [{} for _ in requests]
    known = {d.decision_id: d for d in read_decisions(folder) if is_well_formed(d)}
    undone = {d.undoes for d in known.values() if d.action == "undo"}
    good: list[tuple[int, Decision, str | None]] = []
    for place, request in enumerate(requests):
        try:
            decision = complete(con, catalogue, request)
            _check(decision, con, catalogue, known, undone)
            if decision.action == "correct" and subject(decision, {}) not in counting(known.values()):
                as_read = {key: cell for key, cell in request.items() if key not in FIGURE}
                _check_differs(decision, complete(con, catalogue, as_read), catalogue)
            seen = request.get("seen")
            good.append((place, decision, None if seen is None else str(seen)))
            undone.add(decision.undoes)
        except DecisionError as error:
            results[place] = {"state": "refused", "message": str(error)}
            results[place] |= {"code": error.code, "field": error.field, "values": error.values}
    appended = append_decisions(folder, [(decision, seen) for _, decision, seen in good])
    for (place, _, _), (written, other) in zip(good, appended, strict=True):
        results[place] = {"state": "saved", "decision_id": written.decision_id} if written else _conflict(other)
    return results


def complete(con: DuckDBPyConnection, catalogue: Catalogue, request: Any) -> Decision:
    """The row that a request stands for, with what it does not say taken from the table. Raises DecisionError."""
    if not isinstance(request, Mapping) or not all(isinstance(key, str) for key in request):
        raise DecisionError("expected an object with action, decided_by and what is decided", code="request_shape")
    if unknown := sorted(set(request) - _KEYS):
        named = ", ".join(unknown)
        raise DecisionError(f"expected only known keys, found {named}", code="request_keys", found=named)
    stated = {key: _text(key, cell) for key, cell in request.items() if key != "seen"}
    action = stated.get("action", "")
    said = Decision(
        0, action=action, decided_by=stated.get("decided_by", "").strip(), reason=stated.get("reason", "").strip()
    )
    if action == "undo":
        return said._replace(undoes=stated.get("undoes", ""))
    if action == "prefer":
        found = _row(con, "observation", "obs_id", stated.get("obs_id", ""))
        return said._replace(**_as_cells(found), preferred_over=stated.get("preferred_over", ""))
    found = _row(con, "mention", "mention_id", stated.get("mention_id", ""))
    if action == "context":
        return said._replace(**_as_cells({key: cell for key, cell in found.items() if key not in FIGURE}))
    if {"bound", "value"} & stated.keys():  # the ends follow from these
        found |= {"low": "", "high": ""} | ({"value": ""} if stated.get("bound") == "range" else {})
    said = said._replace(**_as_cells(found | {key: cell for key, cell in stated.items() if key in FIGURE}))
    return _as_read(said, catalogue, stated)


def _as_read(d: Decision, catalogue: Catalogue, stated: Mapping[str, str]) -> Decision:
    """The decision with basis and unit that the reader would have given a figure of its indicator."""
    indicator = catalogue.indicators.get(d.indicator_id)
    if indicator is None:
        return d
    if "time_basis" not in stated:
        start, end = (date.fromisoformat(day) if _is_day(day) else None for day in (d.time_start, d.time_end))
        d = d._replace(time_basis=basis_of(Period(start, end, cast(TimeBasis, d.time_basis)), indicator))
    if "unit" in stated or d.measure != "level" or d.unit != "item":
        return d
    nouns = {unit for units in read_words("subjects.yml")["generic_words"].values() for unit in units}
    return d._replace(unit=indicator.unit) if indicator.unit in nouns else d  # 5个 of laboratories are institutions


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _check(
    d: Decision,
    con: DuckDBPyConnection,
    catalogue: Catalogue,
    known: Mapping[str, Decision],
    undone: Collection[str],
) -> None:
    check_lengths(d)
    check_form(d._replace(decision_id="new", decided_at="2000-01-01T00:00:00Z"))
    if d.action == "undo" and (d.undoes not in known or known[d.undoes].action == "undo"):
        raise DecisionError(
            f"expected the decision_id of an earlier decision as undoes, found {d.undoes}", code="undoes_unknown"
        )
    if d.action == "undo" and d.undoes in undone:
        raise DecisionError(
            f"expected a decision that counts as undoes, found {d.undoes}, which is undone already",
            code="undone_already",
        )
    if d.action in ("accept", "correct"):
        figure_of(d, catalogue)
    if d.action == "prefer":
        if not d.preferred_over:
            raise DecisionError("expected the obs_id of others as preferred_over, found nothing", code="preferred_over")
        others = [_row(con, "observation", "obs_id", obs_id) for obs_id in d.preferred_over.split(";")]
        place = ("decoded_sha256", "span_start", "span_end")
        if any(all(other[name] == getattr(d, name) for name in place) for other in others):
            raise DecisionError(
                "expected the obs_id of others as preferred_over, found that of the figure preferred",
                code="preferred_over",
            )
        same = ("indicator_id", "ref_area", "time_start", "time_end", "time_basis", "measure", "claim")
        if any(other[name] != getattr(d, name) for other in others for name in same):
            raise DecisionError(
                "expected observations of the same indicator, area, time, measure and claim, found others",
                code="preferred_other",
            )


def _check_differs(d: Decision, read: Decision, catalogue: Catalogue) -> None:
    """A correction states something else than what was read, where that is a figure at all; else it is an accept."""
    try:
        same = figure_of(d, catalogue) == figure_of(read, catalogue)
    except DecisionError:
        return  # as it was read it could not stand
    if same:
        raise DecisionError("expected a field other than as read, found none; such a figure is accepted",
                            code="nothing_changed")  # fmt: skip


def _row(con: DuckDBPyConnection, table: str, key: str, name: str) -> dict[str, str]:
    """The cells of one mention or observation, as a decision has them."""
    query = f"SELECT {_PLACE}, {_CELLS} FROM {table} t JOIN document d USING (document_id) WHERE t.{key} = $name"
    cursor = con.cursor().execute(query, {"name": name})
    row = cursor.fetchone()
    if row is None:
        raise DecisionError(
            f"expected {'an' if key == 'obs_id' else 'a'} {key} of the table, found {name or 'nothing'}",
            code="not_in_table",
            key=key,
        )
    names = [column[0] for column in cursor.description or ()]
    cells = {column: "" if cell is None else str(cell) for column, cell in zip(names, row, strict=True)}
    text = cells.pop("text")
    start = body_start(text, cells.pop("media_type"))
    return cells | {"body_start": str(start), "body_sha256": hashlib.sha256(text[start:].encode()).hexdigest()}


def _as_cells(row: dict[str, str]) -> Any:
    return row


def _text(key: str, cell: object) -> str:
    if isinstance(cell, list | tuple) and key == "preferred_over":
        return ";".join(map(str, cell))
    if cell is not None and (isinstance(cell, bool) or not isinstance(cell, str | int)):
        raise DecisionError(f"expected text as {key}, found {type(cell).__name__}", code="cell_text", field=key)
    return "" if cell is None else str(cell)


def _conflict(other: Decision | None) -> dict[str, Any]:
    keys = ("decision_id", "decided_at", "decided_by", "action", "quote", "reason")
    message = "somebody else has decided on it meanwhile; look at that, and decide again"
    return {"state": "conflict", "message": message, "other": {key: getattr(other, key, "") for key in keys}}
