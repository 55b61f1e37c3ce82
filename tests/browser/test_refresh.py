"""Refresh in the sidebar: a new document's figures appear without a restart, and a fault leaves the table standing."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from dashboard.words import Words
from tests.browser.conftest import Open
from tests.browser.screen import SETTLED_WITHIN, Screen
from tests.browser.server import Site

ZH = Words("zh")
NEW = """---
title: 测试公报
publisher: 测试
published_on: 2026-02-01
kind: article
---
2025年，重庆江北国际机场旅客吞吐量达到4937万人次。
"""


def press_refresh(screen: Screen) -> None:
    button = screen.sidebar.get_by_role("button", name=ZH("refresh.button"))
    button.click()
    expect(screen.sidebar.get_by_test_id("stProgress")).to_be_visible(timeout=SETTLED_WITHIN)
    expect(screen.sidebar.get_by_test_id("stProgress")).to_have_count(0, timeout=SETTLED_WITHIN)
    screen.settle()


def test_a_new_document_appears_without_a_restart(fresh_site: Site, open_screen: Open) -> None:
    screen = open_screen(fresh_site)
    before = int(re.findall(r"\d+", screen.sidebar.locator(".sc-side small").inner_text())[0])
    (fresh_site.raw / "new.md").write_text(NEW, encoding="utf-8")

    press_refresh(screen)

    expect(screen.sidebar.get_by_test_id("stAlert")).to_contain_text(re.compile(r"\d"))
    expect(screen.sidebar.locator(".sc-side small")).to_contain_text(str(before + 1))
    screen.open("evidence?document=new")
    expect(screen.main.locator("mark", has_text="4937万人次")).to_be_visible()


def test_a_document_that_cannot_be_read_is_named_and_the_others_stay(fresh_site: Site, open_screen: Open) -> None:
    screen = open_screen(fresh_site)
    documents = screen.sidebar.locator(".sc-side small").inner_text()
    (fresh_site.raw / "hollow.txt").write_bytes(b"")

    press_refresh(screen)

    screen.sidebar.get_by_text(ZH("refresh.refused", n=1)).click()
    expect(screen.sidebar.get_by_text("hollow.txt")).to_be_visible()
    expect(screen.sidebar.locator(".sc-side small")).to_have_text(documents)
