"""A mention before the catalogue has been asked."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.reading.flatten import Flat
from pipelines.reading.meaning import Meaning
from pipelines.reading.quantity import Quantity
from pipelines.records import Mention


class Draft(NamedTuple):
    """A mention before the catalogue has been asked, with its place in the flat text."""

    mention: Mention
    quantity: Quantity
    meaning: Meaning
    segment_start: int  # flat offset where the words that belong to this number alone begin
    segment_end: int
    own: str  # the noun phrase of the number itself, "" or generic where it speaks of what stands before


class Reading(NamedTuple):
    """All that was read from one document."""

    flat: Flat
    drafts: list[Draft]
