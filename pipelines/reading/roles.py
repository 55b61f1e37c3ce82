"""What a period in a text is to the figures around it: their own, what a change is reckoned from, or nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipelines.periods import PeriodHit
from pipelines.reading.asides import alone, of_things
from pipelines.records import Period

_PLAN_TITLE: Final = re.compile(r"[”’」\"]?[^，。；、]{0,14}(?:规划|纲要|专项)")
_YEAR_OF: Final = re.compile(r"的?[^，。；：\d]{0,8}(?:一年|之年|年头)")
_AGED: Final = re.compile(r"(?:已经|已|刚|才|快)?[\d一二三四五六七八九十]{1,3}(?:多|来)?岁")
_NO_TIME: Final = re.compile(r"(?:年)?(?:不变价|可比价|价格计算)")
_PLAN: Final = re.compile(
    r"(?:(?:确定|制定|下达|既定|预定)的)?(?:国家|生产|投资|财政)*(?:计划|任务|目标|预算)(?!是|为|：|新|建|投|开|改|实|安)"
)
_FULFILLED: Final = re.compile(r"(?:完成|超额|达到|执行)[^，。；、]{0,2}$")
_OF_PLAN: Final = re.compile(r"[”\"]?[^，。；、]{0,8}?(?:计划|任务|目标|预算)")
_KEPT_TO: Final = re.compile(r"(?:实现|完成|超额|达到|执行)[了“\"]*$")
_MOST: Final = re.compile(r"[^，。；\d]{0,6}最[高多大快好低少][^，。；\d]{0,4}(?:年|水平|纪录|次|时期)")
_COMPARED: Final = re.compile(r"(?:比|较|(?<!参)与|(?<![自理])由|从)[^，。；、：,？！?!\n于在将已]{0,5}\Z")
_RECORD_HELD: Final = re.compile(
    r"[比较](?:历史|有史以来|建国以来|以往|过去)[^，。；\n]{0,6}的\Z"
)  # 比历史最高水平的1984年还多
_BACK_TO: Final = ("恢复", "恢复到", "恢复至")
_BOOKED: Final = ("排", "排产", "排期", "排单")
_RECORD: Final = ("创", "创下", "创出", "刷新")
_INDEXED: Final = ("=100", "＝100", "为100")
GROUND: Final = ("基础上", "的基础上", "基数上")
_GROUND: Final = re.compile(r"(?:的?[\d.万亿]+[^，。；\d]{1,4})?的?(?:基础上|基数上)")
_EQUALS: Final = re.compile(r"(?:是|为|相当于|等于|到|达|只及|仅及)$")
_RATIO: Final = re.compile(
    r"(?:同期|全年)?(?:\d[\d.万亿]*[^，。；、\d]{1,4})?的(?:近|约)?[\d.点一二三四五六七八九十百两]+(?:%|倍|成|余倍|多倍|分之)"
)
_WHOLE: Final = re.compile(
    r"(?:全年|同期|前?[\d一二三四五六七八九十]+年)?的?(?:总和|总量|总数|规模|水平)"
)  # 相当于2012年全年的总和
_SCENE: Final = re.compile(
    r"[，的一]{0,3}(?:清晨|上午|下午|傍晚)?，?(?:本报)?(?:记者|笔者)(?:一行)?(?:再次|又)?(?:走|来|沿|在|赶|驱|踏|随|跟|探|看|深|到|乘)"
)
_MONTH: Final = 31  # days
_YEAR: Final = 364
_WHOLE_YEAR: Final = frozenset({"全年", "年度", "全年度", "本年", "本年度", "当年", "年初"})
_SELDOM: Final = frozenset({"comparison", "title", "base"})


def role_of(flat: str, hit: PeriodHit, published: date | None) -> str:
    """use | own (of its clause alone) | things (of what is counted) | base (of a change) | rate | event | skip."""
    if alone(flat, hit, published):
        return "own"
    if hit.kind == "rate":
        return "rate"
    if hit.kind in _SELDOM:
        return "skip" if hit.kind == "title" else "base"
    if hit.time.start is None and hit.time.end is None:
        return "skip"
    if hit.kind == "plan_period" and _PLAN_TITLE.match(flat, hit.end):
        return "skip"
    if hit.kind == "plan_period" and _YEAR_OF.match(flat, hit.end):
        return "skip"  # 2026年是第十五个五年计划的关键一年 is told of that year
    left = flat[max(0, hit.start - 6) : hit.start]
    if hit.kind == "plan_period" and _KEPT_TO.search(left) and _OF_PLAN.match(flat, hit.end):
        return "skip"  # 提前两年实现“八五”计划目标
    if hit.kind == "since" and left.endswith(("是", "为", "创")) and _MOST.match(flat, hit.end):
        return "skip"  # 是建国以来增幅最高的一年
    if _AGED.match(flat, hit.end):
        return "own"  # 今年62岁
    if _NO_TIME.match(flat, hit.end) or (flat[hit.start : hit.end] in _WHOLE_YEAR and _PLAN.match(flat, hit.end)):
        return "skip"
    if flat[hit.start : hit.end] in _WHOLE_YEAR and _FULFILLED.search(left) and _OF_PLAN.match(flat, hit.end):
        return "skip"  # 提前六天完成全年原油生产计划
    if _COMPARED.search(left) and "比例" not in left and "比重" not in left:
        return "base"
    if left.endswith("的") and _RECORD_HELD.search(flat, max(0, hit.start - 14), hit.start):
        return "base"
    if left.endswith(_BOOKED):
        return "skip"  # 订单排到2029年
    if left.endswith(_RECORD) or flat.startswith(_INDEXED, hit.end):
        return "skip"  # 创年内新高; an index with 上年=100
    if _GROUND.match(flat, hit.end):
        return "base"  # 在去年基础上再增
    if left.endswith(_BACK_TO) and _RATIO.match(flat, hit.end):
        return "base"  # 恢复到2019年的49.7%
    if _EQUALS.search(left) and (_RATIO.match(flat, hit.end) or _WHOLE.match(flat, hit.end)):
        return "base"
    if _SCENE.match(flat, hit.end):
        return "skip"  # 8月中旬，记者走进…
    if of_things(flat, hit):
        return "things"
    return "event" if hit.kind == "event_day" else "use"


def years_ago(time: Period) -> bool:
    """五年前 tells when something began, and of no figure in the sentences after."""
    if time.basis != "point" or time.start is None or time.end is None:
        return False
    return (time.end - time.start).days > _MONTH


def within_year(time: Period) -> bool:
    """上半年, told in one paragraph of a report, is of that paragraph alone where the section names a year."""
    return time.start is not None and time.end is not None and (time.end - time.start).days < _YEAR


def part_of_year(time: Period, title: Period | None) -> bool:
    """12月份, told in one sentence of a bulletin on a year (`title`), is not of the next."""
    if title is None or title.start is None or title.end is None or within_year(title) or not within_year(time):
        return False
    return time.end is not None and title.start <= time.end <= title.end
