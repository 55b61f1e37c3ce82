"""Settling what cannot both hold, comparing two vintages, and looking at an earlier table: what a person sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.words import Words
from tests.browser.conftest import Open
from tests.browser.screen import SETTLED_WITHIN, Screen
from tests.browser.server import Site, serve
from tests.decision_fixture import TEXTS, Desk

ZH = Words("zh")
WHY = "年报以此为准"


@pytest.fixture
def desk_site(desk: Desk, tmp_path: Path) -> Iterator[Site]:
    """An app on a table with one conflict: 5000 or 5600 trains."""
    with serve(desk.raw, desk.curated, tmp_path / "app.log") as running:
        yield running


def refresh(screen: Screen) -> None:
    screen.sidebar.get_by_role("button", name=ZH("refresh.button")).click()
    expect(screen.sidebar.get_by_test_id("stAlert")).to_be_visible(timeout=SETTLED_WITHIN)
    screen.settle()


def undo(screen: Screen) -> None:
    screen.main.locator("[class*=st-key-conflict_undo_]").get_by_role("button").click()
    screen.settle()


def test_a_conflict_is_settled_by_a_reason_used_by_progress_and_opened_again(
    desk: Desk, desk_site: Site, open_screen: Open
) -> None:
    screen = open_screen(desk_site, "conflicts")
    cards = screen.main.locator(".sc-rivals .sc-fact")
    expect(cards).to_have_count(2)
    expect(cards.locator("mark")).to_have_text(["5600列", "5000列"])
    prefer = screen.main.get_by_role("button", name=ZH("conflicts.prefer"))
    expect(prefer).to_be_disabled()
    expect(screen.main.get_by_text(ZH("review.name_first"))).to_be_visible()
    name = screen.main.get_by_role("textbox", name=ZH("decide.who"))
    before = cards.first.bounding_box()
    name.fill("甲")
    name.press("Tab")
    screen.settle()
    assert cards.first.bounding_box() == before  # the script that keeps the name takes no room
    expect(prefer).to_be_disabled()
    expect(screen.main.get_by_text(ZH("conflicts.needs_which"))).to_be_visible()
    screen.main.get_by_test_id("stRadio").get_by_text("5,000").click()
    prefer.click()
    expect(screen.main.get_by_text(ZH("message.reason_missing"))).to_be_visible(timeout=SETTLED_WITHIN)
    assert not desk.log.exists()
    screen.main.get_by_role("textbox", name=ZH("conflicts.why")).fill(WHY)
    prefer.click()
    expect(screen.main.locator(".sc-verdict")).to_contain_text(ZH("conflict_state.waiting"))
    expect(screen.main.locator('.sc-fact[data-preferred="true"] mark')).to_have_text("5000列")
    tops = [number.bounding_box() for number in cards.locator(".sc-figure").all()]
    assert len({box["y"] for box in tops if box}) == 1  # the word beside the one pushes it not down
    hint = screen.main.locator(".st-key-undo_last kbd")
    expect(hint).to_have_text("U")
    size = screen.page.viewport_size
    assert size
    screen.page.set_viewport_size({"width": 390, "height": 844})
    expect(hint).to_be_hidden()  # no letter to press on a telephone
    screen.page.set_viewport_size(size)
    expect(prefer).to_have_count(0)

    refresh(screen)
    expect(screen.main.locator(".sc-verdict")).to_contain_text(f"{WHY}甲", timeout=SETTLED_WITHIN)
    expect(screen.main.locator(".sc-verdict")).to_contain_text(ZH("conflict_state.applied"), timeout=SETTLED_WITHIN)
    assert desk.ask("SELECT DISTINCT report_value FROM progress WHERE report_value IS NOT NULL") == [(5000,)]

    undo(screen)
    expect(screen.main.locator(".sc-verdict")).to_contain_text(ZH("conflict_state.taken_back"))
    refresh(screen)
    expect(screen.main.locator(".sc-verdict")).to_have_count(0, timeout=SETTLED_WITHIN)
    expect(prefer).to_be_visible()
    assert desk.ask("SELECT count(*) FROM conflict WHERE decision_id IS NULL") == [(1,)]


def test_vintages_are_compared_down_to_the_sentence_and_an_earlier_chart_is_linked(
    desk: Desk, desk_site: Site, open_screen: Open
) -> None:
    screen = open_screen(desk_site, "vintages")
    expect(screen.main.get_by_text(ZH("vintages.only_one"))).to_be_visible()
    (desk.raw / "a.md").write_text(TEXTS["a.md"].replace("5000列", "5200列"), encoding="utf-8")
    (desk.raw / "b.md").unlink()
    refresh(screen)

    changes = screen.main.locator(".sc-change")
    expect(changes).to_have_count(2, timeout=SETTLED_WITHIN)
    revised = screen.main.locator('.sc-change[data-kind="revised"]')
    expect(revised.locator("mark")).to_have_text(["5000列", "5200列"])
    screen.main.get_by_role("radio", name=re.compile(ZH("kind_of_difference.gone"))).click()
    screen.settle()
    expect(changes).to_have_count(1)
    with screen.page.expect_download() as waiting:
        screen.main.locator(".st-key-differences_csv button").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2 and lines[1].startswith("gone,")
    other = open_screen(desk_site, screen.page.url.split("/")[-1])  # a permalink, in a browser of its own
    expect(other.main.locator(".sc-change")).to_have_count(1)

    other.main.locator('.sc-change[data-kind="gone"] a').click()  # the old sentence, which only the old table has
    expect(other.main.get_by_text("5600列").first).to_be_visible(timeout=SETTLED_WITHIN)
    expect(other.main.get_by_role("button", name=ZH("vintage.back"))).to_be_visible()

    before = re.search("before=([0-9a-f]+)", screen.page.url)
    assert before
    link = f"indicators?indicator=china_europe_trains&view=chart&vintage={before[1]}"
    earlier = open_screen(desk_site, link)
    expect(earlier.main.get_by_test_id("stAlert")).to_contain_text(before[1])
    points = earlier.main.locator(".js-plotly-plot .scatterlayer .point")
    expect(points).to_have_count(3)
    earlier.main.get_by_role("button", name=ZH("vintage.back")).click()
    expect(points).to_have_count(2, timeout=SETTLED_WITHIN)
    assert "vintage=" not in earlier.page.url
