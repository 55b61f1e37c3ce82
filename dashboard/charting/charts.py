"""Rows -> figure, pure. A chart names its unit and its source; a bound is drawn as one: an arrow up for "more than",
down for "less than" and "nearly", a tilde for "about", a line with plain ends for a range. Colours of text and
ground follow the theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from dashboard.charting.figures import HEAD, centre, cut, ends, finish, shown, ticks, whiskers
from dashboard.formats import Scale, day, figure, joined, publisher, when
from dashboard.palette import NEUTRAL, faint
from dashboard.rows import Fact
from dashboard.words import Language, Words

HEIGHT = 340  # pixels; the sentence of a mark that was pressed comes into sight below
TITLE = {"zh": 20, "en": 38}  # characters of a line above a chart that a phone has room for
ALONE = 200  # of a chart of one mark: it compares nothing, so it is low, and the mark says its figure
ASIDE_MOST = 90  # days, and so far at most: the air at the ends of the axis
ASIDE = 0.02  # how far beside another area's a mark stands that would cover it, as a share of the stretch of time
MOST = 60  # marks over time, the newest: no more of them fit beside each other, and each takes its time to draw
SYMBOLS = {"reported": "circle", "target": "diamond-open", "plan": "square-open", "implied": "star-diamond-open"}


def time_series(
    facts: Sequence[Fact], scale: Scale, symbol: str, colours: Mapping[str, str], words: Words
) -> go.Figure:
    """Values over time, one colour an area, one symbol a claim. Undated figures are in the table only.

    Not to be changed by the caller: the newest are kept, since a page asks for the same one at each visit, and plotly
    takes as long to put it together as the rest of the page takes.
    """
    return _over_time(tuple(facts), scale, symbol, tuple(colours.items()), words.language)


@lru_cache(maxsize=64)
def _over_time(
    facts: tuple[Fact, ...], scale: Scale, symbol: str, coloured: tuple[tuple[str, str], ...], language: Language
) -> go.Figure:
    words, colours = Words(language), dict(coloured)
    dated = datable(facts)
    measure = one_axis(dated)
    span = reach(dated, scale)
    days = date_axis([f.time_end for f in dated if f.time_end])
    alone = len(dated) == 1
    open_end = span * (3 if alone else 1)  # a whisker that is seen in the low frame
    traces = [t | {"cliponaxis": False} for t in marks(dated, scale, open_end, colours, words, aside(dated))]
    names = {trace["name"] for trace in traces if "name" in trace}
    only = names if len(names) == 1 else set()
    if only:  # its sign in a legend would look like one more mark
        traces = [trace | {"showlegend": False} for trace in traces]
    unit = words("chart.unit", unit=joined(scale.word, symbol, words).strip())
    title = _title([unit, *([words.label("measure", measure)] if measure != "level" else []), *only], words)
    upright = value_axis(measure, span) | ({} if measure == "rank" else ticks(*reached(traces), 2 if alone else 5))
    if not alone:
        return finish(traces, title, HEIGHT, days, upright)
    mark, *arrows = traces
    bare = {"showgrid": False}  # no line runs through its words
    said = _said(dated[0], mark["x"][0], mark["y"][0], words)
    across = days | bare | {"ticks": "outside", "tickcolor": NEUTRAL}
    return finish([mark | {"mode": "markers"}, *arrows], title, ALONE, across, upright | bare, [said])


def _said(fact: Fact, at: date, height: float, words: Words) -> dict[str, object]:
    """The figure of a mark alone and its time, which the axis does not tell to the day; on the side that has room."""
    late = at.month > 7
    text = f"{figure(fact, words)}<br><span style='font-size:12px'>{when(fact, words)}</span>"
    return {
        "text": text, "x": at, "y": height, "font": {"size": 14},
        "xanchor": "right" if late else "left", "xshift": -12 if late else 12, "showarrow": False, "align": "left",
    }  # fmt: skip


def _title(parts: Sequence[str], words: Words) -> str:
    """What stands above a chart: on one line, or where that is too long the last part below."""
    said = [escape("".join(cut(part, words)), quote=False) for part in parts]
    long = len(" · ".join(parts)) > TITLE[words.language] and len(parts) > 1
    return " · ".join(said[:-1]) + "<br>" + said[-1] if long else " · ".join(said)


def reached(traces: Sequence[Mapping[str, Any]], axis: str = "y") -> tuple[float, float]:
    """The lowest and the highest of zero, marks and ends of whiskers."""
    amounts = [0.0, *(amount for trace in traces for amount in trace[axis])]
    return min(amounts), max(amounts)


def datable(facts: Sequence[Fact]) -> list[Fact]:
    """Those that have a place on an axis of time."""
    return [f for f in facts if f.time_end is not None and centre(f) is not None]


def one_axis(facts: Sequence[Fact]) -> str:
    """The measure that the figures share. Raises ValueError where one axis would mix measures or units."""
    kinds = sorted({f"{f.measure} in {f.unit}" for f in facts})
    if len(kinds) > 1:
        raise ValueError(f"one axis: expected one measure and unit, found {', '.join(kinds)}")
    return facts[0].measure if facts else "level"


def reach(facts: Sequence[Fact], scale: Scale) -> float:
    """The greatest amount shown, whatever its sign, in the axis' unit; 1 where all are 0."""
    return max((abs(shown(c, f.unit, scale)) for f in facts if (c := centre(f)) is not None), default=1.0) or 1.0


