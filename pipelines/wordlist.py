"""Finds the words of a list in a text: all but the places where one may begin are passed over at the speed of memory.

A word is looked up only where its first one, two or three characters stand, which a table of bits tells for the whole
text at once. So time is linear in the text and in the words found, and does not grow with the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_BITS = 20
_SLOTS = np.uint32((1 << _BITS) - 1)
_SPREAD = np.uint32(40503)  # odd and large: neighbouring code points fall into slots far apart
_HEAD = 3  # characters of a word that are looked at for all places at once

_Codes = NDArray[np.intp]


class _Slots(NamedTuple):
    """For each place of a text, a slot of the tables for its one, two and three characters."""

    one: _Codes
    two: _Codes
    three: _Codes


@lru_cache(maxsize=1)  # several lists are looked for in one text
def _slots(text: str) -> _Slots:
    padded = text + "\0" * (_HEAD - 1)
    codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    one = codes[: len(text)]
    two = one * _SPREAD + codes[1:-1]
    three = two * _SPREAD + codes[2:]
    return _Slots(*((slots & _SLOTS).astype(np.intp) for slots in (one, two, three)))


class WordList:
    """A list of words, compiled once."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._heads = [np.zeros(1 << _BITS, dtype=np.bool_) for _ in range(_HEAD)]
        rows: dict[str, set[str]] = {}
        for word in self.words:
            size = min(len(word), _HEAD)
            self._heads[size - 1][_slots(word[:size])[size - 1][0]] = True
            rows.setdefault(word[:_HEAD], set()).add(word)
        for head, row in rows.items():
            row.update(head[:size] for size in (1, 2) if head[:size] in self.words)
        # by the first three characters, two or one, as many as are known: the words that begin so, the longest first
        self.rows = {head: tuple(sorted(row, key=len, reverse=True)) for head, row in rows.items()}

    def starts(self, text: str) -> list[int]:
        """Where a word may begin, in order: wherever one does, and at few other places."""
        slots = _slots(text)
        found = self._heads[0].take(slots.one)
        found |= self._heads[1].take(slots.two)
        found |= self._heads[2].take(slots.three)
        places: list[int] = np.flatnonzero(found).tolist()
        return places

    def heads(self, text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each place where words may begin, in order, and those that would begin so, the longest first."""
        rows = self.rows
        for start in self.starts(text):
            head = text[start : start + _HEAD]
            words = rows.get(head) or rows.get(head[:2]) or rows.get(head[:1])
            if words is not None:
                yield start, words

    def every(self, text: str) -> list[tuple[int, str]]:
        """All words of the list that stand in `text`, also one inside another, in order of their beginning."""
        stands = text.startswith
        return [(start, word) for start, words in self.heads(text) for word in words if stands(word, start)]

    def longest(self, text: str) -> list[tuple[int, str]]:
        """The words without overlap: the leftmost, and where several begin there, the longest."""
        stands, found, end = text.startswith, [], 0
        for start, words in self.heads(text):
            if start < end:
                continue
            for word in words:
                if stands(word, start):
                    end = start + len(word)
                    found.append((start, word))
                    break
        return found
