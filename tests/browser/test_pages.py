"""Each page on its own: opened first on a server that has just started, on a telephone, in the dark, in English."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.words import Words
from tests.browser.conftest import PHONE, WIDE, Open
from tests.browser.screen import PATHS
from tests.browser.server import Site
from tests.browser.states import STATES
from tests.browser.tables import TABLES

ZH, EN = Words("zh"), Words("en")
NAMES = {path: path or "overview" for path in PATHS}


@pytest.mark.parametrize("path", PATHS)
def test_a_deep_link_works_on_a_fresh_server(path: str, fresh_site: Site, open_screen: Open) -> None:
    screen = open_screen(fresh_site, path)
    assert screen.title() == ZH(f"{NAMES[path]}.title")
    expect(screen.page).to_have_title(f"{ZH(f'{NAMES[path]}.title')} · {ZH('app.name')}")
    expect(screen.sidebar.get_by_test_id("stSidebarNavLink")).to_have_count(len(PATHS))
    expect(screen.sidebar.get_by_role("button", name=ZH("refresh.button"))).to_be_enabled()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_its_window(path: str, size: tuple[int, int], site: Site, open_screen: Open) -> None:
    screen = open_screen(site, path, size=size)
    for words in (ZH, EN):
        screen.open(f"{path}?lang={words.language}")
        assert screen.title() == words(f"{NAMES[path]}.title")
        assert screen.overflow() == 0
        assert screen.cut() == []


def test_what_cannot_be_read_whole_is_found(site: Site, open_screen: Open) -> None:
    """The check itself: a text behind an edge, one to be scrolled to sideways, two upon each other, and no fault."""
    screen = open_screen(site)
    screen.main.locator("h1").evaluate("""title => title.insertAdjacentHTML("afterend",
        '<p style="width:60px;overflow:hidden;white-space:nowrap">behind the edge of its box</p>' +
        '<p style="width:60px;overflow-x:auto;white-space:nowrap">scrolled to from its box</p>' +
        '<p style="height:20px">below</p><p style="margin-top:-30px">upon</p>' +
        '<div style="height:40px;overflow-y:auto">one<br>two<br>three</div>')""")
    found = "\n".join(screen.cut())
    assert all(word in found for word in ("behind", "scrolled", "below × upon"))
    assert not any(word in found for word in ("one", "two", "three"))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_follows_the_system_into_the_dark(path: str, site: Site, open_screen: Open) -> None:
    assert open_screen(site, path).background() > 0.9
    dark = open_screen(site, path, dark=True)
    assert dark.title() == ZH(f"{NAMES[path]}.title")
    assert dark.background() < 0.2


def test_the_sidebar_leads_to_each_page(site: Site, open_screen: Open) -> None:
    screen = open_screen(site)
    for path in PATHS[1:]:
        screen.sidebar.get_by_role("link", name=ZH(f"{NAMES[path]}.title")).click()
        expect(screen.main.locator("h1").first).to_have_text(ZH(f"{NAMES[path]}.title"))
        screen.settle()


@pytest.mark.parametrize("path", ["indicators", "explore"])
def test_a_choice_sends_the_frame_no_second_time(path: str, site: Site, open_screen: Open) -> None:
    screen = open_screen(site)
    received: list[bytes] = []
    screen.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(bytes(frame))))
    screen.page.goto(f"{site.url}/{path}")
    screen.settle()
    button = ZH("refresh.button").encode()  # in the sidebar
    assert any(button in message for message in received)
    received.clear()
    screen.main.get_by_role("radio").last.click()
    screen.settle()
    assert "view=" in screen.page.url
    assert not any(button in message for message in received)


def test_the_language_changes_and_stays(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "targets")
    screen.sidebar.get_by_role("radio", name=EN("language.en")).click()
    expect(screen.main.locator("h1").first).to_have_text(EN("targets.title"))
    screen.settle()
    assert "lang=en" in screen.page.url
    expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    screen.sidebar.get_by_role("link", name=EN("runs.title")).click()
    expect(screen.main.locator("h1").first).to_have_text(EN("runs.title"))


def test_the_page_names_its_language(site: Site, open_screen: Open) -> None:
    expect(open_screen(site).page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_an_address_says_the_language(site: Site, open_screen: Open) -> None:
    assert open_screen(site, "targets?lang=en").title() == EN("targets.title")


def test_every_page_is_among_the_pictures() -> None:
    assert {state.page for state in STATES.values()} >= set(NAMES.values())
    assert {state.table for state in STATES.values()} == set(TABLES)


def test_topics_stand_in_one_order_in_both_languages(site: Site, open_screen: Open) -> None:
    orders = []
    for words in (ZH, EN):
        codes = {name: code for code, name in words.group("topic").items()}
        groups = open_screen(site, f"targets?lang={words.language}").main.locator(".sc-group")
        orders.append([codes[name] for name in groups.all_inner_texts()])
    assert orders[0] == orders[1] and len(orders[0]) > 2
