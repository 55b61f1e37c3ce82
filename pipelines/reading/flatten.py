"""Text as it should have been printed: no line breaks inside sentences, one form for each character.

Newspaper text has lines broken inside numbers and words, full-width digits and CJK look-alike radicals. All matching
runs over the flat text; `Flat.origin` leads every offset back to the document, whose own text is never altered.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from typing import Final, NamedTuple

from pipelines.reading.rows import row_lines

# Every fold is one code point to one code point, so only deletions move offsets.
_DASHES: Final = "─–−‐‑‒―－"
_FOLD: Final = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)},  # ０-９
    **{chr(code): chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},  # Ａ-Ｚ ａ-ｚ
    **dict(zip("％．／＋～〜○", "%./+~~〇", strict=True)),
    **dict.fromkeys(_DASHES, "—"),
    **dict(zip("()﹙﹚[]", "（）（）（）", strict=True)),
    **dict(
        zip("⻓⻝⻄⻅⻆⻉⻋⻔⻚⻛⻜⻢⻥⻦⻨⻩⻬⻮⻰⺠⺟⼾", "长食西见角贝车门页风飞马鱼鸟麦黄齐齿龙民母户", strict=True)
    ),
}
for _radical in map(chr, range(0x2F00, 0x2FD6)):  # Kangxi radicals: PDFs emit them for the ordinary character
    _FOLD.setdefault(_radical, unicodedata.normalize("NFKC", _radical))

_NEEDS_FOLD: Final = re.compile("[" + "".join(map(re.escape, _FOLD)) + "]")
# \s spelled out, with what prints as nothing: a set of characters is looked up at once, a class one by one.
_BLANKS: Final = re.compile(
    r"[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u00ad]+"
)
# What prints as nothing, and the rarer ends of a line.
_PRINTED: Final = {**dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0xAD)), **dict.fromkeys((0x85, 0x2028, 0x2029), "\n")}
_SENTENCE_END: Final = frozenset("。！？；!?;…：:”」』）)】")
# A line that starts with one of these is a new item, whatever stood before it.
_ITEM_START: Final = frozenset("●■◆★○△▲□#*•·-—一二三四五六七八九十（(【0123456789")
_BULLETS: Final = frozenset("●■◆★○△▲□")
_ITEM_SECOND: Final = frozenset("、.．）) ●\t")
_PAUSE: Final = re.compile("[，,、；。]")
# The line of a numbered heading, where lines are paragraphs.
_HEADING: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章篇节])"
    r"[^，,。；;：:、\n]{2,16}"
)
_STOPS: Final = frozenset("。！？；")
_ROW_AHEAD: Final = re.compile(r"[^\n\r\t]{1,60}\t|(?:[^\s\u3000]{1,20}(?:\u3000{2,}|  +)){2}[^\s\u3000]")
_COLUMN_LINES: Final = 12  # fewer lines do not tell how wide a column is
_MOSTLY: Final = 0.5
_NUMBERED: Final = "表图件"  # 表1 2023年: the number of the thing, and a year
_GROUPED: Final = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?<![{_NUMBERED}第组])"
    r"[0-9]{1,3}([ \xa0\u2009\u202f])[0-9]{3}(?:\1[0-9]{3})*(?=[\u4e00-\u9fff.])"
)
_GROUPS_REACH: Final = 20  # code points, as many as such a number has
_BEFORE_FIGURE: Final = "，（—-−"
_RAGGED: Final = 3  # how much narrower a full line may be, where a stop or a number is not parted
_CLOSING: Final = frozenset("”’」』）)】")
_DATELINE: Final = re.compile("本报[\u4e00-\u9fff]{0,6}讯|新华社|中新社|本台(?:消息|讯)")  # how a story opens
_LINE_END: Final = re.compile(r"[\n\r\x85\u2028\u2029]")
_HEADLINE: Final = 30  # a headline is no longer, and has no pause; the line below it is much longer
_LONGER: Final = 2
_MIN_WRAP: Final = 8  # a line shorter than this is a heading or a table cell, not wrapped prose


class Flat(NamedTuple):
    """The flat text and, in parallel lists, where deletions happened: after `cuts[i]`, offsets grow by `shifts[i]`."""

    text: str
    cuts: list[int]
    shifts: list[int]

    def origin(self, offset: int) -> int:
        """Offset in the document of the flat text's character at `offset`."""
        return offset + self.shifts[bisect_right(self.cuts, offset) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Document span of the flat span; its last character is mapped, so trailing blanks stay outside."""
        cuts, shifts = self.cuts, self.shifts
        return start + shifts[bisect_right(cuts, start) - 1], end + shifts[bisect_right(cuts, end - 1) - 1]


def flatten(text: str, start: int = 0) -> Flat:
    """Fold and join `text` from `start` on. Paragraph breaks stay as one newline, table gaps as one blank."""
    pieces: list[str] = []
    cuts: list[int] = [0]
    shifts: list[int] = [start]
    length = 0
    position = start
    total = len(text)
    line_start = start
    width, full = _full_line(text, start)
    fresh = True  # whether the current line opens a paragraph
    rows = row_lines(text, start)
    table = start in rows  # whether the current line is a table's row
    spaced = rows.get(start, False)  # and one blank parts its cells
    cells = "\t" in text or "\u3000\u3000" in text or "  " in text
    for match in _BLANKS.finditer(text, start):
        a, b = match.span()
        gap = match[0]
        if not gap.isascii():
            gap = gap.translate(_PRINTED)
        if a > position:
            pieces.append(text[position:a])
            length += a - position
        if gap == " " and not spaced and b < total and not (text[b].isascii() and text[a - 1].isascii()):
            cuts.append(length)  # between two characters a blank means nothing
            shifts.append(b - length)
            position = b
            continue
        filled = full and "\n" in gap and width(text[line_start:a]) >= full
        if filled and gap == "\n" and text[a - 1] in _STOPS and b < total:
            kept = "\n" if text[b] in _ITEM_START else ""  # a full line of a column goes on although a sentence ends
        elif gap == "\n" and not full and b < total and _HEADING.fullmatch(text, line_start, a):
            kept = "\n"
        else:
            kept = _joint(text, gap, a, b, start, total, line_start, fresh)
            if filled and kept == "\n" and _goes_on(text, gap, a, b):
                kept = ""
        if gap == "\n" or "\n" in gap or "\r" in gap:
            if kept == "" and (table or b in rows or (cells and _ROW_AHEAD.match(text, b))):
                kept = "\n"
            line_start = b
            fresh = kept == "\n"
            table, spaced = b in rows, rows.get(b, False)
        elif kept == " " and (len(gap) >= 2 or gap == "\t") and text[line_start] not in _BULLETS:
            table = True
        elif table and kept == "" and (spaced or gap == "\u3000"):
            kept = " "
        if kept:
            pieces.append(kept)
            length += 1
        cuts.append(length)
        shifts.append(b - length)
        position = b
    if position < total:
        pieces.append(text[position:])
    flat = "".join(pieces)
    for char in set(_NEEDS_FOLD.findall(flat)):  # few differ, and each is replaced at the speed of memory
        flat = flat.replace(char, _FOLD[char])
    return Flat(flat, cuts, shifts)


def _full_line(text: str, start: int) -> tuple[Callable[[str], int], int]:
    """How long a line is that fills its column, and by which measure; 0 where lines are paragraphs.

    Most lines of a wrapped page are full: they have as many characters, or are as wide in print.
    """
    lines = [line for line in text[start:].split("\n") if line]
    if len(lines) < _COLUMN_LINES:
        return len, 0
    for width, least, ragged in ((len, _MIN_WRAP, 1), (_width, 2 * _MIN_WRAP, _RAGGED)):
        lengths = Counter(map(width, lines))
        full = max((length for length in lengths if length >= least), key=lambda length: lengths[length], default=0)
        filled = sum(lengths[length] for length in range(full - ragged, full + ragged + 1))
        if full and filled >= len(lines) * _MOSTLY:
            return width, full - ragged
    return len, 0


def _width(line: str) -> int:
    """How wide a line is printed: one for a Latin letter or digit, two for a Chinese character (three bytes)."""
    return (len(line) + len(line.encode("utf-8", "surrogatepass"))) // 2


def _goes_on(text: str, gap: str, a: int, b: int) -> bool:
    """Whether the sentence of a line that fills its column goes on behind the gap."""
    before, after = text[a - 1], text[b : b + 2]
    if before in _STOPS or before in "：:" or (before in _CLOSING and text[a - 2] in _STOPS):
        return False
    item = after[:1] in _ITEM_START and after[1:] in _ITEM_SECOND and not text[b + 2 : b + 3].isdigit()
    return gap[-1] == "\n" and not item


def _joint(text: str, gap: str, a: int, b: int, start: int, total: int, line_start: int, fresh: bool) -> str:
    """What stands in the flat text for this run of white space: nothing, a blank, or a paragraph break."""
    if a <= start or b >= total or not gap:
        return ""
    before, after = text[a - 1], text[b]
    newlines = gap.count("\n") or gap.count("\r")
    if newlines and after in _BULLETS:
        return "\n"
    if newlines >= 2:
        if gap.endswith("\u3000\u3000") and text[line_start:a].count("，") == 0:
            return "\n"  # a headline and an indented paragraph
        if before == "." and after.isdigit() and _torn(text, a, b, start, total):
            return ""
        if _HEADING.fullmatch(text, line_start, a):
            return "\n"
        if gap[-1] in "\u3000\t":  # an indented line opens a paragraph
            return "\n"
        # A column break cuts a sentence in two: prose before it that stops without a stop goes on after it.
        prose = before not in _SENTENCE_END and after not in _ITEM_START and not after.isascii()
        prose = prose and text[line_start] not in _BULLETS  # an item of a list ends without one
        return "" if prose and _PAUSE.search(text, line_start, a) else "\n"
    if newlines == 1:
        if _DATELINE.match(text, b) or (fresh and _headline(text, line_start, a, b)):
            return "\n"
        if before in _SENTENCE_END or (fresh and a - line_start < _MIN_WRAP):
            return "\n"
        if after in _ITEM_START and b + 1 < total and text[b + 1] in _ITEM_SECOND:
            decimal = after.isdigit() and text[b + 1] in ".．" and text[b + 2 : b + 3].isdigit()
            if not decimal:  # 增长 / 4.3% goes on; 4. Harbours is a new item
                return "\n"
        if gap[-1] in "\u3000\t" or len(gap) > 2:  # an indented line opens a paragraph
            return "\n"
        if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
            whole = (before.isdigit() and after.isdigit()) or (before.isupper() and after.isupper())
            return "" if whole else " "  # 30E / FLOPS
        return ""
    if (
        before.isascii()
        and after.isascii()
        and (before.isalnum() or before in "%.")
        and (after.isalnum() or after in "+-.")
    ):
        # 达到9 5% is a number torn apart; "12 34 56" are the cells of a table row, each with blanks around it.
        if len(gap) > 1 or gap == "\t":
            return " "
        if before == "." or after == ".":
            return "" if _torn(text, a, b, start, total) else " "
        if before.isdigit() and after.isdigit():
            if _grouped(text, a, b, start):
                return ""
            lead = a - 1
            while lead > start and text[lead - 1].isdigit() and a - lead < 4:
                lead -= 1
            tail = b
            while tail < total and text[tail].isdigit() and tail - b < 5:
                tail += 1
            if (
                lead > start
                and not text[lead - 1].isspace()
                and not text[lead - 1].isascii()
                and text[lead - 1] not in _NUMBERED
                and text[tail : tail + 1].strip()
            ):
                return ""
        return " "
    if len(gap) >= 2 or "\t" in gap:
        return " "
    return ""


def _headline(text: str, line_start: int, a: int, b: int) -> bool:
    """Whether the line that opens a paragraph is a headline: short and without a pause, above a much longer one."""
    if a - line_start > _HEADLINE or _PAUSE.search(text, line_start, a):
        return False
    least = b + _LONGER * max(a - line_start, _HEADLINE)
    return least <= len(text) and not text[b].isdigit() and _LINE_END.search(text, b, least) is None


def _grouped(text: str, a: int, b: int, start: int) -> bool:
    """Whether the blank parts a number's thousands, as in 达1 250 000元; the cells of a row have blanks around them."""
    numbers = _GROUPED.finditer(text, max(start, a - _GROUPS_REACH), b + _GROUPS_REACH)
    return any([number.start() < a < number.end() for number in numbers])


def _torn(text: str, a: int, b: int, start: int, total: int) -> bool:
    """Whether the gap tears a number at its decimal point, as in 达99. 4% and 达5 .5%; 1. 12 opens a listed item."""
    whole = a - 1 if text[a - 1] == "." else a
    part = b + 1 if text[b] == "." else b
    lead, tail = whole, part
    while lead > start and text[lead - 1].isdigit():
        lead -= 1
    while tail < total and text[tail].isdigit():
        tail += 1
    head = lead - 2 if text[lead - 1] in " \xa0" else lead - 1
    if lead == whole or tail == part or head < start or text[tail : tail + 1] in ("年", "月", "日", ".", "、"):
        return False
    return "\u4e00" <= text[head] <= "\u9fff" or text[head] in _BEFORE_FIGURE
