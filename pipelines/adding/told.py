"""A preview, told: as one JSON object to a program, as a few lines to a person."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from pipelines.adding.model import Preview
from pipelines.catalogue import Catalogue
from pipelines.records import Document, Mention, Observation


def as_json(seen: Preview, catalogue: Catalogue) -> str:
    """One line: what the Add page shows. Amounts are decimal strings, days YYYY-MM-DD, offsets code points of `text`.

    `marks` are the mentions, `facts` the observations with the names of the catalogue, in the order of `changes`.
    """
    document = seen.document
    facts = [_fact(o, document, catalogue) for o in seen.observations] if document else []
    told = {name: _told(cell) for name, cell in seen._asdict().items() if name not in _APART}
    told |= {
        "text": document.text if document else "",
        "body_start": document.body_start if document else 0,
        "date_precision": document.date_precision if document else "",
        "marks": [_told(_mark(m)) for m in seen.mentions],
        "facts": [_told(fact) for fact in facts],
    }
    return json.dumps(told)


_APART = ("document", "mentions", "observations")


def lines(seen: Preview) -> list[str]:
    """What a person reads in a terminal; problems are told apart, on standard error."""
    if seen.document is None:
        return []
    ends = Counter(mention.disposition for mention in seen.mentions)
    kinds = Counter(change.kind for change in seen.changes)
    told = [f"{'saved as' if seen.saved else 'would be saved as'} {seen.file}"]
    told += [f"{name}: {text}" for name, text in seen.fields.items() if text]
    told.append(f"{len(seen.mentions)} mentions = {ends['accepted']} observations + {ends['review']} review + "
                f"{ends['context']} context")  # fmt: skip
    told.append(", ".join(f"{kinds[kind]} {kind}" for kind in ("new", "same", "changed", "conflict")))
    stated = {o.obs_id: o for o in seen.observations}
    for change in seen.changes:
        o = stated[change.obs_id]
        met = f"; now {change.quote} ({change.document_id or 'here'})" if change.kind != "new" else ""
        told.append(f"{change.kind}: {o.quote}: {o.indicator_id}, {o.ref_area}, {o.measure} to {o.time_end}{met}")
    if seen.near:
        told.append(f"nearly the same: {seen.near.share:.0%} of its sentences stand in {seen.near.file}")
    return told


def _mark(m: Mention) -> dict[str, Any]:
    """What the dashboard knows of a quantity, and the sentence it stands in."""
    return {
        "mention_id": f"{m.start}-{m.end}",
        **{n: getattr(m, n) for n in ("start", "end", "quote", "disposition", "reason", "name", "measure", "claim")},
        **{n: getattr(m, n) for n in ("unit", "value", "low", "high", "bound")},
        "area": ";".join(m.area),
        "time_start": m.time.start,
        "time_end": m.time.end,
        "time_basis": m.time.basis,
        "rule_id": m.rule_id,
        "confidence": m.confidence,
        "sentence_start": m.sentence_start,
        "sentence_end": m.sentence_end,
    }


def _fact(o: Observation, document: Document, catalogue: Catalogue) -> dict[str, Any]:
    """An observation with the names that a reader needs."""
    indicator, area, unit = catalogue.indicators[o.indicator_id], catalogue.areas[o.ref_area], catalogue.units[o.unit]
    return {
        **o._asdict(),
        "indicator_zh": indicator.name_zh,
        "indicator_en": indicator.name_en,
        "topic": indicator.topic,
        "area_zh": area.name_zh,
        "area_en": area.name_en,
        "area_kind": area.kind,
        "symbol_zh": unit.symbol_zh,
        "symbol_en": unit.symbol_en,
        "title": document.title,
        "publisher": document.publisher,
        "published_on": document.published_on,
    }


def _told(cell: Any) -> Any:
    """Rows as objects, amounts and days as text."""
    if isinstance(cell, tuple) and hasattr(cell, "_asdict"):
        return _told(cell._asdict())
    if isinstance(cell, dict):
        return {name: _told(part) for name, part in cell.items()}
    if isinstance(cell, list):
        return [_told(part) for part in cell]
    return format(cell, "f") if isinstance(cell, Decimal) else cell.isoformat() if isinstance(cell, date) else cell
