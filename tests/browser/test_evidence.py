"""From a number to its sentence: a click on a chart's point, a card's number, a marked quantity."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.screen import Screen
from tests.browser.server import Site


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
    expect(sentence).to_be_visible()
    quote = sentence.inner_text()
    screen.settle()

    screen.main.locator('a[href*="evidence"]').first.click()

    chosen = screen.main.locator("mark[aria-current]")
    expect(chosen).to_be_visible()
    assert "".join(chosen.inner_text().split()) == quote
    assert chosen.evaluate("mark => mark.getBoundingClientRect().top < innerHeight")


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
