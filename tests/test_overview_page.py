"""The overview in Streamlit's own test runner: headlines, the legend of the targets, what is new."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard import ui
from dashboard.words import Language, Words
from tests.page_fixture import Opener, text_of

EN = Words("en")


def test_the_overview_shows_headlines_with_their_bounds_and_links(table: Path, open_page: Opener) -> None:
    shown = text_of(open_page("overview"))
    assert "<span>&gt; 87M</span> <small>passenger trips</small>" in shown
    assert "evidence?document=digest_2025&amp;at=" in shown and "lang=en" in shown
    assert shown.count('class="sc-card"') == 4 and EN("overview.hint") in shown
    assert 'data-balanced="true"' in shown and "82.6万标箱" not in shown  # in the reader's units


def test_news_are_those_of_the_last_refresh_that_changed_something(table: Path, open_page: Opener) -> None:
    line = {"started": "2025-02-03T08:00:00+00:00", "state": "done", "changes": {"added": 0, "changed": 0, "gone": 0}}
    with (table / "runs.jsonl").open("a", encoding="utf-8") as out:
        out.write("\n" + json.dumps(line) + "\n")
    shown = text_of(open_page("overview"))
    assert Words("en")("overview.refreshed", day="11 January 2025") in shown
    assert Words("en")("overview.since_then", day="3 February 2025") in shown
    assert "<b>17</b>" in shown
    assert EN("overview.some", shown=1, n=18) in shown  # 17 added, 1 changed


def test_a_first_table_is_told_as_one(table: Path, open_page: Opener) -> None:
    told, explore = EN("overview.first", n=17, documents=2), EN("overview.explore")
    assert told not in text_of(open_page("overview"))  # one figure of the fixture's has changed
    path = table / "runs.jsonl"
    path.write_text(path.read_text("utf-8").replace('"changed": 1', '"changed": 0'), "utf-8")
    app = open_page("overview")
    assert told in text_of(app) and EN("overview.some", shown=1, n=17) not in text_of(app)
    assert explore in {link.proto.label for link in app.get("page_link")}


def test_the_legend_tells_what_is_implied_and_which_deadlines_are_past(
    table: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for today, awaited in (
        (date(2026, 1, 1), "1 past its deadline, 1 still running"),
        (date(2028, 1, 1), "2 past their deadline"),
    ):
        monkeypatch.setattr(ui, "today", lambda today=today: today)
        legend = text_of(open_page("overview")).split('class="sc-keys"')[1].split("</div>")[0]
        assert f"{EN.label('status', 'awaiting_report')}<small> ({awaited})</small>" in legend
        assert f"{EN.label('status', 'achieved')}<small> (1 implied by a completion rate)</small>" in legend


def test_what_is_new_leads_to_the_runs_and_where_there_are_two_vintages_to_their_differences(
    table: Path, open_page: Opener
) -> None:
    def labels() -> set[str]:
        return {link.proto.label for link in open_page("overview").get("page_link")}

    assert EN("overview.all_runs") in labels() and EN("overview.all_differences") not in labels()
    (newest,) = (table / "vintages").glob("*.duckdb")
    shutil.copy(newest, newest.with_stem("0" * 12))
    assert {EN("overview.all_runs"), EN("overview.all_differences")} <= labels()


@pytest.mark.parametrize(("language", "figure"), [("en", "826K TEU"), ("zh", "82.6万标箱")])
def test_what_is_new_is_told_in_the_readers_units_and_leads_to_its_sentence(
    table: Path, open_page: Opener, language: Language, figure: str
) -> None:
    news = next(part for part in text_of(open_page("overview", language)).split("<ul") if "sc-two" in part)
    assert re.search(rf'href="evidence\?document=digest_2025&amp;at=\d+[^"]*">{figure}</a>', news)
    assert ("82.6万标箱" in news) == (language == "zh")


def test_what_is_new_but_not_in_the_table_shown_is_quoted(table: Path, open_page: Opener) -> None:
    path = table / "runs.jsonl"
    path.write_text(path.read_text("utf-8").replace("82.6万标箱", "90万标箱"), "utf-8")
    assert "<q lang='zh-CN'>90万标箱</q>" in text_of(open_page("overview"))