def value_axis(measure: str, span: float) -> dict[str, object]:
    """From zero; of growth with its zero line and percent signs; of ranks with the first on top."""
    if measure == "rank":  # no place before the first
        places = sorted({1, int(1 + span) // 2, int(span)})
        return {"range": [span + 0.5, 0.5], "tickformat": ",d", "tickvals": places, "zeroline": False}
    upright: dict[str, object] = {"rangemode": "tozero", "tickformat": ",~f" if span >= 1 else None, "nticks": 6}
    if measure == "growth":
        upright |= {"ticksuffix": "%", "zeroline": True, "zerolinewidth": 2, "zerolinecolor": NEUTRAL}
    return upright


def marks(
    dated: Sequence[Fact],
    scale: Scale,
    span: float,
    colours: Mapping[str, str],
    words: Words,
    beside: timedelta,
    axes: tuple[str, str] = ("x", "y"),
    size: int = 11,
) -> list[dict[str, Any]]:
    """Traces of figures that have a date, one an area, claim and basis, and behind each that of its whiskers' ends.
    `span`: what open whiskers are a share of; `beside`: how far from another area's a mark stands that would cover it;
    `size` of a mark in pixels."""
    traces: list[dict[str, Any]] = []
    named: set[str] = set()
    below: dict[tuple[object, ...], list[str]] = {}  # a mark's place and symbol -> the areas that have one there
    for (area, claim, basis), group in groupby(
        sorted(dated, key=_trace_key), key=lambda f: (f.ref_area, f.claim, f.time_basis)
    ):
        points = list(group)
        up, down = whiskers(points, scale, span)
        name = words.pick(points[0].area_zh, points[0].area_en)
        label = name if claim == "reported" else f"{name} · {words.label('claim', claim)}"
        colour = colours.get(area, NEUTRAL)
        once = len({p.time_end for p in points}) == len(points)  # two values of one time are a conflict, not a change
        comparable = once and claim == "reported" and basis != "ytd" and len({_days(p) for p in points}) == 1
        line = comparable and len(points) > 1
        about = any(p.bound == "about" for p in points)  # texts cost time, also empty ones
        days = [at for p in points if (at := _place(p))]
        taken = [below.setdefault((at, centre(p), claim), []) for at, p in zip(days, points, strict=True)]
        places = [_beside(at, beside * _depth(areas, area)) for at, areas in zip(days, taken, strict=True)]
        values = [shown(c, p.unit, scale) for p in points if (c := centre(p)) is not None]
        on = {"xaxis": axes[0], "yaxis": axes[1], "legendgroup": label}
        traces.append(
            {
                "type": "scatter",
                **on,
                "x": places,
                "y": values,
                "mode": "+".join(("lines",) * line + ("markers",) + ("text",) * about),
                "name": label,
                "showlegend": label not in named,
                "line": {"color": colour, "width": 2},
                "marker": {
                    "color": colour,
                    "size": size,
                    "symbol": SYMBOLS.get(claim, "circle"),
                    "line": {"width": 2, "color": colour},
                },
                "error_y": _whisker(up, down, colour),
                "text": ["~" if p.bound == "about" else "" for p in points],
                "textposition": "middle right",
                "textfont": {"size": 18, "color": colour},
                "customdata": [p.obs_id for p in points],
                "hovertext": [_hover(p, words) for p in points],
                "hoverinfo": "text",
            }
        )
        traces += [end | on for end in ends(points, places, values, (up, down), colour)]
        named.add(label)
    return traces


def area_bars(facts: Sequence[Fact], scale: Scale, symbol: str, colours: Mapping[str, str], words: Words) -> go.Figure:
    """One period, one bar an area, longest on top."""
    usable = sorted((f for f in facts if centre(f) is not None), key=lambda f: centre(f) or Decimal(0))
    one_axis(usable)
    span = reach(usable, scale)
    up, down = whiskers(usable, scale, span)
    lengths = [shown(c, f.unit, scale) for f in usable if (c := centre(f)) is not None]
    bars: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(usable))),
        "x": lengths,
        "width": 0.3,
        "marker": {"color": [colours.get(f.ref_area, NEUTRAL) for f in usable]},
        "customdata": [f.obs_id for f in usable],
        "error_x": _whisker(up, down, NEUTRAL),
        "hovertext": [_hover(f, words) for f in usable],
        "hoverinfo": "text",
        "showlegend": False,
    }
    names = [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": row + 0.2,
            "yanchor": "bottom",
            "showarrow": False,
            "align": "left",
            "text": f"<b>{''.join(cut(words.pick(item.area_zh, item.area_en), words))}</b>　{figure(item, words)}",
        }
        for row, item in enumerate(usable)
    ]
    unit = joined(scale.word, symbol, words).strip()
    traces = [bars, *ends(usable, bars["y"], lengths, (up, down), NEUTRAL, across=True)]
    # The last tick is a number at the edge: plotly hides it where it would run out of the frame, if no margin grows.
    room = {"automargin": True, "ticklabeloverflow": "allow"}
    across = {"tickformat": ",~f" if span >= 1 else None, **ticks(*reached(traces, "x"), 4), **room}
    upright = {"visible": False, "range": [-0.5, max(len(usable), 1) - 0.2]}
    title = f"{words('chart.unit', unit=unit)} · {when(usable[0], words) if usable else ''}"
    return finish(traces, title, 54 * len(usable) + HEAD + 30, across, upright, names)


