"""Finds the quantities of a flat text: numeral, unit and bounds. What they measure is meaning.py's matter.

One linear scan by a single pattern; all that follows a numeral is looked up in dictionaries, longest word first.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipelines.lexicon import UnitWord
from pipelines.numerals import MAX_CHARACTERS, parse
from pipelines.reading import idioms, shapes, understood
from pipelines.reading.bounds import (
    bare_bound,
    bound_after,
    bound_before,
    carried,
    later_bound,
    share_bound,
    shows_loss,
    sign,
)
from pipelines.reading.compound import compound
from pipelines.reading.idioms import BARE
from pipelines.reading.numbers import MAGNITUDES, PER_UNIT, SCAN
from pipelines.reading.quantity import Quantity, build, hours_and_more, implied_unit, unit_at, words
from pipelines.reading.spoken import COINS, SPOKEN, bare_price, coins, spoken
from pipelines.records import Bound

_TITLE: Final = re.compile(r"《[^》\n]{1,120}》")
_LONE_WORD: Final = re.compile(r"(?![时点号年月日期版页届转前第数])[\u4e00-\u9fff](?=[，。；、\n）]|$)")
_UNKNOWN_WORD: Final = re.compile(
    r"(?![前第数]|不[到足]|[上封])[\u4e00-\u9fff]{1,3}(?=[，。；、\n）]|$)"
)  # behind 万 or 亿 it can only be counted
_INDEXES: Final = ("指数", "系数", "得分", "评分", "PMI", "景气")
_UNDERSTOOD: Final = frozenset(
    {"person", "passenger", "household", "CNY"}
)  # units that may go without a word behind a Chinese numeral
_NO_HALF: Final = frozenset("大小好老多前后上下")  # 大半天 and 下半个 are no halves
_GIVING: Final = frozenset({"count", "money", "physical"})  # kinds of unit that a later number may take over
_MOVED: Final = ("前移", "上升", "提升", "后退", "后移", "下降", "前进", "下滑")  # by so many places of a ranking
_PLACES: Final = UnitWord("位", "位次", "count")
_SAID_VAGUELY: Final = ("位数", "的突破", "突破")
_COUNTED: Final = 100  # a smaller number before an unknown word is rather part of a name
_MOST: Final = Decimal(10) ** 25  # what the table holds, with room to convert


def scan(flat: str, masks: list[tuple[int, int]]) -> list[Quantity]:
    """All quantities of `flat` in order. `masks` are spans of time expressions, whose numbers are dates."""
    return _Scanner(flat).run(masks)


class _Scanner:
    """One pass over one text. Holds the text, the words and the last quantity, so that the steps need few arguments."""

    def __init__(self, flat: str) -> None:
        self.flat = flat
        self.words = words()
        self.last: Quantity | None = None
        self.index: Quantity | None = None  # the last index or ratio told without a unit

    def run(self, masks: list[tuple[int, int]]) -> list[Quantity]:
        found: list[Quantity] = []
        flat = self.flat
        titles = [match.span() for match in _TITLE.finditer(flat)] if "《" in flat else []
        mask = title = position = 0
        mask_count, title_count = len(masks), len(titles)
        lead, candidate, read = self.words.leads.search, SCAN.match, self.read
        while (first := lead(flat, position)) is not None:
            start = first.start()
            while mask < mask_count and masks[mask][1] <= start:
                mask += 1
            if mask < mask_count and masks[mask][0] <= start:
                position = masks[mask][1]
                continue
            match = candidate(flat, start)
            if match is None:
                position = start + 1
                continue
            position = match.end()
            quantity = read(match, start, position)
            if quantity is None:
                continue
            if found and quantity.bound == "exact" and found[-1].bound != "exact":
                quantity = carried(flat, found[-1], quantity)
            while title < title_count and titles[title][1] <= start:
                title += 1
            if title < title_count and titles[title][0] <= start and not quantity.context:
                quantity = quantity._replace(context="title")
            found.append(quantity)
            if not quantity.context and quantity.kind in _GIVING:
                self.last = quantity
            if quantity.end > position:
                position = quantity.end
        return found

    def read(self, match: re.Match[str], start: int, end: int) -> Quantity | None:
        """One candidate of the scan's pattern."""
        group, text, flat = match.lastgroup, match[0], self.flat
        if group == "arabic":
            return self.arabic(text, start, end)
        if group == "chinese":
            return self.chinese(text, start, end)
        shape = shapes.BY_GROUP.get(group or "")
        return shape(flat, text, start, end) if shape is not None else None  # a date and a clock time have none

    def arabic(self, text: str, start: int, end: int) -> Quantity | None:
        if self.flat[start - 1 : start] == "每":
            share = shapes.one_in(self.flat, start)
            if share is not None:
                return share
        if len(text) > MAX_CHARACTERS:
            return None
        found = self.number(text, parse(text.replace("，", ",")), start, end, arabic=True)
        before = self.flat[start - 1 : start]
        reckoned_on = before == "每" or (before == "/" and self.flat[start - 2 : start - 1] in ("元", "角"))
        if found is not None and not found.context and reckoned_on:
            return found._replace(context="base")  # 每100户 and 元/500克 are what a rate is reckoned on
        return found

    def chinese(self, text: str, start: int, end: int) -> Quantity | None:
        """A Chinese numeral, unless it is vague or the head of a set phrase."""
        flat = self.flat
        before = flat[start - 1 : start]
        if before and before in "数几上" and text[0] in BARE:
            return shapes.vague(flat, start - 1, end)
        if flat.startswith(_SAID_VAGUELY, end):
            return shapes.said_vaguely(flat, text, start, end)
        if text[0] in self.words.idiom_heads and idioms.idiom(flat, start):
            return None
        if before == "每":
            return shapes.one_in(flat, start)
        if flat[end : end + 1] in ("几", "数"):
            return shapes.vague(flat, start, end)
        if len(text) > MAX_CHARACTERS or text in ("零", "〇") or (text == "半" and before in _NO_HALF):
            return None
        return self.number(text, parse(text), start, end, arabic=False)

    def number(self, text: str, value: Decimal | None, start: int, end: int, arabic: bool) -> Quantity | None:
        """A numeral and what follows it: 余 or 多, a unit, the second end of a range, a list with one unit."""
        flat = self.flat
        position = end
        infix = self.words.inside.get(flat[position : position + 1])
        if infix is not None:
            scaled = MAGNITUDES.match(flat, position + 1)
            if scaled and value is not None:
                value = parse(text + scaled[0]) or value * (parse(scaled[0]) or 1)  # 一亿二千多万
                position = scaled.end()
                text = flat[start:position]
            elif unit_at(flat, position + 1) is not None:
                position += 1
            else:
                infix = None
        unit = unit_at(flat, position)
        if unit is not None and unit.word == "个" and (longer := hours_and_more(flat, position)) is not None:
            infix, unit, position = "more_than", longer, position + 2
        after = position + len(unit.word) if unit else position
        if infix is None and value is not None and flat[after : after + 1] in shapes.RANGE_LINKS:
            ranged = shapes.between(flat, text, value, unit, start, position)
            if ranged is not None:
                quantity, end_unit = ranged
                return quantity._replace(context=idioms.part_of_name(flat, start, quantity.end, end_unit))
        before = flat[start - 1 : start]
        if before == "第" or (before == "前" and (unit is None or unit.word in ("位", "名", "强", "大"))):
            if value is None or idioms.idiom(flat, start - 1):
                return None  # 第二产业 is a name
            return shapes.ordinal(text, value, start, end, before, unit)
        if before == "前" and unit is not None and unit.kind == "duration":
            return None
        if value is not None and before in ("、", "和") and shapes.among_ranks(flat, start, unit):
            return shapes.ordinal(text, value, start + 1, end, "", unit)
        if value is None:
            return None if arabic else shapes.pair(text, start, end, unit)
        if value >= _MOST:  # no table holds it: kept without a value, for a person to look at
            named = ("number", "none", "") if unit is None else (unit.unit, unit.kind, unit.word)
            context = "no_unit" if unit is None else ""
            return build(start, after, None, *named, "exact", text, "plain", "num.too_long", context)
        shared = False
        if unit is not None and unit.word == "千米" and not arabic and (metres := parse(f"{text}千")) == value * 1000:
            text, value, position, unit = f"{text}千", metres, position + 1, unit_at(flat, position + 1) or unit
        if unit is not None and unit.word == "位" and flat.startswith(_MOVED, start - 2):
            unit = _PLACES
        told = None
        if unit is None:
            if flat[position : position + 1] in COINS:
                told = coins(flat, value, start, position)
        elif unit.word in SPOKEN:
            told = spoken(flat, value, start, position, unit)
        if told is not None:
            value, unit = told.value, told.unit
            if told.more:
                infix = "more_than"
        elif unit is not None and unit.word in self.words.noun_units:
            unit = understood.by_noun(flat, self.last, start, after, unit)
        if unit is None:
            unit = understood.shared_unit(flat, position)
            shared = unit is not None
        elif unit.word == "个" and flat[position + 1 : position + 2] in ("、", "和"):
            points = understood.shared_unit(flat, position + 1)
            if points is not None and points.kind == "point":
                unit, position, shared = points, position + 1, True  # 3.2个和1.8个百分点
        if (
            unit is None
            and flat[position : position + 1] == "/"
            and (per := PER_UNIT.match(flat, position)) is not None
        ):
            unit = UnitWord(per[0], per[0], "physical")  # 21.8/10万
        if unit is None:
            return self.unitless(text, value, start, position, arabic, infix)
        return self.finish(text, value, start, position, unit, infix, arabic, shared)

    def finish(
        self,
        text: str,
        value: Decimal,
        start: int,
        position: int,
        unit: UnitWord,
        infix: Bound | None,
        arabic: bool,
        shared: bool,
    ) -> Quantity | None:
        """A numeral with its unit: bounds before and after, and whether the whole is a name."""
        flat = self.flat
        # The noun of 个国家 chooses the unit but is no part of the quantity.
        unit_end = position if shared else position + len(unit.word)
        end = position + 1 if unit.kind == "noun" and not shared else unit_end
        context, rule = "", "num.arabic" if arabic else "num.chinese"
        bound: Bound
        if not arabic and BARE.issuperset(text) and text[0] != "十":
            said, rule = bare_bound(flat, start), "num.bare"
            bound, context = said or "exact", "" if said and flat[unit_end : unit_end + 1] != "级" else "magnitude_name"
        else:
            bound = bound_before(flat, start)
            if unit.kind == "point" and "于" in flat[max(0, start - 6) : start]:
                bound = "exact"  # 高于全国0.6个百分点 is a difference, not a bound
            elif bound == "exact" and unit.kind == "ratio":
                bound = share_bound(flat, start)
        if bound == "exact" and infix is not None:
            bound = infix
        after, after_end = bound_after(flat, unit_end)
        if after is not None:
            bound = after if bound == "exact" or (bound == "at_most" and after == "about") else bound
            if flat[unit_end] in "多余" and end == unit_end:
                end = after_end
        more = compound(flat, value, unit, unit_end, shared)
        if not context and not arabic and (more is None or more.end == unit_end):
            context = idioms.set_phrase(flat, text, start, unit)
        context = context or idioms.part_of_name(flat, start, unit_end, unit)
        name = unit.unit
        if unit.kind in ("ratio", "point") or name == "degree_celsius" or shows_loss(flat, start, unit.kind):
            start, value = sign(flat, start, value)
        if more is not None:
            value = more.value if value >= 0 else -more.value
            name, end = more.unit, more.end
            if name == "minute":
                unit = unit._replace(kind="duration")  # 分 is a score as well
            if more.end > unit_end:
                unit_end = more.end
                bound = later_bound(flat, unit_end, bound)
        return build(start, end, value, name, unit.kind, unit.word, bound, text, "plain", rule, context, unit_end)

    def unitless(
        self, text: str, value: Decimal, start: int, end: int, arabic: bool, infix: Bound | None
    ) -> Quantity | None:
        """A number without a unit: its unit may be understood; else it is an index, a score, or part of a name."""
        flat = self.flat
        lone = _LONE_WORD.match(flat, end) if arabic and value >= _COUNTED else None
        if lone is not None:  # an unknown measure word: 5600棒。
            word = UnitWord(lone[0], lone[0], "count")
            return self.finish(text, value, start, end, word, infix, arabic, shared=False)
        if value >= 10000 and text[-1] in "万亿":
            left = flat[max(0, start - 10) : start]
            unit = None if left.endswith("每") else implied_unit(left)
            unit = unit or understood.people(flat, end) or understood.told_before(flat, start, end)
            unit = unit or understood.same_unit(flat, self.last, start, end)
            if unit is not None and (arabic or unit.unit in _UNDERSTOOD):
                return self.finish(text, value, start, end, unit, infix, arabic, shared=unit.word == "")
            unknown = _UNKNOWN_WORD.match(flat, end) if arabic else None
            if unknown is not None:
                word = UnitWord(unknown[0], unknown[0], "count")
                return self.finish(text, value, start, end, word, infix, arabic, shared=False)
        if not arabic and (price := bare_price(flat, value, start, end)) is not None:
            return self.finish(text, value, start, end, price, infix, arabic, shared=True)
        if not arabic and "点" not in text:
            return None
        left = flat[max(0, start - 6) : start]
        index = understood.index_unit(flat, start, end) or understood.moved_by(flat, self.index, start, end)
        if index is None and any(word in left for word in _INDEXES) and not flat[end : end + 1].isalpha():
            index = understood.INDEX_POINT
        if index is not None:
            bound = later_bound(flat, end, bound_before(flat, start))
            self.index = build(start, end, value, index.unit, index.kind, "", bound, text, "plain", "num.index")
            return self.index
        if not arabic:
            return None
        return build(start, end, value, "number", "none", "", "exact", text, "plain", "num.unitless", "no_unit")
