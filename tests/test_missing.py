"""What a link asks for that is not there is said in one line, on every page that reads its address."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.words import LANGUAGES, Language, Words
from tests.page_fixture import Opener


def told(app: object, language: Language = "en") -> list[str]:
    """The warnings that say so."""
    start = Words(language)("empty.not_there", named="\0").partition("\0")[0]
    return [w.value for w in app.warning if w.value.startswith(start)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "key"), [
    ("evidence", "document"), ("evidence", "at"), ("indicators", "indicator"), ("indicators", "measure"),
    ("indicators", "area"), ("indicators", "unit"), ("indicators", "view"), ("targets", "status"), ("targets", "topic"),
    ("targets", "area"), ("targets", "year"), ("targets", "group"), ("explore", "view"), ("explore", "indicator"),
    ("explore", "document"), ("query", "saved"), ("downloads", "form"), ("downloads", "indicators"),
    ("review", "reason"), ("add", "how"),
])  # fmt: skip
def test_a_dead_link_says_so_in_one_line(
    table: Path, open_page: Opener, page: str, key: str, language: Language
) -> None:
    assert told(open_page(page, language), language) == []
    dead = Words(language)("empty.not_there", named=f"{key}=nothing")
    if page == "review" and key == "reason" and not open_page(page, language).segmented_control:
        pytest.skip("nothing waits for review in this table")
    assert told(open_page(page, language, **{key: "nothing"}), language) == [dead]


def test_several_are_named_in_the_one_line(table: Path, open_page: Opener) -> None:
    app = open_page("targets", status="gone", year="1066", group="deadline")
    assert told(app) == [Words("en")("empty.not_there", named="year=1066; status=gone")]


def test_the_line_stays_until_the_reader_picks_something_else(table: Path, open_page: Opener) -> None:
    app = open_page("targets", status="gone")
    app.selectbox(key="topic_choice").select_index(1).run()
    assert len(told(app)) == 1
    app.selectbox(key="status_choice").select("achieved").run()
    assert told(app) == []


def test_a_choice_of_several_keeps_those_that_are_there(table: Path, open_page: Opener) -> None:
    app = open_page("explore", area=["500000", "gone"])
    assert told(app) == [Words("en")("empty.not_there", named="area=gone")]
    assert app.multiselect(key="area_choices").value == ["500000"]
    app.multiselect(key="area_choices").set_value([]).run()
    assert told(app) == []


def test_another_page_knows_nothing_of_it(table: Path, open_page: Opener) -> None:
    app = open_page("targets", area="gone")
    assert told(app)
    app.switch_page("pages/indicators.py").run()
    assert told(app) == []


def test_what_a_link_asks_for_is_no_markup_and_short(table: Path, open_page: Opener) -> None:
    (line,) = told(open_page("targets", status="**x** [y](z)" + "a" * 500))
    assert "status=\\*\\*x\\*\\* \\[y\\]\\(z\\)a" in line and len(line) < 200
