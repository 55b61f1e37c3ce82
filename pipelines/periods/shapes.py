"""The small shapes that time expressions are built of: numerals of years, months and days, and parts of a year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

DASH: Final = "(?:[-—~～–]{1,2}|至|到)"
THROUGH: Final = f"(?:{DASH}|(?:起|开始)，?(?:一直|持续|延续)?[到至]|(?:一直|持续|延续)[到至])"  # 从1日起至9日
ARABIC: Final = "0123456789"
CN: Final = "一二三四五六七八九"
CN_LEADS: Final = CN + "十廿元两〇"  # what a numeral in Chinese characters begins with
OPENED, CLOSED = "“‘\"'「『", "”’\"'」』"
YEAR4: Final = "(?:(?:1[6-9]|20|21)[0-9]{2}(?![0-9])|[一二][〇零○O一二三四五六七八九]{3})"
YEAR2: Final = f"(?:[0-9]{{2}}|[〇零{CN}][〇零{CN}])"
DAY: Final = f"(?:[12][0-9]|3[01]|0?[1-9](?![0-9])|[二三]?十[{CN}]?|廿[{CN}]?|[{CN}])"
COUNT: Final = f"(?:[0-9]{{1,2}}|[一二两三四五六七八九]?十[{CN}]?|[两{CN}])"
MANY: Final = f"{COUNT}(?:{DASH}{COUNT}|[一二三四五六七八九])?"
NO_NUMBER: Final = f"(?<![0-9.{CN}十百千万亿零〇两几第])(?<!(?<![系指总人户倍分次件])数)"
INNER: Final = "内(?![蒙江需外地部陆资容涝河贸循政])"
NO_BEFORE: Final = f"后列沿往瞻景进期身所{ARABIC}两十{CN}"  # what, right after 前, makes it no "before"
_MONTH: Final = f"(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[{CN}元])"
_MIDDLE: Final = "中(?![国央心西部欧小美非东外方期共介学])"


def any_of(words: Iterable[str]) -> str:
    """A pattern of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def guarded(entries: Iterable[dict[str, Any]]) -> str:
    """Each word with its guards, longest first."""
    parts = []
    for entry in sorted(entries, key=lambda row: -len(row["word"])):
        after, before, yet = entry.get("not_after", ""), entry.get("not_before", ""), entry.get("yet_after", "")
        part = f"(?<![{after}])" if after else ""
        part = f"(?:{part}|(?<={yet}))" if yet else part
        parts.append(part + re.escape(entry["word"]) + (f"(?![{before}])" if before else ""))
    return "|".join(parts)


_LISTED: Final = "(?=[、和及]第?[一二三四1-4](?:[、和及]第?[一二三四1-4]){0,2}季度)"  # 一、二、三季度


def within_year(festivals: str, named: bool = False) -> str:
    """What may follow a year and narrow it: a half, a quarter, months, a day, its beginning or its end.

    Without festivals: what may also stand alone, with no year before it.
    """

    def g(name: str, pattern: str) -> str:
        return f"(?P<{name}>{pattern})" if named else f"(?:{pattern})"

    tail = g("tail", "上旬|中旬|下旬|初|底|末|中(?=[，、。旬])")
    alone = (
        f"{g('m1', _MONTH)}月{g('d1', DAY)}(?:[日号]?{THROUGH}(?:{g('m3', _MONTH)}月)?{g('d2', DAY)}[日号]|[日号])",
        f"{g('m2', _MONTH)}(?:月份?)?{DASH}{g('m4', _MONTH)}月份?{g('close', '底|末')}?",
        f"{g('m5', _MONTH)}月份?{tail}?",
        f"(?<!提)[前头]{g('first', COUNT)}个?月",
        f"{g('half', '上半年|下半年' + ('|半年度' if festivals else ''))}{g('half_end', '底|末')}?",
        f"{g('upto', '前[二两三23]')}个?季度{g('upto_end', '末')}?",
        *([g("season", "[春夏秋冬]季(?!运动|学期)")] if festivals else []),
        f"第?{g('quarter', '[一二三四首1-4]')}(?:季度{g('quarter_end', '末|底')}?|{'' if named else _LISTED})",
    )
    leads = ARABIC + CN + "十元前头上下半第首" + ("春夏秋冬" if festivals else "")
    if not festivals:
        return f"(?=[{leads}])(?:{'|'.join(alone)})"
    point = g("point", f"底(?!特)|末|终(?![于端止点])|初(?![级步中始期心衷])|{_MIDDLE}|{INNER}")
    named_days = f"{g('festival', festivals)}节?(?:假期|长假|小长假|黄金周|期间|假日)?"
    leads += "年底末终初中内全" + "".join(word[0] for word in festivals.split("|"))
    return f"(?=[{leads}])(?:{'|'.join((*alone, f'年?{point}', named_days, '全年度?'))})"
