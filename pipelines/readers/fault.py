"""The error that readers raise, and text made fit to stand in a message."""

from __future__ import annotations

import unicodedata
from typing import Literal

from pipelines.errors import ShuangchengError

Reason = Literal[
    "empty",  # nothing but white space
    "binary",  # not a text, whatever its ending says
    "encoding",  # text, but with bytes that none of our encodings has
    "no_text",  # a PDF, DOCX or HTML page without text
    "duplicate",  # the same text under another name
    "too_large",  # over the limits of documents.py or of a reader
    "vanished",  # was listed, is gone
    "metadata",  # a bad value in the front matter or in documents.yml
    "unsupported",  # no reader for this ending or kind of file
    "damaged",  # broken
    "protected",  # asks for a password
    "outside",  # a link that leads out of the raw folder
    "unreadable",  # the system refuses to open it
    "fault",  # the program fails on it, or a hard check on its rows
]


class Fault(ShuangchengError):
    """Why a file cannot be read. Has no file name: documents.py adds it and raises DocumentError."""

    def __init__(self, reason: Reason, detail: str, *, code: str, field: str = "", **values: object) -> None:
        super().__init__(detail, code=code, field=field, **values)
        self.reason: Reason = reason
        self.detail = one_line(detail, 300)


def one_line(text: str, limit: int) -> str:
    """Return `text` on one line of at most `limit` characters, safe to print, store and show.

    Control, format (text direction) and surrogate characters come from files we do not trust: they become spaces.
    """
    line = " ".join(without_controls(text[: limit * 4]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def without_controls(text: str) -> str:
    """Return `text`, as long as before, with a space for each control, format, surrogate and line separator."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text)
