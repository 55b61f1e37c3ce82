"""The card of a quantity on the Evidence page, and the way from there to the review queue."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import parse_qs

import pytest

from dashboard.mark_cards import mark_card
from dashboard.rows import Mark
from dashboard.words import LANGUAGES, Language, Words
from tests.decision_fixture import Desk
from tests.page_fixture import Opener, text_of

NAMES = {
    "zh": ("中欧班列开行量", "300列", "重庆、贵州", "300列（第 18–21 字）", "0.80（最高为 1）"),
    "en": ("China–Europe freight train runs", "300 trains", "Chongqing, Guizhou", "characters 18–21", "0.80 of 1"),
}


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    """A figure of an indicator that is known, of two areas, and another one before it in the queue."""
    (desk.raw / "d.md").write_text(
        "2023年，重庆、贵州开行中欧班列300列。\n2024年，重庆有灯会20场。\n", encoding="utf-8"
    )
    desk.refresh()
    return desk


def place(desk: Desk, quote: str, document: str = "d") -> str:
    ((found,),) = desk.ask("SELECT span_start FROM mention WHERE quote = ? AND document_id = ?", quote, document)
    return str(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_in_review_is_told_in_the_readers_language(
    waiting: Desk, open_page: Opener, language: Language
) -> None:
    shown = text_of(open_page("evidence", language, document="d", at=place(waiting, "300列")))
    card = shown[shown.rindex('<div class="sc-fact">') :]
    name, amount, *rows = NAMES[language]
    assert f">{name}</div>" in card and f">{amount}</div>" in card
    assert not [row for row in rows if row not in card], card
    assert "num.arabic\u00a0+ measure.level" in card  # a line breaks behind a plus, never before one


def test_an_amount_in_no_known_unit_is_shown_as_printed() -> None:
    mark = Mark("m", 4, 7, "30朵", "review", "no_indicator", "焰火", "level", "reported", "朵", Decimal(30), None, None,
                "exact", "重庆", None, None, "point", "num.arabic", 0.5)  # fmt: skip
    assert '<div class="sc-figure" lang="zh-CN">30朵</div>' in mark_card(mark, Words("en"), named=False)
    assert ">30 blooms</div>" in mark_card(mark, Words("en"), False, {"朵": "blooms"})


def test_a_figure_in_review_leads_to_itself_in_the_queue(waiting: Desk, open_page: Opener) -> None:
    app = open_page("evidence", document="d", at=place(waiting, "20场"))
    links = {one.proto.label: parse_qs(one.proto.query_string) for one in app.get("page_link")}
    wanted = {key: value[0] for key, value in links[Words("en")("action.open_review")].items()}
    assert wanted["figure"] == waiting.mention("20场", "d") and wanted["document"] == "d"
    shown = text_of(open_page("review", **wanted))
    here = shown[shown.index("sc-here") :]
    assert ">20场</mark>" in here[: here.index("</blockquote>")]
    app = open_page("evidence", document="c")
    assert Words("en")("action.open_review") not in [one.proto.label for one in app.get("page_link")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_decided_on_waits_for_the_refresh(waiting: Desk, open_page: Opener, language: Language) -> None:
    words, at = Words(language), place(waiting, "20场")
    waiting.decide(action="context", mention_id=waiting.mention("20场", "d"))
    app = open_page("evidence", language, document="d", at=at)
    assert words("evidence.decided") in [c.value for c in app.caption]
    assert words("action.open_review") not in [one.proto.label for one in app.get("page_link")]
    app = open_page("evidence", language, document="d", at=place(waiting, "300列"))  # another waits still
    assert words("evidence.decided") not in [c.value for c in app.caption]
    assert words("action.open_review") in [one.proto.label for one in app.get("page_link")]


def test_places_are_counted_in_the_text_on_screen(waiting: Desk, open_page: Opener) -> None:
    at = place(waiting, "5000列", "a")
    assert int(at) > 20  # behind a front matter
    assert "characters 15–19<" in text_of(open_page("evidence", document="a", at=at))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_digest_are_not_taken_for_a_newspapers(
    desk: Desk, open_page: Opener, language: Language
) -> None:
    (desk.raw / "e.md").write_text(
        "---\ntitle: 年末\nkind: digest\n---\n2024年，重庆开行中欧班列5200列。\n", encoding="utf-8"
    )
    desk.refresh()
    shown = open_page("evidence", language, document="e").selectbox(key="document_choice")
    kinds = [Words(language).label("kind", kind) for kind in ("digest", "article")]
    digests = [option for option in shown.options if kinds[0] in option]
    assert len(digests) == 1 and "年末" in digests[0]
    assert not [option for option in shown.options if kinds[1] in option]


def test_a_figure_that_waits_no_more_is_told(waiting: Desk, open_page: Opener) -> None:
    app = open_page("review", figure="gone")
    assert [w.value for w in app.warning] == [
        "The link asks for figure in review “gone”, which does not exist; the default is shown instead."
    ]
