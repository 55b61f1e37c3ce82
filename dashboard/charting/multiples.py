"""Small multiples: strips under one another on one axis of time, each with its own unit, or all with one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

import plotly.graph_objects as go

from dashboard.charting.charts import datable, date_axis, marks, one_axis, reach, value_axis
from dashboard.charting.figures import WHISKER, centre, cut, finish, shown
from dashboard.formats import Scale, joined
from dashboard.palette import NEUTRAL, faint
from dashboard.rows import Fact
from dashboard.units import choices
from dashboard.words import Words

STRIP, HEADING, TOP, BOTTOM = 92, 48, 62, 34  # pixels: a strip, the line above it, and what is around them all


class Panel(NamedTuple):
    """A strip: its heading and its figures, which share a measure and a unit."""

    heading: str
    facts: list[Fact]


def by_indicator(facts: Sequence[Fact], words: Words) -> list[Panel]:
    """One strip an indicator, measure and unit, in the order in which they come."""
    panels = []
    for _, group in groupby(datable(facts), key=lambda f: (f.indicator_id, f.measure, f.unit)):
        members = list(group)
        name = words.pick(members[0].indicator_zh, members[0].indicator_en)
        measure = members[0].measure
        panels.append(Panel(name if measure == "level" else f"{name} · {words.label('measure', measure)}", members))
    return panels


def by_area(facts: Sequence[Fact], words: Words) -> list[Panel]:
    """One strip an area, in the order in which they come."""
    grouped = groupby(datable(facts), key=lambda f: f.ref_area)
    return [
        Panel(words.pick(members[0].area_zh, members[0].area_en), members) for members in (list(g) for _, g in grouped)
    ]


def strips(panels: Sequence[Panel], colours: Mapping[str, str], words: Words, shared: bool = False) -> go.Figure:
    """The figure. With `shared` all strips have one unit and one scale, else each its own. Raises ValueError where an
    axis would mix units."""
    if shared:
        one_axis([fact for panel in panels for fact in panel.facts])
    all_facts = [fact for panel in panels for fact in panel.facts]
    height = TOP + len(panels) * (STRIP + HEADING) + BOTTOM
    inner = height - TOP - BOTTOM
    traces: list[dict[str, object]] = []
    notes, axes = [], {}
    for number, panel in enumerate(panels):
        like = all_facts if shared else panel.facts
        measure = one_axis(like)
        scale, symbol = natural_scale(like, words)
        span = reach(like, scale)
        name = f"y{number + 1}" if number else "y"
        top = 1 - (number * (STRIP + HEADING) + HEADING) / inner
        limits = _limits(like, scale, span) if shared else {}
        axes[f"yaxis{number + 1}" if number else "yaxis"] = {
            "gridcolor": faint(NEUTRAL, 0.18), "zerolinecolor": faint(NEUTRAL, 0.35), "automargin": True,
            **value_axis(measure, span), "nticks": 4, **limits, "domain": [max(top - STRIP / inner, 0), top],
        }  # fmt: skip
        for trace in marks(panel.facts, scale, span, colours, words, name):
            seen = any(trace["legendgroup"] == other["legendgroup"] for other in traces)
            traces.append({**trace, "showlegend": not shared and not seen and bool(trace["showlegend"])})
        unit = joined(scale.word, symbol, words).strip()
        heading = f"<b>{escape(cut(panel.heading, words), quote=False)}</b><br>{escape(unit, quote=False)}"
        notes.append(
            {
                "text": heading, "x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper",
                "yanchor": "bottom", "yshift": 3, "showarrow": False, "align": "left",
            }
        )  # fmt: skip
    last = f"y{len(panels)}" if len(panels) > 1 else "y"
    days = {**date_axis([f.time_end for f in all_facts if f.time_end]), "anchor": last}
    title = ""  # each strip names its unit, and the legend needs the room
    if shared:
        scale, symbol = natural_scale(all_facts, words)
        title = words("chart.unit", unit=joined(scale.word, symbol, words).strip())
    return finish(traces, title, height, days, {}, notes, axes)


def natural_scale(facts: Sequence[Fact], words: Words) -> tuple[Scale, str]:
    """The unit's own scale with the number word that suits the amounts, and its symbol."""
    values = [value for fact in facts if (value := centre(fact)) is not None]
    scale = choices(facts[0].unit, values, words.language)[0]
    return scale, words.pick(facts[0].symbol_zh, facts[0].symbol_en)


def _limits(facts: Sequence[Fact], scale: Scale, span: float) -> dict[str, object]:
    """One range for all strips: from zero or the least amount, with room for whiskers. Ranks have theirs already."""
    if facts[0].measure == "rank":
        return {}
    amounts = [shown(c, f.unit, scale) for f in facts if (c := centre(f)) is not None]
    room = span * WHISKER * 2
    lowest, highest = min(0.0, *amounts), max(0.0, *amounts)
    return {"range": [lowest - room if lowest < 0 else 0, highest + room if highest > 0 else 0]}
