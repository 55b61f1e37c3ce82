"""An analyst asks the table in SQL: answer, chart, file, link, and what is not allowed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import expect

from dashboard.words import Words
from tests.browser.conftest import PHONE, Open
from tests.browser.screen import Screen
from tests.browser.server import Site

ZH = Words("zh")
SQL = "SELECT topic, count(*) AS n FROM indicator GROUP BY ALL ORDER BY n DESC"


def run(screen: Screen, sql: str) -> None:
    screen.main.get_by_role("textbox", name=ZH("query.sql")).fill(sql)
    screen.main.get_by_role("button", name=ZH("query.run")).click()
    screen.settle()


def test_a_query_is_typed_charted_downloaded_and_linked(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "query")
    run(screen, SQL)
    expect(screen.main.get_by_test_id("stDataFrame")).to_be_visible()
    with screen.page.expect_download() as waiting:
        screen.main.locator(".st-key-query_csv button").click()
    data = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert data.splitlines()[0] == "topic,n" and len(data.splitlines()) > 3
    screen.main.get_by_role("radio", name=ZH("query.chart")).click()
    screen.settle()
    expect(screen.main.locator(".js-plotly-plot .bars .point").first).to_be_visible()

    other = open_screen(site, screen.page.url.split("/")[-1])
    expect(other.main.locator(".js-plotly-plot .bars .point").first).to_be_visible()
    assert other.main.get_by_role("textbox", name=ZH("query.sql")).input_value() == SQL


def test_on_a_telephone_the_answer_stands_before_the_tables(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, f"query?sql={quote(SQL)}", size=PHONE)
    places = [
        part.bounding_box()
        for part in (screen.main.get_by_test_id("stDataFrame"), screen.main.locator(".st-key-schema"))
    ]
    assert all(places) and places[0]["y"] < places[1]["y"]


def test_columns_are_looked_up_while_a_query_is_typed(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "query")
    box = screen.main.get_by_role("textbox", name=ZH("query.sql"))
    box.fill(SQL)
    screen.main.get_by_test_id("stExpander").filter(has_text="indicator").first.click()
    expect(screen.main.locator(".sc-dictionary")).to_contain_text("topic")
    expect(box).to_have_value(SQL)


def test_what_changes_the_table_is_refused_in_words(site: Site, open_screen: Open) -> None:
    screen = open_screen(site, "query")
    run(screen, "DELETE FROM observation")
    expect(screen.main.get_by_test_id("stAlert")).to_contain_text(ZH("query_error.only_select"))
    run(screen, "SELECT nothing FROM observation")
    expect(screen.main.get_by_test_id("stAlert")).to_contain_text(ZH("query_error.unknown_column"))
    expect(screen.main.get_by_test_id("stCode")).to_contain_text("nothing")


def test_a_query_is_saved_under_its_title(fresh_site: Site, open_screen: Open) -> None:
    screen = open_screen(fresh_site, "query?sql=" + quote(SQL))
    screen.main.get_by_role("button", name=ZH("query.save")).click()
    screen.page.get_by_role("textbox", name=ZH("query.name")).fill("各主题的指标")
    screen.page.get_by_role("button", name=ZH("query.keep"), exact=True).click()
    expect(screen.main.get_by_role("combobox").first).to_have_value("各主题的指标")
    (kept,) = (fresh_site.raw.parent / "queries").glob("*.sql")
    assert SQL in kept.read_text(encoding="utf-8")
    other = open_screen(fresh_site, screen.page.url.split("/")[-1])
    expect(other.main.get_by_test_id("stDataFrame")).to_be_visible()
