"""The Query page in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.words import LANGUAGES, Language, Words
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
    assert re.search(r"Source: Shuangcheng, data to 10 January 2025 \([0-9a-f]+\)", shown)


def test_a_cell_that_holds_nothing_shows_nothing(table: Path, open_page: Opener) -> None:
    (shown,) = open_page("query", sql="SELECT NULL AS nothing, 'None' AS word").dataframe
    assert shown.proto.HasField("placeholder") and shown.proto.placeholder == ""
    assert shown.value.isna().to_dict("list") == {"nothing": [True], "word": [False]}


def test_a_chart_of_numbers_alone_holds_one_against_another(table: Path, open_page: Opener) -> None:
    app = open_page("query", sql="SELECT 5 AS n, 1 AS m", view="chart")
    assert [app.selectbox(key=f"{axis}_choice").value for axis in "xy"] == ["n", "m"]
    app.selectbox(key="x_choice").select("m").run()
    assert app.selectbox(key="y_choice").value in ("n", "m") and not app.exception
    assert open_page("query", sql="SELECT 5 AS n", view="chart").selectbox(key="y_choice").value == "n"


def test_a_saved_query_changes_its_language_and_what_the_reader_made_of_it_does_not(
    table: Path, open_page: Opener
) -> None:
    app = open_page("query", "en", saved="growth-reported")
    assert "i.name_en" in app.text_area(key="sql_typed").value
    app.segmented_control(key="lang_choice").select("zh").run()
    assert "i.name_zh" in app.text_area(key="sql_typed").value
    mine = f"SELECT 1 AS mine -- {'too long for the address' * 200}"
    app.text_area(key="sql_typed").set_value(mine)
    next(b for b in app.button if b.label == Words("zh")("query.run")).click().run()
    app.segmented_control(key="lang_choice").select("en").run()
    assert app.text_area(key="sql_typed").value == mine
