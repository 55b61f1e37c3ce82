"""What the pipeline says of a file, a row or a form, in the reader's words: from its code and values, not its line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dashboard import formats
from dashboard.words import Words

# Values of a message that are codes, and what names them.
LABELS: dict[str, Callable[[Words, str], str]] = {
    "action": lambda words, code: words.label("action_done", code),
    "bound": lambda words, code: words.label("bound", code),
    "check": lambda words, code: words.label("check", code),
    "claim": lambda words, code: words.label("claim", code).lower(),  # inside a sentence
    "field": lambda words, code: words.label("message_field", code),
    "file_kind": lambda words, code: words.label("file_kind", code),
    "measure": lambda words, code: words.label("measure", code),
    "metadata_place": lambda words, code: words.label("metadata_place", code),
    "name": lambda words, code: words.label("message_field", code),
    "stage": lambda words, code: words.label("stage", code),
    "system": lambda words, text: words.label("system_error", text.lower().replace(" ", "_")),
}
DAYS = ("day", "start", "end")
QUOTES = ("quote", "other_quote")
CATALOGUE = {"indicator_id": "indicator", "other": "indicator", "ref_area": "area", "unit": "unit",
             "expected_unit": "unit"}  # fmt: skip


# names("indicator", "trade_volume") is what the reader calls it; "" for a code that is none.
Names = Callable[[str, str], str]


def read(parameters: str) -> dict[str, Any]:
    """The parameters that a row has as JSON; {} for what is none, such as of an earlier vintage."""
    try:
        found = json.loads(parameters)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def said(
    parameters: Mapping[str, Any],
    line: str,
    words: Words,
    names: Names | None = None,
    figures: Mapping[str, str] | None = None,
) -> str:
    """The message as plain text; `line`, its English, where the reader's language has no words for its code.

    A quote stands in quotation marks, unless `figures` has what stands for it by the name of its value.
    """
    code = str(parameters.get("code", ""))
    if not words.has(f"message.{code}"):
        return line
    values = {name: _value(name, value, words, names) for name, value in parameters.items()}
    values |= figures or {}
    values.setdefault("field", "")
    try:
        return words(f"message.{code}", **values)
    except (KeyError, IndexError):  # of an earlier release, with other values
        return line


def _value(name: str, value: Any, words: Words, names: Names | None) -> object:
    if isinstance(value, dict):
        return said(value, words("format.unknown"), words, names)
    text = str(value)
    if name == "n" and text.isdecimal():
        return int(text)
    if not text:
        return words("message_value.nothing")
    if name in LABELS:
        return LABELS[name](words, text)
    if name in QUOTES:
        return words("format.quoted", text=text)
    if name in DAYS:
        try:
            return formats.day(date.fromisoformat(text), words)
        except ValueError:
            return text
    return (names(CATALOGUE[name], text) if names and name in CATALOGUE else "") or text
