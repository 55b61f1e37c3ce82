"""Mentions to observations: which indicator a quantity is of, and whether it may enter the table.

`judge` settles each mention's disposition; `observe` makes one observation of each accepted statement, so that a
paragraph printed twice is one statement. Doubt becomes a review item with a reason, never a guess and never a loss.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, cast

from pipelines.catalogue import Catalogue, Indicator
from pipelines.mentions import read
from pipelines.reading.draft import Draft, Reading
from pipelines.reading.matching import Matcher, matcher
from pipelines.reading.naming import CARRIED, in_nouns, is_generic, with_measure
from pipelines.records import Document, Mention, Observation, Period, TimeBasis
from pipelines.units import convert, same_dimension

REVIEW_REASONS: Final = {
    "no_indicator": "the catalogue knows no indicator for it; a name is proposed",
    "unit_mismatch": "its unit is not one the indicator can be stated in",
    "change_amount": "an absolute change, not a level",
    "change_in_points": "a change in points of a figure that is itself no percentage of the catalogue",
    "no_area": "the text names no area the catalogue knows",
    "no_value": "a ratio or another figure without one value",
}
CONTEXT_REASONS: Final = {
    "title": "stands in a title 《…》",
    "name": "is part of a name",
    "identifier": "is part of an identifier",
    "ordinal": "is an ordinal, not a rank",
    "idiom": "is part of a set phrase",
    "article": "is an article, not a count",
    "duration": "tells how long, in passing",
    "age": "is an age limit",
    "threshold": "is a size limit of the things counted",
    "magnitude_name": "is an order of magnitude in a name",
    "base": "is what a rate is reckoned on",
    "procedure": "counts the parts of a text, not of the world",
    "no_unit": "has no unit",
    "vague": "has no exact value",
    "repeated": "repeats a statement printed before",
    "decided": "a person said that it is no figure of the table",
}
# What the text's time says of a stock or of a running total: 2024年 of a count of items is its state in that year.
_BASES: Final[dict[tuple[TimeBasis, TimeBasis], TimeBasis]] = {
    ("point", "cumulative"): "cumulative",
    ("flow", "point"): "point",
    ("ytd", "point"): "point",
}
_EXPECTED: Final = {"growth": "percent", "share": "percent", "completion": "percent", "rank": "rank"}


def settle(document: Document, catalogue: Catalogue) -> tuple[list[Mention], list[Observation]]:
    """All mentions of a document with their dispositions, and one observation for each that is accepted."""
    mentions = judge(document, read(document), catalogue)
    return observe(document, mentions, catalogue)


def judge(document: Document, reading: Reading, catalogue: Catalogue) -> list[Mention]:
    """Asks the catalogue about each quantity; the mentions come back with indicator, disposition and reason."""
    match = matcher(catalogue)
    judged: list[Mention] = []
    chosen: list[str] = []
    for index, draft in enumerate(reading.drafts):
        indicator = "" if draft.meaning.context else _indicator(match, reading, index, draft, chosen)
        chosen.append(indicator)
        judged.append(_settled(draft, indicator, match, reading, catalogue))
    return judged


def _indicator(match: Matcher, reading: Reading, index: int, draft: Draft, chosen: list[str]) -> str:
    following = reading.drafts[index + 1] if index + 1 < len(reading.drafts) else None
    limit = following.quantity.start if following else len(reading.flat.text)
    follows = draft.meaning.follows
    if is_generic(draft.own) and follows >= 0:
        return chosen[follows]
    return match.find(reading.flat.text, draft, limit)


def _settled(draft: Draft, indicator_id: str, match: Matcher, reading: Reading, catalogue: Catalogue) -> Mention:
    """The mention with its indicator, and accepted or left to a person with the reason."""
    mention = draft.mention
    if draft.meaning.context:
        return mention
    if not indicator_id:
        mismatched = match.mismatch(reading.flat.text, draft)
        if mismatched:
            return mention._replace(reason="unit_mismatch", rule_id=f"{mention.rule_id}+unit.{mismatched}")
        if mention.name[:2] in CARRIED:
            return mention._replace(name=in_nouns(mention.name, mention.unit))
        return mention
    indicator = catalogue.indicators[indicator_id]
    expected = _EXPECTED.get(mention.measure, indicator.unit)
    area = ""
    reason = ""
    if mention.value is None and mention.low is None and mention.high is None:
        reason = "no_value"
    elif draft.meaning.change_amount:
        reason = "change_amount"
    elif not match.agrees(mention, expected):
        reason = "change_in_points" if mention.unit == "percentage_point" else "unit_mismatch"
    else:
        area = match.area(mention, draft, indicator)
        reason = "" if area else "no_area"
    falls = mention.value is not None and mention.value < 0
    name = with_measure(indicator.name_zh, mention.measure, draft.meaning.change_amount, falls)
    rule = f"{mention.rule_id}+indicator.{indicator_id}"
    if reason:
        return mention._replace(name=name, rule_id=rule, confidence=0.8, reason=reason, indicator=indicator_id)
    time = mention.time
    settled = basis_of(time, indicator)
    return Mention(  # by position, in the order of its fields: half the time
        mention.article,
        mention.start,
        mention.end,
        mention.quote,
        mention.value,
        mention.low,
        mention.high,
        # 5个 of laboratories are institutions: a generic measure word takes the noun's unit
        mention.unit if same_dimension(mention.unit, expected) else expected,
        mention.bound,
        mention.measure,
        mention.claim,
        time if settled == time.basis else time._replace(basis=settled),
        area,
        mention.area if _names(draft, area, catalogue) else (catalogue.areas[area].name_zh,),
        indicator_id,
        name,
        "accepted",
        "",
        rule,
        0.9,
        mention.value_as_published,
        mention.unit_as_published,
        mention.sentence_start,
        mention.sentence_end,
    )


def basis_of(time: Period, indicator: Indicator) -> TimeBasis:
    """How a figure of the indicator counts, of which the text says `time`."""
    own = cast(TimeBasis, indicator.time_basis)
    said = own if time.start is None and time.end is None else time.basis
    return _BASES.get((said, own), said)


def _names(draft: Draft, code: str, catalogue: Catalogue) -> bool:
    """Whether the text itself names the area, alone or by all its members."""
    codes = {hit.ref_area for hit in draft.meaning.areas}
    return code in codes or codes == set(catalogue.areas[code].members)


def _in_unit(mention: Mention, unit: str) -> Mention:
    """The mention in the indicator's own unit; exact, since pint computes with Decimal."""
    if mention.unit == unit:
        return mention

    def to(value: Decimal | None) -> Decimal | None:
        return None if value is None else convert(value, mention.unit, unit)

    return mention._replace(value=to(mention.value), low=to(mention.low), high=to(mention.high), unit=unit)


