"""Word files: paragraphs and tables in their order. Headers, footers, footnotes and comments are not read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml import etree  # type: ignore[import-untyped]

from pipelines.readers.fault import Fault

# What python-docx lets through from zipfile, lxml and its own code on broken packages.
ERRORS = (
    PythonDocxError, OpcError, zipfile.BadZipFile, zlib.error, etree.LxmlError, EOFError, OSError,
    KeyError, ValueError, AttributeError, TypeError, IndexError, AssertionError, RuntimeError,
)  # fmt: skip
_MAX_UNPACKED = 256 * 1024 * 1024  # all parts, pictures too; they are held in memory
_MAX_XML = 64 * 1024 * 1024  # one part that is parsed
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # repeats what stands before it
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(data: bytes) -> tuple[str, dict[str, str]]:
    """Return the text, a line a paragraph with the cells of a table's row parted by tabs, and the stated title."""
    if data.startswith(_OLD_OFFICE):
        raise Fault("protected", "asks for a password, or is an old .doc under a new name", code="protected_or_doc")
    _refuse_bomb(data)
    document = docx.Document(io.BytesIO(data))
    text = "".join(_pieces(document.element.body))
    title = document.core_properties.title
    return text, {"title": title} if title else {}


def _refuse_bomb(data: bytes) -> None:
    """Refuse by the sizes the archive states; zipfile never unpacks more of a part than that."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if unpacked > _MAX_UNPACKED or largest > _MAX_XML:
        limits = f"{_MAX_UNPACKED:,}, and {_MAX_XML:,} a part"
        raise Fault(
            "too_large", f"unpacks to {unpacked:,} bytes; expected at most {limits}",
            code="unpacks_large", size=f"{unpacked:,}", limit=f"{_MAX_UNPACKED:,}", part=f"{_MAX_XML:,}",
        )  # fmt: skip


def _pieces(element: Any) -> Iterator[str]:
    """Walk the XML ourselves: python-docx's paragraph.text leaves out insertions, content controls and smart tags."""
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == f"{_W}p":
            yield from _pieces(child)
            yield "\n"
        elif tag == f"{_W}tc":
            yield " ".join("".join(_pieces(child)).split()) + "\t"
        elif tag == f"{_W}tr":
            yield "".join(_pieces(child)).rstrip("\t") + "\n"
        elif tag != _FALLBACK and isinstance(tag, str):
            yield from _pieces(child)
