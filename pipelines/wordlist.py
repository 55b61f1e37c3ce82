"""Finds the words of a list in a text: all but the places where one may begin are passed over at the speed of memory.

A word is looked up only where its first one, two or three characters stand, which a table of bits tells for the whole
text at once. So time is linear in the text and in the words found, and does not grow with the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_SPREAD: Final = np.uint32(40503)  # odd and large: neighbouring code points fall into slots far apart
_HEAD: Final = 3  # characters of a word that are looked at for all places at once
_LISTS: Final = 8  # that share tables, a bit each

_Codes = NDArray[np.intp]
_Bits = NDArray[np.uint8]


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


@lru_cache(maxsize=2)  # a text is looked through several times, and between them a name that it holds
def _slots(text: str) -> _Slots:
    padded = text + "\0" * (_HEAD - 1)
    codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    one = codes[: len(text)]
    two = one * _SPREAD + codes[1:-1]
    three = two * _SPREAD + codes[2:]
    return _Slots(one.astype(np.intp), two.astype(np.intp), three.astype(np.intp))


class Heads:
    """Tables of how the words of up to eight lists begin: a text is looked through once for all of them."""

    def __init__(self, bits: int = 16) -> None:
        """Of 2**bits slots; more make fewer places worth a look for nothing, and take longer to look into."""
        self._last = (1 << bits) - 1
        self._tables = [np.zeros(1 << bits, dtype=np.uint8) for _ in range(_HEAD)]
        self._bits: dict[frozenset[str], np.uint8] = {}  # by list; several threads may enter the same one at once
        self._lock = Lock()
        # The last text with its places; looked at once, for another thread may read another text.
        self._latest: tuple[str, _Bits] | None = None

    def add(self, words: frozenset[str]) -> np.uint8:
        """Enter a list, once, and give it the bit by which its words are told from those of the others."""
        with self._lock:
            known = self._bits.get(words)
            if known is not None:
                return known
            if len(self._bits) == _LISTS:
                raise ValueError(f"no more than {_LISTS} word lists share their tables")
            bit = np.uint8(1 << len(self._bits))
            for word in words:
                size = min(len(word), _HEAD)
                self._tables[size - 1][_slots(word[:size])[size - 1][0] & self._last] |= bit
            self._latest = None
            self._bits[words] = bit
            return bit

    def places(self, text: str, bit: np.uint8) -> list[int]:
        """Where a word of the list may begin, in order."""
        latest = self._latest
        if latest is None or latest[0] is not text:
            found = np.zeros(len(text), dtype=np.uint8)
            for table, slots in zip(self._tables, _slots(text), strict=True):
                found |= table.take(slots & self._last)
            self._latest = latest = (text, found)
        places: list[int] = np.flatnonzero(latest[1] & bit).tolist()
        return places


LEXICON: Final = Heads(20)  # of the lists that live as long as the process


class WordList:
    """A list of words, compiled once."""

    def __init__(self, words: Iterable[str], heads: Heads | None = None) -> None:
        """`heads` are the tables that it shares with other lists which are looked for in the same texts."""
        self.words = frozenset(words)
        self._heads = heads or Heads()
        self._bit = self._heads.add(self.words)
        rows: dict[str, set[str]] = {}
        for word in self.words:
            rows.setdefault(word[:_HEAD], set()).add(word)
        for head, row in rows.items():
            row.update(head[:size] for size in (1, 2) if head[:size] in self.words)
        # by the first three characters, two or one, as many as are known: the words that begin so, the longest first
        self.rows = {head: tuple(sorted(row, key=len, reverse=True)) for head, row in rows.items()}

    def starts(self, text: str) -> list[int]:
        """Where a word may begin, in order: wherever one does, and at few other places."""
        return self._heads.places(text, self._bit)

    def every(self, text: str) -> list[tuple[int, str]]:
        """All words of the list that stand in `text`, also one inside another, in order of their beginning."""
        rows: dict[str, tuple[str, ...]] = self.rows
        found = []
        for start in self.starts(text):
            head = text[start : start + _HEAD]
            for word in rows.get(head) or rows.get(head[:2]) or rows.get(head[:1], ()):
                if len(word) <= _HEAD or text.startswith(word, start):  # a row is of one head
                    found.append((start, word))
        return found

    def longest(self, text: str) -> list[tuple[int, str]]:
        """The words without overlap: the leftmost, and where several begin there, the longest."""
        rows: dict[str, tuple[str, ...]] = self.rows
        found, end = [], 0
        for start in self.starts(text):
            if start < end:
                continue
            head = text[start : start + _HEAD]
            for word in rows.get(head) or rows.get(head[:2]) or rows.get(head[:1], ()):
                if len(word) <= _HEAD or text.startswith(word, start):
                    end = start + len(word)
                    found.append((start, word))
                    break
        return found
