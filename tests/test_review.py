"""Decisions of people on every refresh: applied, stale, undone, superseded, refused; nothing lost on the way."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.reviewing.proposals import propose
from pipelines.catalogue import load_catalogue
from pipelines.decisions import COLUMNS
from tests.decision_fixture import Desk
from tests.raw_fixture import published

KITES = {"indicator_id": "china_europe_trains", "unit": "train", "ref_area": "500000", "reason": "风筝按列计"}


def adds_up(desk: Desk) -> bool:
    ((mentions, observations, review, context),) = desk.ask(
        "SELECT mentions, observations, review_items, context_items FROM run"
    )
    return bool(mentions == observations + review + context)


def test_nothing_decided_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = published(desk.curated)
    desk.review.mkdir()
    desk.refresh()
    assert published(desk.curated) == before
    assert not desk.log.exists()


def test_a_corrected_figure_is_in_the_table(desk: Desk) -> None:
    made = desk.saved(action="correct", mention_id=desk.mention("400只"), value="410", **KITES)
    run = desk.refresh()
    assert (run.changes["added"], run.changes["gone"]) == (1, 0)
    rows = desk.ask(
        "SELECT indicator_id, ref_area, time_end, value, unit, review_status, confidence, rule_id FROM observation "
        "WHERE quote = '400只'"
    )
    assert [row[:7] for row in rows] == [
        ("china_europe_trains", "500000", date(2024, 12, 31), Decimal(410), "train", "corrected", 1.0)
    ]
    assert rows[0][7].endswith(f"+decision.{made}")
    assert desk.ask("SELECT disposition, reason FROM mention WHERE quote = '400只'") == [("accepted", "")]
    ((state, note, obs_id),) = desk.ask("SELECT state, note, obs_id FROM review_log")
    assert (state, note, obs_id) == ("applied", "", desk.obs("400只"))
    assert adds_up(desk)


def test_an_accepted_figure_stays_as_it_was_accepted(desk: Desk) -> None:
    desk.saved(action="accept", mention_id=desk.mention("7.5%"))
    desk.refresh()
    assert desk.ask("SELECT review_status, value, confidence FROM observation WHERE quote = '7.5%'") == [
        ("accepted", Decimal("7.5"), 1.0)
    ]


def test_a_figure_marked_as_context_leaves_the_table(desk: Desk) -> None:
    desk.saved(action="context", mention_id=desk.mention("7.5%"))
    desk.refresh()
    assert desk.ask("SELECT disposition, reason FROM mention WHERE quote = '7.5%'") == [("context", "decided")]
    assert desk.ask("SELECT * FROM observation WHERE quote = '7.5%'") == [] and adds_up(desk)


def test_a_statement_that_repeated_one_set_aside_takes_its_place(desk: Desk) -> None:
    (desk.raw / "d.md").write_text(
        "---\npublished_on: 2025-01-10\n---\n2023年，重庆开行中欧班列4000列。2023年，重庆开行中欧班列4000列。\n"
    )
    desk.refresh()
    first, second = (
        str(key) for (key,) in desk.ask("SELECT mention_id FROM mention WHERE quote = '4000列' ORDER BY 1")
    )
    assert desk.ask("SELECT reason FROM mention WHERE mention_id = ?", second) == [("repeated",)]
    made = desk.saved(action="context", mention_id=first)
    desk.refresh()
    dispositions = dict(desk.ask("SELECT mention_id, disposition FROM mention WHERE quote = '4000列'"))
    assert dispositions == {first: "context", second: "accepted"} and adds_up(desk)
    desk.saved(action="undo", undoes=made)
    desk.saved(action="accept", mention_id=second)
    desk.refresh()
    assert desk.ask("SELECT span_start, review_status FROM observation WHERE quote = '4000列'") == [
        (int(second.split(":")[1].split("-")[0]), "accepted")
    ]
    assert desk.ask("SELECT reason FROM mention WHERE mention_id = ?", first) == [("repeated",)] and adds_up(desk)


def test_a_changed_text_makes_a_decision_stale_and_no_other_characters_are_touched(desk: Desk) -> None:
    desk.saved(action="context", mention_id=desk.mention("7.5%"))
    path = desk.raw / "a.md"
    path.write_text(path.read_text().replace("---\n2024年", "---\n补：2024年"))
    run = desk.refresh()
    assert desk.states() == [("context", "stale")]
    assert desk.ask("SELECT disposition FROM mention WHERE quote = '7.5%'") == [("accepted",)] and adds_up(desk)
    (finding,) = [one for one in run.findings if one["check_name"] == "decision_stale"]
    assert finding["severity"] == "soft" and "a.md: the text has changed; decided was on 7.5%" in finding["message"]


def test_a_document_under_another_name_keeps_its_decisions(desk: Desk) -> None:
    desk.saved(action="context", mention_id=desk.mention("7.5%"))
    (desk.raw / "a.md").rename(desk.raw / "renamed.md")
    desk.refresh()
    assert desk.states() == [("context", "applied")]
    (desk.raw / "renamed.md").unlink()
    desk.refresh()
    ((note,),) = desk.ask("SELECT note FROM review_log")
    assert note == "a.md: no document has this text any more; decided was on 7.5%"


def test_the_last_decision_on_a_figure_counts(desk: Desk) -> None:
    mention = desk.mention("400只")
    first = desk.saved(action="context", mention_id=mention)
    second = desk.saved(action="correct", mention_id=mention, **KITES)
    desk.refresh()
    assert desk.ask("SELECT decision_id, state, note FROM review_log ORDER BY line") == [
        (first, "superseded", f"by {second}"), (second, "applied", ""),
    ]  # fmt: skip
    desk.saved(action="undo", undoes=second)
    desk.refresh()
    assert desk.states() == [("context", "applied"), ("correct", "undone"), ("undo", "applied")]
    assert desk.ask("SELECT disposition FROM mention WHERE quote = '400只'") == [("context",)]


def test_an_undone_decision_leaves_no_trace_in_the_figures(desk: Desk) -> None:
    before = {
        name: data for name, data in published(desk.curated).items() if name in ("observations.csv", "mentions.csv")
    }
    made = desk.saved(action="context", mention_id=desk.mention("7.5%"))
    desk.refresh()
    desk.saved(action="undo", undoes=made)
    desk.refresh()
    after = published(desk.curated)
    assert {name: after[name] for name in ("mentions.csv",)} == {"mentions.csv": before["mentions.csv"]}
    assert desk.ask("SELECT review_status FROM observation WHERE quote = '7.5%'") == [("auto",)]


BROKEN = [
    ({"indicator_id": "no_such"}, "expected an indicator of the catalogue, found no_such"),
    ({"ref_area": "999999"}, "expected an area of the catalogue, found 999999"),
    ({"unit": "CNY"}, "expected a unit of [train], the dimension of train (china_europe_trains, level), found CNY of"),
    ({"time_start": "2025-02-01"}, "expected a period that ends no earlier than it starts, found 2025-02-01 to 2024"),
    ({"time_end": "2024-02-30"}, "expected a date such as 2025-01-31 as time_end, found 2024-02-30"),
    (
        {"bound": "range", "low": "9", "high": "2"},
        "expected low and high in order and no value, for a range, found 9 2",
    ),
    ({"value": "1e9"}, "expected a decimal such as 1234.5 as value, found 1e9"),
    ({"value": "9" * 39}, "expected an amount that the table can hold"),
    ({"value": "9" * 80}, "expected an amount that the table can hold"),
    ({"low": "1", "high": "9" * 80, "bound": "range"}, "expected an amount that the table can hold"),
    ({"claim": "rumour"}, "expected claim to be one of reported | target | plan | implied, found rumour"),
    ({"value": "0.0000001"}, "expected at most six decimal places as value, found 0.0000001"),
    (
        {"indicator_id": "chengyu_distance", "value": "0.1", "unit": "mm"},
        "expected an amount that is not 0 with six decimal places of km, found 0.1 mm",
    ),
    ({"time_start": "2023-W01-1"}, "expected a date such as 2025-01-31 as time_start, found 2023-W01-1"),
    ({"reason": "风\0筝"}, "expected a reason without control characters, found U+0000"),
    ({"reason": "风\u202e筝"}, "expected a reason without control characters, found U+202E"),
    ({"reason": " "}, "expected a reason for correct, found nothing"),
]


def test_a_decision_that_breaks_a_rule_is_refused_before_it_is_written(desk: Desk) -> None:
    mention = desk.mention("400只")
    for fields, message in BROKEN:
        result = desk.decide(action="correct", mention_id=mention, **{**KITES, **fields})
        assert result["state"] == "refused" and result["message"].startswith(message)
    assert not desk.log.exists()


def test_rows_that_break_a_rule_are_refused_on_refresh_and_the_others_count(desk: Desk) -> None:
    desk.saved(action="correct", mention_id=desk.mention("400只"), **KITES)
    desk.saved(action="context", mention_id=desk.mention("7.5%"))
    header, row, other = desk.log.read_text().splitlines()
    cells = dict(zip(COLUMNS, row.split(","), strict=True))
    broken = [
        cells | {"decision_id": f"broken{number:02}"} | fields | ({"value": ""} if "low" in fields else {})
        for number, (fields, _) in enumerate(BROKEN)
    ]
    desk.log.write_text("\n".join([header, *(",".join(one.values()) for one in broken), other]))
    run = desk.refresh()
    assert desk.states() == [("correct", "refused")] * len(BROKEN) + [("context", "applied")] and adds_up(desk)
    found = [(one["subject"], one["message"]) for one in run.findings if one["check_name"] == "decision_refused"]
    for number, ((subject, said), (_, message)) in enumerate(zip(sorted(found), BROKEN, strict=True)):
        assert subject == f"broken{number:02}" and said.startswith(f"line {number + 2} of decisions.csv: {message}")


def test_the_same_decisions_give_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    desk.saved(action="correct", mention_id=desk.mention("400只"), **KITES)
    desk.saved(action="context", mention_id=desk.mention("7.5%"))
    first = desk.refresh()
    before = published(desk.curated)
    shutil.rmtree(desk.curated)
    second = desk.refresh()
    assert published(desk.curated) == before and second.run_id == first.run_id


def headline(desk: Desk) -> str:
    """The figure of the overview's card."""
    with desk.opened() as con:
        return next(fact.quote for fact in queries.headlines(con) if fact.indicator_id == "china_europe_trains")


