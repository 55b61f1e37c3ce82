"""The items of a list in a paragraph: 一是…。二是…。 A place told in one is not that of the next."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from pipelines.reading.sentences import Sentence, Sentences

_ITEM: Final = re.compile(r"(?:^|[。；：\n\u3000 ])(?=[一二三四五六七八九十]{1,2}是[^，。；]{2})")


class Items:
    """Answers for one document."""

    def __init__(self, flat: str, sentences: Sentences) -> None:
        self.starts = [found.end() for found in _ITEM.finditer(flat)]
        self.first: dict[int, int] = {}  # by paragraph, where its first item begins
        for start in self.starts:
            self.first.setdefault(sentences.at(start).paragraph, start)

    def earlier(self, sentence: Sentence, end: int) -> tuple[int, int]:
        """Where the items before the one at `end` begin and end, (0, 0) where the paragraph has none."""
        first = self.first.get(sentence.paragraph, end + 1)
        return (first, self.starts[bisect_right(self.starts, end) - 1]) if first <= end else (0, 0)
