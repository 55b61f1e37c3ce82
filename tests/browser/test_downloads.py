"""What the browser gets: the curated tables, as a spreadsheet opens them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
from playwright.sync_api import Locator, expect

from dashboard.words import Words
from tests.browser.conftest import Open
from tests.browser.screen import Screen
from tests.browser.server import Site

ZH = Words("zh")


def fetch(screen: Screen, button: Locator) -> tuple[str, bytes]:
    with screen.page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_observations_download_whole(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "downloads")
    name, data = fetch(screen, screen.main.locator(".st-key-get_observations-csv button"))
    assert name == "observations.csv"
    assert data.startswith(b"\xef\xbb\xbf"), "a spreadsheet takes Chinese without the mark for another encoding"
    on_disk = (site.curated / name).read_bytes()
    assert not on_disk.startswith(b"\xef\xbb\xbf")
    assert rows(data) == rows(on_disk)
    header, *body = rows(data)
    assert len(body) >= 100
    assert all(row[header.index("quote")] for row in body)


def test_a_selection_is_made_and_downloads_and_its_address_shows_the_same(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "downloads?measures=level&since=2024")
    box = screen.main.locator(".st-key-claims_choices input")
    box.click()
    screen.page.get_by_role("option", name="报告值").click()
    screen.page.keyboard.press("Escape")
    screen.settle()
    screen.main.locator(".st-key-prepare button").click()
    made = screen.main.locator(".st-key-made button")
    made.wait_for(timeout=60_000)
    screen.settle()
    name, data = fetch(screen, made)
    assert name.startswith("shuangcheng-") and name.endswith(".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data))["observations"]
    header, *body = sheet.iter_rows(values_only=True)
    found = [dict(zip(header, row, strict=True)) for row in body]
    assert found and {row["measure"] for row in found} == {"level"} and {row["claim"] for row in found} == {"reported"}
    assert all(row["time_end"].year >= 2024 for row in found)
    address = screen.page.url
    assert "claims=reported" in address and "measures=level" in address
    other = open_screen(site, address.removeprefix(f"{site.url}/"))
    assert other.main.locator(".st-key-claims_choices").inner_text().strip().endswith("报告值")


def test_a_part_is_chosen_where_it_is_opened(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "downloads")
    claims = screen.main.locator(".st-key-claims_choices input")
    expect(claims).to_have_count(0)
    screen.main.get_by_text(ZH("downloads.part")).click()
    claims.wait_for()
    screen.settle()  # a list opened during the run that brings it would close again
    claims.click()
    screen.page.get_by_role("option", name="报告值").click()
    expect(screen.page).to_have_url(re.compile("claims=reported"))
    screen.page.keyboard.press("Escape")
    screen.settle()
    screen.main.get_by_text(ZH("downloads.part")).click()
    expect(screen.main.get_by_text(ZH("downloads.part_on", n=1))).to_be_visible()
    expect(screen.page).to_have_url(re.compile("claims=reported"))


def test_another_file_is_picked_and_its_columns_are_read(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "downloads")
    screen.main.get_by_role("combobox", name=ZH("downloads.file")).click()
    screen.page.get_by_role("option", name="progress.csv").click()
    button = screen.main.locator(".st-key-get_progress-csv button")
    button.wait_for()
    screen.settle()
    name, data = fetch(screen, button)
    assert name == "progress.csv" and rows(data) == rows((site.curated / name).read_bytes())
    screen.main.get_by_role("button", name=ZH("downloads.columns")).click()
    expect(screen.page.locator(".sc-dictionary")).to_contain_text(rows(data)[0][0])


def test_everything_downloads_in_one_file(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "downloads")
    _, data = fetch(screen, screen.main.locator(".st-key-zip button"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        expected = {path.name for path in site.curated.glob("*.csv")} | {"datapackage.json"}
        assert set(archive.namelist()) == expected
        assert all(archive.read(name) == (site.curated / name).read_bytes() for name in expected)
