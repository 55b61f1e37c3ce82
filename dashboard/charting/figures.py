"""What all charts share: amounts on an axis, whiskers for bounds, the source line, the frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from dashboard.formats import Scale, day, known, titled
from dashboard.palette import NEUTRAL, faint
from dashboard.rows import Fact
from dashboard.words import Words
from pipelines.units import convert

OPEN_UP, OPEN_DOWN = ("more_than", "at_least"), ("less_than", "at_most", "nearly")
LEGEND, HEAD = 62, 36  # pixels above the marks: for a title and a legend, and for a title alone
TITLE_LINE = 17  # pixels of each further line of a title
HEAD_SIZE = 6  # pixels of an arrow's head, without its outline
WHISKER = 0.07  # length of an open whisker, as a share of the values on the axis
HEADS, PLAIN = ("triangle-up", "triangle-down"), "line-ew"  # an end that is open up or down, and one that is stated
HEADS_ACROSS, PLAIN_ACROSS = ("triangle-right", "triangle-left"), "line-ns"  # the same of bars


def shown(value: Decimal, unit: str, scale: Scale) -> float:
    """An amount in the unit and number word of the axis."""
    return float(convert(value, unit, scale.unit).scaleb(-scale.exponent))


def centre(fact: Fact) -> Decimal | None:
    """Where the mark stands: the value, the middle of a range, or the end that is known."""
    if fact.value is not None:
        return fact.value
    if fact.low is not None and fact.high is not None:
        return (fact.low + fact.high) / 2
    return fact.low if fact.low is not None else fact.high


def whiskers(facts: Sequence[Fact], scale: Scale, span: float) -> tuple[list[float | None], list[float | None]]:
    """Lengths of the whiskers (up, down) of each mark, in the axis' unit, None for no whisker.

    `span` is the greatest value shown: an end that is open gets a whisker of a fixed share of it.
    """
    ends = [_ends(fact, scale, span * WHISKER) for fact in facts]
    return [up or None for up, _ in ends], [down or None for _, down in ends]


def _ends(fact: Fact, scale: Scale, open_end: float) -> tuple[float, float]:
    middle = centre(fact)
    if fact.bound != "range" or middle is None:
        up, down = (open_end if fact.bound in OPEN_UP else 0.0), (open_end if fact.bound in OPEN_DOWN else 0.0)
        return (down, up) if middle is not None and middle < 0 else (up, down)  # bounds are of the size
    at = shown(middle, fact.unit, scale)
    up = open_end if fact.high is None else shown(fact.high, fact.unit, scale) - at
    return up, open_end if fact.low is None else at - shown(fact.low, fact.unit, scale)


def ends(
    facts: Sequence[Fact],
    places: Sequence[Any],
    middles: Sequence[float],
    lengths: tuple[Sequence[float | None], Sequence[float | None]],
    colour: str,
    across: bool = False,
) -> list[dict[str, Any]]:
    """A trace of what stands at the ends of whiskers, none where there are none: an arrow's head where the end is open,
    which looks like no bar of an error; a plain end where the text states it. `across`: as of bars."""
    heads, plain = (HEADS_ACROSS, PLAIN_ACROSS) if across else (HEADS, PLAIN)
    if any(fact.measure == "rank" for fact in facts):  # the axis of ranks is turned round
        heads = heads[::-1]
    found = [
        (place, middle + way * length, plain if _stated(fact, way) else head)
        for way, head, side in zip((1, -1), heads, lengths, strict=True)
        for fact, place, middle, length in zip(facts, places, middles, side, strict=True)
        if length
    ]
    if not found:
        return []
    along, reached, symbols = (list(column) for column in zip(*found, strict=True))
    x, y = (reached, along) if across else (along, reached)
    line = {"color": colour, "width": 2}
    marker = {"symbol": symbols, "color": colour, "size": HEAD_SIZE, "opacity": 1, "line": line}
    return [{"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": marker, "cliponaxis": False,
             "unselected": {"marker": {"opacity": 1}},  # a whisker does not fade either when a mark is pressed
             "hoverinfo": "skip", "showlegend": False}]  # fmt: skip


def _stated(fact: Fact, way: int) -> bool:
    """Whether a whisker up (1) or down (-1) ends at a figure of the text."""
    return fact.bound == "range" and (fact.high if way > 0 else fact.low) is not None


def source_line(facts: Sequence[Fact], words: Words, most: int = 3) -> str:
    """Publishers and dates of the documents behind a chart, newest first; titles where the publisher is not known."""
    named = {
        (f.published_on or date.min, words.stated(f.publisher) if known(f.publisher) else titled(f.title, words))
        for f in facts
    }
    ranked = sorted(named, reverse=True)
    days = {when: day(when, words).replace(" ", "\u00a0") for when, _ in ranked if when != date.min}  # in one piece
    names = [f"{who} {days.get(when, '')}".strip() for when, who in ranked[:most]]
    more = words("chart.more_sources", n=len(ranked) - most) if len(ranked) > most else ""
    return words("chart.source", names=words("chart.comma").join(names) + more) if names else words("chart.no_source")


def ticks(lowest: float, highest: float, most: int) -> dict[str, object]:
    """An axis of about `most` steps of 1, 2 or 5 that has zero on it and ends at a tick beyond the last mark."""
    low, high = min(lowest, 0.0) * 1.03, max(highest, 0.0) * 1.03  # a mark is no point: it needs room at the end
    rough = ((high - low) or 1.0) / most
    size = 10.0 ** floor(log10(rough))
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= rough)
    first, last = floor(low / step), ceil(high / step)
    return {"range": [first * step, max(last, first + 1) * step], "tick0": 0, "dtick": step}


def cut(text: str, words: Words, lines: int = 1, wide: int = 50) -> list[str]:
    """At most so many lines of `wide` Latin characters, which a phone has room for; a Chinese one takes two.

    The full text is in the hover and in the table.
    """
    width = wide // 2 if words.language == "zh" else wide
    pieces = [text[i : i + width] for i in range(0, len(text), width)] if words.language == "zh" else wrap(text, width)
    return [*pieces[: lines - 1], pieces[lines - 1] + "…"] if len(pieces) > lines else pieces


def finish(
    traces: Sequence[Mapping[str, Any]],
    title: str,
    height: int,
    x: Mapping[str, Any],
    y: Mapping[str, Any],
    notes: Sequence[Mapping[str, Any]] = (),
    more: Mapping[str, Any] | None = None,
) -> go.Figure:
    """A figure with what all have: a title, quiet grid lines, and no ground of its own. `x` and `y` are its axes.

    `more` of the layout are further axes.

    It is put together in one go: each later change would make plotly check the whole layout again.
    """
    named = any(trace.get("showlegend", True) for trace in traces)  # else no legend needs its room
    further = TITLE_LINE * title.count("<br>")
    quiet = {"gridcolor": faint(NEUTRAL, 0.18), "zerolinecolor": faint(NEUTRAL, 0.35)}
    layout = {
        "title": {
            "text": title, "font": {"size": 13}, "x": 0, "xref": "paper", "y": 1,
            "yref": "container", "yanchor": "top", "pad": {"t": 6 + further},
        },
        "height": height + further,
        "margin": {"l": 4, "r": 12, "t": (LEGEND if named else HEAD) + further, "b": 34},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)", "bargap": 0.5, "hovermode": "closest", "dragmode": False,
        "hoverlabel": {"align": "left"}, "clickmode": "event+select",
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left",
                   "itemsizing": "constant"},
        "xaxis": {**quiet, **x}, "yaxis": {**quiet, "automargin": True, **y}, "annotations": list(notes),
        **(more or {}),
    }  # fmt: skip
    return go.Figure(data=list(traces), layout=layout)
