"""The review queue as a person uses it: with the keyboard, several at once, back again, and after the refresh."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.words import Words
from tests.browser.conftest import PHONE, Open
from tests.browser.screen import SETTLED_WITHIN, Screen
from tests.browser.server import Site, refresh, serve
from tests.browser.test_language import english
from tests.decision_fixture import TEXTS
from tests.test_review_page import WAITING

ZH = Words("zh")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Site]:
    """An app on a table with five figures that wait."""
    raw, curated = tmp_path / "raw", tmp_path / "curated"
    raw.mkdir()
    for name, text in {**TEXTS, "w.md": WAITING}.items():
        (raw / name).write_text(text, encoding="utf-8")
    refresh(raw, curated)
    with serve(raw, curated, tmp_path / "app.log") as site:
        yield site


def sign(screen: Screen, name: str = "甲") -> None:
    field = screen.main.get_by_label(ZH("decide.who"))
    field.fill(name)
    field.press("Enter")
    screen.main.locator("h1").first.click()  # out of the field: the keys decide now
    screen.settle()


def press(screen: Screen, key: str) -> None:
    screen.page.keyboard.press(key)
    screen.settle()


def items(screen: Screen) -> list[str]:
    """The figures on screen, in order; those of conflicts are cards of their own."""
    return [str(text) for text in screen.main.locator(".sc-item > blockquote mark").all_inner_texts()]


def current(screen: Screen) -> str:
    return str(screen.main.locator('.sc-item[aria-current="true"] mark').first.inner_text())


def rows(site: Site) -> dict[str, str]:
    """quote -> review_status of the curated observations that a person has decided on."""
    with open(site.curated / "observations.csv", encoding="utf-8", newline="") as stream:
        return {row["quote"]: row["review_status"] for row in csv.DictReader(stream) if row["review_status"] != "auto"}


def test_a_morning_at_the_queue(desk: Site, open_screen: Open) -> None:
    screen = open_screen(desk, "review")
    assert items(screen)[0] == "300列" and len(items(screen)) == 5
    sign(screen)
    # The most valuable is a conflict: 5600 or 5000 trains. J and K pass by it; one is preferred by a reason.
    assert current(screen) == "5600列"
    press(screen, "j")
    assert current(screen) == "300列"
    press(screen, "k")
    screen.main.get_by_test_id("stRadio").get_by_text("5,000").click()
    screen.main.get_by_role("textbox", name=ZH("conflicts.why")).fill("年报以此为准")
    screen.main.get_by_role("button", name=ZH("conflicts.prefer")).click()
    expect(screen.main.get_by_text(ZH("decide.waiting", n=1))).to_be_visible(timeout=SETTLED_WITHIN)
    screen.settle()
    assert current(screen) == "300列" and screen.main.locator(".sc-rivals").count() == 0
    screen.main.locator("h1").first.click()
    # What is typed into a field is no command.
    why = screen.main.get_by_label(ZH("review.why"))
    why.click()
    why.press_sequentially("axs")
    screen.main.locator("h1").first.click()
    screen.settle()
    assert len(items(screen)) == 5 and why.input_value() == "axs"
    # A accepts the first, J goes on.
    press(screen, "a")
    expect(screen.main.get_by_text(ZH("decide.waiting", n=2))).to_be_visible()
    assert "300列" not in items(screen)
    while current(screen) != "400只":
        press(screen, "j")
    # E opens the form; the kites are trains from now on.
    press(screen, "e")
    screen.main.get_by_label(ZH("review.why")).fill("风筝即班列")
    choose(screen, ZH("correct.indicator_id"), "中欧班列开行量")
    choose(screen, ZH("correct.unit"), "列")
    screen.main.get_by_role("button", name=ZH("correct.save")).click()
    expect(screen.main.get_by_text(ZH("decide.waiting", n=3))).to_be_visible(timeout=SETTLED_WITHIN)
    screen.settle()
    # Two at once are no figures; U takes the last back.
    for quote in ("12场", "30朵"):
        while current(screen) != quote:
            press(screen, "k" if items(screen).index(current(screen)) > items(screen).index(quote) else "j")
        press(screen, "s")
    expect(screen.main.get_by_text(ZH("review.chosen", n=2))).to_be_visible()
    screen.main.locator("h1").first.click()
    press(screen, "x")
    assert items(screen) == ["*900棵*".strip("*")]
    press(screen, "u")
    assert len(items(screen)) == 2
    expect(screen.main.get_by_text(ZH("decide.waiting", n=4))).to_be_visible()
    # The refresh brings them into the table.
    screen.main.get_by_role("button", name=ZH("decide.apply")).click()
    expect(screen.sidebar.get_by_test_id("stAlert")).to_be_visible(timeout=SETTLED_WITHIN)
    screen.settle()
    expect(screen.main.get_by_text(ZH("decide.waiting", n=4))).to_have_count(0)
    assert rows(desk) == {"300列": "accepted", "400只": "corrected"}
    assert len(items(screen)) == 2
    # What was made trains of contradicts those two: a new doubt about the preferred figure.
    rivals = screen.main.locator(".sc-item .sc-rivals mark")
    assert sorted(rivals.all_inner_texts()) == ["400只", "5000列", "5600列"]
    expect(screen.main.locator('.sc-item .sc-fact[data-preferred="true"] mark')).to_have_text("5000列")


def choose(screen: Screen, label: str, option: str) -> None:
    box = screen.main.get_by_test_id("stSelectbox").filter(has_text=label).get_by_role("combobox")
    box.click()
    box.fill(option)
    screen.page.get_by_role("option").filter(has_text=option).first.click()


def test_the_forms_speak_the_readers_language(desk: Site, open_screen: Open) -> None:
    screen = open_screen(desk, "review")
    sign(screen)
    press(screen, "j")
    press(screen, "e")
    expect(screen.main.get_by_role("button", name=f"{ZH('correct.period')}的说明", exact=True)).to_be_visible()
    screen.main.locator(".st-key-extend summary").click()
    screen.settle()
    screen.main.get_by_role("tab", name=ZH("extend.indicator")).click()
    expect(screen.main.get_by_role("button", name=f"{ZH('extend.triggers')}的说明", exact=True)).to_be_visible()
    assert english(screen) == set()


def test_on_a_telephone_the_queue_fits_and_decides(desk: Site, open_screen: Open) -> None:
    screen = open_screen(desk, "review", size=PHONE)
    assert screen.overflow() == 0
    sign(screen)
    here = screen.main.locator(".sc-here")  # the list stands below: the card at hand is with the buttons
    expect(here.locator("mark")).to_have_text(["5600列", "5000列"])
    on = screen.main.get_by_role("button", name=ZH("review.forward"))
    on.click()
    expect(here.locator("mark")).to_have_text(["300列"])
    screen.settle()
    expect(here).to_be_in_viewport()
    screen.main.get_by_role("button", name=ZH("review.context")).click()
    expect(screen.main.get_by_text(ZH("decide.waiting", n=1))).to_be_visible(timeout=SETTLED_WITHIN)
    screen.settle()
    assert len(items(screen)) == 4 and screen.overflow() == 0
    expect(here).to_be_in_viewport()  # the next one


def test_two_people_at_once_are_told_of_each_other(desk: Site, open_screen: Open) -> None:
    first, second = open_screen(desk, "review"), open_screen(desk, "review")
    for screen, name in ((first, "甲"), (second, "乙")):
        sign(screen, name)
        press(screen, "j")
    press(first, "x")
    press(second, "x")
    expect(second.main.get_by_test_id("stAlert")).to_contain_text("甲")
    with open(desk.curated.parent / "review" / "decisions.csv", encoding="utf-8") as stream:
        assert [row["decided_by"] for row in csv.DictReader(stream)] == ["甲"]
