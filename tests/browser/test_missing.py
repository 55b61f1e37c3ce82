"""A link to what is no longer there, opened in a browser; and what is new, from the figure to its sentence."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from dashboard.ui_missing import told
from dashboard.words import Words
from tests.browser.conftest import PHONE, Open
from tests.browser.server import Site

ZH, EN = Words("zh"), Words("en")


def test_a_dead_link_says_so_until_something_else_is_picked(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "evidence?document=gone", size=PHONE)
    line = screen.main.get_by_text(told([("document", "gone")], ZH))
    expect(line).to_be_visible()
    assert screen.overflow() == 0
    screen.main.locator("mark.accepted").nth(2).click()  # another control: the document is still another one
    screen.settle()
    expect(line).to_be_visible()
    screen.main.get_by_role("combobox").first.click()
    screen.page.get_by_role("option").nth(1).click()
    screen.settle()
    expect(line).to_have_count(0)


@pytest.mark.parametrize("path", ["indicators?area=gone", "explore?view=areas&series=gone"])
def test_a_dead_link_of_a_part_that_runs_alone_says_so_as_long(path: str, site: Site, open_screen: Open) -> None:
    screen = open_screen(site, path)
    (asked,) = parse_qsl(path.split("?")[1])[-1:]
    line = screen.main.get_by_text(told([asked], ZH))
    expect(line).to_be_visible()
    screen.main.locator("summary").first.click()  # the figures of the chart: what was asked for is still not there
    expect(screen.main.locator(".sc-charted").first).to_be_visible()
    screen.settle()
    expect(line).to_be_visible()
    box = screen.main.get_by_role("combobox").nth(1 if path.startswith("indicators") else -1)
    box.click()
    screen.page.get_by_role("option").nth(1).click()
    screen.settle()
    expect(line).to_have_count(0)
    assert "gone" not in screen.page.url


@pytest.mark.parametrize("path", ["nosuchpage", "targets/nothing"])
def test_an_address_without_a_page_says_so_and_leads_home(path: str, site: Site, open_screen: Open) -> None:
    screen = open_screen(site, f"{path}?lang=en", size=PHONE)
    line = screen.main.get_by_text(EN("empty.no_page", address=f"/{path}"))
    expect(line).to_be_visible()
    assert screen.title() == EN("overview.title") and screen.overflow() == 0
    screen.main.get_by_role("link", name=EN("overview.title"), exact=True).click()
    screen.page.wait_for_url("**/?lang=en")
    screen.settle()
    expect(line).to_have_count(0)
    assert screen.title() == EN("overview.title")


def test_what_is_new_leads_to_its_sentence(site: Site, open_screen: Open) -> None:
    screen = open_screen(site)
    figure = screen.main.locator(".sc-two a.sc-aim").first
    told = figure.inner_text()
    figure.click()
    screen.page.wait_for_url("**/evidence?*")
    screen.settle()
    expect(screen.main.locator(".sc-figure").first).to_have_text(told)


def test_the_figures_of_a_chart_are_a_table_when_asked_for(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "indicators?indicator=corridor_volume")
    expect(screen.main.locator(".sc-charted")).to_have_count(0)
    toggle = screen.main.locator("summary", has_text=ZH("chart.as_table", n=2))
    toggle.focus()
    screen.page.keyboard.press("Enter")
    rows = screen.main.locator(".sc-charted tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first.get_by_role("link")).to_be_visible()
