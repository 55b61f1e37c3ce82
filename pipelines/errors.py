"""What can go wrong, as a tree.

    ShuangchengError            every error the program raises on purpose
    ├── DocumentError           one raw file cannot be read; the others go on
    ├── CatalogueError          a catalogue or lexicon entry is wrong; names the file and the entry
    ├── DecisionError           a decision breaks a rule, or the file of decisions is none
    ├── UnitError               a unit is unknown, or two dimensions do not agree
    ├── AccountError            mentions do not add up to observations + review + context (a fault of the program)
    ├── CheckError              a hard check found wrong rows; the last good table stays
    ├── RefreshError            the run as a whole cannot start or finish (locked, folder missing, disk full)
    └── ExportError             what is asked for cannot be exported (an unknown code, nothing that matches)

Each message is one line: what is wrong, where (file, entry, span), what was expected and what was found. The line is
English, for terminals and logs; `code` and `values` say the same to a program that has words in other languages.
"""

from __future__ import annotations

import json

LONGEST = 300  # characters of a message's value


def as_parameters(code: str, **values: object) -> str:
    """What a message says, as one JSON object: its code, and its values by name, as texts; "{}" without a code."""
    told = {"code": code, **{name: _shown(value) for name, value in values.items()}} if code else {}
    return json.dumps(told, ensure_ascii=False)


def _shown(value: object) -> str | dict[str, object]:
    """A value on one line, for it may come from a file; what is longer than a line says no more.

    The parameters of another message, as an object, stay as they are.
    """
    return (
        value
        if isinstance(value, dict)
        else " ".join(str(value)[: 2 * LONGEST].encode("utf-8", "replace").decode().split())[:LONGEST]
    )


class ShuangchengError(Exception):
    """Base of every error the program raises on purpose; `str()` is one line fit to show a person.

    `code` names the message and `values` are what it is made of ("" and none: only the line says it); `field` is the
    field of a row or a form that it is about, "" where it is about none.
    """

    def __init__(self, message: str, *, code: str = "", field: str = "", **values: object) -> None:
        super().__init__(message)
        self.code, self.field = code, field
        self.values = {name: _shown(value) for name, value in values.items()}

    @property
    def parameters(self) -> str:
        """Code, field and values as JSON: what a table keeps of the message beside its line."""
        about = {"field": self.field} if self.field else {}
        return as_parameters(self.code, **{**about, **self.values})


class DocumentError(ShuangchengError):
    """One raw file cannot be read.

    `file` is its name relative to the raw folder; `reason` a short code
    (empty, binary, encoding, no_text, duplicate, too_large, vanished, metadata, unsupported, damaged, protected,
    outside, unreadable, fault: see readers/fault.py).
    """

    def __init__(
        self, file: str, reason: str, detail: str, *, code: str = "", field: str = "", **values: object
    ) -> None:
        super().__init__(f"{file}: {detail}", code=code, field=field, **values)
        self.file = file
        self.reason = reason
        self.detail = detail


class CatalogueError(ShuangchengError):
    """A catalogue or lexicon entry is wrong."""


class DecisionError(ShuangchengError):
    """A person's decision breaks a rule, or decisions.csv is wrong as a whole."""


class UnitError(ShuangchengError):
    """A unit is unknown, or its dimension is not the expected one."""


class AccountError(ShuangchengError):
    """Mentions do not add up to observations, review items and context."""


class CheckError(ShuangchengError):
    """A hard check found wrong rows, so the new table is not published."""


class RefreshError(ShuangchengError):
    """A refresh cannot start or finish."""


def no_table(curated: object) -> RefreshError:
    """The error where a published table is needed and none is."""
    return RefreshError(f"{curated}: no table yet; run: python -m pipelines refresh", code="no_table", folder=curated)


class ExportError(ShuangchengError):
    """What is asked for cannot be exported."""
