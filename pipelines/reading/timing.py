"""Which period a quantity is of: the one its sentence names, else one carried on, else the day of the document."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from typing import Final

from pipelines.periods import PeriodHit
from pipelines.periods.calendar import shift_years
from pipelines.reading.asides import of_one_figure
from pipelines.reading.behind import told_behind
from pipelines.reading.captions import Captions
from pipelines.reading.deadlines import Deadlines
from pipelines.reading.leads import Leads
from pipelines.reading.quantity import Quantity
from pipelines.reading.reached import reached, today_behind
from pipelines.reading.roles import GROUND, part_of_year, role_of, within_year, years_ago
from pipelines.reading.sentences import Sentence, Sentences
from pipelines.reading.settled import EARLY, settled
from pipelines.records import Measure, Period

_BULLETIN: Final = re.compile(r"公报|年鉴|运行情况|经济运行|执行结果|完成情况|统计|发展简况|发展概况")
_REPORT: Final = re.compile(r"工作报告|公报|计划草案|计划报告|报告(?:（[^（）]{1,8}）)?$")
_ACCOUNT: Final = re.compile(r"政府工作报告|执行情况")
AHEAD: Final = "time.ahead"  # the rule for what is told behind a figure and still to come
ACCOUNT: Final = "time.account"  # the rule for what an account tells without a date
_BASE_GAP: Final = re.compile(
    r"(?:全年|同期|年?末|年?底)?(?:的(?:全国|全省|全球|世界)?(?:约|近|不足|不到)?|的?(?:最高|最低|高点|低点|峰值|谷底))"
)
_RAISED_FROM: Final = re.compile(
    r"(?:由|从)(?:原来的|原先的|过去的|此前的)?(?:人均|每人|每月|每年|世界|全国|全省|全球|的|约|近|不足|不到){0,3}$"
)
_RAISED_TO: Final = re.compile(
    r"(?:左右|以上|多)?(?:进一步|大幅|快速|稳步)?(?:提高|提升|上升|上涨|增加|增长|增|升|扩大|拓展|发展|下降|降低|降|减少|减|压减|缩短|跃升|调整|回落|跌|涨|下跌|下滑|滑落|攀升|猛增|激增|压缩|扩容|扩充|缩小|收窄|优化|翻)(?:到|至|为)"
)
_HARVEST: Final = re.compile("总产(?!值)|亩产|单产")
_FIRST_HARVEST: Final = 5  # the month in which the first crops of a year come in
_SAYS_ITS_YEAR: Final = re.compile(r"\d年|去|前年|上[年月个]|[〇零一二三四五六七八九]{4}年")
_THEN: Final = "届时"
_REPORTED: Final = re.compile("已|累计|目前|现有|完成了|实现了")
_AT_HAND: Final = re.compile("(?<![对在将把为的用据按])现有(?!的|基础|条件)[^；。：]*$")
_AT_HAND_REACH: Final = 48  # code points behind 现有 in which it is spoken of
_TO_COME: Final = re.compile("[降升提增达扩](?:低|高|升|加|到|至)|新增|突破|超过|覆盖")
_FARTHEST: Final = 64  # periods to look back over


class Timing:
    """Answers for one document; `published` and `reference` are the dates relative words were read against."""

    def __init__(
        self, flat: str, periods: list[PeriodHit], sentences: Sentences, published: date | None, reference: date | None
    ) -> None:
        self.flat = flat
        self.sentences = sentences
        self.published = published
        self.reference = reference
        head = flat[sentences.items[0].start : sentences.items[0].end] if sentences.items else ""
        self.report = bool(_REPORT.search(head))
        # Told in the first months, it is of the year over where nothing else is said.
        self.account = published is not None and published.month <= EARLY and _ACCOUNT.search(head) is not None
        self.periods = settled(flat, periods, published, reference, self.report)
        self.starts = [hit.start for hit in periods]
        self.roles = [role_of(flat, hit, published) for hit in periods]
        self.given: Period | None = None  # the period of the figure before
        self.figures: list[int] = []  # where those stand that were asked for, in order
        self.title = self._title(head)
        self.deadlines = Deadlines(flat, self.periods, self.roles, sentences, published, self.figures)
        self.captions = Captions(flat, self.periods, self.roles, sentences)
        self.leads = Leads(flat, self.periods, self.roles, sentences, published, reference)

    def of(self, quantity: Quantity, sentence: Sentence, clause: int, measure: Measure) -> tuple[Period, str]:
        """The period of a quantity and the rule that gave it."""
        self.figures.append(quantity.start)
        period, rule = self._of(quantity, sentence, clause, measure)
        self.given = period
        raised = rule != "time.base" and _RAISED_TO.match(self.flat, quantity.unit_end)
        if raised and _RAISED_FROM.search(self.flat, clause, quantity.start):
            return self._year_before(period), "time.base"
        return period, rule

    def _year_before(self, period: Period) -> Period:
        """Where a rise began that is told for `period`: 由31家增至126家.

        Of a goal it is the day of the document, early in a year the year before.
        """
        first, published = period.start, self.published
        if period.basis == "deadline" or (published is not None and first is not None and first > published):
            if published is None:
                return period
            if published.month > EARLY:
                return Period(None, self.reference, "point")
            first = published
        if first is None:
            return period
        if period.basis == "ytd" and period.end is not None:
            return Period(shift_years(first, -1), shift_years(period.end, -1), "ytd")
        return Period(date(first.year - 1, 1, 1), date(first.year - 1, 12, 31), "flow")

    def _one_before(self, hit: PeriodHit) -> Period:
        """强度为3%，上年为2.8%: the year before the one just told, whichever that was."""
        same = self.given is not None and self.given.end == hit.time.end and self.flat.endswith("上年", 0, hit.end)
        return self._year_before(hit.time) if same else hit.time

    def _of(self, quantity: Quantity, sentence: Sentence, clause: int, measure: Measure) -> tuple[Period, str]:
        if (column := self.captions.column(quantity)) is not None:
            return column, "time.column"
        if (behind := self._behind(quantity)) is not None:
            return behind
        rate = False
        event: PeriodHit | None = None
        aside: PeriodHit | None = None
        for index in range(bisect_left(self.starts, quantity.start) - 1, -1, -1):
            hit = self.periods[index]
            if hit.start < sentence.start:
                break
            role = self.roles[index]
            if role == "base":
                if self._is_base_of(hit, quantity):
                    return self._one_before(hit), "time.base"
            elif role == "own":
                if hit.kind == "aside" and "后" in self.flat[hit.end : quantity.start]:
                    continue
                heads = (
                    hit.kind == "comparison" and hit.start <= sentence.start + 1 and self.flat.startswith("，", hit.end)
                )
                if clause <= hit.start or heads or (hit.kind != "explicit" and clause == hit.end + 1):
                    return self._one_before(hit), "time.base"
            elif role == "rate":
                rate = True
            elif role == "event" and hit.end < clause:
                event = event or hit
            elif role == "things" and "；" in self.flat[hit.end : quantity.start]:
                continue
            elif role in ("use", "event", "things"):
                if hit.kind == "deadline" and hit.end < clause:
                    if hit.start > sentence.start + 4 and "前" in self.flat[hit.end - 1 : hit.end + 1]:
                        aside = aside or hit  # 6月底前建成，…: the deadline of that clause alone
                        continue
                    if self._in_passing(hit, quantity, sentence):
                        continue
                return self._basis(self._forward(hit, sentence), quantity, sentence, clause, hit.end), "time.sentence"
        carried = self._then(event, sentence, quantity) or self._carried(sentence, quantity) or event or aside
        if aside is not None and carried is not aside and self._meant(aside, carried, quantity):
            carried = aside
        if (carried is None or carried.kind == "asof") and (harvest := self._harvest(sentence)) is not None:
            return harvest, "time.harvest"
        if carried is not None and carried.end < sentence.start and part_of_year(carried.time, self.title):
            return self.title or carried.time, "time.title"
        if carried is not None and carried is not event and self._by_now(carried, quantity, sentence, clause):
            return Period(None, self.reference, "point"), "time.default"
        if carried is not None:
            return self._basis(
                self._forward(carried, sentence), quantity, sentence, clause, carried.end
            ), "time.carried" if carried is not event else "time.event"
        if (caption := self.captions.above(quantity, sentence)) is not None:
            return caption, "time.title"
        if self.title is not None:
            return self.title, "time.title"
        if self.account and self.published is not None and not sentence.goals:
            year = self.published.year - 1
            return Period(date(year, 1, 1), date(year, 12, 31), "flow"), ACCOUNT
        if sentence.asked:  # what is to be done is not of the time that the story reports on
            return Period(None, self.reference, "point"), "time.rate" if rate else "time.default"
        return self.leads.of(quantity, sentence, clause, measure, rate)

    def _by_now(self, hit: PeriodHit, quantity: Quantity, sentence: Sentence, clause: int) -> bool:
        if hit.end < sentence.start and today_behind(self.flat, clause, quantity.start, hit.time, self.published):
            return True
        stock = not self.report and quantity.kind != "money"
        return stock and reached(self.flat, clause, quantity.start, hit.time, self.reference)

    def _harvest(self, sentence: Sentence) -> Period | None:
        """三麦总产70亿斤, told without a date, is of the year's harvest, early in a year of the last one."""
        if self.title is not None or self.reference is None:
            return None
        if _HARVEST.search(self.flat, sentence.start, sentence.end) is None:
            return None
        year = self.reference.year - (self.reference.month < _FIRST_HARVEST)
        return Period(date(year, 1, 1), date(year, 12, 31), "flow")

    def _in_passing(self, hit: PeriodHit, quantity: Quantity, sentence: Sentence) -> bool:
        """A deadline told behind a figure ends with its part of the sentence."""
        part = max(sentence.start, self.flat.rfind("；", sentence.start, hit.start) + 1)
        return "；" in self.flat[hit.end : quantity.start] and (
            bisect_left(self.figures, part) < bisect_left(self.figures, hit.start)
        )

    def _is_base_of(self, hit: PeriodHit, quantity: Quantity) -> bool:
        """由去年同期的7.9%升至…: the number right behind is the base's own."""
        if hit.time.end is None or quantity.unit == "times":
            return False
        if hit.end == quantity.start and self.flat[hit.start - 1] in "是为":
            return True  # 是1985年36元的440倍
        if self.flat[hit.start - 1] == "在" and self.flat.startswith(GROUND, quantity.unit_end):
            return True  # 在2020年77岁的基础上提高
        if not _BASE_GAP.fullmatch(self.flat, hit.end, quantity.start):
            return False
        return self.flat[hit.start] in "由从较比与" or self.flat[max(0, hit.start - 1) : hit.start] in (
            "由",
            "从",
            "较",
            "比",
        )

    def _forward(self, hit: PeriodHit, sentence: Sentence) -> Period:
        """Under a heading of goals 全年 and 年底 are those of the year to come, not of the one just over."""
        time, said = hit.time, self.flat[hit.start : hit.end]
        if not sentence.goals or self.published is None or time.end is None or time.end >= self.published:
            return time
        if time.end.year != self.published.year - 1 or _SAYS_ITS_YEAR.search(said):
            return time
        return Period(shift_years(time.start, 1) if time.start else None, shift_years(time.end, 1), time.basis)

    def _basis(self, time: Period, quantity: Quantity, sentence: Sentence, clause: int, hit_end: int) -> Period:
        if time.end is None and time.start is not None:
            if self.reference is not None and time.start > self.reference:
                return time
            return Period(time.start, self.reference, "cumulative")  # 8月16日起累计补水: up to the day of the report
        running = (
            self.published is not None
            and self.reference is not None
            and time.end is not None
            and time.end > self.published
            and time.basis == "flow"
            and (time.start is None or (time.end.year == time.start.year and time.start <= self.reference))
        )
        if running and "已" in self.flat[max(clause, hit_end) : quantity.start]:
            return Period(time.start, self.reference, "ytd")  # 今年已完成: up to the day of the report
        near = max(hit_end, quantity.start - _AT_HAND_REACH)
        if running and _AT_HAND.search(self.flat, near, quantity.start):
            return Period(None, self.reference, "point")  # 今年新建…；全县现有学校64所: as of today
        total = "累计" in self.flat[clause : quantity.start]
        if running and total and hit_end < clause:
            return Period(None, self.reference, "cumulative")  # 今年新建…，累计达到: the total is as of today
        if total and time.start is None and time.basis in ("flow", "ytd", "point"):
            return Period(time.start, time.end, "cumulative")
        return time

    def _carried(self, sentence: Sentence, quantity: Quantity) -> PeriodHit | None:
        """The last period of an earlier sentence of the paragraph; in a report, of the section."""
        first = bisect_left(self.starts, sentence.start) - 1
        then = _THEN in self.flat[sentence.start : quantity.start]
        part: PeriodHit | None = None  # of a year, told in another paragraph
        for index in range(first, max(-1, first - _FARTHEST), -1):
            hit = self.periods[index]
            holder = self.sentences.at(hit.start)
            same = holder.paragraph == sentence.paragraph
            if not same and not (self.report and holder.section == sentence.section):
                return part
            if (
                self.roles[index] == "use"
                and not of_one_figure(self.flat, hit)
                and (hit.kind != "deadline" or then)
                and hit.time.end is not None
                and (same or hit.kind != "asof")
                and not years_ago(hit.time)
            ):
                if same or not within_year(hit.time):
                    return hit
                part = part or hit
        return part

    def _behind(self, quantity: Quantity) -> tuple[Period, str] | None:
        """剩余16家将在明年底前改造, 3家明年完工, 3家已于去年拆除: the period said right behind the figure.

        What is to come or stands in brackets is told of that figure alone.
        """
        index = bisect_left(self.starts, quantity.unit_end)
        if index == len(self.starts) or self.published is None:
            return None
        hit = self.periods[index]
        said = told_behind(self.flat, quantity.unit_end, hit, self.published)
        if said in ("ahead", "noted"):
            self.roles[index] = "passing"
        return (hit.time, AHEAD if said == "ahead" else "time.sentence") if said else None

    def _then(self, event: PeriodHit | None, sentence: Sentence, quantity: Quantity) -> PeriodHit | None:
        """将于10月1日启动，届时…: the day to come."""
        if event is None or event.time.end is None or self.published is None or event.time.end <= self.published:
            return None
        return event if self.flat.find(_THEN, event.end, quantity.start) >= 0 else None

    def _meant(self, aside: PeriodHit, carried: PeriodHit | None, quantity: Quantity) -> bool:
        """将在2019年底前建成，用户达到2万户: a goal goes on, where nothing else tells of what is to come."""
        end = carried.time.end if carried is not None else None
        past = end is None or self.published is None or end <= self.published
        between = self.flat[aside.end : quantity.start]
        return past and "，" in between and not _REPORTED.search(between) and _TO_COME.search(between) is not None

    def _title(self, head: str) -> Period | None:
        """The year a bulletin is about, from its first line."""
        if not _BULLETIN.search(head):
            return None
        end = self.sentences.items[0].end
        named = [hit for hit in self.periods if hit.start < end and hit.kind in ("explicit", "relative", "title")]
        return next((hit.time for hit in named if hit.time.end is not None), None)
