"""Finds the quantities of a flat text: numeral, unit and bounds. What they measure is meaning.py's matter.

One linear scan by a single pattern; all that follows a numeral is looked up in dictionaries, longest word first.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipelines.lexicon import UnitWord, longest, read_words, unit_words
from pipelines.numerals import DIGITS, MAX_CHARACTERS, parse
from pipelines.records import Bound

# A magnitude never swallows the head of a unit: 5千瓦, 1000千伏, 0.5百分点.
_MAGNITUDE = r"(?:[十万亿]|百(?!分)|千(?![瓦克米伏焦卡帕赫]))"
_PLAIN = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
ARABIC = rf"{_PLAIN}(?:{_MAGNITUDE}+(?:\d{{1,4}}(?:\.\d+)?[百千万]+){{0,2}})?"
CHINESE = rf"(?:[〇零一二两三四五六七八九廿卅壹贰叁肆伍陆柒捌玖拾]|{_MAGNITUDE})+(?:点[〇零一二三四五六七八九]+{_MAGNITUDE}*)?"
NUMERAL = rf"(?:{ARABIC}|{CHINESE})"
_SCAN = re.compile(
    rf"(?P<parts>(?:百|千|万|[二三四五六七八九十]{{1,3}})分之{NUMERAL})"
    rf"|(?P<half>过半|近半|一半|半数)"
    rf"|(?P<doubled>翻(?:了)?(?:近|约|超过|超)?(?:[一二两三四]番|番))"
    rf"|(?P<clock>\d{{1,2}}(?:点|时)(?:\d{{1,2}}分|半|许|钟|整|左右)|\d{{1,2}}[:：]\d{{2}}(?![\d.:：∶]))"
    rf"|(?P<ratio>\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?){{1,9}})"
    rf"|(?P<slash>\d{{1,3}}/\d{{1,3}}(?![\d/]))"
    rf"|(?P<arabic>{ARABIC})"
    rf"|(?P<chinese>{CHINESE})"
)
_NUMERAL = re.compile(NUMERAL)
MAGNITUDES = re.compile(f"{_MAGNITUDE}+")
_SHARED = re.compile(rf"(?:[、,，和及与/]{NUMERAL}){{1,12}}")
_PER = re.compile(rf"每({NUMERAL})([^\d，。；、]{{1,8}}?)(?:中|里)?(?:就)?有({NUMERAL})")
_TITLE = re.compile(r"《[^》\n]{1,120}》")
_RANGE_LINKS = frozenset("-—~至到")
_BARE = frozenset("十百千万亿")
_NOUN = re.compile(r"[\u4e00-\u9fff]{1,8}")
_COUNTS = frozenset({"count", "noun"})
_WIDEST_PER = 24  # code points that "每7台汽车有1台" may take up


class Quantity(NamedTuple):
    """A number with its unit and bounds; offsets count the flat text."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: str  # kind of the unit word, see lexicon/unit_words.csv
    word: str  # the unit as printed
    bound: Bound
    numeral: str  # the numeral as printed
    shape: str  # plain | range | parts | ordinal | top | ratio | vague | per
    rule: str
    context: str  # why it is no quantity, "" when it is one
    unit_end: int  # where the unit word ends; the span may end earlier (个 of 个国家)
    label: str = ""  # what a table's row says that it measures
    column: int = 0  # where the header of a table's column ends, 0 outside tables


class _Words(NamedTuple):
    units: dict[str, UnitWord]
    unit_length: int
    before: dict[str, Bound]
    before_length: int
    fillers: tuple[str, ...]
    guards: dict[str, str]
    inside: dict[str, Bound]
    after: dict[str, Bound]
    after_length: int
    bare_before: dict[str, Bound]
    idioms: frozenset[str]
    idiom_length: int
    idiom_heads: frozenset[str]
    name_after: tuple[str, ...]
    name_before: tuple[str, ...]
    one_counts_after: frozenset[str]
    weak: frozenset[str]
    implied: tuple[tuple[str, tuple[str, ...]], ...]
    not_before: dict[str, str]
    nouns: tuple[tuple[str, tuple[str, ...]], ...]


