"""What holds for the mentions of any text. Plain assertions, so that the fuzzer and the tests share them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from pipelines.catalogue import load_catalogue
from pipelines.observations import CONTEXT_REASONS, REVIEW_REASONS
from pipelines.records import Bound, Claim, Measure, Mention, TimeBasis

REASONS: dict[str, frozenset[str]] = {
    "accepted": frozenset({""}),
    "review": frozenset(REVIEW_REASONS),
    "context": frozenset(CONTEXT_REASONS),
}


def check(text: str, mentions: Sequence[Mention]) -> None:
    """Fails when a mention of `text` breaks a rule that every mention keeps."""
    position = 0
    for mention in mentions:
        assert position <= mention.start < mention.end <= len(text), "in order and apart"
        position = mention.end
        check_one(text, mention)


def check_one(text: str, mention: Mention) -> None:
    assert mention.quote == text[mention.start : mention.end]
    assert mention.sentence_start <= mention.start and mention.end <= mention.sentence_end <= len(text)
    for number in (mention.value, mention.low, mention.high):
        assert number is None or number.is_finite()
    assert mention.low is None or mention.high is None or mention.low <= mention.high
    assert mention.bound in get_args(Bound) and mention.measure in get_args(Measure)
    assert mention.claim in get_args(Claim) and mention.time.basis in get_args(TimeBasis)
    assert mention.time.start is None or mention.time.end is None or mention.time.start <= mention.time.end
    assert mention.reason in REASONS[mention.disposition]
    assert mention.unit and 0 <= mention.confidence <= 1
    if mention.disposition == "accepted":
        catalogue = load_catalogue()
        assert mention.indicator in catalogue.indicators and mention.ref_area in catalogue.areas
