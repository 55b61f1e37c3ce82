"""Periods that are told right behind their figure: 剩余16家将在明年底前改造, 3家已于去年拆除, 1598亿元（1至5月）."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipelines.periods import PeriodHit

_REACH: Final = 12  # code points behind a figure in which its period begins
_LONG_AGO: Final = 3  # years after which it is no news when something was built
_WILL: Final = re.compile(r"[^，。；：、\d\n]*(?:将|计划|预计|有望|拟|力争|争取)[在于可]?")
_DONE: Final = re.compile(r"[^，。；：、\d\n]*已[经全都]?[于在]")
_NOTE_ENDS: Final = re.compile("(?:的?数据?|口径)?[）)]")  # 1598亿元（1至5月数据）
_FINISHED: Final = re.compile(
    r"(?:年?底)?前?(?:可|将|全部|全面|陆续|相继|正式|基本)*"
    r"(?:完工|建成|竣工|投产|通车|开工|动工|交付|投用|投入|完成|开通)"
)


def told_behind(flat: str, end: int, hit: PeriodHit, published: date) -> str:
    """`told` where the period that follows the figure (up to `end`) is its own, `noted` where it is of that figure
    alone, `ahead` where it is also still to come, else ""."""
    if hit.start > end + _REACH or hit.time.end is None:
        return ""
    if hit.start == end + 1 and flat[end] in "（(" and hit.kind != "comparison" and _NOTE_ENDS.match(flat, hit.end):
        return "noted"
    late = hit.kind == "deadline" and hit.time.end > published
    if not late and hit.time.start is not None and hit.time.start > published:
        led = hit.start == end or _WILL.fullmatch(flat, end, hit.start)
        if led and _FINISHED.match(flat, hit.end):
            return "ahead"
    said = (_WILL if late else _DONE).fullmatch(flat, end, hit.start)
    return "told" if said and published.year - hit.time.end.year < _LONG_AGO else ""
