"""Whose number it is: the name proposed for a quantity, from the words around it and those told before it."""

from __future__ import annotations

import re

from pipelines.reading.meaning import Meaning
from pipelines.reading.naming import is_generic, noun_after, noun_before, without_hits
from pipelines.reading.quantity import Quantity


def name_of(
    flat: str,
    index: int,
    quantity: Quantity,
    meaning: Meaning,
    segment_start: int,
    names: list[str],
    before_end: int,
    hits: dict[int, int],
) -> tuple[str, str]:
    """The noun phrase for this quantity and its own part of it.

    The whole is taken over from the quantity it follows where it has none of its own.
    """
    if quantity.label:
        return quantity.label, quantity.label
    if meaning.subject:
        return meaning.subject, meaning.subject
    start = without_hits(segment_start, quantity.start, hits)
    if index and names[index - 1] and meaning.clause_start <= before_end == segment_start:
        start = max(start, _behind_list(flat, start, quantity.start))
    before = noun_before(flat, start, quantity.start, meaning.measure == "share")
    base = names[meaning.follows] if meaning.follows >= 0 else ""
    if meaning.measure == "share" and before.startswith("占"):
        subject = names[index - 1] if index and meaning.near else ""
        return (subject or _subject(flat, meaning, segment_start)) + before, before
    if base and (meaning.measure in ("growth", "rank", "completion") or meaning.change_amount) and is_generic(before):
        return base, ""
    after = noun_after(flat, quantity)
    if len(after) >= 2:
        name = after if quantity.kind == "ratio" or len(before) < 2 or len(before) > 8 else before + after
        return name, name
    if len(before) in (1, 2) and quantity.unit in ("tonne", "kWh", "jin", "dan"):
        return before + "产量", before
    if not is_generic(before):
        return before, before
    return base or (_subject(flat, meaning, segment_start) + before)[-24:] or after, ""


def _behind_list(flat: str, start: int, end: int) -> int:
    """Behind the noun of the number before: in 300座水库、900名职工 the second begins behind 、."""
    cut = max(flat.rfind(mark, start, end) for mark in "、和及与")
    return cut + 1 if cut >= 0 else start


def _subject(flat: str, meaning: Meaning, segment_start: int) -> str:
    """The noun phrase of the clause before, up to the first number in it."""
    earlier = flat[meaning.sentence.start : segment_start].rstrip("，,：:；;")
    cut = max(earlier.rfind(mark) for mark in "，,；：") + 1
    clause = earlier[cut:]
    digit = re.search(r"\d", clause)
    stop = digit.start() if digit else len(clause)
    return noun_before(clause, 0, stop)
