"""What a quantity says: its measure, its claim, its period and its area, read from the words around it.

Works sentence by sentence over the flat text. Time (timing.py) and area (placing.py) carry on from sentence to
sentence within a paragraph; a claim (claims.py) does not, save under a heading that announces goals.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from pipelines.areas import AreaHit
from pipelines.periods import PeriodHit
from pipelines.reading.claims import UNDATED, Claims
from pipelines.reading.measures import Judged, Measures
from pipelines.reading.placing import Placing
from pipelines.reading.quantity import Quantity
from pipelines.reading.sentences import Sentence, Sentences
from pipelines.reading.timing import ACCOUNT, Timing
from pipelines.records import Claim, Measure, Period

_LIST_GAP: Final = re.compile(r"(?:以上|以下|左右|多|余)?[、和及与]?(?:以及)?(?:近|约|超过|超|突破)?")
_FROM: Final = re.compile(r"，(?:已|要|将|均|并)?[由从]")
_NO_TIME: Final = Period(None, None, "point")


class Meaning(NamedTuple):
    """The attributes of one quantity; `context` is set when its words show that it is none."""

    value: Decimal | None
    unit: str
    measure: Measure
    claim: Claim
    time: Period
    areas: tuple[AreaHit, ...]
    sentence: Sentence
    clause_start: int
    change_amount: bool
    subject: str  # its own noun out of a list, see mentions.py; "" otherwise
    near: bool  # another quantity stands before it in its sentence
    follows: int  # index of the quantity whose subject this one shares, -1 for none
    context: str
    rule: str
    falls: bool = False


def _told_since(flat: str, sentences: Sentences, sentence: Sentence, clause: int, end: int) -> int:
    """Where the words begin that tell what kind of figure a clause holds: 占全市的比重，由5%提高到6%.

    `end` is where the quantity before the clause ends.
    """
    if clause <= sentence.start or _FROM.match(flat, clause - 1) is None:
        return clause
    before = sentences.clause(sentence, clause - 1)
    return before if end <= before else clause


# 最开始的70种 and 成立之初，品牌有70种: of a day that the text does not name; 比开行之初 only holds against it, and
# what has grown since is of another day.
_AT_FIRST: Final = re.compile(
    r"(?<![比较与和同跟])(?:最开始|最初|起初|(?:开行|开通|开放|成立|创办|创立|运营|运行|启动|起步)(?:之初|初期))的?"
    r"(?:，(?:(?!目前|如今|以来)[^，。；\d〇一二两三四五六七八九十百千增扩拓升到至现]){1,24}"
    r"|(?:(?!相比|以来)[^，。；\d〇一二两三四五六七八九十百千增扩拓升到至现]){0,12})$"
)
_OPENER: Final = 14  # code points of the clause before


def _over(period: Period, published: date | None) -> bool:
    """Whether the period ended before the day of the document."""
    return published is not None and period.end is not None and period.end < published


def _whole_year(period: Period) -> Period:
    """前三季度完成8万人的年度目标: the goal is one of the year."""
    first, last = period.start or period.end, period.end
    if first is None or last is None or first.year != last.year or period.basis == "deadline":
        return period
    return Period(date(last.year, 1, 1), date(last.year, 12, 31), "flow")


def _at_first(flat: str, sentence: Sentence, clause: int, quantity: Quantity, timing: Timing) -> bool:
    """Whether a number is of the beginning of something, on a day that its clause does not name."""
    found = _AT_FIRST.search(flat, max(sentence.start, clause - _OPENER), quantity.start)
    if found is None:
        return False
    before = bisect_left(timing.starts, found.start()) - 1
    dated = timing.periods[before] if before >= 0 else None
    return dated is None or dated.end < sentence.start or flat.find("，", dated.end, found.start()) >= 0


def read_meanings(
    flat: str,
    quantities: list[Quantity],
    periods: list[PeriodHit],
    areas: list[AreaHit],
    published: date | None,
    event: date | None,
) -> tuple[list[Meaning], Placing]:
    """The meaning of each quantity of one document, in order, and what knows its places."""
    sentences = Sentences(flat)
    measures = Measures(flat)
    timing = Timing(flat, periods, sentences, published, event or published)
    claims = Claims(flat, published, timing)
    placing = Placing(flat, areas, sentences, periods)
    meanings: list[Meaning] = []
    last: Meaning | None = None
    judged: Judged | None = None
    end = 0  # of the quantity before
    told: dict[int, int] = {}  # by the start of the clause at hand
    for index, quantity in enumerate(quantities):
        sentence = sentences.at(quantity.start)
        clause = sentences.clause(sentence, quantity.start)
        together = last is not None and last.sentence.start == sentence.start
        listed = together and end < quantity.start and _LIST_GAP.fullmatch(flat, end, quantity.start) is not None
        previous = judged if together else None
        if clause not in told:
            told = {clause: _told_since(flat, sentences, sentence, clause, end)}
        judged = measures.of(quantity, told[clause], previous if listed else None, previous)
        context = quantity.context or judged.context
        if context:  # a number inside a name has no time or place of its own
            rule = f"{quantity.rule}+{judged.rule}"
            last = Meaning(
                judged.value, judged.unit, judged.measure, "reported", _NO_TIME, (), sentence, clause, False, "",
                together, -1, context, rule,
            )  # fmt: skip
            meanings.append(last)
            end = quantity.unit_end
            continue
        period, rule_time = timing.of(quantity, sentence, clause, judged.measure)
        nearby = last.claim if last is not None and last.sentence.paragraph == sentence.paragraph else None
        claim, rule_claim = claims.of(quantity, sentence, clause, period, rule_time, nearby)
        if rule_time == ACCOUNT and claim != "reported":
            period = timing.deadlines.due(quantity, sentence)
        elif rule_claim == "claim.aim_after" and claim == "target" and rule_time not in UNDATED:
            period = _whole_year(period)
        elif (claim == "target" or (claim == "plan" and timing.deadlines.plan)) and rule_time in UNDATED:
            period = timing.deadlines.due(quantity, sentence)  # a goal without a date
        elif claim == "target" and period.basis == "point" and period.end is not None and period.end == published:
            period = Period(None, None, "deadline")  # 目前计划再建…
        elif claim == "target" and published is None and period.basis == "point" and rule_time == "time.sentence":
            period = period._replace(basis="deadline")  # 到2027年力争…, of a text without a day to tell what is to come
        elif claim in ("target", "plan") and rule_time in ("time.carried", "time.lead") and _over(period, published):
            period = timing.deadlines.to_come(quantity, sentence) or timing.deadlines.plan or period
        elif period.basis == "point" and _at_first(flat, sentence, clause, quantity, timing):
            period = _NO_TIME
        follows = -1
        if last is not None and together:
            if listed and judged.measure != "growth" and last.follows >= 0:
                follows = last.follows
            elif listed or judged.measure in ("growth", "completion") or judged.change_amount:
                follows = index - 1
        last = Meaning(
            judged.value,
            judged.unit,
            judged.measure,
            claim,
            period,
            placing.of(quantity, sentence),
            sentence,
            clause,
            judged.change_amount,
            "",
            together,
            follows,
            "",
            f"{quantity.rule}+{judged.rule}+{rule_time}+{rule_claim}",
            judged.falls,
        )
        meanings.append(last)
        end = quantity.unit_end
    return meanings, placing
