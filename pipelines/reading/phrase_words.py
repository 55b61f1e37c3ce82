"""The words that a noun phrase is cut at: verbs before a number, what opens a phrase, what ends one behind it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipelines.lexicon import alternation, read_words
from pipelines.reading.naming import lengths


class PhraseWords(NamedTuple):
    """The lists of lexicon/subjects.yml that tell where a phrase begins and ends."""

    verbs: frozenset[str]
    verb_tails: dict[str, int]  # last character -> length of the longest verb that ends with it
    kept: frozenset[str]
    openers: frozenset[str]
    opener_heads: dict[str, int]
    stop: re.Pattern[str]
    not_stops: tuple[str, ...]
    counters: frozenset[str]
    changes: tuple[str, ...]
    said: tuple[str, ...]
    said_tails: frozenset[str]


@cache
def phrase_words() -> PhraseWords:
    """The lists, read once."""
    data = read_words("subjects.yml")
    verbs, openers = frozenset(data["verbs"]), frozenset(data["openers"])
    return PhraseWords(
        verbs,
        lengths(verbs, -1),
        frozenset(data["kept"]),
        openers,
        lengths(openers, 0),
        alternation(data["stops"]),
        tuple(data["not_stops"]),
        frozenset(data["counters"]),
        tuple(data["changes"]),
        tuple(data["said"]),
        frozenset(word[-1] for word in data["said"]),
    )
