"""Numerals of Chinese text to exact decimals. The only place where 万 and 亿 become numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

DIGITS: Final = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
SMALL: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE: Final = {"万": 10**4, "亿": 10**8, "兆": 10**12}
TENS: Final = {"廿": 20, "卅": 30}
MAX_CHARACTERS: Final = 40  # a longer run of digits is damage or an identifier, not a quantity

_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")  # as nearly all are
_ARABIC: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)([十百千万亿兆]*)")
_HALVED: Final = {"半": Decimal("0.5"), "半亿": Decimal(5 * 10**7), "半万亿": Decimal(5 * 10**11)}
_SCALE: Final = {**SMALL, **LARGE}


def parse(text: str) -> Decimal | None:
    """Value of a numeral: Arabic (1,160), scaled (1.7万亿), mixed (3万5千), Chinese (两千三百, 三万五, 二〇二四).

    Returns None for anything that is not one well-formed numeral, among them vague ones (数万) and runs longer than
    MAX_CHARACTERS.
    """
    if not text or len(text) > MAX_CHARACTERS:
        return None
    if "0" <= text[0] <= "9":
        return Decimal(text) if _PLAIN.fullmatch(text) is not None else _arabic(text)
    return _chinese(text)


def _scale(text: str) -> int:
    """10000 for 万, 10**12 for 万亿: magnitudes multiply."""
    product = 1
    for char in text:
        product *= _SCALE[char]
    return product


def _arabic(text: str) -> Decimal | None:
    if (whole := _ARABIC.fullmatch(text)) is not None:  # nearly every one is of one part
        return Decimal(whole[1].replace(",", "")) * _scale(whole[2])
    total = Decimal(0)
    position = 0
    last = None
    while position < len(text):
        zero = position > 0 and text[position] == "零"  # 1亿零5万, and 2万零5 is 20005
        match = _ARABIC.match(text, position + zero)
        if match is None:
            return None
        digits, magnitude = match.groups()
        scale = _scale(magnitude)
        if last is not None and scale >= last:
            return None
        if magnitude == "" and last is not None and not zero and len(digits) == 1 and last > 10:
            scale = last // 10  # 3万5: the next place down
        total += Decimal(digits.replace(",", "")) * scale
        last = scale
        position = match.end()
        if magnitude == "" and position < len(text):
            return None
    return total


def _chinese(text: str) -> Decimal | None:
    if len(text) == 1 and text in DIGITS:
        return Decimal(DIGITS[text])
    if text in _HALVED:
        return _HALVED[text]
    if "点" in text:
        whole, _, part = text.partition("点")
        head = _chinese(whole)
        tail = part.rstrip("十百千万亿兆")
        if head is None or not tail or any(char not in DIGITS for char in tail):
            return None
        number = Decimal(f"{head}.{''.join(str(DIGITS[char]) for char in tail)}")
        return number * _scale(part[len(tail) :])
    if all(char in DIGITS for char in text):
        # 二〇二四 is written digit by digit; 三五 or 七八 is a guess between two numbers, which has no value.
        return Decimal("".join(str(DIGITS[char]) for char in text)) if len(text) >= 3 or "〇" in text else None
    return _places(text)


def _places(text: str) -> Decimal | None:
    """Place-value numerals, section by section (… 亿 … 万 …), with the short form 三万五 = 35000."""
    total = section = 0
    digit: int | None = None
    last_small = 10**4
    last_scale = 1  # scale of the last magnitude word, for the short form
    zero = False
    for char in text:
        if char in DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = DIGITS[char]
            zero = zero or digit == 0
        elif char in TENS:
            if digit is not None:
                return None
            section += TENS[char]
            last_small, last_scale = 10, 10
        elif char in SMALL:
            scale = SMALL[char]
            if scale >= last_small and section and digit is None:
                return None
            section += (1 if digit in (None, 0) else digit or 1) * scale
            last_small = last_scale = scale
            digit, zero = None, False
        elif char in LARGE:
            scale = LARGE[char]
            section += digit or 0
            if section == 0:
                section = 1 if total == 0 else 0
            if total and (scale > total or section == 0):
                total = (total + section) * scale  # 万亿, 千万亿
            else:
                total += section * scale
            section, digit, last_small, last_scale, zero = 0, None, 10**4, scale, False
        else:
            return None
    if digit is not None:
        short = digit and last_scale >= 100 and not zero
        section += digit * (last_scale // 10 if short else 1)
    return Decimal(total + section)
