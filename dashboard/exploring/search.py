"""What a reader types into the search box -> what each word of it can mean. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.exploring.pinyin import sounds_like
from dashboard.rows import Area, Indicator

MOST_WORDS, LONGEST = 6, 40
PINYIN = re.compile(r"[a-z]{2,}")


class Term(NamedTuple):
    """One word typed, in lower case, with the indicators and areas whose names hold it or sound like it.

    A figure matches when it is of one of them, or when its quote holds the word.
    """

    text: str
    indicators: tuple[str, ...]
    areas: tuple[str, ...]


def terms(typed: str, indicators: Sequence[Indicator], areas: Sequence[Area]) -> tuple[Term, ...]:
    """The words of a search, of which a figure must match each; words beyond MOST_WORDS are left out."""
    return tuple(
        Term(
            word,
            tuple(i.indicator_id for i in indicators if _named(word, i.name_zh, i.name_en)),
            tuple(a.ref_area for a in areas if _named(word, a.name_zh, a.name_en)),
        )
        for word in (part[:LONGEST] for part in typed.lower().split()[:MOST_WORDS])
    )


def _named(word: str, zh: str, en: str) -> bool:
    spelled = en.lower().replace("–", "-")  # a keyboard has the hyphen only
    return (
        word in zh.lower()
        or word.replace("–", "-") in spelled
        or (PINYIN.fullmatch(word) is not None and sounds_like(word, zh))
    )
