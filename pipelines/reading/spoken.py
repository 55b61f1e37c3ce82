"""Money as people say it: 一块零五, 三毛五, 七角三分, 五千块, 三点四个亿; and units that the words before complete."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from pipelines.lexicon import UnitWord
from pipelines.numerals import parse
from pipelines.reading.quantity import implied_unit

SPOKEN: Final = frozenset({"块", "个", "箱", "元", "分"})
COINS: Final = frozenset("角毛")
_DIGIT: Final = "[一二两三四五六七八九1-9]"
_END: Final = r"(?=[，。；、：！？”’）,;!?\n]|[买卖涨降贵左以的到收]|一(?:公斤|[斤个只头亩吨张])|$)"
_STOPS: Final = frozenset("，。；、：！？”’）,;!?\n左以") | {""}
_SHORT: Final = re.compile(rf"块(零?)({_DIGIT})(?:钱|{_END})")
_COINS: Final = re.compile(rf"[角毛](?:钱|({_DIGIT})(?:分钱?|{_END})|{_END})")
_PRICED: Final = re.compile(
    r"(?:(?:(?:票|房|菜|粮|肉|均|单|售|米|底|身|标|进|原|定|报|物|油|电|水|气|药)?价|[电话运水医药租学]费|工钱|工资|薪|收入|补贴|补助|奖金"
    r"|成本|利润|租金|罚款)[^，。；]{0,5}"
    r"|(?:[每一](?:公?斤|亩地?|吨|头|只|天|人|度|晚|张票?|亩)|[卖挣赚给落剩省掏贵高低涨降罚奖付便宜])"
    r"(?:了|到|得|上|过|出|不下|足|着)?)(?:只有|约|近|超过|超|不到|大概|只|能|才|就|为|是|要)?$"
)
_REACH: Final = 16
_HUNDRED_MILLION: Final = Decimal(10**8)
_YI: Final = re.compile(r"个(多?)亿(?=[，。；、：！？”’）,;!?\n左以的多]|$)")


class Spoken(NamedTuple):
    """The value and the unit of a figure told in spoken words; `more` where 多 stands inside it."""

    value: Decimal
    unit: UnitWord
    more: bool = False


def spoken(flat: str, value: Decimal, start: int, position: int, unit: UnitWord) -> Spoken | None:
    """What a numeral that ends at `position` before a word of SPOKEN says beyond it; None for the unit as it stands."""
    if unit.word == "元":
        priced = "每平" in flat[start - 7 : start] and flat[position - 1] != "万"
        return Spoken(value, _PER_M2) if priced and _per_m2(flat, start) else None
    if unit.word == "块":
        return _yuan(flat, value, start, position, unit)
    if unit.word == "个":
        return _hundred_millions(flat, value, start, position)
    if unit.word == "箱":
        named = flat[max(0, start - _REACH) : start]
        within = named[max(named.rfind(mark) for mark in "，。；\n") + 1 :]
        return Spoken(value, UnitWord("箱", "TEU", "count")) if "集装箱" in within and "吞吐" in within else None
    if flat[position + 1 : position + 2] == "钱":  # 分
        return Spoken(value / 100, UnitWord("分钱", "CNY", "money"))
    return None


def coins(flat: str, value: Decimal, start: int, position: int) -> Spoken | None:
    """七角三分, 三毛五, 五毛钱; 角 and 毛 alone only where a price is told."""
    found = _COINS.match(flat, position)
    if found is None or value >= 10 or (flat[position] == "角" and flat[start - 1 : start] in ("长", "珠")):
        return None
    said = found[0]
    if len(said) == 1 and not priced(flat, start):
        return None
    more = parse(found[1]) if found[1] else None
    return Spoken((value + (more or 0) / Decimal(10)) / 10, UnitWord(said, "CNY", "money"))


def priced(flat: str, start: int) -> bool:
    """Whether the words before a number tell a price or a pay."""
    return _PRICED.search(flat, max(0, start - _REACH), start) is not None


def bare_price(flat: str, value: Decimal, start: int, end: int) -> UnitWord | None:
    """涨到一万一, 工资八千五: the unit of money that goes without a word behind a Chinese numeral."""
    if value < 100 or flat[end : end + 1] not in _STOPS or not priced(flat, start):
        return None
    return UnitWord("", "CNY", "money")


_PER_M2: Final = UnitWord("元", "CNY_per_m2", "money")
_ADJACENT: Final = re.compile(r"每平(?:方)?米(?:约|为|超过?|近|达到?)?$")


def _per_m2(flat: str, start: int) -> bool:
    """每平方米4876元 is a price of floor space as it is told."""
    return _ADJACENT.search(flat, max(0, start - 7), start) is not None


def _yuan(flat: str, value: Decimal, start: int, position: int, unit: UnitWord) -> Spoken | None:
    """一块二 and 一块零五; 五千块 where a price is told, since 块 counts pieces as well."""
    short = _SHORT.match(flat, position)
    if short is not None:
        part = (parse(short[2]) or 0) / Decimal(100 if short[1] else 10)
        return Spoken(value + part, UnitWord(short[0], "CNY", "money"))
    if flat[position + 1 : position + 2] in _STOPS and priced(flat, start):
        return Spoken(value, unit._replace(unit="CNY", kind="money"))
    return None


def _hundred_millions(flat: str, value: Decimal, start: int, position: int) -> Spoken | None:
    """三点四个亿 is 340 million, of money unless the words before count something else; 3个亿元县 are counties."""
    found = _YI.match(flat, position) if flat[position + 1 : position + 2] in ("亿", "多") else None
    if found is None:
        return None
    unit = implied_unit(flat[max(0, start - 10) : start]) or UnitWord("", "CNY", "money")
    return Spoken(value * _HUNDRED_MILLION, unit._replace(word=found[0]), found[1] != "")
