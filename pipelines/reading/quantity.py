"""The quantity as the scan finds it, and the words that the scan looks up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple, cast

from pipelines.lexicon import UnitWord, added_unit_words, alternation, longest, read_words, unit_words
from pipelines.reading.numbers import leads
from pipelines.records import Bound

_PERIOD_LENGTH: Final = 3  # characters of 小时, 月 or 星期 behind 个多
_MOST_DIGITS: Final = 4  # before the second of two measure words
_BREAKS: Final = ("，", "。", "；", "、", "\n")


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
    shape: str  # plain | range | parts | doubled | ordinal | top | ratio | vague | cell
    rule: str
    context: str  # why it is no quantity, "" when it is one
    unit_end: int  # where the unit word ends; the span may end earlier (个 of 个国家)
    label: str = ""  # what a table's row says that it measures
    column: int = 0  # where the header of a table's column ends, 0 outside tables


class Words(NamedTuple):
    """The lexicon as the scan needs it."""

    units: dict[str, UnitWord]
    leads: re.Pattern[str]  # where a number may begin
    unit_tails: dict[str, re.Pattern[str]]  # first character of a measure word -> those that begin with it
    before: dict[str, Bound]
    before_length: int
    before_tails: frozenset[str]  # what a bound word or a filler ends with
    fillers: tuple[str, ...]
    guards: dict[str, str]
    inside: dict[str, Bound]
    after: dict[str, Bound]
    after_length: int
    after_heads: frozenset[str]
    bare_before: dict[str, Bound]
    idioms: re.Pattern[str]
    idiom_heads: frozenset[str]
    name_after: tuple[str, ...]
    procedure: tuple[str, ...]
    one_counts_after: frozenset[str]
    weak: frozenset[str]
    implied: tuple[tuple[str, tuple[str, ...]], ...]  # unit and the nouns before a number that imply it
    nouns: tuple[tuple[str, tuple[str, ...]], ...]  # unit and the nouns behind a number that imply it
    noun_units: dict[str, dict[str, str]]  # measure word -> the nouns beside a number that choose its unit


def _inverted(table: dict[str, list[str]]) -> dict[str, Bound]:
    return {word: cast(Bound, bound) for bound, words in table.items() for word in words}


def _by_head(units: Iterable[str], not_before: dict[str, str]) -> dict[str, re.Pattern[str]]:
    """For each first character a pattern of its measure words, the longest first, each with what must not follow it."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(units, key=len, reverse=True):
        barred = re.escape(not_before.get(word, "")) + ("0-9A-Za-z" if re.match("[A-Za-z]", word[-1]) else "")
        groups[word[0]].append(re.escape(word) + (f"(?![{barred}])" if barred else ""))
    return {head: re.compile("|".join(row)) for head, row in groups.items()}


_last: list[tuple[tuple[UnitWord, ...], Words]] = []  # what was asked for last: it is asked for at every numeral


def words() -> Words:
    """The lexicon's words, read once, with those that people added."""
    added = added_unit_words()
    if not _last or _last[0][0] is not added:
        _last[:] = [(added, _words(added))]
    return _last[0][1]


@lru_cache(maxsize=4)
def _words(added: tuple[UnitWord, ...]) -> Words:
    qualifiers = read_words("qualifiers.yml")
    context = read_words("context.yml")
    before, after = _inverted(qualifiers["before"]), _inverted(qualifiers["after"])
    idioms = frozenset(context["idioms"])
    units = unit_words() | {word.word: word for word in added}
    return Words(
        units=units,
        leads=leads(word[0] for word in units),
        unit_tails=_by_head(units, {word: str(chars) for word, chars in context["not_before"].items()}),
        before=before,
        before_length=longest(before),
        before_tails=frozenset(word[-1] for word in (*before, *qualifiers["fillers"])),
        fillers=tuple(qualifiers["fillers"]),
        guards={key: str(value) for key, value in qualifiers["guards"].items()},
        inside=_inverted(qualifiers["inside"]),
        after=after,
        after_length=longest(after),
        after_heads=frozenset(word[0] for word in after),
        bare_before=_inverted(qualifiers["bare_before"]),
        idioms=alternation(idioms),
        idiom_heads=frozenset(word[0] for word in idioms),
        name_after=tuple(context["name_after"]),
        procedure=tuple(context["procedure"]),
        one_counts_after=frozenset(context["one_counts_after"]),
        weak=frozenset(context["weak_units"]),
        implied=tuple((unit, tuple(nouns)) for unit, nouns in context["implied_units"].items()),
        nouns=tuple((unit, tuple(nouns)) for unit, nouns in context["counted_nouns"].items()),
        noun_units=context["noun_units"],
    )


def unit_at(text: str, position: int) -> UnitWord | None:
    """The longest measure word that stands at `position`."""
    lexicon = words()
    known = lexicon.unit_tails.get(text[position : position + 1])
    found = known.match(text, position) if known is not None else None
    if found is None:
        return None
    unit, end = lexicon.units[found[0]], found.end()
    return _compound(text, end, unit) if text[end : end + 1] == "/" else unit


def hours_and_more(text: str, position: int) -> UnitWord | None:
    """The unit of 三个多小时, whose 个 stands at `position`, without it; None where 多 parts no unit of time."""
    if text[position + 1 : position + 2] not in ("多", "余"):
        return None
    if text.startswith(("百分点", "千分点"), position + 2):  # 2个多百分点
        points = unit_at("个" + text[position + 2 : position + 5], 0)
        return points and points._replace(word=points.word[1:])
    found = unit_at("个" + text[position + 2 : position + 2 + _PERIOD_LENGTH], 0)
    return found._replace(word=found.word[1:]) if found is not None and found.kind == "duration" else None


def _compound(text: str, position: int, unit: UnitWord) -> UnitWord:
    """自然箱/小时 and 元/500克: two measure words make a unit of their own."""
    first = position + 1
    while first - position <= _MOST_DIGITS and text[first : first + 1].isdecimal():
        first += 1
    other = unit_at(text, first)
    word = f"{unit.word}{text[position:first]}{other.word}" if other is not None else ""
    return UnitWord(word, word, unit.kind) if word else unit


def implied_unit(left: str) -> UnitWord | None:
    """The unit that the last counting noun of `left` stands for, up to the nearest punctuation: GDP首破900亿."""
    left = left[max(left.rfind(mark) for mark in _BREAKS) + 1 :]
    best = (0, "")
    for unit, nouns in words().implied:
        for noun in nouns:
            place = left.rfind(noun)
            if place >= 0:
                best = max(best, (place + len(noun), unit))
    return UnitWord("", best[1], "money" if best[1] == "CNY" else "count") if best[1] else None


def build(
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
    """A quantity with its open end filled in: more than 60万 has low = 600000 and no high."""
    low = high = None
    if value is not None and bound != "exact":
        if bound in ("more_than", "at_least"):
            low = value
        elif bound in ("less_than", "at_most", "nearly"):
            high = value
    return Quantity(
        start, end, value, low, high, unit, kind, word, bound, numeral, shape, rule, context, unit_end or end
    )
