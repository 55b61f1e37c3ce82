"""The review queue in Streamlit's own test runner, on a table that the program built: decide, undo, refresh, look."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.formats import markdown_safe as safe
from dashboard.words import Language, Words
from pipelines.decisions import Decision, append_decisions, read_decisions
from tests.decision_fixture import Desk
from tests.page_fixture import Opener

EN = Words("en")
WAITING = """---
title: 札记 <script>alert(1)</script>
published_on: 2025-01-10
---
2023年，重庆、贵州开行中欧班列300列。
2024年，重庆办灯会12场。
2024年，重庆放焰火30朵。
2022年，重庆新栽行道树*900棵*。
2020年，重庆开行中欧班列2000列。
"""


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The table with four more figures that wait: of trains without an area, lanterns, fireworks and trees."""
    (desk.raw / "w.md").write_text(WAITING, encoding="utf-8")
    desk.refresh()
    return desk


@pytest.fixture
def open_queue(desk: Desk, open_page: Opener) -> Opener:
    """Open the page, with a name entered unless it is empty."""

    def opened(name: str = "甲", language: Language = "en", **filters: str) -> AppTest:
        app = open_page("review", language, **filters)
        if name:
            app.text_input(key="decides_field").set_value(name).run()
        return app

    return opened


def html(app: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in app.get("html"))


def queue(app: AppTest, desk: Desk) -> list[str]:
    """The quotes of the figures on screen, in order."""
    ids = [box.key.removeprefix("tick_") for box in app.checkbox if box.key and box.key.startswith("tick_")]
    return [str(quote) for one in ids for (quote,) in desk.ask("SELECT quote FROM mention WHERE mention_id = ?", one)]


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception, app.exception


def current(app: AppTest) -> str:
    """The card that the keys act on."""
    (found,) = (body for one in app.get("html") if 'sc-item" aria-current="true"' in (body := str(one.proto.body)))
    return found


def go_to(app: AppTest, desk: Desk, quote: str) -> str:
    """Make a figure the current one; gives its mention_id."""
    while f">{quote}</mark>" not in current(app):
        press(app, "review_forward")
    (found,) = desk.ask("SELECT mention_id FROM mention WHERE quote = ?", quote)
    return str(found[0])


def prefer(app: AppTest, obs_id: str, why: str) -> None:
    """Settle the current conflict."""
    (which,) = (str(radio.key) for radio in app.radio if str(radio.key).startswith("which_"))
    app.radio(key=which).set_value(obs_id).run()
    conflict = which.removeprefix("which_").rsplit("_", 1)[0]  # the last part is the language
    app.text_input(key=f"why_{conflict}").set_value(why)
    press(app, f"prefer_{conflict}")


def texts(items: Any) -> str:
    return "\n".join(str(one.value) for one in items)


def test_the_queue_shows_what_waits_the_most_valuable_first(desk: Desk, open_queue: Opener) -> None:
    app = open_queue()
    shown = html(app)
    assert queue(app, desk)[0] == "300列" and sorted(queue(app, desk)[1:]) == ["12场", "30朵", "400只", "900棵"]
    assert 'data-balanced="true"' in shown and EN("reason.no_area") in shown
    assert "<mark" in shown and ">300列</mark>" in shown
    assert "China–Europe freight train runs" in shown and ">Chongqing</u> (proposed)" in shown  # the area
    assert "<script>alert" not in shown and "&lt;script&gt;alert(1)" in shown


def test_nobody_decides_without_a_name(desk: Desk, open_queue: Opener) -> None:
    app = open_queue(name="")
    go_to(app, desk, "300列")
    assert all(app.button(key=f"review_{name}").disabled for name in ("accept", "correct", "context"))
    assert EN("review.name_first") in texts(app.caption)


