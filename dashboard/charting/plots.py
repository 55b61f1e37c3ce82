"""An answer of the Query page as a chart: the reader says which column is x, y and colour. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import cycle

import plotly.graph_objects as go

from dashboard.charting.figures import finish
from dashboard.palette import NEUTRAL, SERIES
from dashboard.sandbox import Answer

KINDS = ("bar", "line", "points")
MOST = 5_000  # marks that a chart can still be read with
_MODES = {"line": "lines+markers", "points": "markers"}
_HEIGHT = 420
_NAMES_ABOVE = 5


def units(answer: Answer) -> list[str]:
    """The units that the answer's rows are in, where it has a column of that name: no axis mixes two of them."""
    if "unit" not in answer.columns:
        return []
    place = answer.columns.index("unit")
    return sorted({str(row[place]) for row in answer.rows if row[place] is not None})


def plot(
    answer: Answer, x: str, y: str, colour: str, kind: str, unit: str, inks: Mapping[str, str], title: str
) -> go.Figure:
    """Marks of column `y` over column `x`, one colour a value of column `colour` ("" for one colour). `title` names the
    upright axis.

    `inks` are the colours of values that have one of their own on every page, such as areas; one colour is that of no
    area. Only the rows in `unit` where one is given; rows without a number in `y` are left out, and all after MOST.
    """
    at = {name: answer.columns.index(name) for name in (x, y, colour) if name}
    of_unit = answer.columns.index("unit") if unit else -1
    groups: dict[str, list[tuple[object, float]]] = {}
    taken = 0
    for row in answer.rows:
        value = row[at[y]]
        if value is None or (unit and str(row[of_unit]) != unit):
            continue
        if taken >= MOST:
            break
        taken += 1
        groups.setdefault(str(row[at[colour]]) if colour else y, []).append((_place(row[at[x]]), float(value)))
    traces: list[dict[str, object]] = []
    free = cycle(SERIES)
    for name, points in groups.items():
        ink = (inks.get(name) or next(free)) if colour else NEUTRAL
        shape: dict[str, object] = (
            {"type": "bar"} if kind == "bar" else {"type": "scatter", "mode": _MODES[kind], "line": {"width": 2}}
        )
        traces.append(
            {
                **shape,
                "name": escape(name[:60], quote=False),
                "x": [place for place, _ in points],
                "y": [value for _, value in points],
                "marker": {"color": ink},
                "showlegend": len(groups) > 1,
            }
        )
    across = {"automargin": True, "title": {"text": escape(x, quote=False), "standoff": 10}}
    upright = {"tickformat": ",~f", "title": {"text": escape(title, quote=False), "standoff": 10}}
    chart = finish(traces, "", _HEIGHT, across, upright)
    if len(traces) > _NAMES_ABOVE:  # a long legend stands beside the marks, not over the title
        chart.update_layout(legend={"orientation": "v", "x": 1, "y": 1, "xanchor": "left", "yanchor": "top"})
    return chart


def _place(value: object) -> object:
    """A place on the axis; text from a document is shown as it is, never read as markup."""
    return escape(value[:60], quote=False) if isinstance(value, str) else value


def in_one_line(sql: str, most: int = 160) -> str:
    """The statement as a line under its chart."""
    line = " ".join(sql.split())
    return line if len(line) <= most else line[:most] + "…"
