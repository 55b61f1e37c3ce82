"""Works under construction: how long, high or many they are is planned until they stand."""

from __future__ import annotations

import re
from typing import Final

from pipelines.reading.sentences import Sentence

_SIZE: Final = re.compile(
    "全长|总长|总延长|正线|主线|主跨|跨径|坝高|库容|桥隧比|设车站|设站|途经|共建|新建|桥梁|隧道|铺设|需浇筑|需开挖|需填筑"
)
_UNDERWAY: Final = re.compile(
    "(?<!新)开工(?!以来|后|率|面积|项目|的)|动工(?!以来|后)|工期|在建(?!项目|面积)|正在(?:建设|修建|施工)|施工(?:现场|正|$|[，。；])|建设(?:现场|工地)"
)
_STANDS: Final = re.compile(
    "(?:建成|修成|修通|筑成|建起|通车|投运|竣工|开通|投用|投产|落成|完工|运营)(?!后|以后|之后|时|率|投|里程)"
)
_WILL: Final = re.compile("计划|将|预计|力争|有望|确保|可|前$")
_REACH: Final = 20  # code points before 投产 in which these stand
_DONE: Final = re.compile("已|累计|完成|贯通|现有")


class Works:
    """Answers for one document; each paragraph is looked at once, and only where a size is told."""

    def __init__(self, flat: str) -> None:
        self.flat = flat
        self.known: dict[int, bool] = {}

    def planned(self, sentence: Sentence, clause: int, end: int) -> bool:
        """Whether `flat[clause:end]` tells the size of a work that its paragraph says is under construction."""
        flat = self.flat
        if _SIZE.search(flat, clause, end) is None or _DONE.search(flat, clause, end) is not None:
            return False
        underway = self.known.get(sentence.paragraph)
        if underway is None:
            first = flat.rfind("\n", 0, sentence.start) + 1
            last = flat.find("\n", sentence.start)
            last = last if last >= 0 else len(flat)
            underway = _UNDERWAY.search(flat, first, last) is not None and not self._stands(first, last)
            self.known[sentence.paragraph] = underway
        return underway

    def _stands(self, first: int, last: int) -> bool:
        """Whether these words say that it is in use, and not that it will be: 年底前投产."""
        for found in _STANDS.finditer(self.flat, first, last):
            near = max(first, found.start() - _REACH)
            clause = max(near, *(self.flat.rfind(mark, near, found.start()) + 1 for mark in "，；。"))
            if _WILL.search(self.flat, clause, found.start()) is None:
                return True
        return False
