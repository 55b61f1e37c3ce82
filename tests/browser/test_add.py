"""Add an article: paste it, see what it brings, save it, refresh, read it as evidence; and what is refused, and how."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.words import Words
from tests.browser.conftest import PHONE, Open
from tests.browser.screen import SETTLED_WITHIN, Screen
from tests.browser.server import Site
from tests.document_files import docx_bytes, pdf_bytes

ZH = Words("zh")
TEXT = """双城口岸与班列年度数字
2026-01-20 09:30 来源：测试日报
2025年，重庆江北国际机场旅客吞吐量达到4937万人次，同比增长1.4%，详见第3号公告。
2022年，川渝重大项目完成投资1800亿元，年度投资完成率为120%。到2027年，重庆中欧班列力争开行6000列以上，另有新增企业500余家。
"""
BODY = "2025年，重庆江北国际机场旅客吞吐量达到4938万人次。"
PAGE = (
    f"<html><head><title>网页一</title><meta name='date' content='2026-01-21'></head><body><p>{BODY}</p></body></html>"
)
FILES = {  # another text each
    "20260122.txt": BODY.replace("4938", "4939").encode("gb18030"),
    "b.md": f"---\ntitle: 摘编二\npublished_on: 2026-01-23\n---\n{BODY.replace('4938', '4940')}".encode(),
    "c.html": PAGE.encode(),
    "d.docx": docx_bytes([BODY.replace("4938", "4941")], title="文件四"),
    "e.pdf": pdf_bytes(["Growth 12.5%"], title="Page five"),
}


def paste(screen: Screen, text: str) -> None:
    screen.main.locator("textarea").fill(text)
    press(screen, "add.read")


def upload(screen: Screen, name: str, data: bytes) -> None:
    screen.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def press(screen: Screen, key: str) -> None:
    screen.main.get_by_role("button", name=ZH(key)).click()


def ready(screen: Screen) -> None:
    """The preview stands, and the article can be saved."""
    expect(screen.main.get_by_role("button", name=ZH("add.save"))).to_be_enabled(timeout=SETTLED_WITHIN)
    screen.settle()


def fill(screen: Screen, name: str, value: str) -> None:
    box = screen.main.get_by_label(ZH.label("add_field", name))
    box.fill(value)
    box.press("Enter")


def tally(screen: Screen, kind: str) -> int:
    return int(screen.main.locator(".sc-big", has_text=ZH.label("add_kind", kind)).locator("b").inner_text())


def saved_file(screen: Screen, before: set[str], site: Site) -> str:
    expect(screen.main.get_by_role("button", name=ZH("add.save"))).to_have_count(0, timeout=SETTLED_WITHIN)
    screen.settle()
    (file,) = {path.name for path in site.raw.iterdir()} - before - {"documents.yml"}
    expect(screen.main.get_by_text(ZH("add.saved", file=file))).to_be_visible()
    return file


def test_an_article_goes_from_the_clipboard_to_its_evidence(fresh_site: Site, open_screen: Open) -> None:
    before = {path.name for path in fresh_site.raw.iterdir()}
    screen = open_screen(fresh_site, "add")
    paste(screen, TEXT)
    ready(screen)
    expect(screen.main.get_by_label(ZH.label("add_field", "title"))).to_have_value("双城口岸与班列年度数字")
    expect(screen.main.get_by_label(ZH.label("add_field", "publisher"))).to_have_value("测试日报")
    assert (tally(screen, "new"), tally(screen, "conflict")) == (3, 1)
    expect(screen.main.locator("mark.accepted")).to_have_count(4)
    expect(screen.main.locator("mark.review")).to_have_count(2)
    assert screen.main.locator("mark.context").count() >= 1
    screen.main.locator("mark.review").last.click()
    expect(screen.main.locator("mark[aria-current]")).to_have_text("500余家")
    expect(screen.main.locator(".sc-fact").last).to_contain_text(ZH.label("reason", "no_indicator"))
    fill(screen, "url", "ftp://news.example/a")
    expect(screen.main.get_by_text(ZH.label("add_problem", "url"))).to_be_visible(timeout=SETTLED_WITHIN)
    expect(screen.main.get_by_role("button", name=ZH("add.save"))).to_be_disabled()
    expect(screen.main.get_by_text(ZH("add.mend", fields=ZH("add_field.url")))).to_be_visible()
    fill(screen, "url", "https://news.example/a")
    ready(screen)
    assert {path.name for path in fresh_site.raw.iterdir()} == before

    press(screen, "add.save")
    file = saved_file(screen, before, fresh_site)
    assert file.startswith("2026-01-20-双城口岸")
    expect(screen.main.locator("textarea")).to_have_value("")

    screen.main.get_by_role("button", name=ZH("refresh.button")).click()
    expect(screen.main.get_by_text(ZH("add.in_table", file=file))).to_be_visible(timeout=SETTLED_WITHIN)
    screen.settle()
    screen.main.get_by_role("link", name=ZH("action.open_document")).click()
    expect(screen.main.locator("mark[aria-current]")).to_have_text("4937万人次", timeout=SETTLED_WITHIN)
    assert f"document={file[:10]}" in screen.page.url

    screen.open("add")
    paste(screen, "\u3000\u3000" + TEXT.replace("。", "。\n\n"))
    expect(screen.main.get_by_text(ZH("add.duplicate", title="双城口岸与班列年度数字", file=file))).to_be_visible(
        timeout=SETTLED_WITHIN
    )
    expect(screen.main.get_by_role("button", name=ZH("add.save"))).to_be_disabled()


def test_each_kind_of_file_is_uploaded_and_saved(fresh_site: Site, open_screen: Open) -> None:
    screen = open_screen(fresh_site, "add?how=upload")
    titles = {"b.md": "摘编二", "c.html": "网页一", "d.docx": "文件四", "e.pdf": "Page five"}
    for name, data in FILES.items():
        before = {path.name for path in fresh_site.raw.iterdir()}
        upload(screen, name, data)
        ready(screen)
        if name in titles:
            expect(screen.main.get_by_label(ZH.label("add_field", "title"))).to_have_value(titles[name])
        press(screen, "add.save")
        file = saved_file(screen, before, fresh_site)
        assert file[:-4] != name[:-4] and file.endswith(name[name.index(".") :])
        assert (fresh_site.raw / file).read_bytes() == data or name[-3:] in ("txt", ".md")
    screen.main.get_by_role("button", name=ZH("refresh.button")).click()
    expect(screen.main.get_by_text(ZH("add.in_table", file=file))).to_be_visible(timeout=SETTLED_WITHIN)
    assert screen.sidebar.get_by_text(ZH("sidebar.table", documents=10, observations=0).split(" · ")[0]).count() == 1


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("secret.pdf", pdf_bytes(["12"], encrypted=True), "protected"),
        ("scan.pdf", pdf_bytes([]), "no_text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"),
        ("sheet.xlsx", b"PK\x03\x04", "unsupported"),
        ("nothing.md", "没有数字的通知。".encode(), "no_figures"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(name: str, data: bytes, code: str, site: Site, open_screen: Open) -> None:
    before = sorted(site.raw.iterdir())
    screen = open_screen(site, "add?how=upload")
    upload(screen, name, data)
    told = ZH(f"add_problem.{code}", file_kind=ZH("file_kind.png"))
    expect(screen.main.get_by_text(told)).to_be_visible(timeout=SETTLED_WITHIN)
    assert sorted(site.raw.iterdir()) == before


def test_a_hostile_text_is_only_text(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "add")
    paste(screen, f"</textarea><script>window.broken = 1</script><img src=x onerror='window.broken=1'>\n{TEXT}")
    ready(screen)
    fill(screen, "publisher", "<img src=x onerror='window.broken=1'>")
    expect(screen.main.locator(".sc-fact", has_text="<img src=x").first).to_be_visible(timeout=SETTLED_WITHIN)
    assert screen.page.evaluate("window.broken") is None


@pytest.mark.parametrize("dark", [False, True])
def test_a_preview_fits_a_telephone(dark: bool, site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "add", size=PHONE, dark=dark)
    paste(screen, TEXT)
    ready(screen)
    assert screen.overflow() == 0
