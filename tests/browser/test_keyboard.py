"""By keyboard alone: each stop is seen, and a person gets from a page to a sentence without a pointer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dashboard.words import Words
from tests.browser.conftest import Open
from tests.browser.screen import PATHS, Screen
from tests.browser.server import Site

ZH = Words("zh")
# What holds the focus, in the shadow trees of components too: its text or name, and whether a ring shows it.
FOCUS = """() => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const ringed = (element) => {
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    };
    const field = at.closest("[data-testid$=Input], .stSelectbox, .stMultiSelect");
    return {
        name: (at.ariaLabel || at.innerText || at.value || "").trim(), tag: at.tagName,
        seen: at.tagName === "BODY" || ringed(at) || (field && [field, ...field.querySelectorAll("*")].some(ringed)),
    };
}"""


def tab_to(screen: Screen, name: str, most: int = 120) -> None:
    """Press Tab until what is called so holds the focus."""
    for _ in range(most):
        screen.page.keyboard.press("Tab")
        at = screen.page.evaluate(FOCUS)
        if at["tag"] not in ("BODY", "MAIN") and name in at["name"]:
            return
    raise AssertionError(f"Tab does not reach {name!r}")


@pytest.mark.parametrize("path", PATHS)
def test_each_stop_of_tab_is_seen(path: str, site: Site, open_screen: Open) -> None:
    screen = open_screen(site, path)
    stops = []
    for _ in range(45):
        screen.page.keyboard.press("Tab")
        stop = screen.page.evaluate(FOCUS)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    assert len(stops) > 15
    unseen = [(stop["tag"], stop["name"][:60]) for stop in stops if not stop["seen"]]
    assert not unseen


def test_from_an_indicator_to_its_sentence(site: Site, open_screen: Open) -> None:
    screen = open_screen(site)
    keys = screen.page.keyboard
    tab_to(screen, ZH("indicators.title"))
    keys.press("Enter")
    expect(screen.main.locator("h1").first).to_have_text(ZH("indicators.title"))
    screen.settle()
    tab_to(screen, ZH("filter.indicator"))
    keys.type("机场旅客")
    keys.press("Enter")
    expect(screen.page).to_have_url(re.compile("indicator=airport_passengers"))
    screen.settle()
    tab_to(screen, "（表）")
    keys.press("Enter")
    expect(screen.main.locator(".sc-charted").first).to_be_visible()  # made when it is asked for
    screen.settle()
    keys.press("Tab")  # the table, which scrolls
    keys.press("Tab")
    figure = screen.page.evaluate(FOCUS)["name"]
    keys.press("Enter")
    chosen = screen.main.locator("mark[aria-current]")
    expect(chosen).to_be_visible()
    assert "".join(ch for ch in chosen.inner_text() if ch.isdigit()) in figure.replace(".", "").replace(",", "")


def test_a_quantity_is_opened_by_enter_and_by_space(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "evidence")
    marks = screen.main.locator("mark.accepted")
    for number, key in ((2, "Enter"), (4, "Space")):
        before = marks.nth(number - 1)
        before.focus()
        screen.page.keyboard.press("Tab")
        at = screen.page.evaluate("""() => { let e = document.activeElement;
            while (e.shadowRoot) e = e.shadowRoot.activeElement; return e.dataset.at; }""")
        screen.page.keyboard.press(key)
        expect(screen.main.locator("mark[aria-current]")).to_have_attribute("data-at", at)
        screen.settle()


def test_help_is_dismissed_once_and_for_all(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "targets")
    help_line = screen.main.locator(".sc-hint")
    expect(help_line).to_have_text(ZH("targets.hint") + " " + ZH("action.got_it"))
    tab_to(screen, ZH("action.got_it"))
    screen.page.keyboard.press("Enter")
    expect(help_line).to_be_hidden()
    assert "sc_hint_targets" in screen.page.evaluate("document.cookie")
    tab_to(screen, ZH("runs.title"))
    screen.page.keyboard.press("Enter")
    expect(help_line).to_have_text(ZH("runs.hint") + " " + ZH("action.got_it"))
    screen.page.go_back()
    screen.settle()
    expect(help_line).to_be_hidden()  # the server learns of the cookie with the next session
    screen.open("targets")  # a new session of the same browser
    expect(help_line).to_have_count(0)
    screen.open("runs")
    expect(help_line).to_have_text(ZH("runs.hint") + " " + ZH("action.got_it"))
