"""The things listed before 分别, one for each of the numbers behind it."""

from __future__ import annotations

import re
from typing import Final

from pipelines.reading.naming import MAX_LENGTH, attribute_of, is_generic, is_good
from pipelines.reading.phrases import noun_before, opened

_DIGIT: Final = re.compile(r"\d")
_QUOTES: Final = str.maketrans("", "", "“”\"'「」『』‘’ ")
_LIST_ITEM: Final = re.compile(r"[、和及与]|以及")
_PAIRS: Final = {"产销": ("产量", "销量"), "进出口": ("进口", "出口"), "收支": ("收入", "支出")}


def list_names(phrase: str, count: int, told: str = "") -> list[str]:
    """Names of exactly `count` things listed before 分别, which may be followed by what is `told` of each.

    造纸、酿酒、制茶产业规模 share their last words.
    """
    phrase = phrase.translate(_QUOTES)
    phrase = opened(phrase)
    if _DIGIT.search(phrase):
        return []
    for word, parts in _PAIRS.items():
        if phrase.endswith(word) and count == len(parts):
            return [phrase[: -len(word)] + part for part in parts]
    items = [item for item in _LIST_ITEM.split(phrase) if item]
    if len(items) != count or max(map(len, items)) > MAX_LENGTH or "，" in phrase or is_generic(items[-1]):
        return []  # 同比、环比分别增长 are of what was told before
    last = noun_before(items[-1], 0, len(items[-1]))
    stem = min(map(len, items[:-1]))
    tail = last[stem:] if len(last) > stem else ""
    if any(map(is_good, items[:-1])) or not (tail or attribute_of(items[0])):  # 钢、铁、钢材产量
        tail = attribute_of(last)
    tail = "" if tail == last or items[0].endswith(tail) else tail
    return [(name + told)[-MAX_LENGTH:] for name in (*(item + tail for item in items[:-1]), last)]
