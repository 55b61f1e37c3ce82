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
        self.sentences = sentences
        self.starts = [found.end() for found in _ITEM.finditer(flat)]

    def earlier(self, sentence: Sentence, end: int) -> tuple[int, int]:
        """Where the items before the one at `end` begin and end, (0, 0) where the paragraph has none."""
        index = last = bisect_right(self.starts, end) - 1
        while index >= 0 and self.sentences.at(self.starts[index]).paragraph == sentence.paragraph:
            index -= 1
        return (self.starts[index + 1], self.starts[last]) if index < last else (0, 0)
