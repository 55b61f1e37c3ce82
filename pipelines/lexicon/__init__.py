"""The words of the reader, kept as data beside this file and compiled once."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipelines.errors import CatalogueError

FOLDER = Path(__file__).parent
_added: ContextVar[tuple[UnitWord, ...]] = ContextVar("added_unit_words", default=())
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnitWord(NamedTuple):
    """A measure word as printed, its canonical unit, and what sort of unit it is (see unit_words.csv)."""

    word: str
    unit: str
    kind: str


def read_words(name: str) -> dict[str, Any]:
    """Rows of one YAML file of this folder; CatalogueError names the file when it cannot be read."""
    path = FOLDER / name
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CatalogueError(f"lexicon/{name}: cannot be read: {str(error).splitlines()[0]}") from error
    if not isinstance(data, dict):
        raise CatalogueError(f"lexicon/{name}: expected a mapping, found {type(data).__name__}")
    return data


@contextmanager
def with_unit_words(added: tuple[UnitWord, ...]) -> Iterator[None]:
    """Read with these words besides those of unit_words.csv, to the end of the block."""
    token = _added.set(added)
    try:
        yield
    finally:
        _added.reset(token)


def added_unit_words() -> tuple[UnitWord, ...]:
    """The words that texts are being read with besides those of unit_words.csv."""
    return _added.get()


@cache
def unit_words() -> dict[str, UnitWord]:
    """Measure words of unit_words.csv by their printed form."""
    path = FOLDER / "unit_words.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [UnitWord(row["word"], row["unit"], row["kind"]) for row in csv.DictReader(file)]
    words: dict[str, UnitWord] = {}
    for row in rows:
        if row.word in words:
            raise CatalogueError(f"lexicon/unit_words.csv: {row.word}: listed twice")
        words[row.word] = row
    return words


def longest(words: dict[str, Any] | frozenset[str]) -> int:
    """Length of the longest key, the most that a look-up has to try."""
    return max(map(len, words), default=0)


def alternation(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of literal words, the longest first; grouped by first character, which is tried once for all."""
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in sorted(groups.items())))
