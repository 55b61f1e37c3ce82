"""The words of the reader, kept as data beside this file and compiled once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.catalogue import load_units
from pipelines.catalogue.reading import read_csv, read_yaml
from pipelines.catalogue.triggers import is_numeral
from pipelines.errors import CatalogueError

FOLDER = Path(__file__).parent
_added: ContextVar[tuple[UnitWord, ...]] = ContextVar("added_unit_words", default=())
_UNIT_FILE = "unit_words.csv"
KINDS = frozenset(
    ["age", "count", "duration", "grade", "kind", "list", "money", "noun", "ordinal", "physical", "point", "ratio"]
)  # what sort of unit a measure word is
PREFIXES = {"physical": "千兆", "point": "百千"}  # what is a part of such units, and no numeral: 千克, 百分点


class UnitWord(NamedTuple):
    """A measure word as printed, its canonical unit, and what sort of unit it is (see unit_words.csv)."""

    word: str
    unit: str
    kind: str


def read_words(name: str) -> dict[str, Any]:
    """Rows of one YAML file of this folder; CatalogueError names file and line where it cannot be read."""
    try:
        data = read_yaml(FOLDER / name)
    except CatalogueError as error:
        raise CatalogueError(f"lexicon/{error}", code="word_list", error=error) from None
    if not isinstance(data, dict):
        line = f"lexicon/{name}: expected a mapping, found {type(data).__name__}"
        raise CatalogueError(line, code="word_list", error=line)
    return data


@contextmanager
def with_unit_words(added: tuple[UnitWord, ...]) -> Iterator[None]:
    """Read with these words besides those of unit_words.csv, to the end of the block."""
    token = _added.set(added)
    try:
        yield
    finally:
        _added.reset(token)


# The words that texts are being read with besides those of unit_words.csv; asked for at every numeral.
added_unit_words: Callable[[], tuple[UnitWord, ...]] = _added.get


@cache
def unit_words() -> dict[str, UnitWord]:
    """Measure words of unit_words.csv by their printed form. CatalogueError names the line that is wrong."""
    words: dict[str, UnitWord] = {}
    try:
        for place, row in read_csv(FOLDER / _UNIT_FILE, UnitWord._fields):
            word = UnitWord(**row)
            fault = _fault(word, words)
            if fault:
                line = f"{_UNIT_FILE}: {place} ({word.word}): {fault}"
                raise CatalogueError(line, code="word_list", error=line)
            words[word.word] = word
    except CatalogueError as error:
        raise CatalogueError(f"lexicon/{error}", code="word_list", error=error) from None
    return words


def _fault(word: UnitWord, words: dict[str, UnitWord]) -> str:
    """What was expected of a measure word and what was found, "" where it is right."""
    if empty := [name for name, cell in word._asdict().items() if not cell]:
        return f"expected text as {', '.join(empty)}, found nothing"
    if word.word in words:
        return "expected a word of its own, found one listed before"
    if word.kind not in KINDS:
        return f"expected a kind ({', '.join(sorted(KINDS))}), found {word.kind!r}"
    if is_numeral(word.word, PREFIXES.get(word.kind, "")):
        return "expected a measure word, found one that begins with a numeral, which is read with the number before it"
    if word.unit.isascii() and word.unit not in load_units():
        return f"expected a unit of units.csv or a measure word, found {word.unit!r}"
    return ""


def longest(words: dict[str, Any] | frozenset[str]) -> int:
    """Length of the longest key, the most that a look-up has to try."""
    return max(map(len, words), default=0)


def alternation(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of literal words, the longest first; grouped by first character, which is tried once for all."""
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in sorted(groups.items())))
