"""Forms as a person meets them: a fault at its field, nothing lost with the language, a question before a reload."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, expect

from dashboard.words import Words
from pipelines.catalogue import load_catalogue
from tests.browser.conftest import PHONE, WIDE, Open
from tests.browser.screen import SETTLED_WITHIN, Screen
from tests.browser.server import Site, refresh, serve
from tests.browser.test_review import choose, press, sign
from tests.decision_fixture import TEXTS

ZH, EN = Words("zh"), Words("en")
ARTICLE = "2025年，重庆江北国际机场旅客吞吐量达到4938万人次。"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Site]:
    """An app on a table with one figure that waits, and a conflict."""
    raw, curated = tmp_path / "raw", tmp_path / "curated"
    raw.mkdir()
    for name, text in TEXTS.items():
        (raw / name).write_text(text, encoding="utf-8")
    refresh(raw, curated)
    with serve(raw, curated, tmp_path / "app.log") as site:
        yield site


def switch(screen: Screen, words: Words) -> None:
    """Choose a language in the sidebar, which a telephone shows after a press."""
    size = screen.page.viewport_size
    narrow = size is not None and size["width"] < 500
    if narrow:
        screen.page.get_by_test_id("stExpandSidebarButton").click()
    screen.sidebar.get_by_role("radio", name=words(f"language.{words.language}")).click()
    screen.settle()
    if narrow:
        screen.sidebar.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        screen.page.wait_for_timeout(500)  # it slides out


def chosen(screen: Screen, label: str) -> str:
    box = screen.main.get_by_test_id("stSelectbox").filter(has_text=label).get_by_role("combobox").first
    return str(box.input_value())


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_correction_keeps_what_was_chosen_and_says_at_the_field_what_is_wrong(
    size: tuple[int, int], desk: Site, open_screen: Open
) -> None:
    screen = open_screen(desk, "review?reason=no_indicator", size=size)
    sign(screen)
    press(screen, "e")
    choose(screen, ZH("correct.claim"), ZH.label("claim", "target"))
    choose(screen, ZH("correct.indicator_id"), "中欧班列开行量")
    period = screen.main.get_by_label(ZH("correct.period"), exact=True)
    period.fill("明年")  # and then, without a word, the other language
    switch(screen, EN)
    assert chosen(screen, EN("correct.claim")) == EN.label("claim", "target")
    assert chosen(screen, EN("correct.indicator_id")) == "China–Europe freight train runs"
    period = screen.main.get_by_label(EN("correct.period"), exact=True)
    expect(period).to_have_value("明年")
    screen.main.get_by_role("button", name=EN("correct.save")).click()
    told = screen.main.get_by_text(no_time(EN))
    expect(told).to_be_visible(timeout=SETTLED_WITHIN)
    screen.settle()
    field, fault = period.bounding_box(), told.bounding_box()
    assert field and fault and 0 < fault["y"] - field["y"] < 120 and abs(fault["x"] - field["x"]) < 80
    expect(screen.main.get_by_text(EN("message.reason_missing"))).to_be_visible()
    assert not (desk.curated.parent / "review" / "decisions.csv").exists() and screen.overflow() == 0
    switch(screen, ZH)
    expect(screen.main.get_by_text(no_time(ZH))).to_be_visible()


def no_time(words: Words) -> str:
    return words("message.period_text", found="明年").replace("-", "\u2011")  # a date is not torn


def test_a_conflicts_choice_and_reason_stay_with_the_language(desk: Site, open_screen: Open) -> None:
    screen = open_screen(desk, "conflicts")
    screen.main.get_by_test_id("stRadio").locator("label").filter(has_text="2025年1月").click()
    screen.main.get_by_label(ZH("conflicts.why")).fill("年终公报")
    switch(screen, EN)
    expect(screen.main.get_by_role("radio", checked=True)).to_have_count(1)
    expect(screen.main.get_by_label(EN("conflicts.why"))).to_have_value("年终公报")


def test_fields_of_an_article_stay_with_the_language_and_a_reload_asks_first(
    fresh_site: Site, open_screen: Open
) -> None:
    screen = open_screen(fresh_site, "add")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    screen.page.on("dialog", leave)
    screen.main.locator("textarea").fill(ARTICLE)
    screen.main.get_by_role("button", name=ZH("add.read")).click()
    expect(screen.main.get_by_role("button", name=ZH("add.save"))).to_be_enabled(timeout=SETTLED_WITHIN)
    choose(screen, ZH.label("add_field", "kind"), ZH.label("kind", "digest"))
    screen.settle()
    screen.main.get_by_label(ZH.label("add_field", "title")).fill("口岸一年")
    switch(screen, EN)
    assert chosen(screen, EN.label("add_field", "kind")) == EN.label("kind", "digest")
    expect(screen.main.get_by_label(EN.label("add_field", "title"))).to_have_value("口岸一年")
    screen.page.reload()
    assert asked == ["beforeunload"]
    screen.settle()
    expect(screen.main.locator("textarea")).to_have_value("")
    screen.page.reload()
    assert asked == ["beforeunload"]  # there is nothing to lose
    screen.settle()


def test_a_file_over_the_limit_is_told_in_the_language_on_screen(site: Site, open_screen: Open, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    screen = open_screen(site, "add?how=upload")
    screen.page.locator("input[type=file]").set_input_files(large)
    expect(screen.main.get_by_text(ZH("streamlit.too_large", size="64.0MB"))).to_be_visible(timeout=SETTLED_WITHIN)


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_the_choices_of_the_panel_are_read_whole(words: Words, desk: Site, open_screen: Open) -> None:
    """Those chosen, in the narrow column beside the figures; and in a list that is open a name goes on below."""
    screen = open_screen(desk, f"review?reason=no_indicator&lang={words.language}", size=(1300, 900))
    screen.main.get_by_label(words("decide.who")).fill("甲")
    screen.main.locator("h1").first.click()
    screen.settle()
    press(screen, "e")
    screen.main.get_by_text(words("extend.title")).click()
    screen.main.get_by_role("tab", name=words("extend.indicator")).click()
    boxes = screen.main.locator(".st-key-correct_form, .st-key-extend").get_by_test_id("stSelectbox")
    expect(boxes).to_have_count(
        7 + 6
    )  # all of the correction, and those of an alias, an indicator and a unit word to add
    for size in ((1300, 900), WIDE, PHONE):
        screen.page.set_viewport_size({"width": size[0], "height": size[1]})
        screen.page.wait_for_timeout(300)
        cut = boxes.locator("input:visible").evaluate_all(
            "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.value)"
        )
        assert cut == [] and screen.overflow() == 0, size
    long = max((i.name_zh if words is ZH else i.name_en for i in load_catalogue().indicators.values()), key=len)
    box = boxes.first.get_by_role("combobox")
    box.click()
    box.fill(long)
    option = screen.page.get_by_role("option").filter(has_text=long).locator("[data-item-hl]")
    assert option.evaluate("e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight")
