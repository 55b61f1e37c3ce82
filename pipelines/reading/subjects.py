"""Whose number it is: the name proposed for a quantity, from the words around it and those told before it.

A name is a thing and what of it is told: 棉花 and 种植面积. Texts leave out the part that was told before, so each name
is completed from the one before it: 棉花种植面积…，产量… is 棉花产量, and 棉花产量…，其中长绒… is 长绒产量.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipelines.reading.clauses import JOINTS, announced, before_bracket, behind_list, told_before
from pipelines.reading.counted import told_behind
from pipelines.reading.cues import (
    act_before,
    goes_on,
    is_goal,
    is_rate,
    is_town,
    part_of_all,
    parted,
    priced,
    rate_before,
    rated,
    silent,
    splits,
    task_before,
    topic_of,
)
from pipelines.reading.meaning import Meaning
from pipelines.reading.naming import (
    COUNTED_PLACES,
    MAX_LENGTH,
    MODIFIERS,
    NOT_MADE,
    Named,
    act_of,
    attribute_of,
    counted_in,
    done_to,
    in_full,
    is_act,
    is_generic,
    is_good,
    is_scope,
    output_of,
    people_of,
    thing_of,
    told_by_unit,
)
from pipelines.reading.phrases import RATES, Stretch, noun_before, without_hits
from pipelines.reading.quantity import Quantity

_RELATIVE: Final = ("growth", "rank", "completion")
_RATIOS: Final = ("ratio", "point")
_PART: Final = 6  # and one of no more behind 其中
_SHORT: Final = 3  # a noun of no more characters is completed by what it is a part of
_BARE: Final = 2  # and so is what is measured: 产量 alone, but not 平均浓度
_INSIDE: Final = frozenset(["name", "identifier", "threshold", "age", "base", "magnitude_name", "title"])
_RATE: Final = ("率", "比", "度", "面")
_RELATIVE_UNITS: Final = frozenset(["percent", "percentage_point", "times", "比例", "rank", "index_point"])
_SHARED: Final = frozenset(["价格", "产量", "销量", "销售额", "零售额", "营业额"])  # told of several goods in a row
_NEWLY: Final = ("新增", "净增", "新设", "新建")


class Subjects:
    """Names for the quantities of one document, asked for in order."""

    def __init__(self, flat: str, periods: Iterable[Stretch], areas: dict[int, int]) -> None:
        """`periods` and `areas` are where those stand, start and end."""
        self.flat = flat
        self.periods = sorted(periods)
        self.hits = {**areas, **dict(self.periods)}
        self.area_ends = frozenset(areas.values())
        self.names: list[str] = []
        self.levels: dict[str, int] = {}  # by unit, the last level that the paragraph tells in it
        self.level = self.owner = -1  # the last of them, and the last quantity with a noun of its own
        self.head = -1  # the first level of the paragraph, or of the last that has one
        self.fresh = True  # whether the paragraph has none yet
        self.follows = -1  # the quantity whose name the last share or rank took over whole
        self.last = -1  # the last quantity with a name
        self.sentence = self.paragraph = -1
        self.thing = ""  # what the last name is about
        self.attribute = self.attribute_unit = ""  # what was measured last in this sentence
        self.trade = "额"  # how the paragraph puts what was imported or exported: 总值
        self.topic = ""  # what a sentence says first that it tells of: 进口方面
        self.act = self.act_unit = ""  # what was done to the things told in this sentence
        self.floor = 0  # where the words of the number before end
        self.earlier = self.named = 0  # where the last two numbers with a name end
        self.consumed = 0  # where the noun behind the number before ends

    def context(self, quantity: Quantity, reason: str) -> None:
        """Context has no name. One in a name or a size limit leaves the phrase around it whole."""
        self.names.append("")
        letter = self.flat[quantity.start - 1 : quantity.start]
        if reason not in _INSIDE and not (letter.isascii() and letter.isalpha()):  # PM2.5 is a name
            self.floor = quantity.unit_end

    def of(self, quantity: Quantity, meaning: Meaning) -> tuple[str, str]:
        """The noun phrase for this quantity and its own part of it.

        The whole is taken over from the quantity it follows where it has none of its own.
        """
        sentence = meaning.sentence
        if sentence.paragraph != self.paragraph:
            self.last = self.level = -1
            self.thing, self.trade = "", "额"
            self.fresh = True
            self.levels.clear()
        if sentence.start != self.sentence and splits(self.flat, sentence.start):
            self.last = self.level = self.head
        within = sentence.start == self.sentence or goes_on(self.flat, sentence.start)
        same = within and self.last >= 0
        self.sentence, self.paragraph, self.follows = sentence.start, sentence.paragraph, -1
        if not same:
            self.topic = topic_of(self.flat, sentence.start)
            thing, self.attribute = announced(self.flat, sentence.start, meaning.clause_start - 1)
            self.act, self.thing = "", thing or self.thing
        name, own, thing = self._named(quantity, meaning, same)
        name = in_full(name)[-MAX_LENGTH:]
        if name:
            self._settle(name, own, quantity, meaning, same)
        self.floor = quantity.unit_end
        self.earlier, self.named = self.named, quantity.unit_end
        self.thing = thing or self.thing
        self.names.append(name)
        return name, own

    def _settle(self, name: str, own: str, quantity: Quantity, meaning: Meaning, same: bool) -> None:
        """Keeps what the next names may lean on."""
        told = -1
        if same and not own and meaning.measure in ("share", "rank"):
            told = self.last
        elif same and not own and meaning.measure == "growth" and meaning.follows < 0:
            told = self.level
        elif not own and meaning.measure == "level" and self._silent(quantity, meaning):
            told = self.levels.get(quantity.unit, -1)
        self.owner = len(self.names) if own and not is_generic(own) else self.owner
        self.follows = told if told >= 0 and name == self.names[told] else -1
        if name in COUNTED_PLACES and quantity.start in self.area_ends:
            return  # 两个市 sum up those listed
        self.last = len(self.names)
        if meaning.measure == "level":
            self.level = self.last
            self.head, self.fresh = (self.last, False) if self.fresh else (self.head, False)
            if quantity.unit not in _RELATIVE_UNITS:
                self.levels[quantity.unit] = self.last
            self._remember(name, quantity.unit)
        elif meaning.measure == "growth" and own and attribute_of(name) in _SHARED:
            self.attribute, self.attribute_unit = attribute_of(name), quantity.unit  # 食品价格上涨3%，衣着上涨1%

    def _owner(self, meaning: Meaning, same: bool) -> int:
        """The earliest quantity that a level may lean on: none before the last with a noun of its own."""
        leans = (
            same and meaning.measure == "level" and meaning.unit not in _RELATIVE_UNITS and not meaning.change_amount
        )
        return max(self.owner, 0) if leans else 0

    def _silent(self, quantity: Quantity, meaning: Meaning) -> bool:
        """Whether nothing before the number but places and times tells what it is of: 其中长沙225家."""
        segment = max(meaning.clause_start, self.floor)
        return silent(self.flat, without_hits(self.flat, segment, quantity.start, self.hits), quantity.start)

    def _remember(self, name: str, unit: str) -> None:
        act, attribute = act_of(name), attribute_of(name)
        if name.endswith("进出口总值"):
            self.trade = "总值"
        if attribute:
            self.attribute, self.attribute_unit = attribute, unit
            self.act = "" if self.act_unit == unit else self.act  # 新增公路…；铁路里程…，其中高铁 is none of 新增
        elif act:
            self.act, self.act_unit = act, unit

    def _named(self, quantity: Quantity, meaning: Meaning, same: bool) -> Named:
        whole = quantity.label or meaning.subject
        if whole:
            return Named(whole, whole, thing_of(whole))
        flat, measure = self.flat, meaning.measure
        segment = max(meaning.clause_start, self.floor)
        start = without_hits(flat, segment, quantity.start, self.hits)
        listed = bool(self.names and self.names[-1]) and meaning.clause_start <= self.floor
        if listed:
            start = max(start, behind_list(flat, start, quantity.start), min(self.consumed, quantity.start))
        before = noun_before(flat, start, quantity.start, self.periods, quantity.kind in _RATIOS, measure == "rank")
        if flat[segment - 1 : segment] == "）" and (len(before) <= _BARE or is_rate(before)):
            noun = before_bracket(flat, meaning.sentence.start, segment, self.earlier, self.hits, self.periods)
            before = rated(before, noun) if noun and is_rate(before) else noun + before
        base = self.names[self.last] if same else ""
        followed = self.names[meaning.follows] if meaning.follows >= self._owner(meaning, same) else ""
        base = base if followed in COUNTED_PLACES else followed or base
        if quantity.kind == "money":
            before = priced(before)
        if base and is_goal(flat, quantity.unit_end):
            return Named(base, "", "")
        if measure == "completion":
            task = task_before(flat, segment, quantity.start)
            base = self.names[self.level] if same and self.level >= 0 and "占" in base else base
            if task:
                return Named(task, task, "")
        shared = parted(before) if measure == "share" else None
        if shared is not None:
            part, total = shared
            own = base if is_generic(part) else self._completed(quantity, part, base, False, same, segment).name
            return Named(
                f"{own or told_before(self.flat, meaning.sentence.start, segment, self.hits)}占{total}", before, ""
            )
        done = base and meaning.unit == "percent" and is_act(before) and before in base
        if done or ((base or quantity.unit in self.levels) and is_town(before)):
            before = ""  # 小麦播种5万亩，其中石桥已播种八成; 石桥市2万亩
        bare = is_generic(before)
        if base and not bare and (is_scope(before) or before in RATES):
            return Named(before + (base[2:] if is_scope(base[:2]) else base), before, "")
        if measure == "share":
            all_of = part_of_all(flat, segment, quantity, meaning.areas[0].ref_area if meaning.areas else "")
            if all_of:
                return Named(all_of, all_of, "")
        if base and measure == "level":
            rate = rate_before(flat, start, quantity.start, before, bare)
            if rate and not base.startswith(rate):
                return Named(rated(rate, base), "", "")
        if base and bare and (measure in _RELATIVE or meaning.change_amount):
            return Named(base, "", "")
        made = output_of(before, quantity.unit) if measure == "level" and ("产" in before or "炼" in before) else ""
        if made:
            return Named(made, made, made[:-2])
        counted = told_behind(flat, quantity, before, bare)
        if counted is not None:
            name, thing, self.consumed = counted[0], counted[1], max(counted[2], self.consumed)
            return Named(name, name, thing)
        return (
            self._elided(quantity, meaning, before, base, segment)
            if bare
            else self._completed(quantity, before, base, listed and flat[start - 1] in JOINTS, same, segment)
        )

    def _elided(self, quantity: Quantity, meaning: Meaning, before: str, base: str, segment: int) -> Named:
        """The name where nothing of its own is told: that of the number before, or the clause before."""
        plain = not before and meaning.measure == "level" and self.flat[segment - 1 : segment] != "（"
        act = act_before(self.flat, segment, quantity.start) if plain else ""
        if act:
            return Named(act + (told_by_unit(act, quantity) or "量"), "", "")
        beside = self.floor == quantity.start - 1 and self.flat[self.floor] == "、"  # 住房6万平方米、8000套
        told = self.levels.get(quantity.unit, -1) if plain and not beside else -1
        if told >= 0 and (base or quantity.start in self.area_ends) and told != self.last:
            return Named(self.names[told], "", "")  # what the paragraph told in this unit last
        if base and not before:
            counted = counted_in(quantity, thing_of(base)) if meaning.measure == "level" else ""
            if counted and attribute_of(base) != counted and self.attribute_unit != quantity.unit:
                return Named(thing_of(base) + counted, "", "")
            return Named(base, "", "")
        if told >= 0 and not base and segment == meaning.sentence.start:  # 收入8743元。预计全年将突破1.2万元
            return Named(self.names[told], "", "")
        if not base and self.thing and segment == meaning.sentence.start and attribute_of(before) == before:
            return Named(self.thing + before, "", "")
        earlier = "" if base else told_before(self.flat, meaning.sentence.start, segment, self.hits)
        if earlier and not before:
            return Named(earlier, "", thing_of(earlier))  # 油菜产量 of 油菜获得最高产量，达到8万吨
        thing = thing_of(base or earlier) or (self.thing if base else "")
        newly = before.startswith("总") and thing.startswith(_NEWLY)
        name = (thing[2:] if newly else thing) + before or people_of(self.flat, quantity, self.area_ends)
        return Named(name, name if newly else "", "")

    def _completed(self, quantity: Quantity, before: str, base: str, joined: bool, same: bool, segment: int) -> Named:
        """The name with what its own words leave out."""
        attribute = attribute_of(before)
        if attribute == before or (before.startswith("平均") and attribute == before[2:]):
            name = before
            if before in ("进口", "出口"):
                name += self.trade
            elif before in ("顺差", "逆差"):
                return Named("贸易" + before, before, "")
            return Named(self.thing + name if len(before) <= _BARE or attribute != before else name, before, "")
        if attribute:
            thing = before[: -len(attribute)]
            if same and self.thing and thing in MODIFIERS:
                return Named(self.thing + before, before, "")
            return Named(before, before, thing if len(thing) > 1 or is_good(thing) else "")  # no thing in 月产能
        if before.endswith(_RATE):
            return Named(self.thing + before if same and len(before) <= _BARE else before, before, "")
        if same and len(before) < 4 and is_act(before) and self.levels.get(quantity.unit, -2) == self.last:
            thing = done_to(base)  # 受理案件8万件，审结7万件
            if thing and attribute_of(thing) != thing:
                return Named(before + thing, before, thing)
        part = self.flat.startswith("其中", segment) and self.attribute_unit == quantity.unit
        if len(before) <= (_PART if part else _SHORT) and not is_act(before):
            act = (
                ("" if attribute_of(base) else act_of(base))
                if joined
                else self.act
                if same and self.act_unit == quantity.unit
                else ""
            )
            act = act or self.topic
            if act:
                return Named(act + before, act + before, before)
            made = self.attribute.endswith(("产量", "销量")) and quantity.word not in NOT_MADE
            if self.attribute and (made or self.attribute_unit == quantity.unit):
                return Named(before + self.attribute, before + self.attribute, before)
        name = before + told_by_unit(before, quantity)
        return Named(name, before, thing_of(name) or before)
