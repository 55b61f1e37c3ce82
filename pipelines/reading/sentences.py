"""Sentences of a flat text: where they stand, under which heading, and in which story of a page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final, NamedTuple

from pipelines.wordlist import Signs

_SENTENCE: Final = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』\"]?|\n")
_CLAUSE_ENDS: Final = Signs("，,；;：:（）\n。！？!?")
_DASH: Final = re.compile("——")  # ends one as well
_HEADING_LENGTH: Final = 40
LONGEST: Final = 1000
MOST_LINES: Final = 100  # of a table or a list
_GOALS: Final = re.compile(r"目标|任务|安排|打算|重点工作|今年工作|工作重点|下一步|展望|部署|计划草案")
_DEEDS: Final = re.compile(
    r"(?:要|将|拟|计划|宣布|确定)(?!去年|上年)[^，。；]{0,12}办好?(?!了|成)[^，。；]{0,6}实事(?:[。：]|$)"
)  # what is to be done
_BULLETS: Final = frozenset("●■◆★○△▲□•·")
_DIGIT: Final = re.compile(r"[0-9]")
_REVIEW: Final = re.compile(r"过半|捷报|回顾|成就|成绩|总结|完成|超额|提前|实现|突破|执行情况|过去|主要工作|特点|胜利")
_STORY: Final = re.compile(
    r"本报讯|本报.{1,8}[电讯]|新华社|本台|□|◆|■|【|〖|▲|中新|据新华|[^，。\n]{2,4}消息[：:]|第\d{1,3}版(?!本|权)[^，。：\n]{2,16}(?=\n)"
)
_BYLINE: Final = re.compile(r"本报|新华社|本台|□|中新|据新华|[^，。\n]{2,4}消息[：:]")
_LEAD: Final = re.compile(
    r"(?:重点|着力|突出|主要|全力|努力|切实|必须|需要|将|要)[^，。；：了]{0,6}(?:做好|抓好|推进|完成|开展|抓)[^，。；：了]{0,4}"
    r"(?:以下|如下|下列|下面)[^，。；：]{0,8}："
)
_NEXT: Final = re.compile(
    r"将(?:重点|着力|主要|继续|切实|进一步)*"
    r"(?:从|做好|抓好|采取|开展|推进|实施)[^，。：]{0,10}(?:方面|工作|举措|措施)[^，。：]{0,8}(?:[。：]|$)"
)  # what the paragraph goes on with is to be done
_FIRST: Final = re.compile(r"\s{0,4}(?:一是|首先|第一[，、]|一要|（一）|一、)")
_AIMS: Final = re.compile(r"(?:目标|要点|任务)(?:是|为|如下)?：$")
_MARKS: Final = frozenset("□◆■▲")  # these open an item of a list as well as a story
_OVER: Final = re.compile(r"过去|去年|上年|年来|以来|期间|已")
_NUMBERED: Final = re.compile(
    r"([第一二三四五六七八九十])|([（(][一二三四五六七八九十]{1,3}[）)])|([0-9]{1,2}[、.．](?![0-9]))"
)
_HEADLINES: Final = 3  # the most lines of a headline


class Sentence(NamedTuple):
    """One sentence of the flat text and what it belongs to."""

    start: int
    end: int
    paragraph: int
    section: int  # counts the headings before it
    story: int  # counts the bylines and marks that open another story on the page
    goals: bool  # stands under a heading that announces goals
    asked: bool = False  # … and that is a part of a report, or a lead such as 重点做好以下工作：


class Sentences:
    """The sentences of one text, in order, with look-up by offset."""

    def __init__(self, flat: str) -> None:
        self.items = _split(flat)
        self.starts = [sentence[0] for sentence in self.items]
        self.sections = [sentence[3] for sentence in self.items]
        self.flat = flat
        self.clauses = [place + 1 for place in _CLAUSE_ENDS.places(flat)]  # where they begin
        if "——" in flat:
            self.clauses = sorted([*self.clauses, *(dash.end() for dash in _DASH.finditer(flat))])

    def at(self, offset: int) -> Sentence:
        return self.items[bisect_right(self.starts, offset) - 1]

    def heading(self, sentence: Sentence) -> Sentence | None:
        """The line that opens its section, None before the first."""
        index = bisect_left(self.sections, sentence.section)
        return self.items[index] if sentence.section > 0 else None

    def between(self, first: Sentence, last: Sentence) -> list[Sentence]:
        """The lines from one sentence on up to another that is not among them, at most MOST_LINES."""
        stop = bisect_right(self.starts, last.start) - 1
        return self.items[max(bisect_right(self.starts, first.start) - 1, stop - MOST_LINES) : stop]

    def clause(self, sentence: Sentence, offset: int) -> int:
        """Where the clause of the sentence begins that holds `offset`."""
        index = bisect_right(self.clauses, offset) - 1
        return max(sentence.start, self.clauses[index]) if index >= 0 else sentence.start


def _split(flat: str) -> list[Sentence]:
    """A short line without a full stop is a heading and sets what its section is about."""
    found: list[Sentence] = []
    paragraph = paragraph_start = section = story = 0
    goals = asked = False
    rank = under = 0  # of the heading that announced goals, of the last heading
    alone = False  # whether the goals are of this line only
    promised = -1  # the paragraph that announced what is to be done for the people
    mixed, deeds = "本报讯" in flat, "实事" in flat
    for match in _SENTENCE.finditer(flat):
        start, end = match.span()
        if flat[start] == "\n":
            paragraph += 1
            paragraph_start = end
            continue
        if start != paragraph_start:
            if mixed and flat.find("本报讯", start, end) >= 0:  # columns that run into each other
                story += 1
        else:
            if _STORY.match(flat, start) and not (
                flat[start] in _MARKS and found and flat[found[-1].end - 1] in "：；"
            ):
                story += 1
                goals = False
                if _BYLINE.match(flat, start):
                    _move_headline(flat, found, story)
            if 0 <= promised < paragraph and not _NUMBERED.match(flat, start):
                promised, goals = -1, False
            if (
                end - start <= _HEADING_LENGTH
                and flat[end - 1] not in "。！？!?；："
                and flat[end : end + 1] in ("\n", "")
            ):
                heading = flat[start:end]
                item = heading[0] in _BULLETS and _DIGIT.search(heading) is not None
                section += not item  # ●咖啡 种植面积63万亩 heads nothing
                level = _rank(heading)
                under = level or under
                if (told := _GOALS.search(heading) or _DEEDS.search(heading)) is not None:
                    goals = not _REVIEW.search(heading)
                    rank = level or 1
                    asked = level > 0
                    alone = heading[0] in _BULLETS and _DIGIT.search(heading, told.end()) is not None
                elif _REVIEW.search(heading) or 0 < level <= rank:
                    goals = False
        led = flat[end - 1] == "：" and (_LEAD.search(flat, start, end) or _AIMS.search(flat, start, end))
        if led and not _OVER.search(flat, start, end):
            goals, asked, rank = True, True, under  # what follows is to be done
        # A text without full stops is cut, so that no later step ever walks back over all of it.
        while end - start > LONGEST:
            found.append(Sentence(start, start + LONGEST, paragraph, section, story, goals, goals and asked))
            start += LONGEST
        found.append(Sentence(start, end, paragraph, section, story, goals, goals and asked))
        if alone:
            goals = alone = False  # ●2012年计划 新植10万亩: the goals of one line
        elif (deeds and _DEEDS.search(flat, start, end)) or (
            _FIRST.match(flat, end) and flat.find("将", start, end) >= 0 and _NEXT.search(flat, start, end)
        ):
            promised, goals, asked = paragraph, True, True
    return found


def _rank(heading: str) -> int:
    """1 for 一、, 2 for （一）, 3 for 1., 0 for a heading without a number."""
    found = _NUMBERED.match(heading)
    return found.lastindex or 0 if found else 0


def _move_headline(flat: str, found: list[Sentence], story: int) -> None:
    """The short lines above a byline are its story's headline."""
    for index in range(len(found) - 1, max(-1, len(found) - 1 - _HEADLINES), -1):
        line = found[index]
        whole = line.start == 0 or flat[line.start - 1] == "\n"
        if not whole or line.end - line.start > _HEADING_LENGTH or flat[line.end - 1] in "。；：":
            break
        found[index] = line._replace(story=story)
