"""Words around a number that bound it, and the sign before it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipelines.reading.quantity import Quantity, words
from pipelines.records import Bound

_BEFORE_VERB: Final = re.compile(r"(至少|最多|至多)[\u4e00-\u9fff]{1,4}$")
_OF_WHOLE: Final = re.compile(
    r"(超过|超|逾|不足|不到|接近|近|(?<![节契条签合预制])约)(?:为|是|相当于)?[^，。；、,]{1,8}的$"
)  # 约为当初的3倍
COUNTS: Final = frozenset({"count", "noun"})
_ONLY_ADJACENT: Final = ("最高", "最低", "最多")  # 日产最高达8600吨 states a record, not a limit
_SHARE_REACH: Final = 20
_REACHING: Final = ("通", "直", "送", "到", "发")
_NUMERALS: Final = frozenset("0123456789一二两三四五六七八九十百千")
_JOINED: Final = "年月日时点元吨米里瓦度升克亩万亿千百十"
_LIST_JOINTS: Final = ("、", "和", "及", "与")
_EACH: Final = ("分别", "均", "先后", "相继", "依次", "双双")  # each of the figures listed


def bound_before(flat: str, start: int) -> Bound:
    """The bound said right before a number, behind at most three fillers: 突破了, 超过人民币."""
    lexicon = words()
    table = lexicon.before
    if flat[start - 1 : start] not in lexicon.before_tails:
        return _across_verb(flat, start)
    left = flat[max(0, start - lexicon.before_length - 4) : start]
    for stripped in range(3):
        for length in range(min(lexicon.before_length, len(left)), 0, -1):
            word = left[-length:]
            bound = table.get(word)
            if bound is not None and not (stripped and word in _ONLY_ADJACENT):
                guard = lexicon.guards.get(word)
                before = left[-length - 1 : -length]
                return "exact" if guard and before and before in guard else bound
        if not left.endswith(lexicon.fillers):
            return "exact"
        left = left[: -len(next(filler for filler in lexicon.fillers if left.endswith(filler)))]
    return "exact"


def _across_verb(flat: str, start: int) -> Bound:
    """至少举办12场, 最多补助5000元: the bound stands before the verb."""
    left = flat[max(0, start - 6) : start]
    if "至少" not in left and "多" not in left:
        return "exact"
    found = _BEFORE_VERB.search(left)
    return "exact" if found is None else "at_least" if found[1] == "至少" else "at_most"


def bare_bound(flat: str, start: int) -> Bound | None:
    """The bound before a bare magnitude: 超百万, 破万亿."""
    table = words().bare_before
    left = flat[max(0, start - 4) : start]
    for length in range(len(left), 0, -1):
        bound = table.get(left[-length:])
        if bound is not None:
            joined = bound == "exact" and left[-length - 1 : -length] in _REACHING  # 通达万家
            return None if joined else bound
    return None


_CAPPED: Final = frozenset("元%倍万亿")  # what is limited by 封顶


def bound_after(flat: str, position: int) -> tuple[Bound | None, int]:
    """The bound said right behind a unit and where it ends: 以上, 左右, 多."""
    lexicon = words()
    if flat[position : position + 1] not in lexicon.after_heads:
        return None, position
    piece = flat[position : position + lexicon.after_length]
    for length in range(len(piece), 0, -1):
        bound = lexicon.after.get(piece[:length])
        if bound is not None:
            following = piece[length : length + 1]
            if piece[:length] == "封顶" and flat[position - 1] not in _CAPPED:
                return None, position  # 7座封顶 is built
            if bound == "less_than" and following.isalpha():
                return None, position  # 5万人不足以, 300人不到场
            if (
                piece[:length] in ("多", "余", "内", "起", "强", "弱")
                and "\u4e00" <= following <= "\u9fff"
                and following not in "来的以"
            ):
                return None, position
            if bound == "more_than" and following and following in _NUMERALS:
                return None, position  # 比去年的63斤多11斤: a difference
            return bound, position + length
    return None, position


def later_bound(flat: str, position: int, bound: Bound) -> Bound:
    """The bound behind a figure whose end was found late: 九成五以上, 翻一番多. One said before it counts more."""
    return (bound_after(flat, position)[0] or "exact") if bound == "exact" else bound


def share_bound(flat: str, start: int) -> Bound:
    """约占耕地面积的三分之一, 超过全国的一半: the bound stands before the whole that the share is of."""
    found = flat.rfind("约占", max(0, start - _SHARE_REACH), start)
    if found >= 0 and not any(mark in flat[found:start] for mark in "，。；、,"):
        return "about"
    if flat[start - 1 : start] == "的":
        whole = _OF_WHOLE.search(flat, max(0, start - _SHARE_REACH), start)
        if whole is not None:
            return words().before[whole[1]]
    return "exact"


def sign(flat: str, start: int, value: Decimal) -> tuple[int, Decimal]:
    """A minus right before the number, unless it joins two numbers or opens an aside."""
    last = flat[start - 1 : start]
    if last == "下" and flat[start - 2 : start] == "零下":
        return start - 2, -value
    if last and last in "-—负":
        before = flat[max(0, start - 2) : start]
        if before != "——" and not before[:1].isdigit() and before[:1] not in "%":
            return start - 1, -value
    return start, value


def shows_loss(flat: str, start: int, kind: str) -> bool:
    """Whether a mark before an amount is a minus: 净利润-3.2亿元. Behind a unit or a date it joins two figures."""
    mark = flat[start - 1 : start]
    if not mark or mark not in "-—负" or kind not in ("money", "physical"):
        return False
    before = flat[start - 2 : start - 1]
    if mark == "负":
        return before == "为"
    return "\u4e00" <= before <= "\u9fff" and before not in _JOINED


def carried(flat: str, before: Quantity, quantity: Quantity) -> Quantity:
    """超12个省份35个县, 分别超过63和80: the bound holds for both."""
    value = quantity.value
    if value is None or before.bound in ("exact", "range"):
        return quantity
    if flat[before.unit_end - len(before.word) - 1] in words().inside:
        return quantity  # 20多个省份100个县: 多 is of the one number
    gap = flat[before.unit_end : quantity.start]
    if gap in _LIST_JOINTS:
        left = flat[max(0, before.start - 8) : before.start]
        holds = before.unit == quantity.unit and any(word in left for word in _EACH)
    else:
        gap = flat[before.end : quantity.start]
        holds = (
            before.bound in ("more_than", "nearly")
            and before.kind in COUNTS
            and quantity.kind in COUNTS
            and len(gap) <= 4
            and gap.isalpha()
        )
    if not holds:
        return quantity
    return quantity._replace(
        bound=before.bound,
        low=value if before.low is not None else None,
        high=value if before.high is not None else None,
    )
