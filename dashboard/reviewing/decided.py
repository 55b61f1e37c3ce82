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
    """Indicator, area, time and quote, as far as they are known: as decided, else as read there.

    `name(kind, code)` names an indicator or an area.
    """
    found = _stated(row) if row.indicator_id else _read(row, read)
    if found is None:
        return (row.quote,)
    timed = found.time_start is not None or found.time_end is not None
    return (
        name("indicator", found.indicator_id) or found.name,
        name("area", found.ref_area) or places(found.area, words),
        formats.period(found.time_start, found.time_end, found.time_basis, words) if timed else "",
        row.quote,
    )


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
