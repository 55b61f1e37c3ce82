"""A pattern for each group of time expressions, with the characters it can begin with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from pipelines.periods.shapes import (
    ARABIC,
    CLOSED,
    CN,
    CN_LEADS,
    COUNT,
    DASH,
    DAY,
    INNER,
    MANY,
    NO_BEFORE,
    NO_NUMBER,
    OPENED,
    YEAR2,
    YEAR4,
    any_of,
    guarded,
    within_year,
)

_AHEAD: Final = "(?:未来|今后|接下来的?|此后|今后的)"
_PAST: Final = "(?:最近|过去的?|近)"
_CENTURY: Final = "(?:上个?|下个?|本|二十一?|20|21|十九|19)世纪"
_PLAN_YEAR: Final = "的?(?:第[一二三四五]|头一|最后一)年"
_PLAN_PART: Final = (
    f"(?:五年)?(?:[前头后][两二三四]年|期间|时期|前期|初期|中期|后期|期?末|收官之年|开局之年|{_PLAN_YEAR}|以来|时)"
)
_PLAN_NEXT: Final = "(?=计划期|时期|规划|期间|以来|期末|末期)"
_SEASONS: Final = "年?度?(?:赛季|学年)"
_RANGE: Final = f"年?(?:{DASH}(?<![从由][0-9]{{4}}年到)(?<![从由][0-9]{{4}}到)|/)"
_YEAR_HEAD: Final = "级步中始期心衷蒙江需外地部陆特端止点"  # what, right after 年初, 年内 …, makes another word of it
_NUMBERS: Final = ("五一", "十一")  # 十一前 need not be of the first of October
_WEEKDAY: Final = f"[一二三四五六日天](?![0-9{CN}十百千两个家批项次种名位起体些度直均气样年月季])"


class Rule(NamedTuple):
    """`pattern` of one group; `leads` are the characters its expressions begin with."""

    pattern: str
    leads: str


def _words(words: Iterable[str]) -> Rule:
    known = list(words)
    return Rule(any_of(known), "".join(word[0] for word in known))


def _rows(rows: Iterable[dict[str, Any]], tail: str = "") -> Rule:
    known = list(rows)
    return Rule(f"(?:{guarded(known)}){tail}", "".join(row["word"][0] for row in known))


def rules(lex: dict[str, Any]) -> dict[str, Rule]:
    """The groups; where two could match, the first wins."""
    festivals = any_of(row["word"] for row in lex["festivals"])
    within = within_year(festivals)
    eves = any_of(row["word"] for row in lex["festivals"] if row["word"] not in _NUMBERS)
    plans, eras, names = _words(lex["plans"]), _words(row["word"] for row in lex["eras"]), _words(lex["report_period"])
    now, points = _words(lex["now"]), ({"word": word, "not_before": _YEAR_HEAD} for word in lex["year_points"])
    opened, closed, number = f"[{OPENED}]", f"[{CLOSED}]", ARABIC + CN_LEADS
    plan_long = f"{NO_NUMBER}十[一二三四五六]五(?=[，。、的开收前后末])"
    return {
        "vague": _words(lex["vague_since"]),
        "now": Rule(f"(?:{now.pattern})(?![年天日])", now.leads),
        "rate": _words(lex["rates"]),
        "years": Rule(
            f"(?<![0-9.])(?:{YEAR4}[-—~～–/](?:{YEAR4}|[0-9]{{2}})年?度?(?:{any_of(lex['winters'])})|{YEAR4}{_RANGE}{YEAR4}年|{YEAR4}{DASH}[0-9]{{2}}年|{YEAR4}[-—~～–/](?:{YEAR4}|[0-9]{{2}})(?={_SEASONS}))(?:度|[底末])?",
            "12一二",
        ),
        "listed": Rule(f"(?<![0-9.]){YEAR4}(?=[、和及](?:{YEAR4}[、和及])?{YEAR4}年)", "12一二"),
        "year": Rule(f"(?<![0-9.]){YEAR4}(?:财年|年(?:度(?!过)|{within})?)", "12一二"),
        "century": Rule(
            f"(?:{_CENTURY})?(?:19|20)?[1-9{CN}][0十]年代(?:初期?|中期|末期?|后期)?|"
            f"{_CENTURY}(?:中叶|中期|末叶?|初叶?|(?=以来))",
            number + "上下本",
        ),
        "relative": _rows(lex["relative_years"], f"(?:度(?!过)|{within})?"),
        "plan": Rule(
            f"{opened}(?:{plans.pattern}){closed}(?:{_PLAN_PART})?|"
            f"{NO_NUMBER}(?:{plans.pattern}){_PLAN_NEXT}(?:{_PLAN_PART})?|"
            f"{plan_long}(?:{_PLAN_PART})?|第{COUNT}个五年(?:计划|规划)(?:{_PLAN_PART})?",
            OPENED + CN_LEADS + "第",
        ),
        "era": Rule(
            f"(?:自|自从|从)?(?:{eras.pattern})(?:胜利召开|召开|{MANY}(?:多|余)?年)?(?:以来|来|以后|之后|至今)",
            "自从" + eras.leads,
        ),
        "ahead": Rule(
            f"{_AHEAD}{MANY}年(?:内|之内|里|时间内|间)?|{NO_NUMBER}{MANY}年(?:时间)?(?:之内|{INNER})|下一?个五年",
            number + "未今接此下",
        ),
        "months_ahead": Rule(f"(?:{_AHEAD}|{NO_NUMBER}){COUNT}个月(?:之内|{INNER})", number + "未今接此"),
        "months_back": Rule(
            f"(?:{_PAST}|{NO_NUMBER}){COUNT}个(?:多)?月(?:以来|来(?!自))|(?:过去|最近){COUNT}个月", number + "最过近"
        ),
        "back": Rule(
            f"(?:{_PAST}|{NO_NUMBER}){MANY}个?[多余]?年[多余]?(?:以来|来(?!自)|间)|{_PAST}{MANY}[多余]?年",
            number + "最过近",
        ),
        "half_back": Rule(f"(?:{_PAST}半|{NO_NUMBER}半)年多?(?:以来|来(?!自))|{_PAST}半年", "最过近半"),
        "ago": Rule(f"{NO_NUMBER}(?:{COUNT}年半?|半年)[之以]?前(?![{NO_BEFORE}天])", number + "半"),
        "whole": Rule("全年(?![龄无])", "全"),
        "bare": Rule(f"{NO_NUMBER}(?:{within_year('')})", number + "前头上下第首"),
        "point": _rows(points),
        "holiday": Rule(
            f"{opened}?(?:{festivals})节?{closed}?(?:假期|长假|小长假|黄金周|期间|假日|[3-8三四五六七八]天(?!后|前|内))|黄金周|"
            f"(?:{eves})节?(?=[之以]?前(?:后|(?![{NO_BEFORE}])))",
            OPENED + "黄" + "".join(row["word"][0] for row in lex["festivals"]),
        ),
        "pair": _rows(lex["relative_pairs"]),
        "season": _rows(lex["relative_seasons"]),
        "term": _rows(lex["relative_quarters"], "[初底末]?"),
        "month": _rows(lex["relative_months"], "(?:[上中下]旬|[初底末](?!级步中始期心衷))?"),
        "week": _rows(lex["relative_weeks"], f"(?:{_WEEKDAY})?"),
        "day": _rows(lex["relative_days"]),
        "report": Rule(f"(?:{names.pattern})末?", names.leads),
        "same": Rule("(?:历史|往年|近年)?同期", "历往近同"),
        "since": Rule("以来", "以"),
        "date": Rule(
            f"(?:(?<=[讯社电于，。（）(在者至自从到])(?<!达到)|(?<![^\\n])){DAY}日(?![内均游龄间里历夜产处元])", number
        ),
        "year2": Rule(f"{NO_NUMBER}{YEAR2}年(?:{within}|度)?", number),
    }