def test_a_preferred_figure_settles_its_conflict(desk: Desk) -> None:
    def progress() -> list[tuple[object, ...]]:
        return desk.ask("SELECT report_value, status FROM progress WHERE indicator_id = 'china_europe_trains'")

    assert headline(desk) == "5600列"
    conflicts = "SELECT preferred_obs_id, decision_id FROM conflict"
    assert desk.ask(conflicts) == [(None, None)]
    assert [status for _, status in progress()] == ["indeterminate"]
    small, large = desk.obs("5000列"), desk.obs("5600列")
    made = desk.saved(action="prefer", obs_id=small, preferred_over=[large], reason="年报晚于快报")
    run = desk.refresh()
    assert desk.ask(conflicts) == [(small, made)]
    assert [one["check_name"] for one in run.findings] == []
    assert desk.ask("SELECT obs_id, over_obs_id, reason FROM preference") == [(small, large, "年报晚于快报")]
    assert progress() == [(Decimal(5000), "missed")]
    latest = "SELECT obs_id FROM latest_observation WHERE measure = 'level'"
    assert desk.ask(latest) == [(small,)] and headline(desk) == "5000列"
    # Somebody sees it the other way round; then a third value comes up, which nobody has looked at.
    desk.saved(action="prefer", obs_id=large, preferred_over=[small], reason="快报更正过")
    desk.refresh()
    assert desk.states() == [("prefer", "superseded"), ("prefer", "applied")]
    assert desk.ask(latest) == [(large,)] and progress() == [(Decimal(5600), "achieved")]
    (desk.raw / "d.md").write_text("---\npublished_on: 2025-03-10\n---\n2024年，重庆开行中欧班列5900列。\n")
    desk.refresh()
    assert len(desk.ask("SELECT * FROM conflict WHERE decision_id IS NULL")) == 1
    (desk.raw / "b.md").unlink()
    desk.refresh()
    assert desk.states()[1] == ("prefer", "stale")


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"reason": ""}, "expected a reason for prefer, found nothing"),
        ({"preferred_over": []}, "expected the obs_id of others as preferred_over, found nothing"),
        ({"preferred_over": ["no such"]}, "expected an obs_id of the table, found no such"),
        ({"preferred_over": ["itself"]}, "expected the obs_id of others as preferred_over, found that of the figure"),
        ({"preferred_over": ["growth"]}, "expected observations of the same indicator, area, time, measure and claim"),
    ],
)
def test_a_preference_is_among_figures_of_one_thing_and_has_a_reason(
    desk: Desk, request_: dict[str, object], message: str
) -> None:
    over = {"preferred_over": [desk.obs("5600列")], "reason": "年报"} | request_
    if over["preferred_over"] == ["growth"]:
        over["preferred_over"] = [desk.obs("7.5%")]
    if over["preferred_over"] == ["itself"]:
        over["preferred_over"] = [desk.obs("5600列"), desk.obs("5000列")]
    result = desk.decide(action="prefer", obs_id=desk.obs("5000列"), **over)
    assert result["state"] == "refused" and result["message"].startswith(message)


def test_an_area_that_is_proposed_without_one_in_the_text_is_a_guess(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.raw / "w.md").write_text("2023年，重庆、贵州开行中欧班列300列。\n", encoding="utf-8")
    desk.refresh()
    with desk.opened() as con:
        (item,) = queries.review_items(con, (desk.mention("300列", "w"),))
    offered = propose(item._replace(ref_area="510100"), load_catalogue())
    assert item.reason == "no_area" and offered.ref_area == "510100" and "ref_area" in offered.guessed


def test_a_name_of_another_unit_in_a_list_comes_last(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.raw / "w.md").write_text(
        "---\npublished_on: 2025-01-10\n---\n2024年，西部陆海新通道通达港口548个、3.6万列、355项。\n"
        "2024年，重庆办灯会12场。\n",
        encoding="utf-8",
    )
    desk.refresh()
    with desk.opened() as con:
        items = queries.review_items(con, queries.review_order(con, "w", "", "", 10))
    assert [item.quote for item in items] == ["12场", "3.6万列", "355项"]