def _inverted(table: dict[str, list[str]]) -> dict[str, Bound]:
    return {word: bound for bound, words in table.items() for word in words}  # type: ignore[misc]


@cache
def _words() -> _Words:
    qualifiers = read_words("qualifiers.yml")
    context = read_words("context.yml")
    before = _inverted(qualifiers["before"])
    after = _inverted(qualifiers["after"])
    idioms = frozenset(context["idioms"])
    units = unit_words()
    return _Words(
        units=units,
        unit_length=longest(units),
        before=before,
        before_length=longest(before),
        fillers=tuple(qualifiers["fillers"]),
        guards={key: str(value) for key, value in qualifiers["guards"].items()},
        inside=_inverted(qualifiers["inside"]),
        after=after,
        after_length=longest(after),
        bare_before=_inverted(qualifiers["bare_before"]),
        idioms=idioms,
        idiom_length=longest(idioms),
        idiom_heads=frozenset(word[0] for word in idioms),
        name_after=tuple(context["name_after"]),
        name_before=tuple(context["name_before"]),
        one_counts_after=frozenset(context["one_counts_after"]),
        weak=frozenset(context["weak_units"]),
        implied=tuple((unit, tuple(nouns)) for unit, nouns in context["implied_units"].items()),
        not_before={word: str(chars) for word, chars in context["not_before"].items()},
        nouns=tuple((unit, tuple(nouns)) for unit, nouns in context["counted_nouns"].items()),
    )


def scan(flat: str, masks: list[tuple[int, int]]) -> list[Quantity]:
    """All quantities of `flat` in order. `masks` are spans of time expressions, whose numbers are dates."""
    return list(_Scanner(flat, masks).run())


def unit_at(text: str, position: int) -> UnitWord | None:
    """The longest measure word that stands at `position`."""
    words = _words()
    units = words.units
    piece = text[position : position + words.unit_length]
    for length in range(len(piece), 0, -1):
        unit = units.get(piece[:length])
        if unit is None:
            continue
        following = piece[length : length + 1]
        if following and following in words.not_before.get(unit.word, ""):
            continue
        if following.isascii() and following.isalnum() and unit.word[-1].isascii() and unit.word[-1].isalpha():
            continue
        return unit
    return None


def implied_unit(left: str) -> UnitWord | None:
    """The unit that the last counting noun of `left` stands for, up to the nearest punctuation."""
    best: tuple[int, str] | None = None
    for unit, nouns in _words().implied:
        for noun in nouns:
            place = left.rfind(noun)
            if place >= 0 and (best is None or place + len(noun) > best[0]) and not any(mark in left[place:] for mark in "，。；、\n"):
                best = (place + len(noun), unit)
    return None if best is None else UnitWord("", best[1], "money" if best[1] == "CNY" else "count")


