"""Dates: one printed date, and the date of a document whose metadata states none."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_DATE = r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)日?"
# No letter may touch eight digits: a hash can hold such.
_COMPACT = r"(?<![0-9A-Za-z])((?:19|20)\d\d)(\d\d)(\d\d)(?![0-9A-Za-z])"
_STATED = re.compile(rf"(?:{_DATE}|{_COMPACT})(?:[T ]\d\d?:\d\d.*)?")
_IN_NAME = re.compile(rf"{_DATE}|{_COMPACT}")
_YEAR_IN_NAME = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)(?![0-9A-Za-z])")
_ANY = re.compile(_DATE)
# A line that is a date, with at most a few words beside it: "2024-03-01 10:20 来源:某报", "(2024年3月1日)".
_WORDS = "[^,，。;；!?]{0,40}"
_DATELINE = re.compile(
    rf"(?:{_WORDS}[\s:|(\[【])?{_DATE}(?:\s?星期.)?(?:\s*\d{{1,2}}:\d\d(?::\d\d)?)?(?:[\s|)\]】]{_WORDS})?"
)
_WIRE = re.compile(rf"[^,，。;；!?\d]{{0,20}}(?:{_DATE}|(\d{{1,2}})月(\d{{1,2}})日)\s?(?:电|讯|消息)")
_TOP, _BOTTOM, _LONGEST = 12, 4, 120  # lines looked at, and characters of a line


def parse_date(text: str) -> date | None:
    """Return the date that `text` is (2024-03-01, 2024/3/1, 2024年3月1日, 20240301, a time may follow), else None."""
    return _first(_STATED.fullmatch(unicodedata.normalize("NFKC", text).strip()))


def infer_date(file: str, body: str, event_on: date | None) -> date | None:
    """Work out when a document was published: from its file name, then from a dateline in its first or last lines.

    A dateline without a year takes it from the file's path, else from `event_on`.
    """
    named = _first(_IN_NAME.search(file.rsplit("/", 1)[-1]))
    if named:
        return named
    lines = _lines(body)
    for line in lines:
        full = _DATELINE.fullmatch(line) if len(_ANY.findall(line)) == 1 else None
        found = _first(full) or _first(_WIRE.match(line))
        if found:
            return found
    in_path = _YEAR_IN_NAME.search(file)
    year = int(in_path[1]) if in_path else event_on.year if event_on else None
    for line in lines if year else ():
        wire = _WIRE.match(line)
        if wire and wire[4]:
            return _date(str(year), wire[4], wire[5])
    return None


def _lines(body: str) -> list[str]:
    lines = [line.strip() for line in body[:4000].splitlines() if line.strip()][:_TOP]
    if len(body) > 4000:
        lines += [line.strip() for line in body[-1000:].splitlines()[1:] if line.strip()][-_BOTTOM:]
    return [unicodedata.normalize("NFKC", line[:_LONGEST]) for line in lines]


def _first(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    groups = match.groups()
    for at in range(0, len(groups) - 2, 3):
        if groups[at]:
            return _date(groups[at], groups[at + 1], groups[at + 2])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
