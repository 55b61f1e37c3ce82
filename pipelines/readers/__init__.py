"""Readers: the bytes of one raw file -> its text, its encoding and the metadata it carries.

fault.py    why a file cannot be read     text.py   bytes -> text
html.py pdf.py docx.py                    the other formats
fields.py   metadata, checked             dates.py  a date where the metadata has none
"""

from __future__ import annotations

from typing import NamedTuple

from pipelines.readers.fault import Fault, one_line
from pipelines.readers.text import decode

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": _DOCX,
}


class Content(NamedTuple):
    """What a reader gives. `found` holds metadata of HTML, PDF and DOCX files by field name, unchecked."""

    text: str
    encoding: str  # "" for PDF and DOCX
    media_type: str
    found: dict[str, str]


def read_content(data: bytes, ending: str) -> Content:
    """Read `data` as a file with this `ending` (a key of MEDIA_TYPES). Raises Fault, and nothing else."""
    media_type = MEDIA_TYPES[ending]
    # Each library is loaded with the first file that needs it: reading a text takes none of them.
    if media_type == _DOCX:
        from pipelines.readers import docx

        try:
            text, found = docx.read_docx(data)
        except docx.ERRORS as error:
            raise _damaged("DOCX", error) from error
        return Content(text, "", media_type, found)
    if media_type == "application/pdf":
        from pipelines.readers import pdf

        try:
            text, found = pdf.read_pdf(data)
        except pdf.ERRORS as error:
            raise _damaged("PDF", error) from error
        return Content(text, "", media_type, found)
    text, encoding = decode(data)
    if media_type != "text/html":
        return Content(text, encoding, media_type, {})
    from pipelines.readers import html

    try:
        text, found = html.read_html(text)
    except html.ERRORS as error:
        raise _damaged("HTML", error) from error
    return Content(text, encoding, media_type, found)


def _damaged(what: str, error: Exception) -> Fault:
    said = one_line(str(error), 120) or type(error).__name__
    return Fault("damaged", f"cannot be read as {what}: {said}", code="damaged_as", format=what, error=said)
