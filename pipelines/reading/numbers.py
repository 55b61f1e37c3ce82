"""The patterns of numerals in running text. A magnitude never swallows the head of a unit: 5千瓦, 0.5百分点."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_MAGNITUDE: Final = r"(?:[十万亿拾佰仟]|百(?!分)|千(?![瓦克米伏焦卡帕赫升]|分点))"
_PLAIN: Final = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_ARABIC: Final = (
    rf"{_PLAIN}(?:{_MAGNITUDE}{{1,4}}(?:零?\d{{1,4}}(?:\.\d+)?[百千万]+){{0,2}}(?:零?\d{{1,4}}(?![\d.,年]))?)?"
)
_HALF: Final = r"半(?=个?(?:小时|百分点)|天(?:[，。；、\n内左以即就]|$))"
_FORMAL: Final = "壹贰叁肆伍陆柒捌玖"  # alone they are mostly words: 大陆港口, 伍家岗
_CHINESE: Final = (
    rf"(?:半万?亿|{_HALF}|"
    rf"(?:[〇零一二两三四五六七八九廿卅拾]|{_MAGNITUDE}"
    rf"|[{_FORMAL}](?:(?=[拾佰仟百千万亿元圆角分点{_FORMAL}])|(?<=[拾佰仟百千万亿零{_FORMAL}].)))++"  # ++: no memory
    rf"(?:点[〇零一二三四五六七八九]+{_MAGNITUDE}*)?)"
)
NUMERAL: Final = rf"(?:{_ARABIC}|{_CHINESE})"
NUMERAL_PATTERN: Final = re.compile(NUMERAL)
PARTS: Final = rf"(?:百|千|万|[二三四五六七八九十]{{1,3}})分之{NUMERAL}"
PARTS_PATTERN: Final = re.compile(PARTS)
MAGNITUDES: Final = re.compile(f"{_MAGNITUDE}+")
PER_UNIT: Final = re.compile(r"/(?:10[万千百]|100000|[万千百])人?")
SHARED_LIST: Final = re.compile(rf"(?:[、,，和及与/]{NUMERAL}){{1,12}}")
# Where one of the shapes below may begin; 过, 近, 半 and 翻 seldom do.
_LEAD: Final = (
    r"[\d〇零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟过近半翻]"
    r"(?<![过近](?!半))(?<!半(?![数亿万小天个]))(?<!翻(?![了近约超一两二三四番]))"
)
# 2026-01-20, 2026/1/20 and 2026.01.20 are days, not what is counted.
_DATE: Final = (
    r"(?<!\d)(?:19|20)\d{2}(?P<between>[-/.])(?:0?[1-9]|1[0-2])(?P=between)(?:0?[1-9]|[12]\d|3[01])(?![\d.%万亿])"
)
_SINGLE: Final = "〇零一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_OPENING: Final = "第前每数几上"  # before a numeral these make something of it whatever follows
_FOLLOWING: Final = (
    _SINGLE + "万亿半点分几数位的突余多来角毛/-—~至到、,，和及与"
)  # and these behind it, besides measure words
SCAN: Final = re.compile(
    rf"(?P<parts>{PARTS})"
    r"|(?P<half>(?:过半|近半|半数)(?!万?亿)|一半)"
    r"|(?P<doubled>翻(?:了)?(?:近|约|超过|超)?(?:[一两二三四]番|番))"
    rf"|(?P<date>{_DATE})"
    r"|(?P<clock>\d{1,2}(?:点|时)(?:\d{1,2}分|半|许|钟|整|左右)|\d{1,2}[:：]\d{2}(?![\d.:：∶]))"
    r"|(?P<ratio>\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?){1,9})"
    r"|(?P<product>\d{1,2}[×xX*]\d{1,3}(?![\d.]))"
    r"|(?P<slash>(?<![\d/])\d{1,3}/\d{1,3}(?![\d/]))"
    rf"|(?P<arabic>{_ARABIC})"
    rf"|(?P<chinese>{_CHINESE})"
)


def leads(units: Iterable[str]) -> re.Pattern[str]:
    """Where a number may begin. A lone Chinese numeral seldom does: one of `units` or the like must stand behind it.

    `units` are the first characters of the measure words.
    """
    behind = re.escape("".join(sorted({*units, *_FOLLOWING})))
    return re.compile(f"{_LEAD}(?<![{_SINGLE}](?![{behind}])(?<![{_OPENING}][{_SINGLE}]))")


def trailing_magnitude(text: str) -> str:
    """万 of 12万; "" for a Chinese numeral."""
    return text[len(text.rstrip("十百千万亿")) :] if text[0].isdigit() else ""
