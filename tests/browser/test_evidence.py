"""From a number to its sentence: a click on a chart's point, a card's number, a marked quantity."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE, Open
from tests.browser.screen import Screen
from tests.browser.server import Site, refresh, serve

# The place of an element is in sight of the box it scrolls in and of the window.
IN_SIGHT = """mark => {
    const at = mark.getBoundingClientRect(), box = mark.closest(".passage").getBoundingClientRect();
    return at.top >= box.top && at.bottom <= box.bottom && at.top >= 0 && at.bottom <= innerHeight;
}"""


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An app on one document of many screens: three windows of text, a figure in each tenth paragraph."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "raw").mkdir()
    paragraphs = [
        f"2024年，重庆市江北机场旅客吞吐量为{3000 + n}万人次。" if n % 10 == 0 else f"第{n}段只为把版面撑开。" * 4
        for n in range(900)
    ]
    head = "---\ntitle: 长文\npublisher: 测试日报\npublished_on: 2025-01-01\nkind: article\n---\n\n"
    (folder / "raw" / "long.md").write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    refresh(folder / "raw", folder / "curated")
    with serve(folder / "raw", folder / "curated", folder / "app.log") as running:
        yield running


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "telephone"])
@pytest.mark.parametrize("which", ["first", "middle", "last"])
def test_a_link_scrolls_a_long_document_to_its_sentence(
    which: str, size: tuple[int, int], long_site: Site, open_screen: Open
) -> None:
    with (long_site.curated / "observations.csv").open(encoding="utf-8", newline="") as stream:
        found = sorted(csv.DictReader(stream), key=lambda row: int(row["span_start"]))
    row = found[{"first": 0, "middle": len(found) // 2, "last": -1}[which]]
    screen = open_screen(long_site, f"evidence?document=long&at={row['span_start']}", size=size)
    chosen = screen.main.locator("mark[aria-current]")
    expect(chosen).to_have_text(row["quote"])
    assert chosen.evaluate(IN_SIGHT)


def test_the_text_stays_where_it_is_when_a_quantity_in_sight_is_pressed(long_site: Site, open_screen: Open) -> None:
    screen = open_screen(long_site, "evidence?document=long")
    passage = screen.main.locator(".passage")
    mark = screen.main.locator("mark.accepted").nth(3)
    mark.scroll_into_view_if_needed()
    before = passage.evaluate("box => box.scrollTop")
    at = mark.get_attribute("data-at")
    mark.focus()
    screen.page.keyboard.press("Enter")
    chosen = screen.main.locator("mark[aria-current]")
    expect(chosen).to_have_attribute("data-at", at or "")
    screen.settle()
    assert passage.evaluate("box => box.scrollTop") == before > 0
    assert chosen.evaluate("mark => mark === mark.getRootNode().activeElement")  # the keyboard goes on from here


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "telephone"])
def test_a_text_whose_first_quantity_is_in_sight_opens_at_its_top(
    size: tuple[int, int], site: Site, open_screen: Open
) -> None:
    screen = open_screen(site, "evidence", size=size)
    chosen = screen.main.locator("mark[aria-current]")
    assert chosen.evaluate(IN_SIGHT)
    assert screen.main.locator(".passage").evaluate("box => box.scrollTop") == 0


def test_a_picture_shows_all_of_a_page_that_grows_with_its_window(long_site: Site, open_screen: Open) -> None:
    screen = open_screen(long_site, "evidence?document=long", size=PHONE)
    screen.main.evaluate("box => box.scrollTo(0, 99)")
    screen.grow()
    assert screen.main.evaluate("box => [box.scrollTop, box.scrollHeight - box.clientHeight]") == [0, 0]


def test_headings_of_a_digest_show_no_signs(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "evidence")
    heading = screen.main.locator(".heading").first
    expect(heading).to_be_visible()
    assert "#" not in heading.inner_text()


def click_a_point(screen: Screen) -> None:
    """A chart's points lie under the layer that takes the mouse: press where the first one is drawn."""
    point = screen.main.locator(".js-plotly-plot .scatterlayer .points path.point").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    screen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_point_leads_to_its_sentence(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "indicators?indicator=airport_passengers")
    click_a_point(screen)
    sentence = screen.main.locator(".sc-fact mark").first
    expect(sentence).to_be_in_viewport()
    quote = sentence.inner_text()
    screen.settle()

    screen.main.locator('a[href*="evidence"]').first.click()

    chosen = screen.main.locator("mark[aria-current]")
    expect(chosen).to_be_visible()
    assert "".join(chosen.inner_text().split()) == quote
    expect(chosen).to_be_in_viewport()


def test_a_headline_leads_to_its_sentence(site: Site, open_screen: Open) -> None:
    screen = open_screen(site)
    number = screen.main.locator("a.sc-number").first
    asked = parse_qs(urlsplit(number.get_attribute("href") or "").query)
    number.click()
    chosen = screen.main.locator("mark[aria-current]")
    expect(chosen).to_have_attribute("data-at", asked["at"][0])


def test_a_marked_quantity_shows_its_facts(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "evidence")
    mark = screen.main.locator("mark.accepted").nth(2)
    at = mark.get_attribute("data-at")
    mark.click()
    expect(screen.main.locator("mark[aria-current]")).to_have_attribute("data-at", at or "")
    screen.settle()
    assert f"at={at}" in screen.page.url
