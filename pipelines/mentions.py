"""Document to mentions: every quantity of the text with all that the text says of it.

Which indicator of the catalogue it is, and so what becomes of it, is decided in observations.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import Final, TypeVar

from pipelines.areas import AreaHit, find_areas, works
from pipelines.numerals import parse
from pipelines.periods import PeriodHit, find_periods
from pipelines.periods.calendar import of_news
from pipelines.reading.datelines import find_datelines, without_datelines
from pipelines.reading.draft import Draft, Reading
from pipelines.reading.flatten import Flat, flatten
from pipelines.reading.listed import list_names
from pipelines.reading.meaning import Meaning, read_meanings
from pipelines.reading.naming import attribute_of, is_generic, with_measure
from pipelines.reading.phrases import noun_before
from pipelines.reading.placing import Placing
from pipelines.reading.quantity import Quantity
from pipelines.reading.scan import scan
from pipelines.reading.sentences import Sentence
from pipelines.reading.subjects import Subjects
from pipelines.reading.tables import read_tables
from pipelines.records import Document, Mention

_BULLETIN: Final = re.compile(
    r"((?:1[89]|20)\d{2}|[一二][〇零一二三四五六七八九]{3})年[^\n。]{0,40}(?:公报|执行结果|运行情况|完成情况|统计资料|发展简况|发展概况)"
)
_TURN: Final = re.compile(
    r"(?:、|和|与|及)(?:同比|环比|分别)?(?:增长|下降|上升|减少|增加|提高|降低|上涨|下跌|回落)了?"
)  # 下降2%、增长3%
_DISTRIBUTED: Final = re.compile(r"分[别別]|分列|分居|依次|各为")
_OF_OTHERS: Final = ("growth", "share", "rank", "completion")
_HEAD: Final = 200  # code points in which a title stands
_Hit = TypeVar("_Hit", PeriodHit, AreaHit)


def read(document: Document) -> Reading:
    """Reads the quantities of a document, in order of appearance."""
    flat = flatten(document.text, document.body_start)
    published, event = _anchors(flat.text, document)
    periods = find_periods(flat.text, published, event)
    quantities = read_tables(flat.text, scan(flat.text, [(hit.start, hit.end) for hit in periods]))
    areas = find_areas(flat.text)
    datelines = find_datelines(flat.text)
    if published is not None:
        periods = without_datelines(periods, datelines)
    meanings, placing = read_meanings(flat.text, quantities, periods, areas, published, event)
    meanings = _distribute(flat.text, quantities, meanings, periods, placing)
    times = [(hit.start, hit.end) for hit in periods if hit.kind != "rate"]  # 日均 belongs to a name
    heads = {place: line.end for line in datelines for place in (line.start, line.day)}
    # 大庆油田 is a place, and a part of the name as well
    places = {hit.start: hit.end for hit in areas if not hit.holder or flat.text[hit.start : hit.end] not in works()}
    subjects = Subjects(flat.text, times, places | heads)
    drafts: list[Draft] = []
    before = 0  # where the quantity before ends
    sentence: Sentence | None = None
    printed = (0, 0)
    for quantity, meaning in zip(quantities, meanings, strict=True):
        if meaning.sentence is not sentence:
            sentence = meaning.sentence
            printed = flat.span(sentence.start, sentence.end)
        name = own = ""
        if meaning.context:
            subjects.context(quantity, meaning.context)
        else:
            name, own = subjects.of(quantity, meaning)
            if subjects.follows > meaning.follows and (meaning.follows < 0 or meaning.measure == "level"):
                meaning = meaning._replace(follows=subjects.follows)
            owner = subjects.owner
            if 0 <= meaning.follows < owner < len(drafts) and not own and name == drafts[owner].mention.name:
                meaning = meaning._replace(follows=owner)  # 企业数翻一番、超过1万家
        drafts.append(_draft(document, flat, quantity, meaning, name, own, before, printed))
        before = quantity.unit_end
    return Reading(flat, drafts)


def _anchors(flat: str, document: Document) -> tuple[date | None, date | None]:
    """The dates that 今年 and 上年 are read against. A bulletin speaks from the end of the year it is about."""
    match = _BULLETIN.search(flat, 0, _HEAD) or _BULLETIN.search(document.title)
    if match is not None:
        year = parse(match[1])
        year_end = date(int(year or 1), 12, 31)
        if document.published_on is None or year_end < document.published_on:
            return year_end, year_end
    return of_news(document.published_on), of_news(document.event_on)


def _draft(
    document: Document,
    flat: Flat,
    quantity: Quantity,
    meaning: Meaning,
    name: str,
    own: str,
    before: int,
    printed: tuple[int, int],
) -> Draft:
    """`before` is where the number before ends, `printed` where the sentence stands in the document."""
    start, end = flat.span(quantity.start, quantity.end)
    sentence_start, sentence_end = printed
    low, high = quantity.low, quantity.high
    if meaning.value != quantity.value:
        low = meaning.value if low is not None else None
        high = meaning.value if high is not None else None
        if meaning.value is not None and meaning.value < 0:
            low, high = high, low  # a fall of more than 5 % is a growth of less than -5 %
    elif meaning.falls and quantity.bound == "range" and low is not None and high is not None and low > 0:
        low, high = -high, -low
    if meaning.change_amount or meaning.measure == "completion":
        name = with_measure(name, meaning.measure, meaning.change_amount, meaning.falls)
    mention = Mention(  # by position, in the order of its fields: half the time
        document.file,
        start,
        end,
        document.text[start:end],
        meaning.value,
        low,
        high,
        meaning.unit,
        quantity.bound,
        meaning.measure,
        meaning.claim,
        meaning.time,
        meaning.areas[0].ref_area if len(meaning.areas) == 1 else "",
        tuple([hit.name for hit in meaning.areas]),
        "",  # the indicator, which the catalogue knows
        name,
        "context" if meaning.context else "review",
        meaning.context or "no_indicator",
        meaning.rule,
        0.0 if meaning.context else 0.5,
        quantity.numeral,
        quantity.word,
        # A text without stops is cut at a fixed length, also inside a figure.
        sentence_start if sentence_start < start else start,
        sentence_end if sentence_end > end else end,
    )
    segment_start = max(meaning.clause_start, before)
    return Draft(mention, quantity, meaning, segment_start, quantity.unit_end, own)


def _distribute(
    flat: str, quantities: list[Quantity], meanings: list[Meaning], periods: list[PeriodHit], placing: Placing
) -> list[Meaning]:
    """Gives a list of numbers to a list of times, areas or earlier numbers, in order.

    2031年、2033年 … 分别达到300座、450座 are one number for each year.
    """
    result = list(meanings)
    index = 0
    spread = (0, 0, -1)  # the last list told with 分别: where it ends, how many, its sentence
    while index < len(quantities):
        stop = index + 1
        while stop < len(quantities) and _next_in_list(
            flat, quantities[stop - 1], quantities[stop], meanings[stop - 1], meanings[stop]
        ):
            stop += 1
        count = stop - index
        if count >= 2:
            start, end = meanings[index].sentence.start, quantities[index].start
            times = _joined(
                [hit for hit in _between(periods, start, end) if hit.kind not in ("comparison", "title", "rate")],
                flat,
                count,
            )
            subjects = placing.subjects(start, end)
            places = _joined(subjects, flat, count)
            listed = _DISTRIBUTED.search(flat, meanings[index].clause_start, end)
            if listed and not (times or places):
                places = (
                    placing.members(subjects[-1], count)
                    if subjects
                    else placing.summed(meanings[index].sentence, count)
                )
            again = spread == (index, count, start)  # 分别增长5%和6%，实际增长3%和4%
            earlier = (
                index - count
                if (again or (listed and _silent(flat, meanings[index].clause_start, listed.start())))
                and index >= count
                and meanings[index - count].sentence.start == start
                else -1
            )
            if listed or again:
                spread = (stop, count, start)
            inside = placing.subjects(meanings[index].clause_start, listed.start()) if listed else []
            names = (
                _listed_names(
                    flat, meanings[index], listed, end, count, periods, inside, quantities[index - 1].unit_end
                )
                if listed and not (times or places or any(flat[hit.end] in "、和及与" for hit in inside))
                else []
            )
            opens = listed is not None and flat[listed.start() - 1] in "，；"
            reckoned = (
                opens
                and quantities[index].unit in ("percent", "times")
                and quantities[index].unit != quantities[earlier].unit
            )  # 分别恢复到去年的95%和90%
            for offset in range(count):
                meaning = result[index + offset]
                if times:
                    meaning = meaning._replace(time=times[offset].time)
                if places:
                    meaning = meaning._replace(areas=(places[offset],))
                if names:
                    meaning = meaning._replace(subject=names[offset])
                elif earlier >= 0 and (meaning.measure in _OF_OTHERS or reckoned):
                    meaning = meaning._replace(follows=earlier + offset)
                result[index + offset] = meaning
        index = stop
    return result


def _silent(flat: str, start: int, end: int) -> bool:
    """Whether a clause names nothing before its 分别: 城乡居民收入分别增长5%和6% does."""
    noun = noun_before(flat, start, end)
    return is_generic(noun) or attribute_of(noun) == noun


def _listed_names(
    flat: str,
    meaning: Meaning,
    listed: re.Match[str],
    end: int,
    count: int,
    periods: list[PeriodHit],
    inside: list[AreaHit],
    before: int,
) -> list[str]:
    """The things listed before 分别, in its clause or, where that only compares, in the one before.

    `before` is where the quantity before the list ends: a clause that tells figures of its own lists no things.
    """
    clause = meaning.clause_start
    if not noun_before(flat, clause, listed.start()):
        clause = max(
            meaning.sentence.start, *(flat.rfind(mark, meaning.sentence.start, clause - 1) + 1 for mark in "，；：")
        )
        if clause < before <= meaning.clause_start:
            return []
    for start, stop in [*(hit[:2] for hit in periods), *(hit[:2] for hit in inside[:1])]:
        if clause <= start <= clause + 1:
            clause = stop
    return list_names(flat[clause : listed.start()].rstrip("，"), count, noun_before(flat, listed.end(), end))


def _next_in_list(flat: str, first: Quantity, second: Quantity, one: Meaning, other: Meaning) -> bool:
    grown = one.measure == other.measure == "growth" and one.unit == other.unit  # 增长25%、18%和两倍
    if (first.unit != second.unit and not grown) or one.sentence.start != other.sentence.start:
        return False
    gap = flat[first.unit_end : second.start].strip()
    return gap in ("、", "和", "、全国", ",", "，", "与", "及") or (
        one.measure == other.measure == "growth" and len(gap) < 8 and _TURN.fullmatch(gap) is not None
    )


def _between(hits: list[_Hit], start: int, end: int) -> list[_Hit]:
    """Those that begin from `start` on and before `end`."""
    begins = attrgetter("start")
    return hits[bisect_left(hits, start, key=begins) : bisect_left(hits, end, key=begins)]


def _joined(hits: list[_Hit], flat: str, count: int) -> list[_Hit]:
    """The last run of exactly `count` hits side by side, joined by 、or 和 (areas may carry a noun between)."""
    if len(hits) < count:
        return []
    run = hits[-count:]
    if not all(_beside(flat[one.end : other.start]) for one, other in pairwise(run)):
        return []
    gap = flat[hits[-count - 1].end : run[0].start] if len(hits) > count else ""
    longer = "，" not in gap and _beside(gap)
    return [] if longer else run


def _beside(gap: str) -> bool:
    return len(gap) <= 8 and any(joint in gap for joint in "、和与及,，") and not any(stop in gap for stop in "。；")
