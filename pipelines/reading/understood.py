"""Units that are not printed right behind their number, and so are understood from what stands around it."""

from __future__ import annotations

import re
from typing import Final

from pipelines.lexicon import UnitWord
from pipelines.reading.numbers import SHARED_LIST
from pipelines.reading.quantity import Quantity, implied_unit, unit_at, words

_NOUN: Final = re.compile(r"(?![每前第数])[\u4e00-\u9fff]{1,8}")
_LISTED: Final = frozenset("、,，和及与/")
_RANKED: Final = ("列第", "居第", "位居", "位列", "列全", "居全", "排名", "排在", "排第")
_CLAUSE_STOPS: Final = ("，", "。", "；", "、", "\n", "", ",")
_FIRMS: Final = re.compile(
    r"[^，。；：、的\d\n项带支服帮为对引把向给使让]{0,10}企业(?=[，。；、）\n]|$|有|完|扭|已|中|均|都|共|参)"
)
_SAME_UNIT_REACH: Final = 24
_NOUN_REACH: Final = 10
_DATED: Final = ("年", "月", "日")  # nothing but a time stands before the number
_LED: Final = "达到至已有共约近为超过突破累计就仅各的升降增减在保持"  # what may stand between a noun and its number
_LIST_REACH: Final = 40
_WAN: Final = 10000
_INDEX_REACH: Final = 24
_RATIO: Final = "(?:收入|性别|抚养|产销|市盈|消费|差距|师生|生师|存贷|抵押|供需)比(?:值|例)?"
_INDEX: Final = "指数|系数|得分|评分|景气|PMI|CPI|PPI|AQI|容积率|生育率|汇率|中间价|投入强度|健康度"
_INDEX_NAME: Final = re.compile(
    rf"(?:(?P<ratio>{_RATIO})|(?P<gap>倍差)|{_INDEX})(?:[^，。；、\n]{{0,14}}[为是达至到在报于约近的了过超由从])?$"
)
_INDEX_LAST: Final = frozenset(
    "比差值例数分气IQ率价强度康为是达至到在报于约近的了过超由从"
)  # what the name and its verb end with
_INDEX_TAIL: Final = (
    "以上",
    "以下",
    "以内",
    "左右",
    "的",
    "缩小",
    "扩大",
    "提高",
    "下降",
    "上升",
    "降",
    "升",
    "提升",
    "和",
    "、",
)


_REACHED: Final = ("达", "达到", "突破", "增至", "升至", "增到", "超过", "超", "近")
_TOLD_REACH: Final = 30

INDEX_POINT: Final = UnitWord("", "index_point", "index")


def shared_unit(flat: str, position: int) -> UnitWord | None:
    """The unit at the end of a list: 3亿、4亿、5亿元."""
    if flat[position : position + 1] not in _LISTED:
        return None
    match = SHARED_LIST.match(flat, position)
    unit = unit_at(flat, match.end()) if match else None
    if unit is None or match is None or unit.kind in ("duration", "grade", "age"):
        return None
    listed = (
        "，" not in match[0] or match[0].count("，") > 1 or "分别" in flat[max(0, position - _LIST_REACH) : position]
    )
    return unit if listed else None  # 常住人口500万，120个社区: a comma opens a clause of its own


def people(flat: str, position: int) -> UnitWord | None:
    """The measure word left out before a noun: 923万贫困人口 are persons; 5600万棒 are counted in 棒."""
    noun = _NOUN.match(flat, position)
    if noun is None:
        return None
    for unit, nouns in words().nouns:
        if any(word in noun[0] for word in nouns):
            return UnitWord("", unit, "count")
    return UnitWord(noun[0], noun[0], "count") if len(noun[0]) == 1 else None


def by_noun(flat: str, last: Quantity | None, start: int, end: int, unit: UnitWord) -> UnitWord:
    """The unit of a measure word of many things, by the noun beside it: 木船四百余条, 52个装有建材的集装箱."""
    before, behind = flat[max(0, start - _NOUN_REACH) : start].rstrip(_LED), flat[end : end + _NOUN_REACH]
    for noun, name in words().noun_units[unit.word].items():
        if before.endswith(noun) or behind.startswith(noun) or f"的{noun}" in behind:
            return unit._replace(unit=name)
        silent = before[-1:] in _DATED and last is not None and (last.word, last.unit) == (unit.word, name)
        if silent and last is not None and start - last.end <= _SAME_UNIT_REACH:
            return unit._replace(unit=name)  # 累计2.1万箱，今年4600箱
    if unit.word == "个" and _FIRMS.match(flat, end):
        return unit._replace(unit="enterprise")  # 37个国营和集体工业企业
    return unit


def same_unit(flat: str, last: Quantity | None, start: int, end: int) -> UnitWord | None:
    """发送旅客5920万人，日均296万: the unit of the number before, where the clause ends behind this one."""
    if last is None or last.value is None:
        return None
    if flat[end : end + 1] not in _CLAUSE_STOPS and not flat.startswith(_RANKED, end):
        return None
    if last.kind == "count" and last.value < _WAN:
        return None  # 小学1200所，教师6.2万: things counted by the thousand are not of a kind with these
    between = flat[last.end : start]
    near = len(between) <= _SAME_UNIT_REACH and not any(mark in between for mark in "。；\n")
    return UnitWord("", last.unit, last.kind) if near else None


def told_before(flat: str, start: int, end: int) -> UnitWord | None:
    """消费者人数逐年增加，去年达到1.6亿。 What is counted was named in the clause before."""
    if flat[end : end + 1] not in _CLAUSE_STOPS or not flat.endswith(_REACHED, start - 2, start):
        return None
    first = max(flat.rfind(stop, max(0, start - _TOLD_REACH), start) for stop in "。；\n") + 1
    clause = flat.rfind("，", max(first, start - _TOLD_REACH), start)
    return implied_unit(flat[max(first, start - _TOLD_REACH) : clause]) if clause >= 0 else None


def index_unit(flat: str, start: int, end: int) -> UnitWord | None:
    """An index or a ratio is told without a unit: 城乡居民收入比由2.22缩小至2.17, 利用系数提高到0.58以上."""
    following = flat[end : end + 1]
    if flat[start - 1 : start] not in _INDEX_LAST or flat[start:end] == "1":
        return None  # 以农村居民收入为1 is what a ratio is reckoned on
    if following.isalpha() and not flat.startswith(_INDEX_TAIL, end):
        return None
    found = _INDEX_NAME.search(flat, max(0, start - _INDEX_REACH), start)
    if found is None:
        return None
    if found["gap"]:
        return UnitWord("", "times", "ratio")
    return UnitWord("", "比例", "ratio") if found["ratio"] else INDEX_POINT


_MOVES: Final = re.compile(r"(?:缩小|扩大|收窄|下降|回落|上升|提高|降低|减少|增加|提升)(?:了|约|近)?$")


def moved_by(flat: str, index: Quantity | None, start: int, end: int) -> UnitWord | None:
    """收入比为2.45，比上年缩小0.05: by how much the index before moved."""
    if index is None or start - index.end > _SAME_UNIT_REACH or flat[end : end + 1] not in _CLAUSE_STOPS:
        return None
    if any(mark in flat[index.end : start] for mark in "。；\n") or not _MOVES.search(flat, index.end, start):
        return None
    return UnitWord("", index.unit, index.kind)
