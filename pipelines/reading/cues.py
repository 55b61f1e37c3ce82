"""Words right before a number that say how its name is made up: 日均, 每吨, 占全国, 完成…任务, 进口方面."""

from __future__ import annotations

import re
from typing import Final

from pipelines.reading.naming import attribute_of, is_act
from pipelines.reading.phrases import noun_after, without_verb
from pipelines.reading.quantity import Quantity

_PER: Final = re.compile(
    r"(?:日均|月均|(?:单[日次])?最[高长大多](?:单日)?|高峰日|单日|首日|(?:平均)?每(?:人|户|亩|天|日|月|个.{1,3}?))"
    r"(?=[达约近超为有到过]{0,3}$)"  # what stands between it and its number
)
_PER_HEAD: Final = re.compile(r"(?:日均|月均|(?:单[日次])?最[高长大多](?:单日)?|高峰日|单日|首日)(?=..)")
_PER_HEADS: Final = frozenset("日月单最高首平每")
_RATES: Final = {
    "平均每户": "户均",
    "每户": "户均",
    "平均每人": "人均",
    "每人": "人均",
    "平均每亩": "亩均",
    "每亩": "亩均",
}
_EACH: Final = re.compile(
    r"(?:平均)?每(?:公斤|千克|平方米|立方米|百斤|斤|吨|升|克|亩|度|辆|台|箱|桶|担|件|张|瓶|袋|只|头|个|枝|棵|股)(?:高|低|贵|多|少)?$"
)
_SHARED: Final = re.compile(r"占(?!率|比|有|股|地(?![区方]))")
_WHOLES: Final = ("全市", "全省", "全县", "全区")
_LONG: Final = 6  # characters of a whole that is more than the name of one
_LED: Final = re.compile("^[约各分别]+|(?:[约各分别仅虽却就均已只]|大约|独)+$")  # what only leads to 占
_OF_ALL: Final = re.compile(r"(?:不到|不足|占|以|近|约|了|超过|用|过|有|是)(全国|全球|世界)的?(?:近|约|超过?)?$")
_TASK: Final = re.compile(
    r"完成了?(?:全年|年度|今年|当年|国家)*(?P<task>[^，]{0,10}?)的?(?P<kind>任务|计划|目标|预算)数?的?(?:近|约|超过?)?$"
)
_TASKS: Final = frozenset(["目标", "任务", "计划", "生产", "工作", "奋斗"])  # of no kind: 完成目标任务
_MOVED: Final = re.compile(r"(开行|发运|运送|运输|发送|通行)(?:了|量|突破|超过|超|达到?|近|约){0,2}$")
_FILLER: Final = re.compile(
    r"(?:其中|分别|各|[，、和及与（“]|的|为|是|达到?|约|近|超过?|突破|逾|仅|共|有|已|由|从|目标|计划|预计|争取|力争|确保|保证){0,5}"
)
_GOES_ON: Final = re.compile(r"其中|(?:分|按|从)[^，。；：\d]{1,8}(?:看|分)[，：]")
_GOAL: Final = re.compile("的(?:全年|年度|既定|预期|年初|控制)+(?:预期)?(?:目标|任务|计划)")
_TOPIC: Final = re.compile(r"[在从]?(?:主要)?([^，。；：]{2,4})(?:方面|(?:商品|货物|产品)中?)[，：]")
_TOWN: Final = 3  # characters of a town's name
_TOWNS: Final = frozenset("市县旗")
_PLACE_TAILS: Final = frozenset(["港", "港区", "片区", "市", "县", "区", "州", "站"])  # behind the name of a place
_NO_TOWNS: Final = frozenset(
    ["城市", "股市", "楼市", "车市", "夜市", "超市", "上市", "门市", "集市", "菜市", "红旗", "军旗"]
)
_REACH: Final = 8  # code points before a number in which these stand
_TASK_REACH: Final = 22


