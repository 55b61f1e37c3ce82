"""A figure of the review queue as HTML: its sentence, what was read, what is proposed. Every text is escaped here."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from dashboard import formats
from dashboard.passages import quoted
from dashboard.reviewing.proposals import Proposal
from dashboard.rows import ReviewItem
from dashboard.words import Words

MOST = 400  # characters of a sentence around the figure


def card(item: ReviewItem, proposal: Proposal, name: Callable[[str, str], str], words: Words, mark: str) -> str:
    """One figure that waits. `name(kind, code)` names an indicator, an area or a place."""
    area = name("area", proposal.ref_area) or places(item.area, name, words)
    facts = [
        _proposed(name("indicator", proposal.indicator_id) or item.name, "indicator_id" in proposal.guessed, words),
        _proposed(area, "ref_area" in proposal.guessed, words),
        escape(formats.period(item.time_start, item.time_end, item.time_basis, words)),
        escape(value(item, words)),
        escape(formats.claimed(item.claim, item.measure, words)),
    ]
    named = formats.document(item.title, item.document_id)
    where = [named, formats.publisher(item.publisher, words), formats.day(item.published_on, words)]
    return (
        f"<blockquote>{sentence(item, mark)}</blockquote>"
        f'<div class="sc-read">{formats.parted_html(*facts)}</div>'
        f'<div class="sc-where">{formats.parted(*where)}</div>'
    )


def boxed(html: str, reason: str, words: Words, current: bool) -> str:
    """What waits, in a box that says why it does; `current`: the keys act on this one."""
    return f'<div class="sc-item" aria-current="{str(current).lower()}">{_reason(reason, words)}{html}</div>'


def here(html: str, reason: str, words: Words) -> str:
    """The current one once more, beside what decides on it, where the list is out of sight: on a telephone."""
    return f'<div class="sc-here">{_reason(reason, words)}{html}</div>'


def _reason(reason: str, words: Words) -> str:
    return f'<span class="sc-reason">{escape(words.label("reason", reason))}</span>'


def into_sight(turn: int) -> str:
    """Bring the current one into the window; another text each time, or the browser would not run it again.

    Where the panel stands above the list, that is the card in the panel.
    """
    return (
        f"<script>/* {turn} */ ((here, item) => here?.offsetParent ? here.scrollIntoView({{block: 'start'}})"
        " : item?.scrollIntoView({block: 'nearest', behavior: 'smooth'}))"
        "(document.querySelector('.sc-here'), document.querySelector('.sc-item[aria-current=\"true\"]'));</script>"
    )


def places(area: str, name: Callable[[str, str], str], words: Words) -> str:
    """The areas that a text names, by their names; one that the catalogue has not in the text's words."""
    return words("review.comma").join(name("place", one) or one for one in area.split(";") if one)


def sentence(item: ReviewItem, mark: str) -> str:
    """The sentence with the figure marked; of a very long one, what is near the figure."""
    start, end = item.start - item.sentence_start, item.end - item.sentence_start
    first = max(0, start - MOST // 2)
    last = min(len(item.sentence), end + MOST // 2)
    cut = quoted(item.sentence[first:last], start - first, end - first, mark)
    return f"{'…' if first else ''}{cut}{'…' if last < len(item.sentence) else ''}"


def value(item: ReviewItem, words: Words) -> str:
    """The amount as read."""
    symbol = words.pick(item.symbol_zh, item.symbol_en)
    return formats.bounded(item.value, item.low, item.high, item.bound, item.unit, symbol, words)


def _proposed(text: str, guessed: bool, words: Words) -> str:
    if not text:
        return ""
    if not guessed:
        return f"<b>{escape(text)}</b>"
    marked = f'<u class="sc-guess" title="{escape(words("review.guessed"))}">{escape(text)}</u>'
    return words("review.proposed", name=marked)
