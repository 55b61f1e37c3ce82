"""What words must be to lead to an indicator: too short or too common a word would find figures of anything.

A trigger is one word, or several that must all stand by the figure; the longest is looked for, the others are looked
at. So the longest needs two characters, and none may be of function characters alone. A single word must not be the
name of something else: unit words, places and words such as 增长 stand by figures of all kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from itertools import dropwhile
from typing import NamedTuple

from pipelines.catalogue.model import Area, UnitInfo
from pipelines.errors import CatalogueError

SHORTEST, LONGEST = 2, 20  # characters of the word that is looked for, and of any
_FUNCTION = frozenset(
    "的了着过和与及或而且并但又也都就才还则却其之此这那该各每某是为有在于以从自由向往到至对把被将让使给所等个"
)
_MAGNITUDES = frozenset("十百千万亿兆拾佰仟")


def is_numeral(text: str, prefixes: str = "") -> bool:
    """Whether a word counts, or begins with what does: 万 and 百 belong to the number before a measure word.

    `prefixes` are no numerals at its head: 千 in 千克 is a part of the unit.
    """
    return bool(text) and (text[0] in _MAGNITUDES.difference(prefixes) or all(map(_counts, text)))


def _counts(character: str) -> bool:
    return character.isnumeric() or character in "两半数几余多/"


class Named(NamedTuple):
    """The words that name something else."""

    units: Container[str]
    is_place: Callable[[str], bool]
    plain: Container[str] = ()  # they name nothing by themselves


def named(units: Mapping[str, UnitInfo], areas: Mapping[str, Area]) -> Named:
    """Those that the catalogue itself knows of."""
    places = {name for area in areas.values() for name in (area.name_zh, *area.aliases)}
    return Named({unit.symbol_zh for unit in units.values()}, places.__contains__)


def fault(words: tuple[str, ...], field: str, known: Named) -> CatalogueError | None:
    """What keeps these words from being a trigger, told of `field` of its entry; None where nothing does."""
    for word in words:
        if len(word) > LONGEST or not word.isprintable() or not any(map(str.isalpha, word)):
            return CatalogueError(f"expected words of at most {LONGEST} characters, with a letter, found {word!r}",
                                  code="word_form", field=field, found=word, limit=LONGEST)  # fmt: skip
        if _FUNCTION.issuperset(word):
            return CatalogueError(f"expected words that name something, found {word!r}",
                                  code="word_plain", field=field, found=word)  # fmt: skip
    longest = max(words, key=len)
    if len(longest) < SHORTEST:
        return CatalogueError(f"expected a word of {SHORTEST} characters or more, found {longest!r}",
                              code="word_short", field=field, found=longest, limit=SHORTEST)  # fmt: skip
    if len(words) > 1:
        return None
    counted = "".join(dropwhile(_counts, longest))  # 亿元 stands by as many figures as 元
    if not counted or counted in known.units:
        return CatalogueError(f"expected what is counted, found the unit {longest!r}",
                              code="word_unit", field=field, found=longest)  # fmt: skip
    if known.is_place(longest):
        return CatalogueError(f"expected what is counted, found the place {longest!r}",
                              code="word_place", field=field, found=longest)  # fmt: skip
    if longest in known.plain:
        return CatalogueError(f"expected a word that names something, found {longest!r}",
                              code="word_plain", field=field, found=longest)  # fmt: skip
    return None
