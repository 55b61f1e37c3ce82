"""The rows that queries give to pages and charts. Field order is the order of the query's columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Account(NamedTuple):
    """What became of every quantity found: mentions = observations + review items + context items."""

    run_id: str
    documents: int
    refused: int
    mentions: int
    observations: int
    review_items: int
    context_items: int
    newest_document_on: date | None


class Area(NamedTuple):
    """A place, or several taken together."""

    ref_area: str
    name_zh: str
    name_en: str
    kind: str


class Unit(NamedTuple):
    """A canonical unit and how it is written."""

    unit: str
    symbol_zh: str
    symbol_en: str


class Fact(NamedTuple):
    """One observation with the names that a reader needs."""

    obs_id: str
    indicator_id: str
    indicator_zh: str
    indicator_en: str
    topic: str
    ref_area: str
    area_zh: str
    area_en: str
    area_kind: str
    time_start: date | None
    time_end: date | None
    time_basis: str
    measure: str
    claim: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: str
    unit: str
    symbol_zh: str
    symbol_en: str
    value_as_published: str
    unit_as_published: str
    document_id: str
    title: str
    publisher: str
    published_on: date | None
    span_start: int
    span_end: int
    quote: str
    confidence: float
    review_status: str


class Milestone(NamedTuple):
    """A day worth remembering: a round number passed, a first place, a target's deadline (passed, first, aim)."""

    kind: str
    day: date
    fact: Fact


class Target(NamedTuple):
    """A target against the latest comparable report; empty strings where there is no report."""

    progress_id: str
    indicator_id: str
    indicator_zh: str
    indicator_en: str
    topic: str
    ref_area: str
    area_zh: str
    area_en: str
    area_kind: str
    deadline: date | None
    target_kind: str
    target_value: Decimal | None
    target_low: Decimal | None
    target_high: Decimal | None
    target_bound: str
    report_value: Decimal | None
    report_low: Decimal | None
    report_high: Decimal | None
    report_bound: str
    report_time_start: date | None
    report_time_end: date | None
    report_time_basis: str
    unit: str
    symbol_zh: str
    symbol_en: str
    attainment_low: Decimal | None
    attainment_high: Decimal | None
    status: str
    evidence: str
    method: str
    as_of: date | None
    target_obs_id: str
    target_document: str
    target_start: int
    report_obs_id: str
    report_document: str
    report_start: int
    rate: Decimal | None  # percent: the completion rate as printed, where it is exact and the target its quotient


class Indicator(NamedTuple):
    """What is measured, and how many observations there are of it."""

    indicator_id: str
    name_zh: str
    name_en: str
    topic: str
    unit: str
    direction: str
    time_basis: str
    description_zh: str
    description_en: str
    observations: int
    headline: int | None


class Source(NamedTuple):
    """A document that states an indicator; `first` is where it does so first."""

    document_id: str
    title: str
    publisher: str
    published_on: date | None
    kind: str
    licence: str
    url: str
    observations: int
    first: int


class Document(NamedTuple):
    """A document without its text."""

    document_id: str
    file: str
    title: str
    publisher: str
    published_on: date | None
    date_precision: str
    kind: str
    source: str
    url: str
    licence: str
    characters: int
    unreadable: str


class Mark(NamedTuple):
    """A quantity in a document and what became of it."""

    mention_id: str
    start: int
    end: int
    quote: str
    disposition: str
    reason: str
    name: str
    measure: str
    claim: str
    unit: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: str
    area: str
    time_start: date | None
    time_end: date | None
    time_basis: str
    rule_id: str
    confidence: float


class ReviewItem(NamedTuple):
    """A figure that waits for a person, in its sentence, with what was read of it; "" where nothing was."""

    mention_id: str
    document_id: str
    file: str
    title: str
    publisher: str
    published_on: date | None
    start: int
    end: int
    quote: str
    sentence: str
    sentence_start: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    symbol_zh: str
    symbol_en: str
    bound: str
    measure: str
    claim: str
    time_start: date | None
    time_end: date | None
    time_basis: str
    ref_area: str
    area: str
    indicator_id: str
    name: str
    reason: str
    usual_area: str  # the one that most observations of its document are of
    decoded_sha256: str  # of the document's text: what a decision names it by


class Named(NamedTuple):
    """What a quantity was read as, by its codes, and as its document names it ("" where nothing was), and its value."""

    indicator_id: str
    name: str
    ref_area: str
    area: str
    time_start: date | None
    time_end: date | None
    time_basis: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    bound: str = ""
    unit: str = ""
    symbol_zh: str = ""
    symbol_en: str = ""


class Finding(NamedTuple):
    """What a check found wrong; the document and place of its observation, where it is about one."""

    check_name: str
    severity: str
    subject: str
    message: str
    parameters: str = "{}"  # of the message, as JSON
    document_id: str = ""
    span_start: int = 0
