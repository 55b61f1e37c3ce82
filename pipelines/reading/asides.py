"""Periods that hold for their own clause alone: 去年同期为2.8万亩; 已于1984年建成."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipelines.periods import PeriodHit

_HEADS: Final = frozenset("，；。、（(：\n而但")
_YEARS: Final = ("去年", "上年", "前年", "20", "19")
_PAST: Final = ("去年", "上年", "前年")
_MONTHS: Final = ("上月", "上个月")
_BEHIND: Final = "，（"
_FIGURES: Final = frozenset("%元吨人次亩里米时度")
_CHANGE: Final = re.compile(r"(?:同比)?(?:增|减|多|少|上|下|提|降|回|涨|升|扩|翻)")
_NO_FIGURE: Final = re.compile(r"的?(?:相比|水平|持平|基数|相当|基本)|的")
_FOUNDED: Final = re.compile(
    r"(?:始建|修建|兴建|动工|开工|建成|通车|成立|创建|创办|创立|诞生|设立|组建|竣工|投产|建|立)[于]$"
)
_BEGUN: Final = re.compile(
    r"(?:正式|全线|全面|顺利|胜利|首次|就)?(?:投入[使运]|投运|投产|投用|通车|开通|竣工|建成|动工|落成)"
)
_STATED: Final = re.compile(r"(?:同期|末|底)?(?:为|是|仅|只有|尚|才)")
_OF_THINGS: Final = re.compile(r"[^，。；：、\d的]{1,6}的(?=[\d一二两三四五六七八九十])")
_REACH: Final = 4  # the longest word of _FOUNDED, with its 于
_LONG_AGO: Final = 3  # years after which the building of something is no news
_GROWN_TO: Final = re.compile("[增升降减扩长大展高少加跌涨小]至")


def alone(flat: str, hit: PeriodHit, published: date | None) -> bool:
    """Whether the hit dates the figures of its own clause and no others."""
    if hit.time.end is None:
        return False
    if hit.kind == "aside":
        return True
    if hit.kind == "relative" and flat.startswith(_YEARS, hit.start) and _STATED.match(flat, hit.end):
        return hit.start > 0 and flat[hit.start - 1] in _BEHIND and flat[hit.start - 2 : hit.start - 1] in _FIGURES
    if hit.kind == "comparison":
        return flat.startswith(_YEARS, hit.start) and flat[hit.end - 2] == "同" and _contrasted(flat, hit)
    if hit.kind == "relative":
        return flat.startswith(_MONTHS, hit.start) and _before_last(hit, published) and _contrasted(flat, hit)
    if hit.kind != "explicit" or published is None or published.year - hit.time.end.year < _LONG_AGO:
        return False
    left = flat[max(0, hit.start - _REACH) : hit.start]
    return left.endswith("于") and (_FOUNDED.search(left) or _BEGUN.match(flat, hit.end)) is not None


def of_things(flat: str, hit: PeriodHit) -> bool:
    """去年招来的15名学生: it dates the things that are counted, and not what is told after them."""
    return hit.kind == "relative" and flat.startswith(_PAST, hit.start) and _OF_THINGS.match(flat, hit.end) is not None


def _contrasted(flat: str, hit: PeriodHit) -> bool:
    """It heads its clause, and no change is told that is measured from it."""
    if hit.start and flat[hit.start - 1] not in _HEADS:
        return False
    if _NO_FIGURE.match(flat, hit.end):
        return False
    # 去年同期下降0.1% is a growth of its own only behind another growth
    return flat[max(0, hit.start - 2) : hit.start].strip("，；（而但").endswith(("%", "点")) or not _CHANGE.match(
        flat, hit.end
    )


def _before_last(hit: PeriodHit, published: date | None) -> bool:
    """上月, told of the month before the one that the text reports on."""
    last = hit.time.end
    return (
        published is not None
        and last is not None
        and (published.year - last.year) * 12 + published.month - last.month == 2
    )


def of_one_figure(flat: str, hit: PeriodHit) -> bool:
    """由年初的180辆提高到目前的400辆, 增至去年的400辆: the time of that figure alone."""
    if not flat.startswith("的", hit.end):
        return False
    return hit.kind == "asof" or _GROWN_TO.search(flat, max(0, hit.start - 4), hit.start + 1) is not None
