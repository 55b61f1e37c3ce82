"""Document text as HTML with its quantities marked. Every piece of text is escaped: a document is not trusted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from dashboard.rows import Mark

WINDOW = 12_000  # code points of a document on screen at once; a page of a newspaper has about 8,000
HEADING = re.compile(r"^(#{1,6} +)(.+)$", re.MULTILINE)
_DAY = r"\d{4}\D\d{1,2}\D\d{1,2}(?!\d)[^\s\d,，:：]?"
# A line that is a whole date, with an hour or what is labelled behind it, or ends in one in brackets.
_DATELINE = re.compile(
    rf"[(（]?{_DAY}[)）]?(?:\s+\d{{1,2}}[:：]\d{{2}})?(?:\s+[^\s:：]{{1,6}}[:：].*)?|[^\d,，]{{1,20}}[(（]{_DAY}[)）]"
)
_DIGIT = re.compile(r"\d")
_GOES_ON = tuple("，,、：:；;—")
FRONT_MATTER = re.compile(r"\A\ufeff?---\r?\n.*?\n---\s*\n\s*", re.DOTALL)


def body_start(head: str) -> int:
    """Where the text begins behind a front matter; `head` is the beginning of the document."""
    found = FRONT_MATTER.match(head)
    return found.end() if found else 0


def window_at(position: int, characters: int, start: int = 0) -> int:
    """Start of the window that shows `position`: windows follow each other from `start` without overlap."""
    if position < start or characters <= start:
        return start
    return start + (min(position, characters - 1) - start) // WINDOW * WINDOW


def marked(
    text: str, offset: int, marks: Sequence[Mark], chosen: int = -1, names: Mapping[str, str] | None = None
) -> str:
    """HTML of `text`, which starts at `offset` in its document, each mark a <mark> of its disposition.

    Overlapping marks are cut where the one before ends, so that no character is shown twice. `chosen` is the start of
    the mark to show apart; `names` are the dispositions' names, said when the pointer rests on a mark.
    """
    parts: list[str] = []
    cursor = 0
    for mark in marks:
        start, end = max(mark.start - offset, cursor), min(mark.end - offset, len(text))
        if start >= end:
            continue
        parts.append(escape(text[cursor:start]))
        attributes = f'class="{escape(mark.disposition)}" data-at="{mark.start}" tabindex="0" role="button"'
        attributes += ' aria-current="true"' if mark.start == chosen else ""
        name = (names or {}).get(mark.disposition, "")
        attributes += f' title="{escape(name)}"' if name else ""
        parts.append(f"<mark {attributes}>{escape(text[start:end])}</mark>")
        cursor = end
    parts.append(escape(text[cursor:]))
    return "".join(parts)


def headed(html: str) -> str:
    """The passage of a Markdown file with its headings as headings: the signs are hidden, not taken out."""
    return HEADING.sub(_heading, html)


def _heading(found: re.Match[str]) -> str:
    signs, title = found.groups()
    if title.count("<mark") != title.count("</mark>"):  # a quantity goes on in the next line
        return found[0]
    return f'<b class="heading"><span class="sign">{signs}</span>{title}</b>'


def own_start(text: str, start: int, end: int, at: int) -> int:
    """Where the sentence at text[start:end] begins without the headline and the dateline, which end no sentence.

    They stand above the line of the quantity at `at`: lines of a date and, where the text begins, lines without a digit
    or a comma at their end that stop well before the width of the longest line, as those of a newspaper's column do
    not. A sentence that begins inside a line has none.
    """
    if text[text.rfind("\n", 0, start) + 1 : start].strip():
        return start
    first = not text[body_start(text) : start].strip()
    widest = max(map(len, text[start:end].split("\n")))
    while start <= (stop := text.find("\n", start, at)):
        line = text[start:stop].strip()
        headline = first and len(line) < widest * 3 / 4 and not line.endswith(_GOES_ON) and not _DIGIT.search(line)
        if not headline and not _DATELINE.fullmatch(line):
            break
        start = stop + 1
    return start


def quoted(sentence: str, start: int, end: int, colour: str) -> str:
    """HTML of a sentence with the quote in it marked; line breaks of the newspaper's columns are taken out."""
    before, quote, after = (escape(joined(part)) for part in (sentence[:start], sentence[start:end], sentence[end:]))
    return (
        f'{before}<mark style="background:{colour};color:inherit;padding:0 2px;border-radius:3px">{quote}</mark>{after}'
    )


def joined(text: str) -> str:
    """Text without the line breaks a column of print put inside it."""
    return re.sub(r"\s*\n\s*", "", text)
