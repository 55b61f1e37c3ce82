"""Who says it of when: a figure reported, a target, or a plan."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from pipelines.lexicon import alternation, read_words
from pipelines.reading.measures import Cue
from pipelines.reading.quantity import Quantity
from pipelines.reading.sentences import Sentence
from pipelines.reading.timing import AHEAD, Timing
from pipelines.reading.works import Works
from pipelines.records import Claim, Period
from pipelines.wordlist import LEXICON, WordList

_AIM_AFTER: Final = re.compile(
    r"(?:以上|左右|以内|以下)?(?:、(?=[^，。；、]*[\d一二三四五六七八九十])[^，。；、]{3,20}){0,3}"
    r"的(?:预期|年度|全年|既定|增长|增速|发展|投资)*(?:目标|任务|要求|指标)"
)
_AIM_BESIDE: Final = re.compile(
    r"(?:左右|以上)?的?(?:年度|全年)?(?:目标|任务|计划)的?(?=[\d近约百])"
)  # 完成全年100万人目标的74.6%
_AIM_SET: Final = re.compile(
    r"(?:年初|年度|国家|上级|省里|市里|原)[^，。；、\d]{0,4}(?:确定|下达|核定|制定|提出|规定)的$"
)
_AIM: Final = re.compile(
    r"(?:预测|预计|预期|计划|目标|设计|规划)的$|(?:年度|全年)(?:计划|任务|目标|目标任务)(?:数|的)?$"
)
_AIM_ENDS: Final = frozenset("的划务标数")
_PLANNED: Final = re.compile(r"(?:的)?(?:投资|建设|采购|刺激|融资)计划(?!单列)")
_BUILT: Final = re.compile(
    r"(?:新?批准|新批|注册)[^，；]{0,12}企业|(?:开通|建成|竣工|落成|通车|投入运营|投入使用|投用|贯通)(?!后|以后|时|前)"
)
_MET: Final = re.compile(r"(?:实现|完成|达成|达到)了")
_FULFILLED: Final = re.compile(r"(?:完成(?!率)|超额|执行|超过|达到|提前)[^，。；、]{0,12}$")
_SINCE_DONE: Final = re.compile(r"(?![中里内的])[^，。；：、\d\n]{0,14}?已(?!知)")  # 6台机组已投产
_PARTS_REACH: Final = 48  # code points behind 其中 in which parts are told
_FULFILLED_REACH: Final = 14
_STATED: Final = frozenset({"time.sentence", "time.carried", "time.title", "time.lead"})
_UNQUOTED: Final = re.compile("[^“「]*[”」]")  # a quote ends
_NEAR: Final = 14  # days
_MIDYEAR: Final = range(4, 10)  # months in which nobody knows the year's figure yet
UNDATED: Final = ("time.default", "time.rate")
_FORECASTS: Final = ("预计", "有望", "有希望")  # count even without a date
_TOTAL: Final = "累计"  # 到2030年累计… is still to come,
_DONE: Final = "已"  # 已累计… is not
_MEANT: Final = re.compile(
    r"控制在|不[少低]于|不超过|达到|稳定在|保持在|(?:提高|增加|扩大|扩种|降|增)到|(?:新增|建成|改造)(?!了)|年均|稳定|面积"
)
_CHAPTER: Final = re.compile(
    r"第[一二三四五六七八九十]{1,3}[章篇节](?![^\n]*(?:基础|回顾|成就|成效|成绩|环境|形势|背景|问题))"
)
_LASTING: Final = (
    "目标",
    "目标是",
    "预期",
    "预期目标",
    "主要预期目标",
    "计划",
    "规划到",
)  # a goal of the past is still a goal


def _years_on(published: date | None, end: date | None) -> bool:
    """Whether a period goes on for years after the document: “十五五”时期, told in its first year."""
    return published is not None and end is not None and end.year > published.year + 1


def _at_hand(period: Period, published: date | None) -> bool:
    """Whether it is a festival of these days: 春节期间供应3万吨, told the week before, is under way."""
    first, last = period.start, period.end
    return (
        published is not None
        and first is not None
        and last is not None
        and (first - published).days <= _NEAR
        and (last - first).days < _NEAR
        and period.basis == "flow"
    )


class _Words(NamedTuple):
    cues: WordList
    kinds: dict[str, str]
    plan: re.Pattern[str]
    order: re.Pattern[str]  # at the head of a sentence of a plan's outline


@cache
def _words() -> _Words:
    claims = read_words("claims.yml")
    kinds = dict.fromkeys(claims["reported"], "reported")
    kinds.update(dict.fromkeys(claims["compared"], "compared"))
    kinds.update(dict.fromkeys(claims["target"], "target"))
    kinds.update(dict.fromkeys(claims["plan_nouns"], "plan"))
    kinds.update(dict.fromkeys(claims["weak"], "weak"))
    kinds.update({"将" + verb: "target" for verb in claims["after_jiang"]})
    kinds.update({"要" + verb: "target" for verb in claims["after_yao"]})
    kinds.update({word + verb: "" for word in claims["not_yao"] for verb in claims["after_yao"]})
    kinds.update(dict.fromkeys(claims["neutral"], ""))
    return _Words(WordList(kinds, LEXICON), kinds, alternation(claims["plan_nouns"]), alternation(claims["orders"]))


class Claims:
    """Answers for one document; its cues are found once."""

    def __init__(self, flat: str, published: date | None, timing: Timing) -> None:
        self.flat = flat
        self.published = published
        self.timing = timing
        self.words = _words()
        self.works = Works(flat)
        self.forecast = False  # whether the last figure was one
        self.seen = 0  # where it ends
        kinds = self.words.kinds
        bases = [hit for hit, role in zip(timing.periods, timing.roles, strict=True) if role == "base"]
        within = {place for hit in bases for place in range(hit.start, hit.end + 1)}
        self.cues: list[Cue] = [  # 比歉收的去年增产, 由去年底的1560公里
            (start, end, "compared" if kind == "reported" and (start in within or end in within) else kind)
            for start, word in self.words.cues.longest(flat)
            if (end := start + len(word)) and (kind := kinds[word])
        ]

    def of(
        self, quantity: Quantity, sentence: Sentence, clause: int, period: Period, rule_time: str, before: Claim | None
    ) -> tuple[Claim, str]:
        """The claim of a quantity and the rule; `before` is the claim made just before it in its paragraph."""
        quoted = self.seen < sentence.start and _UNQUOTED.match(self.flat, self.seen, sentence.start) is not None
        self.seen = quantity.unit_end
        # 预计产值26亿元。优果率82%: what is expected is of its sentence; what somebody means to do, of what he says
        carried = None if self.forecast or quoted else before
        claim, rule = self._of(quantity, sentence, clause, period, rule_time, carried)
        self.forecast = rule == "claim.forecast" or rule_time == AHEAD
        return claim, rule

    def _of(
        self, quantity: Quantity, sentence: Sentence, clause: int, period: Period, rule_time: str, before: Claim | None
    ) -> tuple[Claim, str]:
        if rule_time == "time.base":
            return "reported", "claim.base"
        if rule_time == AHEAD:
            return "target", "claim.future"
        if quantity.rule.startswith("table.aim."):
            return "target", "claim.column"
        if quantity.kind in ("money", "physical") and self.words.plan.search(self.flat, clause, quantity.start):
            return ("reported", "claim.built") if self._built(quantity, sentence) else ("plan", "claim.plan_noun")
        stated = rule_time in _STATED
        report = self.timing.report
        dated = rule_time in ("time.sentence", "time.title") or (rule_time == "time.carried" and report)
        published, end = self.published, period.end
        ahead = published is not None and end is not None and end > published
        # What runs up to the day of the document (12月起预计) may still be to come; a year that ends on it is over.
        running = period.basis == "deadline" or (period.basis in ("cumulative", "point") and end == published)
        past = dated and published is not None and end is not None and not ahead and not running
        future = published is not None and period.start is not None and period.start > published
        future = future and not (_at_hand(period, published) or _SINCE_DONE.match(self.flat, quantity.unit_end))
        last = self.last(quantity, sentence, past, stated and (published is None or ahead))
        if (
            self.flat[quantity.start - 1] in _AIM_ENDS
            and quantity.unit != "percent"
            and _AIM.search(self.flat, clause, quantity.start)
        ):
            return "target", "claim.aim_before"
        if self.flat[quantity.start - 1] == "的" and _AIM_SET.search(self.flat, clause, quantity.start):
            return "target", "claim.aim_before"  # 控制在年初确定的4.5%以内
        if _AIM_BESIDE.match(self.flat, quantity.unit_end) and quantity.kind != "list":
            return "target", "claim.aim_after"
        if quantity.kind == "money" and _PLANNED.match(self.flat, quantity.unit_end):
            return "plan", "claim.plan_after"
        if _AIM_AFTER.match(self.flat, quantity.unit_end):
            met = _MET.search(self.flat, clause, quantity.start) is not None
            return ("reported", "claim.aim_met") if met else ("target", "claim.aim_after")
        if last is not None and last[2] == "reported":
            total = self.flat[last[0] : last[1]] == _TOTAL and self.flat[last[0] - 1] not in _DONE
            due = ahead and (
                period.basis == "deadline" or future or (rule_time == "time.carried" and before == "target")
            )
            due = due and (total or rule_time != "time.carried" or not future)  # 2027年为…的目标。目前已有近30个
            asked = sentence.asked and rule_time in UNDATED
            due = due or ((asked or (ahead and _years_on(published, end))) and total)
            told = not due or (not total and self._after_period(last, quantity, sentence))
            return ("reported", "claim.reported_word") if told else ("target", "claim.future")
        today = rule_time != "time.sentence" or (period.basis == "point" and end == published)
        if today and self.works.planned(sentence, clause, quantity.start):
            return "plan", "claim.works"
        if last is not None:
            if past and self.flat[last[0] : last[1]] not in _LASTING:
                return "reported", "claim.past"
            forecast = self.flat[last[0] : last[1]] in _FORECASTS
            return "target", "claim.forecast" if forecast else "claim.target_word"
        if ahead and rule_time == "time.carried" and before == "target":
            return "target", "claim.carried"
        if (period.basis == "deadline" and ahead) or future or (ahead and _years_on(published, end)):
            return "target", "claim.future"
        midyear = ahead and published is not None and published.month in _MIDYEAR and rule_time == "time.sentence"
        if midyear and self.flat.find("全年", clause, quantity.start) >= 0:
            return "target", "claim.future"  # 全年突破8000万吨问题不大, told in July
        undated = sentence.asked and rule_time in UNDATED and published is not None and end == published
        begun = period.start is not None and published is not None and period.start.year < published.year
        if (sentence.goals and (end is None or ahead or undated)) or (report and stated and ahead and not begun):
            return "target", "claim.section"
        if self.timing.deadlines.plan is not None and rule_time in UNDATED:
            if self._ordered(sentence, quantity):
                return "plan", "claim.outline"
            if self._chapter(sentence) and _MEANT.search(self.flat, clause, quantity.start):
                return "target", "claim.outline"
        return "reported", "claim.default"

    def _chapter(self, sentence: Sentence) -> bool:
        """Whether the sentence stands in a numbered chapter of a plan's outline that does not look back."""
        heading = self.timing.sentences.heading(sentence)
        return heading is not None and _CHAPTER.match(self.flat, heading.start, heading.end) is not None

    def _ordered(self, sentence: Sentence, quantity: Quantity) -> bool:
        """Whether the sentence opens with what is to be done, as those of a plan's outline do: 实施工程300项."""
        order = self.words.order.match(self.flat, sentence.start, quantity.start)
        return order is not None and self.flat[order.end() : order.end() + 1] != "了"

    def last(self, quantity: Quantity, sentence: Sentence, past: bool, to_come: bool) -> Cue | None:
        """The last word of claim before the number that holds for it; `to_come`: of a period that is not over."""
        cues, flat = self.cues, self.flat
        compared: Cue | None = None
        for index in range(bisect_left(cues, (quantity.start,)) - 1, -1, -1):
            cue = cues[index]
            start, end, kind = cue
            if start < sentence.start:
                break
            if kind == "reported":
                return cue
            if kind == "compared":
                if "；" not in flat[end : quantity.start]:
                    compared = compared or (start, end, "reported")
                continue
            if kind == "plan":
                parts = (
                    quantity.kind == "count"
                    and flat.find("，其中", max(end, quantity.start - _PARTS_REACH), quantity.start) >= 0
                )
                if parts or self._built(quantity, sentence):
                    continue  # 总投资30亿元，其中工业项目12个; 开通…，总投资50亿元，首日发送旅客4万人
                kind = "target"
            if kind == "target" and flat.startswith("完成率", end):
                continue  # 年度投资完成率 is what came of it
            if kind == "target" and _FULFILLED.search(flat, max(sentence.start, start - _FULFILLED_REACH), start):
                continue
            if kind == "weak" and (past or not (sentence.goals or to_come or flat[start:end] in _FORECASTS)):
                continue
            if "，" in flat[end : quantity.start] and _SINCE_DONE.match(flat, quantity.unit_end):
                return compared
            stop = flat.find("；", end, quantity.start)
            own = to_come and kind == "target" and self._own_period(quantity, sentence)
            if stop >= 0 and not sentence.goals and not own and flat.find("：", end, stop) < 0:
                continue  # 预计产值2亿元；面积12万亩: the goal ends with its part of the sentence
            return start, end, kind
        return compared

    def _own_period(self, quantity: Quantity, sentence: Sentence) -> bool:
        """Whether a period stands in its part of the sentence."""
        index = bisect_left(self.timing.starts, quantity.start) - 1
        if index < 0:
            return False
        hit = self.timing.periods[index]
        used = self.timing.roles[index] == "use" and hit.start >= sentence.start
        return used and "；" not in self.flat[hit.end : quantity.start]

    def _built(self, quantity: Quantity, sentence: Sentence) -> bool:
        """Whether its part of the sentence tells of something finished."""
        part = max(sentence.start, self.flat.rfind("；", sentence.start, quantity.start))
        return _BUILT.search(self.flat, part, quantity.start) is not None

    def _after_period(self, cue: Cue, quantity: Quantity, sentence: Sentence) -> bool:
        """True when the reporting word stands between the period and the number: 2025年已完成."""
        index = bisect_left(self.timing.starts, quantity.start) - 1
        if index < 0:
            return False
        start = self.timing.periods[index].start
        return sentence.start <= start < cue[0]
