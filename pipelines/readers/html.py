"""HTML pages: main text and metadata, through trafilatura; the whole body where it finds no main text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree, html  # type: ignore[import-untyped]

from pipelines.readers.fault import Fault

# What lxml and trafilatura let through on odd pages.
ERRORS = (etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError)
_MAX_CHARACTERS = 8 * 1024 * 1024  # read in about 10 seconds, in 1.5 GB
# What htmldate may do: no guesses from a page's text (dates.py does that), no upper end that moves with the clock.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-12-31"}
_SHORT = 250  # characters: below, trafilatura runs paragraphs together
_CELLS = {"td", "th", "cell"}
_SKIPPED = {"script", "style", "template", "noscript"}
# Names of HTML and of trafilatura's own tree (head is a heading there).
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "item", "lb", "li", "list", "main",
    "nav", "ol", "p", "pre", "quote", "row", "section", "table", "tr", "ul",
}  # fmt: skip


def read_html(page: str) -> tuple[str, dict[str, str]]:
    """Return the page's text, a line a block with the cells of a table's row parted by tabs, and its metadata."""
    if len(page) > _MAX_CHARACTERS:
        raise Fault(
            "too_large", f"expected a page of at most {_MAX_CHARACTERS:,} characters, found {len(page):,}",
            code="page_too_long", limit=f"{_MAX_CHARACTERS:,}", found=f"{len(page):,}",
        )  # fmt: skip
    tree = _tree(page)
    whole = _text(tree)
    found: Any = trafilatura.bare_extraction(
        _tree(page), with_metadata=True, include_comments=False, favor_recall=True, date_extraction_params=_DATES
    )
    main = _text(found.body) if found is not None and found.body is not None else ""
    return main if main and len(whole) > _SHORT else whole, _metadata(found, tree)


def _tree(page: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8")
    tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    if any("depth" in entry.message for entry in parser.error_log):
        raise Fault(
            "damaged", "the page's elements are nested too deep", code="html_too_deep"
        )  # the parser drops what is deeper
    return tree


def _metadata(found: Any, tree: Any) -> dict[str, str]:
    names = {"title": "title", "publisher": "sitename", "published_on": "date", "url": "url", "licence": "license"}
    pairs = {field: getattr(found, name, None) for field, name in names.items()}
    pairs["title"] = pairs["title"] or tree.findtext(".//title")
    return {field: value for field, value in pairs.items() if value}


def _text(root: Any) -> str:
    body = root.find("body") if root.tag == "html" else root
    lines = "".join(_pieces(root if body is None else body)).split("\n")
    return "\n".join(line for line in (line.strip() for line in lines) if line)


def _pieces(root: Any) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and element.tag in _SKIPPED:
            walk.skip_subtree()
            continue
        if element.tag in _BLOCKS:
            yield "\n"
        if event == "start":
            yield _folded(element.text)
            continue
        if element.tag in _CELLS:
            yield "\t"
        if element is not root:
            yield _folded(element.tail)


def _folded(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")  # line ends of the source are spaces on a page
