"""The server as `make run` starts it: the files and the API beside the pages."""

from __future__ import annotations

import json
import re
import subprocess
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pandas as pd
import pytest
from playwright.sync_api import expect

from dashboard.words import Words
from tests.browser.conftest import Open
from tests.browser.server import ROOT, Site, serve

ZH = Words("zh")


def test_make_run_starts_this_server() -> None:
    told = subprocess.run(["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(r"-m streamlit run serve\.py ", told)


@pytest.mark.parametrize("name", ["observations.csv", "progress.csv", "indicators.csv"])
def test_pandas_reads_a_file_at_its_address(site: Site, name: str) -> None:
    pd.testing.assert_frame_equal(pd.read_csv(f"{site.url}/data/{name}"), pd.read_csv(site.curated / name))


def test_the_api_answers_beside_the_pages(site: Site, open_screen: Open) -> None:
    with urlopen(f"{site.url}/api/health") as answer:
        health = json.load(answer)
    pointer = json.loads((site.curated / "current.json").read_bytes())
    assert (health["status"], health["vintage"]) == ("ok", pointer["run_id"])
    with urlopen(f"{site.url}/api/observations?limit=1") as answer:
        (item,) = json.load(answer)["items"]
    screen = open_screen(site, item["href"].removeprefix("/"))
    expect(screen.main.locator("mark.accepted", has_text=item["quote"]).first).to_be_visible()


def test_a_page_of_another_site_cannot_read_the_files(site: Site, open_screen: Open) -> None:
    screen = open_screen(site)
    script = "url => fetch(url).then(answer => answer.status, () => 'refused')"
    assert screen.page.evaluate(script, f"{site.url}/data/units.csv") == 200
    screen.page.goto("data:text/html,<title>elsewhere</title>")
    assert screen.page.evaluate(script, f"{site.url}/data/units.csv") == "refused"
    screen.complaints.clear()  # the browser says so on its console, as it should


def test_an_unpacked_and_a_packed_answer_hold_the_same(site: Site) -> None:
    with urlopen(Request(f"{site.url}/data/units.csv", headers={"Accept-Encoding": "gzip"})) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        packed = pd.read_csv(answer, compression="gzip")
    pd.testing.assert_frame_equal(packed, pd.read_csv(site.curated / "units.csv"))


def test_the_downloads_page_tells_the_addresses(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "downloads")
    screen.main.get_by_text(ZH("addresses.title")).click()
    shown = screen.main.get_by_test_id("stExpander").filter(has_text=ZH("addresses.title"))
    expect(shown).to_contain_text(f'server = "{site.url}"')
    expect(shown).to_contain_text('pandas.read_csv(server + "/data/observations.csv")')
    for path in ("/data/datapackage.json", "/api/health", "/api/observations"):
        expect(shown).to_contain_text(path)
    expect(shown.get_by_role("link")).to_have_attribute("href", f"{site.url}/api/openapi.json")


def test_the_plain_app_still_runs_without_the_api(
    built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory, open_screen: Open
) -> None:
    log = tmp_path_factory.mktemp("plain") / "app.log"
    with serve(*built, log, ROOT / "app.py") as plain:
        screen = open_screen(plain, "downloads")
        assert screen.title() == ZH("downloads.title")
        expect(screen.main.get_by_text(ZH("addresses.title"))).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/api/%00", "/data/..%2f..%2fapp.py", "//api/health", "/api/../../x", "/data/%5c%5cx"]
)
def test_an_odd_path_is_refused_as_a_problem(site: Site, path: str) -> None:
    address = urlsplit(site.url)
    connection = HTTPConnection(address.hostname or "", address.port or 0)
    connection.request("GET", path)  # as it is: nothing is tidied away
    answer = connection.getresponse()
    assert answer.status in (400, 404) and answer.headers["Content-Type"] == "application/problem+json"
    assert json.load(answer)["status"] == answer.status
    connection.close()


def test_paths_without_a_slash_list_what_is_below_them(site: Site) -> None:
    for path, key in (("/data", "items"), ("/api", "addresses")):
        with urlopen(site.url + path) as answer:
            assert json.load(answer)[key]
