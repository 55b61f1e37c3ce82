"""What a reader of Chinese sees: no English but names, codes and what is marked as English."""

from __future__ import annotations

import re

import pytest

from dashboard.words import Words
from tests.browser.conftest import Open
from tests.browser.screen import PATHS, Screen
from tests.browser.server import Site

ZH = Words("zh")

# Visible texts and spoken names of the page, of components' shadow trees too. Code, what says that it is English
# (documents' own notes), icons (a font draws them from words) and what a person typed are no texts of ours.
TEXTS = """() => {
    const said = [], SKIPPED = "script, style, noscript, code, pre, textarea, [lang=en], [data-testid=stIconMaterial]";
    const walk = (root) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
            node.nodeType === 1 && node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.nodeType === 3) said.push(["text", node.data.trim()]);
            else {
                for (const name of ["aria-label", "title", "placeholder", "alt"])
                    said.push(["name", (node.getAttribute(name) || "").trim()]);
                if (node.shadowRoot) walk(node.shadowRoot);
            }
        }
    };
    walk(document.body);
    return said.filter(([, text]) => text);
}"""
SENTENCE = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){2,}")  # three words in a row
WORD = re.compile(r"(?<![\w.])[A-Za-z]{3,}(?![\w.]*\w)")
NAMES = {
    "English",
    "SQL",
    "CSV",
    "PNG",
    "SVG",
    "Excel",
    "Parquet",
    "SDMX",
    "Ctrl",
    "Enter",
    "TEU",
    "GDP",
    "JSON",
    "HTML",
    "lktt",
}
FILE_KINDS = {"txt", "html", "pdf", "docx", "zip"}


def english(screen: Screen) -> set[str]:
    """Texts with three English words in a row, spoken names with one."""
    tables = {
        str(name) for name in screen.main.locator("[role=region]").evaluate_all("all => all.map(e => e.ariaLabel)")
    }
    return {
        text
        for kind, text in screen.page.evaluate(TEXTS)
        if SENTENCE.search(text) or (kind == "name" and {*WORD.findall(text)} - NAMES - FILE_KINDS - tables)
    }


@pytest.mark.parametrize("path", PATHS)
def test_a_chinese_page_speaks_chinese(path: str, site: Site, open_screen: Open) -> None:
    screen = open_screen(site, path)
    screen.page.wait_for_timeout(300)
    assert english(screen) == set()


def test_own_texts_of_streamlit_follow_the_language(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "add")
    screen.main.get_by_text("上传文件").first.click()
    uploader = screen.main.get_by_test_id("stFileUploader")
    uploader.wait_for()
    assert "每个文件至多" in uploader.inner_text() and english(screen) == set()
    screen.sidebar.get_by_role("radio", name="English").click()
    screen.page.get_by_text("per file").wait_for()
    assert "每个文件" not in uploader.inner_text()


def test_english_is_found(site: Site, open_screen: Open) -> None:
    """The check itself."""
    screen = open_screen(site)
    screen.main.evaluate("""main => main.insertAdjacentHTML("beforeend",
        '<p title="Nothing">left in three words</p><p lang="en">not this one here</p>')""")
    assert english(screen) == {"left in three words", "Nothing"}


def test_the_logo_is_in_the_readers_language(site: Site, open_screen: Open) -> None:
    logos = [open_screen(site, f"?lang={code}").sidebar.get_by_test_id("stSidebarLogo") for code in ("zh", "en")]
    assert logos[0].get_attribute("src") != logos[1].get_attribute("src")
