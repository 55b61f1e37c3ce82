"""Where in a text a time expression may begin: one pattern that runs over all of it.

It stops at a character that expressions begin with, looks at the next one, and for numerals at a short run more. Most
characters are passed over at the speed of memory; nothing in it repeats a repetition, so it is linear on any text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, Final

from pipelines.periods.shapes import ARABIC, CN, CN_LEADS, OPENED

_UNIT: Final = "年月日号季财世个"
_SEASON: Final = "榨雪冰采供赛学"  # what a season's name begins with, as in 2023/24榨季
_JOIN: Final = "-—~～–至到、/和及"
# First two characters of the expressions that are no word of the lexicon.
_OPENINGS: Final = (
    "上半下半前二前两前三前2前3首季同期历史往年近年近半以来第一第二第三第四"
    "未来今后接下此后最近过去下一下个本世上世上个半年自党自改自新"
)


def screen(lex: dict[str, Any]) -> re.Pattern[str]:
    """The pattern; each match is one character, at which an expression may begin."""
    firsts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))  # by the second character
    for word in _openings(lex):
        firsts[word[1]][word[0]].add(word[2:3])
    # each branch begins with a plain character, which the engine tests before it goes in
    words = "|".join(char + _around(char, before) for char, before in sorted(firsts.items()))
    worth = "".join(sorted(firsts))
    arabic = (
        f"(?<=[0-9])(?<![0-9.][0-9])[0-9]{{0,3}}"
        f"(?:[{_UNIT}多余十]|[{_JOIN}]{{1,2}}[0-9]{{1,4}}[{_UNIT}多余、和及{_SEASON}]|[{_JOIN}]{{1,2}}十)"
    )
    chinese = (
        f"(?<=[{CN_LEADS}])(?<![0-9{CN}十百千零〇两][{CN_LEADS}])[{CN}十〇零○O]{{0,3}}"
        f"(?:[{_UNIT}多余]|[{_JOIN}]{{1,2}}[{CN}十]{{1,4}}[{_UNIT}多余、和及])"
    )
    lead = "".join(sorted({*ARABIC, *CN_LEADS}.union(*firsts.values())))
    return re.compile(f"[{lead}](?=(?=[{worth}])(?:{words})|{arabic}|{chinese})")


def _around(char: str, before: dict[str, set[str]]) -> str:
    """What stands before `char`, and behind it where all words that begin so are longer."""
    open_ended = "".join(sorted(first for first, thirds in before.items() if "" in thirds))
    parts = [f"(?<=[{open_ended}]{char})"] if open_ended else []
    closed = sorted((first, "".join(sorted(thirds))) for first, thirds in before.items() if "" not in thirds)
    parts += [f"(?=[{re.escape(thirds)}])(?<={first}{char})" for first, thirds in closed]
    return f"(?:{'|'.join(parts)})"


def _openings(lex: dict[str, Any]) -> list[str]:
    """Words whose first two characters are worth a look."""
    lists = ("year_points", "whole_year", "now", "rates", "vague_since", "report_period", "plans")
    words = [word for key in lists for word in lex[key]]
    tables = [rows for key, rows in lex.items() if key.startswith("relative_") or key in ("festivals", "eras")]
    words += [row["word"] for rows in tables for row in rows]
    quoted = (*lex["plans"], *(row["word"] for row in lex["festivals"]))
    words += [quote + name[0] for quote in OPENED for name in quoted]
    words += [first + number for first in "前头近第" for number in f"{ARABIC}十两{CN}"]
    return words + [_OPENINGS[i : i + 2] for i in range(0, len(_OPENINGS), 2)]
