"""The words next to a time expression: what they make of it."""

from __future__ import annotations

import re
from typing import Final

from pipelines.periods.grammar import Grammar

_LEAD: Final = 6  # how far before an expression a word like 预计 may stand
_CLAUSE: Final = 24  # how far before it a word like 确保 may head its clause
_FOLLOW: Final = 12  # how far after 与2020年 its 相比 may stand
_TITLE: Final = 80  # the longest title in 《》 that is looked through
_NOT_UNTIL: Final = frozenset("达得受感看收见遇想找甚乃以冬夏")  # 达到, 甚至, 冬至 …
_FORECAST: Final = "预计"
_STOPS: Final = "，；。：\n"
_DONE: Final = re.compile("共|累计|完成|实现|接待|发送|运送")
_AIMED: Final = re.compile(r"[^，；。：\n]{1,20}的(?:预期)?(?:目标|任务)")
NAMING: Final = frozenset(("year", "years", "plan"))  # groups, and grains, that a name may begin with
_NO_SUFFIX: Final = frozenset(("rate", "now", "vague", "since", "same", "back", "ahead", "era"))


class Around:
    """Looks at the words around an expression of `flat`; `after` is where the hit before it ended."""

    def __init__(self, flat: str, grammar: Grammar) -> None:
        self.flat, self.grammar = flat, grammar
        self.has_titles = "《" in flat

    def prefix(self, start: int, after: int) -> tuple[str, int]:
        """What the word right before makes of the expression, and where that word starts."""
        flat, known = self.flat, self.grammar.prefixes
        if start == after or flat[start - 1] not in self.grammar.prefix_ends:
            return "", start
        for length in (4, 3, 2, 1):
            begin = start - length
            if begin < after:
                continue
            role = known.get(flat[begin:start])
            if role is None:
                continue
            ahead = flat[begin - 1] if begin else ""
            if (role == "until" and ahead in _NOT_UNTIL) or (role == "compare" and ahead == "占"):
                return "", start
            return role, begin
        return "", start

    def suffix(self, group: str, end: int) -> tuple[str, int]:
        """What the word right behind makes of the expression, and where that word ends."""
        if self.flat[end : end + 1] not in self.grammar.suffix_leads or group in _NO_SUFFIX:
            return "", end
        found = self.grammar.suffix.match(self.flat, end)
        return (self.grammar.suffixes[found.group()], found.end()) if found else ("", end)

    def compared(self, end: int) -> bool:
        """A word like 相比 follows, which makes 与2020年 a comparison."""
        return self.grammar.following.search(self.flat, end, end + _FOLLOW) is not None

    def to_come(self, start: int, after: int) -> bool:
        """A word shortly before (预计, 将) says that what follows is still to come."""
        first = max(after, start - _LEAD)
        first = max(first, self.flat.rfind("；", first, start) + 1, self.flat.rfind("。", first, start) + 1)
        if start <= after:
            return False
        if self.grammar.future.search(self.flat, first, start) is not None:
            return True
        begin = max(after, start - _CLAUSE)
        begin = max(begin, *(self.flat.rfind(stop, begin, start) + 1 for stop in _STOPS))
        return self.grammar.far_future.search(self.flat, begin, start) is not None

    def forecast(self, start: int, after: int) -> bool:
        """预计 shortly before says no more than that the books are not closed yet; 计划 or 力争 would."""
        first = max(after, start - _LEAD)
        return self.flat.find(_FORECAST, first, start) >= 0

    def comes(self, end: int) -> bool:
        """A word shortly behind says so."""
        return self.grammar.future.search(self.flat, end, end + _LEAD) is not None

    def due(self, end: int) -> bool:
        """A word right behind says so: 全年目标是, 年底力争."""
        return self.grammar.coming.match(self.flat, end) is not None

    def done(self, end: int) -> bool:
        """A word right behind tells what has been done: 全年完成, 全年共接待."""
        return _DONE.match(self.flat, end) is not None

    def aimed(self, end: int) -> bool:
        """What follows in the clause is a goal: 全年增长12%的目标不变."""
        return _AIMED.match(self.flat, end) is not None

    def titled(self, begin: int) -> bool:
        """Inside 《》."""
        if not self.has_titles:
            return False
        opened = self.flat.rfind("《", max(0, begin - _TITLE), begin)
        return opened >= 0 and self.flat.find("》", opened, begin) < 0

    def names(self, end: int) -> bool:
        """The expression is the first part of a name such as 2035年远景目标."""
        return self.grammar.names.match(self.flat, end) is not None

    def in_name(self, group: str, begin: int, end: int) -> bool:
        """The expression may be part of a title or a name."""
        return (group in NAMING and self.names(end)) or self.titled(begin)
