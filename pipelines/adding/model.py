"""What is handed over, and what would become of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pipelines.records import Document, Finding, Mention, Observation

FIELDS = ("title", "publisher", "published_on", "event_on", "kind", "url", "licence")  # of these a person states some


class Offer(NamedTuple):
    """An article that a person hands over. Its name is never used but for its ending, and a date in it."""

    data: bytes
    name: str
    stated: Mapping[str, str] = {}  # field -> as a person wrote it; a field not in it is as the document says
    pasted: bool = False  # a text without a file: lines that look like front matter are part of it


class Place(NamedTuple):
    """The folders to work in: of documents, of the published table, and of what people decided and added."""

    raw: Path
    curated: Path
    review: Path | None = None


class Problem(NamedTuple):
    """Why it cannot be saved: at a field of FIELDS, or at the "document" itself."""

    field: str
    code: str
    detail: str  # one line in English
    parameters: str = "{}"  # of the detail, as JSON: its code and its values (see errors.py)


class Twin(NamedTuple):
    """A document that is already there, and how much of the new one's text it holds (0 to 1)."""

    document_id: str
    file: str
    title: str
    share: float


class Change(NamedTuple):
    """What an observation would be beside the current table.

    `kind`: new (nothing is stated of it), same (stated already), changed (stated otherwise, both can hold) or conflict
    (both cannot hold). The rest is the statement it meets, empty for new.
    """

    kind: str
    obs_id: str
    document_id: str = ""
    title: str = ""
    span_start: int = 0
    quote: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    bound: str = ""


class Preview(NamedTuple):
    """All that is known before (and after) saving. Without a readable document only `problems` and `fields` count."""

    problems: list[Problem]
    found: dict[str, str]  # what the document says of itself
    fields: dict[str, str]  # that, and over it what the person stated
    file: str = ""  # the name it gets in the raw folder
    saved: bool = False
    document: Document | None = None
    mentions: list[Mention] = []  # noqa: RUF012
    observations: list[Observation] = []  # noqa: RUF012
    changes: list[Change] = []  # noqa: RUF012
    duplicate: Twin | None = None
    near: Twin | None = None
    findings: list[Finding] = []  # noqa: RUF012
