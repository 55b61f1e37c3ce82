"""What kind of figure a number is: a level, a growth, a share, a completion rate or a rank."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from pipelines.lexicon import alternation, read_words
from pipelines.reading.durations import by_days, by_years, is_age, is_told
from pipelines.reading.quantity import Quantity
from pipelines.records import Measure
from pipelines.wordlist import LEXICON, WordList

_RATIOS: Final = frozenset({"percent", "per_mille", "times", "比例"})
_POINTS: Final = frozenset({"percentage_point", "basis_point", "permille_point", "番"})
_TO: Final = frozenset("到至为成")
_FALL_NAMES: Final = ("降幅", "跌幅", "减幅")
_GROWTH_AFTER: Final = re.compile(r"(?:左右|以上|以内)?的(?:同比|年均|平均|高|较快)*(?:增速|增长|增幅|速度|涨幅)")
_DONE: Final = re.compile(
    r"完成(?:了)?(?:全年|年度|年|预算|国家|原定|第.{1,3})?(?:任务|计划|目标|预算)?的?(?:了)?$"
    r"|(?:已经?|[已经]了?)?(?:播种|播栽|收获|收割|机收|机播|栽插|插秧|移栽|翻耕|犁耙|采收|摘收)(?:了|已|已经|近|约|超|过|超过|达|达到)*$"
    r"|完工(?:了|近|约|超过?|逾|达到?)*$|完成总量的$|[割播打收栽种插锄耕犁]完(?:了|近|约|超过)*$"  # 谷子割完九成五
    r"|(?:计划|预算|任务|目标)(?:数)?的(?:约|近)?$|(?:设计|工程|施工)总?量的(?:约|近)?$"
    r"|完成[^，。；]{0,20}(?:计划|任务|目标|预算|工程量)[^，。；]{0,10}的$"
)
_RESTORED: Final = re.compile(
    r"(?:恢复|相当)[到至于][^，]{2,12}的?(?:约|近)?$"  # 恢复到2019年同期的九成
    r"|(?:同期|同月|[去上前往常]年|正常年[份景]|[之以]前|平均(?:水平|数|值)?)的(?:约|近|不[足到])?$"  # 去年同月的三成
)
_SHARE_BASE: Final = re.compile("[比较由从][^，。；]{1,10}的")  # 占比为6%，较2021年的3%翻了一番
_PERCENT: Final = ("百分之", "千分之")  # 百分之五 is said where 5% is written
_RATE: Final = re.compile(r"率[^率，]{0,6}$")
_PART_OF: Final = ("的", "以上的", "左右的", "为", "来自", "由", "是")
_OF_RATE: Final = (
    "的税率",
    "的利率",
    "的费率",
    "的关税",
    "的汇率",
    "的概率",
    "的速度",
    "的水平",
    "的折扣",
    "的目标",
    "的年度目标",
    "的全年目标",
    "的预期目标",
)
_THRESHOLD: Final = re.compile(
    r"(?:及|（含）)?以上(?:的|重大|产业|工业|制造业|农业|服务业|重点|先进|优质|大)*"
    r"(?:项目|企业|工程|产业|园区|基地|大户|固定资产投资)"
    r"|以上的?(?:就|已|共)?(?:有|达到?|超过?|不少于|不低于|为|约|近)?[\d一二三四五六七八九十两]+多?[个家户宗](?!月)"
)
# Counts behind a share that only says which of them: 优良率超过80%的有12个.
_GROUP: Final = re.compile(
    r"(?:以上|以下)?的(?:城市|企业|地区|[省市县区乡镇村])?(?:已|共|仅|只)?有?[\d一二三四五六七八九十两百]+[多余]?[个家户所座](?!百分)"
)
# What is counted of those above a size: 财政收入过亿元的县, 超百亿元企业.
_SIZED: Final = re.compile(
    r"的?(?:[县市区乡镇村](?![场]|值|级)|企业|产业|项目|园区|集群|商品|品种|大户|单品)(?:（[^）]{0,8}）)?"
    r"[^，。；\d]{0,6}[\d一二三四五六七八九十百]+[多余]?[个家户项只]"
)
_DIFFERS: Final = frozenset("高低快慢")  # 比去年高0.2元 is a difference, 高25米 a height
_THAN: Final = re.compile("[比较](?![例重值率])[^，。；：]+$")
_RANK_REACH: Final = 14
_WORD_REACH: Final = 8
_GROWTH_REACH: Final = 12

Cue = tuple[int, int, str]


class Judged(NamedTuple):
    """The measure of a quantity and the value it then has: a fall is negative, 增长1.5倍 is 150 percent."""

    value: Decimal | None
    unit: str
    measure: Measure
    change_amount: bool  # an absolute change, not a level
    context: str
    rule: str
    falls: bool = False  # which the sign of a range does not tell


class _Words(NamedTuple):
    cues: WordList
    kinds: dict[str, str]
    growth_names: frozenset[str]
    no_change: frozenset[str]
    rank: re.Pattern[str]
    fillers: re.Pattern[str]


@cache
def _words() -> _Words:
    measures = read_words("measures.yml")
    kinds: dict[str, str] = {}
    for kind in ("growth_up", "growth_down", "share", "completion", "level", "neutral"):
        kinds.update(dict.fromkeys(measures[kind], kind))
    kinds.update({word: "growth_name" for word in measures["growth_names"] if word not in measures["growth_down"]})
    fillers = "|".join(map(re.escape, sorted(measures["fillers"], key=len, reverse=True)))
    return _Words(
        cues=WordList(kinds, LEXICON),
        kinds=kinds,
        growth_names=frozenset(measures["growth_names"]),
        no_change=frozenset(measures["no_change"]),
        rank=alternation(measures["rank"]),
        fillers=re.compile(f"(?:{fillers})*"),
    )


class Measures:
    """Answers for one document; its cues are found once. A cue holds no stop: it stands in one clause."""

    def __init__(self, flat: str) -> None:
        self.flat = flat
        self.words = _words()
        kinds = self.words.kinds
        self.found: list[Cue] = [
            (start, start + len(word), kind)
            for start, word in self.words.cues.longest(flat)
            if (kind := kinds[word]) != "neutral"
        ]

    def of(self, quantity: Quantity, clause: int, listed: Judged | None, previous: Judged | None) -> Judged:
        """`listed` is the quantity before in the same list, `previous` the one before in the same sentence."""
        value, unit = quantity.value, quantity.unit
        if quantity.shape == "cell":
            kind = quantity.rule.rpartition(".")[2]
            measure: Measure = "growth" if kind == "growth" else "share" if kind == "share" else "level"
            return Judged(value, unit, measure, False, "", "measure.cell")
        if quantity.shape in ("ordinal", "top"):
            return self.rank(quantity, clause, listed)
        if quantity.kind == "duration":
            told = listed is not None and listed.rule == "measure.duration" and not listed.context
            more = previous is not None and previous.rule == "measure.duration" and not previous.context
            if more and by_days(self.flat, clause, quantity.start):
                return self.amount(quantity, next(reversed(self.cues(clause, quantity.start)), None))  # 21天，减少8天
            context = "" if told or is_told(self.flat, quantity, clause) else "duration"
            return Judged(value, unit, "level", False, context, "measure.duration")
        if quantity.kind == "age":
            if is_age(self.flat, quantity, clause):
                return Judged(value, unit, "level", False, "", "measure.age")
            if not by_years(self.flat, clause, quantity.start):
                return Judged(value, unit, "level", False, "age", "measure.age")
        cues = self.cues(clause, quantity.start)
        last = cues[-1] if cues else None
        if unit in _POINTS:
            down = last is not None and last[2] == "growth_down"
            return Judged(_signed(value, down), unit, "growth", False, "", "measure.points", down)
        if unit in _RATIOS and quantity.rule != "num.index":
            if quantity.bound not in ("exact", "about") and _GROUP.match(self.flat, quantity.unit_end):
                return Judged(value, unit, "level", False, "threshold", "measure.threshold")
            return self.ratio(quantity, clause, cues, listed, previous)
        return self.amount(quantity, last)

    def cues(self, clause: int, end: int) -> list[Cue]:
        """The cues of the clause that begins at `clause`, up to `end`."""
        last = bisect_left(self.found, (end,))
        if last and self.found[last - 1][1] > end:
            last -= 1
        return self.found[bisect_left(self.found, (clause,), 0, last) : last]

    def rank(self, quantity: Quantity, clause: int, listed: Judged | None) -> Judged:
        """第二, 前十: a rank where a word of order stands before it, else an ordinal."""
        left = self.flat[max(clause, quantity.start - _RANK_REACH) : quantity.start]
        ranked = not quantity.context and (
            quantity.word in ("位", "名")
            or bool(self.words.rank.search(left))
            or (listed is not None and listed.measure == "rank" and not listed.context)
        )
        if quantity.word == "强":
            ranked = False
        return Judged(quantity.value, "rank", "rank", False, "" if ranked else "ordinal", "measure.rank")

    def amount(self, quantity: Quantity, last: Cue | None) -> Judged:
        """An amount in a unit of its own: a level, an absolute change, or the size limit of things counted."""
        flat, value, unit = self.flat, quantity.value, quantity.unit
        adjacent = False
        if last is not None and last[2].startswith("growth"):
            word, gap = flat[last[0] : last[1]], flat[last[1] : quantity.start]
            adjacent = bool(self.words.fillers.fullmatch(gap))
            differs = word in _DIFFERS and _THAN.search(flat, max(0, last[0] - _RANK_REACH), last[0]) is not None
            changes = adjacent and not self.to_level(last, gap) and (differs or word not in self.words.no_change)
            if changes and (differs or len(word) > 1 or word in "增减多少") and flat[last[0] - 1 : last[0]] != "新":
                down = last[2] == "growth_down"
                return Judged(_signed(value, down), unit, "level", True, "", "measure.change_amount", down)
        if quantity.kind == "money" and not adjacent and _THRESHOLD.match(flat, quantity.unit_end):
            return Judged(value, unit, "level", False, "threshold", "measure.threshold")
        if quantity.kind == "money" and quantity.bound == "more_than" and _SIZED.match(flat, quantity.unit_end):
            return Judged(value, unit, "level", False, "threshold", "measure.threshold")
        return Judged(value, unit, "level", False, "", "measure.level")

    def to_level(self, cue: Cue, gap: str) -> bool:
        """增长到1.5倍 and 降至5% state where it came to; 增速为5% states a growth."""
        return cue[2] != "growth_name" and gap[:1] in _TO and self.flat[cue[0] : cue[1]] not in self.words.growth_names

    def ratio(
        self, quantity: Quantity, clause: int, cues: list[Cue], listed: Judged | None, previous: Judged | None
    ) -> Judged:
        """Percentages, fractions and multiples: growth, share, completion or a rate of its own."""
        flat, value, unit = self.flat, quantity.value, quantity.unit
        last = cues[-1] if cues else None

        def judged(measure: Measure, rule: str) -> Judged:
            return Judged(value, unit, measure, False, "", f"measure.{rule}")

        if quantity.shape == "doubled":
            return Judged(value, "percent", "growth", False, "", "measure.doubled")
        if last is None:
            if listed is not None and listed.measure != "rank":
                down = listed.measure == "growth" and listed.value is not None and listed.value < 0
                return (
                    self.growth(quantity, down, "listed")
                    if listed.measure == "growth"
                    else judged(listed.measure, "listed")
                )
            if (
                previous is not None
                and previous.measure in ("share", "completion")
                and self.words.fillers.fullmatch(flat, clause, quantity.start)
            ):
                return judged(previous.measure, "restated")
            if (
                previous is not None
                and previous.measure == "share"
                and _SHARE_BASE.fullmatch(flat, clause, quantity.start)
            ):
                return judged("share", "base")
        elif last[2] == "level":
            return judged("level", "rate")
        if _GROWTH_AFTER.match(flat, quantity.unit_end):
            return judged("growth", "growth_after")
        settles_at = False
        if last is not None and last[2].startswith("growth"):
            word, gap = flat[last[0] : last[1]], flat[last[1] : quantity.start]
            adjacent = bool(self.words.fillers.fullmatch(gap))
            settles_at = self.to_level(last, gap)
            if not settles_at:
                shares = listed is not None and listed.measure == "growth"  # 分别增长23%、1.1倍和67%
                if unit == "times" and not adjacent and not shares and len(gap) <= _GROWTH_REACH:
                    return judged("level", "times")
                loose = last[2] == "growth_up" and len(word) == 1 and not adjacent
                if "占" not in gap and not loose and (unit == "percent" or shares or len(gap) <= _GROWTH_REACH):
                    return self.growth(quantity, last[2] == "growth_down" or word in _FALL_NAMES, "growth")
        if last is not None and last[2] == "completion":
            return judged("completion", "completion")
        left = flat[clause : quantity.start]
        if _DONE.search(left) or ("超额" in left and flat.startswith("完成", quantity.unit_end)):
            return judged("completion", "done")
        kinds = {cue[2] for cue in cues}
        if "share" in kinds:
            return judged("share", "share")
        named = {flat[cue[0] : cue[1]] for cue in cues} & self.words.growth_names if settles_at else None
        if named:
            return self.growth(quantity, not named.isdisjoint(_FALL_NAMES), "growth_rate")  # 增速回落到10.2%
        same = settles_at and previous is not None and previous.measure == "level" and previous.unit == unit
        if same or (settles_at and "率" in left) or _RATE.search(left):
            return judged("level", "rate")
        if (quantity.shape == "parts" and not quantity.word.startswith(_PERCENT)) or quantity.word == "成":
            if _RESTORED.search(left):
                return judged("level", "restored")
            done = any(word in left for word in ("进度", "工程", "完成"))
            return judged("completion" if done else "share", "part")
        following = flat[quantity.unit_end : quantity.unit_end + 6]
        opens = left == "" and following != "" and following[0] not in "，。；、）！？\n和"
        if unit == "percent" and (following.startswith(_PART_OF) or opens) and not following.startswith(_OF_RATE):
            return judged("share", "part_of")
        return judged("level", "level")

    def growth(self, quantity: Quantity, down: bool, rule: str) -> Judged:
        """A growth, with its sign; growth by 1.5 times is growth of 150 percent."""
        value, unit = quantity.value, quantity.unit
        if unit == "times" and value is not None:
            value, unit = value * 100, "percent"
        return Judged(_signed(value, down), unit, "growth", False, "", f"measure.{rule}", down)


def _signed(value: Decimal | None, down: bool) -> Decimal | None:
    return -value if down and value is not None and value > 0 else value
