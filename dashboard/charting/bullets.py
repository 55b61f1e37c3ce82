"""Targets against reports as bullets: one row a target, all bars of a list on one scale of "share of the target".

A bar ends where the report is sure to reach; what it may reach beyond is hatched, and fades out where the report is
open upwards. The upright line is the target. Both figures lead to their sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import escape

from dashboard.formats import Link, bounded, day, parted, percent, time_left
from dashboard.palette import NEUTRAL
from dashboard.rows import Target
from dashboard.words import Words

CLIP = Decimal(2)  # attainment beyond twice the target is cut at the edge; its number stays in the text
FADE = Decimal("0.12")  # how far a bar that is open upwards fades out, as a share of the target


def bullets(targets: Sequence[Target], words: Words, link: Link, today: date, colours: Mapping[str, str]) -> str:
    """HTML of the rows."""
    reach = max((min(extent(t)[1], CLIP) for t in targets), default=Decimal(1))
    scale = max(reach, Decimal("1.15")) * Decimal("1.02")
    return f'<div class="sc-bullets">{"".join(_row(t, scale, words, link, today, colours) for t in targets)}</div>'


def extent(target: Target) -> tuple[Decimal, Decimal]:
    """From 0 to the first the report is sure to be; up to the second it may be. Shares of the target."""
    low, high = target.attainment_low, target.attainment_high
    if low is None:
        return Decimal(0), high or Decimal(0)
    return low, low + FADE if high is None else high


def attainment(target: Target, words: Words) -> str:
    """80%, ≥ 80%, 118–119%: only what the bounds allow."""
    low, high = target.attainment_low, target.attainment_high
    if low is None and high is None:
        return words("format.unknown")
    if low is None or high is None:
        key, value = ("at_most", high) if low is None else ("at_least", low)
        return words(f"bound_format.{key}", v=percent(value))
    return (
        percent(low, 1) if percent(low, 1) == percent(high, 1) else f"{percent(low, 1).rstrip('%')}–{percent(high, 1)}"
    )


def report(target: Target, words: Words) -> str:
    """The report's figure as text."""
    low, high, bound = target.report_low, target.report_high, target.report_bound or "exact"
    return bounded(target.report_value, low, high, bound, target.unit, _symbol(target, words), words)


def aim(target: Target, words: Words) -> str:
    """The target's figure as text."""
    low, high = target.target_low, target.target_high
    return bounded(target.target_value, low, high, target.target_bound, target.unit, _symbol(target, words), words)


def _row(target: Target, scale: Decimal, words: Words, link: Link, today: date, colours: Mapping[str, str]) -> str:
    sure, possible = (min(end, CLIP) / scale for end in extent(target))
    colour = colours.get(target.ref_area, NEUTRAL)
    open_up = target.attainment_high is None
    due = words("format.deadline", when=day(target.deadline, words)) if target.deadline else ""
    reported = escape(link("evidence", document=target.report_document, at=target.report_start))
    aimed = escape(link("evidence", document=target.target_document, at=target.target_start))
    state = (
        words.label("status", target.status),
        words.label("evidence_grade", target.evidence),
        due,
        time_left(target.deadline, today, words),
    )
    spoken = f"{report(target, words)} / {aim(target, words)}: {attainment(target, words)}"
    return (
        f'<div class="sc-bullet"><div class="sc-line"><div><b>'
        f"{escape(words.pick(target.indicator_zh, target.indicator_en))}</b>"
        f'<small><i class="sc-dot" style="background:{colour}"></i>'
        f"{escape(words.pick(target.area_zh, target.area_en))}</small></div>"
        f'<div class="sc-reach">{escape(attainment(target, words))}</div></div>'
        f'<div class="sc-track" role="img" aria-label="{escape(spoken)}" style="--area:{colour}">'
        f'<span class="sc-fill" style="width:{_css(sure)}"></span>'
        f'<span class="{"sc-fade" if open_up else "sc-maybe"}" style="left:{_css(sure)};width:{_css(possible - sure)}">'
        f'</span><span class="sc-tick" style="left:{_css(1 / scale)}"></span></div>'
        f'<div class="sc-line sc-foot"><div><a href="{reported}">{escape(report(target, words))}</a> / '
        f'<a href="{aimed}">{escape(aim(target, words))}</a></div><div>'
        f"{parted(*state)}</div></div></div>"
    )


def _symbol(target: Target, words: Words) -> str:
    return words.pick(target.symbol_zh, target.symbol_en)


def _css(share: Decimal) -> str:
    return f"{float(max(share, Decimal(0)) * 100):.2f}%"