def test_accept_correct_set_aside_undo_and_refresh(desk: Desk, open_queue: Opener) -> None:
    app = open_queue()
    go_to(app, desk, "300列")
    # Accept the proposal for the first: the button says what is only a guess.
    assert app.button(key="review_accept").label == "Accept, with Chongqing taken as the area"
    press(app, "review_accept")
    assert "300列" not in queue(app, desk) and "1 decision for the next refresh" in texts(app.markdown)
    # Correct the kites: the form opens, wants a reason and a time that can be read, and then saves.
    kites = go_to(app, desk, "400只")
    press(app, "review_correct")
    app.selectbox(key=f"indicator_id_{kites}_en").select("china_europe_trains")
    app.selectbox(key=f"unit_{kites}_en").select("train")
    app.text_input(key=f"period_{kites}").set_value("next year")
    app.text_input(key=f"value_{kites}").set_value("many")
    press(app, f"save_{kites}")
    told = texts(app.error)  # all that is wrong, at once
    assert "2024\u201105\u201131" in told  # a date is not torn at the end of a line
    assert "is not a valid time" in told and "is no number" in told and safe(EN("message.reason_missing")) in told
    assert "Correct first: Why, Time, Value." in texts(app.warning)  # beside the button
    assert app.button(key="review_accept").proto.type == "secondary"  # the form's is the one to press
    assert len(read_decisions(desk.review)) == 1
    app.text_input(key=f"value_{kites}").set_value("")
    app.text_input(key=f"period_{kites}").set_value("2019-01/2019-03")
    press(app, f"save_{kites}")
    assert safe(EN("message.reason_missing")) in texts(app.error) and len(read_decisions(desk.review)) == 1
    app.text_input(key="review_why").set_value("风筝即班列")
    press(app, f"save_{kites}")
    assert not app.error and len(read_decisions(desk.review)) == 2 and "400只" not in queue(app, desk)
    # Two at once are no figures; one of them after all.
    for quote in ("12场", "30朵"):
        ((mention,),) = desk.ask("SELECT mention_id FROM mention WHERE quote = ?", quote)
        app.checkbox(key=f"tick_{mention}").check().run()
    press(app, "review_context")
    assert queue(app, desk) == ["900棵"] and len(read_decisions(desk.review)) == 4
    press(app, "undo_last")
    assert sorted(queue(app, desk))[0] in ("12场", "30朵") and len(queue(app, desk)) == 2

    desk.refresh()
    app.run()
    assert not app.exception
    rows = desk.ask(
        "SELECT quote, ref_area, unit, time_start::VARCHAR, review_status FROM observation "
        "WHERE review_status <> 'auto' ORDER BY 1"
    )
    assert rows == [
        ("300列", "500000", "train", "2023-01-01", "accepted"),
        ("400只", "500000", "train", "2019-01-01", "corrected"),
    ]
    assert len(queue(app, desk)) == 2 and "for the next refresh" not in texts(app.markdown)
    assert [state for _, state in desk.states()] == ["applied", "applied", "applied", "undone", "applied"]
    # What counts can be taken back, too.
    made = desk.ask("SELECT decision_id FROM review_log WHERE action = 'accept'")[0][0]
    press(app, f"back_{made}")
    desk.refresh()
    assert desk.ask("SELECT disposition FROM mention WHERE quote = '300列'") == [("review",)]


def test_a_rule_that_is_broken_is_told_and_nothing_is_saved(desk: Desk, open_queue: Opener) -> None:
    app = open_queue()
    kites = go_to(app, desk, "400只")
    press(app, "review_correct")
    app.selectbox(key=f"indicator_id_{kites}_en").select("airport_passengers")
    app.text_input(key="review_why").set_value("试")
    press(app, f"save_{kites}")
    assert "does not fit" in texts(app.error) and "400只" in queue(app, desk)
    assert read_decisions(desk.review) == []
    assert app.text_input(key="review_why").value == "试"


def test_two_reviewers_are_told_of_each_other(desk: Desk, open_queue: Opener) -> None:
    app = open_queue()
    mention = go_to(app, desk, "400只")
    other = desk.saved(action="context", mention_id=mention, decided_by="乙_[x](y)", reason="玩具")
    press(app, "review_context")
    assert "乙" in texts(app.warning) and "玩具" in texts(app.warning) and "[x](y)" not in texts(app.warning)
    assert [row.decision_id for row in read_decisions(desk.review)] == [other]
    assert "400只" not in queue(app, desk)  # it is decided; the way back is there
    told = texts(app.warning)
    assert "()" not in told and " UTC" in told and "T0" not in told
    assert not [button for button in app.button if button.key == "undo_last"]  # U is for one's own decisions
    press(app, f"undo_{other}")
    assert "乙" in texts(app.warning) and "400只" not in queue(app, desk)  # asked first
    press(app, f"undo_{other}_sure")
    assert "400只" in queue(app, desk)


def test_the_same_decision_twice_is_one_and_no_quarrel_with_oneself(desk: Desk, open_queue: Opener) -> None:
    app = open_queue()
    mention = go_to(app, desk, "12场")
    desk.saved(action="context", mention_id=mention)  # of the same name: the first of two presses
    press(app, "review_context")
    assert not app.warning and len(read_decisions(desk.review)) == 1 and "12场" not in queue(app, desk)
    other = go_to(app, desk, "400只")
    desk.saved(action="context", mention_id=other, reason="玩具")
    press(app, "review_context")  # for no reason: that is another one
    assert "玩具" in texts(app.warning) and len(read_decisions(desk.review)) == 2


