"""What a time expression is for: since when, as of when, by when, measured from when, or simply when."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipelines.periods.around import NAMING, Around
from pipelines.periods.calendar import Span, shift_years
from pipelines.periods.told import Told
from pipelines.records import Period, TimeBasis

_SINCE: Final = re.compile("[^。！？；！\n]{0,40}?(?:以来|至今(?!年))")
_RANGE: Final = re.compile("[到至—~-]")
_RELATIVE: Final = frozenset(
    ("relative", "month", "week", "whole", "point", "holiday", "same", "ago", "season", "term", "pair", "report")
)
_FIXED: Final[dict[str, str]] = {"rate": "rate", "now": "asof", "vague": "since", "since": "since"}
_BASIS: Final[dict[str, TimeBasis]] = {
    "day": "point", "close": "point", "opening": "point", "now": "point", "ago": "point",
    "ytd": "ytd", "since": "cumulative", "ahead": "deadline",
}  # fmt: skip
_LOOKING: Final = frozenset(("same", "whole"))


class Purpose:
    """Decides for the expressions of one text, with the words around them and what was told before."""

    def __init__(self, ref: date | None, around: Around, told: Told) -> None:
        self.ref, self.around, self.told = ref, around, told
        self.flat = around.flat

    def plain(self, group: str, span: Span) -> tuple[Period | None, str]:
        """Dates and kind where no word around the expression bears on it; None where the text has to be looked at."""
        if group in _FIXED:
            return _period(span), _FIXED[group]
        if group in _LOOKING or span.grain == "since":
            return None, ""
        time, kind, _ = self._by_when(group, span, "", "", 0, 0)
        return time, kind

    def of(self, group: str, span: Span, role: str, suffix: str, begin: int, end: int) -> tuple[Period, str, int]:
        """Dates, kind and end of the hit."""
        fixed = _FIXED.get(group)
        if fixed is not None:
            return _period(span), "base" if role == "from" and group == "now" else fixed, end
        if (group in NAMING and span.grain in NAMING and self.around.names(end)) or self.around.titled(begin):
            return Period(span.start, span.end, "flow"), "title", end
        compared = role in ("compare", "beside") or suffix == "same_period"
        if group == "same" and not compared and not self.flat.startswith(("历", "往", "近"), begin):
            return _period(span), "relative", end
        if role == "aside":
            return _period(span), "aside", end
        if compared or group == "same":
            return self._base(group, span, suffix), "comparison", end
        if role in ("since", "from") and not suffix and span.grain != "since":
            reach = _SINCE.match(self.flat, end)
            if reach:
                suffix, self.told.since_at = "since", reach.end()
        if suffix == "since" or span.grain == "since" or (role == "since" and suffix in ("", "onward")):
            return self._since(span), "since", end
        return self._by_when(group, span, role, suffix, begin, end)

    def _by_when(self, group: str, span: Span, role: str, suffix: str, begin: int, end: int) -> tuple[Period, str, int]:
        """Deadlines and as-of dates; what is neither, is simply when."""
        later = self.ref is not None and span.end is not None and span.end > self.ref
        if span.grain == "ahead":
            return Period(span.start, span.end, "deadline"), "deadline", end
        if suffix == "around":
            if later and role != "asof":
                return Period(None, span.end, "deadline"), "deadline", end
            end -= 2  # 前后 of a time gone by says nothing more
        if suffix == "before":
            return *_until(span, later or self.ref is None), end
        if suffix == "onward":
            return Period(span.start, None, "flow"), "explicit", end
        if role == "asof":
            return Period(None, span.end, "point"), "asof", end
        if role == "from" and span.grain == "close" and not later:
            return _period(span), "base", end  # 由去年底的…
        if (role == "until" and not self.told.open_from) or span.grain == "close":
            return *_until(span, later), end
        if span.grain == "decade" and self.ref and span.start and span.start > self.ref:
            return Period(None, span.end, "deadline"), "deadline", end
        coming = (later and self.around.comes(end)) or self.around.to_come(begin, self.told.end)
        if group == "whole" and (later or self.ref is None) and coming:
            return Period(span.start, span.end, "deadline"), "deadline", end
        whole = role == "from" and _RANGE.search(self.flat, begin + 1, end)  # 从1月到9月 is no base
        return _period(span), "base" if role == "from" and not whole else _kind(group, span), end

    def _since(self, span: Span) -> Period:
        """From the start of the span to the reference; within one year that is the year to date.

        Where the paragraph reports on the year to some month, a longer stretch ends with that month too; and where the
        sentence says 截至 when, so does the year it speaks of.
        """
        end, spoken, asof = span.end if span.grain == "since" else self.ref, self.told.spoken, self.told.asof
        to_date = self.told.to_date
        if spoken and to_date and to_date.end == spoken.end and span.start and to_date.start:
            end = spoken.end if span.start < to_date.start else end
        if end and span.start and span.start > end:
            end = None
        if span.grain == "year" and span.start and asof and span.start.year == asof.year:
            return Period(span.start, asof, "ytd")
        if span.grain == "year" and span.start and end and span.start.year == end.year:
            return Period(span.start, end, "ytd")
        whole = end is not None and span.start is not None and (end.month, end.day) == (12, 31) and end != self.ref
        return Period(span.start, end, "flow" if whole else "cumulative")

    def _base(self, group: str, span: Span, suffix: str) -> Period:
        """The period a growth is measured from: for 同期, the running period in the year before."""
        running = self.told.spoken or self.told.reported
        if (suffix == "same_period" or group == "same") and running and running.end:
            shift = -1 if group == "same" or span.end is None else span.end.year - running.end.year
            if shift < 0:
                start = shift_years(running.start, shift) if running.start and running.grain != "close" else None
                return Period(start, shift_years(running.end, shift), _BASIS.get(running.grain, "flow"))
        if group == "same":
            return Period(None, None, "flow")
        return _period(span)


def _period(span: Span) -> Period:
    return Period(span.start, span.end, _BASIS.get(span.grain, "flow"))


def _until(span: Span, later: bool) -> tuple[Period, str]:
    """Up to the end of the span: a deadline where that is still to come."""
    return (Period(None, span.end, "deadline"), "deadline") if later else (Period(None, span.end, "point"), "asof")


def _kind(group: str, span: Span) -> str:
    if span.grain == "day" or group == "date":
        return "event_day"
    if group == "plan":
        return "plan_period"
    if span.grain == "days" and span.start and span.end and (span.end - span.start).days < 7 and group == "bare":
        return "event_day"
    return "relative" if group in _RELATIVE else "explicit"
