"""Date arithmetic of periods: spans of years, months and days, and the few numerals that dates are written with."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final, NamedTuple

_DIGITS: Final = {
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    **{str(n): n for n in range(10)},
    **{"零": 0, "○": 0, "O": 0, "两": 2},
}
FIRST_YEAR: Final = 1600
LAST_YEAR: Final = 2199


class Span(NamedTuple):
    """Dates from `start` to `end`, both inclusive; `grain` is how closely the text dates.

    year | half | quarter | ytd | month | months | days | day | opening | close | now | plan | decade | since | ahead
    """

    start: date | None
    end: date | None
    grain: str


def year_number(text: str) -> int | None:
    """2024, 二〇二四 and 五九 as written, digit by digit; None where a character is no digit."""
    number = 0
    for char in text:
        digit = _DIGITS.get(char)
        if digit is None:
            return None
        number = number * 10 + digit
    return number


def small_number(text: str) -> int | None:
    """12, 十二, 二十 or 廿三 (0 to 99); None for anything else."""
    if text.isdigit() and text.isascii():
        return int(text) if len(text) <= 2 else None
    text = text.replace("廿", "二十").replace("元", "一")
    tens, ten, ones = text.rpartition("十")
    first, last = year_number(tens) if tens else 1, year_number(ones)
    if first is None or last is None or first > 9 or last > 9:
        return None
    return first * 10 + last if ten else last


def day(year: int, month: int, number: int) -> date | None:
    """The date, or None where the calendar has none (30 February) or the year is beyond all news."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= number <= 31):
        return None
    return date(year, month, number) if number <= calendar.monthrange(year, month)[1] else None


def of_news(when: date | None) -> date | None:
    """The day itself, None for one beyond all news: there is no year before the year 1 to speak of."""
    return when if when is not None and FIRST_YEAR < when.year < LAST_YEAR else None


def months(year: int, first: int, last: int, grain: str = "months") -> Span | None:
    """From the first day of month `first` to the last day of month `last`; a last before the first is next year's."""
    end_year = year + (last < first)
    if not (FIRST_YEAR <= year <= end_year <= LAST_YEAR and 1 <= first <= 12 and 1 <= last <= 12):
        return None
    return Span(date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1]), grain)


def years(first: int, last: int, grain: str = "year") -> Span | None:
    """From New Year's Day of `first` to New Year's Eve of `last`."""
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        return None
    return Span(date(first, 1, 1), date(last, 12, 31), grain)


def shift_years(when: date, count: int) -> date | None:
    """The same day `count` years on; 29 February becomes the 28th, the last of a month stays the last."""
    year = when.year + count
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    last = calendar.monthrange(year, when.month)[1]
    whole = when.day == calendar.monthrange(when.year, when.month)[1]
    return date(year, when.month, last if whole else min(when.day, last))


def shift_months(when: date, count: int) -> tuple[int, int]:
    """Year and month `count` months on."""
    index = when.year * 12 + when.month - 1 + count
    return index // 12, index % 12 + 1


def shift_days(when: date, count: int) -> date | None:
    """The day `count` days on, None beyond all news."""
    if not FIRST_YEAR < when.year < LAST_YEAR:
        return None
    return when + timedelta(days=count)


def early(when: date) -> bool:
    """Whether it is one of the first months of a year, in which texts look back on the one before."""
    return when.month <= 3


def years_back(when: date, count: int) -> date | None:
    """Where "the last `count` years" begin: a New Year's Day less than three months away, else the first of the month.

    Speakers count years from the turn of the year: three years, said in December 2022, began with 2020.
    """
    start = shift_years(when, -count)
    if start is None:
        return None
    if start.month >= 10:
        return date(start.year + 1, 1, 1)
    return date(start.year, 1 if start.month <= 3 else start.month, 1)
