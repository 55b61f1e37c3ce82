"""What a quantity says: its measure, its claim, its period and its area, read from the words around it.

Works sentence by sentence over the flat text. Time (timing.py) and area (placing.py) carry on from sentence to
sentence within a paragraph; a claim does not, save under a heading that announces goals.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipelines.areas import AreaHit
from pipelines.lexicon import read_words
from pipelines.periods import PeriodHit
from pipelines.reading.placing import Placing
from pipelines.reading.quantity import Quantity
from pipelines.reading.sentences import Sentence, Sentences
from pipelines.reading.timing import Timing
from pipelines.records import Claim, Measure, Period

_LIST_GAP = re.compile(r"(?:以上|以下|左右|多|余)?[、和及与]?(?:以及)?(?:近|约|超过|超|突破)?")
_GROWTH_AFTER = re.compile(r"的(?:同比|年均|平均|高|较快)*(?:增速|增长|增幅|速度|涨幅)")
_AIM_AFTER = re.compile(r"(?:以上|左右|以内)?的(?:预期)?(?:目标|任务|要求|指标)")
_FULFILLED = re.compile(r"(?:完成|超额|执行|超过|达到|提前)[^，。；、]{0,6}$")
_RATIOS = frozenset({"percent", "per_mille", "times", "比例"})


class Meaning(NamedTuple):
    """The attributes of one quantity; `context` is set when its words show that it is none."""

    value: Decimal | None
    unit: str
    measure: Measure
    claim: Claim
    time: Period
    areas: tuple[AreaHit, ...]
    sentence: Sentence
    clause_start: int
    change_amount: bool
    subject: str  # its own noun out of a list, see mentions.py; "" otherwise
    near: bool  # another quantity stands before it in its sentence
    follows: int  # index of the quantity whose subject this one shares, -1 for none
    context: str
    rule: str


class _Cues(NamedTuple):
    measure: re.Pattern[str]
    measure_kind: dict[str, str]
    claim: re.Pattern[str]
    claim_kind: dict[str, str]
    plan: re.Pattern[str]
    growth_names: frozenset[str]
    rank: re.Pattern[str]
    duration: tuple[str, ...]
    fillers: re.Pattern[str]
    told_after: tuple[str, ...]


def _alternation(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))))


@cache
def _cues() -> _Cues:
    measures = read_words("measures.yml")
    claims = read_words("claims.yml")
    context = read_words("context.yml")
    kinds: dict[str, str] = {}
    for kind in ("growth_up", "growth_down", "share", "completion", "level"):
        kinds.update({word: kind for word in measures[kind]})
    kinds.update({word: "growth_name" for word in measures["growth_names"] if word not in measures["growth_down"]})
    claim_kind: dict[str, str] = {word: "reported" for word in claims["reported"]}
    claim_kind.update({word: "target" for word in claims["target"]})
    claim_kind.update({word: "weak" for word in claims["weak"]})
    claim_kind.update({"将" + verb: "target" for verb in claims["after_jiang"]})
    claim_kind.update({word: "" for word in claims["neutral"]})
    return _Cues(
        measure=_alternation(list(kinds)),
        measure_kind=kinds,
        claim=_alternation(list(claim_kind)),
        claim_kind=claim_kind,
        plan=_alternation(claims["plan_nouns"]),
        growth_names=frozenset(measures["growth_names"]),
        rank=_alternation(measures["rank"]),
        duration=tuple(context["duration_measured"]),
        told_after=tuple(context["duration_told_after"]),
        fillers=re.compile(
            r"(?:了|率|幅|约|近|超过|超|逾|达到|达|为|突破|不低于|不少于|不超过|至少|仅|只|高达|幅度|左右|分别|接近|将近|控制在|不到|不足|出|也|均|就|以上|平均|每年|年均|大约|多|保持在|都|-|—)*"
        ),
    )


class Reader:
    """Reads the meaning of each quantity of one document, in order."""

    def __init__(
        self,
        flat: str,
        quantities: list[Quantity],
        periods: list[PeriodHit],
        areas: list[AreaHit],
        published: date | None,
        event: date | None,
    ) -> None:
        self.flat = flat
        self.quantities = quantities
        self.published = published
        self.cues = _cues()
        self.sentences = Sentences(flat)
        self.timing = Timing(flat, periods, self.sentences, published, event or published)
        self.placing = Placing(flat, areas, self.sentences)
        self.claims: dict[int, list[tuple[int, int, str]]] = {}
        self.measures: dict[int, list[tuple[int, int, str]]] = {}
        self.meanings: list[Meaning] = []

    def run(self) -> list[Meaning]:
        for index, quantity in enumerate(self.quantities):
            self.meanings.append(self.read(index, quantity))
        return self.meanings

    def read(self, index: int, quantity: Quantity) -> Meaning:
        sentence = self.sentences.at(quantity.start)
        clause = max(self.sentences.clause(quantity.start), sentence.start)
        previous = (
            self.meanings[index - 1] if index and self.meanings[index - 1].sentence.start == sentence.start else None
        )
        before = self.quantities[index - 1] if previous else None
        listed = (
            bool(before and _LIST_GAP.fullmatch(self.flat, before.unit_end, quantity.start))
            and self.flat[before.unit_end : quantity.start] != ""
            if before
            else False
        )
        value, unit, measure, amount, context, rule = self.measure(
            quantity, clause, previous if listed else None, previous
        )
        period, rule_time = self.timing.of(quantity, sentence, clause, measure)
        claim, rule_claim = self.claim(quantity, sentence, clause, period, rule_time)
        if claim == "target" and rule_time in ("time.default", "time.rate"):
            period = Period(None, None, "deadline")  # a goal without a date
        areas = self.placing.of(quantity, sentence)
        follows = -1
        if previous is not None and (listed or measure in ("growth", "completion") or amount):
            follows = (
                index - 1
                if not listed or self.meanings[index - 1].follows < 0 or measure == "growth"
                else self.meanings[index - 1].follows
            )
        return Meaning(
            value,
            unit,
            measure,
            claim,
            period,
            areas,
            sentence,
            clause,
            amount,
            "",
            previous is not None,
            follows,
            quantity.context or context,
            f"{quantity.rule}+{rule}+{rule_time}+{rule_claim}",
        )

    # -- measure ---------------------------------------------------------------------------------------------------

    def measure_cues(self, clause: int, end: int) -> list[tuple[int, int, str]]:
        """Cues of the clause up to `end`. Cached for the clause, cut for the quantity."""
        found = self.measures.get(clause)
        if found is None or (found and found[-1][1] < end) or not found:
            kinds = self.cues.measure_kind
            found = [(m.start(), m.end(), kinds[m[0]]) for m in self.cues.measure.finditer(self.flat, clause, end)]
            self.measures[clause] = found
        return [cue for cue in found if cue[1] <= end]

    def measure(
        self, quantity: Quantity, clause: int, listed: Meaning | None, previous: Meaning | None
    ) -> tuple[Decimal | None, str, Measure, bool, str, str]:
        flat, value, unit = self.flat, quantity.value, quantity.unit
        if quantity.shape == "cell":
            kind: Measure = (
                "growth"
                if quantity.rule.endswith("growth")
                else "share"
                if quantity.rule.endswith("share")
                else "level"
            )
            return value, unit, kind, False, "", "measure.cell"
        if quantity.shape in ("ordinal", "top"):
            left = flat[max(clause, quantity.start - 14) : quantity.start]
            ranked = not quantity.context and (
                quantity.word in ("位", "名")
                or bool(self.cues.rank.search(left))
                or (listed is not None and listed.measure == "rank")
            )
            if quantity.shape == "top" and quantity.word == "强":
                ranked = False
            return value, "rank", "rank", False, "" if ranked else "ordinal", "measure.rank"
        cues = self.measure_cues(clause, quantity.start)
        last = cues[-1] if cues else None
        gap = flat[last[1] : quantity.start] if last else ""
        grows = last is not None and last[2] in ("growth_up", "growth_down", "growth_name")
        adjacent = last is not None and bool(self.cues.fillers.fullmatch(gap))
        to_level = (
            grows
            and last is not None
            and last[2] != "growth_name"
            and gap[:1] in ("到", "至", "为", "成")
            and flat[last[0] : last[1]] not in self.cues.growth_names
        )
        if unit == "percentage_point" or unit in ("permille_point", "基点", "番"):
            down = last is not None and last[2] == "growth_down"
            return _signed(value, down or quantity.numeral.startswith("-")), unit, "growth", False, "", "measure.points"
        if unit in _RATIOS:
            return self.ratio(quantity, clause, last, gap, grows, adjacent, to_level, listed, previous)
        if quantity.kind == "duration":
            left = flat[max(clause, quantity.start - 8) : quantity.start]
            told = (
                any(word in left for word in self.cues.duration)
                or flat.startswith(self.cues.told_after, quantity.unit_end)
                or (quantity.bound != "exact" and quantity.unit in ("minute", "second"))
            ) and quantity.unit in ("hour", "minute", "day", "second", "month", "year", "个工作日")
            if (
                told
                and quantity.unit in ("year", "month", "day")
                and not any(
                    word in left
                    for word in (
                        "缩短",
                        "压缩",
                        "用时",
                        "耗时",
                        "平均",
                        "寿命",
                        "工期",
                        "周期",
                        "时长",
                        "仅需",
                        "只需",
                        "办结",
                        "天数",
                        "日数",
                        "时数",
                        "驻留",
                        "在轨",
                        "增加",
                        "延长",
                        "最长",
                    )
                )
            ):
                told = False
            return value, unit, "level", False, "" if told else "duration", "measure.duration"
        if quantity.kind == "age":
            left = flat[max(clause, quantity.start - 8) : quantity.start]
            told = any(word in left for word in ("寿命", "平均", "年龄"))
            return value, unit, "level", False, "" if told else "age", "measure.age"
        if grows and adjacent and not to_level and last is not None:
            word = flat[last[0] : last[1]]
            if (
                word
                not in (
                    "高",
                    "快",
                    "低",
                    "降",
                    "节约",
                    "节省",
                    "领先",
                    "落后",
                    "核减",
                    "减排",
                    "增收",
                    "增产",
                    "减产",
                    "减收",
                )
                and (len(word) > 1 or word in "增减多少")
                and not flat[last[0] - 1 : last[0]] == "新"
            ):
                return _signed(value, last[2] == "growth_down"), unit, "level", True, "", "measure.change_amount"
        if (
            quantity.kind == "money"
            and quantity.unit_end < len(flat)
            and re.match(r"(?:及|（含）)?以上[^，。；、]", flat[quantity.unit_end : quantity.unit_end + 6])
            and not adjacent
        ):
            following = flat[quantity.unit_end : quantity.unit_end + 12]
            if re.search(
                r"以上(?:的|重大|产业|工业|制造业|农业|服务业|重点|先进|优质|大)*(?:项目|企业|工程|产业|园区|基地|大户)",
                following,
            ):
                return value, unit, "level", False, "threshold", "measure.threshold"
        return value, unit, "level", False, "", "measure.level"

    def ratio(
        self,
        quantity: Quantity,
        clause: int,
        last: tuple[int, int, str] | None,
        gap: str,
        grows: bool,
        adjacent: bool,
        to_level: bool,
        listed: Meaning | None,
        previous: Meaning | None,
    ) -> tuple[Decimal | None, str, Measure, bool, str, str]:
        """Percentages, fractions and multiples: growth, share, completion or a rate of its own."""
        flat, value, unit = self.flat, quantity.value, quantity.unit
        if quantity.shape == "doubled":
            return value, "percent", "growth", False, "", "measure.doubled"
        if last is None and listed is not None and listed.measure != "rank":
            down = listed.value is not None and listed.value < 0 and listed.measure == "growth"
            if unit == "times" and listed.measure == "growth" and value is not None:
                value, unit = value * 100, "percent"
            return _signed(value, down), unit, listed.measure, False, "", "measure.listed"
        following = flat[quantity.unit_end : quantity.unit_end + 6]
        if last is not None and last[2] == "level":
            return value, unit, "level", False, "", "measure.rate"
        if (
            last is None
            and previous is not None
            and previous.measure in ("share", "completion")
            and self.cues.fillers.fullmatch(flat, clause, quantity.start)
        ):
            return value, unit, previous.measure, False, "", "measure.restated"
        if _GROWTH_AFTER.match(flat, quantity.unit_end):
            return value, unit, "growth", False, "", "measure.growth_after"
        if grows and not to_level and last is not None and (adjacent or len(gap) <= 12 or unit == "percent"):
            if unit == "times":
                if not adjacent:
                    return value, unit, "level", False, "", "measure.times"
                return (
                    _signed(_scaled(value, 100), last[2] == "growth_down"),
                    "percent",
                    "growth",
                    False,
                    "",
                    "measure.growth",
                )
            word = flat[last[0] : last[1]]
            if "占" not in gap and not (last[2] == "growth_up" and len(word) == 1 and not adjacent):
                down = last[2] == "growth_down" or (
                    last[2] == "growth_name" and flat[last[0] : last[1]] in ("降幅", "跌幅", "减幅")
                )
                return _signed(value, down), unit, "growth", False, "", "measure.growth"
        if last is not None and last[2] == "completion":
            return value, unit, "completion", False, "", "measure.completion"
        left = flat[clause : quantity.start]
        if (
            re.search(r"完成(?:了)?(?:全年|年度|年|预算|国家|原定|第.{1,3})?(?:任务|计划|目标|预算)?的?(?:了)?$", left)
            or re.search(
                r"(?:计划|预算|任务|目标)(?:数)?的(?:约|近)?$|完成[^，。；]{2,20}(?:计划|任务|目标|预算)[^，。；]{0,10}的$",
                left,
            )
            or ("超额" in left and "完成" in flat[quantity.unit_end : quantity.unit_end + 4])
        ):
            return value, unit, "completion", False, "", "measure.completion"
        earlier = [cue[2] for cue in self.measure_cues(clause, quantity.start)]
        if "share" in earlier:
            return value, unit, "share", False, "", "measure.share"
        if to_level and "growth_name" in earlier:
            return value, unit, "growth", False, "", "measure.growth_rate"  # 增速回落到10.2%
        if to_level and "率" in left:
            return value, unit, "level", False, "", "measure.rate"
        if re.search(r"率[^率，]{0,6}$", left):
            return value, unit, "level", False, "", "measure.rate"
        if (quantity.shape == "parts" and "%" not in quantity.word) or quantity.word == "成":
            done = "进度" in left or "工程" in left or "完成" in left
            return value, unit, "completion" if done else "share", False, "", "measure.part"
        if unit == "percent" and (
            following.startswith(("的", "以上的", "左右的", "为", "来自", "由", "是"))
            or (len(following) and following[0] not in "，。；、）！？\n和" and left == "")
        ):
            return value, unit, "share", False, "", "measure.part_of"
        return value, unit, "level", False, "", "measure.level"

    # -- claim -----------------------------------------------------------------------------------------------------

    def claim_cues(self, sentence: Sentence) -> list[tuple[int, int, str]]:
        found = self.claims.get(sentence.start)
        if found is None:
            kinds = self.cues.claim_kind
            found = [
                (m.start(), m.end(), kinds[m[0]])
                for m in self.cues.claim.finditer(self.flat, sentence.start, sentence.end)
                if kinds[m[0]]
            ]
            self.claims[sentence.start] = found
        return found

    def claim(
        self, quantity: Quantity, sentence: Sentence, clause: int, period: Period, rule_time: str
    ) -> tuple[Claim, str]:
        plan = self.cues.plan.search(self.flat, clause, quantity.start)
        if plan is not None and quantity.kind in ("money", "physical"):
            return "plan", "claim.plan_noun"
        if rule_time == "time.base":
            return "reported", "claim.base"
        stated = rule_time in ("time.sentence", "time.carried", "time.title", "time.lead")
        dated = rule_time in ("time.sentence", "time.title") or (rule_time == "time.carried" and self.timing.report)
        past = (
            dated
            and self.published is not None
            and period.end is not None
            and period.end <= self.published
            and period.basis != "deadline"
        )
        last: tuple[int, int, str] | None = None
        for cue in self.claim_cues(sentence):
            if cue[0] >= quantity.start:
                break
            if cue[2] == "target" and _FULFILLED.search(self.flat, max(sentence.start, cue[0] - 8), cue[0]):
                continue
            if cue[2] == "weak" and (
                past or not (sentence.goals or stated or self.flat[cue[0] : cue[1]] in ("预计", "有望"))
            ):
                continue
            stop = self.flat.find("；", cue[1], quantity.start)
            if stop >= 0 and cue[2] != "reported" and self.flat.find("：", cue[1], stop) < 0 and not sentence.goals:
                continue  # 预计产值2亿元；面积12万亩: the goal ends with its part of the sentence
            last = cue
        deadline = period.basis == "deadline"
        future = self.published is not None and period.start is not None and period.start > self.published
        ahead = self.published is not None and period.end is not None and period.end > self.published
        if last is not None:
            if last[2] in ("target", "weak"):
                if past and self.flat[last[0] : last[1]] not in ("目标", "计划", "规划到"):
                    return "reported", "claim.past"
                return "target", "claim.target_word"
            if (deadline or future) and ahead and not self._after_period(last, quantity, sentence):
                return "target", "claim.future"
            return "reported", "claim.reported_word"
        if _AIM_AFTER.match(self.flat, quantity.unit_end):
            return "target", "claim.aim_after"
        before = self.meanings[-1] if self.meanings else None
        if (
            ahead
            and rule_time == "time.carried"
            and before is not None
            and before.claim == "target"
            and before.sentence.paragraph == sentence.paragraph
        ):
            return "target", "claim.carried"
        if (deadline and ahead) or future:
            return "target", "claim.future"
        if (sentence.goals and (period.end is None or ahead)) or (self.timing.report and stated and ahead):
            return "target", "claim.section"
        return "reported", "claim.default"

    def _after_period(self, cue: tuple[int, int, str], quantity: Quantity, sentence: Sentence) -> bool:
        """True when the reporting word stands between the period and the number: 2025年已完成."""
        periods = self.timing.periods
        index = bisect_left(self.timing.starts, quantity.start) - 1
        return index >= 0 and periods[index].start >= sentence.start and cue[0] > periods[index].start


def _signed(value: Decimal | None, down: bool) -> Decimal | None:
    return -value if down and value is not None and value > 0 else value


def _scaled(value: Decimal | None, factor: int) -> Decimal | None:
    return None if value is None else value * factor
