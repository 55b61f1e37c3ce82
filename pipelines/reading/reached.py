"""Stocks that are as of today although their paragraph told another time: what has been reached, what is at hand."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipelines.records import Period

_BY_TODAY: Final = re.compile("目前|已有|现有|已经?(?!于|在)")
_REACHED: Final = re.compile("(?:面积|里程|长度)已达|已(?:建成|开发|平整|集聚|汇聚|聚集|入驻|落户|签约)|现有|尚有|在建")


def today_behind(flat: str, clause: int, end: int, time: Period, published: date | None) -> bool:
    """2027年为2100亿元。目前已有近30个: what is so by now, told behind a time still to come."""
    ahead = published is not None and time.start is not None and time.start > published
    return ahead and _BY_TODAY.search(flat, clause, end) is not None


def reached(flat: str, clause: int, end: int, time: Period, reference: date | None) -> bool:
    """上半年…。开发面积已达2平方公里: what has been reached, where the time told before is over."""
    over = time.basis in ("ytd", "flow") and time.end is not None and reference is not None and time.end < reference
    return over and _REACHED.search(flat, clause, end) is not None
