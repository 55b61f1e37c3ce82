"""Small multiples: a grid of panels over one stretch of time, each with its own unit, or all with one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dashboard.charting.charts import ASIDE, aside, datable, date_axis, marks, one_axis, reach, reached, value_axis
from dashboard.charting.figures import HEAD, LEGEND, centre, cut, finish, ticks
from dashboard.formats import Scale, joined
from dashboard.palette import NEUTRAL, faint
from dashboard.rows import Fact
from dashboard.units import choices
from dashboard.words import Words

PANEL, YEARS, LINE = 116, 22, 15  # pixels: a panel, the years below it, a line of the heading above it
AIR, BOTTOM = 20, 34  # and what is around
MOST_COLUMNS = 3  # as many as a page of this house is wide
GAP, SHARED_GAP = (
    0.06,
    0.03,
)  # between two columns, as a share of the width: with room for an axis' numbers, and without
LINES, WIDE = 2, 44  # of a panel's heading: lines, and Latin characters of each
STEPS = 3  # about so many numbers on a panel's axis, the last above its marks
MARKER, OPEN_END = 9, 2.0  # smaller marks than a large chart's, and longer whiskers, so that these are seen beside them


class Panel(NamedTuple):
    """A panel: its heading and its figures, which share a measure and a unit."""

    heading: str
    facts: list[Fact]


def by_indicator(facts: Sequence[Fact], words: Words) -> list[Panel]:
    """One panel an indicator, measure and unit, in the order in which they come."""
    panels = []
    for _, group in groupby(datable(facts), key=lambda f: (f.indicator_id, f.measure, f.unit)):
        members = list(group)
        name = words.pick(members[0].indicator_zh, members[0].indicator_en)
        measure = members[0].measure
        panels.append(Panel(name if measure == "level" else f"{name} · {words.label('measure', measure)}", members))
    return panels


def by_area(facts: Sequence[Fact], words: Words) -> list[Panel]:
    """One panel an area, in the order in which they come."""
    grouped = groupby(datable(facts), key=lambda f: f.ref_area)
    return [
        Panel(words.pick(members[0].area_zh, members[0].area_en), members) for members in (list(g) for _, g in grouped)
    ]


def grid(
    panels: Sequence[Panel], colours: Mapping[str, str], words: Words, shared: bool = False, columns: int = 1
) -> go.Figure:
    """The figure, row by row with at most `columns` panels each. With `shared` all panels have one unit and one scale,
    else each its own; all have one stretch of time. Raises ValueError where an axis would mix units."""
    all_facts = [fact for panel in panels for fact in panel.facts]
    if shared:
        one_axis(all_facts)
    columns = max(1, min(columns, len(panels)))
    rows = -(-len(panels) // columns)
    names = [cut(panel.heading, words, LINES, WIDE) for panel in panels]
    above = LINE * (max(map(len, names)) + (not shared)) + AIR
    pitch = above + PANEL + YEARS
    inner = rows * pitch - YEARS  # those of the last row are in the frame's margin
    gap = SHARED_GAP if shared else GAP
    width = (1 - gap * (columns - 1)) / columns
    days = date_axis([f.time_end for f in all_facts if f.time_end], most=7 if columns < 3 else 4)
    beside = aside(all_facts, ASIDE * (columns + 1))
    drawn: list[list[dict[str, Any]]] = []
    for number, panel in enumerate(panels):
        like = all_facts if shared else panel.facts
        one_axis(like)
        scale, _ = natural_scale(like, words)
        place = (f"x{_nth(number)}", f"y{_nth(number)}")
        drawn.append(marks(panel.facts, scale, reach(like, scale) * OPEN_END, colours, words, beside, place, MARKER))
    every = [trace for of_panel in drawn for trace in of_panel]
    traces: list[dict[str, Any]] = []
    notes, axes = [], {}
    for number, panel in enumerate(panels):
        row, column = divmod(number, columns)
        like = all_facts if shared else panel.facts
        measure = like[0].measure
        scale, symbol = natural_scale(like, words)
        ends = {} if measure == "rank" else ticks(*reached(every if shared else drawn[number]), STEPS)
        left, top = column * (width + gap), 1 - (row * pitch + above) / inner
        axes[f"xaxis{_nth(number)}"] = {
            "gridcolor": faint(NEUTRAL, 0.18), **days, "domain": [left, left + width], "anchor": f"y{_nth(number)}",
        }  # fmt: skip
        axes[f"yaxis{_nth(number)}"] = {
            "gridcolor": faint(NEUTRAL, 0.18), "zerolinecolor": faint(NEUTRAL, 0.35), "automargin": column == 0,
            **value_axis(measure, reach(like, scale)), **ends,
            "domain": [max(top - PANEL / inner, 0), top], "anchor": f"x{_nth(number)}",
            "showticklabels": column == 0 or not shared,
        }  # fmt: skip
        for trace in drawn[number]:
            seen = any(trace["legendgroup"] == other["legendgroup"] for other in traces)
            traces.append({**trace, "showlegend": not shared and not seen and bool(trace["showlegend"])})
        unit = "" if shared else joined(scale.word, symbol, words).strip()  # a shared one stands above them all
        name = "<br>".join(escape(line, quote=False) for line in names[number])
        heading = f"<b>{name}</b>" + (f"<br>{escape(unit, quote=False)}" if unit else "")
        notes.append(
            {
                "text": heading, "x": left, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper",
                "yanchor": "bottom", "yshift": 3, "showarrow": False, "align": "left",
            }
        )  # fmt: skip
    title = ""  # each panel names its unit, and the legend needs the room
    if shared:
        scale, symbol = natural_scale(all_facts, words)
        title = words("chart.unit", unit=joined(scale.word, symbol, words).strip())
    return finish(traces, title, (HEAD if shared else LEGEND) + inner + BOTTOM, {}, {}, notes, axes)


def _nth(number: int) -> str:
    """Plotly's suffix of an axis: none for the first, then 2, 3, …"""
    return str(number + 1) if number else ""


def natural_scale(facts: Sequence[Fact], words: Words) -> tuple[Scale, str]:
    """The unit's own scale with the number word that suits the amounts, and its symbol."""
    values = [value for fact in facts if (value := centre(fact)) is not None]
    scale = choices(facts[0].unit, values, words.language)[0]
    return scale, words.pick(facts[0].symbol_zh, facts[0].symbol_en)
