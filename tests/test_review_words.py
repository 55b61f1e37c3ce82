"""What the review queue says of itself: how much it holds, what things are called there, where links lead."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.reviewing import ui_queue
from tests.decision_fixture import Desk
from tests.page_fixture import Opener
from tests.test_review_page import (  # two are fixtures
    EN,
    current,
    desk,  # noqa: F401
    go_to,
    html,
    open_queue,  # noqa: F401
    press,
    texts,
)


def test_the_line_above_the_queue_counts_what_it_holds(
    desk: Desk,  # noqa: F811
    open_queue: Opener,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "All 6: 5 figures and 1 conflict. The most complete" in texts(open_queue().caption)
    assert "共 6 条：5 个数字、1 组矛盾。" in texts(open_queue(language="zh").caption)
    assert "All 4 figures. " in texts(open_queue(reason="no_indicator").caption)
    alone = texts(open_queue(reason="no_area").caption)
    assert "1 figure" in alone and EN("review.order") not in alone  # nothing comes first
    monkeypatch.setattr(ui_queue, "SIZE", 4)
    assert "1–4 of 6: 5 figures and 1 conflict." in texts(open_queue().caption)


def test_what_waits_is_called_by_names_of_the_readers_language(desk: Desk, open_queue: Opener) -> None:  # noqa: F811
    app = open_queue()
    go_to(app, desk, "300列")
    press(app, "review_context")
    go_to(app, desk, "12场")
    assert "**“办灯会”\u00a0· 12 events**" in [str(one.value) for one in app.markdown]
    (told,) = (body for one in app.get("html") if "300 trains" in (body := str(one.proto.body)) and "甲" in body)
    assert "Chongqing, Guizhou" in told and "not an indicator" in told and "重庆" not in told


def test_a_document_without_a_title_has_one_name(desk: Desk, open_queue: Opener) -> None:  # noqa: F811
    shown = html(open_queue(document="a"))
    assert ">400只</mark>" in shown and shown.count(">a</") == 3  # the figure, and two cards of the conflict
    assert "5000列，同比增长7.5%。</" not in shown.replace("</blockquote>", "")


def test_the_account_does_not_lead_to_the_page_that_it_is_on(desk: Desk, open_queue: Opener) -> None:  # noqa: F811
    (account,) = (body for one in open_queue().get("html") if '<div class="sc-sum' in (body := str(one.proto.body)))
    assert "<b>5</b>" in account and "<a" not in account


def test_a_link_to_a_figure_holds_until_the_reader_goes_on(desk: Desk, open_queue: Opener) -> None:  # noqa: F811
    def lost(app: AppTest) -> list[str]:
        return [str(one.value) for one in app.warning if "does not exist" in str(one.value)]

    figure = desk.mention("12场", "w")
    app = open_queue(figure=figure)
    assert ">12场</mark>" in current(app) and not lost(app)
    app.text_input(key="review_search").set_value("焰火").run()  # a search that does not find it
    assert ">30朵</mark>" in current(app) and not lost(app) and "figure" not in app.query_params
    app = open_queue(figure=figure)
    press(app, "review_forward")
    assert ">12场</mark>" not in current(app) and "figure" not in app.query_params
    app = open_queue(figure=figure)
    press(app, "review_context")  # decided on: it waits no longer
    assert ">12场</mark>" not in current(app) and not lost(app)
    assert lost(open_queue(figure="w:1-2"))


def test_the_same_link_is_followed_again_after_the_reader_has_gone_on(desk: Desk, open_queue: Opener) -> None:  # noqa: F811
    figure = desk.mention("12场", "w")
    app = open_queue(figure=figure)
    press(app, "review_forward")
    app.query_params["figure"] = figure
    app.run()
    assert ">12场</mark>" in current(app) and app.query_params["figure"] in (figure, [figure])
    del app.query_params["figure"]
    app.text_input(key="review_search").set_value("焰火").run()
    app.text_input(key="review_search").set_value("").run()
    app.query_params["figure"] = figure
    app.run()
    assert ">12场</mark>" in current(app)


def test_the_address_names_no_figure_but_the_current_one(desk: Desk, open_queue: Opener) -> None:  # noqa: F811
    app = open_queue(figure=desk.mention("30朵", "w"))
    assert ">30朵</mark>" in current(app)
    app.checkbox(key=f"tick_{desk.mention('12场', 'w')}").check().run()
    press(app, "review_context")  # of the ticked one, which stands before it
    assert ">30朵</mark>" in current(app) or "figure" not in app.query_params
