"""The areas that each story of a page is about: what its figures are of where no place is named near them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final, NamedTuple

from pipelines.areas import AreaHit, find_areas
from pipelines.catalogue import load_catalogue
from pipelines.lexicon import read_words
from pipelines.reading.datelines import find_datelines
from pipelines.reading.sentences import Sentence, Sentences
from pipelines.reading.standing import NATION, WORLD, Standing, foreign

_DATELINE: Final = re.compile(
    r"(?:新华社|本报|中新社|新华网|人民网|央视网|中新网)([\u4e00-\u9fff]{2,6}?)"
    r"(?:(?:[\d一二三四五六七八九十]+月)?[\d一二三四五六七八九十]+日)?(?:电|讯)"
)
_MEDIA: Final = re.compile(r"日报|晚报|都市报|晨报|商报|[社报网台]|新闻")
_DATELINE_REACH: Final = 40  # code points of a story in which its dateline stands
_TITLE_WEIGHT: Final = 5
_TITLE_LINES: Final = 3
_HEADLINE: Final = 40
_MOST: Final = 400  # places of a story that tell what it is about
_CAPITAL: Final = "北京"  # where the nation's news is filed
_NATION: Final = "全国"
PARTS: Final = frozenset(
    {"东部地区", "中部地区", "西部地区", "中西部地区", "东北地区", "东北"}
)  # the nation's figures are split by these
_PROVINCES: Final = frozenset(["全省", "我省", "本省"])
_TOWNS: Final = ("镇", "乡", "村", "街道", "公社")
JOINT: Final = re.compile(r"[、和与及·]|以及|")
PAIRS: Final = frozenset(
    {
        "两地",
        "两省区",
        "三省区",
        "两省市",
        "两市",
        "双方",
        "两省",
        "三地",
        "双城",
        "三省",
        "三市",
        "三省市",
        "两区",
        "两省两市",
    }
)


@cache
def pro_areas() -> frozenset[str]:
    """Words that stand for one area told before: 全市, 我省, 该县."""
    return frozenset(read_words("areas.yml")["pro_areas"]) - PAIRS


def joined(flat: str, hits: list[AreaHit]) -> tuple[AreaHit, ...]:
    """The first of these areas with those that stand right beside it."""
    group = hits[:1]
    for hit in hits[1:]:
        if not JOINT.fullmatch(flat, group[-1].end, hit.start):
            break
        group.append(hit)
    return tuple(group)


class _Page(NamedTuple):
    """What a page names, by story."""

    openings: dict[int, int]  # where each begins
    heads: dict[int, int]  # and where its headline ends
    places: dict[int, list[tuple[int, AreaHit]]]  # index and place
    composites: dict[int, list[AreaHit]]
    wholes: dict[int, AreaHit]  # the first 全省 or the like of the stories that say one


class Homes:
    """Answers for one document; each story is looked at when its home is first asked for."""

    def __init__(self, flat: str, areas: list[AreaHit], sentences: Sentences, standing: Standing) -> None:
        self.flat = flat
        self.places = areas
        self.sentences = sentences
        self.standing = standing
        self.known: dict[int, tuple[AreaHit, ...]] = {}
        self.most: dict[int, AreaHit | None] = {}  # of each story, the composite it names most
        self.page = self._page()
        self.datelines = self._datelines()
        self._first: tuple[AreaHit, ...] | None = None
        self._filings: dict[int, AreaHit] | None = None

    def of(self, sentence: Sentence) -> tuple[AreaHit, ...]:
        """The areas of the sentence's story, else of the page's first."""
        story = sentence.story
        home = self._of(story)
        whole = self.page.wholes.get(story)
        if not home or (whole is not None and _national(home)):
            return self.first  # 全省 of a page that named its province before
        if whole is not None and home[0].name.endswith(_TOWNS) and not home[0].ref_area:
            return (whole,)  # 在石桥镇…, told by the paper of a county that says only 我县
        if whole is not None and whole.name in _PROVINCES and home[0].start >= self.page.heads[story]:
            return self._province(home) or home
        return home

    def _province(self, home: tuple[AreaHit, ...]) -> tuple[AreaHit, ...]:
        """The province of a story that says 我省 and names one of its cities most."""
        areas = load_catalogue().areas
        area = areas.get(home[0].ref_area)
        while area is not None and area.kind not in ("province", "country", "world"):
            area = areas.get(area.parent)
        found = area is not None and area.kind == "province" and not area.parent.isdigit()
        return (home[0]._replace(ref_area=area.ref_area, name=area.name_zh),) if found and area is not None else ()

    def common(self, sentence: Sentence) -> AreaHit | None:
        """The composite that the sentence's story names most."""
        story = sentence.story
        if story not in self.most:
            named = self.page.composites.get(story, [])
            counts = Counter([hit.name for hit in named])
            self.most[story] = max(named, key=lambda hit: (counts[hit.name], -hit.start), default=None)
        return self.most[story]

    def dateline(self, story: int) -> AreaHit | None:
        """Where a story was filed."""
        return self.datelines.get(story)

    def filed(self, sentence: Sentence) -> tuple[AreaHit, ...]:
        """The place in the dateline that opens the sentence's paragraph: 全市 of 某地日报讯 is of that place."""
        place = self.filings.get(sentence.paragraph)
        return (place,) if place is not None and place.name != _CAPITAL else ()

    @property
    def filings(self) -> dict[int, AreaHit]:
        """The place of each dateline, by the paragraph it opens."""
        if self._filings is None:
            self._filings = {}
            for line in find_datelines(self.flat):
                named = find_areas(_MEDIA.sub("，", line.by))
                if named:
                    paragraph = self.sentences.at(line.start).paragraph
                    self._filings[paragraph] = named[-1]._replace(start=line.start, end=line.day)
        return self._filings

    @property
    def first(self) -> tuple[AreaHit, ...]:
        """The home of the page's first story that is about a part of the country, else of its first."""
        if self._first is None:
            stories = sorted({*self.page.places, *self.datelines})
            homes = (self._of(story) for story in stories)
            local = next((home for home in homes if not _national(home)), ())
            self._first = local or (self._of(stories[0]) if stories else ())
        return self._first

    def _datelines(self) -> dict[int, AreaHit]:
        """The place of each story's dateline."""
        found: dict[int, AreaHit] = {}
        for story, start in self.page.openings.items():
            line = _DATELINE.search(self.flat, start, self.page.heads[story] + _DATELINE_REACH)
            place = next(iter(find_areas(line[1])), None) if line else None
            if place is not None:
                found[story] = place
        return found

    def _page(self) -> _Page:
        """One look over the sentences and one over the places."""
        flat, pro = self.flat, pro_areas()
        page = _Page({}, {}, {}, {}, {})
        current = lines = -1
        for start, end, _, _, story, _, _ in self.sentences.items:
            if story != current:
                current, lines = story, 1
                page.openings[story], page.heads[story] = start, end
            elif 0 < lines < _TITLE_LINES:
                short = end - start <= _HEADLINE and flat[end : end + 1] in ("\n", "")
                lines = lines + 1 if short else 0
                page.heads[story] = end if short else page.heads[story]
        for index, (hit, holder) in enumerate(zip(self.places, self.standing.holders, strict=True)):
            if hit.name in pro:
                if holder.story not in page.wholes or page.wholes[holder.story].name.endswith(_TOWNS):
                    page.wholes[holder.story] = hit
            elif hit.name not in PAIRS and hit.ref_area != WORLD:
                page.places.setdefault(holder.story, []).append((index, hit))
                if hit.ref_area in self.standing.composites and not self.standing.programme(hit):
                    page.composites.setdefault(holder.story, []).append(hit)
        return page

    def _of(self, story: int) -> tuple[AreaHit, ...]:
        """The home of one story by its own words, () for none."""
        if story not in self.known:
            hits = self.page.places.get(story)
            home = self._home(hits[:_MOST], self.page.heads[story]) if hits else ()
            place = self.dateline(story)
            if _national(home) and place is not None and not self._of_the_nation(story):
                home = home or (place._replace(ref_area=NATION, name=_NATION),) if place.name == _CAPITAL else (place,)
            self.known[story] = home
        return self.known[story]

    def _of_the_nation(self, story: int) -> bool:
        """Whether the story's headline says so: 我国造船业, filed in Shanghai."""
        head, hits = self.page.heads[story], self.page.places.get(story, ())
        return any(hit.ref_area == NATION and hit.start < head for _, hit in hits)

    def _home(self, hits: list[tuple[int, AreaHit]], head: int) -> tuple[AreaHit, ...]:
        """Those its headline joins, else the one it names most."""
        standing = self.standing
        hits = [(index, hit) for index, hit in hits if hit.ref_area != NATION or not standing.honours(hit)]
        if not hits:
            return ()
        title = [hit for _, hit in hits if hit.start < head and hit.ref_area]
        title = [hit for hit in title if not standing.programme(hit) and not standing.train(hit)]
        group = joined(self.flat, [hit for hit in title if hit.ref_area != NATION] or title) if title else ()
        best = self._most_told(hits, group)
        if best is None:
            own = (hit for _, hit in hits if hit.ref_area != NATION and hit.name not in foreign())
            best = next(own, None)
            if best is None:
                return () if hits[0][1].name in foreign() else (hits[0][1],)
        return group if any(hit.name == best.name for hit in group) else (best,)

    def _most_told(self, hits: list[tuple[int, AreaHit]], group: tuple[AreaHit, ...]) -> AreaHit | None:
        """The first of the places that figures may be of most often, those of the headline's `group` above others.

        A name is looked into only while it may be the one.
        """
        told: dict[str, list[tuple[int, AreaHit]]] = {}
        for index, hit in hits:
            told.setdefault(hit.name, []).append((index, hit))
        weights = dict.fromkeys(told, 0)
        for hit in group:
            weights[hit.name] = weights.get(hit.name, 0) + _TITLE_WEIGHT
        best: AreaHit | None = None
        most = 1
        parts = [name for name in PARTS if name in told and not weights[name]]
        for name in parts if len(parts) < len(told) else ():
            del told[name]
        for name, places in sorted(told.items(), key=lambda item: -len(item[1]) - weights[item[0]]):
            weight = weights[name]
            if len(places) + weight < most:
                break
            subjects = [hit for index, hit in places if self.standing.subject(index) and not self.standing.train(hit)]
            count = len(subjects) + weight
            if count < most:
                continue
            first = min([*subjects[:1], *(hit for hit in group if hit.name == name)])
            if best is None or count > most or first.start < best.start:
                best, most = first, count
        return best


def _national(home: tuple[AreaHit, ...]) -> bool:
    return not home or home[0].ref_area == NATION
