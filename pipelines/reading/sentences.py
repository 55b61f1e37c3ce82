"""Sentences of a flat text: where they stand, under which heading, and in which story of a page."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』\"]?|\n")
CLAUSE_END = re.compile(r"[，,；;：:（）\n。！？!?]|——")
_HEADING_LENGTH = 40
LONGEST = 1000
_GOALS = re.compile(r"目标|任务|安排|打算|重点工作|今年工作|工作重点|下一步|展望|部署|计划草案")
_REVIEW = re.compile(r"回顾|成就|成绩|总结|完成|超额|提前|实现|突破|执行情况|过去|主要工作|特点|胜利")
_STORY = re.compile(r"本报讯|本报.{1,8}电|新华社|本台|□|◆|■|【|〖|▲|中新|据新华|[^，。\n]{2,4}消息[：:]")
_BYLINE = re.compile(r"本报|新华社|本台|□|中新|据新华|[^，。\n]{2,4}消息[：:]")
_HEADLINES = 3  # the most lines of a headline


class Sentence(NamedTuple):
    """One sentence of the flat text and what it belongs to."""

    start: int
    end: int
    paragraph: int
    section: int  # counts the headings before it
    story: int  # counts the bylines and marks that open another story on the page
    goals: bool  # stands under a heading that announces goals


class Sentences:
    """The sentences of one text, in order, with look-up by offset."""

    def __init__(self, flat: str) -> None:
        self.items = _split(flat)
        self.starts = [sentence.start for sentence in self.items]
        self.flat = flat
        self.sentence = -1  # the one whose clauses were asked for last
        self.clauses: list[int] = []  # where they begin

    def at(self, offset: int) -> Sentence:
        return self.items[bisect_right(self.starts, offset) - 1]

    def clause(self, sentence: Sentence, offset: int) -> int:
        """Where the clause of the sentence begins that holds `offset`."""
        if sentence.start != self.sentence:
            self.sentence = sentence.start
            ends = [match.end() for match in CLAUSE_END.finditer(self.flat, sentence.start, sentence.end)]
            self.clauses = [sentence.start, *ends]
        return self.clauses[bisect_right(self.clauses, offset) - 1]


def _split(flat: str) -> list[Sentence]:
    """A short line without a full stop is a heading and sets what its section is about."""
    found: list[Sentence] = []
    paragraph = paragraph_start = section = story = 0
    goals = False
    mixed = "本报讯" in flat
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
            if _STORY.match(flat, start):
                story += 1
                goals = False
                if _BYLINE.match(flat, start):
                    _move_headline(flat, found, story)
            if (
                end - start <= _HEADING_LENGTH
                and flat[end - 1] not in "。！？!?；："
                and flat[end : end + 1] in ("\n", "")
            ):
                heading = flat[start:end]
                section += 1
                if _GOALS.search(heading):
                    goals = not _REVIEW.search(heading)
                elif _REVIEW.search(heading) or heading[0] in "一二三四五六七八九十第":
                    goals = False
        # A text without full stops is cut, so that no later step ever walks back over all of it.
        while end - start > LONGEST:
            found.append(Sentence(start, start + LONGEST, paragraph, section, story, goals))
            start += LONGEST
        found.append(Sentence(start, end, paragraph, section, story, goals))
    return found


def _move_headline(flat: str, found: list[Sentence], story: int) -> None:
    """The short lines above a byline are its story's headline."""
    for index in range(len(found) - 1, max(-1, len(found) - 1 - _HEADLINES), -1):
        line = found[index]
        whole = line.start == 0 or flat[line.start - 1] == "\n"
        if not whole or line.end - line.start > _HEADING_LENGTH or flat[line.end - 1] in "。；：":
            break
        found[index] = line._replace(story=story)