def _whisker(up: list[float | None], down: list[float | None], colour: str) -> dict[str, object]:
    """Whiskers of their own lengths at both ends of each mark; what stands at their ends is a trace of its own."""
    lengths = {"type": "data", "symmetric": False, "array": up, "arrayminus": down}
    return {"visible": any(up) or any(down), **lengths, "thickness": 2, "width": 0, "color": colour}


def _trace_key(fact: Fact) -> tuple[str, bool, str, str, date, str]:
    return fact.ref_area, fact.claim != "reported", fact.claim, fact.time_basis, fact.time_end or date.min, fact.obs_id


def _place(fact: Fact) -> date | None:
    """Where on the axis a figure stands: the middle of the period it sums over, or the day it is of."""
    if fact.time_basis in ("flow", "ytd") and fact.time_start and fact.time_end:
        return fact.time_start + (fact.time_end - fact.time_start) / 2
    return fact.time_end


def _depth(areas: list[str], area: str) -> float:
    """How far beside the first area's mark of this place one stands: not, whole, or half; it is noted among them."""
    if area not in areas:
        areas.append(area)
    return (0, 1, 0.5)[areas.index(area) % 3]


def _beside(at: date, by: timedelta) -> date:
    """A place beside a day, in the same year."""
    return at - by if at.month > 6 else at + by


def _days(fact: Fact) -> int | None:
    return (fact.time_end - fact.time_start).days // 10 if fact.time_end and fact.time_start else None


def _hover(fact: Fact, words: Words) -> str:
    claim = "" if fact.claim == "reported" else f" · {words.label('claim', fact.claim)}"
    origin = f"{publisher(fact.publisher, words)} {day(fact.published_on, words) if fact.published_on else ''}".strip()
    where = f"{words.pick(fact.area_zh, fact.area_en)} · {when(fact, words)}"
    return f"<b>{figure(fact, words)}</b>{claim}<br>{where}<br>{origin}"


def aside(dated: Sequence[Fact], share: float = ASIDE) -> timedelta:
    """How far beside each other two marks of one place stand on the axis of these figures, `share` of its length."""
    years = {f.time_end.year for f in dated if f.time_end}
    return timedelta(days=min(share * 365 * (max(years) - min(years) + 1.5), ASIDE_MOST)) if years else timedelta()


def date_axis(days: Sequence[date], most: int = 7) -> dict[str, object]:
    """About `most` years named, each in its middle, and a line where each begins; a season of air at both ends, so that
    one point does not fill the axis with hours."""
    if not days:
        return {}
    first, last = min(days), max(days)
    step = max(1, (last.year - first.year + 1) // most)
    return {
        "range": [date(first.year - 1, 10, 1).isoformat(), date(last.year + 1, 4, 1).isoformat()],
        "dtick": f"M{12 * step}",
        "tickformat": "%Y",
        "ticklabelmode": "period",
        "showgrid": True,
        **({"minor": {"dtick": "M12", "showgrid": True, "gridcolor": faint(NEUTRAL, 0.18)}} if step > 1 else {}),
    }
