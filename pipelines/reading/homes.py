"""The areas that each story of a page is about: what its figures are of where no place is named near them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pipelines.areas import AreaHit, find_areas
from pipelines.lexicon import read_words
from pipelines.reading.sentences import Sentence, Sentences
from pipelines.reading.standing import NATION, WORLD, Standing

_DATELINE = re.compile(
    r"(?:新华社|本报|中新社|新华网|人民网|央视网|中新网)([\u4e00-\u9fff]{2,6}?)"
    r"(?:[\d一二三四五六七八九十]+月[\d一二三四五六七八九十]+日)?(?:电|讯)"
)
_DATELINE_REACH = 40  # code points of a story in which its dateline stands
_TITLE_WEIGHT = 5
_TITLE_LINES = 3
_HEADLINE = 40
_JOINT = re.compile(r"[、和与及·]|以及|")
_PAIRS = ("两地", "两省市", "两市", "双方", "两省", "三地", "双城", "三省", "三市", "两区", "两省两市")


@cache
def pro_areas() -> frozenset[str]:
    """Words that stand for one area told before: 全市, 我省, 该县."""
    return frozenset(read_words("areas.yml")["pro_areas"]) - frozenset(_PAIRS)


def joined(flat: str, hits: list[AreaHit]) -> tuple[AreaHit, ...]:
    """The first of these areas with those that stand right beside it."""
    group = hits[:1]
    for hit in hits[1:]:
        if not _JOINT.fullmatch(flat, group[-1].end, hit.start):
            break
        group.append(hit)
    return tuple(group)


class Homes:
    """Answers for one document."""

    def __init__(self, flat: str, areas: list[AreaHit], sentences: Sentences, standing: Standing) -> None:
        self.flat = flat
        self.standing = standing
        self.common: dict[int, AreaHit] = {}  # for each story the composite it names most
        self.datelines: dict[int, AreaHit] = {}
        heads: dict[int, int] = {}
        lines: Counter[int] = Counter()
        openings: dict[int, int] = {}
        for sentence in sentences.items:
            openings.setdefault(sentence.story, sentence.start)
            short = sentence.end - sentence.start <= _HEADLINE and flat[sentence.end : sentence.end + 1] in ("\n", "")
            if sentence.story not in heads or (
                short and lines[sentence.story] < _TITLE_LINES and heads[sentence.story] >= sentence.start - 2
            ):
                heads[sentence.story] = sentence.end
                lines[sentence.story] += 1
        stories: dict[int, list[tuple[int, AreaHit]]] = {}
        pro = pro_areas()
        for index, hit in enumerate(areas):
            if hit.name not in pro and hit.name not in _PAIRS and hit.ref_area != WORLD:
                stories.setdefault(sentences.at(hit.start).story, []).append((index, hit))
        for story, hits in stories.items():
            named = [hit for _, hit in hits if hit.ref_area in standing.composites and not standing.programme(hit)]
            if named:
                counts = Counter(hit.name for hit in named)
                self.common[story] = max(named, key=lambda hit: (counts[hit.name], -hit.start))
        for story, start in openings.items():
            line = _DATELINE.search(flat, start, heads[story] + _DATELINE_REACH)
            place = next(iter(find_areas(line[1])), None) if line else None
            if place is not None:
                self.datelines[story] = place
        wholes = {sentences.at(hit.start).story for hit in areas if hit.name in pro}
        self.areas = {story: self._home(hits, heads[story]) for story, hits in stories.items()}
        for story, place in self.datelines.items():
            if place.name != "北京" and self._national(self.areas.get(story, ())):
                self.areas[story] = (place,)
        local = [home for _, home in sorted(self.areas.items()) if not self._national(home)]
        self.first = local[0] if local else next(iter(self.areas.values()), ())
        for story in wholes:
            if self._national(self.areas.get(story, ())):  # 全省 of a page that named its province before
                self.areas[story] = self.first

    def of(self, sentence: Sentence) -> tuple[AreaHit, ...]:
        """The areas of the sentence's story, else of the page's first."""
        return self.areas.get(sentence.story, self.first)

    def dateline(self, sentence: Sentence) -> AreaHit | None:
        """Where the sentence's story was filed."""
        return self.datelines.get(sentence.story)

    def _national(self, home: tuple[AreaHit, ...]) -> bool:
        return not home or home[0].ref_area == NATION

    def _home(self, hits: list[tuple[int, AreaHit]], head: int) -> tuple[AreaHit, ...]:
        """Those its headline joins, else the one it names most."""
        standing = self.standing
        subjects = [hit for index, hit in hits if standing.subject(index) and not standing.train(hit)]
        counts = Counter(hit.name for hit in subjects)
        title = [hit for _, hit in hits if hit.start < head and hit.ref_area]
        title = [hit for hit in title if not standing.programme(hit) and not standing.train(hit)]
        group = joined(self.flat, [hit for hit in title if hit.ref_area != NATION] or title) if title else ()
        for hit in group:
            counts[hit.name] += _TITLE_WEIGHT
        named = [*subjects, *group] or [hit for _, hit in hits if hit.ref_area != NATION] or [hit for _, hit in hits]
        best = max(named, key=lambda hit: (counts[hit.name], -hit.start))
        return group if any(hit.name == best.name for hit in group) else (best,)
