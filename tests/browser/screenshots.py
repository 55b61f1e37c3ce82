"""Shoots each page in each state of tests/browser/states.py, light and dark, wide and narrow, in both languages.

`python -m tests.browser.screenshots FOLDER [NAME...]` writes FOLDER/NAME-LANGUAGE-SCHEME-WIDTH.png and prints the name,
how far the page overflows its window where it does, and each text that cannot be read whole.
NAME is a page's, for all its states, or a state's.
The tables are built in folders of their own: that of a clean clone from data/raw, and the others that a state asks for.
The pictures of the two READMEs are FOLDER/readme-en.png and FOLDER/readme-zh.png: what a first screen shows.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from dashboard.words import Words
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.screen import Screen
from tests.browser.server import serve
from tests.browser.states import STATES, State
from tests.browser.tables import TABLES

SIZES = {"1440": (1440, 960), "390": (390, 844)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def wanted(names: set[str]) -> dict[str, State]:
    """The states of these names and of the pages of these names; all of them where none is named."""
    return {name: state for name, state in STATES.items() if not names or {name, state.page} & names}


def files(site: Path) -> set[Path]:
    """The documents, decisions and queries of a site."""
    return {path for name in ("raw", "review", "queries") for path in (site / name).rglob("*") if path.is_file()}


def shoot(browser: Browser, url: str, site: Path, folder: Path, states: Mapping[str, State]) -> Iterator[str]:
    """Take all pictures of one site; gives a line for each. What is saved for one is gone before the next."""
    kept = files(site)
    for (state, at), language, scheme, (width, size) in product(states.items(), ("zh", "en"), SCHEMES, SIZES.items()):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        screen = Screen(context.new_page(), url)
        screen.open(f"{at.path}{'&' if '?' in at.path else '?'}lang={language}")
        if (state, scheme, width) == ("overview", "light", "1440"):
            screen.page.screenshot(path=folder / f"readme-{language}.png")
        at.act(screen, Words(language))
        screen.grow()
        name = f"{state}-{language}-{scheme}-{width}.png"
        screen.page.screenshot(path=folder / name)
        overflow, cut = screen.overflow(), screen.cut()
        yield "\n    ".join([name + (f": {overflow} px too wide" if overflow else ""), *cut])
        context.close()
        for made in files(site) - kept:
            made.unlink()


def main(folder: Path, names: set[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    states = wanted(names)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        for table, build in TABLES.items():
            here = {name: state for name, state in states.items() if state.table == table}
            if not here:
                continue
            site = Path(scratch) / table
            site.mkdir()
            build(site / "raw", site / "curated")
            with serve(site / "raw", site / "curated", site / "app.log") as running:
                for line in shoot(browser, running.url, site, folder, here):
                    print(line, flush=True)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), set(sys.argv[2:]))
