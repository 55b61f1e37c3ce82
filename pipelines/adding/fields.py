"""Metadata of an article to add: prefilled from the document, stated over it by a person, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from pipelines.adding.model import FIELDS, Problem
from pipelines.readers.dates import parse_date
from pipelines.readers.fault import one_line
from pipelines.readers.fields import is_web_address
from pipelines.records import Document

LIMITS = {"title": 300, "publisher": 100, "published_on": 40, "event_on": 40, "kind": 20, "url": 1000, "licence": 200}
KINDS = ("article", "digest")
EARLIEST = date(1949, 1, 1)
_NOTHING = ("~", "null")  # YAML's words for no value: the readers take them for it
_TOP, _BOTTOM = 12, 4  # lines that may say where a text comes from
_PUBLISHER = re.compile(r"(?:来源|稿源|出处|[Ss]ource)\s*[:：]\s*([^\s|,，。;；:：()（）/]{2,40})(?![:：/])")
_ADDRESS = re.compile(r"https?://[^\s<>\"'，。；）)】]+")
_SAYS_SO = re.compile("原文|链接|网址|来源|[Ss]ource|URL|[Ll]ink")


def found_in(document: Document) -> dict[str, str]:
    """What the document says of itself, in its metadata or in its first and last lines."""
    stated = {name: str(getattr(document, name) or "") for name in FIELDS}
    lines = [line.strip()[:500] for line in document.text[document.body_start :].splitlines() if line.strip()]
    stated["title"] = next((one_line(line, 80) for line in [stated["title"], *lines[:_TOP]] if _is_title(line)), "")
    for line in [*lines[:_TOP], *lines[_TOP:][-_BOTTOM:]]:
        named, address = _PUBLISHER.search(line), _ADDRESS.search(line)
        if named and not stated["publisher"]:
            stated["publisher"] = tidy(named[1])
        if address and not stated["url"] and (_SAYS_SO.search(line) or address[0] == line):
            stated["url"] = address[0]
    return stated


def _is_title(line: str) -> bool:
    """Whether a line can be a title: it says something, and more than when and by whom the text was published."""
    return any(c.isalpha() for c in line) and not _PUBLISHER.search(line) and parse_date(line) is None


def tidy(text: str) -> str:
    """One line without white space around it, as the readers will have it."""
    return " ".join(text.split())


def put_over(found: Mapping[str, str], stated: Mapping[str, str]) -> dict[str, str]:
    """Each field as stated, else as found; a date that can be read as YYYY-MM-DD."""
    fields = {name: tidy(stated[name]) if name in stated else found.get(name, "") for name in FIELDS}
    for name in ("published_on", "event_on"):
        day = _day(fields[name][: LIMITS[name]])
        fields[name] = day.isoformat() if day else fields[name]
    return fields | {"kind": fields["kind"] or "article"}


def check(fields: Mapping[str, str]) -> list[Problem]:
    """What is wrong with the fields, at most one problem each."""
    found = ((name, _wrong(name, text)) for name, text in fields.items() if text)
    return [Problem(name, *wrong) for name, wrong in found if wrong]


def _wrong(name: str, text: str) -> tuple[str, str] | None:
    shown = f"found '{one_line(text, 60)}'"
    if len(text) > LIMITS[name]:
        return "too_long", f"expected at most {LIMITS[name]} characters, found {len(text)}"
    if one_line(text, len(text)) != text or text in _NOTHING:
        return "characters", f"expected plain text on one line, {shown}"
    if name == "kind" and text not in KINDS:
        return "kind", f"expected {' or '.join(KINDS)}, {shown}"
    if name == "url" and (not is_web_address(text) or " " in text):
        return "url", f"expected an http or https address, {shown}"
    if name.endswith("_on"):
        day = _day(text)
        if day is None:
            return "date", f"expected a date as 2024-03-01, {shown}"
        if not EARLIEST <= day <= _latest():
            return "date_range", f"expected a date from {EARLIEST} to today, {shown}"
    return None


def _day(text: str) -> date | None:
    """A date as the readers take it, or one of another century, which is a date though a wrong one."""
    try:
        return parse_date(text) or date.fromisoformat(text)
    except ValueError:
        return None


def _latest() -> date:
    """Today, where on Earth the day is furthest on: an article may be from a time zone east of this machine's."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()
