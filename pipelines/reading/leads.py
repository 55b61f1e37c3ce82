"""The period that each story of a page reports on: what its figures without one are of."""

from __future__ import annotations

from datetime import date

from pipelines.periods import PeriodHit
from pipelines.reading.sentences import Sentences

_LEAD_PARAGRAPHS = 3
_NEWS = 500  # days after which a period is what a story looks back at, and not what it reports on
_STOPS = frozenset("。！？；：")


def find_leads(
    flat: str, periods: list[PeriodHit], roles: list[str], sentences: Sentences, published: date | None
) -> dict[int, PeriodHit]:
    """For each story the first period its opening paragraphs report on."""
    leads: dict[int, PeriodHit] = {}
    opened: dict[int, int] = {}
    for sentence in sentences.items:
        if flat[sentence.start : sentence.end].rstrip("”")[-1:] in _STOPS:
            opened.setdefault(sentence.story, sentence.paragraph)
    for hit, role in zip(periods, roles, strict=True):
        if (
            role != "use"
            or hit.time.end is None
            or hit.time.basis not in ("flow", "ytd", "point")
            or hit.kind == "deadline"
        ):
            continue
        if published is not None and not 0 <= (published - hit.time.end).days <= _NEWS:
            continue
        if hit.time.basis == "point" and hit.time.start not in (None, hit.time.end):
            continue  # 年初, 三年前
        sentence = sentences.at(hit.start)
        first = opened.get(sentence.story, sentence.paragraph)
        if sentence.story not in leads and sentence.paragraph < first + _LEAD_PARAGRAPHS:
            leads[sentence.story] = hit
    return leads
