"""The period that each story of a page reports on: what its figures without one are of."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipelines.periods import PeriodHit
from pipelines.reading.quantity import Quantity
from pipelines.reading.sentences import Sentence, Sentences
from pipelines.records import Measure, Period

_LEAD_PARAGRAPHS: Final = 3
_NEWS: Final = 500  # days after which a period is what a story looks back at, and not what it reports on
_STOPS: Final = frozenset("。！？；：")
_NEW: Final = re.compile("新(?:增|建|引|开|签|设|批|上|投|招)")
_YEAR_BEFORE: Final = re.compile("[比较]上年(?![同末底])")
_SAME_PERIOD: Final = re.compile("同比|[去上]年同期")
_STOCK: Final = re.compile("余额|存款|存量|现有|保有|总数|里程|人口|在册|储备|资产|总投资|注册")
_TO_DO: Final = re.compile("[将拟要]|计划|力争|确保")
_REACH: Final = 10  # code points behind 今年 in which these stand
_FLOW_UNITS: Final = frozenset({"passenger", "TEU", "truck_trip"})
_FLOW_KINDS: Final = frozenset({"money", "physical", "ratio", "point"})
_JUST_ENDED: Final = 100  # days
_REPORTED_WITHIN: Final = 62  # days after which figures of some months are news no more


class Leads:
    """Answers for one document, where neither a sentence nor its paragraph says when."""

    def __init__(
        self,
        flat: str,
        periods: list[PeriodHit],
        roles: list[str],
        sentences: Sentences,
        published: date | None,
        reference: date | None,
    ) -> None:
        self.flat = flat
        self.reference = reference
        self.leads, self.running = _find(flat, periods, roles, sentences, published)

    def of(
        self, quantity: Quantity, sentence: Sentence, clause: int, measure: Measure, rate: bool
    ) -> tuple[Period, str]:
        """The period that the story reports on, else the day of the document; `rate`: of a figure a day or a year."""
        cumulative = "累计" in self.flat[sentence.start : quantity.start]
        lead = self.leads.get(sentence.story) or self._running(quantity, sentence, clause)
        changed = measure in ("growth", "rank") or (
            not sentence.goals and _NEW.search(self.flat, clause, quantity.start) is not None
        )
        if lead is not None and not changed:
            changed = self._compared(_SAME_PERIOD if self._fresh(lead) else _YEAR_BEFORE, quantity, sentence)
        if lead is not None and not cumulative and (changed or (self._flows(quantity) and self._fresh(lead))):
            return lead.time, "time.lead"
        if rate:
            return Period(None, self.reference, "point"), "time.rate"
        if cumulative:
            return Period(None, self._counted_to(lead), "cumulative"), "time.default"
        return Period(None, self.reference, "point"), "time.default"

    def _running(self, quantity: Quantity, sentence: Sentence, clause: int) -> PeriodHit | None:
        """The year that a story opens with as 今年, for what is told after it and is counted over a time."""
        hit = self.running.get(sentence.story)
        if hit is None or hit.start > quantity.start or _STOCK.search(self.flat, clause, quantity.start):
            return None
        return hit

    def _flows(self, quantity: Quantity) -> bool:
        """Whether it is of a kind that is counted over a time: money and tonnes, not towns."""
        return quantity.kind in _FLOW_KINDS or quantity.unit in _FLOW_UNITS

    def _fresh(self, lead: PeriodHit) -> bool:
        """Whether the story reports on what has just ended, and does not only look back at the year before."""
        last = lead.time.end
        return last is None or self.reference is None or (self.reference - last).days <= _JUST_ENDED

    def _compared(self, words: re.Pattern[str], quantity: Quantity, sentence: Sentence) -> bool:
        """签约80项，金额9亿元，比上年增长5%: its part of the sentence compares with the year before."""
        end = self.flat.find("；", quantity.end, sentence.end)
        return words.search(self.flat, quantity.end, sentence.end if end < 0 else end) is not None

    def _counted_to(self, lead: PeriodHit | None) -> date | None:
        """Where a running total without a date ends: with the months its story reports on, else with the day itself."""
        last = lead.time.end if lead is not None and lead.time.basis == "ytd" else None
        if last is None or self.reference is None or not 0 < (self.reference - last).days <= _REPORTED_WITHIN:
            return self.reference
        return last


def _find(
    flat: str, periods: list[PeriodHit], roles: list[str], sentences: Sentences, published: date | None
) -> tuple[dict[int, PeriodHit], dict[int, PeriodHit]]:
    """For each story the first period its opening paragraphs report on, and the first 今年 in them."""
    leads: dict[int, PeriodHit] = {}
    running: dict[int, PeriodHit] = {}
    opened: dict[int, int] = {}
    for sentence in sentences.items:
        if flat[sentence.start : sentence.end].rstrip("”")[-1:] in _STOPS:
            opened.setdefault(sentence.story, sentence.paragraph)
    for hit, role in zip(periods, roles, strict=True):
        if (
            role != "use"
            or hit.time.end is None
            or hit.time.basis not in ("flow", "ytd", "point")
            or hit.kind == "deadline"
        ):
            continue
        known = leads
        if published is not None and not 0 <= (published - hit.time.end).days <= _NEWS:
            if hit.kind != "relative" or hit.time != Period(*_year(published), "flow"):
                continue
            if _TO_DO.search(flat, hit.end, hit.end + _REACH):
                continue
            known = running
        if hit.time.basis == "point" and hit.time.start not in (None, hit.time.end):
            continue  # 年初, 三年前
        sentence = sentences.at(hit.start)
        first = opened.get(sentence.story, sentence.paragraph)
        if sentence.story not in known and sentence.paragraph < first + _LEAD_PARAGRAPHS:
            early = running.get(sentence.story) if known is leads else None
            if early is None or sentences.at(early.start).paragraph == sentence.paragraph:
                known[sentence.story] = hit
    return leads, running


def _year(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), date(day.year, 12, 31)
