"""What people decided -> the rows of the documents that they decided on, and the log of what became of each decision.

    applied     it counts                            undone      a later `undo` names it
    stale       its text has changed, or nothing is  superseded  a later decision on the same figure counts
                read at its place any more           refused     it breaks a rule; the note says which

A decision is never applied to other characters than those it was made on, and every decision is in the log.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipelines.catalogue import Catalogue
from pipelines.decisions import Decision, subject
from pipelines.errors import DecisionError, as_parameters
from pipelines.observations import observe
from pipelines.reading.naming import with_measure
from pipelines.records import Mention, Observation
from pipelines.rows import Row, Settled
from pipelines.ruling import Figure, check_form, figure_of, span

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # in a row that is refused; not what is white space
_STATUS = {"accept": "accepted", "correct": "corrected"}


class Entry(NamedTuple):
    """One row of the table review_log: a decision and what became of it."""

    decision: Decision
    state: str  # applied | stale | undone | superseded | refused
    note: str  # why, in one line; "" when applied
    obs_id: str = ""  # the observation that it made, or prefers
    parameters: str = "{}"  # of the note, as JSON (see errors.py)

    def row(self) -> Row:
        """The row of review_log. Cells of a line that breaks the rules may hold anything."""
        d = Decision(0, *(_CONTROL.sub("\ufffd", cell) for cell in self.decision[1:-1]))
        start, end = (int(cell) if re.fullmatch(r"[0-9]{1,10}", cell) else None for cell in (d.span_start, d.span_end))
        before, after = (
            d[1 : d._fields.index("span_start")],
            d[d._fields.index("quote") : d._fields.index("body_start")],
        )
        return (
            self.decision.line,
            *before,
            start,
            end,
            *after,
            self.state,
            self.note,
            self.obs_id or None,
            self.parameters,
        )


class Reviewed(NamedTuple):
    """The documents as decided, the log in the order of the file, and the obs_ids that others are preferred over."""

    settled: list[Settled]
    log: list[Entry]
    beaten: frozenset[str]


def apply_decisions(settled: Sequence[Settled], decisions: Sequence[Decision], catalogue: Catalogue) -> Reviewed:
    """Apply every decision; documents that none is about come back as they are. Same input, same rows."""
    if not decisions:
        return Reviewed(list(settled), [], frozenset())
    log = _Log(decisions)
    documents = {decoded_sha256(one.document.text): one.document for one in settled}
    places = {key: place for place, key in enumerate(documents)}
    bodies = {decoded_sha256(d.text[d.body_start :]): (key, d.body_start) for key, d in documents.items()}
    files = {one.document.file for one in settled}
    by_document: dict[int, list[Decision]] = defaultdict(list)
    preferences: list[Decision] = []
    for decision in log.standing():
        if decision.decoded_sha256 not in places:
            decision = _moved(decision, bodies)
        place = places.get(decision.decoded_sha256)
        if place is None:
            changed = decision.file in files
            gone = "the text has changed" if changed else "no document has this text any more"
            told = as_parameters(
                code="text_changed" if changed else "text_gone", file=decision.file, quote=decision.quote
            )
            log.put(decision, "stale", f"{decision.file}: {gone}; decided was on {decision.quote}", told)
        elif settled[place].document.text[slice(*span(decision))] != decision.quote:
            told = as_parameters(code="other_quote", quote=decision.quote)
            log.put(decision, "refused", f"expected the quote that stands at its span, found {decision.quote}", told)
        elif decision.action == "prefer":
            preferences.append(decision)
        else:
            by_document[place].append(decision)
    reviewed = list(settled)
    for place, about in by_document.items():
        reviewed[place] = _decide(settled[place], about, catalogue, log)
    beaten = _prefer(preferences, reviewed, places, log)
    return Reviewed(reviewed, [log.entries[line] for line in sorted(log.entries)], beaten)


def _moved(d: Decision, bodies: dict[str, tuple[str, int]]) -> Decision:
    """The decision in the text as it is now, where only the front matter above it has changed; else as it is."""
    if d.body_sha256 not in bodies or span(d)[0] < int(d.body_start):
        return d
    key, start = bodies[d.body_sha256]
    first, last = (str(end - int(d.body_start) + start) for end in span(d))
    return d._replace(decoded_sha256=key, span_start=first, span_end=last)


def decoded_sha256(text: str) -> str:
    """The sha256 that a decision names a document's text by; DuckDB's sha256(text) is the same."""
    return hashlib.sha256(text.encode()).hexdigest()


class _Log:
    """The entries so far, by the decision's line."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.entries: dict[int, Entry] = {}
        self.known: dict[str, Decision] = {}
        self._decisions = decisions

    def put(self, decision: Decision, state: str, note: str = "", told: str = "{}", obs_id: str = "") -> None:
        line = _CONTROL.sub("\ufffd", " ".join(note.split()))
        self.entries[decision.line] = Entry(decision, state, line, obs_id, told)

    def standing(self) -> list[Decision]:
        """The decisions that are well formed and not undone, in order; the others are put into the log."""
        undone: dict[str, str] = {}
        figures: list[Decision] = []
        for d in self._decisions:
            try:
                check_form(d)
                if d.decision_id in self.known:
                    raise DecisionError(
                        "expected a decision_id of its own, found one listed before", code="decision_twice"
                    )
                if d.action == "undo":
                    target = self.known.get(d.undoes)
                    if target is None or target.action == "undo" or d.undoes in undone:
                        raise DecisionError(
                            f"expected an earlier decision that counts as undoes, found {d.undoes}",
                            code="undoes_unknown",
                        )
                    undone[d.undoes] = d.decision_id
                    self.put(d, "applied")
                else:
                    figures.append(d)
                self.known[d.decision_id] = d
            except DecisionError as error:
                self.put(d, "refused", str(error), error.parameters)
        for d in figures:
            if d.decision_id in undone:
                by = undone[d.decision_id]
                self.put(d, "undone", f"by {by}", as_parameters(code="by_decision", decision_id=by))
        return [d for d in figures if d.decision_id not in undone]

    def last(self, decisions: Iterable[Decision]) -> list[Decision]:
        """Of several on the same subject the last; the others are superseded."""
        last = {subject(d, self.known): d for d in decisions}
        for d in decisions:
            counts = last[subject(d, self.known)]
            if counts is not d:
                by = counts.decision_id
                self.put(d, "superseded", f"by {by}", as_parameters(code="by_decision", decision_id=by))
        return list(last.values())


