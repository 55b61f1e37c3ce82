"""Whose number it is: the name proposed for a quantity, from the words around it and those told before it.

A name is a thing and what of it is told: 棉花 and 种植面积. Texts leave out the part that was told before, so each name
is completed from the one before it: 棉花种植面积…，产量… is 棉花产量, and 棉花产量…，其中长绒… is 长绒产量.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipelines.reading.meaning import Meaning
from pipelines.reading.naming import MAX_LENGTH, act_of, attribute_of, is_act, is_generic, is_scope, thing_of
from pipelines.reading.phrases import RATES, Stretch, noun_after, noun_at, noun_before, without_hits
from pipelines.reading.quantity import Quantity

_RELATIVE = ("growth", "rank", "completion")
_SHORT = 3  # a noun of no more characters is completed by what it is a part of
_BARE = 2  # and so is what is measured: 产量 alone, but not 平均浓度
_LONG = 8  # a phrase of more characters before a number whose noun stands behind it tells who acts
_AFTER = 10  # a noun behind an amount is no longer
_BRACKET = 24  # code points that a bracket between a noun and its number may span
_CLAUSE = re.compile(r"[，,；;：:。！？!?\n（）]")
_PER = re.compile(
    r"(?:日均|月均|(?:单[日次])?最[高长大多](?:单日)?|高峰日|单日|首日|(?:平均)?每(?:人|户|亩|天|日|月|个.{1,3}?))"
    r"(?=[达约近超为有到过]{0,3}$)"
)
_PER_HEADS = frozenset("日月单最高首平每")
_PER_REACH = 8
_INSIDE = frozenset(["name", "identifier", "threshold", "age", "base", "magnitude_name", "title"])
_RATE = ("率", "比", "度", "面")
_PLACES = frozenset("省市县区乡镇村站里上中以地")
_NOT_OF = frozenset(["%", "倍", "‰"])
_NOT_OF_KINDS = frozenset(["duration", "point", "ordinal", "grade"])
_JOINTS = "、和及与"
_JOINED_WORD = "惠涉普遍危波以参给赠共"  # 惠及 and 参与 are words
_COUNTED = {"人": "人数", "户": "户数"}
_THINGS = frozenset(["item", "enterprise", "institution", "project", "country", "city", "port"])
_NOT_MADE = frozenset(["头", "羽", "匹", "人", "户"])
_MASS = frozenset(["tonne", "kWh", "jin", "dan", "kg", "m3", "TEU"])
_AREA = frozenset(["mu", "hectare", "m2", "km2"])
_DONE = {  # what is told of something done, by its unit: 转移3万人 is 转移人数
    **dict.fromkeys(_MASS, "量"),
    **dict.fromkeys(_AREA, "面积"),
    "person": "人数",
    "passenger": "人次",
    "household": "户数",
    "flight": "架次",
}


class _Named(NamedTuple):
    """A name, its own part, and the thing it is about, "" where that is the thing told before."""

    name: str
    own: str
    thing: str


class Subjects:
    """Names for the quantities of one document, asked for in order."""

    def __init__(self, flat: str, periods: Iterable[Stretch], areas: dict[int, int]) -> None:
        """`periods` and `areas` are where those stand, start and end."""
        self.flat = flat
        self.periods = sorted(periods)
        self.hits = {**areas, **dict(self.periods)}
        self.names: list[str] = []
        self.follows = -1  # the quantity whose name the last share or rank took over whole
        self.last = -1  # the last quantity with a name
        self.sentence = self.paragraph = -1
        self.thing = ""  # what the last name is about
        self.attribute = self.attribute_unit = ""  # what was measured last in this sentence
        self.act = self.act_unit = ""  # what was done to the things told in this sentence
        self.floor = 0  # where the words of the number before end
        self.earlier = self.named = 0  # where the last two numbers with a name end
        self.consumed = 0  # where the noun behind the number before ends

    def context(self, quantity: Quantity, reason: str) -> None:
        """A quantity that is context has no name. One in a name or a size limit leaves the phrase around it whole."""
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
            self.last, self.thing = -1, ""
        same = sentence.start == self.sentence and self.last >= 0
        self.sentence, self.paragraph, self.follows = sentence.start, sentence.paragraph, -1
        if not same:
            self.act, self.attribute = "", self._announced(meaning)
        name, own, thing = self._named(quantity, meaning, same)
        self.floor = quantity.unit_end
        self.earlier, self.named = self.named, quantity.unit_end
        name = name[-MAX_LENGTH:]
        if name:
            if same and not own and name == self.names[self.last] and meaning.measure in ("share", "rank"):
                self.follows = self.last
            self.last = len(self.names)
            if meaning.measure == "level":
                self._remember(name, quantity.unit)
        self.thing = thing or self.thing
        self.names.append(name)
        return name, own

    def _remember(self, name: str, unit: str) -> None:
        act, attribute = act_of(name), attribute_of(name)
        if attribute:
            self.attribute, self.attribute_unit = attribute, unit
        elif act:
            self.act, self.act_unit = act, unit

    def _named(self, quantity: Quantity, meaning: Meaning, same: bool) -> _Named:
        whole = quantity.label or meaning.subject
        if whole:
            return _Named(whole, whole, thing_of(whole))
        flat, measure = self.flat, meaning.measure
        segment = max(meaning.clause_start, self.floor)
        start = without_hits(flat, segment, quantity.start, self.hits)
        listed = bool(self.names and self.names[-1]) and meaning.clause_start <= self.floor
        if listed:
            start = max(start, self._behind_list(start, quantity.start), min(self.consumed, quantity.start))
        ratio = quantity.kind in ("ratio", "point")
        before = noun_before(flat, start, quantity.start, self.periods, ratio, measure == "rank")
        if len(before) <= _BARE and flat[segment - 1 : segment] == "）":
            before = self._before_bracket(meaning.sentence.start, segment) + before
        base = self.names[self.last] if same else ""
        if meaning.follows >= 0:
            base = self.names[meaning.follows] or base
        if measure == "share" and "占" in before[:-1]:
            part, _, total = before.partition("占")
            part = part.strip("约各分别別")
            own = base if is_generic(part) else self._completed(quantity, part, base, False, same).name
            return _Named(f"{own or self._told_before(meaning, segment)}占{total}", before, "")
        bare = is_generic(before)
        if base and not bare and (is_scope(before) or before in RATES):
            return _Named(before + (base[2:] if is_scope(base[:2]) else base), before, "")
        if base and measure == "level":
            rate = self._rate(before, bare, start, quantity.start)
            if rate and not base.startswith(rate):
                return _Named(rate + base, "", "")
        if base and bare and (measure in _RELATIVE or meaning.change_amount):
            return _Named(base, "", "")
        return self._behind(quantity, before, bare) or (
            self._elided(quantity, meaning, before, base, segment)
            if bare
            else self._completed(quantity, before, base, listed and flat[start - 1] in _JOINTS, same)
        )

    def _rate(self, before: str, bare: bool, start: int, end: int) -> str:
        """日均, 每户: what a level is reckoned on that otherwise is the one told before."""
        if not bare and before[0] not in _PER_HEADS:
            return ""
        rate = _PER.search(self.flat, max(start, end - _PER_REACH), end)
        return rate[0] if rate is not None and (bare or before == rate[0]) else ""

    def _behind(self, quantity: Quantity, before: str, bare: bool) -> _Named | None:
        """The name where the noun stands behind its number: 新建了12座泵站, 22万亩棉花."""
        after, end = noun_after(self.flat, quantity)
        act = is_act(before)
        placed = not bare and before[-1] in _PLACES
        amount = quantity.word not in _NOT_OF and quantity.kind not in _NOT_OF_KINDS
        if not after and (bare or act or placed) and amount:
            after, end = noun_at(self.flat, quantity.unit_end)
            if len(after) > _AFTER or is_act(after[:2]):
                return None
        if len(after) < 2 or is_generic(after):
            return None
        self.consumed = end
        alone = quantity.kind == "ratio" or len(before) < 2 or len(before) > _LONG or placed
        name = after if alone else (before[-2:] if act else before) + after
        name += _told_by_unit(name, quantity)
        return _Named(name, name, name)

    def _elided(self, quantity: Quantity, meaning: Meaning, before: str, base: str, segment: int) -> _Named:
        """The name where nothing of its own is told: that of the number before, or the clause before."""
        if base and not before:
            counted = _COUNTED.get(quantity.word[-1:]) if meaning.measure == "level" else None
            if counted and attribute_of(base) != counted and self.attribute_unit != quantity.unit:
                return _Named(thing_of(base) + counted, "", "")
            return _Named(base, "", "")
        if not base and self.thing and segment == meaning.sentence.start and attribute_of(before) == before:
            return _Named(self.thing + before, "", "")
        return _Named(thing_of(base or self._told_before(meaning, segment)) + before, "", "")

    def _completed(self, quantity: Quantity, before: str, base: str, joined: bool, same: bool) -> _Named:
        """The name with what its own words leave out."""
        attribute = attribute_of(before)
        if attribute == before:
            name = before + ("额" if before in ("进口", "出口") else "")
            return _Named(self.thing + name if len(before) <= _BARE else name, before, "")
        if attribute:
            return _Named(before, before, before[: -len(attribute)])
        if before.endswith(_RATE):
            return _Named(self.thing + before if same and len(before) <= _BARE else before, before, "")
        if len(before) <= _SHORT and not is_act(before):
            act = (
                ("" if attribute_of(base) else act_of(base))
                if joined
                else self.act
                if same and self.act_unit == quantity.unit
                else ""
            )
            if act:
                return _Named(act + before, before, before)
            made = self.attribute.endswith(("产量", "销量")) and quantity.word not in _NOT_MADE
            if self.attribute and (made or self.attribute_unit == quantity.unit):
                return _Named(before + self.attribute, before, before)
        return _Named(before + _told_by_unit(before, quantity), before, before)

    def _announced(self, meaning: Meaning) -> str:
        """What a list tells of each of its things, said before its colon: 主要产品产量：…"""
        colon = meaning.clause_start - 1
        if colon <= meaning.sentence.start or self.flat[colon] not in "：:":
            return ""
        header = noun_before(self.flat, meaning.sentence.start, colon)
        self.thing = thing_of(header) or self.thing
        return attribute_of(header)

    def _behind_list(self, start: int, end: int) -> int:
        """Behind the noun of the number before: in 300座水库、900名职工 the second begins behind 、."""
        cut = max(self.flat.rfind(mark, start, end) for mark in _JOINTS)
        return cut + 1 if cut >= 0 and self.flat[cut - 1] not in _JOINED_WORD else start

    def _before_bracket(self, start: int, end: int) -> str:
        """The noun phrase before a bracket that stands between it and its number: 粮食（含薯类）."""
        opening = self.flat.rfind("（", max(start, end - _BRACKET), end)
        if opening < 0 or opening < self.earlier:
            return ""
        clause = max(start, self.earlier, opening - _BRACKET)
        for mark in _CLAUSE.finditer(self.flat, clause, opening):
            clause = mark.end()
        return noun_before(self.flat, without_hits(self.flat, clause, opening, self.hits), opening, self.periods)

    def _told_before(self, meaning: Meaning, segment_start: int) -> str:
        """The noun phrase of the clause before, up to the first number in it."""
        earlier = self.flat[meaning.sentence.start : segment_start].rstrip("，,：:；;")
        cut = max(earlier.rfind(mark) for mark in "，,；：（）") + 1
        clause = earlier[cut:]
        digit = re.search(r"\d", clause)
        return noun_before(clause, 0, digit.start() if digit else len(clause))


def _told_by_unit(name: str, quantity: Quantity) -> str:
    """What a unit measures of a thing whose name does not say it."""
    if name.endswith(("数", "量", "额")) or attribute_of(name):
        return ""
    if is_act(name):
        return "额" if quantity.kind == "money" else _DONE.get(quantity.unit, "")
    if quantity.unit in _THINGS:
        return "数"
    if len(name) > _BARE:
        return ""
    if quantity.unit in _MASS:
        return "产量"
    if quantity.unit in _AREA:
        return "面积"
    return "人数" if quantity.unit == "person" else "数" if quantity.kind == "count" else ""
