"""Rows of what is held against each other: figures of two vintages, and figures that cannot both hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Stated(NamedTuple):
    """A figure as one vintage has it, with its sentence; "" where a code is not known or does not apply."""

    mention_id: str
    document_id: str
    title: str
    publisher: str
    published_on: date | None
    span_start: int
    span_end: int
    quote: str
    sentence: str
    sentence_start: int
    indicator_id: str
    indicator_zh: str
    indicator_en: str
    ref_area: str
    area_zh: str
    area_en: str
    time_start: date | None
    time_end: date | None
    time_basis: str
    measure: str
    claim: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    symbol_zh: str
    symbol_en: str
    bound: str
    disposition: str
    obs_status: str
    review_status: str


class Change(NamedTuple):
    """A figure that two vintages state differently; None on the side that does not have it."""

    kind: str  # added | revised | gone | reflagged
    old: Stated | None
    new: Stated | None


class Pair(NamedTuple):
    """Two figures that cannot both hold; decision_id is "" while nobody has preferred one."""

    indicator_id: str
    ref_area: str
    time_start: date | None
    time_end: date | None
    time_basis: str
    measure: str
    claim: str
    obs_id: str
    other_obs_id: str
    decision_id: str


class Preference(NamedTuple):
    """What a person preferred, and why."""

    decision_id: str
    decided_at: str
    decided_by: str
    reason: str
    obs_id: str