class _Scanner:
    """One pass over one text. Holds the text and the words so that the steps need few arguments."""

    def __init__(self, flat: str, masks: list[tuple[int, int]]) -> None:
        self.flat = flat
        self.masks = masks
        self.words = _words()
        self.last: Quantity | None = None
        self.titles = [match.span() for match in _TITLE.finditer(flat)] if "《" in flat else []

    def run(self) -> list[Quantity]:
        found: list[Quantity] = []
        flat, masks, titles = self.flat, self.masks, self.titles
        mask = title = 0
        done = 0
        for match in _SCAN.finditer(flat):
            start, end = match.span()
            if start < done:
                if end <= done:
                    continue
                again = _SCAN.match(flat, done)
                if again is None:
                    continue
                match = again
                start, end = match.span()
            while mask < len(masks) and masks[mask][1] <= start:
                mask += 1
            if mask < len(masks) and masks[mask][0] <= start:
                continue
            quantity = self.read(match, start, end)
            if quantity is None:
                continue
            if found and quantity.bound == "exact" and quantity.kind in _COUNTS:
                quantity = self.carried(found[-1], quantity)
            while title < len(titles) and titles[title][1] <= start:
                title += 1
            if title < len(titles) and titles[title][0] <= start and not quantity.context:
                quantity = quantity._replace(context="title")
            found.append(quantity)
            if quantity.kind in ("count", "money", "physical") and not quantity.context:
                self.last = quantity
            done = max(done, quantity.end)
        return found

    def carried(self, before: Quantity, quantity: Quantity) -> Quantity:
        """超40个国家100个节点城市: the bound holds for both."""
        gap = self.flat[before.unit_end : quantity.start]
        if gap in ("、", "和", "及", "与") and before.unit == quantity.unit and before.bound != "range" and before.bound != "exact" and quantity.value is not None:
            left = self.flat[max(0, before.start - 8) : before.start]
            if "分别" in left or "均" in left:  # 分别超过63和80
                low = quantity.value if before.low is not None else None
                return quantity._replace(bound=before.bound, low=low, high=quantity.value if before.high is not None else None)
        gap = self.flat[before.end : quantity.start]
        if before.bound in ("more_than", "nearly") and before.kind in _COUNTS and len(gap) <= 4 and gap.isalpha() and quantity.value is not None:
            low = quantity.value if before.bound == "more_than" else None
            return quantity._replace(bound=before.bound, low=low, high=quantity.value if low is None else None)
        return quantity

    # -- one candidate ---------------------------------------------------------------------------------------------

    def read(self, match: re.Match[str], start: int, end: int) -> Quantity | None:
        group = match.lastgroup
        text = match[0]
        if group == "arabic":
            return self.number(text, start, end, arabic=True)
        if group == "chinese":
            return self.number(text, start, end, arabic=False)
        if group == "parts":
            return self.parts(text, start, end)
        if group == "half":
            bound: Bound = {"过": "more_than", "近": "nearly"}.get(text[0], "exact")  # type: ignore[assignment]
            if bound == "exact":
                bound = self.bound_before(start)
            return self.build(start, end, Decimal(50), "percent", "ratio", text, bound, text, "parts", "num.half")
        if group == "doubled":
            return self.doubled(text, start, end)
        if group == "slash":
            return self.slash(text, start, end)
        if group == "ratio":
            parts = re.split("[:：∶]", text)
            value = (Decimal(parts[0]) / Decimal(parts[1])).quantize(Decimal("0.0001")).normalize() if len(parts) == 2 and Decimal(parts[1]) else None
            return self.build(start, end, value, "比例", "ratio", "", self.bound_before(start), text, "ratio", "num.ratio")
        return None  # a clock time

    def number(self, text: str, start: int, end: int, arabic: bool) -> Quantity | None:
        flat, words = self.flat, self.words
        before = flat[start - 1] if start else ""
        bare = not arabic and text[0] in _BARE and text[0] != "十" and all(char in _BARE for char in text)
        if not arabic:
            if before in "数几上" and text[0] in _BARE and before:
                return self.vague(start - 1, start, end)
            if text[0] in words.idiom_heads and self.idiom(start):
                return None
            if before == "每" or flat[end : end + 1] in "几数":
                return self.per(start) if before == "每" else self.vague(start, start, end)
        elif before == "每":
            per = self.per(start)
            if per is not None or flat[end : end + 1] == "":
                return per
        if len(text) > MAX_CHARACTERS:
            return None
        if text in ("零", "〇"):
            return None
        value = parse(text.replace("，", ","))
        position = end
        infix = words.inside.get(flat[position : position + 1])
        if infix is not None:
            scaled = MAGNITUDES.match(flat, position + 1)
            after = scaled.end() if scaled else position + 1
            if scaled and value is not None:
                scale = parse(scaled[0])
                value = None if scale is None else value * scale
                position = after
                text = flat[start:position]
            elif self.unit(after) is not None:
                position = after
            else:
                infix = None
        unit = self.unit(position)
        link = flat[position : position + 1] if unit is None else flat[position + len(unit.word) : position + len(unit.word) + 1]
        if link and link in _RANGE_LINKS and infix is None and value is not None:
            ranged = self.range(text, value, unit, start, position)
            if ranged is not None:
                return ranged
        if before == "第" or before == "前":
            return self.ordinal(text, value, start, end, before, unit)
        if value is None:
            pair = self.pair(text, start, end, unit) if not arabic else None
            return pair
        shared = False
        if unit is not None and unit.word == "个" and flat[position + 1 : position + 2] in ("、", "和"):
            points = self.shared_unit(position + 1)
            if points is not None and points.kind == "point":
                unit, position, shared = points, position + 1, True  # 3.2个和1.8个百分点
        if unit is None:
            unit = self.shared_unit(position)
            shared = unit is not None
            if unit is None:
                return self.unitless(text, value, start, position, arabic, infix)
        return self.finish(text, value, start, position, unit, infix, bare, arabic, shared)

    def finish(
        self, text: str, value: Decimal, start: int, position: int, unit: UnitWord, infix: Bound | None, bare: bool, arabic: bool, shared: bool
    ) -> Quantity | None:
        """A numeral with its unit: bounds before and after, and whether the whole is a name."""
        flat, words = self.flat, self.words
        head = 1 if unit.word[:1] == "个" and unit.kind == "noun" else len(unit.word)
        unit_end = position if shared else position + len(unit.word)
        end = position if shared else position + head
        context = ""
        bound: Bound = "exact"
        rule = "num.arabic" if arabic else "num.chinese"
        if bare:
            found = self.bare_bound(start)
            if found is None:
                context = "magnitude_name"
            else:
                bound, rule = found, "num.bare"
        else:
            bound = self.bound_before(start)
            if unit.kind == "point" and flat[start - 1 : start] == "于":
                bound = "exact"  # 高于全国0.6个百分点 is a difference, not a bound
            if bound == "exact" and unit.kind == "ratio" and self.about_share(start):
                bound = "about"
        if infix is not None and bound == "exact":
            bound = infix
        if not shared:
            after, after_end = self.bound_after(unit_end)
            if after is not None:
                if bound in ("exact", "about") or after != "about":
                    bound = after if bound == "exact" else bound
                end = after_end if after_end - unit_end <= 1 and end == unit_end and flat[unit_end] in "多余" else end
        if not context and not arabic:
            context = self.chinese_context(text, value, start, unit)
        if not context:
            context = self.name_context(start, unit_end, unit)
        if unit.kind in ("ratio", "point") or unit.unit == "degree_celsius":
            start, value = self.sign(start, value)
        value, word_unit = (value * 10, "percent") if unit.word == "成" else (value, unit.unit)
        if unit.word == "成" and flat[unit_end : unit_end + 1] in DIGITS and flat[unit_end : unit_end + 1]:
            value += DIGITS[flat[unit_end]]
            end = unit_end = unit_end + 1
        if flat[unit_end : unit_end + 1] == "半" and not shared and unit.unit in ("times", "year", "hour", "month", "day", "tonne", "km") and flat[unit_end + 1 : unit_end + 2] not in "径导":
            value += Decimal("0.5")
            end = unit_end = unit_end + 1
        if unit.word == "折":
            context = context or "name"
        return self.build(start, end, value, word_unit, unit.kind, unit.word, bound, text, "plain", rule, context, unit_end)

    # -- shapes of numerals ----------------------------------------------------------------------------------------

    def parts(self, text: str, start: int, end: int) -> Quantity | None:
        """百分之十二, 三分之二: percent of a whole."""
        whole, _, part = text.partition("分之")
        bottom, top = parse(whole), parse(part)
        if not bottom or top is None:
            return None
        value = top * 100 / bottom
        if value != value.to_integral_value():
            value = value.quantize(Decimal("0.000001")).normalize()
        unit, value = ("per_mille", top) if whole == "千" else ("percent", value)
        after, _ = self.bound_after(end)
        bound = self.bound_before(start)
        return self.build(start, end, value, unit, "ratio", text, after if after and bound == "exact" else bound, text, "parts", "num.parts")

    def slash(self, text: str, start: int, end: int) -> Quantity | None:
        """2/3 of something; 24/7 and the like are labels."""
        top, bottom = (int(part) for part in text.split("/"))
        if not 0 < top < bottom or bottom > 100:
            return None
        value = (Decimal(top * 100) / bottom).quantize(Decimal("0.000001")).normalize()
        return self.build(start, end, value, "percent", "ratio", text, self.bound_before(start), text, "parts", "num.slash")

    def doubled(self, text: str, start: int, end: int) -> Quantity | None:
        """翻一番 is growth of 100 %, 翻两番 of 300 %."""
        times = DIGITS.get(text[-2], 1)
        bound: Bound = "nearly" if "近" in text else "about" if "约" in text else "more_than" if "超" in text else self.bound_before(start)
        return self.build(start, end, Decimal(2**times - 1) * 100, "percent", "ratio", "番", bound, text, "doubled", "num.doubled")

    def per(self, start: int) -> Quantity | None:
        """每7台汽车有1台 is a share; any other number behind 每 is the base of a rate and no figure of its own."""
        match = _PER.match(self.flat, start - 1, start - 1 + _WIDEST_PER)
        if match is None:
            return None
        bottom, top = parse(match[1]), parse(match[3])
        unit = self.unit(match.end())
        if not bottom or not top or unit is None or top >= bottom:
            return None
        value = (top * 100 / bottom).quantize(Decimal("0.000001")).normalize()
        end = match.end() + len(unit.word)
        return self.build(start - 1, end, value, "percent", "ratio", self.flat[start - 1 : end], "exact", match[0], "parts", "num.one_in")

    def vague(self, start: int, numeral: int, end: int) -> Quantity | None:
        """数万, 几十, 上百: recognized, never given a value."""
        position = end
        while position < len(self.flat) and self.flat[position] in "几数多余万亿" and position - end < 3:
            position += 1
        unit = self.unit(position)
        if unit is None:
            return None
        text = self.flat[start:position]
        return self.build(start, position + len(unit.word), None, unit.unit, unit.kind, unit.word, "about", text, "vague", "num.vague", "vague")

    def pair(self, text: str, start: int, end: int, unit: UnitWord | None) -> Quantity | None:
        """七八个, 三五年: a guess between two numbers."""
        if unit is None or len(text) < 2 or text[-1] not in DIGITS or text[-2] not in DIGITS:
            return None
        low, high = parse(text[:-1]), parse(text[:-2] + text[-1])
        if low is None or high is None or not low < high:
            return None
        end += len(unit.word)
        return Quantity(start, end, None, low, high, unit.unit, unit.kind, unit.word, "range", text, "range", "num.pair", "", end)

    def range(self, text: str, value: Decimal, unit: UnitWord | None, start: int, position: int) -> Quantity | None:
        """2—3个, 10万到12万吨, 5%至6%. 从5%到6% is a change, not a range."""
        flat = self.flat
        link = position + (len(unit.word) if unit else 0)
        match = _NUMERAL.match(flat, link + 1)
        if match is None:
            return None
        high = parse(match[0])
        end_unit = self.unit(match.end())
        if high is None or end_unit is None or (unit is not None and unit.unit != end_unit.unit):
            return None
        if unit is not None and flat[link] in "到至" and ("从" in flat[max(0, start - 10) : start] or "由" in flat[max(0, start - 10) : start]):
            return None
        low = value
        if low >= high:
            return None
        magnitude = _trailing_magnitude(match[0])
        if unit is None and magnitude and not _trailing_magnitude(text):
            scaled = parse(text + magnitude)
            if scaled is not None and scaled < high:
                low = scaled  # 10—12万吨: the magnitude is shared
        end = match.end() + len(end_unit.word)
        numeral = flat[start : match.end()]
        context = self.name_context(start, end, end_unit)
        if end_unit.word == "成":
            low, high = low * 10, high * 10
        name = "percent" if end_unit.word == "成" else end_unit.unit
        return Quantity(start, end, None, low, high, name, end_unit.kind, end_unit.word, "range", numeral, "range", "num.range", context, end)

    def ordinal(self, text: str, value: Decimal | None, start: int, end: int, before: str, unit: UnitWord | None) -> Quantity | None:
        """第二, 前十: a rank or the name of a thing; meaning.py tells which."""
        if value is None:
            return None
        word = unit.word if unit is not None and unit.word in ("位", "名", "强") else ""
        shape = "ordinal" if before == "第" else "top"
        if before == "前" and unit is not None and not word:
            return None if unit.kind == "duration" else self.finish(text, value, start, end, unit, None, False, text[0].isdigit(), False)
        named = "" if unit is None or word else unit.word
        bound: Bound = "at_most" if before == "前" else "exact"
        return self.build(start - 1, end + len(word), value, "rank", "rank", word, bound, before + text, shape, f"num.{shape}", "ordinal" if named else "")

    def unitless(self, text: str, value: Decimal, start: int, end: int, arabic: bool, infix: Bound | None) -> Quantity | None:
        """A number without a unit: its unit may be understood; else it is an index, a score, or part of a name."""
        if value >= 10000 and text[-1] in "万亿":
            unit = self.implied(start) or self.people(end) or self.same_unit(start, end)
            if unit is not None and (arabic or unit.unit in ("person", "household", "CNY")):
                return self.finish(text, value, start, end, unit, infix, False, arabic, True)
        if not arabic:
            return None
        left = self.flat[max(0, start - 6) : start]
        if any(word in left for word in ("指数", "系数", "得分", "评分", "PMI", "景气")) and not self.flat[end : end + 1].isalpha():
            return self.build(start, end, value, "index_point", "index", "", self.bound_before(start), text, "plain", "num.index")
        return self.build(start, end, value, "number", "none", "", "exact", text, "plain", "num.unitless", "no_unit")

    def people(self, position: int) -> UnitWord | None:
        """The measure word left out before a noun: 923万贫困人口 are persons; 5600万棒 are counted in 棒."""
        piece = self.flat[position : position + 8]
        clause = _NOUN.match(piece)
        if clause is None:
            return None
        for unit, nouns in self.words.nouns:
            if any(noun in clause[0] for noun in nouns):
                return UnitWord("", unit, "count")
        return UnitWord(clause[0], clause[0], "count") if len(clause[0]) == 1 else None

    def implied(self, start: int) -> UnitWord | None:
        """GDP首破900亿, 涉茶人口约80万: the noun before says what is counted."""
        if self.flat[start - 1 : start] == "每":
            return None
        return implied_unit(self.flat[max(0, start - 10) : start])

    def same_unit(self, start: int, end: int) -> UnitWord | None:
        """发送旅客5920万人，日均296万: the unit of the number before, where the clause ends behind this one."""
        last = self.last
        if last is None or self.flat[end : end + 1] not in ("，", "。", "；", "、", "\n", "", ","):
            return None
        between = self.flat[last.end : start]
        return UnitWord("", last.unit, last.kind) if len(between) <= 24 and not any(mark in between for mark in "。；\n") else None

    # -- words around the numeral ----------------------------------------------------------------------------------

    def unit(self, position: int) -> UnitWord | None:
        return unit_at(self.flat, position)

    def shared_unit(self, position: int) -> UnitWord | None:
        """The unit at the end of a list: 1.7万亿、1.2万亿、1.1万亿元."""
        if self.flat[position : position + 1] not in "、,，和及与/" or position >= len(self.flat):
            return None
        match = _SHARED.match(self.flat, position)
        if match is None:
            return None
        unit = self.unit(match.end())
        return unit if unit is not None and unit.kind not in ("duration", "grade") else None

    def bound_before(self, start: int) -> Bound:
        words = self.words
        left = self.flat[max(0, start - words.before_length - 4) : start]
        for stripped in range(3):
            for length in range(min(words.before_length, len(left)), 0, -1):
                word = left[-length:]
                bound = words.before.get(word)
                if bound is not None and not (stripped and word in ("最高", "最低")):
                    guard = words.guards.get(word)
                    if guard and left[-length - 1 : -length] and left[-length - 1 : -length] in guard:
                        return "exact"
                    return bound
            for filler in words.fillers:
                if left.endswith(filler):
                    left = left[: -len(filler)]
                    break
            else:
                return "exact"
        return "exact"

    def about_share(self, start: int) -> bool:
        """约占耕地面积的三分之一: the bound stands before the whole that the share is of."""
        left = self.flat[max(0, start - 20) : start]
        found = left.rfind("约占")
        return found >= 0 and not any(mark in left[found:] for mark in "，。；、,")

    def sign(self, start: int, value: Decimal) -> tuple[int, Decimal]:
        """A minus right before the number, unless it joins two numbers or opens an aside."""
        before = self.flat[max(0, start - 2) : start]
        if before[-1:] in ("-", "—", "负") and before != "——" and not before[:1].isdigit() and before[:1] not in "%％":
            return start - 1, -value
        return start, value

    def bare_bound(self, start: int) -> Bound | None:
        left = self.flat[max(0, start - 4) : start]
        for length in range(min(4, len(left)), 0, -1):
            bound = self.words.bare_before.get(left[-length:])
            if bound is not None:
                return bound
        return None

    def bound_after(self, position: int) -> tuple[Bound | None, int]:
        piece = self.flat[position : position + self.words.after_length]
        for length in range(len(piece), 0, -1):
            bound = self.words.after.get(piece[:length])
            if bound is not None:
                if piece[:length] in ("多", "余", "内", "起") and "\u4e00" <= piece[length : length + 1] <= "\u9fff" and piece[length] not in "来的以":
                    return None, position
                return bound, position + length
        return None, position

    def idiom(self, start: int) -> bool:
        piece = self.flat[start : start + self.words.idiom_length]
        idioms = self.words.idioms
        return any(piece[:length] in idioms for length in range(2, len(piece) + 1))

    def chinese_context(self, text: str, value: Decimal, start: int, unit: UnitWord) -> str:
        if len(text) > 1:
            return ""
        if text == "一" and unit.kind not in ("ratio",) and self.flat[start - 1 : start] not in self.words.one_counts_after:
            return "article"
        return "idiom" if unit.word in self.words.weak else ""

    def name_context(self, start: int, end: int, unit: UnitWord) -> str:
        flat = self.flat
        before = flat[start - 1] if start else ""
        if before.isascii() and before.isalpha() and unit.kind not in ("money", "ratio", "physical"):
            return "identifier"
        if unit.kind in ("grade", "ordinal"):
            return "name"
        if unit.kind in ("physical", "duration") and flat.startswith(self.words.name_after, end):
            return "name"
        return ""

    def build(
        self,
        start: int,
        end: int,
        value: Decimal | None,
        unit: str,
        kind: str,
        word: str,
        bound: Bound,
        numeral: str,
        shape: str,
        rule: str,
        context: str = "",
        unit_end: int = 0,
    ) -> Quantity:
        low = high = None
        if value is not None and bound != "exact":
            if bound in ("more_than", "at_least"):
                low = value
            elif bound in ("less_than", "at_most", "nearly"):
                high = value
        return Quantity(start, end, value, low, high, unit, kind, word, bound, numeral, shape, rule, context, unit_end or end)


def _trailing_magnitude(text: str) -> str:
    return text[len(text.rstrip("十百千万亿")) :] if text[0].isdigit() else ""
