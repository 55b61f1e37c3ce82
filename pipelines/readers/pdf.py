"""PDF files, through PDFium: it reads newspaper columns in their order."""

from __future__ import annotations

import threading

import pypdfium2

from pipelines.readers.fault import Fault

ERRORS = (pypdfium2.PdfiumError,)
_MAX_PAGES = 5_000
_MADE_UP = ("Microsoft Word - ", "Microsoft PowerPoint - ")  # a printed file's name, not a title
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not safe in threads


def read_pdf(data: bytes) -> tuple[str, dict[str, str]]:
    """Return the text of all pages, parted by an empty line, and the stated title.

    Pictures are not read: a scan has no text.
    """
    try:
        with _ONE_AT_A_TIME, pypdfium2.PdfDocument(data) as document:
            if len(document) > _MAX_PAGES:
                raise Fault(
                    "too_large", f"expected at most {_MAX_PAGES:,} pages, found {len(document):,}",
                    code="too_many_pages", limit=f"{_MAX_PAGES:,}", found=f"{len(document):,}",
                )  # fmt: skip
            pages = [_page(document, number) for number in range(len(document))]
            title = document.get_metadata_value("Title").strip()
            title = "" if title.startswith(_MADE_UP) else title
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Fault("protected", "asks for a password", code="password") from error
        raise
    return "\n\n".join(page for page in pages if page.strip()), {"title": title} if title else {}


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            text: str = textpage.get_text_bounded()
        finally:
            textpage.close()
    finally:
        page.close()
    # PDFium's own marks: U+FFFE for a hyphen at a line's end, NUL for a glyph whose character the file does not tell.
    return text.replace("\r\n", "\n").replace("\ufffe", "").replace("\0", "\ufffd")
