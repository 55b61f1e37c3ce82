"""The compiled patterns of Chinese time expressions, built from lexicon/periods.yml.

`screen` runs over the whole text. Where it stops, the pattern that `full` holds for the character is matched; its
named groups say which rule a match belongs to. Both are linear on any text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final, NamedTuple

from pipelines.lexicon import read_words
from pipelines.periods.patterns import rules
from pipelines.periods.screen import screen
from pipelines.periods.shapes import ARABIC, CLOSED, CN_LEADS, NO_BEFORE, any_of, within_year

_TABLES: Final = {
    "relative": "relative_years", "month": "relative_months", "week": "relative_weeks", "day": "relative_days",
    "season": "relative_seasons", "term": "relative_quarters", "pair": "relative_pairs",
    "era": "eras", "festival": "festivals",
}  # fmt: skip


class Grammar(NamedTuple):
    """The compiled patterns and the lexicon they were built from."""

    screen: re.Pattern[str]
    full: dict[str, re.Pattern[str]]  # by the first character of the expression
    within: re.Pattern[str]  # the part of a year after its name, with named groups
    suffix: re.Pattern[str]
    words: dict[str, dict[str, Any]]  # relative words by group, then by word
    prefixes: dict[str, str]  # word right before -> what it makes of the expression
    prefix_ends: frozenset[str]
    suffixes: dict[str, str]
    suffix_leads: frozenset[str]
    names: re.Pattern[str]
    future: re.Pattern[str]
    far_future: re.Pattern[str]
    coming: re.Pattern[str]
    following: re.Pattern[str]
    reports: re.Pattern[str]
    lexicon: dict[str, Any]


def _by_lead(lex: dict[str, Any]) -> dict[str, re.Pattern[str]]:
    """For each first character the rules that it can begin; numerals of one script share one pattern."""
    known = rules(lex)
    by_char = {char: frozenset(name for name, rule in known.items() if char in rule.leads)
               for rule in known.values() for char in rule.leads}  # fmt: skip
    for script in (ARABIC, CN_LEADS):
        shared = frozenset[str]().union(*(by_char.get(char, frozenset()) for char in script))
        by_char.update(dict.fromkeys(script, shared))
    compiled = {
        names: re.compile("|".join(f"(?P<{name}>{rule.pattern})" for name, rule in known.items() if name in names))
        for names in set(by_char.values())
    }
    return {char: compiled[names] for char, names in by_char.items()}


@cache
def grammar() -> Grammar:
    """Read the lexicon and compile it, once."""
    lex = read_words("periods.yml")
    prefixes = {word: kind for kind, row in lex["prefixes"].items() for word in row}
    suffixes = {word: kind for kind, row in lex["suffixes"].items() for word in row}
    suffix_not = f"(?<!今(?=年)|前(?=[{NO_BEFORE}])|起(?=[步伏来义飞]))"
    return Grammar(
        screen=screen(lex),
        full=_by_lead(lex),
        within=re.compile(within_year(any_of(row["word"] for row in lex["festivals"]), named=True)),
        suffix=re.compile(f"(?:{any_of(suffixes)}){suffix_not}"),
        words={name: {row["word"]: row for row in lex[key]} for name, key in _TABLES.items()},
        prefixes=prefixes,
        prefix_ends=frozenset(word[-1] for word in prefixes),
        suffixes=suffixes,
        suffix_leads=frozenset(word[0] for word in suffixes),
        names=re.compile(f"[{CLOSED}]?(?:{any_of(lex['names'])})"),
        future=re.compile(any_of(lex["future"])),
        far_future=re.compile(any_of(lex["far_future"])),
        coming=re.compile(any_of(lex["coming"])),
        following=re.compile(any_of(lex["following"])),
        reports=re.compile(any_of(lex["reports"])),
        lexicon=lex,
    )
