"""What a decision is about, in the reader's words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dashboard import formats
from dashboard.reviewing.decisions import Decision
from dashboard.reviewing.review_cards import places
from dashboard.rows import Named
from dashboard.words import Words


def about(
    row: Decision, read: Mapping[tuple[str, int, int], Named], name: Callable[[str, str], str], words: Words
) -> tuple[str, ...]:
    """Indicator, area, time and figure, as far as they are known: as decided, else as read there; the figure as read.

    `name(kind, code)` names an indicator, an area or a place.
    """
    was = _read(row, read)
    shown = _figure(row, was, words)
    found = _stated(row) if row.indicator_id else was
    if found is None:
        return (shown,)
    timed = found.time_start is not None or found.time_end is not None
    return (
        name("indicator", found.indicator_id) or found.name,
        name("area", found.ref_area) or places(found.area, name, words),
        formats.period(found.time_start, found.time_end, found.time_basis, words) if timed else "",
        shown,
    )


def _figure(row: Decision, was: Named | None, words: Words) -> str:
    """In the reader's units; in the words of its document where its value is not known."""
    if was is None or was.value is was.low is was.high is None:
        return words("format.quoted", text=row.quote) if row.quote else ""
    symbol = words.pick(was.symbol_zh, was.symbol_en)
    return formats.bounded(was.value, was.low, was.high, was.bound, was.unit, symbol, words)


def _stated(row: Decision) -> Named:
    return Named(row.indicator_id, "", row.ref_area, "", _day(row.time_start), _day(row.time_end), row.time_basis)


def _read(row: Decision, read: Mapping[tuple[str, int, int], Named]) -> Named | None:
    if not (row.span_start and row.span_end):  # an undo of what the log has no more
        return None
    return read.get((row.decoded_sha256, int(row.span_start), int(row.span_end)))


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None
