"""The Query page in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.words import LANGUAGES, Language
from tests.page_fixture import Opener, text_of

SQL = "SELECT name_zh, name_en, headline AS n FROM indicator"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_of_an_answer_begins_with_names_in_the_readers_language(
    table: Path, open_page: Opener, language: Language
) -> None:
    app = open_page("query", language, sql=SQL, view="chart")
    assert app.selectbox(key="x_choice").value == f"name_{language}"
    assert set(app.selectbox(key="x_choice").options) >= {"name_zh", "name_en", "n"}


def test_a_query_that_fails_is_not_offered_to_be_saved(table: Path, open_page: Opener) -> None:
    assert "save_title" in [box.key for box in open_page("query", sql=SQL).text_input]
    assert "save_title" not in [box.key for box in open_page("query", sql="SELECT nothing FROM indicator").text_input]


def test_a_chart_says_of_which_day_its_table_is(table: Path, open_page: Opener) -> None:
    shown = text_of(open_page("query", sql=SQL, view="chart"))
    assert re.search(r"Source: Shuangcheng, table as of 10 January 2025 \([0-9a-f]+\)", shown)


def test_a_chart_of_numbers_alone_holds_one_against_another(table: Path, open_page: Opener) -> None:
    app = open_page("query", sql="SELECT 5 AS n, 1 AS m", view="chart")
    assert [app.selectbox(key=f"{axis}_choice").value for axis in "xy"] == ["n", "m"]
    app.selectbox(key="x_choice").select("m").run()
    assert app.selectbox(key="y_choice").value in ("n", "m") and not app.exception
    assert open_page("query", sql="SELECT 5 AS n", view="chart").selectbox(key="y_choice").value == "n"
