"""The noun phrase that a number measures: proposed as a name where the catalogue knows no indicator."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipelines.lexicon import longest, read_words
from pipelines.reading.quantity import Quantity
from pipelines.records import Measure

MAX_LENGTH = 24
_PHRASE = re.compile(r"[^，。；：、！？\n（）,;:《》!?\d%]{1,24}")
_EDGE = re.compile(r"^[的之]|[的之]$")
# What only says how a change is reckoned is no part of the name.
_COMPARISON = re.compile(
    r"(?:按[^，]{1,8}?(?:计算|口径)|(?:^|(?<=.))(?:比|较|同比|环比|与)(?!重|例|率|价)[^，]{0,12}|完成(?:年|全年|国家)?计划|(?:同比|环比)?(?:微|略|大幅)?(?:降|升|增|减|有).{0,1})$"
)
_GENERIC = frozenset(
    [
        "增速",
        "增幅",
        "降幅",
        "总量",
        "总数",
        "数量",
        "规模",
        "其中",
        "增长速度",
        "产量",
        "累计",
        "总额",
        "总值",
        "完成",
        "同比",
        "环比",
        "涨幅",
        "跌幅",
        "占比",
        "比重",
        "平均",
        "面积",
        "人数",
        "金额",
        "本年",
        "全部",
        "合计",
        "总计",
    ]
)
_BULLET = re.compile(
    r"^(?:[^\w（]|[【〖][^】〗]*[】〗]|本报讯|新华社.{1,6}电|.{1,12}(?:介绍|表示|说|获悉|了解到)$)+|^[、和及与]+"
)
_BULLET = re.compile(r"^(?:[^\w（]|[【〖][^】〗]*[】〗]|本报讯|新华社.{1,6}电)+|^[、和及与]+")
_QUOTES = str.maketrans("", "", "“”\"'「」『』‘’ ")
_LIST_ITEM = re.compile(r"[、和及与]|以及")


class _Words(NamedTuple):
    verbs: frozenset[str]
    verb_length: int
    verb_tails: frozenset[str]
    openers: frozenset[str]
    opener_length: int
    opener_heads: frozenset[str]
    stop: re.Pattern[str]
    counters: frozenset[str]


@cache
def _words() -> _Words:
    data = read_words("subjects.yml")
    verbs, openers = frozenset(data["verbs"]), frozenset(data["openers"])
    stops = sorted(set(data["stops"]), key=lambda word: (-len(word), word))
    return _Words(
        verbs,
        longest(verbs),
        frozenset(word[-1] for word in verbs),
        openers,
        longest(openers),
        frozenset(word[0] for word in openers),
        re.compile("|".join(map(re.escape, stops))),
        frozenset(data["counters"]),
    )


def noun_after(flat: str, quantity: Quantity) -> str:
    """The noun behind a measure word, "" where none follows: 8种乡土植物 gives 乡土植物."""
    words = _words()
    if quantity.word not in words.counters and not quantity.word.startswith("个") and quantity.shape != "parts":
        return ""
    start = quantity.end
    if quantity.shape == "parts" and flat[start : start + 1] == "的":
        start += 1
    elif quantity.shape == "parts":
        return ""
    for skip in ("以上的", "以上", "左右的", "的"):
        if flat.startswith(skip, start):
            start += len(skip)
            break
    match = _PHRASE.match(flat, start)
    if match is None:
        return ""
    text = match[0]
    if text[0] in "多余左以等，":
        return ""
    stop = words.stop.search(text)
    while stop is not None and stop.start() == 0 and stop[0] in ("等",):
        return ""
    if stop is not None:
        text = text[: stop.start()]
    return text.translate(_QUOTES).strip()


def noun_before(flat: str, start: int, end: int, keep_share: bool = False) -> str:
    """The noun phrase that ends before a number: 全年旅客吞吐量达到 gives 旅客吞吐量."""
    words = _words()
    text = flat[max(start, end - 40) : end].translate(_QUOTES)
    text = _BULLET.sub("", text)
    while text and text[-1] in words.verb_tails:
        for length in range(min(words.verb_length, len(text)), 0, -1):
            tail = text[-length:]
            if tail in words.verbs and not (keep_share and tail in ("占比", "比重")):
                text = text[:-length]
                break
        else:
            break
    while text and text[0] in words.opener_heads:
        for length in range(min(words.opener_length, len(text)), 0, -1):
            if text[:length] in words.openers:
                text = text[length:]
                break
        else:
            break
    text = _COMPARISON.sub("", text)
    return _EDGE.sub("", text)[-MAX_LENGTH:]


def is_generic(name: str) -> bool:
    """Whether the words name no subject of their own: 增速, 总量."""
    return len(name) < 2 or name in _GENERIC


def without_hits(start: int, end: int, hits: dict[int, int]) -> int:
    """Moves `start` behind the time expressions and areas (start to end) that open the stretch up to `end`."""
    while True:
        after = hits.get(start) or hits.get(start + 1)
        if after is None or after > end:
            return start
        start = after


def list_names(phrase: str, count: int) -> list[str]:
    """Names of exactly `count` things listed before 分别.

    造纸、酿酒、制茶产业规模 share their last words.
    """
    phrase = _BULLET.sub("", phrase.translate(_QUOTES))
    items = [item for item in _LIST_ITEM.split(phrase) if item]
    if len(items) != count or max(map(len, items)) > MAX_LENGTH:
        return []
    last = noun_before(items[-1], 0, len(items[-1]))
    stem = min(map(len, items[:-1]))
    tail = last[stem:] if len(last) > stem and not items[0].endswith(last[stem:]) else ""
    return [*((item + tail)[-MAX_LENGTH:] for item in items[:-1]), last]


def with_measure(name: str, measure: Measure, amount: bool) -> str:
    """The name of a figure. Growth, share and rank are told by `measure`; a change or a completion rate has its own."""
    if amount:
        return name if name.endswith(("量", "额", "数")) else name + "变化量"
    return name + "完成率" if measure == "completion" and not name.endswith(("率", "进度")) else name