def test_filters_leave_what_is_asked_for(desk: Desk, open_queue: Opener) -> None:
    app = open_queue(reason="no_area")
    assert queue(app, desk) == ["300列"]
    app = open_queue(document="a")
    assert queue(app, desk) == ["400只"] and ">5600列</mark>" in html(app)
    app.text_input(key="review_search").set_value("灯会").run()
    assert EN("empty.no_match") in texts(app.info)
    app = open_queue(reason="no_such", document="no_such")
    app.text_input(key="review_search").set_value("灯会").run()
    assert queue(app, desk) == ["12场"]


def test_decisions_are_told_apart(desk: Desk, open_queue: Opener) -> None:
    app = open_queue()
    go_to(app, desk, "300列")
    press(app, "review_accept")
    go_to(app, desk, "12场")
    press(app, "review_context")  # such a decision names no indicator: what was read says it
    for figure, about in (("300 trains", ("China–Europe freight train runs", "Chongqing", "2023")),
                          ("12 events", ("办灯会", "Chongqing", "2024"))):  # fmt: skip
        shown = f">{figure}"  # in the reader's units
        told = [body for one in app.get("html") if shown in (body := str(one.proto.body)) and "甲" in body]
        assert len(told) == 2 and all(word in body for body in told for word in about)  # waiting, and in the history
    assert EN("review.as_of") in texts(app.caption)


def test_what_cannot_be_accepted_says_why(desk: Desk, open_queue: Opener) -> None:
    app = open_queue()
    go_to(app, desk, "300列")
    assert not app.button(key="review_accept").disabled and EN("review.accept_needs") not in texts(app.caption)
    go_to(app, desk, "12场")
    assert app.button(key="review_accept").disabled and EN("review.accept_needs") in texts(app.caption)


def test_the_name_stays_from_page_to_page_and_in_the_browser(
    desk: Desk, open_queue: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_queue(name="甲; x")
    assert "sc_decides=%E7%94%B2%3B%20x; path=/" in html(app)
    app.switch_page("pages/conflicts.py").run()
    assert app.text_input(key="decides_field").value == "甲; x"
    cookies = {"sc_decides": "%E4%B9%99"}
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: cookies))
    assert open_queue(name="").text_input(key="decides_field").value == "乙"


def test_an_empty_queue_says_so(desk: Desk, open_queue: Opener) -> None:
    app = open_queue()
    for box in list(app.checkbox):
        box.check()
    app.run()
    press(app, "review_context")
    assert not queue(app, desk) and EN("review.empty_pending") not in texts(app.success)  # the conflict is left
    prefer(app, desk.obs("5000列"), "年报")
    assert EN("review.empty_pending") in texts(app.success)
    desk.refresh()
    app.run()
    assert EN("review.empty") in texts(app.success) and not app.exception


def test_a_pending_decision_on_a_figure_of_the_table_hides_nothing(desk: Desk, open_queue: Opener) -> None:
    for quote in ("5000列", "7.5%", "5600列", "5500列", "2000列"):
        ((mention,),) = desk.ask("SELECT mention_id FROM mention WHERE quote = ?", quote)
        desk.saved(action="context", mention_id=mention)
    assert len(queue(open_queue(), desk)) == 5


def test_a_log_that_is_none_is_told(desk: Desk, open_queue: Opener) -> None:
    desk.review.mkdir(exist_ok=True)
    desk.log.write_text("id;what\n")
    assert "lacks the columns" in texts(open_queue(name="").error)


def test_added_words_that_cannot_be_read_are_told(desk: Desk, open_queue: Opener) -> None:
    desk.review.mkdir(exist_ok=True)
    (desk.review / "indicators.yml").write_text("- [", encoding="utf-8")
    assert "review/indicators.yml" in texts(open_queue(name="").error)


def test_odd_rows_of_the_log_do_not_break_the_page(desk: Desk, open_queue: Opener) -> None:
    odd = Decision(0, decided_by="<b>x</b>", action="context", file="a.md", span_start="x", span_end="", quote="=1+1")
    append_decisions(desk.review, [(odd, None), (Decision(0, action="undo", undoes="nothing"), None)])
    app = open_queue()
    assert not app.exception and "<b>x</b>" not in html(app) + texts(app.markdown)
