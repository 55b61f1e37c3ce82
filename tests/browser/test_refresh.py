"""Refresh in the sidebar: a new document's figures appear without a restart, and a fault leaves the table standing."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from dashboard.words import Words
from tests.browser.conftest import Open
from tests.browser.screen import SETTLED_WITHIN, Screen
from tests.browser.server import Site, refresh

ZH = Words("zh")
NEW = """---
title: 测试公报
publisher: 测试
published_on: 2026-02-01
kind: article
---
2025年，重庆江北国际机场旅客吞吐量达到4937万人次。
"""


BULK = 400  # documents without a figure: enough work to be seen while it lasts


def add_documents(raw: Path) -> None:
    (raw / "new.md").write_text(NEW, encoding="utf-8")
    for number in range(BULK):
        text = f"---\ntitle: 通知\npublished_on: 2026-02-01\n---\n没有数字的通知，编号 {number:03}。\n"
        (raw / f"bulk_{number:03}.md").write_text(text, encoding="utf-8")


def press_refresh(screen: Screen) -> None:
    screen.sidebar.get_by_role("button", name=ZH("refresh.button")).click()


def wait_until_done(screen: Screen) -> None:
    expect(screen.sidebar.get_by_test_id("stAlert")).to_be_visible(timeout=SETTLED_WITHIN)
    expect(screen.sidebar.get_by_test_id("stProgress")).to_have_count(0)
    screen.settle()


def documents_shown(screen: Screen) -> int:
    """The number of documents that the sidebar tells the table rests on."""
    return int(re.findall(r"\d+", screen.sidebar.locator(".sc-side small").inner_text())[0])


def test_a_new_document_appears_without_a_restart(fresh_site: Site, open_screen: Open) -> None:
    screen = open_screen(fresh_site)
    before = documents_shown(screen)
    add_documents(fresh_site.raw)

    press_refresh(screen)

    progress = screen.sidebar.get_by_test_id("stProgress")
    expect(progress).to_contain_text(re.compile(rf"\d+ / {before + 1 + BULK}\b"), timeout=SETTLED_WITHIN)
    expect(screen.sidebar.get_by_role("button", name=ZH("refresh.button"))).to_be_disabled()
    wait_until_done(screen)
    assert documents_shown(screen) == before + 1 + BULK
    screen.open("evidence?document=new")
    expect(screen.main.locator("mark.accepted", has_text="4937万人次")).to_be_visible()


def test_a_choice_after_a_refresh_elsewhere_shows_the_new_table_all_over(fresh_site: Site, open_screen: Open) -> None:
    screen = open_screen(fresh_site, "indicators")
    before = documents_shown(screen)
    (fresh_site.raw / "new.md").write_text(NEW, encoding="utf-8")
    refresh(fresh_site.raw, fresh_site.curated)
    assert documents_shown(screen) == before
    screen.main.get_by_role("radio", name=ZH("indicators.table")).click()
    screen.settle()
    assert documents_shown(screen) == before + 1
    expect(screen.main.get_by_test_id("stDataFrame")).to_be_visible()


def test_a_refresh_goes_on_when_its_tab_is_closed(fresh_site: Site, open_screen: Open) -> None:
    add_documents(fresh_site.raw)
    state, pointer = (fresh_site.curated / name for name in ("refresh.json", "current.json"))
    before = pointer.read_bytes()
    state.unlink()
    screen = open_screen(fresh_site)
    press_refresh(screen)
    wait_for(state.exists)
    screen.page.close()
    assert pointer.read_bytes() == before, "the refresh was done before its tab was closed"

    wait_for(lambda: pointer.read_bytes() != before)
    assert documents_shown(open_screen(fresh_site)) > BULK


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SETTLED_WITHIN / 1000
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.05)


def test_a_document_that_cannot_be_read_is_named_and_the_others_stay(fresh_site: Site, open_screen: Open) -> None:
    screen = open_screen(fresh_site)
    before = documents_shown(screen)
    (fresh_site.raw / "hollow.txt").write_bytes(b"")

    press_refresh(screen)
    wait_until_done(screen)

    screen.sidebar.get_by_text(ZH("refresh.refused", n=1)).click()
    expect(screen.sidebar.get_by_text("hollow.txt")).to_be_visible()
    assert documents_shown(screen) == before


def test_the_button_of_an_empty_table_is_followed_on_pages_with_parts(fresh_site: Site, open_screen: Open) -> None:
    held = {path: path.read_bytes() for path in fresh_site.raw.iterdir()}
    for path in held:
        path.unlink()
    refresh(fresh_site.raw, fresh_site.curated)
    screen = open_screen(fresh_site, "explore")
    for path, content in held.items():
        path.write_bytes(content)
    screen.main.get_by_role("button", name=ZH("refresh.button")).click()
    wait_until_done(screen)
    assert documents_shown(screen) == len(held)
    expect(screen.main.get_by_test_id("stDataFrame")).to_be_visible()
