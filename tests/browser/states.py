"""What a reader meets beyond a page's first look: its other views, an open form, an answer, a dead link, no table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from dashboard.words import Words
from tests.browser.screen import PATHS, SETTLED_WITHIN, Screen

ARTICLE = """双城口岸年度数字
2026-01-20 来源：测试日报
2025年，重庆江北国际机场旅客吞吐量达到4937万人次，同比增长1.4%。
2022年，川渝重大项目完成投资1800亿元，年度投资完成率为120%。到2027年，重庆中欧班列力争开行6000列以上，另有新增企业500余家。
"""
SQL = "SELECT topic, count(*) AS n FROM indicator GROUP BY ALL ORDER BY n DESC"
ASKED = f"query?sql={quote(SQL)}"
Act = Callable[[Screen, Words], None]


class State(NamedTuple):
    """A picture's page and address, what is done there, and the table it is shown on (tables.TABLES)."""

    path: str
    act: Act = lambda screen, words: None
    table: str = "clean"

    @property
    def page(self) -> str:
        return self.path.split("?")[0] or "overview"


def heard(screen: Screen) -> None:
    """Wait until the script has heard of what was done, and is through."""
    screen.page.wait_for_timeout(400)
    screen.settle()


def press(key: str, screen: Screen, words: Words) -> None:
    """Press the button of this key."""
    screen.main.locator(f".st-key-{key} button").first.click()
    heard(screen)


def unfold(nth: int, screen: Screen, words: Words) -> None:
    """Open an expander of the page."""
    screen.main.locator("summary").nth(nth).click()
    heard(screen)


def point(screen: Screen, words: Words) -> None:
    """Press the chart's first mark; its points lie under the layer that takes the mouse."""
    mark = screen.main.locator(".js-plotly-plot .scatterlayer .points path.point").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    screen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.main.locator(".sc-fact").first.wait_for(timeout=SETTLED_WITHIN)
    screen.settle()


def forward(shown: Callable[[], int], screen: Screen, words: Words) -> None:
    """Go on in the queue to a figure for which something is shown: the first is a conflict."""
    for _ in range(10):
        if shown():
            return
        press("review_forward", screen, words)
    raise AssertionError("the queue holds no such figure")


def in_its_document(screen: Screen, words: Words) -> None:
    """Go from a figure that waits for review to its place in the document."""
    link = screen.main.get_by_role("link", name=words("action.open_document"))
    forward(link.count, screen, words)
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
    heard(screen)


def correct(screen: Screen, words: Words) -> None:
    """Open the form that corrects a figure."""
    sign(screen, words)
    forward(screen.main.locator(".st-key-review_correct button").count, screen, words)
    press("review_correct", screen, words)


def miscorrect(screen: Screen, words: Words) -> None:
    """Send that form with a time that is none, and without a reason."""
    correct(screen, words)
    field = screen.main.get_by_role("textbox", name=words("correct.period"), exact=True)
    field.fill("2024-13")
    field.press("Tab")
    screen.settle()
    screen.main.get_by_role("button", name=words("correct.save")).click()
    heard(screen)


def extend(tab: str, screen: Screen, words: Words) -> None:
    """Open the forms that add to the catalogue, and send one that is empty."""
    sign(screen, words)
    folded = screen.main.locator(".st-key-extend summary")
    forward(folded.count, screen, words)
    folded.click()
    heard(screen)  # while it unfolds, a button moves away under the mouse
    screen.main.get_by_role("tab", name=words(f"extend.{tab}")).click()
    screen.main.locator(f"[class*=st-key-add_{tab}_] button").click()
    screen.main.locator("[class*=st-key-fault_]").first.wait_for(timeout=SETTLED_WITHIN)
    screen.settle()


def decided(screen: Screen, words: Words) -> None:
    """Set a figure aside, and open the list of decisions."""
    sign(screen, words)
    forward(screen.main.locator(".st-key-review_context button").count, screen, words)
    press("review_context", screen, words)
    unfold(-1, screen, words)


def settle(screen: Screen, words: Words, why: str = "2024") -> None:
    """Prefer one of two figures that cannot both hold; without a reason the form says that it lacks one."""
    sign(screen, words)
    screen.main.get_by_test_id("stRadio").locator("label").last.click()  # the first is the question
    screen.settle()
    screen.main.get_by_role("textbox", name=words("conflicts.why")).fill(why)
    screen.main.get_by_role("button", name=words("conflicts.prefer")).click()
    heard(screen)


def keep(screen: Screen, words: Words) -> None:
    """Save a query without a title."""
    screen.main.get_by_role("button", name=words("query.save")).click()
    screen.page.locator(".st-key-save_query button").click()  # what unfolds stands beside the page
    heard(screen)


