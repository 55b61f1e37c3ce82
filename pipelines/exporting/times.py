"""Days -> SDMX time periods."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def time_period(start: date | None, end: date) -> str:
    """The shortest SDMX form of a stretch of days, both ends inclusive; without a start, the end's day.

    >>> time_period(date(2023, 1, 1), date(2023, 12, 31)), time_period(date(2023, 4, 1), date(2023, 6, 30))
    ('2023', '2023-Q2')
    >>> time_period(date(2024, 1, 1), date(2024, 11, 30)), time_period(None, date(2025, 12, 31))
    ('2024-01-01/P11M', '2025-12-31')
    """
    if start is None or start == end:
        return end.isoformat()
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return f"{start}/P{(end - start).days + 1}D"
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    place, rest = divmod(start.month - 1, months)  # the second half begins 1 half after the first
    if months in (1, 3, 6, 12) and rest == 0:
        return f"{start.year:04}" + {1: f"-{place + 1:02}", 3: f"-Q{place + 1}", 6: f"-S{place + 1}", 12: ""}[months]
    return f"{start}/P{months // 12}Y" if months % 12 == 0 else f"{start}/P{months}M"
