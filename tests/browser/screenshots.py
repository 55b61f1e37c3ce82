"""Shoots every page, light and dark, wide and on a telephone, in both languages, to be looked at.

`python -m tests.browser.screenshots FOLDER [PAGE...]` writes FOLDER/PAGE-LANGUAGE-SCHEME-WIDTH.png and prints the name,
and how far the page overflows its window where it does. The table is built from data/raw in a folder of its own.
The pictures of the two READMEs are FOLDER/readme-en.png and FOLDER/readme-zh.png: what a first screen shows.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.screen import PATHS, Screen
from tests.browser.server import ROOT, refresh, serve

SIZES = {"1440": (1440, 960), "390": (390, 844)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def shoot(browser: Browser, url: str, folder: Path, wanted: set[str]) -> Iterator[str]:
    """Take all pictures; gives a line for each."""
    for path, language, scheme, (width, size) in product(PATHS, ("zh", "en"), SCHEMES, SIZES.items()):
        if wanted and (path or "overview") not in wanted:
            continue
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        screen = Screen(context.new_page(), url)
        screen.open(f"{path}?lang={language}")
        if (path, scheme, width) == ("", "light", "1440"):
            screen.page.screenshot(path=folder / f"readme-{language}.png")
        screen.grow()
        name = f"{path or 'overview'}-{language}-{scheme}-{width}.png"
        screen.page.screenshot(path=folder / name)
        overflow = screen.overflow()
        yield name + (f": {overflow} px too wide" if overflow else "")
        context.close()


def main(folder: Path, wanted: set[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        curated = Path(scratch) / "curated"
        refresh(ROOT / "data" / "raw", curated)
        with serve(ROOT / "data" / "raw", curated, Path(scratch) / "app.log") as site:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
            for line in shoot(browser, site.url, folder, wanted):
                print(line, flush=True)
            browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), set(sys.argv[2:]))
