"""Targets against reports as bullets: one row a target, all bars of a page on one scale of "share of the target".

A bar ends where the report is sure to reach; what it may reach beyond is hatched, and fades out where the report is
open upwards. The upright line is the target. Both figures lead to their sentences.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import escape

from dashboard.formats import Link, bounded, day, parted, parted_html, percent, period, time_left
from dashboard.palette import NEUTRAL
from dashboard.rows import Target
from dashboard.words import Words

CLIP = Decimal(2)  # attainment beyond twice the target is cut at the edge; its number stays in the text
SEEN = Decimal("0.001")  # less than that is how a quotient is rounded, and no pixel of a bar
NO_DEADLINE = "no_deadline"  # what a heading may tell of all rows below it
FADE = Decimal("0.12")  # how far a bar that is open upwards fades out, as a share of the target


def bullets(
    targets: Sequence[Target],
    words: Words,
    link: Link,
    today: date,
    colours: Mapping[str, str],
    among: Sequence[Target] = (),
    told: Container[str] = (),
) -> str:
    """HTML of the rows, on one scale with the targets `among` which they stand: all their lines are in one column.

    `told`: see markup.target_list.
    """
    reach = max((min(extent(t)[1], CLIP) for t in (*targets, *among)), default=Decimal(1))
    scale = max(reach, Decimal("1.15")) * Decimal("1.02")
    rows = "".join(_row(t, scale, words, link, today, colours, told) for t in targets)
    return f'<div class="sc-bullets">{rows}</div>'


def signs(targets: Sequence[Target], words: Words) -> str:
    """What is drawn beside bar and line, of that which these rows have; "" where there is nothing."""
    known = [t for t in targets if attainment(t, words) != words("format.unknown")]
    beyond = [(t.attainment_high is None, min(extent(t)[1], CLIP) - min(extent(t)[0], CLIP)) for t in known]
    fades = any(open_up and length > 0 for open_up, length in beyond)
    hatched = any(length > SEEN and not open_up for open_up, length in beyond)
    return words.sentences(*[words("targets.hatched")] * hatched, *[words("targets.fading")] * fades)


def extent(target: Target) -> tuple[Decimal, Decimal]:
    """From 0 to the first the report is sure to be; up to the second it may be. Shares of the target."""
    low, high = target.attainment_low, target.attainment_high
    if target.rate is not None:  # what the rounding of a printed rate leaves open is in the target that follows from it
        return target.rate / 100, target.rate / 100
    if low is None:
        return Decimal(0), high or Decimal(0)
    return low, low + FADE if high is None else high


def attainment(target: Target, words: Words) -> str:
    """80%, ≥ 80%, 118–119%: only what the bounds allow; a completion rate as it is printed."""
    low, high = target.attainment_low, target.attainment_high
    if target.rate is not None:
        return percent(target.rate / 100, 2)
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


def remaining(target: Target, today: date, words: Words, told: Container[str] = ()) -> str:
    """How long to the deadline or since it; of no interest where the target is met, or where it is `told` already."""
    if target.status == "achieved" and target.deadline and target.deadline < today:
        return ""
    return "" if target.deadline is None and NO_DEADLINE in told else time_left(target.deadline, today, words)


def _row(
    target: Target,
    scale: Decimal,
    words: Words,
    link: Link,
    today: date,
    colours: Mapping[str, str],
    told: Container[str],
) -> str:
    sure, possible = (min(end, CLIP) / scale for end in extent(target))
    colour = colours.get(target.ref_area, NEUTRAL)
    open_up = target.attainment_high is None
    due = words("targets.due", when=day(target.deadline, words)) if target.deadline else ""
    time = target.report_time_start, target.report_time_end, target.report_time_basis
    seen = period(*time, words) if target.report_time_end else ""
    reported = escape(link("evidence", document=target.report_document, at=target.report_start))
    aimed = escape(link("evidence", document=target.target_document, at=target.target_start))
    state = (
        words.label("status", target.status),
        words.label("evidence_grade", target.evidence),
        due,
        remaining(target, today, words, told),
    )
    as_reported = f'{escape(words("targets.report"))} <a href="{reported}">{escape(report(target, words))}</a>'
    aimed_for = words("targets.implied_aim" if target.target_kind == "implied" else "targets.aim")
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
        f'<div class="sc-line sc-foot"><div>'
        + parted_html(
            as_reported, escape(seen), f'{escape(aimed_for)} <a href="{aimed}">{escape(aim(target, words))}</a>'
        )
        + f"</div><div>{parted(*state)}</div></div></div>"
    )


def _symbol(target: Target, words: Words) -> str:
    return words.pick(target.symbol_zh, target.symbol_en)


def _css(share: Decimal) -> str:
    return f"{float(max(share, Decimal(0)) * 100):.2f}%"
