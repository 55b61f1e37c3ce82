"""The name of a figure whose noun stands behind it: 新建了12座泵站, 22万亩棉花, 占地30亩的花园."""

from __future__ import annotations

import re
from typing import Final

from pipelines.reading.naming import act_of, attribute_of, is_act, is_brought, is_generic, thing_of, told_by_unit
from pipelines.reading.phrases import noun_after, noun_at
from pipelines.reading.quantity import Quantity

_BARE: Final = 2  # a noun of no more characters may be only what is measured
_LONG: Final = 8  # a phrase of more characters before a number whose noun stands behind it tells who acts
_AFTER: Final = 10  # a noun behind an amount is no longer
_PLACES: Final = frozenset("省市县区乡镇村站里上中以地")
_NOT_OF: Final = frozenset(["%", "倍", "‰"])
_NOT_OF_KINDS: Final = frozenset(["duration", "point", "ordinal", "grade"])
# What is told of the things counted, behind their noun: 超额完成任务 of 38个县超额完成任务.
_PREDICATE: Final = re.compile(r"(?![的是为在到由从和与及占每第有])[^，。；：、（）\d\n]{2,14}(?=[，。；：）\n]|$)")
_LEADING: Final = re.compile(
    r"(?:都|均|也|就|已经?|业已|全部|全都|陆续|先后|率先|相继|开始|正在|将|还|又|基本|不同程度地?"
    r"|在[^，]{1,8}?(?:月份?|年|日|时|前|后|里|中|上))+"
)
_DONE: Final = str.maketrans("", "", "了着过")
_YEARLY: Final = ("年产", "日产", "月产")


def told_behind(flat: str, quantity: Quantity, before: str, bare: bool) -> tuple[str, str, int] | None:
    """The name, the thing it is about and where its noun ends, None where none stands behind the number.

    `before` is the noun phrase before the number, `bare` whether that names no subject.
    """
    amount = quantity.word not in _NOT_OF and quantity.kind not in _NOT_OF_KINDS
    of = amount and flat[quantity.unit_end : quantity.unit_end + 1] == "的"
    if of and len(before) > 1 and attribute_of(before) == before:  # 占地30亩的花园 is 花园占地
        owner, end = noun_at(flat, quantity.unit_end)
        if len(owner) > _BARE and len(owner) <= _AFTER and not attribute_of(owner) and not act_of(owner):
            return owner + before, owner, end
    after, end = noun_after(flat, quantity)
    act = is_act(before)
    placed = not bare and before[-1] in _PLACES
    yearly = before.endswith(_YEARLY)
    if not after and (bare or act or placed or yearly) and amount:
        after, end = noun_at(flat, quantity.unit_end)
        if len(after) > _AFTER or is_act(after[:2]):
            return None
    if not after and of:  # 175米的正常蓄水位
        after, _ = noun_at(flat, quantity.unit_end)
        told = len(after) > _BARE and attribute_of(after) not in ("", after)
        return (after, thing_of(after), 0) if told else None
    if len(after) < 2 or is_generic(after):
        return None
    if yearly:
        return after + before[-2:] + "量", after, end
    alone = is_brought(before) or quantity.kind == "ratio" or len(before) < 2 or len(before) > _LONG or placed
    if (
        alone or flat[quantity.start - 1] == "等" or "已与" in before or before.startswith("与")
    ):  # 甲、乙等5条公路; 已与世界130个国家通航
        name = after
    else:
        name = (before[-2:] if act else before) + after
    name += told_by_unit(name, quantity)
    if alone and len(after) <= _BARE and (quantity.kind == "ratio" or after[-1] == "数"):  # 职工 of a share, 县数
        name = predicate(flat, end) + name
    return name, thing_of(name), end


def predicate(flat: str, end: int) -> str:
    """What a clause says of the things whose noun ends at `end`, "" for nothing."""
    leading = _LEADING.match(flat, end)
    found = _PREDICATE.match(flat, leading.end() if leading is not None else end)
    return found[0].translate(_DONE) if found is not None else ""
