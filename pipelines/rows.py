"""Rows of the program -> rows of the database: the columns of schema.sql in their order, without `run_id`.

Nothing is judged here. An empty code becomes NULL where the column refers to another table, lists are joined, and
amounts get the table's six decimal places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import NamedTuple

from pipelines.catalogue import Catalogue
from pipelines.errors import AccountError
from pipelines.records import Document, Mention, Observation, Progress, Refusal

Row = tuple[object, ...]
Tables = dict[str, list[Row]]

# Figures that are no level have the same unit for every indicator.
MEASURES: tuple[tuple[str, str | None], ...] = (
    ("level", None),
    ("growth", "percent"),
    ("share", "percent"),
    ("completion", "percent"),
    ("rank", "rank"),
)
_PLACES = Decimal("0.000001")
_WIDE = Context(prec=38, rounding=ROUND_HALF_EVEN)  # DECIMAL(38, 6)


class Settled(NamedTuple):
    """All that one document gives."""

    document: Document
    mentions: list[Mention]
    observations: list[Observation]


def make_tables(
    catalogue: Catalogue,
    settled: Sequence[Settled],
    progress: Iterable[Progress],
    refusals: Iterable[Refusal],
    review_log: Iterable[Row] = (),
) -> Tables:
    """The rows of every table but `finding`, which the checks fill once the others stand."""
    tables: Tables = {
        "unit": [tuple(unit) for unit in catalogue.units.values()],
        "measure": list(MEASURES),
        "ref_area": [
            (a.ref_area, a.name_zh, a.name_en, a.kind, a.parent or None, ";".join(a.members), ";".join(a.aliases))
            for a in catalogue.areas.values()
        ],
        "indicator": [
            (*i[:7], i.headline, i.description_zh, i.description_en)  # triggers and areas are for the extractor only
            for i in catalogue.indicators.values()
        ],
        "document": [_document(one.document) for one in settled],
        "mention": [row for one in settled for row in _mentions(one)],
        "observation": [_observation(o) for one in settled for o in one.observations],
        "progress": [_progress(p) for p in progress],
        "refusal": [tuple(refusal) for refusal in refusals],
        "review_log": list(review_log),
    }
    return tables | {"run": [_run(settled, len(tables["refusal"]))]}


def account(settled: Iterable[Settled]) -> dict[str, int]:
    """Mentions by what became of them. Raises AccountError when a document's do not add up, naming it."""
    total: Counter[str] = Counter()
    for document, mentions, observations in settled:
        ends = Counter(mention.disposition for mention in mentions)
        if len(observations) != ends["accepted"] or ends.total() != len(mentions):
            raise AccountError(
                f"{document.file}: {len(mentions)} mentions: expected {ends['accepted']} observations, "
                f"found {len(observations)}; {ends['review']} review, {ends['context']} context",
                code="account",
                file=document.file,
            )
        total += Counter(mentions=len(mentions), observations=len(observations))
        total += Counter(review=ends["review"], context=ends["context"])
    return {name: total[name] for name in ("mentions", "observations", "review", "context")}


def storable(one: Settled) -> Settled:
    """The same, but a figure with more digits than the table can hold waits for a person, without a value.

    A serial number that reads like an amount must not keep every other figure from being published.
    """
    unfit = {(m.start, m.end) for m in one.mentions if any(v is not None and amount(v) is None for v in m[4:7])}
    if not unfit:
        return one
    mentions = [m if (m.start, m.end) not in unfit else _without_value(m) for m in one.mentions]
    kept = [o for o in one.observations if (o.span_start, o.span_end) not in unfit]
    return one._replace(mentions=mentions, observations=kept)


def newest_day(settled: Iterable[Settled]) -> date | None:
    """The date of the newest document: the day that statuses hold for."""
    return max((one.document.published_on for one in settled if one.document.published_on), default=None)


def amount(value: Decimal | None) -> Decimal | None:
    """An amount with the table's six places; None where it has more digits than the table can hold."""
    if value is None:
        return None
    try:
        return value.quantize(_PLACES, context=_WIDE)
    except InvalidOperation:
        return None


def _without_value(m: Mention) -> Mention:
    m = m._replace(value=None, low=None, high=None)
    return m if m.disposition == "context" else m._replace(disposition="review", reason="no_value")


def _document(d: Document) -> Row:
    stated = (d.title, d.publisher, d.published_on, d.event_on, d.date_precision, d.kind, d.source, d.url, d.licence)
    measured = (d.media_type, d.encoding, d.sha256, d.text_sha256, len(d.text), "\n".join(d.unreadable), d.text)
    return (d.document_id, d.file, *stated, *measured)


def _mentions(one: Settled) -> list[Row]:
    rows: list[Row] = []
    seen: Counter[tuple[int, int]] = Counter()
    for m in one.mentions:
        seen[m.start, m.end] += 1
        again = seen[m.start, m.end]
        key = f"{one.document.document_id}:{m.start}-{m.end}" + (f"#{again}" if again > 1 else "")
        place = (one.document.document_id, m.start, m.end, m.quote, m.sentence_start, m.sentence_end)
        figure = (amount(m.value), amount(m.low), amount(m.high), m.unit, m.bound, m.measure, m.claim, *m.time)
        about = (m.ref_area or None, ";".join(m.area), m.indicator or None, m.name)
        rows.append((key, *place, *figure, *about, m.disposition, m.reason, m.rule_id, round(m.confidence, 6)))
    return rows


def _observation(o: Observation) -> Row:
    return tuple(_cell(cell) for cell in o)


def _progress(p: Progress) -> Row:
    optional = ("report_obs_id", "base_obs_id")
    named = zip(p._fields, p, strict=True)
    return tuple(None if name in optional and not cell else _cell(cell) for name, cell in named)


def _cell(cell: object) -> object:
    return amount(cell) if isinstance(cell, Decimal) else round(cell, 6) if isinstance(cell, float) else cell


def _run(settled: Sequence[Settled], refused: int) -> Row:
    counts = account(settled)
    return (len(settled), refused, *counts.values(), newest_day(settled))
