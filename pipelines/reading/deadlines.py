"""By when the goals of a text are to be met that name no day of their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from typing import Final

from pipelines.periods import PeriodHit
from pipelines.reading.quantity import Quantity
from pipelines.reading.sentences import Sentence, Sentences
from pipelines.records import Period

_OUTLINE: Final = re.compile(
    r"[”’」]?(?:发展)?(?:规划|计划)?(?:和[\d〇零一二三四五六七八九]{4}年远景目标)?(?:纲要|的?建议|草案|规划(?!局|院))"
)
_DUE: Final = re.compile(r"，(?:项目|工程|全部)?(?:计划|预计|拟|将|力争|确保|有望)[在于]?(?:到)?$")
_BUILT: Final = re.compile(r"(?:年?底)?(?:之?前)?(?:全面|全部|基本)?(?:建成|完工|竣工|投产|投用|通车|交付|投入)")
_AIMED: Final = re.compile(r"的?[^，。；：\d]{0,8}(?:目标|要点|任务)")  # 2024年的主要预期目标：
_FARTHEST: Final = 64  # periods to look back over


class Deadlines:
    """Answers for one document; `figures` is where those stand that were asked for so far, in order."""

    def __init__(
        self,
        flat: str,
        periods: list[PeriodHit],
        roles: list[str],
        sentences: Sentences,
        published: date | None,
        figures: list[int],
    ) -> None:
        self.flat = flat
        self.periods = periods
        self.roles = roles
        self.starts = [hit.start for hit in periods]
        self.sentences = sentences
        self.published = published
        self.figures = figures
        self.plan = _plan(flat, periods, sentences, published)

    def to_come(self, quantity: Quantity, sentence: Sentence) -> Period | None:
        """The period of a goal whose paragraph spoke of one gone by just before it: the last still to come, if any."""
        first = bisect_left(self.starts, quantity.start) - 1
        for index in range(first, max(-1, first - _FARTHEST), -1):
            hit = self.periods[index]
            if self.sentences.at(hit.start).paragraph != sentence.paragraph:
                break
            ahead = self.published is not None and hit.time.end is not None and hit.time.end > self.published
            if ahead and self.roles[index] == "use":
                return hit.time
        for index in range(first + 1, len(self.starts)):  # 还将新建充电桩1.2万个，力争全年…
            hit = self.periods[index]
            if hit.start >= sentence.end:
                break
            if self.published is not None and hit.time.end is not None and hit.time.end > self.published:
                return hit.time
        return None

    def due(self, quantity: Quantity, sentence: Sentence) -> Period:
        """By when a goal without a date is to be met: as its section announces, else as the title does.

        到2030年，目标如下： is a sentence without a figure. 新增线路12条，计划今年10月建成 says it behind.
        """
        for index in range(bisect_left(self.starts, quantity.unit_end), len(self.starts)):
            hit = self.periods[index]
            if hit.start >= sentence.end or self.published is None:
                break
            end = hit.time.end
            due = end is not None and end > self.published and _BUILT.match(self.flat, hit.end)
            if due and _DUE.search(self.flat, sentence.start, hit.start):
                return Period(None, end, "deadline")
        first = bisect_left(self.starts, quantity.start) - 1
        for index in range(first, max(-1, first - _FARTHEST), -1):
            hit = self.periods[index]
            holder = self.sentences.at(hit.start)
            if holder.section != sentence.section:
                break
            if self.published is None or (hit.time.end or self.published) <= self.published:
                continue
            if hit.kind != "deadline" and not _AIMED.match(self.flat, hit.end):
                continue
            if bisect_left(self.figures, holder.start) == bisect_left(self.figures, holder.end):
                return hit.time
        return self.plan or Period(None, None, "deadline")


def _plan(flat: str, periods: list[PeriodHit], sentences: Sentences, published: date | None) -> Period | None:
    """The last day of the plan that the document itself is, from its first line: 第十五个五年规划纲要."""
    head = sentences.items[0].end if sentences.items else 0
    for hit in periods:
        if hit.start >= head:
            break
        last = hit.time.end
        if _OUTLINE.match(flat, hit.end) and last is not None and published is not None and last > published:
            return Period(None, last, "deadline")
    return None
