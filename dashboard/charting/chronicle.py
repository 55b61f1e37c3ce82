"""Milestones by date: round numbers passed, first places, targets and plans; a line stands at today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from itertools import groupby

from dashboard.formats import Link, day, figure, parted, publisher, when
from dashboard.markup import to_sentence
from dashboard.palette import NEUTRAL
from dashboard.rows import Milestone
from dashboard.words import Words

SIGNS = {"passed": "●", "first": "★", "target": "◇", "plan": "□"}


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
                rows.append(f'<li class="sc-today">{escape(words("explore.today", day=day(today, words)))}</li>')
            rows.append(_row(milestone, words, link, colours))
        parts.append(f'<h3 class="sc-year">{year}</h3><ul class="sc-list sc-time">{"".join(rows)}</ul>')
    return "".join(parts)


def _row(milestone: Milestone, words: Words, link: Link, colours: Mapping[str, str]) -> str:
    fact = milestone.fact
    aimed = milestone.kind == "aim"
    sign = SIGNS[fact.claim if aimed else milestone.kind]
    kind = words.label("claim", fact.claim) if aimed else words.label("milestone", milestone.kind)
    stated = fact.time_end or fact.published_on
    at = when(fact, words) if fact.time_end else words("explore.published", day=day(stated, words))
    return (
        f'<li><div class="sc-when">{escape(at)}</div>'
        f'<div class="sc-sign" title="{escape(kind)}">{sign}</div>'
        f'<div class="sc-what"><b>{escape(words.pick(fact.indicator_zh, fact.indicator_en))}</b>'
        f'<small><i class="sc-dot" style="background:{colours.get(fact.ref_area, NEUTRAL)}"></i>'
        f"{parted(words.pick(fact.area_zh, fact.area_en), kind, publisher(fact.publisher, words))}</small></div>"
        f'<a class="sc-aim" href="{escape(to_sentence(fact, link))}">{escape(figure(fact, words))}</a></li>'
    )
