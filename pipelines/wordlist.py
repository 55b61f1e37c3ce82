"""Finds the words of a list in a text: all but the places where one may begin are passed over at the speed of memory.

A word is looked up only where its first one, two or three characters stand, which a table of bits tells for the whole
text at once. So time is linear in the text and in the words found, and does not grow with the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_BITS = (16, 20)  # of the tables of a short list and a long one: the smaller, the quicker to look into
_LONG = 4_000  # words
_SPREAD = np.uint32(40503)  # odd and large: neighbouring code points fall into slots far apart
_HEAD = 3  # characters of a word that are looked at for all places at once

_Codes = NDArray[np.intp]


class _Slots(NamedTuple):
    """For each place of a text, a number for its one, two and three characters; its last bits are a slot of a table."""

    one: _Codes
    two: _Codes
    three: _Codes


class Signs:
    """A set of characters of the basic plane, to be found in texts."""

    def __init__(self, signs: Iterable[str]) -> None:
        self._table = np.zeros(1 << 16, dtype=np.bool_)
        self._table[[ord(sign) for sign in signs]] = True

    def places(self, text: str) -> list[int]:
        """Where one of them stands, in order."""
        found: list[int] = np.flatnonzero(self._stand(text)).tolist()
        return found

    def before(self, text: str, others: Signs, reach: range) -> list[int]:
        """Where one of them stands with one of `others` behind it, so many characters on as `reach` says."""
        first, other = self._stand(text), others._stand(text)
        follows = np.zeros(len(text), dtype=np.bool_)
        for step in reach:
            follows[:-step] |= other[step:]
        found: list[int] = np.flatnonzero(first & follows).tolist()
        return found

    def _stand(self, text: str) -> NDArray[np.bool_]:
        return self._table.take(_slots(text).one, mode="clip")  # the last character of the plane is none


@lru_cache(maxsize=1)  # several lists are looked for in one text
def _slots(text: str) -> _Slots:
    padded = text + "\0" * (_HEAD - 1)
    codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    one = codes[: len(text)]
    two = one * _SPREAD + codes[1:-1]
    three = two * _SPREAD + codes[2:]
    return _Slots(one.astype(np.intp), two.astype(np.intp), three.astype(np.intp))


class WordList:
    """A list of words, compiled once."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        bits = _BITS[len(self.words) > _LONG]
        self._last = (1 << bits) - 1
        self._heads = [np.zeros(1 << bits, dtype=np.bool_) for _ in range(_HEAD)]
        rows: dict[str, set[str]] = {}
        for word in self.words:
            size = min(len(word), _HEAD)
            self._heads[size - 1][_slots(word[:size])[size - 1][0] & self._last] = True
            rows.setdefault(word[:_HEAD], set()).add(word)
        for head, row in rows.items():
            row.update(head[:size] for size in (1, 2) if head[:size] in self.words)
        # by the first three characters, two or one, as many as are known: the words that begin so, the longest first
        self._sizes = {min(len(word), _HEAD) for word in self.words}
        self.rows = {head: tuple(sorted(row, key=len, reverse=True)) for head, row in rows.items()}

    def starts(self, text: str) -> list[int]:
        """Where a word may begin, in order: wherever one does, and at few other places."""
        slots, last = _slots(text), self._last
        found = np.zeros(len(text), dtype=np.bool_)
        for size in self._sizes:
            found |= self._heads[size - 1].take(slots[size - 1] & last)
        places: list[int] = np.flatnonzero(found).tolist()
        return places

    def every(self, text: str) -> list[tuple[int, str]]:
        """All words of the list that stand in `text`, also one inside another, in order of their beginning."""
        get, stands, found = self.rows.get, text.startswith, []
        for start in self.starts(text):
            head = text[start : start + _HEAD]
            for word in get(head) or get(head[:2]) or get(head[:1], ()):
                if stands(word, start):
                    found.append((start, word))
        return found

    def longest(self, text: str) -> list[tuple[int, str]]:
        """The words without overlap: the leftmost, and where several begin there, the longest."""
        get, stands, found, end = self.rows.get, text.startswith, [], 0
        for start in self.starts(text):
            if start < end:
                continue
            head = text[start : start + _HEAD]
            for word in get(head) or get(head[:2]) or get(head[:1], ()):
                if stands(word, start):
                    end = start + len(word)
                    found.append((start, word))
                    break
        return found
