"""Metadata of documents: front matter and documents.yml, read as plain strings and checked field by field."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import yaml

from pipelines.readers.dates import parse_date
from pipelines.readers.fault import Fault, one_line

TYPED = ("text/plain", "text/markdown")  # written by hand: may have front matter
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FRONT_MATTER_END = 65_536  # characters: a text that only opens with a rule is not searched whole
_OPENED = re.compile(r"---[ \t]*\r?\n([A-Za-z_]+)[ \t]*:(?:\s|$)")
_KEY = re.compile(r"^[A-Za-z_]+[ \t]*:(?:\s|$)", re.MULTILINE)
_CHOICES = {"kind": ("article", "digest"), "date_precision": ("exact", "inferred", "missing")}
_MAX_DEPTH = 8
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # "Base": every scalar stays a string, no object is made


class Metadata(NamedTuple):
    """What is stated of a document; empty where nothing is."""

    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    event_on: date | None = None
    date_precision: str = ""
    kind: str = ""
    source: str = ""
    url: str = ""
    licence: str = ""
    unreadable: tuple[str, ...] = ()


def load_yaml(text: str, where: str) -> Any:
    """Return lists, dicts and strings. Raises Fault (metadata) with the line, for bad YAML and for depth."""
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):  # the loader recurses in C: depth must be known before
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                raise Fault(
                    "metadata", f"{where}: nested deeper than {_MAX_DEPTH} levels",
                    code="yaml_depth", metadata_place=_code(where), limit=_MAX_DEPTH,
                )  # fmt: skip
        return yaml.load(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        said = one_line(error.problem or "", 120)
        if not error.problem_mark:
            raise _no_yaml(where, said) from error
        at = error.problem_mark.line + 1
        raise Fault(
            "metadata", f"{where}: no YAML: line {at}: {said}",
            code="no_yaml_line", metadata_place=_code(where), line=at, error=said,
        ) from error  # fmt: skip
    except yaml.YAMLError as error:
        raise _no_yaml(where, one_line(str(error), 120)) from error


def body_start(text: str, media_type: str) -> int:
    """Where the text of a file begins below its front matter; 0 where it has none, or cannot have one."""
    return split_front_matter(text)[1] if media_type in TYPED else 0


def split_front_matter(text: str) -> tuple[dict[str, Any], int]:
    """Return the mapping between two --- lines at the top, and where the body starts; ({}, 0) where there is none.

    Raises Fault (metadata) where it is none that can be read, also where the second line is missing.
    """
    match = _FRONT_MATTER.match(text, 0, _FRONT_MATTER_END)
    if match is None:
        opened = _OPENED.match(text)
        if opened and opened[1] in Metadata._fields:  # read as text, it would lose its date in silence
            line = "front matter: expected a second line --- below its fields, found none"
            raise Fault("metadata", line, code="front_matter_open")
        return {}, 0
    if not _KEY.search(match[1]):  # two rules with a text between them
        return {}, 0
    entry = load_yaml("\n" + match[1], "front matter")  # so that its line numbers are the file's
    if not isinstance(entry, dict):
        raise Fault(
            "metadata", "front matter: expected fields with values, found something else", code="front_matter_shape"
        )
    return entry, match.end()


def check_fields(entry: Mapping[str, Any], where: str) -> Metadata:
    """Return the entry's known fields. Raises Fault (metadata) that names `where` and the field.

    A name that is nearly a field's is a slip of the pen; any other unknown name is someone else's and is let be.
    """
    fields: dict[str, Any] = {}
    for key, value in entry.items():
        name = str(key)
        if name in Metadata._fields:
            fields[name] = _checked(name, value, where)
        elif near := difflib.get_close_matches(name, Metadata._fields, n=1, cutoff=0.85):
            raise Fault(
                "metadata", f"{where}: unknown field {_shown(name)}; expected {near[0]}",
                code="field_unknown", metadata_place=_code(where), found=one_line(name, 60), expected=near[0],
            )  # fmt: skip
    if fields.get("published_on") and fields.get("date_precision") == "missing":
        raise Fault(
            "metadata", f"{where}: date_precision: expected exact or inferred beside a date, found 'missing'",
            code="precision_of_date", metadata_place=_code(where),
        )  # fmt: skip
    return Metadata(**fields)


def merge(*sources: Metadata) -> Metadata:
    """Return each field from the first source that states it."""
    return Metadata(*(next((value for value in values if value), values[-1]) for values in zip(*sources, strict=True)))


def _checked(name: str, value: Any, place: str) -> Any:
    where = f"{place}: {name}"
    about = {"metadata_place": _code(place), "name": name}
    if name == "unreadable":
        items = value if isinstance(value, (list, tuple)) else [value]
        return tuple(text for text in (_string(item, where, about) for item in items) if text)
    if name == "source" and isinstance(value, Mapping):  # source: {file: …, sha256: …}
        return " ".join(_string(part, where, about) for part in value.values())
    text = _string(value, where, about)
    about["found"] = one_line(text, 60)
    if not text:
        return None if name.endswith("_on") else ""
    if name.endswith("_on"):
        day = parse_date(text)
        if day is None:
            raise Fault(
                "metadata", f"{where}: expected a date as 2024-03-01, found {_shown(text)}", code="field_date", **about
            )
        return day
    if name in _CHOICES and text not in _CHOICES[name]:
        raise Fault(
            "metadata", f"{where}: expected {' or '.join(_CHOICES[name])}, found {_shown(text)}",
            code="field_choice", known=" / ".join(_CHOICES[name]), **about,
        )  # fmt: skip
    if name == "url" and not is_web_address(text):
        raise Fault(
            "metadata", f"{where}: expected an http or https address, found {_shown(text)}", code="field_url", **about
        )
    return text


def is_web_address(text: str) -> bool:
    """Only such an address may become a link in the app."""
    try:
        return urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname)
    except ValueError:
        return False


def _string(value: Any, where: str, about: Mapping[str, str]) -> str:
    if isinstance(value, (list, tuple, Mapping)):
        kind = "mapping" if isinstance(value, Mapping) else "list"
        raise Fault("metadata", f"{where}: expected text, found a {kind}", code="field_text", **about)
    text = "" if value is None else one_line(str(value), 1000)
    return "" if text in ("~", "null") else text


def _no_yaml(where: str, said: str) -> Fault:
    return Fault(
        "metadata", f"{where}: no YAML: {said}", code="no_yaml", metadata_place=_code(where), error=said
    )  # fmt: skip


def _code(where: str) -> str:
    return where.replace(" ", "_")


def _shown(text: str) -> str:
    return f"'{one_line(text, 60)}'"