def rate_before(flat: str, start: int, end: int, before: str, bare: bool) -> str:
    """日均, 每户: what a level is reckoned on that otherwise is the one told before."""
    if not bare and before[0] not in _PER_HEADS:
        return ""
    rate = _PER.search(flat, max(start, end - _REACH), end)
    return rate[0] if rate is not None and (bare or before == rate[0]) else ""


def rated(rate: str, name: str) -> str:
    """The name reckoned so, and no longer as it was: 最高单日车流量 after 日均车流量."""
    earlier = _PER_HEAD.match(name)
    return _RATES.get(rate, rate) + (name[earlier.end() :] if earlier is not None else name)


def priced(before: str) -> str:
    """Without the unit that the money is for: 均价 of 均价每吨, 鸡蛋价格 of 鸡蛋每斤."""
    each = _EACH.search(before) if "每" in before else None
    if each is None:
        return before
    thing = without_verb(before[: each.start()])
    return thing if not thing or attribute_of(thing) else thing + "价格"


def parted(before: str) -> tuple[str, str] | None:
    """A part and its whole: 汽车占工业; no word such as 市占率."""
    shared = _SHARED.search(before, 0, len(before)) if "占" in before[:-1] else None
    if shared is None:
        return None
    part, total = _LED.sub("", before[: shared.start()]), before[shared.end() :]
    whole = not part and len(total) > _LONG and total.startswith(_WHOLES)
    return part, total[2:] if whole else total


def part_of_all(flat: str, segment: int, quantity: Quantity, code: str) -> str:
    """耕地占全国 of 以全国3%的耕地, where the share is told of a part of the nation, by its code."""
    end = quantity.start
    found = _OF_ALL.search(flat, max(segment, end - _REACH), end) if code not in ("", "CN", "WORLD") else None
    after = noun_after(flat, quantity)[0] if found is not None else ""
    return f"{after}占{found[1]}" if found is not None and len(after) > 1 else ""


def task_before(flat: str, segment: int, end: int) -> str:
    """What was completed, where its own words say so: 收购任务 of 完成收购任务的96%."""
    found = _TASK.search(flat, max(segment, end - _TASK_REACH), end)
    own = found is not None and len(found["task"]) > 1 and found["task"] not in _TASKS
    return found["task"] + found["kind"] if found is not None and own else ""


def act_before(flat: str, segment: int, end: int) -> str:
    """An act that tells a figure without a noun: 累计开行1万列."""
    found = _MOVED.search(flat, max(segment, end - _REACH), end)
    return found[1] if found is not None else ""


def is_rate(before: str) -> bool:
    """Whether the words only say what a level is reckoned on: 平均每亩."""
    return _PER.fullmatch(before) is not None


def silent(flat: str, start: int, end: int) -> bool:
    """Whether these words tell nothing of their own: 分别为, 其中."""
    return _FILLER.fullmatch(flat, start, end) is not None


def goes_on(flat: str, start: int) -> bool:
    """Whether a sentence splits what the one before told: 其中, 分县市看."""
    return flat[start : start + 1] in "其分按从" and _GOES_ON.match(flat, start, start + 2 * _REACH) is not None


def splits(flat: str, start: int) -> bool:
    """Whether a sentence splits what its paragraph is about: 分季度看."""
    return flat[start : start + 1] in "分按从" and goes_on(flat, start)


def is_goal(flat: str, end: int) -> bool:
    """Whether a figure is the goal of what was told before: 提前完成40万人的全年目标."""
    return flat[end : end + 1] == "的" and _GOAL.match(flat, end) is not None


def is_town(before: str) -> bool:
    """Whether the words only name a place that the catalogue does not know, or end the name of one: 石桥市, 钦州港."""
    named = len(before) == _TOWN and before[-1] in _TOWNS and before[-2:] not in _NO_TOWNS
    return named or before in _PLACE_TAILS


def topic_of(flat: str, start: int) -> str:
    """The act that a sentence says first it is about: 进口 of 进口方面，…."""
    found = _TOPIC.match(flat, start, start + _REACH)
    return found[1] if found is not None and is_act(found[1]) else ""
