"""Vintages compared, and earlier tables looked at, in Streamlit's own test runner."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import state, ui
from dashboard.words import Words
from pipelines.vintages import current_run_id
from tests.decision_fixture import TEXTS, Desk
from tests.page_fixture import Opener

EN = Words("en")


@pytest.fixture
def runs(desk: Desk) -> list[str]:
    """The ids of three vintages: 5000 trains; 5200; and a document with a target less."""
    found = [current_run_id(desk.curated)]
    (desk.raw / "a.md").write_text(TEXTS["a.md"].replace("5000列", "5200列"), encoding="utf-8")
    desk.refresh()
    found.append(current_run_id(desk.curated))
    (desk.raw / "c.md").unlink()
    desk.refresh()
    return [str(one) for one in (*found, current_run_id(desk.curated))]


def html(app: AppTest) -> str:
    return "\n".join(body for one in app.get("html") if not (body := str(one.proto.body)).startswith("<style>"))


def address(app: AppTest, key: str) -> str:
    found = app.query_params.get(key, "")
    return found[0] if isinstance(found, list) else str(found)


def test_the_current_vintage_and_the_one_before_come_first(desk: Desk, runs: list[str], open_page: Opener) -> None:
    app = open_page("vintages")
    assert (address(app, "before"), address(app, "after")) == (runs[1], runs[2])
    assert html(app).count("sc-change") == 1 and 'data-kind="gone"' in html(app)
    assert f"vintage={runs[1]}" in html(app)  # the old sentence is in the old table


def test_vintages_are_told_apart_by_what_they_begin_with(desk: Desk, runs: list[str], open_page: Opener) -> None:
    for name, seconds in zip(runs, (5, 9, 200), strict=True):
        os.utime(desk.curated / "vintages" / f"{name}.duckdb", (1_700_000_000 + seconds,) * 2)
    app = open_page("vintages")
    assert "sc-hint" in html(app)
    first, second, third = (f"14 November 2023, {time} UTC" for time in ("22:13:25", "22:13:29", "22:16"))
    assert [one.replace("\u00a0", " ") for one in app.selectbox(key="after_choice").options] == [
        f"Current · {third} · 3 observations · {runs[2][:8]}",
        f"{second} · 4 observations · {runs[1][:8]}",
        f"{first} · 4 observations · {runs[0][:8]}",
    ]
    options = open_page("indicators", "zh").selectbox(key="vintage_choice").options
    assert options[1].startswith("当前\u00a0· 2023年11月14日 22:16（UTC）\u00a0· 3 条观测")


def test_two_vintages_by_permalink_filtered_by_kind(desk: Desk, runs: list[str], open_page: Opener) -> None:
    app = open_page("vintages", before=runs[0], after=runs[2])
    shown = html(app)
    assert 'data-kind="revised"' in shown and 'data-kind="gone"' in shown
    assert ">5000列</mark>" in shown and ">5200列</mark>" in shown
    assert (
        shown.index("5,000") < shown.index("5,200") if "5,000" in shown else shown.index("5000") < shown.index("5200")
    )
    shown = html(open_page("vintages", before=runs[0], after=runs[2], kind="gone"))
    assert f">{EN('vintages.before')}</div>" not in shown and shown.count("<blockquote>") == 1  # the one side there is
    app = open_page("vintages", before=runs[0], after=runs[2], kind="revised")
    assert f">{EN('vintages.before')}</div>" in html(app) and html(app).count("<blockquote>") == 2
    assert 'data-kind="gone"' not in html(app) and html(app).count("sc-change") == 1


def test_a_vintage_that_is_not_kept_gets_a_message(desk: Desk, runs: list[str], open_page: Opener) -> None:
    app = open_page("vintages", before="<b>../x", after=runs[2])
    assert [str(e.value) for e in app.error] == [EN("vintage.unknown", run="\\<b\\>../x")]
    app.button(key="last_two").click().run()
    assert not app.error and address(app, "before") == runs[1]


def test_the_same_twice_and_a_single_vintage_are_told(desk: Desk, open_page: Opener) -> None:
    app = open_page("vintages")
    assert [i.value for i in app.info] == [EN("vintages.only_one")] and "sc-hint" not in html(app)
    only = str(current_run_id(desk.curated))
    (desk.raw / "c.md").unlink()
    desk.refresh()
    assert [i.value for i in open_page("vintages", before=only, after=only).info] == [EN("vintages.same")]


def test_a_vintage_of_another_release_gets_a_message(desk: Desk, runs: list[str], open_page: Opener) -> None:
    path = desk.curated / "vintages" / "00000000000a.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE observation (obs_id VARCHAR)")
    app = open_page("vintages", before="00000000000a", after=runs[2])
    assert len(app.error) == 1 and "other tables" in str(app.error[0].value)
    app = open_page("indicators", vintage="00000000000a")
    assert EN("vintage.other_schema") in [str(e.value) for e in app.error]


def test_an_earlier_table_is_shown_said_and_left_again(desk: Desk, runs: list[str], open_page: Opener) -> None:
    app = open_page("indicators", indicator="china_europe_trains", view="table", vintage=runs[0])
    assert "5,000 trains" in list(app.dataframe[0].value["figure"])
    assert any(runs[0] in str(w.value) for w in app.warning)
    assert all(f"vintage={runs[0]}" in one for one in app.dataframe[0].value["sentence"])
    app.button(key="vintage_back").click().run()
    figures = list(app.dataframe[0].value["figure"])
    assert "5,200 trains" in figures and "5,000 trains" not in figures and not app.warning


def test_a_table_is_chosen_on_the_page_and_stands_in_the_address(
    desk: Desk, runs: list[str], open_page: Opener
) -> None:
    app = open_page("indicators", indicator="china_europe_trains", view="table")
    app.selectbox(key="vintage_choice").select(runs[0]).run()
    assert address(app, "vintage") == runs[0] and "5,000 trains" in list(app.dataframe[0].value["figure"])
    app.selectbox(key="vintage_choice").select("").run()
    assert address(app, "vintage") == "" and "5,200 trains" in list(app.dataframe[0].value["figure"])


def test_the_current_one_by_its_id_is_no_earlier_one(desk: Desk, runs: list[str], open_page: Opener) -> None:
    app = open_page("indicators", indicator="china_europe_trains", vintage=runs[2])
    assert not app.warning and address(app, "vintage") == runs[2]


@pytest.mark.parametrize("page", ["overview", "targets", "evidence", "query"])
def test_other_pages_that_look_read_an_earlier_table_too(
    desk: Desk, runs: list[str], open_page: Opener, page: str
) -> None:
    assert any(runs[0] in str(w.value) for w in open_page(page, vintage=runs[0]).warning)


@pytest.mark.parametrize("name", ["zzz", "../../etc/passwd", "00000000000f"])
def test_an_unknown_table_gets_a_message_and_the_way_back(
    desk: Desk, runs: list[str], open_page: Opener, name: str
) -> None:
    app = open_page("indicators", vintage=name)
    assert len(app.error) == 1 and not app.get("plotly_chart")
    app.button(key="vintage_back").click().run()
    assert not app.error and app.get("plotly_chart")


def test_an_indicator_that_the_earlier_table_lacks_is_said(desk: Desk, runs: list[str], open_page: Opener) -> None:
    app = open_page("indicators", indicator="airport_passengers", vintage=runs[0])
    assert EN("vintage.lacks", name="airport_passengers".replace("_", "\\_")) in [str(i.value) for i in app.info]


def test_without_an_earlier_table_there_is_no_choice_of_one(table: Path, open_page: Opener) -> None:
    assert "vintage_choice" not in [box.key for box in open_page("indicators").selectbox]


@pytest.mark.parametrize("page", ["overview", "indicators", "explore"])
def test_a_run_rests_on_one_table_whatever_is_published_meanwhile(
    page: str, desk: Desk, runs: list[str], open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(page)
    found = iter([state.kept(desk.curated, runs[0])])
    newest = state.current(desk.curated)
    monkeypatch.setattr(state, "current", lambda _: next(found, newest))
    read: set[str] = set()
    answer = ui._answer
    monkeypatch.setattr(ui, "_answer", lambda asked, query: read.add(asked[1]) or answer(asked, query))
    app.run()
    assert read == {runs[0]}
    read.clear()
    app.run()
    assert read == {runs[2]}
