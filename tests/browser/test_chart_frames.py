"""Around a chart's marks: the last number of its axis, the ways to take it along, the filters that narrow it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.words import Words
from tests.browser.conftest import PHONE, WIDE, Open
from tests.browser.server import Site, serve
from tests.browser.states import press
from tests.browser.tables import several

ZH = Words("zh")
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@SIZES
def test_the_last_number_of_bars_is_seen(tmp_path: Path, open_screen: Open, size: tuple[int, int]) -> None:
    several(tmp_path / "raw", tmp_path / "curated")
    with serve(tmp_path / "raw", tmp_path / "curated", tmp_path / "app.log") as running:
        screen = open_screen(running, "indicators?view=areas", size=size)
        screen.main.locator(".js-plotly-plot .xtick text").first.wait_for()
        seen = screen.page.evaluate(
            """() => [...document.querySelectorAll('.js-plotly-plot .xtick text')]
                .filter(text => getComputedStyle(text).display !== 'none')
                .map(text => [text.textContent, text.getBoundingClientRect().right])"""
        )
        frame = screen.main.locator(".js-plotly-plot").bounding_box()
    assert frame and seen[-1][0] == "6,000"  # the longest bar is of 4,937
    assert seen[-1][1] <= frame["x"] + frame["width"]


@SIZES
def test_the_ways_to_take_a_chart_along_stand_in_one_line(site: Site, open_screen: Open, size: tuple[int, int]) -> None:
    screen = open_screen(site, "explore?view=indicators&lang=en", size=size)  # its source is long
    ways = [*screen.main.locator(".sc-save").all(), screen.main.locator(".st-key-multiples_cite button")]
    boxes = [box for way in ways if (box := way.bounding_box())]
    middles = [box["y"] + box["height"] / 2 for box in boxes]
    assert len(boxes) == 3 and max(middles) - min(middles) < 3
    assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)
    assert screen.overflow() == 0


@SIZES
def test_all_further_filters_are_seen_at_once(site: Site, open_screen: Open, size: tuple[int, int]) -> None:
    screen = open_screen(site, "explore?q=jichang&claim=reported", size=size)
    press("more_filters", screen, ZH)
    body = screen.page.get_by_test_id("stPopoverBody")
    last = body.get_by_test_id("stMultiSelect").last.bounding_box()
    frame = body.bounding_box()
    assert last and frame and last["y"] + last["height"] + 8 <= frame["y"] + frame["height"]
    assert body.evaluate("body => body.scrollHeight - body.clientHeight") <= 1
    chosen = body.locator("[data-tag]").first
    cut = "tag => [...tag.querySelectorAll('*')].some(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1)"
    assert not chosen.evaluate(cut)
    assert frame["x"] >= 0 and frame["x"] + frame["width"] <= size[0]
