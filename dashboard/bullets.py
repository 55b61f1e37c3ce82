"""Targets against reports as bullets: one row a target, all on one scale of "share of the target"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import plotly.graph_objects as go

from dashboard.figures import cut, finish
from dashboard.formats import bounded, percent, time_left
from dashboard.palette import NEUTRAL
from dashboard.rows import Target
from dashboard.words import Words

CLIP = 2.0  # attainment beyond twice the target is cut at the edge; its number stays in the text


def bullets(targets: Sequence[Target], colours: Mapping[str, str], words: Words, today: date) -> go.Figure:
    """One row a target: a bar of the report against the mark of the target, all on one scale of "share of the target".

    The first target stands on top. A whisker to the right says that the report is a lower bound.
    """
    rows = list(reversed(targets))
    lengths = [min(float(length(t)), CLIP) for t in rows]
    known = [(t.attainment_low, t.attainment_high) for t in rows]
    up = [
        0.06
        if low is not None and high is None
        else max(0.0, min(float(high), CLIP) - x)
        if high is not None and low is not None
        else 0.0
        for (low, high), x in zip(known, lengths, strict=True)
    ]
    down = [0.06 if low is None and high is not None else 0.0 for low, high in known]
    figure = go.Figure(
        go.Bar(
            orientation="h",
            y=list(range(len(rows))),
            x=lengths,
            width=0.2,
            showlegend=False,
            marker={"color": [colours.get(t.ref_area, NEUTRAL) for t in rows]},
            customdata=[t.progress_id for t in rows],
            error_x={
                "type": "data",
                "symmetric": False,
                "array": up,
                "arrayminus": down,
                "thickness": 2,
                "width": 4,
                "color": NEUTRAL,
            },
            hovertext=[row_text(t, words, today) for t in rows],
            hoverinfo="text",
        )
    )
    for row, target in enumerate(rows):
        figure.add_shape(type="line", x0=1, x1=1, y0=row - 0.2, y1=row + 0.2, line={"width": 3, "color": NEUTRAL})
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=row + 0.14,
            yanchor="bottom",
            showarrow=False,
            align="left",
            text=f"<b>{cut(words.pick(target.indicator_zh, target.indicator_en), words)}</b>",
            font={"size": 14},
        )
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=row - 0.14,
            yanchor="top",
            showarrow=False,
            align="left",
            text=cut(row_text(target, words, today), words, 2),
            font={"size": 12, "color": NEUTRAL},
        )
    figure.update_yaxes(visible=False, range=[-0.6, max(len(rows), 1) - 0.35], fixedrange=True)
    figure.update_xaxes(
        range=[0, min(CLIP, max([1.15, *lengths])) + 0.1],
        tickformat=".0%",
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        tickvals=[0, 0.5, 1, 1.5, 2],
        side="top",
    )
    return finish(figure, words("chart.share_of_target"), words("chart.target_note"), 92 * len(rows) + 120, words)


def length(target: Target) -> Decimal:
    """Length of a target's bar: the least that the report proves."""
    found = target.attainment_low if target.attainment_low is not None else target.attainment_high
    return found if found is not None else Decimal(0)


def attainment(target: Target, words: Words) -> str:
    """80%, > 80%, 118–119%: only what the bounds allow."""
    low, high = target.attainment_low, target.attainment_high
    if low is None and high is None:
        return words("format.unknown")
    if low is None or high is None:
        key, value = ("at_most", high) if low is None else ("at_least", low)
        return words(f"bound_format.{key}", v=percent(value))
    return percent(low) if percent(low) == percent(high) else f"{percent(low, 1)}–{percent(high, 1)}"


def row_text(target: Target, words: Words, today: date) -> str:
    """Area, report, target and deadline of a target in one line."""
    symbol = words.pick(target.symbol_zh, target.symbol_en)
    report = bounded(
        target.report_value,
        target.report_low,
        target.report_high,
        target.report_bound or "exact",
        target.unit,
        symbol,
        words,
    )
    aim = bounded(
        target.target_value, target.target_low, target.target_high, target.target_bound, target.unit, symbol, words
    )
    parts = [
        words.pick(target.area_zh, target.area_en),
        f"{report} / {aim}",
        attainment(target, words),
        time_left(target.deadline, today, words),
    ]
    return " · ".join(parts)
