"""The rows that pass between stages. Named tuples: immutable, typed, and quick to make a million times."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

TimeBasis = Literal["flow", "ytd", "cumulative", "point", "deadline"]
Measure = Literal["level", "growth", "share", "completion", "rank"]
Claim = Literal["reported", "target", "plan", "implied"]
Bound = Literal["exact", "more_than", "less_than", "at_least", "at_most", "nearly", "about", "range"]
Disposition = Literal["accepted", "review", "context"]


class Document(NamedTuple):
    """One raw file, decoded. Every offset in the program counts code points of `text`."""

    document_id: str  # the file's stem, made safe for use as a key: [0-9A-Za-z_-] and CJK
    file: str  # name relative to the raw folder, "/" as separator
    text: str  # the decoded file (for HTML, PDF, DOCX: the extracted text), nothing removed
    body_start: int  # first code point after the front matter; 0 where there is none
    sha256: str  # of the file's bytes
    text_sha256: str  # of the body without white space: equal for the same text under two names or encodings
    encoding: str  # utf-8 | gb18030 | utf-16 | "" for binary formats
    media_type: str  # text/plain, text/markdown, text/html, application/pdf, the DOCX type
    title: str
    publisher: str
    published_on: date | None
    event_on: date | None
    date_precision: str  # exact | inferred | missing
    kind: str  # article | digest
    source: str  # for a digest: name of the article's file and its sha256; else free text
    url: str
    licence: str
    unreadable: tuple[str, ...] = ()  # figures of the source that are damaged or cut, and so left out


class Period(NamedTuple):
    """A resolved stretch of time, both ends inclusive; `None` where the text does not say."""

    start: date | None
    end: date | None
    basis: TimeBasis


class Mention(NamedTuple):
    """One quantity found in a document, with all that the text says of it.

    `value` is exact, in the canonical `unit`, 万/亿 multiplied out (percent as the number of percent, a rank as
    its number, a fall as a negative growth); None for a range (then `low` and `high`) and for a vague quantity.
    `low`/`high` are also set where one end is open: more_than 60万 has low = 600000, high = None.
    """

    article: str  # the file's name
    start: int
    end: int
    quote: str  # text[start:end]
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str  # canonical unit, or the measure word itself where none is canonical
    bound: Bound
    measure: Measure
    claim: Claim
    time: Period
    ref_area: str  # code of catalogue/ref_areas.csv, "" where the text names none we know
    area: tuple[str, ...]  # Chinese names
    indicator: str  # indicator_id, "" where the catalogue knows none
    name: str  # the indicator's Chinese name, or the proposed noun phrase
    disposition: Disposition
    reason: str  # "" when accepted; a code of REVIEW_REASONS or CONTEXT_REASONS otherwise
    rule_id: str  # the rules that gave the attributes, joined with "+"
    confidence: float  # 0 to 1
    value_as_published: str  # "60万"
    unit_as_published: str  # "标箱"
    sentence_start: int
    sentence_end: int


class Observation(NamedTuple):
    """One row of the normalized table: one claim in one span. Field for field the `observation` table."""

    obs_id: str
    indicator_id: str
    ref_area: str
    time_start: date | None
    time_end: date | None
    time_basis: TimeBasis
    measure: Measure
    claim: Claim
    value: Decimal | None
    unit: str
    low: Decimal | None
    high: Decimal | None
    bound: Bound
    value_as_published: str
    unit_as_published: str
    obs_status: str  # SDMX CL_OBS_STATUS: A normal, E estimated, F forecast, P provisional
    document_id: str
    span_start: int
    span_end: int
    quote: str
    rule_id: str
    confidence: float
    review_status: str  # auto | accepted | corrected


class Refusal(NamedTuple):
    """A raw file that could not be read: shown in the app and on standard error, never dropped in silence."""

    file: str
    reason: str  # see DocumentError
    detail: str  # one line
    parameters: str = "{}"  # of the detail, as JSON: its code and its values (see errors.py)


class Progress(NamedTuple):
    """A target (stated or implied) held against the latest comparable report. See pipelines/progress.py."""

    progress_id: str
    target_obs_id: str  # for an implied target: the observation of the completion rate
    report_obs_id: str  # "" where no comparable report exists
    base_obs_id: str
    indicator_id: str
    ref_area: str
    deadline: date | None
    target_kind: Literal["stated", "implied"]
    target_value: Decimal | None
    target_low: Decimal | None
    target_high: Decimal | None
    target_bound: Bound
    report_value: Decimal | None
    report_low: Decimal | None
    report_high: Decimal | None
    report_bound: str
    report_time_end: date | None
    unit: str
    attainment_low: Decimal | None  # ratio, 1 = met
    attainment_high: Decimal | None
    status: str  # awaiting_report | achieved | missed | open | indeterminate | on_track | needs_acceleration | behind
    evidence: str  # grade: target_only | target_and_report | completion_rate | base_target_report
    method: str  # how the status was worked out, in a short code
    inputs: str  # JSON of every number used
    as_of: date | None  # the newest document's date


class Finding(NamedTuple):
    """A row that a check found wrong."""

    check_name: str
    severity: Literal["hard", "soft"]
    subject: str  # key of the row
    message: str  # one line
    parameters: str = "{}"  # of the message, as JSON: its code and its values (see errors.py)
