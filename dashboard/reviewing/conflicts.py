"""Pairs of figures that cannot both hold -> one conflict a statement, and what people decided on it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from dashboard.reviewing.decisions import Decision, Pending
from dashboard.rows import Fact
from dashboard.vintages.compared import Pair, Preference


class Conflict(NamedTuple):
    """What several documents state differently of the same indicator, area, time and claim."""

    subject: tuple[str, ...]  # as the log of decisions names it
    facts: list[Fact]  # newest document first
    rivals: dict[str, list[str]]  # obs_id -> those that cannot hold beside it
    open: bool  # whether a pair is left that nobody has decided on
    decision_ids: list[str]  # those that count in the table

    @property
    def key(self) -> str:
        """Names its statement, here, in queries and for widgets."""
        return "_".join(self.subject[1:])


class Verdict(NamedTuple):
    """Which figure of a conflict a person prefers."""

    decision_id: str
    decided_at: str
    decided_by: str
    reason: str
    obs_id: str
    state: str  # applied | waiting (for the next refresh) | taken_back (and a refresh will apply that)


def group(pairs: Sequence[Pair], facts: Mapping[str, Fact]) -> list[Conflict]:
    """One conflict a statement, in the order of the pairs."""
    found = []
    for statement, some in groupby(pairs, key=lambda pair: pair[:7]):
        rivals: dict[str, list[str]] = {}
        decided: list[str] = []
        for pair in (listed := list(some)):
            rivals.setdefault(pair.obs_id, []).append(pair.other_obs_id)
            rivals.setdefault(pair.other_obs_id, []).append(pair.obs_id)
            decided.append(pair.decision_id)
        subject = ("prefer", *("" if part is None else str(part) for part in statement))
        stated = sorted((facts[one] for one in rivals if one in facts), key=lambda f: (str(f.published_on), f.obs_id))
        is_open = any(not pair.decision_id for pair in listed)
        found.append(Conflict(subject, stated[::-1], rivals, is_open, list(dict.fromkeys(filter(None, decided)))))
    return found


def verdicts(
    conflict: Conflict, applied: Mapping[str, Preference], found: Pending, undone: Collection[str]
) -> list[Verdict]:
    """What counts of people's decisions on a conflict, now or from the next refresh on; the newest last."""
    listed = [
        Verdict(*applied[one], state="taken_back" if one in undone else "applied")
        for one in conflict.decision_ids
        if one in applied
    ]
    waiting = [row for row in found.waiting if row.action == "prefer" and statement_of(row) == conflict.subject]
    return listed + [
        Verdict(row.decision_id, row.decided_at, row.decided_by, row.reason, _preferred(row, conflict), "waiting")
        for row in waiting[-1:]
    ]


def statement_of(row: Decision) -> tuple[str, ...]:
    """What a preference is about."""
    return (
        "prefer",
        row.indicator_id,
        row.ref_area,
        row.time_start,
        row.time_end,
        row.time_basis,
        row.measure,
        row.claim,
    )


def states(
    statements: Iterable[tuple[tuple[str, ...], bool, tuple[str, ...]]], found: Pending, undone: Collection[str]
) -> dict[str, str]:
    """key -> open, settled, or waiting: decided on, from the next refresh on. In the order of the statements."""
    waiting = {statement_of(row)[1:] for row in found.waiting if row.action == "prefer"}

    def state(statement: tuple[str, ...], is_open: bool, decided: tuple[str, ...]) -> str:
        if statement in waiting:
            return "waiting"
        return "open" if is_open or any(one in undone for one in decided) else "settled"

    return {"_".join(one[0]): state(*one) for one in statements}


def is_open(conflict: Conflict, listed: Sequence[Verdict]) -> bool:
    """Whether a person still has to decide, when what waits for the next refresh is counted in."""
    if any(one.state == "waiting" for one in listed):
        return False
    return conflict.open or any(one.state == "taken_back" for one in listed)


def _preferred(row: Decision, conflict: Conflict) -> str:
    """The obs_id of the figure that a decision of the log names by its place."""
    beaten = row.preferred_over.split(";")
    at = (int(row.span_start), int(row.span_end), row.quote)
    return next(
        (f.obs_id for f in conflict.facts if (f.span_start, f.span_end, f.quote) == at and f.obs_id not in beaten), ""
    )
