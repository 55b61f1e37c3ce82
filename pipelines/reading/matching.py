"""Finds the catalogue's indicator and area for a quantity by the trigger words around it.

One list holds the longest word of each trigger, by which it is found. For each quantity the words of its own stretch
of the sentence count first (between the number before it and its unit's noun), then those of its clause, then those
that stand before it in the sentence; within a rank the trigger with most characters wins, then the nearest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipelines.catalogue import Catalogue, Indicator
from pipelines.lexicon import read_words
from pipelines.reading.draft import Draft
from pipelines.reading.naming import attribute_of, is_generic, is_handled, is_scope
from pipelines.reading.sentences import Sentence
from pipelines.records import Mention
from pipelines.units import same_dimension
from pipelines.wordlist import WordList

_STRETCH_END: Final = re.compile(r"[、，,；;。：:！？!?\n✅●■◆▪]")
_OWN: Final = 3  # rank of a trigger in the quantity's own stretch
_FORWARD: Final = 24  # code points behind a number in which its noun may name the indicator
# With whom is traded: 对非洲进出口 is a part of 进出口. Nobody is named by 对外, 向海外 or 与去年相比.
_PARTNER: Final = re.compile(
    r"(?:(?<![相绝针])对|向)(?!外|国外|海外|境外|[去上前今]年|同期|此)[\u4e00-\u9fff、]{1,14}$"
    r"|与[\u4e00-\u9fff、]{0,12}(?:国家|[国洲盟本])的?$"
)
_PARTNER_REACH: Final = 16
_PER: Final = ("每", "人均", "户均", "亩均", "单位")
_RECKONED: Final = re.compile("日均|月均|单日|每[天日]")  # 日均发送旅客 is no whole
_DATES: Final = re.compile(r"[\d年月日—至.-]+")
_MOST_AGREED: Final = 10_000
_UNITS: Final = {"growth": "percent", "share": "percent", "completion": "percent", "rank": "rank"}


_made: list[Matcher] = []


def matcher(catalogue: Catalogue) -> Matcher:
    """The compiled matcher of a catalogue; the last one is kept, since a process reads with one catalogue."""
    if not _made or _made[0].catalogue is not catalogue:
        _made[:] = [Matcher(catalogue)]
    return _made[0]


class _Trigger(NamedTuple):
    """Words that together name an indicator, and how many characters they have."""

    words: tuple[str, ...]
    indicator: Indicator
    size: int
    others: tuple[str, ...]  # its words but the longest, by which it is found


class Matcher:
    """Trigger words compiled once; look-ups are per sentence and remembered for the sentence at hand."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        # A trigger is asked only where its longest word stands.
        self.by_word: dict[str, list[_Trigger]] = {}
        for indicator in catalogue.indicators.values():
            for trigger in indicator.triggers:
                word = max(trigger, key=len)
                others = tuple([part for part in trigger if part != word])
                row = _Trigger(trigger, indicator, sum(map(len, trigger)), others)
                self.by_word.setdefault(word, []).append(row)
        self.words = WordList(self.by_word)
        self.members = {tuple(sorted(area.members)): code for code, area in catalogue.areas.items() if area.members}
        self.loose = re.compile("|".join(sorted(read_words("subjects.yml")["loose"], key=len, reverse=True)))
        self.foreign = tuple(read_words("areas.yml")["foreign"])
        self.generic: dict[str, list[str]] = read_words("subjects.yml")["generic_words"]
        # The last text with the words of the list that it holds, in order, and the last sentence with its triggers:
        # each is looked at once, for another thread may read another text.
        self._words: tuple[str, list[tuple[int, str]]] = ("", [])
        self._triggers: tuple[Sentence | None, list[_Trigger]] = (None, [])
        self._parts: dict[str, frozenset[str]] = {}
        self._agreed: dict[tuple[str, str], dict[str, bool]] = {}  # by a mention's units: which units agree with them

    def candidates(self, flat: str, sentence: Sentence) -> list[_Trigger]:
        """Triggers all of whose words stand in the sentence; found once for it."""
        latest = self._triggers
        if latest[0] is sentence:
            return latest[1]
        of_text = self._words
        if of_text[0] is not flat:
            self._words = of_text = (flat, self.words.every(flat))
        start, end = sentence.start, sentence.end
        places = of_text[1]
        low = bisect_left(places, (start,))
        words = {
            word: None  # in their order
            for place, word in places[low : bisect_left(places, (end,), low)]
            if place + len(word) <= end
        }
        found: list[_Trigger] = []
        for word in words:
            for trigger in self.by_word[word]:
                for other in trigger.others:
                    if flat.find(other, start, end) < 0:
                        break
                else:
                    found.append(trigger)
        self._triggers = (sentence, found)
        return found

    def find(self, flat: str, draft: Draft, limit: int) -> str:
        """The indicator_id whose trigger fits best and whose unit agrees, "" for none."""
        best = self._best(flat, draft, limit, checked=True, lowest=1)
        return best[1] if best else ""

    def mismatch(self, flat: str, draft: Draft) -> str:
        """The indicator named in the quantity's own stretch although its unit cannot be the indicator's."""
        if draft.mention.measure != "level":
            return ""
        best = self._best(flat, draft, draft.quantity.unit_end + _FORWARD, checked=False, lowest=_OWN)
        if not best:
            return ""
        expected = self.catalogue.indicators[best[1]].unit
        return (
            f"{best[1]} expected {expected} found {draft.mention.unit}".replace(" ", "_")
            if not self.agrees(draft.mention, expected)
            else ""
        )

    def _best(
        self, flat: str, draft: Draft, limit: int, checked: bool, lowest: int
    ) -> tuple[tuple[int, int, int], str] | None:
        """The score and id of the indicator that fits best, of those whose rank is at least `lowest`."""
        sentence = draft.meaning.sentence
        candidates = self.candidates(flat, sentence)
        if not candidates:
            return None
        if draft.own and self._of_foreigners(flat, draft):
            return None
        mention, behind = draft.mention, draft.quantity.unit_end
        stop = _STRETCH_END.search(flat, behind, min(limit, behind + _FORWARD))
        end = stop.start() if stop else min(limit, behind + _FORWARD, sentence.end)
        any_unit = not checked or mention.measure in _UNITS
        clause, segment = draft.meaning.clause_start, draft.segment_start
        whole = flat.rfind("占", clause, draft.quantity.start) if mention.measure == "share" else -1
        best: tuple[tuple[int, int, int], str] | None = None
        listed, known = draft.meaning.subject, self._known(mention)
        reckoned = _RECKONED.search(flat, segment, draft.quantity.start)
        begin = sentence.start
        for trigger, indicator, size, _ in candidates:
            if not (any_unit or known.get(indicator.unit) or self._agrees(mention, known, indicator.unit)):
                continue
            near = -1
            for part in trigger:  # the last place before the end of the stretch counts
                place = flat.rfind(part, begin, end)
                if place < 0:
                    near = -1
                    break
                if place > near:
                    near = place
            if near < 0:
                continue
            if 0 <= whole <= near < behind and (
                indicator.unit != "percent" or not self._of_part(flat, trigger, clause, whole, draft.own)
            ):
                continue  # 占规模以上工业的比重: that is the base, not the subject
            # the noun right behind a measure word is what was counted: 2/3的iPad、8000万台电脑
            rank = 4 if near >= behind else _OWN if near >= segment else 2 if near >= clause else 1
            if rank < lowest:
                continue
            score = (rank, size, near)
            if best is not None and score <= best[0]:
                continue
            if indicator.excludes and any(
                [clause <= flat.find(part, clause, sentence.end) < end for part in indicator.excludes]
            ):
                continue
            if listed and not all(part in listed for part in trigger):
                continue  # each thing told with 分别 has its own words
            whole_trade = indicator.topic == "trade" and len(trigger) == 1 and near < behind
            if whole_trade and _PARTNER.search(flat, max(clause, near - _PARTNER_REACH), near):
                continue
            if reckoned is not None and _RECKONED.search(indicator.name_zh) is None:
                continue
            if indicator.areas and draft.meaning.areas and not self._among(draft, indicator.areas):
                continue
            if indicator.within and not self._among(draft, indicator.within):
                continue
            if self.fits(trigger, indicator, draft.own, _OWN if listed else rank):
                best = (score, indicator.indicator_id)
        return best

    def _among(self, draft: Draft, areas: Sequence[str]) -> bool:
        """Whether the figure is of these areas, of parts of them, or of what holds them; no place named is none."""
        codes = [hit.ref_area for hit in draft.meaning.areas if hit.ref_area in self.catalogue.areas]
        return bool(codes) and all(any(self.related(code, area) for area in areas) for code in codes)

    def _of_foreigners(self, flat: str, draft: Draft) -> bool:
        """Whether the figure's own noun is of another country: 日本游客 are not all."""
        place = flat.rfind(draft.own[-2:], draft.segment_start, draft.quantity.start)
        return place > 0 and flat.endswith(self.foreign, draft.segment_start, place)

    def _of_part(self, flat: str, trigger: tuple[str, ...], clause: int, whole: int, own: str) -> bool:
        """Whether the part before 占 is the trigger's: 研发经费 of an earlier clause is not 增加值占生产总值's."""
        if own.startswith("占") or not any(word[0] == "占" for word in trigger):
            return True
        return all(word[0] == "占" or flat.find(word, clause, whole) >= 0 for word in trigger)

    def agrees(self, mention: Mention, unit: str) -> bool:
        """Whether the mention's unit is one that `unit` can state; a generic measure word takes the noun's unit."""
        return self._agrees(mention, self._known(mention), unit)

    def _known(self, mention: Mention) -> dict[str, bool]:
        """What is known of units that the mention's may be stated in."""
        key = (mention.unit_as_published, mention.unit)
        known = self._agreed.get(key)
        if known is None:
            known = {}
            if len(self._agreed) < _MOST_AGREED:  # measure words of odd texts are without number
                self._agreed[key] = known
        return known

    def _agrees(self, mention: Mention, known: dict[str, bool], unit: str) -> bool:
        if unit not in known:
            known[unit] = unit in self.generic.get(mention.unit_as_published, ()) or same_dimension(mention.unit, unit)
        return known[unit]

    def fits(self, trigger: tuple[str, ...], indicator: Indicator, own: str, rank: int) -> bool:
        """Whether the number's own noun phrase is the indicator and not something narrower that holds its name.

        新能源发电量 is not 发电量: the words of the phrase that neither the trigger nor the indicator's name explains
        must be few. Triggers of several words were chosen for their sentence and are trusted.
        """
        if is_generic(own):
            return True
        if indicator.name_zh.endswith("产量") and is_handled(own):
            return False
        if rank < _OWN:
            return any(part in own for part in trigger)
        if len(trigger) > 1:
            return True
        rest, few = own.replace(trigger[0], ""), max(2, len(trigger[0]) // 3)
        if rest == own:
            return True  # named behind the number or in a list
        name = indicator.name_zh
        told = attribute_of(rest) or (rest if rest[-1:] in ("量", "额", "率", "价") else "")
        if told and told not in name and self.loose.sub("", told):
            return False  # 用水量 of something is not its output
        if (is_scope(rest) or rest.startswith(_PER)) and rest not in name:
            return False  # 农村用电量, 每千人口床位数
        if len(rest) <= few:
            return True
        rest = _DATES.sub("", self.loose.sub("", rest))
        return sum(char not in name for char in rest) <= few

    def area(self, mention: Mention, draft: Draft, indicator: Indicator) -> str:
        """The code of the area the figure is of; several areas named together are their composite, if it is known.

        An indicator that is of one area by its nature keeps it where the text names a part or the whole of that area.
        """
        codes = [hit.ref_area for hit in draft.meaning.areas if hit.ref_area in self.catalogue.areas]
        if indicator.areas:
            return next((code for code in codes if code in indicator.areas), indicator.areas[0])
        if not codes:
            return ""
        if len(codes) == 1:
            return codes[0]
        for code in codes:  # 重庆、成都双核 names the composite with its members
            members = self.catalogue.areas[code].members
            if members and all(other == code or other in members for other in codes):
                return code
        return self.members.get(tuple(sorted(set(codes))), "")

    def related(self, one: str, other: str) -> bool:
        """Whether one of two areas holds the other, or a member of it."""
        return bool(self.parts(one) & self.parts(other))

    def parts(self, code: str) -> frozenset[str]:
        """The area, its members, and all that hold one of them, up to the province."""
        known = self._parts.get(code)
        if known is not None:
            return known
        areas = self.catalogue.areas
        found: set[str] = set()
        open_codes = [code, *areas[code].members]
        while open_codes:
            current = open_codes.pop()
            area = areas.get(current)
            if area is not None and current not in found and area.kind not in ("country", "world"):
                found.add(current)
                open_codes.append(area.parent)
        self._parts[code] = frozenset(found)
        return self._parts[code]
