"""The Query page in the reader's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.words import LANGUAGES, Language
from tests.page_fixture import Opener

SQL = "SELECT name_zh, name_en, headline AS n FROM indicator"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_of_an_answer_begins_with_names_in_the_readers_language(
    table: Path, open_page: Opener, language: Language
) -> None:
    app = open_page("query", language, sql=SQL, view="chart")
    assert app.selectbox(key="x_choice").value == f"name_{language}"
    assert set(app.selectbox(key="x_choice").options) >= {"name_zh", "name_en", "n"}


def test_a_chart_of_numbers_alone_holds_one_against_another(table: Path, open_page: Opener) -> None:
    app = open_page("query", sql="SELECT 5 AS n, 1 AS m", view="chart")
    assert [app.selectbox(key=f"{axis}_choice").value for axis in "xy"] == ["n", "m"]
    app.selectbox(key="x_choice").select("m").run()
    assert app.selectbox(key="y_choice").value in ("n", "m") and not app.exception
    assert open_page("query", sql="SELECT 5 AS n", view="chart").selectbox(key="y_choice").value == "n"
