"""Which lines of a text are rows of a printed table, though only single blanks part their cells."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_TAIL: Final = re.compile(r"[ \t|\u3000](?:[-—+－＋]?\d[\d.,．，]*[%％]?|[-—…]+)[ |\u3000\r]*$", re.MULTILINE)
_BARRED: Final = re.compile(r"^[^\n|]*\|[^\n|]*\|[^\n]*$", re.MULTILINE)
_GAP: Final = re.compile(r"\t+|\u3000+|  +")
_PROSE: Final = re.compile(r"[。；]|(?<!\d)，|，(?!\d)")  # ３，２１９ is a number
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_FEWEST: Final = 3  # cells; two parted by one blank are a heading, or a name and its number
_WIDEST: Final = 24  # characters of a cell
_RULED: Final = " \u3000\r\t|:-—"  # what a line of nothing but rules holds
_LINE: Final = 200  # a row is no longer


def row_lines(text: str, start: int) -> dict[int, bool]:
    """The first cell of each line that is a table's row or its header, and whether one ordinary blank parts its cells.

    Such a line ends with a number or stands above one that does, and has a neighbour of as many cells.
    """
    found: dict[int, tuple[int, bool]] = {}  # cells
    stop = start
    tails = [*_TAIL.finditer(text, start)]
    if "|" in text:
        tails = sorted([*tails, *_BARRED.finditer(text, start)], key=re.Match.end)
    for match in tails:
        if match.start() < stop:
            continue
        first = max(text.rfind("\n", start, match.start()) + 1, start)
        stop = match.end()
        shape = _shape(text, first, stop)
        if shape is None:
            continue
        found[first] = shape
        above = _above(text, start, first)
        if above >= 0 and above not in found:
            header = _shape(text, above, text.find("\n", above))
            if header is not None and abs(header[0] - shape[0]) <= 1:
                found[above] = header
    lines = sorted(found)
    rows: dict[int, bool] = {}
    for line, after in pairwise(lines):
        if _above(text, start, after) == line and abs(found[line][0] - found[after][0]) <= 1:
            for first in (line, after):
                rows[first + _indent(text, first)] = found[first][1]
    return rows


def _shape(text: str, first: int, stop: int) -> tuple[int, bool] | None:
    """How many cells a line has and whether one blank parts them, None for prose."""
    if stop - first > _LINE:
        return None
    line = text[first:stop].strip()
    if _PROSE.search(line):
        return None
    if line.count("|") >= _FEWEST - 1:
        cells, blank = [cell.strip() for cell in line.strip("|").split("|")], True
    else:
        blank = _GAP.search(line) is None
        cells = line.split(" ") if blank else _GAP.split(line)
    named = cells[1:] if len(cells) > _FEWEST and cells[0].isdecimal() else cells  # rows may be numbered
    if len(cells) < _FEWEST or not _CHINESE.search(named[0]) or max(map(len, cells)) > _WIDEST:
        return None
    return len(cells), blank


def _above(text: str, start: int, first: int) -> int:
    """Where the line begins above the one at `first`, past empty and ruled lines, -1 for none."""
    while first > start:
        above = max(text.rfind("\n", start, first - 1) + 1, start)
        if text[above : first - 1].strip(_RULED):
            return above
        first = above
    return -1


def _indent(text: str, first: int) -> int:
    line = text[first : first + _LINE]
    return len(line) - len(line.lstrip())
