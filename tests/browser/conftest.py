"""A built table, running apps and browser tabs for the tests in this folder; all of them are marked `browser`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.screen import SETTLED_WITHIN, Screen
from tests.browser.server import ROOT, Site, refresh, serve

HERE = Path(__file__).parent
WIDE, PHONE = (1440, 900), (390, 844)
Open = Callable[..., Screen]
expect.set_options(timeout=SETTLED_WITHIN)  # a slow machine is not a fault


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The repository's documents and the table built from them, in a folder of their own; not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "data" / "raw", folder / "raw")
    refresh(folder / "raw", folder / "curated")
    return folder / "raw", folder / "curated"


@pytest.fixture(scope="session")
def site(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One running app for the tests that only look."""
    with serve(*built, tmp_path_factory.mktemp("site") / "app.log") as running:
        yield running


@pytest.fixture
def fresh_site(built: tuple[Path, Path], tmp_path: Path) -> Iterator[Site]:
    """An app that has just started, on folders that the test may change."""
    raw, curated = (shutil.copytree(folder, tmp_path / folder.name) for folder in built)
    with serve(raw, curated, tmp_path / "app.log") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    assert path, "no Chromium or Chrome was found: install one, or name one in CHROME"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_screen(browser: Browser) -> Iterator[Open]:
    """Opens tabs; at the end each must have stayed on this machine and without an error on its console."""
    screens: list[Screen] = []
    with ExitStack() as stack:

        def open_tab(site: Site, path: str = "", *, size: tuple[int, int] = WIDE, dark: bool = False) -> Screen:
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme="dark" if dark else "light",
                locale="zh-CN",
                accept_downloads=True,
            )
            stack.callback(context.close)
            screens.append(Screen(context.new_page(), site.url))
            screens[-1].open(path)
            return screens[-1]

        yield open_tab
        for screen in screens:
            screen.assert_clean()
