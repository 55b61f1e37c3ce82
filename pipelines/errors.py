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

Each message is one line: what is wrong, where (file, entry, span), what was expected and what was found.
"""

from __future__ import annotations


class ShuangchengError(Exception):
    """Base of every error the program raises on purpose; `str()` is one line fit to show a person."""


class DocumentError(ShuangchengError):
    """One raw file cannot be read.

    `file` is its name relative to the raw folder; `reason` a short code
    (empty, binary, encoding, no_text, duplicate, too_large, vanished, metadata, unsupported, damaged, protected,
    outside, unreadable, fault: see readers/fault.py).
    """

    def __init__(self, file: str, reason: str, detail: str) -> None:
        super().__init__(f"{file}: {detail}")
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


class ExportError(ShuangchengError):
    """What is asked for cannot be exported."""
