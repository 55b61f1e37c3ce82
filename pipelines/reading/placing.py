"""Which area a quantity is of: the one its sentence names, else its paragraph, else the document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache

from pipelines.areas import AreaHit
from pipelines.catalogue import load_catalogue
from pipelines.reading.quantity import Quantity
from pipelines.reading.sentences import Sentence, Sentences

_PRO_AREA = frozenset(
    {
        "全省",
        "全市",
        "全区",
        "全县",
        "全州",
        "全盟",
        "全旗",
        "我省",
        "我市",
        "我区",
        "我县",
        "我州",
        "本市",
        "本省",
        "全自治区",
        "全境",
    }
)
_PAIR_AREA = frozenset({"两地", "两省市", "两市", "双方", "两省", "三地"})
_AREA_JOINT = re.compile(r"[、和与及·]|以及|")
_COMPARED_AREA = re.compile(
    r"(?:占|居|列|比|较|高于|低于|快于|慢于|高出|低出|超|优于|好于|好过|领先|跻身|成为|跃居|对|向|往|从|至|到)(?:了)?$"
)
_RANKED_AREA = re.compile(r"第|前|首|最|省会|平均|排名|每|人民广播|的\d|日报|时间|占比")
_PROGRAMME = re.compile(r"(?:发展)?(?:建设|规划|国土空间|发展基金|党政联席)|[“「]")
_ORIGINS = ("出自", "产自", "源自", "产于")
_BEHIND_REACH = 40
_FARTHEST = 64  # areas to look back over
_TITLE_WEIGHT = 5
_KINDS = {
    "省": frozenset({"province"}),
    "市": frozenset({"prefecture", "province"}),
    "州": frozenset({"prefecture"}),
    "盟": frozenset({"prefecture"}),
    "县": frozenset({"county"}),
    "旗": frozenset({"county"}),
    "区": frozenset({"county", "province", "zone"}),
}


@cache
def _composites() -> frozenset[str]:
    """Codes of the areas that consist of several others."""
    return frozenset(code for code, area in load_catalogue().areas.items() if len(area.members) > 1)


class Placing:
    """Answers for one document."""

    def __init__(self, flat: str, areas: list[AreaHit], sentences: Sentences) -> None:
        self.flat = flat
        self.areas = areas
        self.sentences = sentences
        self.starts = [hit.start for hit in areas]
        self.known = load_catalogue().areas
        self.composites = _composites()
        self.common: dict[int, AreaHit] = {}  # for each story the composite it names most
        self.homes = self._homes()

    def _homes(self) -> dict[int, tuple[AreaHit, ...]]:
        """The areas each story of the page is about: those its headline joins, else the one it names most."""
        stories: dict[int, list[AreaHit]] = {}
        for hit in self.areas:
            if hit.name not in _PRO_AREA and hit.name not in _PAIR_AREA and hit.ref_area != "WORLD":
                stories.setdefault(self.sentences.at(hit.start).story, []).append(hit)
        heads: dict[int, int] = {}
        for sentence in self.sentences.items:
            heads.setdefault(sentence.story, sentence.end)
        for story, hits in stories.items():
            composites = [
                hit for hit in hits if hit.ref_area in self.composites and not _PROGRAMME.match(self.flat, hit.end)
            ]
            if composites:
                counts = Counter(hit.name for hit in composites)
                self.common[story] = max(composites, key=lambda hit: (counts[hit.name], -hit.start))
        return {story: self._home(hits, heads[story]) for story, hits in stories.items()}

    def _home(self, hits: list[AreaHit], head: int) -> tuple[AreaHit, ...]:
        counts = Counter(hit.name for hit in hits if not self._programme(hit))
        title = [hit for hit in hits if hit.start < head and hit.ref_area]
        group = self._joined([hit for hit in title if hit.ref_area != "CN"] or title) if title else ()
        for hit in group:
            counts[hit.name] += _TITLE_WEIGHT
        best = max(hits, key=lambda hit: (counts[hit.name], -hit.start))
        return group if any(hit.name == best.name for hit in group) else (best,)

    def _programme(self, hit: AreaHit) -> bool:
        """推动成渝地区双城经济圈建设 names a policy, not a place."""
        return _PROGRAMME.match(self.flat, hit.end) is not None

    def home(self, sentence: Sentence) -> tuple[AreaHit, ...]:
        """The areas of the sentence's story, else of the page's first."""
        return self.homes.get(sentence.story) or self.homes.get(0, ())

    def _joined(self, hits: list[AreaHit]) -> tuple[AreaHit, ...]:
        """The first of these areas with those that stand right beside it."""
        group = hits[:1]
        for hit in hits[1:]:
            if not _AREA_JOINT.fullmatch(self.flat, group[-1].end, hit.start):
                break
            group.append(hit)
        return tuple(group)

    def of(self, quantity: Quantity, sentence: Sentence) -> tuple[AreaHit, ...]:
        """The areas named last before the number in its sentence, else in its paragraph, else the document's own."""
        index = bisect_left(self.starts, quantity.start)
        behind = self._behind(quantity, index)
        if behind is not None:
            return (behind,)
        index -= 1
        farthest = max(-1, index - _FARTHEST)
        while index > farthest:
            hit = self.areas[index]
            holder = sentence if hit.start >= sentence.start else self.sentences.at(hit.start)
            if holder.paragraph != sentence.paragraph:
                break
            if hit.end <= quantity.start and self._is_subject(hit, holder, quantity.start):
                if hit.name in _PRO_AREA:
                    return self._whole(index, holder)
                if hit.name in _PAIR_AREA:
                    return self._pair(index, holder) or self.home(sentence) or (hit,)
                return self._group(index, holder)
            index -= 1
        return self.home(sentence)

    def _behind(self, quantity: Quantity, index: int) -> AreaHit | None:
        """The composite in the noun behind the number (2条川渝通道), or where the things come from (都出自川渝)."""
        while index < len(self.areas) and self.areas[index].start < quantity.end:
            index += 1
        if index == len(self.areas):
            return None
        hit = self.areas[index]
        between = self.flat[quantity.unit_end : hit.start]
        if len(between) > _BEHIND_REACH or any(mark in between for mark in "。；\n"):
            return None
        if hit.ref_area in self.composites and len(between) <= 1 and quantity.kind in ("count", "noun", "list"):
            return hit
        return hit if between.endswith(_ORIGINS) else None

    def _is_subject(self, hit: AreaHit, sentence: Sentence, number: int) -> bool:
        """Whether the figure may be of this area: not one it is ranked in, compared with, or a share of."""
        flat = self.flat
        left = flat[max(sentence.start, hit.start - 4) : hit.start]
        if left.endswith("级") or (not hit.ref_area and hit.end == number):
            return False  # 国家级高新区12家 counts zones, it is not a zone's figure
        if hit.ref_area in self.composites and self._programme(hit):
            return False
        if _COMPARED_AREA.search(left) or _RANKED_AREA.match(flat, hit.end):
            return False
        if hit.ref_area in ("CN", "WORLD"):
            home = self.home(sentence)
            at_home = bool(home) and home[0].ref_area == hit.ref_area
            opens = hit.start == sentence.start or flat[hit.start - 1] in "，；：、。\n,"
            return (at_home or (opens and hit.ref_area == "CN")) and flat[hit.start : hit.end] != "中国"
        return True

    def _group(self, index: int, sentence: Sentence) -> tuple[AreaHit, ...]:
        group = [self.areas[index]]
        while (
            index > 0
            and self.areas[index - 1].start >= sentence.start
            and _AREA_JOINT.fullmatch(self.flat, self.areas[index - 1].end, group[0].start)
        ):
            index -= 1
            group.insert(0, self.areas[index])
        return tuple(group)

    def _whole(self, index: int, sentence: Sentence) -> tuple[AreaHit, ...]:
        """What 全省 or 全市 stands for: the last place named that is such an area or lies in one, else the story's."""
        pro = self.areas[index]
        kinds = _KINDS.get(pro.name[1:2], frozenset())
        if not kinds:
            return self.home(sentence) or (pro,)
        for hit in (*reversed(self.areas[max(0, index - 6) : index]), *self.home(sentence)):
            if self.sentences.at(hit.start).paragraph != sentence.paragraph and hit not in self.home(sentence):
                continue
            area = self.known.get(hit.ref_area)
            while area is not None and area.kind not in kinds:
                area = self.known.get(area.parent)
            if area is not None:
                return (AreaHit(hit.start, hit.end, area.ref_area, area.name_zh),)
        home = self.home(sentence)
        return home if home and home[0].ref_area not in ("CN", "WORLD") else (pro,)

    def _pair(self, index: int, sentence: Sentence) -> tuple[AreaHit, ...]:
        """What 两地 stands for: two places of its sentence, else the last composite of the paragraph or the story."""
        named: dict[str, AreaHit] = {}
        for hit in reversed(self.areas[max(0, index - 8) : index]):
            if hit.start < sentence.start or "；" in self.flat[hit.end : self.areas[index].start]:
                break
            if hit.ref_area.isdigit():
                named.setdefault(hit.ref_area, hit)
        if len(named) == 2:
            return tuple(sorted(named.values()))
        for hit in reversed(self.areas[max(0, index - 12) : index]):
            if self.sentences.at(hit.start).paragraph != sentence.paragraph:
                break
            if hit.ref_area in self.composites and self._is_subject(hit, sentence, hit.end):
                return (hit,)
        common = self.common.get(sentence.story)
        return (common,) if common is not None else ()
