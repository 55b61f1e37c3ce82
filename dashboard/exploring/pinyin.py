"""Finding Chinese names by what a keyboard without Chinese types: initials (lkttl) or syllables (lvke)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Spelling(NamedTuple):
    """A name in pinyin, without tones; ü is v, as keyboards have it. Letters and digits of the name are themselves."""

    syllables: tuple[str, ...]

    @property
    def initials(self) -> str:
        return "".join(syllable[0] for syllable in self.syllables)


@cache
def spelling(name: str) -> Spelling:
    """How a name is spelled; a character with several readings has that which it has in this word."""
    from pypinyin import lazy_pinyin  # its dictionary takes 0.2 s to load: only for those who type pinyin

    runs = re.findall(r"[a-z\d]|[^\W\da-z]+", name.lower())
    return Spelling(tuple(part.replace("ü", "v") for run in runs for part in lazy_pinyin(run)))


def sounds_like(typed: str, name: str) -> bool:
    """Whether `typed` (lower case) is a run of the name's initials, or of its syllables, the last may be begun."""
    spelled = spelling(name)
    if typed in spelled.initials:
        return True
    whole = spelled.syllables
    return any("".join(whole[start:]).startswith(typed) for start in range(len(whole)))