def upload(screen: Screen, words: Words) -> None:
    """Upload an article that has no date, and give a link that is none."""
    file = {"name": "port.txt", "mimeType": "text/plain", "buffer": ARTICLE.replace("2026-01-20 ", "").encode()}
    screen.page.locator("input[type=file]").set_input_files(file)
    screen.main.get_by_role("button", name=words("add.save")).wait_for(timeout=SETTLED_WITHIN)
    field = screen.main.get_by_label(words.label("add_field", "url"))
    field.fill("ftp://news.example/a")
    field.press("Enter")
    heard(screen)


def refused(screen: Screen, words: Words) -> None:
    """Upload a file that is no text."""
    file = {"name": "scan.txt", "mimeType": "text/plain", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(100)}
    screen.page.locator("input[type=file]").set_input_files(file)
    screen.main.get_by_test_id("stAlert").first.wait_for(timeout=SETTLED_WITHIN)
    screen.settle()


def added(screen: Screen, words: Words) -> None:
    """Save an article."""
    preview(screen, words)
    screen.main.get_by_role("button", name=words("add.save")).click()
    screen.main.locator(".st-key-add_refresh").wait_for(timeout=SETTLED_WITHIN)
    screen.settle()


def earlier(screen: Screen, words: Words) -> None:
    """Look at the table of before."""
    box = screen.main.get_by_test_id("stSelectbox").filter(has_text=words("filter.vintage"))
    box.get_by_role("combobox").click()
    screen.page.get_by_role("option").last.click()
    screen.main.get_by_role("button", name=words("vintage.back")).wait_for(timeout=SETTLED_WITHIN)
    screen.settle()


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
    "indicators-areas": State("indicators?view=areas", table="several"),
    "indicators-table": State("indicators?view=table"),
    "indicators-sources": State("indicators?view=sources"),
    "indicators-point": State("indicators?indicator=airport_passengers", point),
    "indicators-figures": State("indicators?indicator=airport_passengers", partial(unfold, 0)),
    "indicators-alone": State("indicators?indicator=corridor_logistics_cost"),
    "indicators-earlier": State("indicators", earlier, "grown"),
    "indicators-lost": State("indicators?vintage=nothing"),
    "indicators-gone": State("indicators?indicator=nothing"),
    "explore-indicators": State("explore?view=indicators"),
    "explore-areas": State("explore?view=areas"),
    "explore-milestones": State("explore?view=milestones"),
    "explore-search": State("explore?q=jichang&claim=reported", partial(press, "more_filters")),
    "explore-nothing": State("explore?q=nothing+at+all"),
    "explore-cite": State("explore?view=milestones", partial(press, "explore_cite")),
    "add-preview": State("add", preview),
    "add-saved": State("add", added),
    "add-upload": State("add?how=upload"),
    "add-uploaded": State("add?how=upload", upload),
    "add-refused": State("add?how=upload", refused),
    "evidence-review": State("review", in_its_document, "waiting"),
    "evidence-about": State("evidence", partial(unfold, 0)),
    "evidence-gone": State("evidence?document=nothing"),
    "review-waiting": State("review", table="waiting"),
    "review-correct": State("review", correct, "waiting"),
    "review-miscorrect": State("review", miscorrect, "waiting"),
    "review-alias": State("review", partial(extend, "alias"), "waiting"),
    "review-indicator": State("review", partial(extend, "indicator"), "waiting"),
    "review-unit": State("review", partial(extend, "unit"), "waiting"),
    "review-decided": State("review", decided, "waiting"),
    "conflicts-open": State("conflicts", table="waiting"),
    "conflicts-settled": State("conflicts", settle, "waiting"),
    "conflicts-unreasoned": State("conflicts", partial(settle, why=""), "waiting"),
    "runs-waiting": State("runs", table="waiting"),
    "vintages-two": State("vintages", table="grown"),
    "query-saved": State("query?saved=growth-reported"),
    "query-table": State(ASKED),
    "query-chart": State(f"{ASKED}&view=chart"),
    "query-wrong": State("query?sql=SELECT+nothing+FROM+observation"),
    "query-keep": State(ASKED, keep),
    "downloads-made": State("downloads?claims=target&form=sdmx-csv&until=2025", partial(press, "prepare")),
    "downloads-nothing": State("downloads?measures=rank&claims=target", partial(press, "prepare")),
    "downloads-years": State("downloads?since=2025&until=2022"),
    "downloads-columns": State("downloads", partial(press, "columns_observation")),
    "downloads-addresses": State("downloads", partial(unfold, -1)),
    "runs-grown": State("runs", table="grown"),
}
