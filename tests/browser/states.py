"""What a reader meets beyond a page's first look: its other views, an open form, an answer, a dead link, no table."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from dashboard.words import Words
from tests.browser.screen import PATHS, SETTLED_WITHIN, Screen
from tests.browser.server import ROOT, refresh
from tests.decision_fixture import TEXTS
from tests.test_review_page import WAITING

ARTICLE = """双城口岸年度数字
2026-01-20 来源：测试日报
2025年，重庆江北国际机场旅客吞吐量达到4937万人次，同比增长1.4%。
2022年，川渝重大项目完成投资1800亿元，年度投资完成率为120%。到2027年，重庆中欧班列力争开行6000列以上，另有新增企业500余家。
"""
SQL = "SELECT topic, count(*) AS n FROM indicator GROUP BY ALL ORDER BY n DESC"
ASKED = f"query?sql={quote(SQL)}"
Act = Callable[[Screen, Words], None]


class State(NamedTuple):
    """A picture's page and address, what is done there, and the table it is shown on (TABLES)."""

    path: str
    act: Act = lambda screen, words: None
    table: str = "clean"

    @property
    def page(self) -> str:
        return self.path.split("?")[0] or "overview"


def clean(raw: Path, curated: Path) -> None:
    """The documents, the saved queries and the table of a clean clone."""
    shutil.copytree(ROOT / "data" / "raw", raw)
    shutil.copytree(ROOT / "data" / "queries", raw.parent / "queries")
    refresh(raw, curated)


def grown(raw: Path, curated: Path) -> None:
    """A table that has an earlier vintage, without the newest document."""
    clean(raw, curated)
    late = max(raw.glob("*.md"))
    late.rename(raw.parent / late.name)
    refresh(raw, curated)
    (raw.parent / late.name).rename(late)
    refresh(raw, curated)


def waiting(raw: Path, curated: Path) -> None:
    """Documents with figures that wait for a person, and with two that cannot both hold."""
    shutil.copytree(ROOT / "data" / "raw", raw)
    for name, text in {**TEXTS, "w.md": WAITING}.items():
        (raw / name).write_text(text, encoding="utf-8")
    refresh(raw, curated)


def none(raw: Path, curated: Path) -> None:
    """Documents, and no table yet."""
    shutil.copytree(ROOT / "data" / "raw", raw)
    curated.mkdir()


def bare(raw: Path, curated: Path) -> None:
    """A table without a figure."""
    raw.mkdir()
    refresh(raw, curated)


TABLES = {"clean": clean, "grown": grown, "waiting": waiting, "none": none, "bare": bare}


def press(key: str, screen: Screen, words: Words) -> None:
    """Press the button of this key."""
    screen.main.locator(f".st-key-{key} button").first.click()
    screen.page.wait_for_timeout(400)  # until the script has heard of it
    screen.settle()


def unfold(nth: int, screen: Screen, words: Words) -> None:
    """Open an expander of the page."""
    screen.main.locator("summary").nth(nth).click()
    screen.page.wait_for_timeout(400)
    screen.settle()


def point(screen: Screen, words: Words) -> None:
    """Press the chart's first mark; its points lie under the layer that takes the mouse."""
    mark = screen.main.locator(".js-plotly-plot .scatterlayer .points path.point").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    screen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.main.locator(".sc-fact").first.wait_for(timeout=SETTLED_WITHIN)
    screen.settle()


def in_its_document(screen: Screen, words: Words) -> None:
    """Go from a figure that waits for review to its place in the document."""
    while not (link := screen.main.get_by_role("link", name=words("action.open_document"))).count():
        press("review_forward", screen, words)  # the first is a conflict
    link.first.click()
    screen.page.wait_for_url("**/evidence?*")
    screen.settle()


def preview(screen: Screen, words: Words) -> None:
    """Paste an article and look at what it would bring."""
    screen.main.locator("textarea").fill(ARTICLE)
    screen.main.get_by_role("button", name=words("add.read")).click()
    screen.main.get_by_role("button", name=words("add.save")).wait_for(timeout=SETTLED_WITHIN)
    screen.settle()


def sign(screen: Screen, words: Words) -> None:
    """Enter a name, without which nothing is decided."""
    field = screen.main.get_by_label(words("decide.who"))
    field.fill("Lin")
    field.press("Enter")
    screen.page.wait_for_timeout(400)
    screen.settle()


def correct(screen: Screen, words: Words) -> None:
    """Open the form that corrects a figure."""
    sign(screen, words)
    while not screen.main.locator(".st-key-review_correct button").count():
        press("review_forward", screen, words)
    press("review_correct", screen, words)


def decided(screen: Screen, words: Words) -> None:
    """Set a figure aside, and open the list of decisions."""
    sign(screen, words)
    while not screen.main.locator(".st-key-review_context button").count():
        press("review_forward", screen, words)
    press("review_context", screen, words)
    unfold(-1, screen, words)


def menu(screen: Screen, words: Words) -> None:
    """The sidebar, which a telephone shows when it is asked for."""
    if button := screen.page.get_by_test_id("stExpandSidebarButton").all():
        button[0].click()
        screen.page.wait_for_timeout(600)


STATES = {path or "overview": State(path) for path in PATHS} | {
    "overview-menu": State("", menu),
    "overview-gone": State("nowhere"),
    "overview-none": State("", table="none"),
    "overview-bare": State("", table="bare"),
    "overview-grown": State("", table="grown"),
    "targets-deadline": State("targets?group=deadline"),
    "targets-nothing": State("targets?status=behind&topic=people"),
    "indicators-table": State("indicators?view=table"),
    "indicators-sources": State("indicators?view=sources"),
    "indicators-point": State("indicators?indicator=airport_passengers", point),
    "indicators-figures": State("indicators?indicator=airport_passengers", partial(unfold, 0)),
    "indicators-gone": State("indicators?indicator=nothing"),
    "explore-indicators": State("explore?view=indicators"),
    "explore-areas": State("explore?view=areas"),
    "explore-milestones": State("explore?view=milestones"),
    "explore-search": State("explore?q=jichang&claim=reported", partial(press, "more_filters")),
    "explore-nothing": State("explore?q=nothing+at+all"),
    "explore-cite": State("explore?view=milestones", partial(press, "explore_cite")),
    "add-preview": State("add", preview),
    "add-upload": State("add?how=upload"),
    "evidence-review": State("review", in_its_document, "waiting"),
    "evidence-about": State("evidence", partial(unfold, 0)),
    "evidence-gone": State("evidence?document=nothing"),
    "review-waiting": State("review", table="waiting"),
    "review-correct": State("review", correct, "waiting"),
    "review-decided": State("review", decided, "waiting"),
    "conflicts-open": State("conflicts", table="waiting"),
    "runs-waiting": State("runs", table="waiting"),
    "vintages-two": State("vintages", table="grown"),
    "query-saved": State("query?saved=growth-reported"),
    "query-table": State(ASKED),
    "query-chart": State(f"{ASKED}&view=chart"),
    "query-wrong": State("query?sql=SELECT+nothing+FROM+observation"),
    "downloads-made": State("downloads?claims=reported", partial(press, "prepare")),
    "downloads-columns": State("downloads", partial(press, "columns_observation")),
    "downloads-addresses": State("downloads", partial(unfold, -1)),
    "runs-grown": State("runs", table="grown"),
}
