"""Figures that cannot both hold, side by side, as HTML. Every text is escaped here."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from dashboard.formats import Link, claimed, day, day_of, document, figure, parted, publisher, when
from dashboard.markup import to_sentence
from dashboard.palette import NEUTRAL
from dashboard.passages import quoted
from dashboard.reviewing.conflicts import Conflict, Verdict
from dashboard.rows import Fact
from dashboard.words import Words

Sentence = tuple[str, int, int]


def heading(conflict: Conflict, words: Words, colours: Mapping[str, str]) -> str:
    """What the figures are of: indicator, area, time, claim."""
    fact = conflict.facts[0]
    kind = claimed(fact.claim, fact.measure, words)
    dot = f'<i class="sc-dot" style="background:{colours.get(fact.ref_area, NEUTRAL)}"></i>'
    return (
        f'<h2 class="sc-statement">{escape(words.pick(fact.indicator_zh, fact.indicator_en))}'
        f"<small>{dot}{parted(words.pick(fact.area_zh, fact.area_en), when(fact, words), kind)}</small></h2>"
    )


def side_by_side(
    conflict: Conflict, sentences: Mapping[str, Sentence], preferred: str, words: Words, link: Link, mark: str
) -> str:
    """Each figure in its sentence with its document; the preferred one is told apart by a word and its frame."""
    cards = "".join(_card(f, sentences[f.obs_id], preferred, words, link, mark) for f in conflict.facts)
    return f'<div class="sc-cards sc-rivals">{cards}</div>'


def _card(fact: Fact, sentence: Sentence, preferred: str, words: Words, link: Link, mark: str) -> str:
    text, start, end = sentence
    said = quoted(text, start, end, mark) if text else escape(fact.quote)
    is_preferred = fact.obs_id == preferred
    badge = f' <span class="sc-badge">✓ {escape(words("conflicts.preferred"))}</span>' if is_preferred else ""
    printed = parted(words.label("bound", fact.bound), words("conflicts.printed", quote=fact.quote))
    named = escape(document(fact.title, fact.document_id))
    source = parted(publisher(fact.publisher, words), day(fact.published_on, words))
    return (
        f'<div class="sc-fact" data-preferred="{str(is_preferred).lower()}">'
        f'<div class="sc-figure">{escape(figure(fact, words))}{badge}</div>'
        f'<div class="sc-where">{printed}</div>'
        f"<blockquote>{said}</blockquote>"
        f'<div class="sc-where"><a href="{escape(to_sentence(fact, link))}">{named}</a><br>'
        f"{source}</div></div>"
    )


def verdict(one: Verdict, words: Words) -> str:
    """Who decided, when and why, and since when it counts."""
    said = words("conflicts.by", who=one.decided_by, day=day_of(one.decided_at, words))
    state = words(f"conflict_state.{one.state}")
    why = f'<span class="sc-reason">{escape(words("conflicts.why"))}</span> <b>{escape(one.reason)}</b>'
    return f'<div class="sc-verdict">{why}<small>{parted(said, state)}</small></div>'
