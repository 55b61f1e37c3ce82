"""Where a line breaks, how high a table is, what room a chart keeps: what the eye minds and no logic of a page does."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import formats, palette, queries, tables
from dashboard.charting import charts
from dashboard.formats import Scale
from dashboard.words import Words
from tests.dashboard_fixture import publish

ZH = Words("zh")


def test_a_line_breaks_between_two_bits_and_no_date_is_torn() -> None:
    bits = '<span class="sc-bit">&lt;b&gt;</span> <span class="sc-bit">9 January 2025</span>'
    assert formats.parted("<b>", "", "9 January 2025") == f'<span class="sc-bits">{bits}</span>'
    assert formats.parted("one") == "one" and formats.parted() == ""


@pytest.mark.parametrize("rows", [1, tables.SHORT, tables.SHORT + 1, 10_000])
def test_a_table_on_screen_shows_whole_rows(rows: int) -> None:
    height = tables.height(rows)
    assert height == "content" if rows <= tables.SHORT else isinstance(height, int) and height % tables.ROW == 2


def test_a_chart_without_a_legend_keeps_no_room_for_one(tmp_path: Path) -> None:
    con = queries.connect(publish(tmp_path))
    passengers, _ = queries.series(con, "airport_passengers", "level", "passenger")
    colours = palette.area_colours((a.ref_area, a.kind) for a in queries.areas(con))
    con.close()
    scale = Scale("passenger", 4, "万")
    bars = charts.area_bars(passengers[:1], scale, "人次", colours, ZH)
    series = charts.time_series(passengers, scale, "人次", colours, ZH)
    assert bars.layout.margin.t < series.layout.margin.t
