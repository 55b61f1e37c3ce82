"""What a quantity says: its measure, its claim, its period and its area, read from the words around it.

Works sentence by sentence over the flat text. Time and area carry on from sentence to sentence within a paragraph;
a claim does not, save under a heading that announces goals.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipelines.areas import AreaHit
from pipelines.lexicon import read_words
from pipelines.periods import PeriodHit
from pipelines.records import Claim, Measure, Period
from pipelines.scan import Quantity

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』\"]?|\n")
_CLAUSE = re.compile(r"[，,；;：:（）\n。！？!?]|——")
_LIST_GAP = re.compile(r"(?:以上|以下|左右|多|余)?[、和及与]?(?:以及)?(?:近|约|超过|超|突破)?")
_AREA_JOINT = re.compile(r"[、和与及·]|以及|")
_COMPARED_AREA = re.compile(r"(?:占|居|列|比|较|高于|低于|快于|慢于|高出|低出|超|优于|好于|好过|领先|跻身|成为|跃居|对|向|往|从|至|到)(?:了)?$")
_RANKED_AREA = re.compile(r"第|前|首|最|省会|平均|排名|每|人民广播|的\d|日报|时间|占比")
_HEADING_LENGTH = 40
_GOALS = re.compile(r"目标|任务|安排|打算|重点工作|计划|今年工作|下一步|展望|规划|部署")
_REVIEW = re.compile(r"回顾|成就|成绩|总结|完成情况|执行情况|过去|主要工作|特点")
_REPORT = re.compile(r"工作报告|公报|计划草案|计划报告")
_PLAN_TITLE = re.compile(r"[”’」\"]?[^，。；、]{0,14}(?:规划|纲要|专项)")
_FULFILLED = re.compile(r"(?:完成|超额|执行|超过|达到|提前)[^，。；、]{0,6}$")
_BASE_GAP = re.compile(r"(?:全年|同期|年?末|年?底)?的(?:约|近)?")
_COMPARED = re.compile(r"(?:比|较|与|由|从)[^，。；、：,]{0,5}$")
_NOT_TIME = re.compile(r"(?:年)?(?:不变价|可比价|价格计算)|(?:国家|生产|投资|财政)*(?:计划|任务|目标|预算)")
_PRO_AREA = frozenset({"全省", "全市", "全区", "全县", "全州", "全盟", "全旗", "我省", "我市", "我区", "我县", "我州", "本市", "本省", "全自治区", "全境"})
_PAIR_AREA = frozenset({"两地", "两省市", "两市", "双方", "两省", "三地"})
_RATIOS = frozenset({"percent", "per_mille", "times", "比例"})


class Sentence(NamedTuple):
    """One sentence of the flat text, with the cues found in it."""

    start: int
    end: int
    paragraph: int
    section: int  # counts the headings before it
    goals: bool  # stands under a heading that announces goals


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
        fillers=re.compile(r"(?:了|率|幅|约|近|超过|超|逾|达到|达|为|突破|不低于|不少于|不超过|至少|仅|只|高达|幅度|左右|分别|接近|将近|控制在|不到|不足|出|也|均|就|以上|平均|每年|年均|大约|多|保持在|都|-|—)*"),
    )


def sentences(flat: str) -> list[Sentence]:
    """Sentences in order. A short line without a full stop is a heading and sets what its section is about."""
    found: list[Sentence] = []
    paragraph = 0
    goals = False
    paragraph_start = section = 0
    for match in _SENTENCE.finditer(flat):
        start, end = match.span()
        if flat[start] == "\n":
            paragraph += 1
            paragraph_start = end
            continue
        if end - start <= _HEADING_LENGTH and start == paragraph_start and flat[end - 1] not in "。！？!?；：" and flat[end : end + 1] in ("\n", ""):
            heading = flat[start:end]
            section += 1
            if _GOALS.search(heading):
                goals = not _REVIEW.search(heading)
            elif _REVIEW.search(heading) or heading[0] in "一二三四五六七八九十第":
                goals = False
        found.append(Sentence(start, end, paragraph, section, goals))
    return found


class Reader:
    """Reads the meaning of each quantity of one document, in order."""

    def __init__(
        self, flat: str, quantities: list[Quantity], periods: list[PeriodHit], areas: list[AreaHit], published: date | None, event: date | None
    ) -> None:
        self.flat = flat
        self.quantities = quantities
        self.periods = periods
        self.areas = areas
        self.published = published
        self.reference = event or published
        self.cues = _cues()
        self.sentences = sentences(flat)
        self.sentence_starts = [sentence.start for sentence in self.sentences]
        self.period_starts = [period.start for period in periods]
        self.area_starts = [area.start for area in areas]
        self.clause_ends = [match.end() for match in _CLAUSE.finditer(flat)]
        self.claims: dict[int, list[tuple[int, int, str]]] = {}
        self.measures: dict[int, list[tuple[int, int, str]]] = {}
        self.meanings: list[Meaning] = []
        self.position = 0
        self.title_period = self._title_period()
        self.home = self._home()
        head = self.sentences[0] if self.sentences else None
        self.report = bool(head and _REPORT.search(flat, head.start, head.end))

    def run(self) -> list[Meaning]:
        for index, quantity in enumerate(self.quantities):
            self.position = index
            self.meanings.append(self.read(index, quantity))
        return self.meanings

    def read(self, index: int, quantity: Quantity) -> Meaning:
        sentence = self.sentence(quantity.start)
        clause = max(self.clause(quantity.start), sentence.start)
        previous = self.meanings[index - 1] if index and self.meanings[index - 1].sentence.start == sentence.start else None
        before = self.quantities[index - 1] if previous else None
        listed = bool(before and _LIST_GAP.fullmatch(self.flat, before.unit_end, quantity.start)) and self.flat[before.unit_end : quantity.start] != "" if before else False
        value, unit, measure, amount, context, rule = self.measure(quantity, clause, previous if listed else None, previous)
        period, rule_time = self.time(quantity, sentence, measure)
        claim, rule_claim = self.claim(quantity, sentence, clause, period, rule_time)
        areas = self.area(quantity, sentence)
        follows = -1
        if previous is not None and (listed or measure in ("growth", "completion") or amount):
            follows = index - 1 if not listed or self.meanings[index - 1].follows < 0 or measure == "growth" else self.meanings[index - 1].follows
        return Meaning(
            value, unit, measure, claim, period, areas, sentence, clause, amount, previous is not None, follows, quantity.context or context, f"{quantity.rule}+{rule}+{rule_time}+{rule_claim}"
        )

    # -- where a quantity stands -----------------------------------------------------------------------------------

    def sentence(self, offset: int) -> Sentence:
        return self.sentences[bisect_right(self.sentence_starts, offset) - 1]

    def clause(self, offset: int) -> int:
        index = bisect_right(self.clause_ends, offset) - 1
        return self.clause_ends[index] if index >= 0 else 0

    # -- measure ---------------------------------------------------------------------------------------------------

    def measure_cues(self, clause: int, end: int) -> list[tuple[int, int, str]]:
        """Cues of the clause up to `end`. Cached for the clause, cut for the quantity."""
        found = self.measures.get(clause)
        if found is None or (found and found[-1][1] < end) or not found:
            kinds = self.cues.measure_kind
            found = [(m.start(), m.end(), kinds[m[0]]) for m in self.cues.measure.finditer(self.flat, clause, end)]
            self.measures[clause] = found
        return [cue for cue in found if cue[1] <= end]

    def measure(self, quantity: Quantity, clause: int, listed: Meaning | None, previous: Meaning | None) -> tuple[Decimal | None, str, Measure, bool, str, str]:
        flat, value, unit = self.flat, quantity.value, quantity.unit
        if quantity.shape == "cell":
            kind: Measure = "growth" if quantity.rule.endswith("growth") else "share" if quantity.rule.endswith("share") else "level"
            return value, unit, kind, False, "", "measure.cell"
        if quantity.shape in ("ordinal", "top"):
            left = flat[max(clause, quantity.start - 14) : quantity.start]
            ranked = not quantity.context and (quantity.word in ("位", "名") or bool(self.cues.rank.search(left)) or (listed is not None and listed.measure == "rank"))
            if quantity.shape == "top" and quantity.word == "强":
                ranked = False
            return value, "rank", "rank", False, "" if ranked else "ordinal", "measure.rank"
        cues = self.measure_cues(clause, quantity.start)
        last = cues[-1] if cues else None
        gap = flat[last[1] : quantity.start] if last else ""
        grows = last is not None and last[2] in ("growth_up", "growth_down", "growth_name")
        adjacent = last is not None and bool(self.cues.fillers.fullmatch(gap))
        to_level = grows and last is not None and last[2] != "growth_name" and gap[:1] in ("到", "至", "为", "成") and flat[last[0] : last[1]] not in self.cues.growth_names
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
            if told and quantity.unit in ("year", "month", "day") and not any(word in left for word in ("缩短", "压缩", "用时", "耗时", "平均", "寿命", "工期", "周期", "时长", "仅需", "只需", "办结", "天数", "日数", "时数")):
                told = False
            return value, unit, "level", False, "" if told else "duration", "measure.duration"
        if quantity.kind == "age":
            left = flat[max(clause, quantity.start - 8) : quantity.start]
            told = any(word in left for word in ("寿命", "平均", "年龄"))
            return value, unit, "level", False, "" if told else "age", "measure.age"
        if grows and adjacent and not to_level and last is not None:
            word = flat[last[0] : last[1]]
            if word not in ("高", "快", "低", "降", "节约", "节省", "领先", "落后", "核减", "减排", "增收", "增产", "减产", "减收") and (len(word) > 1 or word in "增减多少") and not flat[last[0] - 1 : last[0]] == "新":
                return _signed(value, last[2] == "growth_down"), unit, "level", True, "", "measure.change_amount"
        if quantity.kind == "money" and quantity.unit_end < len(flat) and re.match(r"(?:及|（含）)?以上[^，。；、]", flat[quantity.unit_end : quantity.unit_end + 6]) and not adjacent:
            following = flat[quantity.unit_end : quantity.unit_end + 12]
            if re.search(r"以上(?:的|重大|产业|工业|制造业|农业|服务业|重点|先进|优质|大)*(?:项目|企业|工程|产业|园区|基地|大户)", following):
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
        if last is None and previous is not None and previous.measure in ("share", "completion") and self.cues.fillers.fullmatch(flat, clause, quantity.start):
            return value, unit, previous.measure, False, "", "measure.restated"
        if grows and not to_level and last is not None and (adjacent or len(gap) <= 12 or unit == "percent"):
            if unit == "times":
                if not adjacent:
                    return value, unit, "level", False, "", "measure.times"
                return _signed(_scaled(value, 100), last[2] == "growth_down"), "percent", "growth", False, "", "measure.growth"
            word = flat[last[0] : last[1]]
            if "占" not in gap and not (last[2] == "growth_up" and len(word) == 1 and not adjacent):
                down = last[2] == "growth_down" or (last[2] == "growth_name" and flat[last[0] : last[1]] in ("降幅", "跌幅", "减幅"))
                return _signed(value, down), unit, "growth", False, "", "measure.growth"
        if last is not None and last[2] == "completion":
            return value, unit, "completion", False, "", "measure.completion"
        left = flat[clause : quantity.start]
        if re.search(r"完成(?:了)?(?:全年|年度|年|预算|国家|原定|第.{1,3})?(?:任务|计划|目标|预算)?的?(?:了)?$", left) or re.search(r"(?:计划|预算|任务|目标)(?:数)?的(?:约|近)?$", left) or (
            "超额" in left and "完成" in flat[quantity.unit_end : quantity.unit_end + 4]
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
        if quantity.shape == "parts" and "%" not in quantity.word or quantity.word == "成":
            done = "进度" in left or "工程" in left or "完成" in left
            return value, unit, "completion" if done else "share", False, "", "measure.part"
        if unit == "percent" and (following.startswith(("的", "以上的", "左右的", "为", "来自", "由", "是")) or (len(following) and following[0] not in "，。；、）！？\n和" and left == "")):
            return value, unit, "share", False, "", "measure.part_of"
        return value, unit, "level", False, "", "measure.level"

    # -- claim -----------------------------------------------------------------------------------------------------

    def claim_cues(self, sentence: Sentence) -> list[tuple[int, int, str]]:
        found = self.claims.get(sentence.start)
        if found is None:
            kinds = self.cues.claim_kind
            found = [
                (m.start(), m.end(), kinds[m[0]]) for m in self.cues.claim.finditer(self.flat, sentence.start, sentence.end) if kinds[m[0]]
            ]
            self.claims[sentence.start] = found
        return found

    def claim(self, quantity: Quantity, sentence: Sentence, clause: int, period: Period, rule_time: str) -> tuple[Claim, str]:
        plan = self.cues.plan.search(self.flat, clause, quantity.start)
        if plan is not None and quantity.kind in ("money", "physical"):
            return "plan", "claim.plan_noun"
        if rule_time == "time.base":
            return "reported", "claim.base"
        stated = rule_time in ("time.sentence", "time.carried", "time.title")
        past = stated and (rule_time != "time.carried" or self.report) and self.published is not None and period.end is not None and period.end <= self.published and period.basis != "deadline"
        last: tuple[int, int, str] | None = None
        for cue in self.claim_cues(sentence):
            if cue[0] >= quantity.start:
                break
            if cue[2] == "target" and _FULFILLED.search(self.flat, max(sentence.start, cue[0] - 8), cue[0]):
                continue
            if cue[2] == "weak" and (past or not (sentence.goals or stated or self.flat[cue[0] : cue[1]] in ("预计", "有望"))):
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
        if (deadline and ahead) or future:
            return "target", "claim.future"
        if (sentence.goals and (period.end is None or ahead)) or (self.report and stated and ahead):
            return "target", "claim.section"
        return "reported", "claim.default"

    def _after_period(self, cue: tuple[int, int, str], quantity: Quantity, sentence: Sentence) -> bool:
        """True when the reporting word stands between the period and the number: 2025年已完成."""
        index = bisect_left(self.period_starts, quantity.start) - 1
        return index >= 0 and self.periods[index].start >= sentence.start and cue[0] > self.periods[index].start

    # -- time ------------------------------------------------------------------------------------------------------

    def time(self, quantity: Quantity, sentence: Sentence, measure: Measure) -> tuple[Period, str]:
        index = bisect_left(self.period_starts, quantity.start) - 1
        paragraph_first = sentence.start
        rate = False
        since: PeriodHit | None = None
        while index >= 0:
            hit = self.periods[index]
            if hit.start < paragraph_first:
                break
            index -= 1
            if hit.kind in ("comparison", "title", "base"):
                if self._base_of(hit, quantity):
                    return hit.time, "time.base"
                continue
            if self._compared(hit, quantity, measure):
                if self._base_of(hit, quantity):
                    return hit.time, "time.base"
                continue
            if hit.kind == "rate":
                rate = True
                continue
            if hit.time.end is None and hit.time.start is None:
                continue
            if hit.kind == "event_day" and self._clause_gap(hit.end, quantity.start) > 1:
                since = since or hit
                continue
            return self._basis(hit.time, quantity, sentence, hit.end), "time.sentence"
        carried = self._carried(sentence, quantity.start)
        if carried is not None:
            return self._basis(carried.time, quantity, sentence, carried.end), "time.carried"
        if since is not None:
            return self._basis(since.time, quantity, sentence, since.end), "time.event"
        if self.title_period is not None:
            return self.title_period, "time.title"
        if rate:
            return Period(None, self.reference, "point"), "time.rate"
        cumulative = "累计" in self.flat[sentence.start : quantity.start]
        return Period(None, self.reference, "cumulative" if cumulative else "point"), "time.default"

    def _base_of(self, hit: PeriodHit, quantity: Quantity) -> bool:
        """由去年同期的7.9%升至…: the number right behind is the base's own."""
        return hit.time.end is not None and _BASE_GAP.fullmatch(self.flat, hit.end, quantity.start) is not None and (
            self.flat[hit.start] in "由从较比与" or self.flat[max(0, hit.start - 1) : hit.start] in ("由", "从", "较", "比")
        )

    def _compared(self, hit: PeriodHit, quantity: Quantity, measure: Measure) -> bool:
        """Whether the period is only what the number is held against: 1990年不变价格, 比丰收的去年, 从2015年的…升至…."""
        flat = self.flat
        if hit.kind == "plan_period" and _PLAN_TITLE.match(flat, hit.end):
            return True
        if _NOT_TIME.match(flat, hit.end):
            return True
        before = flat[max(0, hit.start - 6) : hit.start]
        cut = max(before.rfind(mark) for mark in "，。；、,：")
        before = before[cut + 1 :]
        if any(word in before for word in ("比", "较", "与")) and "比例" not in before and "比重" not in before:
            return True
        if before[-1:] in ("由", "从"):
            return any(word in flat[hit.end : quantity.start] for word in ("升至", "升到", "增加到", "增至", "提高到", "提高至", "上升到", "上升至", "提升到", "提升至", "扩大到", "降至", "下降到", "降低到", "降到", "减少到", "增长到", "扩大至", "到", "至")) and any(
                other.start > hit.end and other.end <= quantity.start for other in self.quantities[max(0, self.position - 3) : self.position]
            )
        return False

    def _clause_gap(self, start: int, end: int) -> int:
        return bisect_left(self.clause_ends, end) - bisect_left(self.clause_ends, start)

    def _carried(self, sentence: Sentence, offset: int) -> PeriodHit | None:
        """The last period of an earlier sentence of the same paragraph, or of the heading above it."""
        index = bisect_left(self.period_starts, sentence.start) - 1
        while index >= 0:
            hit = self.periods[index]
            holder = self.sentence(hit.start)
            if holder.paragraph != sentence.paragraph and not (self.report and holder.section == sentence.section):
                return None
            if holder.paragraph != sentence.paragraph and hit.kind == "asof":
                index -= 1
                continue
            if hit.kind not in ("comparison", "title", "rate", "event_day", "deadline", "base") and hit.time.end is not None and not _COMPARED.search(self.flat, max(0, hit.start - 6), hit.start):
                return hit
            index -= 1
        return None

    def _basis(self, time: Period, quantity: Quantity, sentence: Sentence, hit_end: int) -> Period:
        clause = max(self.clause(quantity.start), sentence.start)
        running = self.published is not None and time.end is not None and time.end > self.published and time.basis == "flow"
        if running and hit_end < clause and "累计" in self.flat[clause : quantity.start]:
            return Period(None, self.reference, "cumulative")  # 今年新建…，累计达到: the total is as of today
        if time.basis in ("flow", "ytd", "point") and "累计" in self.flat[max(clause, sentence.start) : quantity.start] and time.start is None:
            return Period(time.start, time.end, "cumulative")
        return time

    def _title_period(self) -> Period | None:
        """The year a bulletin is about, from its first line."""
        if not self.sentences:
            return None
        first = self.sentences[0]
        head = self.flat[first.start : first.end]
        if not re.search(r"公报|年鉴|运行情况|经济运行|执行结果|完成情况|统计", head):
            return None
        for hit in self.periods:
            if hit.start >= first.end:
                break
            if hit.time.end is not None and hit.kind in ("explicit", "relative", "title"):
                return hit.time
        return None

    # -- area ------------------------------------------------------------------------------------------------------

    def _home(self) -> tuple[AreaHit, ...]:
        """The areas a document is about: those its title joins, else the one it names most."""
        title_end = self.sentences[0].end if self.sentences else 0
        counts: dict[str, int] = {}
        first: dict[str, AreaHit] = {}
        title: list[AreaHit] = []
        for hit in self.areas:
            if hit.name in _PRO_AREA or hit.name in _PAIR_AREA or hit.ref_area == "WORLD":
                continue
            if hit.start < title_end and hit.ref_area:
                title.append(hit)
            counts[hit.name] = counts.get(hit.name, 0) + 1
            first.setdefault(hit.name, hit)
        if title:
            named = [hit for hit in title if hit.ref_area != "CN"] or title
            return self._joined(named)
        if not counts:
            return ()
        return (first[max(counts, key=lambda name: (counts[name], -first[name].start))],)

    def _joined(self, hits: list[AreaHit]) -> tuple[AreaHit, ...]:
        """The first of these areas with those that stand right beside it."""
        group = hits[:1]
        for hit in hits[1:]:
            if not _AREA_JOINT.fullmatch(self.flat, group[-1].end, hit.start):
                break
            group.append(hit)
        return tuple(group)

    def area(self, quantity: Quantity, sentence: Sentence) -> tuple[AreaHit, ...]:
        """The areas named last before the number in its sentence, else in its paragraph, else the document's own."""
        index = bisect_left(self.area_starts, quantity.start) - 1
        while index >= 0:
            hit = self.areas[index]
            holder = sentence if hit.start >= sentence.start else self.sentence(hit.start)
            if holder.paragraph != sentence.paragraph:
                break
            if hit.end <= quantity.start and self._is_subject(hit, holder):
                if hit.name in _PRO_AREA:
                    return self._whole(index, holder) or self.home or (hit,)
                if hit.name in _PAIR_AREA:
                    return self._pair(index, holder) or self.home or (hit,)
                return self._group(index, holder)
            index -= 1
        return self.home

    def _is_subject(self, hit: AreaHit, sentence: Sentence) -> bool:
        """Whether the figure may be of this area: not one it is ranked in, compared with, or a share of."""
        flat = self.flat
        left = flat[max(sentence.start, hit.start - 4) : hit.start]
        if _COMPARED_AREA.search(left) or _RANKED_AREA.match(flat, hit.end):
            return False
        if hit.ref_area in ("CN", "WORLD"):
            at_home = bool(self.home) and self.home[0].ref_area == hit.ref_area
            opens = hit.start == sentence.start or flat[hit.start - 1] in "，；：、。\n,"
            return (at_home or (opens and hit.ref_area == "CN")) and flat[hit.start : hit.end] != "中国"
        return True

    def _group(self, index: int, sentence: Sentence) -> tuple[AreaHit, ...]:
        group = [self.areas[index]]
        while index > 0 and self.areas[index - 1].start >= sentence.start and _AREA_JOINT.fullmatch(self.flat, self.areas[index - 1].end, group[0].start):
            index -= 1
            group.insert(0, self.areas[index])
        return tuple(group)

    def _whole(self, index: int, sentence: Sentence) -> tuple[AreaHit, ...]:
        """What 全省 or 全市 stands for: the last such area that the paragraph has named."""
        wide = self.areas[index].name[1:2]
        for hit in reversed(self.areas[max(0, index - 6) : index]):
            if self.sentence(hit.start).paragraph != sentence.paragraph:
                return ()
            if hit.name not in _PRO_AREA and hit.name not in _PAIR_AREA and self.flat[hit.start : hit.end].endswith(wide):
                return (hit,)
        return ()

    def _pair(self, index: int, sentence: Sentence) -> tuple[AreaHit, ...]:
        """What 两地 stands for: the last areas named side by side, or the last composite, in the paragraph."""
        for place in range(index - 1, max(-1, index - 8), -1):
            hit = self.areas[place]
            if self.sentence(hit.start).paragraph != sentence.paragraph:
                return ()
            if hit.name in _PRO_AREA or hit.name in _PAIR_AREA or hit.ref_area in ("CN", "WORLD"):
                continue
            group = self._group(place, sentence)
            if len(group) > 1 or not hit.ref_area.isdigit():
                return group
        return ()


def _signed(value: Decimal | None, down: bool) -> Decimal | None:
    return -value if down and value is not None and value > 0 else value


def _scaled(value: Decimal | None, factor: int) -> Decimal | None:
    return None if value is None else value * factor
