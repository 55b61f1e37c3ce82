"""Which area a quantity is of: the one its sentence names, else its paragraph, else the document."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Final

from pipelines.areas import AreaHit
from pipelines.catalogue import Area, load_catalogue
from pipelines.lexicon import read_words
from pipelines.periods import PeriodHit
from pipelines.reading.homes import JOINT, PAIRS, PARTS, Homes, joined, pro_areas
from pipelines.reading.items import Items
from pipelines.reading.quantity import Quantity
from pipelines.reading.sentences import Sentence, Sentences
from pipelines.reading.shared_out import members, summed
from pipelines.reading.standing import NATION, Standing

_THERE: Final = ("这里", "那里", "在这里", "当地")  # the place told just before, also in the paragraph before
_ORIGINS: Final = ("出自", "产自", "源自", "产于")
_HEAD_REACH: Final = 4  # code points of a headline in which its place begins
_BEHIND_REACH: Final = 40
_FARTHEST: Final = 60  # places to look back over for a figure's own
_PREFECTURES: Final = ("地区", "专区")
_DISTRICT: Final = "全区"
_RECENT: Final = 12  # places to look back over for what 全市 or 两地 stands for


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """For 省, 市, 县 …: the codes of the areas that are one, by the last character of their full names."""
    kinds: dict[str, set[str]] = {}
    for code, area in load_catalogue().areas.items():
        if area.kind in ("province", "prefecture", "county", "zone"):
            for name in (area.name_zh, *area.aliases):
                if name.endswith("州") and not name.endswith("自治州"):
                    continue  # 抚州 is no 州
                kinds.setdefault(name[-1], set()).add(code)
    return {last: frozenset(codes) for last, codes in kinds.items()}


@cache
def _sources() -> re.Pattern[str]:
    """An organ of the nation that opens a sentence as the source of its figures."""
    organs = "|".join(read_words("areas.yml")["national_organs"])
    return re.compile(
        f"[◆■▲●\\s]*(?:[【〖][^】〗\n]{{0,12}}[】〗])?(?:另?据|来自|从|经|记者(?:[\\d一二三四五六七八九十月]{{1,6}}日|今天|昨天|今日)?从)?(?:{organs})[^，。；\n]{{0,24}}?(?:数据|统计|消息|发布|通报|公布|显示|预测|预计|介绍|表示|获悉|了解|监测|测算|：|今天|指数)"
    )


class Placing:
    """Answers for one document."""

    def __init__(self, flat: str, areas: list[AreaHit], sentences: Sentences, periods: list[PeriodHit]) -> None:
        self.flat = flat
        self.areas = areas
        self.sentences = sentences
        self.starts = [hit.start for hit in areas]
        self.known = load_catalogue().areas
        self.items = Items(flat, sentences)
        self.figures: list[int] = []  # where those stand that were asked for, in order
        self.pro_areas = pro_areas()
        self.standing = Standing(flat, areas, sentences, frozenset(hit.end for hit in periods))
        self.homes = Homes(flat, areas, sentences, self.standing)
        self.source: tuple[int, AreaHit] | None = None  # the paragraph's last source of national figures
        self.headed: dict[int, tuple[AreaHit, ...]] = {}  # by section
        self.looked_at = -1  # the sentence that was last looked at for one

    def of(self, quantity: Quantity, sentence: Sentence) -> tuple[AreaHit, ...]:
        """The areas named last before the number in its sentence, else in its paragraph, else the document's own.

        To be asked in order, for figures only: what stands behind one is told of less.
        """
        if quantity.kind != "duration":
            self.figures.append(quantity.start)
        index = bisect_left(self.starts, quantity.start)
        behind = self._behind(quantity, index)
        if behind is not None:
            return (behind,)
        source = self._source(sentence)
        first = sentence.paragraph - self.flat.startswith(_THERE, sentence.start)
        first_item, item = self.items.earlier(sentence, quantity.start)
        train: AreaHit | None = None
        lowest = max(0, index - _FARTHEST)  # so that time is linear in the text's length
        index -= 1
        while index >= lowest:
            hit = self.areas[index]
            if train is not None and hit.start < sentence.start:
                return (train,)
            if source is not None and hit.end <= source.start:
                break
            holder = self.standing.holders[index]
            if holder.paragraph < first:
                break
            if first_item <= hit.start < item:
                index -= 1
                continue
            if hit.end <= quantity.start and self._governs(index, holder, quantity, sentence):
                if hit.name in self.pro_areas:
                    return self._whole(index, holder)
                if hit.name in PAIRS:
                    return self._pair(index, holder) or self.homes.of(sentence) or (hit,)
                if self.standing.train(hit):
                    train = train or hit
                else:
                    return self._group(index, holder)
            index -= 1
        if train is not None:
            return (train,)
        return (source,) if source is not None else self._headed(sentence) or self.homes.of(sentence)

    def _headed(self, sentence: Sentence) -> tuple[AreaHit, ...]:
        """The listed place that opens the headline of its section, not that of the page: 昆明地铁客流过万."""
        if sentence.section not in self.headed:
            heading = self.sentences.heading(sentence)
            found: list[AreaHit] = []
            if heading is not None and heading.paragraph > 0:
                named = self.subjects(heading.start, min(heading.start + _HEAD_REACH, heading.end))
                found = [hit for hit in named if hit.ref_area.isdigit() and hit.name not in self.pro_areas]
            self.headed[sentence.section] = joined(self.flat, found) if found else ()
        return self.headed[sentence.section]

    def subjects(self, first: int, last: int) -> list[AreaHit]:
        """The places named in `flat[first:last]` that figures may be of."""
        low, high = bisect_left(self.starts, first), bisect_left(self.starts, last)
        named = [index for index in range(low, high) if self.areas[index].name not in PAIRS]
        return [self.areas[index] for index in named if self.standing.subject(index)]

    def members(self, hit: AreaHit, count: int) -> list[AreaHit]:
        """The `count` places that one consists of, in their order: 京津冀三地分别增长 is of each."""
        return members(self.flat, hit, count)

    def summed(self, sentence: Sentence, count: int) -> list[AreaHit]:
        """The places that 三港 or 两市, which open the sentence, sum up."""
        return summed(self.standing, sentence, count)

    def _source(self, sentence: Sentence) -> AreaHit | None:
        """The nation, where an organ of it was named as the source of the paragraph's figures."""
        if sentence.start != self.looked_at:
            self.looked_at = sentence.start
            match = _sources().match(self.flat, sentence.start, sentence.end)
            if match:
                self.source = (sentence.paragraph, AreaHit(*match.span(), NATION, self.known[NATION].name_zh))
        return self.source[1] if self.source and self.source[0] == sentence.paragraph else None

    def _behind(self, quantity: Quantity, index: int) -> AreaHit | None:
        """The composite in the noun behind the number (2条川渝通道), or where the things come from (都出自川渝)."""
        while index < len(self.areas) and self.areas[index].start < quantity.end:
            index += 1
        if index == len(self.areas):
            return None
        hit = self.areas[index]
        if hit.start - quantity.unit_end > _BEHIND_REACH:
            return None
        between = self.flat[quantity.unit_end : hit.start]
        if "。" in between or "；" in between or "\n" in between:
            return None
        if (
            hit.ref_area in self.standing.composites
            and len(between) <= 1
            and quantity.kind in ("count", "noun", "list")
        ):
            return hit
        return hit if between.endswith(_ORIGINS) else None

    def _governs(self, index: int, holder: Sentence, quantity: Quantity, sentence: Sentence) -> bool:
        """Whether the figure may be of this area.

        A place told behind a figure is the place of what follows up to the next ；or 。 and no further, one in
        brackets up to their end.
        """
        hit = self.areas[index]
        if not self.standing.subject(index) or (not hit.ref_area and hit.end == quantity.start):
            return False
        bracket = self.standing.bracket(hit)
        if bracket and bracket <= quantity.start:
            return False
        if holder.start == sentence.start and "；" not in self.flat[hit.end : quantity.start]:
            return True
        if self.flat.endswith(_ORIGINS, holder.start, hit.start):
            return True
        if hit.name in PARTS and self.flat[holder.start] in "分从按":
            return False  # 分地区看，东部…。 What follows is of the whole again
        part = max(holder.start, self.flat.rfind("；", holder.start, hit.start) + 1)
        if "其中" in self.flat[part : hit.start]:
            return False
        told = bisect_left(self.figures, hit.start)
        if bisect_left(self.figures, part if holder.start == sentence.start else holder.start) == told:
            return True
        # 向南60公里，新区从规划走向建设: who opens a clause that tells no figure is told of next
        return bisect_left(self.figures, holder.end) == told and self.standing.opens(hit, holder)

    def _group(self, index: int, sentence: Sentence) -> tuple[AreaHit, ...]:
        first = index
        while (
            first > 0
            and self.areas[first - 1].start >= sentence.start
            and JOINT.fullmatch(self.flat, self.areas[first - 1].end, self.areas[first].start)
        ):
            first -= 1
        return tuple(hit for hit in self.areas[first : index + 1] if hit.name not in PAIRS)

    def _whole(self, index: int, sentence: Sentence) -> tuple[AreaHit, ...]:
        """What 全省 or 全市 stands for: the last place told that is such an area or lies in one, else the story's."""
        pro, home = self.areas[index], self.homes.of(sentence)
        if pro.name[-2:] in _PREFECTURES and (found := self._prefecture(index)):
            return found
        codes = _kinds().get(pro.name[-1], frozenset())
        dateline = self.homes.dateline(sentence.story)
        near: list[AreaHit] = []
        before: list[AreaHit] = []  # in other paragraphs of the story
        for other in range(index - 1, max(-1, index - _RECENT), -1):
            holder = self.standing.holders[other]
            if holder.story != sentence.story:
                break
            if self.standing.subject(other):
                (near if holder.paragraph == sentence.paragraph else before).append(self.areas[other])
        kind = pro.name[-1]
        for hit in (
            *near,
            *self.homes.filed(sentence),
            *self._headed(sentence),
            *home,
            *((dateline,) if dateline else ()),
            *before,
            *self.homes.first,
            *self.homes.datelines.values(),
            *self.areas[: min(index, _RECENT)],
        ):
            named = self.flat[hit.end - 1] == kind or (kind == "县" and self.flat.startswith(kind, hit.end))
            if named and hit.name not in self.pro_areas:
                return (hit,)  # 该镇 behind 石桥镇, 全县 behind 临清县
            area = self._climb(hit.ref_area or hit.holder, codes)
            if area is not None:
                return (AreaHit(hit.start, hit.end, area.ref_area, area.name_zh),)
        if pro.name == _DISTRICT and (found := self._prefecture(index)):
            return found
        return home if home and not codes and home[0].ref_area != NATION else (pro,)

    def _prefecture(self, index: int) -> tuple[AreaHit, ...]:
        """The last place told that is a prefecture as they were called before, else that of the page's head."""
        for hit in (*reversed(self.areas[max(0, index - _FARTHEST) : index]), *self.areas[: min(index, _RECENT)]):
            named = hit.name not in self.pro_areas
            if named and (self.flat.startswith(_PREFECTURES, hit.end) or hit.name.endswith(_PREFECTURES)):
                return (hit,)
        return ()

    def _climb(self, code: str, codes: frozenset[str]) -> Area | None:
        """The area itself or the nearest that holds it and is one of `codes`."""
        area = self.known.get(code)
        while area is not None and area.ref_area not in codes:
            area = self.known.get(area.parent)
        return area

    def _pair(self, index: int, sentence: Sentence) -> tuple[AreaHit, ...]:
        """What 两地 stands for: two places of its sentence or the one before, else the last composite told."""
        named: dict[str, AreaHit] = {}
        told = sentence.start  # where the sentence begins that names them
        for hit in reversed(self.areas[max(0, index - _RECENT) : index]):
            if hit.start < told and not named:
                holder = self.sentences.at(hit.start)
                told = holder.start if holder.end == told and holder.paragraph == sentence.paragraph else told
            if hit.start < told or "；" in self.flat[hit.end : self.areas[index].start]:
                break
            if hit.ref_area.isdigit():
                named.setdefault(hit.ref_area, hit)
        beside = (
            self._group(index - 1, sentence) if index and self.areas[index - 1].end == self.areas[index].start else ()
        )
        if len(beside) == 3 and self.areas[index].name[0] == "三":
            return beside
        if len(named) == (3 if self.areas[index].name[0] == "三" else 2):
            return tuple(sorted(named.values()))
        for other in range(index - 1, max(-1, index - _RECENT), -1):
            hit = self.areas[other]
            if self.standing.holders[other].paragraph != sentence.paragraph:
                break
            if hit.ref_area in self.standing.composites and self.standing.subject(other):
                return (hit,)
        common = self.homes.common(sentence)
        return (common,) if common is not None else ()
