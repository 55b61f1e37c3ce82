"""Units that are not printed right behind their number, and so are understood from what stands around it."""

from __future__ import annotations

import re

from pipelines.lexicon import UnitWord
from pipelines.reading.numbers import SHARED_LIST
from pipelines.reading.quantity import Quantity, unit_at, words

_NOUN = re.compile(r"(?![每前第数])[\u4e00-\u9fff]{1,8}")
_LISTED = frozenset("、,，和及与/")
_CLAUSE_STOPS = ("，", "。", "；", "、", "\n", "", ",")
_SAME_UNIT_REACH = 24
_LIST_REACH = 40
_WAN = 10000
_INDEX_REACH = 24
_RATIO = "(?:收入|性别|抚养|产销|市盈|消费|差距|师生|生师|存贷|抵押|供需)比(?:值|例)?"
_INDEX = "指数|系数|得分|评分|景气|PMI|CPI|PPI|AQI|容积率|生育率|汇率|中间价|投入强度|健康度"
_INDEX_NAME = re.compile(
    rf"(?:(?P<ratio>{_RATIO})|{_INDEX})(?:[^，。；、\n]{{0,14}}[为是达至到在报于约近的了过超由从])?$"
)
_INDEX_LAST = frozenset(
    "比值例数分气IQ率价强度康为是达至到在报于约近的了过超由从"
)  # what the name and its verb end with
_INDEX_TAIL = (
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


INDEX_POINT = UnitWord("", "index_point", "index")


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


def same_unit(flat: str, last: Quantity | None, start: int, end: int) -> UnitWord | None:
    """发送旅客5920万人，日均296万: the unit of the number before, where the clause ends behind this one."""
    if last is None or last.value is None or flat[end : end + 1] not in _CLAUSE_STOPS:
        return None
    if last.kind == "count" and last.value < _WAN:
        return None  # 小学1200所，教师6.2万: things counted by the thousand are not of a kind with these
    between = flat[last.end : start]
    near = len(between) <= _SAME_UNIT_REACH and not any(mark in between for mark in "。；\n")
    return UnitWord("", last.unit, last.kind) if near else None


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
    return UnitWord("", "比例", "ratio") if found["ratio"] else INDEX_POINT
