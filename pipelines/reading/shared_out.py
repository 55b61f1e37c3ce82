"""The places that the figures of a list are of, one each, where they are told by one word: 京津冀三地, 三港."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from pipelines.areas import AreaHit
from pipelines.catalogue import load_catalogue
from pipelines.numerals import DIGITS
from pipelines.reading.sentences import Sentence
from pipelines.reading.standing import Standing

_PARTED: Final = (
    "两地",
    "两省区",
    "两省",
    "两市",
    "三地",
    "三市",
    "四市",
    "两区",
    "三区",
    "三省区",
    "三省市",
    "三省",
    "四地",
    "一市三省",
    "三省一市",
    "地区三省",
    "各地",
    "分别",
)
_SUM: Final = re.compile(r"([两二三四五六])个?(?:港|市|县|区|省|州|地|国)(?!区)")
_MOST: Final = 60  # places to look back over


def members(flat: str, hit: AreaHit, count: int) -> list[AreaHit]:
    """The `count` places that one consists of, in their order: 京津冀三地分别增长 is of each."""
    known = load_catalogue().areas
    area = known.get(hit.ref_area)
    if area is None or len(area.members) != count or not flat.startswith(_PARTED, hit.end):
        return []
    return [hit._replace(ref_area=code, name=known[code].name_zh) for code in area.members]


def summed(standing: Standing, sentence: Sentence, count: int) -> list[AreaHit]:
    """The places that 三港 or 两市, which open the sentence, sum up: as many as the paragraph has told."""
    match = _SUM.match(standing.flat, sentence.start)
    if match is None or DIGITS.get(match[1]) != count:
        return []
    low = high = bisect_left(standing.areas, (sentence.start,))
    while low and high - low < _MOST and standing.holders[low - 1].paragraph == sentence.paragraph:
        low -= 1
    named = {hit.ref_area: hit for i, hit in enumerate(standing.areas[low:high], low) if standing.subject(i)}
    return list(named.values()) if len(named) == count and "" not in named else []
