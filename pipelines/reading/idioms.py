"""Numbers that count nothing: parts of names and identifiers, idioms, ordinals, counts of procedure."""

from __future__ import annotations

from typing import Final

from pipelines.lexicon import UnitWord
from pipelines.reading.quantity import words

BARE: Final = frozenset("百千万亿十")  # magnitudes that may stand without a digit
_QUOTES_OPEN: Final = ("“", "「", "『")
_QUOTES_CLOSE: Final = ("”", "」", "』")
_COUNTED_AS_ONE: Final = ("ratio", "duration", "point")  # 一倍, 一年, 一个百分点
_COINS: Final = ("块", "角", "毛")
_NO_RATE: Final = ("换", "现", "付", "奖")
_LINES: Final = frozenset({"480", "720", "1080", "1440", "2160"})  # of a screen
_QUOTED_NAME: Final = 8
_ASSEMBLIES: Final = frozenset("届大协会")
_MEETINGS: Final = ("会议", "全会", "全体会议", "全体会")


def idiom(flat: str, start: int) -> bool:
    """Whether a set phrase of the lexicon stands at `start`."""
    return words().idioms.match(flat, start) is not None


def set_phrase(flat: str, text: str, start: int, unit: UnitWord) -> str:
    """Why a Chinese numeral is no count (a code of CONTEXT_REASONS), "" when it may be one."""
    before = flat[start - 1 : start]
    if before in _QUOTES_OPEN and any(mark in flat[start : start + _QUOTED_NAME] for mark in _QUOTES_CLOSE):
        return "name"  # “三个突破” is what something is called
    if len(text) > 1 or text in BARE or text == "半":
        return ""
    if unit.word == "次" and before in _ASSEMBLIES and flat.startswith(_MEETINGS, start + 2):
        return "ordinal"  # 届三次会议: which meeting, not how many
    if unit.kind == "money" and unit.word[0:1] in _COINS:
        return ""  # 一块零五
    if text == "一" and unit.kind not in _COUNTED_AS_ONE and before not in words().one_counts_after:
        return "article"
    return "idiom" if unit.word in words().weak else ""


def part_of_name(flat: str, start: int, end: int, unit: UnitWord) -> str:
    """Why a numeral with its unit is no quantity, "" when it may be one."""
    before = flat[start - 1 : start]
    if before.isascii() and before.isalpha() and unit.kind not in ("money", "ratio", "physical"):
        return "identifier"
    if unit.word[:1] == "个" and flat.startswith(words().procedure, end - len(unit.word) + 1):
        return "procedure"
    if unit.kind == "money" and flat[end : end + 1] == "兑" and not flat.startswith(_NO_RATE, end + 1):
        return "base"  # 1美元兑7.1元
    if unit.word == "P" and flat[start : end - 1] in _LINES:
        return "name"  # 1080P
    if unit.kind in ("grade", "ordinal") or unit.word == "折":
        return "name"
    if unit.kind in ("physical", "duration") and flat.startswith(words().name_after, end):
        return "name"
    return ""