def _decide(one: Settled, decisions: Sequence[Decision], catalogue: Catalogue, log: _Log) -> Settled:
    """The document with its mentions as decided, and its observations anew."""
    at = {(m.start, m.end): place for place, m in reversed(list(enumerate(one.mentions)))}
    figures: dict[str, Figure | None] = {}
    good: list[Decision] = []
    for d in decisions:
        try:
            figures[d.decision_id] = None if d.action == "context" else figure_of(d, catalogue)
            if span(d) in at:
                good.append(d)
            else:
                told = as_parameters(code="figure_gone", file=d.file, quote=d.quote)
                note = f"{d.file}: no figure is read at {d.span_start}-{d.span_end} any more: {d.quote}"
                log.put(d, "stale", note, told)
        except DecisionError as error:
            log.put(d, "refused", str(error), error.parameters)
    # A statement that only repeats another is one of its own again when the other becomes something else.
    mentions = [m._replace(disposition="accepted", reason="") if m.reason == "repeated" else m for m in one.mentions]
    made: dict[tuple[int, int], str] = {}
    counted = log.last(good)
    for d in counted:
        place, figure = at[span(d)], figures[d.decision_id]
        mentions[place] = _decided(mentions[place], d, figure, catalogue)
        if figure:
            made[span(d)] = _STATUS[d.action]
    kept, observations = observe(one.document, mentions, catalogue, made)
    obs_ids = {(o.span_start, o.span_end): o.obs_id for o in observations}
    for d in counted:
        log.put(d, "applied", obs_id=obs_ids.get(span(d), ""))
    return Settled(one.document, kept, observations)


def _decided(m: Mention, d: Decision, figure: Figure | None, catalogue: Catalogue) -> Mention:
    m = m._replace(rule_id=f"{m.rule_id}+decision.{d.decision_id}", confidence=1.0)
    if figure is None:
        return m._replace(disposition="context", reason="decided")
    return m._replace(
        indicator=figure.indicator_id,
        name=with_measure(catalogue.indicators[figure.indicator_id].name_zh, figure.measure, False),
        ref_area=figure.ref_area,
        area=m.area if m.ref_area == figure.ref_area and m.area else (catalogue.areas[figure.ref_area].name_zh,),
        **{
            name: getattr(figure, name)
            for name in ("time", "unit", "claim", "measure", "value", "low", "high", "bound")
        },
        disposition="accepted",
        reason="",
    )


def _prefer(
    decisions: Sequence[Decision], settled: Sequence[Settled], places: dict[str, int], log: _Log
) -> frozenset[str]:
    """The observations that another is preferred over. One that came later is not among them: that is a new doubt."""
    known = {o.obs_id: o for one in settled for o in one.observations} if decisions else {}
    standing: list[Decision] = []
    chosen: dict[str, tuple[str, list[str]]] = {}
    for d in decisions:
        here = settled[places[d.decoded_sha256]].observations
        observation = next((o for o in here if (o.span_start, o.span_end) == span(d)), None)
        if observation is None or statement(observation) != subject(d, {})[1:]:
            note = f"{d.file}: {d.quote} is no longer a figure of {d.indicator_id}, {d.ref_area}, {d.time_end}"
            told = as_parameters(code="other_figure", file=d.file, quote=d.quote, indicator_id=d.indicator_id,
                                 ref_area=d.ref_area, day=d.time_end)  # fmt: skip
            log.put(d, "stale", note, told)
            continue
        others = [
            known[obs_id] for obs_id in d.preferred_over.split(";") if obs_id in known and obs_id != observation.obs_id
        ]
        over = [o.obs_id for o in others if statement(o) == statement(observation)]
        if not over:
            note = f"{d.file}: none of those that {d.quote} is preferred over is there any more"
            log.put(d, "stale", note, as_parameters(code="rivals_gone", file=d.file, quote=d.quote))
            continue
        standing.append(d)
        chosen[d.decision_id] = observation.obs_id, over
    beaten: set[str] = set()
    for d in log.last(standing):
        obs_id, over = chosen[d.decision_id]
        log.put(d._replace(preferred_over=";".join(over)), "applied", obs_id=obs_id)
        beaten.update(over)
    return frozenset(beaten)


def statement(o: Observation) -> tuple[str, ...]:
    """What two observations that cannot both hold have in common, as a `prefer` decision has it in its cells."""
    start, end = (day.isoformat() if day else "" for day in (o.time_start, o.time_end))
    return o.indicator_id, o.ref_area, start, end, o.time_basis, o.measure, o.claim
