"""The time that stands over figures: in a column's head, the caption of a table or a list, a section's heading."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from pipelines.periods import PeriodHit
from pipelines.reading.quantity import Quantity
from pipelines.reading.roles import within_year
from pipelines.reading.sentences import Sentence, Sentences
from pipelines.records import Period

_HEADED_BY: Final = 2  # code points behind the time in a column's head: 2007年预期
_COLUMNS: Final = 4  # of changes, below a caption
_REACH: Final = 4  # code points before the period that opens a caption: 表1
_BETWEEN: Final = frozenset(" |")  # cells
_STOPS: Final = frozenset("。！？；")


class Captions:
    """Answers for one document, whose periods stand in order with their roles."""

    def __init__(self, flat: str, periods: list[PeriodHit], roles: list[str], sentences: Sentences) -> None:
        self.flat = flat
        self.periods = periods
        self.roles = roles
        self.starts = [hit.start for hit in periods]
        self.sentences = sentences

    def column(self, quantity: Quantity) -> Period | None:
        """The time in the head of a cell's column."""
        index = bisect_left(self.starts, quantity.column) - 1 if quantity.column else -1
        if index < 0:
            return None
        hit = self.periods[index]
        if self.roles[index] == "base" and (hit.kind == "comparison" or self.flat[hit.start - 1] not in _BETWEEN):
            return None  # 产量比上年±%
        return hit.time if hit.end >= quantity.column - _HEADED_BY and hit.time.end is not None else None

    def above(self, quantity: Quantity, sentence: Sentence) -> Period | None:
        """The time of the caption or the heading that the figure stands under."""
        return self._caption(quantity, sentence) or self._heading(sentence)

    def _heading(self, sentence: Sentence) -> Period | None:
        """The one year that the heading of its section names: 二、1980年计划安排."""
        heading = self.sentences.heading(sentence)
        if heading is None or heading.paragraph == 0 or heading.story != sentence.story:
            return None
        low, high = bisect_left(self.starts, heading.start), bisect_left(self.starts, heading.end)
        years = [
            hit.time
            for hit, role in zip(self.periods[low:high], self.roles[low:high], strict=True)
            if role == "use" and hit.kind == "explicit" and hit.time.start is not None and not within_year(hit.time)
        ]
        return years[0] if len(years) == 1 else None

    def _caption(self, quantity: Quantity, sentence: Sentence) -> Period | None:
        """What stands over the lines of a table or a list: 2023年部分县粮食生产情况, 数字普洱（2011年）."""
        index = bisect_left(self.starts, sentence.start) - 1
        for _ in range(_COLUMNS):
            if index >= 0 and self.roles[index] == "base":  # 比上年 heads a column
                index -= 1
        if index < 0:
            return None
        hit = self.periods[index]
        holder = self.sentences.at(hit.start)
        if hit.time.end is None or hit.kind == "deadline" or self.roles[index] != "use":
            return None
        ends = self.flat[hit.end : hit.end + 1] in (")", "）") and hit.end + 1 == holder.end
        opens = (
            quantity.shape == "cell"
            and hit.start - holder.start <= _REACH
            and "|" not in self.flat[holder.start : holder.end]
        )
        if not (ends or opens):
            return None
        lines = self.sentences.between(holder, sentence)
        return hit.time if all(self.flat[line.end - 1] not in _STOPS for line in lines) else None
