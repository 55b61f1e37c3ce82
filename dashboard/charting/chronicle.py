"""Milestones by date: round numbers passed, first places, targets and plans; a line stands at today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from itertools import groupby

from dashboard.formats import Link, day, figure, parted, parted_text, publisher, when
from dashboard.markup import to_sentence
from dashboard.palette import NEUTRAL
from dashboard.rows import Milestone
from dashboard.words import Words

SIGNS = {"passed": "●", "first": "★", "target": "◇", "plan": "□"}


def signs(milestones: Sequence[Milestone], words: Words) -> str:
    """What the signs of this list mean, of those that it has, and by what rule a row has its day."""
    found = dict(_sign(m, words) for m in milestones)
    told = parted_text(*(f"{SIGNS[k]}\u00a0{found[k].lower()}" for k in SIGNS if k in found))
    aimed = any(m.kind == "aim" for m in milestones)
    rules = (*[words("explore.aims_at")] * aimed, words("explore.first_counts"))
    return words.sentences(words("indicators.signs", all=told), *rules)


def chronicle(
    milestones: Sequence[Milestone], words: Words, link: Link, today: date, colours: Mapping[str, str]
) -> str:
    """HTML of the list, earliest first; each figure leads to its sentence."""
    parts, before = [], True
    for year, members in groupby(milestones, key=lambda m: m.day.year):
        rows = []
        for milestone in members:
            if before and milestone.day > today:
                before = False
                line = f'<li class="sc-today">{escape(words("explore.today", day=day(today, words)))}</li>'
                if year == today.year:
                    rows.append(line)
                else:  # today is no day of the year that begins here
                    parts.append(f'<ul class="sc-list sc-time">{line}</ul>')
            rows.append(_row(milestone, words, link, colours))
        parts.append(f'<h3 class="sc-year">{year}</h3><ul class="sc-list sc-time">{"".join(rows)}</ul>')
    return "".join(parts)


def _row(milestone: Milestone, words: Words, link: Link, colours: Mapping[str, str]) -> str:
    fact = milestone.fact
    sign, kind = _sign(milestone, words)
    stated = fact.time_end or fact.published_on
    at = when(fact, words) if fact.time_end else words("explore.published", day=day(stated, words))
    told = [words.pick(fact.area_zh, fact.area_en), kind]
    if fact.time_end is None:  # what it is counted over, and that it is due at no time, is in no date then
        told += [words.label("time_basis", "flow")] * (fact.time_basis == "flow")
        told += [words("format.no_deadline")] * (milestone.kind == "aim")
    return (
        f'<li><div class="sc-when">{escape(at)}</div>'
        f'<div class="sc-sign" title="{escape(kind)}">{SIGNS[sign]}</div>'
        f'<div class="sc-what"><b>{escape(words.pick(fact.indicator_zh, fact.indicator_en))}</b>'
        f'<small><i class="sc-dot" style="background:{colours.get(fact.ref_area, NEUTRAL)}"></i>'
        f"{parted(*told, publisher(fact.publisher, words))}</small></div>"
        f'<a class="sc-aim" href="{escape(to_sentence(fact, link))}">{escape(figure(fact, words))}</a></li>'
    )


def _sign(milestone: Milestone, words: Words) -> tuple[str, str]:
    """The key of its sign, and what that is called."""
    if milestone.kind == "aim":
        return milestone.fact.claim, words.label("claim", milestone.fact.claim)
    return milestone.kind, words.label("milestone", milestone.kind)
