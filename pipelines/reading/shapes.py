"""Numbers that are more than a numeral and a unit: fractions, ranges, ranks, ratios, doublings, vague ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from pipelines.lexicon import UnitWord
from pipelines.numerals import DIGITS, MAX_CHARACTERS, parse
from pipelines.reading.bounds import bound_after, bound_before, later_bound, share_bound, sign
from pipelines.reading.numbers import NUMERAL, NUMERAL_PATTERN, PARTS_PATTERN, trailing_magnitude
from pipelines.reading.quantity import Quantity, build, unit_at
from pipelines.records import Bound

RANGE_LINKS: Final = frozenset("-—~至到")
_PER: Final = re.compile(rf"每({NUMERAL})([^\d，。；、？！?!\n]{{1,8}}?)(?:中|里)?(?:就)?(?<![拥持])有({NUMERAL})")
_PERSONS: Final = {"person", "item", "位", "名"}
_NUMBERED: Final = ("表", "图", "件")
_WIDEST_PER: Final = 24  # code points that 每7台汽车有1台 may take up
_COLON: Final = re.compile("[:：∶]")
_TIMES: Final = re.compile("[×xX*]")
_CLOSING_QUOTES: Final = ("”", "’", '"', "'")
_WON: Final = ("取胜", "战胜", "击败", "战平", "获胜", "负于", "胜出", "逆转", "大胜", "小胜")
_MOST_PERCENT: Final = 10**7
_SIX_PLACES: Final = Decimal("0.000001")
_DOUBLED: Final[dict[str, Bound]] = {"近": "nearly", "约": "about", "超": "more_than"}
_HALVES: Final[dict[str, Bound]] = {"过": "more_than", "近": "nearly"}
_RANKS: Final = re.compile(r"第[\d一二三四五六七八九十]{1,3}(?:、[\d一二三四五六七八九十]{1,3})*[、和]$")


def _percent(top: Decimal | int, bottom: Decimal | int) -> Decimal:
    value = Decimal(top) * 100 / Decimal(bottom)
    return value if value == value.to_integral_value() else value.quantize(_SIX_PLACES).normalize()


def part_of(flat: str, text: str, start: int, end: int) -> Quantity | None:
    """百分之十二, 三分之二: percent of a whole; 千分之五 in its own unit."""
    whole, _, part = text.partition("分之")
    bottom, top = parse(whole), parse(part)
    if not bottom or top is None:
        return None
    if abs(_percent(top, bottom)) > _MOST_PERCENT:
        return None
    further = PARTS_PATTERN.match(flat, end + 1) if flat[end : end + 1] in RANGE_LINKS else None
    if further is not None and further[0].startswith(whole):
        high = parse(further[0].partition("分之")[2])
        if high is not None and top < high and "从" not in flat[max(0, start - 4) : start]:
            low_high = (top, high) if whole == "千" else (_percent(top, bottom), _percent(high, bottom))
            name = "per_mille" if whole == "千" else "percent"
            stop = further.end()
            numeral = flat[start:stop]
            return Quantity(
                start,
                stop,
                None,
                *low_high,
                name,
                "ratio",
                numeral,
                "range",
                numeral,
                "range",
                "num.parts_range",
                "",
                stop,
            )
    bound = bound_before(flat, start)
    if bound == "exact":
        bound = bound_after(flat, end)[0] or share_bound(flat, start)
    unit, value = ("per_mille", top) if whole == "千" else ("percent", _percent(top, bottom))
    return build(start, end, value, unit, "ratio", text, bound, text, "parts", "num.parts")


def slash(flat: str, text: str, start: int, end: int) -> Quantity | None:
    """2/3 of something; 24/7 and the like are labels."""
    top, bottom = (int(part) for part in text.split("/"))
    if not 0 < top < bottom or bottom > 100:
        return None
    bound = later_bound(flat, end, bound_before(flat, start))
    if bound == "exact":
        bound = share_bound(flat, start)
    return build(
        start,
        end,
        _percent(top, bottom),
        "percent",
        "ratio",
        text,
        bound,
        text,
        "parts",
        "num.slash",
    )


def product(flat: str, text: str, start: int, end: int) -> Quantity | None:
    """7×24小时 names a service of 168 hours a week; nothing is measured by it."""
    first, second = (int(part) for part in _TIMES.split(text))
    skip = 1 if flat[end : end + 1] in _CLOSING_QUOTES else 0
    unit = unit_at(flat, end + skip)
    if unit is None or unit.kind != "duration":
        return None
    stop = end + skip + len(unit.word)
    value = Decimal(first * second)
    return build(start, stop, value, unit.unit, unit.kind, unit.word, "exact", text, "plain", "num.product", "name")


def half(flat: str, text: str, start: int, end: int) -> Quantity:
    """过半, 近半, 一半."""
    bound = _HALVES.get(text[0]) or bound_before(flat, start)
    if bound == "exact":
        bound = bound_after(flat, end)[0] or "exact"
    return build(start, end, Decimal(50), "percent", "ratio", text, bound, text, "parts", "num.half")


def doubled(flat: str, text: str, start: int, end: int) -> Quantity:
    """翻一番 is growth of 100 %, 翻两番 of 300 %."""
    times = DIGITS.get(text[-2], 1)
    said = next((bound for mark, bound in _DOUBLED.items() if mark in text), None)
    bound = said or later_bound(flat, end, bound_before(flat, start))
    if bound == "exact" and flat.startswith("还多", end):
        bound = "more_than"
    return build(
        start, end, Decimal(2**times - 1) * 100, "percent", "ratio", "番", bound, text, "doubled", "num.doubled"
    )


def ratio(flat: str, text: str, start: int, end: int) -> Quantity | None:
    """2.1∶1 is 2.1; 87：9：4 has no one value; the score of a match is no ratio."""
    if len(text) > MAX_CHARACTERS or flat[start - 1 : start] in _NUMBERED:
        return None  # 表1：2022年
    numbers = [Decimal(part) for part in _COLON.split(text)]
    score = flat.startswith(_WON, end) or any(word in flat[max(0, start - 4) : start] for word in ("比分", "战胜"))
    if score or not all(numbers):
        return build(start, end, None, "比例", "ratio", "", "exact", text, "ratio", "num.score", "name")
    value = None
    if len(numbers) == 2 and numbers[0] == 1:
        value = numbers[1]  # 杠杆率1∶8.3
    elif len(numbers) == 2 and numbers[1]:
        value = (numbers[0] / numbers[1]).quantize(Decimal("0.0001")).normalize()
    return build(start, end, value, "比例", "ratio", "", bound_before(flat, start), text, "ratio", "num.ratio")


def one_in(flat: str, start: int) -> Quantity | None:
    """每7台汽车有1台 is a share; any other number behind 每 is the base of a rate and no figure of its own."""
    match = _PER.match(flat, start - 1, start - 1 + _WIDEST_PER)
    if match is None:
        return None
    bottom, top = parse(match[1]), parse(match[3])
    unit = unit_at(flat, match.end())
    if not bottom or not top or unit is None or top >= bottom:
        return None
    whole = unit_at(flat, match.end(1))
    if whole is None or (whole.unit != unit.unit and not {whole.unit, unit.unit} <= _PERSONS):
        return None  # 每万人有30个: of two kinds, no share
    end = match.end() + len(unit.word)
    return build(
        start - 1,
        end,
        _percent(top, bottom),
        "percent",
        "ratio",
        flat[start - 1 : end],
        "exact",
        match[0],
        "parts",
        "num.one_in",
    )


def vague(flat: str, start: int, end: int) -> Quantity | None:
    """数万, 几十, 上百: recognized, never given a value."""
    position = end
    while position < len(flat) and flat[position] in "几数多余万亿" and position - end < 3:
        position += 1
    unit = unit_at(flat, position)
    if unit is None:
        return None
    text = flat[start:position]
    return build(
        start,
        position + len(unit.word),
        None,
        unit.unit,
        unit.kind,
        unit.word,
        "about",
        text,
        "vague",
        "num.vague",
        "vague",
    )


def said_vaguely(flat: str, text: str, start: int, end: int) -> Quantity | None:
    """两位数 of growth, 零的突破: a figure is spoken of and not given."""
    if flat.startswith("位数", end):
        tail = "位数"
    elif text in ("零", "〇"):
        tail = "的突破" if flat[end] == "的" else "突破"
    else:
        return None  # 三大突破
    stop = end + len(tail)
    return build(start, stop, None, "number", "none", "", "about", flat[start:stop], "vague", "num.vague", "vague")


def pair(text: str, start: int, end: int, unit: UnitWord | None) -> Quantity | None:
    """七八个, 三五年: a guess between two numbers."""
    if unit is None or len(text) < 2:
        return None
    if text[-1] in DIGITS and text[-2] in DIGITS:
        low, high = parse(text[:-1]), parse(text[:-2] + text[-1])
    elif text[0] in DIGITS and text[1] in DIGITS:
        low, high = parse(text[0] + text[2:]), parse(text[1:])  # 二三十
    else:
        return None
    if low is None or high is None or not low < high:
        return None
    end += len(unit.word)
    name = unit.unit
    if unit.word == "成":
        name, low, high = "percent", low * 10, high * 10
    return Quantity(
        start, end, None, low, high, name, unit.kind, unit.word, "range", text, "range", "num.pair", "", end
    )


def between(
    flat: str, text: str, value: Decimal, unit: UnitWord | None, start: int, position: int
) -> tuple[Quantity, UnitWord] | None:
    """2—3个, 10万到12万吨, 5%至6%. 从5%到6% is a change, not a range."""
    link = position + (len(unit.word) if unit else 0)
    match = NUMERAL_PATTERN.match(flat, link + 1)
    if match is None:
        return None
    high = parse(match[0])
    end_unit = unit_at(flat, match.end())
    if high is None or end_unit is None or (unit is not None and unit.unit != end_unit.unit) or value >= high:
        return None
    if unit is not None and flat[link] in "到至":
        left = flat[max(0, start - 10) : start]
        if "从" in left or "由" in left:
            return None
    low = value
    if end_unit.kind == "ratio" or end_unit.unit == "degree_celsius":
        start, low = sign(flat, start, low)
    magnitude = trailing_magnitude(match[0])
    if unit is None and magnitude and not trailing_magnitude(text):
        scaled = parse(text + magnitude)
        if scaled is not None and scaled < high:
            low = scaled  # 10—12万吨: the magnitude is shared
    name = end_unit.unit
    if end_unit.word == "成":
        name, low, high = "percent", low * 10, high * 10
    end = match.end() + len(end_unit.word)
    numeral = flat[start : match.end()]
    return Quantity(
        start, end, None, low, high, name, end_unit.kind, end_unit.word, "range", numeral, "range", "num.range", "", end
    ), end_unit


def among_ranks(flat: str, start: int, unit: UnitWord | None) -> bool:
    """Whether a number is one of several ranks with one 第: 分列第二、三位."""
    return unit is not None and unit.word in ("位", "名") and _RANKS.search(flat, max(0, start - 12), start) is not None


def ordinal(text: str, value: Decimal, start: int, end: int, before: str, unit: UnitWord | None) -> Quantity:
    """第二, 前十: a rank or the name of a thing; meaning.py tells which. `start` is behind the 第, there or not."""
    word = unit.word if unit is not None and unit.word in ("位", "名", "强") else ""
    shape = "top" if before == "前" else "ordinal"
    bound: Bound = "at_most" if before == "前" else "exact"
    context = "ordinal" if unit is not None and not word else ""
    return build(
        start - 1, end + len(word), value, "rank", "rank", word, bound, before + text, shape, f"num.{shape}", context
    )


# The shapes that a group of the scan's pattern is read as.
BY_GROUP: Final[dict[str, Callable[[str, str, int, int], Quantity | None]]] = {
    "parts": part_of,
    "half": half,
    "doubled": doubled,
    "product": product,
    "slash": slash,
    "ratio": ratio,
}
