"""How long the dashboard's pages take in a browser, against a bare Streamlit app whose pages hold one chart each.

    python -m benchmarks.pages [--rounds N] [--observations N]

A switch lasts from the press in the sidebar until the new page stands still; filtering, from the choice until the
chart is the new one. Both apps run on this machine, in turns, and the median of the rounds counts. The table is the one
of data/raw; with --observations it is filled up with made-up ones to that number. Exit status 1 above LIMIT times
the bare app's time.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter

import duckdb
from playwright.sync_api import Page, sync_playwright

from pipelines.store import ORDER
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.server import ROOT, refresh, serve

LIMIT = 1.3
INDICATOR = "indicators?indicator=major_projects_investment"
BARE = """
import plotly.graph_objects as go
import streamlit as st

def show(name):
    st.title(name)
    power = st.selectbox("power", range(1, 9))
    figure = go.Figure(go.Scatter(x=list(range(20)), y=[n**power for n in range(20)]))
    st.plotly_chart(figure.update_layout(title=f"to the power of {power}"), on_select="rerun", key="chart")

pages = {name: (lambda name=name: show(name)) for name in ("first", "second")}
st.navigation([st.Page(draw, title=name, url_path=name) for name, draw in pages.items()]).run()
"""
STILL = """([asked, before]) => {
    const app = document.querySelector('[data-testid="stApp"]'), title = document.querySelector('.gtitle');
    return app.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-testid="stSkeleton"]')
        && document.querySelector('[data-testid="stMain"] h1')?.textContent.trim() === asked
        && (before === null || (title && title.textContent !== before));
}"""


def wait(page: Page, heading: str, before: str | None = None) -> None:
    """Until the page of this heading stands still and, with `before`, its chart has another title."""
    page.wait_for_function(STILL, arg=[heading, before], timeout=60_000, polling="raf")


def switch(page: Page, number: int) -> tuple[str, float]:
    """The heading of a page of the sidebar, and the seconds to switch to it."""
    link = page.get_by_test_id("stSidebarNavLink").nth(number)
    heading = link.inner_text().split("\n")[-1].strip()
    start = perf_counter()
    link.click()
    wait(page, heading)
    return heading, perf_counter() - start


def choose(page: Page, heading: str, turn: int) -> float:
    """Seconds from choosing another entry of the page's list, or another unit, until the chart has changed."""
    before = page.locator(".gtitle").first.text_content()
    units = page.locator(".st-key-unit_choice").get_by_role("radio")
    if units.count():
        button = units.nth((turn + 1) % 2)
        start = perf_counter()
        button.click()
    else:
        box = page.get_by_role("combobox").last
        box.click()
        box.press("ArrowDown" if turn % 2 == 0 else "ArrowUp")
        start = perf_counter()
        box.press("Enter")
    wait(page, heading, before)
    return perf_counter() - start


def measure(bare: Page, own: Page, rounds: int) -> Iterator[tuple[str, float, float]]:
    """(what, seconds of the bare app, seconds of this app); the first round is for warming up."""
    other = cycle((1, 0))  # the bare app changes its page each time, however many pages this app has
    for turn in range(rounds + 1):
        for number in range(own.get_by_test_id("stSidebarNavLink").count()):
            _, plain = switch(bare, next(other))
            heading, seconds = switch(own, number)
            if turn:
                yield heading, plain, seconds


def measure_filter(bare: Page, own: Page, rounds: int) -> Iterator[tuple[str, float, float]]:
    """The same for filtering, on the pages that are open."""
    headings = [page.locator("h1").first.inner_text().strip() for page in (bare, own)]
    for turn in range(rounds + 1):
        plain, seconds = (choose(page, heading, turn) for page, heading in zip((bare, own), headings, strict=True))
        if turn:
            yield "filtering", plain, seconds


def fill(curated: Path, observations: int) -> None:
    """Repeat the table's observations up to this number, each with a year, a value and a quote of its own.

    They stand in the order in which the store keeps them, which is what a question to a large table rests on.
    """
    database = curated / json.loads((curated / "current.json").read_text(encoding="utf-8"))["database"]
    with duckdb.connect(str(database)) as con:
        (there,) = con.execute("SELECT count(*) FROM observation").fetchone() or (0,)
        con.execute(
            f"""INSERT INTO observation SELECT o.* REPLACE ('made-up ' || n || o.obs_id AS obs_id,
                n || o.quote AS quote,
                o.value * (1 + n % 97) / 50 AS value, NULL AS low, NULL AS high, 'exact' AS bound,
                o.time_start - to_years((n % 20)::INTEGER) AS time_start,
                o.time_end - to_years((n % 20)::INTEGER) AS time_end)
            FROM observation o, range($turns) t(n) WHERE o.value IS NOT NULL
            ORDER BY {ORDER["observation"]} LIMIT $more""",
            {"turns": observations // there + 2, "more": max(observations - there, 0)},
        )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--observations", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        raw, curated, bare = ROOT / "data" / "raw", Path(scratch) / "curated", Path(scratch) / "bare.py"
        refresh(raw, curated)
        fill(curated, options.observations)
        bare.write_text(BARE, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        pages = [browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB") for _ in range(2)]
        with (
            serve(raw, curated, Path(scratch) / "bare.log", script=bare) as plain,
            serve(raw, curated, Path(scratch) / "app.log") as own,
        ):
            taken = []
            for paths, measured in ((("", ""), measure), (("second", INDICATOR), measure_filter)):
                for page, site, path in zip(pages, (plain, own), paths, strict=True):
                    page.goto(f"{site.url}/{path}")
                    page.locator(".gtitle, .sc-card").first.wait_for(timeout=60_000)
                taken += list(measured(*pages, options.rounds))
        browser.close()
    over = False
    for name in dict.fromkeys(name for name, *_ in taken):
        plain_seconds, seconds = (median(row[i] for row in taken if row[0] == name) for i in (1, 2))
        over = over or seconds > LIMIT * plain_seconds
        print(f"{name:<12} {seconds:.3f} s  bare {plain_seconds:.3f} s  ratio {seconds / plain_seconds:.2f}")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