def observe(
    document: Document,
    mentions: Sequence[Mention],
    catalogue: Catalogue,
    decided: Mapping[tuple[int, int], str] | None = None,
) -> tuple[list[Mention], list[Observation]]:
    """One observation for each accepted statement; the same statement printed again becomes context `repeated`.

    `decided`: span -> review_status of the mentions that a person accepted. Each of them is an observation, and what
    repeats it is not, wherever it stands.
    """
    decided = decided or {}
    kept: list[Mention] = []
    rows: list[Observation] = []
    seen = {_statement(m) for m in mentions if (m.start, m.end) in decided}
    for mention in mentions:
        if mention.disposition == "accepted":
            status = decided.get((mention.start, mention.end), "auto")
            statement = _statement(mention)
            if status == "auto" and statement in seen:
                kept.append(mention._replace(disposition="context", reason="repeated"))
                continue
            seen.add(statement)
            expected = _EXPECTED.get(mention.measure, catalogue.indicators[mention.indicator].unit)
            rows.append(_observation(document, _in_unit(mention, expected), status))
        kept.append(mention)
    return kept, rows


def _statement(m: Mention) -> tuple[object, ...]:
    """What makes two mentions the same statement."""
    return m.indicator, m.ref_area, m.measure, m.claim, m.value, m.low, m.high, m.time, m.bound


def _observation(document: Document, mention: Mention, review_status: str) -> Observation:
    start, end = mention.start - document.body_start, mention.end - document.body_start  # stay when metadata changes
    key = f"{document.document_id}|{start}|{end}|{mention.indicator}|{mention.claim}"
    return Observation(
        obs_id=hashlib.sha256(key.encode()).hexdigest()[:16],
        indicator_id=mention.indicator,
        ref_area=mention.ref_area,
        time_start=mention.time.start,
        time_end=mention.time.end,
        time_basis=mention.time.basis,
        measure=mention.measure,
        claim=mention.claim,
        value=mention.value,
        unit=mention.unit,
        low=mention.low,
        high=mention.high,
        bound=mention.bound,
        value_as_published=mention.value_as_published,
        unit_as_published=mention.unit_as_published,
        obs_status="F" if mention.claim in ("target", "plan") else "E" if mention.bound == "about" else "A",
        document_id=document.document_id,
        span_start=mention.start,
        span_end=mention.end,
        quote=mention.quote,
        rule_id=mention.rule_id,
        confidence=mention.confidence,
        review_status=review_status,
    )
