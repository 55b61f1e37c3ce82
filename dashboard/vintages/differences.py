"""What differs between two vintages: as HTML for people, old beside new, and as rows of a CSV. Text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard.downloads.exports import browser_csv
from dashboard.formats import Link, bounded, claimed, day, parted, period, publisher
from dashboard.passages import quoted
from dashboard.vintages.compared import Change, Stated
from dashboard.words import Words

# Of what a vintage states of a figure, the parts that can differ.
PARTS = ("indicator_id", "ref_area", "time_start", "time_end", "time_basis", "measure", "claim", "value", "low", "high",
         "unit", "bound", "disposition", "obs_status", "review_status")  # fmt: skip
PLACE = ("quote", "span_start", "span_end", "sentence")
COLUMNS = ("kind", "changed", "document_id", "title", "publisher", "published_on")
LONGEST = 240  # characters of a sentence on screen, around the figure
_TIME = ("time_start", "time_end", "time_basis")
_AMOUNT = ("value", "low", "high", "unit", "bound")


def changed_parts(change: Change) -> list[str]:
    """The parts that differ, where both vintages have the figure."""
    old, new = change.old, change.new
    return [name for name in PARTS if old and new and getattr(old, name) != getattr(new, name)]


def card(change: Change, words: Words, link: Link, vintages: tuple[str, str], mark: str) -> str:
    """One difference: old on the left, new on the right, or the one that there is; `vintages` are what their links name
    ("": the current)."""
    one = change.new or change.old
    assert one
    badge = f'<span class="sc-badge">{escape(words.label("kind_of_difference", change.kind))}</span>'
    title = words.pick(one.indicator_zh, one.indicator_en) or words("vintages.no_indicator")
    both = change.old is not None and change.new is not None
    sides = "".join(
        _side(stated, words(f"vintages.{name}") if both else "", words, link, vintage, mark)
        for name, stated, vintage in zip(("before", "after"), (change.old, change.new), vintages, strict=True)
        if stated
    )
    source = parted(one.title, publisher(one.publisher, words), day(one.published_on, words))
    return (
        f'<div class="sc-change" data-kind="{escape(change.kind)}">{badge}<b>{escape(title)}</b>'
        f"<small>{escape(_flags(change, words))}</small>"
        f'<div class="sc-sides">{sides}</div><div class="sc-where">{source}</div></div>'
    )


def _side(stated: Stated, heading: str, words: Words, link: Link, vintage: str, mark: str) -> str:
    """What one vintage has."""
    head = f'<div class="sc-where">{escape(heading)}</div>' if heading else ""
    there = escape(link("evidence", document=stated.document_id, at=stated.span_start, vintage=vintage))
    about = parted(
        words.pick(stated.area_zh, stated.area_en),
        period(stated.time_start, stated.time_end, stated.time_basis, words),
        claimed(stated.claim, stated.measure, words),
    )
    return (
        f'<div>{head}<a class="sc-figure" href="{there}">{escape(amount(stated, words))}</a>'
        f'<div class="sc-where">{about}</div><blockquote>{_sentence(stated, mark)}</blockquote></div>'
    )


def amount(stated: Stated, words: Words) -> str:
    """The amount as a vintage has it."""
    symbol = words.pick(stated.symbol_zh, stated.symbol_en)
    return bounded(stated.value, stated.low, stated.high, stated.bound, stated.unit, symbol, words)


def _sentence(stated: Stated, mark: str) -> str:
    start, end = stated.span_start - stated.sentence_start, stated.span_end - stated.sentence_start
    first, last = max(0, start - LONGEST // 2), min(len(stated.sentence), end + LONGEST // 2)
    cut = quoted(stated.sentence[first:last], start - first, end - first, mark)
    return f"{'…' if first else ''}{cut}{'…' if last < len(stated.sentence) else ''}"


def _flags(change: Change, words: Words) -> str:
    """What was flagged otherwise, by name: claim: reported → target."""
    old, new = change.old, change.new
    if old is None or new is None:
        return ""
    said = []
    for name in changed_parts(change):
        if name in _TIME or name == "ref_area":
            continue  # stands under the figure
        if name in _AMOUNT and name != "bound":
            continue  # is the figure
        before, after = (_named(stated, name, words) for stated in (old, new))
        said.append(words("vintages.flag", name=words.label("part", name), old=before, new=after))
    return " · ".join(said)


def _named(stated: Stated, name: str, words: Words) -> str:
    code = str(getattr(stated, name))
    if not code:
        return words("vintages.nothing")
    return {
        "indicator_id": words.pick(stated.indicator_zh, stated.indicator_en) or code,
        "measure": words.label("measure", code),
        "claim": words.label("claim", code),
        "bound": words.label("bound", code),
        "disposition": words.label("disposition", code),
        "obs_status": words.label("obs_status", code),
        "review_status": words.label("review_status", code),
    }[name]


def csv(changes: Sequence[Change]) -> bytes:
    """A row a difference, every part old and new."""
    sides = [f"{side}_{name}" for name in (*PLACE, *PARTS) for side in ("old", "new")]
    return browser_csv((*COLUMNS, *sides), (_row(change) for change in changes))


def _row(change: Change) -> list[Any]:
    one = change.new or change.old
    assert one
    row = [change.kind, ";".join(changed_parts(change)), one.document_id, one.title, one.publisher, one.published_on]
    for name in (*PLACE, *PARTS):
        row += [None if stated is None else getattr(stated, name) for stated in (change.old, change.new)]
    return row
