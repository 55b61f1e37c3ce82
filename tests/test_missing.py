"""What a link asks for that is not there is said in one line, on every page that reads its address."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.ui_missing import told as line
from dashboard.words import LANGUAGES, Language, Words
from tests.decision_fixture import Desk
from tests.page_fixture import Opener, text_of


def told(app: object, language: Language = "en") -> list[str]:
    """The warnings that say so."""
    start = Words(language)("empty.not_there", named="\0", n=1).partition("\0")[0]
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
    dead = line([(key, "nothing")], Words(language))
    if page == "review" and key == "reason" and not open_page(page, language).segmented_control:
        pytest.skip("nothing waits for review in this table")
    assert told(open_page(page, language, **{key: "nothing"}), language) == [dead]


def test_several_are_named_in_the_one_line(table: Path, open_page: Opener) -> None:
    app = open_page("targets", status="gone", year="1066", group="deadline")
    assert told(app) == [line([("year", "1066"), ("status", "gone")], Words("en"))]


def test_a_parameter_is_named_in_the_readers_language() -> None:
    asked = "The link asks for document “nothing”, which does not exist; the default is shown instead."
    assert line([("document", "nothing")], Words("en")) == asked
    assert line([("document", "nothing")], Words("zh")) == "链接所指的文档“nothing”不存在，现在显示默认内容。"
    assert "year “1066”; status “gone”, which do not" in line([("year", "1066"), ("status", "gone")], Words("en"))


def test_the_line_stays_until_the_reader_picks_something_else(table: Path, open_page: Opener) -> None:
    app = open_page("targets", status="gone")
    app.selectbox(key="topic_choice").select_index(1).run()
    assert len(told(app)) == 1
    app.selectbox(key="status_choice").select("achieved").run()
    assert told(app) == []


def test_a_choice_of_several_keeps_those_that_are_there(table: Path, open_page: Opener) -> None:
    app = open_page("explore", area=["500000", "gone"])
    assert told(app) == [line([("area", "gone")], Words("en"))]
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
    assert "status “\\*\\*x\\*\\* \\[y\\]\\(z\\)a" in line and len(line) < 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_without_a_page_is_told_on_the_first_page_with_a_way_home(
    table: Path, open_page: Opener, language: Language
) -> None:
    words = Words(language)
    app = open_page("overview", language, no_page="no/*such*")
    assert [str(w.value) for w in app.warning] == [words("empty.no_page", address="/no/\\*such\\*")]
    assert f'<a href="./?lang={language}">{words("overview.title")}</a>' in text_of(app)
    assert not open_page("overview", language).warning


@pytest.mark.parametrize("chosen", ["zh", ""])
def test_a_language_that_is_none_is_told_until_one_is_chosen(table: Path, open_page: Opener, chosen: Language) -> None:
    app = open_page("targets", chosen)
    app.query_params["lang"] = "fr"
    app.run()
    language: Language = chosen or "en"
    assert told(app, language) == [line([("lang", "fr")], Words(language))]
    assert app.query_params.get("lang", [""])[0] != "fr"
    app.run()
    assert len(told(app, language)) == 1
    app.segmented_control(key="lang_choice").set_value("en" if chosen else "zh").run()
    assert told(app, "en") == told(app, "zh") == []


@pytest.mark.parametrize(("place", "dead"), [("0", False), ("5", False), ("1", False), ("abc", True), ("-6", True),
                                             ("999", True), ("9" * 30, True), ("\u0663", True)])  # fmt: skip
def test_a_place_in_a_list_that_is_none_is_told(desk: Desk, open_page: Opener, place: str, dead: bool) -> None:
    (desk.raw / "d.md").write_text(
        "\n".join(f"{year}年，重庆开行中欧班列{n}000列。" for year in range(2010, 2018) for n in (3, 4)),
        encoding="utf-8",
    )
    desk.refresh()
    app = open_page("conflicts", **{"from": place})
    assert told(app) == ([line([("from", place)], Words("en"))] if dead else [])
    app.run()
    assert len(told(app)) == dead
    app.button(key="pager_on" if place != "999" else "pager_back").click().run()
    assert told(app) == []


def test_a_list_that_became_shorter_is_no_fault_of_the_address(desk: Desk, open_page: Opener) -> None:
    sentences = [f"{year}年，重庆开行中欧班列{n}000列。" for year in range(2010, 2018) for n in (3, 4)]
    (desk.raw / "d.md").write_text("\n".join(sentences), encoding="utf-8")
    desk.refresh()
    app = open_page("conflicts", **{"from": "6"})
    (desk.raw / "d.md").write_text("\n".join(sentences[:4]), encoding="utf-8")
    desk.refresh()
    app.run()
    assert not app.exception and told(app) == []
