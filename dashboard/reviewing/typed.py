"""What a person types for a value or a period, in full-width or in plain characters: text -> what it says."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")  # 1,234,567: groups of three, from the first comma on
_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_OTHERS = str.maketrans("〜−‐‑‒–—", "~------")  # signs that NFKC leaves, of which a keyboard has several


class UnreadableError(ValueError):
    """A text that says no value or no period; `code` is that of the message, `found` the part at fault."""

    def __init__(self, code: str, found: str) -> None:
        super().__init__(f"{code}: {found}")
        self.code, self.found = code, found


def plain(text: str) -> str:
    """The text in plain characters: ６００，０００～７００，０００ is 600,000~700,000."""
    return unicodedata.normalize("NFKC", text).translate(_OTHERS).strip()


def parse_value(text: str) -> dict[str, str]:
    """The cells of a decision: value, or low, high and bound of a range 2~3; {} for none. Raises UnreadableError."""
    low, dash, high = (part.strip() for part in plain(text).partition("~"))
    if dash and not (low and high):
        raise UnreadableError("value_text", text.strip())
    if dash:
        return {"low": _number(low), "high": _number(high), "bound": "range"}
    return {"value": _number(low)} if low else {}


def parse_period(text: str) -> tuple[date | None, date | None]:
    """2024, 2024-05, 2024-05-31, or two with / between, of which one may be missing: /2025. Raises UnreadableError."""
    first, slash, last = (part.strip() for part in plain(text).partition("/"))
    try:
        if not (first or last):
            raise ValueError
        start, end = (_ends(part) if part else (None, None) for part in (first, last))
    except ValueError:
        raise UnreadableError("period_text", text.strip()) from None
    return (start[0], end[1]) if slash else start


def _number(text: str) -> str:
    number = text.replace(",", "")
    if not _NUMBER.fullmatch(number):
        raise UnreadableError("value_text", text)
    if number != text and not _GROUPED.fullmatch(text):  # 12,5 may be twelve and a half
        raise UnreadableError("value_commas", text)
    return number.removeprefix("+")


def _ends(text: str) -> tuple[date | None, date | None]:
    found = _PERIOD.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    first, last = date(year, month or 1, day or 1), date(year, month or 12, 1)
    return first, first if day else last.replace(day=monthrange(last.year, last.month)[1])
