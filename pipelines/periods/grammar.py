"""The shapes of Chinese time expressions, as patterns built from lexicon/periods.yml.

Two patterns do the work. `screen` runs over the whole text: one set of first characters, which the engine skips to at
the speed of memory, and a short look at what follows. `full` is matched only where the screen stopped; its named
groups say which rule a match belongs to. Neither repeats a repetition, so both are linear on any text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from pipelines.lexicon import read_words

DASH = "(?:[-—~～–]{1,2}|至|到)"
_CN = "一二三四五六七八九"
YEAR4 = "(?:(?:1[6-9]|20|21)[0-9]{2}(?![0-9])|[一二][〇零○O一二三四五六七八九]{3})"
YEAR2 = f"(?:[0-9]{{2}}|[〇零{_CN}][〇零{_CN}])"
_MONTH = f"(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[{_CN}元])"
_DAY = f"(?:[12][0-9]|3[01]|0?[1-9](?![0-9])|[二三]?十[{_CN}]?|廿[{_CN}]?|[{_CN}])"
_COUNT = f"(?:[0-9]{{1,2}}|[一二两三四五六七八九]?十[{_CN}]?|[两{_CN}])"
_MIDDLE = "中(?![国央心西部欧小美非东外方期共介学])"
_INNER = "内(?![蒙江需外地部陆资容涝河贸循政])"


class Grammar(NamedTuple):
    """The compiled patterns and the lexicon they were built from."""

    screen: re.Pattern[str]
    full: re.Pattern[str]
    within: re.Pattern[str]  # the part of a year after its name, with named groups
    suffix: re.Pattern[str]
    words: dict[str, dict[str, Any]]  # relative words by group, then by word
    prefixes: dict[str, str]  # word right before -> what it makes of the expression
    prefix_ends: frozenset[str]
    suffixes: dict[str, str]
    names: re.Pattern[str]
    future: re.Pattern[str]
    following: re.Pattern[str]
    reports: re.Pattern[str]
    lexicon: dict[str, Any]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _guarded(entries: Iterable[dict[str, Any]]) -> str:
    """Each word with its guards, longest first."""
    parts = []
    for entry in sorted(entries, key=lambda row: -len(row["word"])):
        after, before, yet = entry.get("not_after", ""), entry.get("not_before", ""), entry.get("yet_after", "")
        part = f"(?<![{after}])" if after else ""
        part = f"(?:{part}|(?<={yet}))" if yet else part
        parts.append(part + re.escape(entry["word"]) + (f"(?![{before}])" if before else ""))
    return "|".join(parts)


def within_year(festivals: str, named: bool = False) -> str:
    """What may follow a year and narrow it: a half, a quarter, months, a day, its beginning or its end.

    Without festivals: what may also stand alone, with no year before it.
    """

    def g(name: str, pattern: str) -> str:
        return f"(?P<{name}>{pattern})" if named else f"(?:{pattern})"

    tail = g("tail", "上旬|中旬|下旬|初|底|末|中(?=[，、。旬])")
    alone = (
        f"{g('m1', _MONTH)}月{g('d1', _DAY)}(?:[日号]?{DASH}(?:{g('m3', _MONTH)}月)?{g('d2', _DAY)}[日号]|[日号])",
        f"{g('m2', _MONTH)}(?:月份?)?{DASH}{g('m4', _MONTH)}月份?{g('close', '底|末')}?",
        f"{g('m5', _MONTH)}月份?{tail}?",
        f"(?<!提)[前头]{g('first', _COUNT)}个?月",
        f"{g('half', '上半年|下半年')}{g('half_end', '底|末')}?",
        f"{g('upto', '前[二两三23]')}个?季度{g('upto_end', '末')}?",
        f"第?{g('quarter', '[一二三四首1-4]')}季度{g('quarter_end', '末|底')}?",
    )
    if not festivals:
        return "|".join(alone)
    point = f"底(?!特)|末|终(?![于端止点])|初(?![级步中始期心衷])|{_MIDDLE}|{_INNER}"
    named_days = f"{g('festival', festivals)}(?:假期|长假|小长假|黄金周|期间|假日)?"
    return "|".join((*alone, f"年?{g('point', point)}", named_days, "全年度?"))


def _screen(words: Iterable[str]) -> re.Pattern[str]:
    """First characters, then for each the second characters (or a short run of digits) that make it worth a look."""
    seconds: dict[str, set[str]] = defaultdict(set)
    for word in words:
        seconds[word[0]].add(word[1] if len(word) > 1 else "")
    by_seconds: dict[str, list[str]] = defaultdict(list)
    for first, chars in seconds.items():
        by_seconds["" if "" in chars else "".join(sorted(chars))].append(first)
    unit = "年月日号季财世个"
    join = "-—~～–至到、/和及"
    parts = [
        f"(?<=[0-9])(?<![0-9.][0-9])[0-9]{{0,3}}(?:[{unit}多余十]|[{join}]{{1,2}}[0-9]{{1,4}}[{unit}多余、和及]|[{join}]{{1,2}}十)",
        f"(?<=[{_CN}十廿元两〇])(?<![0-9{_CN}十百千零〇两][{_CN}十廿元两〇])[{_CN}十〇零○O]{{0,3}}"
        f"(?:[{unit}多余]|[{join}]{{1,2}}[{_CN}十]{{1,4}}[{unit}多余])",
    ]
    for following, firsts in by_seconds.items():
        parts.append(f"(?<=[{''.join(sorted(firsts))}])" + (f"[{re.escape(following)}]" if following else ""))
    lead = "".join(sorted({*seconds, *"0123456789", *_CN, *"十廿元两〇"}))
    return re.compile(f"[{lead}](?:{'|'.join(parts)})")


def _rules(lex: dict[str, Any]) -> dict[str, str]:
    """A pattern for each group of expressions; where two could match, the first wins."""
    festivals = _any(row["word"] for row in lex["festivals"])
    within = within_year(festivals)
    no_number = f"(?<![0-9.{_CN}十百千万亿零〇两几数第])"
    plans, eras = _any(lex["plans"]), _any(row["word"] for row in lex["eras"])
    century = "(?:上个?|下个?|本|二十一?|20|21|十九|19)世纪"
    many = f"{_COUNT}(?:{DASH}{_COUNT}|[一二三四五六七八九])?"
    ahead, past = "(?:未来|今后|接下来的?|此后|今后的)", "(?:最近|过去的?|近)"
    opened, closed = "[“‘\"'「『]", "[”’\"'」』]"
    plan_part = "(?:五年)?(?:期间|时期|前期|初期|中期|后期|期?末|收官之年|开局之年|以来|时)"
    plan_next = "(?=计划期|时期|规划|期间|以来|期末|末期)"
    plan_long = f"{no_number}十[一二三四五六]五(?=[，。、的开收前后末])"
    range_to = f"年?(?:{DASH}(?<![从由][0-9]{{4}}年到)(?<![从由][0-9]{{4}}到)|/)"
    year_head = "级步中始期心衷蒙江需外地部陆特端止点"
    return {
        "vague": _any(lex["vague_since"]),
        "now": f"(?:{_any(lex['now'])})(?![年天日])",
        "rate": _any(lex["rates"]),
        "years": f"(?<![0-9.])(?:{YEAR4}{range_to}{YEAR4}年|{YEAR4}{DASH}[0-9]{{2}}年)(?:度|[底末])?",
        "listed": f"(?<![0-9.]){YEAR4}(?=[、和及](?:{YEAR4}[、和及])?{YEAR4}年)",
        "year": f"(?<![0-9.]){YEAR4}(?:财年|年(?:度(?!过)|{within})?)",
        "century": f"(?:{century})?(?:19|20)?[1-9{_CN}][0十]年代(?:初期?|中期|末期?|后期)?|"
        f"{century}(?:中叶|中期|末叶?|初叶?|(?=以来))",
        "relative": f"(?:{_guarded(lex['relative_years'])})(?:度(?!过)|{within})?",
        "plan": f"{opened}(?:{plans}){closed}(?:{plan_part})?|{no_number}(?:{plans}){plan_next}(?:{plan_part})?|"
        f"{plan_long}(?:{plan_part})?|第{_COUNT}个五年(?:计划|规划)(?:{plan_part})?",
        "era": f"(?:自|自从|从)?(?:{eras})(?:胜利召开|召开|{many}(?:多|余)?年)?(?:以来|来|以后|之后|至今)",
        "ahead": f"{ahead}{many}年(?:内|之内|里|时间内|间)?|{no_number}{many}年(?:时间)?(?:之内|{_INNER})|下一?个五年",
        "months_ahead": f"(?:{ahead}|{no_number}){_COUNT}个月(?:之内|{_INNER})",
        "back": f"(?:{past}|{no_number}){many}个?[多余]?年[多余]?(?:以来|来(?!自)|间)|{past}{many}[多余]?年",
        "half_back": f"(?:{past}半|{no_number}半)年多?(?:以来|来(?!自))|{past}半年",
        "whole": "全年(?![龄无])",
        "bare": f"{no_number}(?:{within_year('')})",
        "point": _guarded({"word": word, "not_before": year_head} for word in lex["year_points"]),
        "holiday": f"{opened}?(?:{festivals}){closed}?(?:假期|长假|小长假|黄金周|期间|假日)|黄金周",
        "month": _guarded(lex["relative_months"]),
        "week": _guarded(lex["relative_weeks"]),
        "day": _guarded(lex["relative_days"]),
        "same": "(?:历史|往年|近年)?同期",
        "since": "以来",
        "date": f"(?:(?<=[讯社电于，。（）(在者至自从])|(?<![^\\n])){_DAY}日(?![内均游龄间里历夜产处元])",
        "year2": f"{no_number}{YEAR2}年(?:{within}|度)?",
    }


# First two characters of the expressions that are no word of the lexicon.
_OPENINGS = (
    "上半下半前二前两前三前2前3首季同期历史往年近年近半以来第一第二第三第四"
    "未来今后接下此后最近过去下一下个本世上世上个半年自党自改自新"
)


def _openings(lex: dict[str, Any]) -> list[str]:
    """Words whose first two characters are worth a look."""
    words = [word for key in ("year_points", "whole_year", "now", "rates", "vague_since") for word in lex[key]]
    tables = [rows for key, rows in lex.items() if key.startswith("relative_") or key in ("festivals", "eras")]
    words += [row["word"] for rows in tables for row in rows]
    quoted = (*lex["plans"], *(row["word"] for row in lex["festivals"]))
    words += [quote + name[0] for quote in "“‘\"'「『" for name in quoted]
    words += [first + number for first in "前头近第" for number in f"0123456789十两{_CN}"]
    words += lex["plans"]
    return words + [_OPENINGS[i : i + 2] for i in range(0, len(_OPENINGS), 2)]


@cache
def grammar() -> Grammar:
    """Read the lexicon and compile it, once."""
    lex = read_words("periods.yml")
    tables = {"relative": "relative_years", "month": "relative_months", "week": "relative_weeks",
              "day": "relative_days", "era": "eras", "festival": "festivals"}  # fmt: skip
    prefixes = {word: kind for kind, row in lex["prefixes"].items() for word in row}
    suffixes = {word: kind for kind, row in lex["suffixes"].items() for word in row}
    suffix_not = f"(?<!今(?=年)|前(?=[后列沿往瞻景进期身所0-9两十{_CN}])|起(?=[步伏来义飞]))"
    return Grammar(
        screen=_screen(_openings(lex)),
        full=re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _rules(lex).items())),
        within=re.compile(within_year(_any(row["word"] for row in lex["festivals"]), named=True)),
        suffix=re.compile(f"(?:{_any(suffixes)}){suffix_not}"),
        words={name: {row["word"]: row for row in lex[key]} for name, key in tables.items()},
        prefixes=prefixes,
        prefix_ends=frozenset(word[-1] for word in prefixes),
        suffixes=suffixes,
        names=re.compile(f"[”’\"'」』]?(?:{_any(lex['names'])})"),
        future=re.compile(_any(lex["future"])),
        following=re.compile(_any(lex["following"])),
        reports=re.compile(_any(lex["reports"])),
        lexicon=lex,
    )
