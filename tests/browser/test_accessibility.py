"""Each page held against axe-core, in both languages and both themes: no violation, whatever its weight."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dashboard.words import LANGUAGES, Words
from tests.browser.conftest import PHONE, Open
from tests.browser.screen import PATHS, Screen
from tests.browser.server import Site
from tests.browser.test_review import desk  # noqa: F401 - a fixture

ZH = Words("zh")
# What is Streamlit's own: (rule of axe, what the element lies in, why). Nothing that a page of ours draws.
STREAMLITS = (
    ("list", "[data-testid='stSidebarNavItems']", "groups of the navigation are divs inside its ul"),
    ("listitem", "[data-testid='stSidebarNavItems']", "and so its li have a div for a parent"),
)


def violations(screen: Screen) -> list[str]:
    """Rule, element and what is wrong with it, for all that axe finds on the screen."""
    screen.page.wait_for_timeout(200)  # colours fade in
    found: list[dict[str, Any]] = Axe().run(screen.page).response["violations"]
    return [
        f"{screen.page.url}: {rule['id']} ({rule['impact']}): {node['html'][:200]}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
        if not streamlits(screen, rule["id"], node["target"])
    ]


def streamlits(screen: Screen, rule: str, target: list[Any]) -> bool:
    inside = "(element, [selector]) => element.closest(selector) !== null"
    return any(
        rule == named and screen.page.locator(str(target[0])).first.evaluate(inside, [selector])
        for named, selector, _ in STREAMLITS
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_no_violation(path: str, dark: bool, site: Site, open_screen: Open) -> None:
    screen = open_screen(site, f"{path}?lang=zh", dark=dark)
    found = violations(screen)
    for language in LANGUAGES[1:]:
        screen.open(f"{path}?lang={language}")
        found += violations(screen)
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_on_a_telephone_has_no_violation(path: str, site: Site, open_screen: Open) -> None:
    found = violations(open_screen(site, path, size=PHONE))
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_opens_on_a_page_has_no_violation(dark: bool, site: Site, open_screen: Open) -> None:
    """Behind toggles, after a press, in an error."""
    screen = open_screen(site, "indicators?indicator=airport_passengers", dark=dark)
    screen.main.get_by_text(ZH("chart.as_table", n=1)).click()
    expect(screen.main.locator(".sc-charted table")).to_be_visible()
    screen.settle()
    found = violations(screen)
    screen.open("query?sql=DELETE")
    expect(screen.main.get_by_test_id("stAlert")).to_be_visible()
    screen.main.get_by_test_id("stExpander").first.click()
    expect(screen.main.locator(".sc-dictionary")).to_be_visible()
    screen.settle()
    found += violations(screen)
    screen.open("downloads")
    screen.main.get_by_role("button", name=ZH("downloads.columns")).first.click()
    expect(screen.page.locator(".sc-dictionary")).to_be_visible()
    screen.main.get_by_text(ZH("downloads.part")).click()
    expect(screen.main.locator(".st-key-areas_choices")).to_be_visible()
    screen.settle()
    found += violations(screen)
    screen.open("add")
    screen.main.get_by_role("textbox", name="文章全文").fill("2024年，重庆江北国际机场旅客吞吐量达到4867万人次。")
    screen.main.get_by_role("button", name=ZH("add.read")).click()
    expect(screen.main.get_by_role("button", name=ZH("add.save"))).to_be_visible(timeout=30_000)
    screen.settle()
    found += violations(screen)
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_review_desk_has_no_violation(dark: bool, desk: Site, open_screen: Open) -> None:  # noqa: F811
    screen = open_screen(desk, "review", dark=dark)
    found = violations(screen)
    screen.open("evidence")
    found += violations(screen)
    assert not found, "\n\n".join(found)


def test_axe_finds_what_is_wrong(site: Site, open_screen: Open) -> None:
    """The check itself: a picture without a text, and a text too faint, are found."""
    screen = open_screen(site)
    screen.main.locator("h1").evaluate("""title => title.insertAdjacentHTML("afterend",
        '<img src="data:,"><p style="color:#999;background:#fff">faint</p>')""")
    found = violations(screen)
    assert len(found) == 2 and "image-alt" in "".join(found) and "color-contrast" in "".join(found)
