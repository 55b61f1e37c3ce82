"""An analyst's way through Explore: search by pinyin, narrow, compare, send the link, take images and rows, read the
sentence."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from dashboard.words import Words
from tests.browser.conftest import PHONE, WIDE, Open
from tests.browser.screen import Screen
from tests.browser.server import Site

ZH = Words("zh")


def search(screen: Screen, typed: str) -> None:
    box = screen.main.get_by_role("textbox", name=ZH("explore.search_label"))
    box.fill(typed)
    box.press("Enter")
    expect(screen.main.get_by_text(f"“{typed}”理解为")).to_be_visible()
    screen.settle()


def pick(screen: Screen, facet: str, option: str) -> None:
    """Choose an option of a facet behind "more filters"."""
    screen.main.get_by_test_id("stPopover").get_by_role("button", name=ZH("explore.more_filters")).click()
    body = screen.page.get_by_test_id("stPopoverBody")
    body.get_by_role("combobox", name=re.compile(ZH(f"filter.{facet}"))).click()
    screen.page.get_by_role("option", name=option).click()
    screen.settle()
    screen.page.keyboard.press("Escape")
    screen.page.keyboard.press("Escape")
    expect(body).to_have_count(0)


def saved(screen: Screen, name: str, folder: Path) -> Path:
    """Press the button of this name and keep what it downloads."""
    with screen.page.expect_download() as download:
        screen.main.get_by_role("button", name=name, exact=False).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def traces(screen: Screen) -> list[Any]:
    """(panel, days, values) of each trace of marks of the chart."""
    script = "chart => chart.data.filter(t => t.name).map(t => [t.yaxis, t.x.map(String), Array.from(t.y)])"
    return list(screen.main.locator(".js-plotly-plot").first.evaluate(script))


def test_from_pinyin_to_the_sentence(site: Site, open_screen: Open, tmp_path: Path) -> None:
    screen = open_screen(site, "explore")
    search(screen, "lkttl")
    screen.main.get_by_role("radio", name=ZH("explore.indicators")).click()
    screen.settle()
    before = traces(screen)
    pick(screen, "measure", "排名（2）")
    after = traces(screen)
    assert len(before) == 3 and len(after) == 2
    query = parse_qs(urlsplit(screen.page.url).query)
    assert (query["q"], query["measure"], query["view"]) == (["lkttl"], ["rank"], ["indicators"])

    other = open_screen(site, screen.page.url.removeprefix(f"{site.url}/"))  # another browser: no session shared
    assert traces(other) == after
    expect(other.main.get_by_role("textbox", name=ZH("explore.search_label"))).to_have_value("lkttl")

    other.main.get_by_role("radio", name=ZH("explore.table")).click()
    other.settle()
    path = saved(other, ZH("action.download_view", n=2), tmp_path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert {(row["indicator_id"], row["measure"]) for row in rows} == {("airport_passengers", "rank")}
    other.open(f"evidence?document={rows[0]['document_id']}&at={rows[0]['span_start']}")
    expect(other.main.locator("mark.accepted", has_text=rows[0]["quote"]).first).to_be_visible()


def test_a_mark_of_a_chart_leads_to_its_sentence(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "explore?view=indicators&q=lkttl&measure=rank")
    screen.main.locator(".js-plotly-plot .point").first.click(force=True)  # plotly lays a sheet over its marks
    expect(screen.main.locator(".sc-fact")).to_be_visible()
    screen.main.get_by_role("link", name=ZH("action.open_document")).click()
    expect(screen.main.locator("h1").first).to_have_text(ZH("evidence.title"))
    screen.settle()


def test_an_image_carries_title_unit_source_and_date(site: Site, open_screen: Open, tmp_path: Path) -> None:
    screen = open_screen(site, "indicators?indicator=corridor_volume")
    title = "西部陆海新通道货运量 · 数值"
    shown = screen.main.locator(".js-plotly-plot .gtitle").first.text_content()
    svg = saved(screen, ZH("save.svg", title=title), tmp_path).read_text(encoding="utf-8")
    texts = "\n".join(re.findall(r">([^<>]+)</", svg))
    for wanted in (title, "单位：万标箱", "来源：重庆日报", ZH("cite.image", run="", day="").split(" · ")[0]):
        assert wanted in texts, wanted
    assert re.search(r"20\d\d年\d+月\d+日", texts)
    png = saved(screen, ZH("save.png", title=title), tmp_path)
    with Image.open(png) as image:
        assert image.width == 2000 and image.height > 700
        colours = image.convert("RGB").getcolors(1 << 24) or []
        foot = image.convert("L").crop((0, image.height - 90, 1000, image.height))
    assert len(colours) > 50
    assert foot.getextrema()[0] < 140 < foot.getextrema()[1]  # ink on ground: the source line is in the picture
    assert screen.main.locator(".js-plotly-plot .gtitle").first.text_content() == shown  # the screen stays as it was


def test_a_citation_can_be_copied_and_its_address_opens_the_view(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "explore?view=milestones&claim=target")
    screen.main.get_by_role("button", name=ZH("cite.button")).click()
    cited = screen.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")
    expect(cited.get_by_role("button")).to_be_visible()  # where nothing hovers, as on a phone
    text = cited.locator("code").inner_text()
    assert "筛选：性质：目标" in text and ZH("explore.milestones") in text
    address = re.search(rf"{site.url}/(\S+?)，", text)
    assert address
    other = open_screen(site, address[1])
    listed = other.main.locator(".sc-time .sc-aim")
    assert listed.count() > 5
    assert listed.all_inner_texts() == screen.main.locator(".sc-time .sc-aim").all_inner_texts()


@pytest.mark.parametrize(("size", "beside"), [(WIDE, 3), (PHONE, 1)], ids=["wide", "phone"])
def test_small_multiples_stand_in_a_grid_as_wide_as_the_window(
    site: Site, open_screen: Open, size: tuple[int, int], beside: int
) -> None:
    screen = open_screen(site, "explore?view=indicators", size=size)
    chart = screen.main.locator(".js-plotly-plot").first
    script = """beside => new Set([...document.querySelectorAll('.annotation-text')].map(
        text => Math.round(text.getBoundingClientRect().x))).size === beside"""
    screen.page.wait_for_function(script, arg=beside)  # on a phone the window is measured first
    screen.settle()
    boxes = [box for one in chart.locator(".annotation-text").all() if (box := one.bounding_box())]
    assert len(boxes) == 12
    assert len({round(box["x"]) for box in boxes}) == beside and len({round(box["y"]) for box in boxes}) >= 12 // beside
    right = screen.page.viewport_size["width"] if screen.page.viewport_size else 0
    for box in boxes:
        assert box["x"] + box["width"] <= right
        others = [other for other in boxes if other is not box]
        assert not any(
            box["x"] < o["x"] + o["width"] and o["x"] < box["x"] + box["width"]
            and box["y"] < o["y"] + o["height"] and o["y"] < box["y"] + box["height"]
            for o in others
        )  # fmt: skip
    assert screen.overflow() == 0
