"""What the pipeline says is said in both languages: every code it can give, with the values it gives."""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import get_args

import duckdb
import pytest

from dashboard import queries
from dashboard.messages import read, said
from dashboard.words import LANGUAGES, Language, Words, load
from pipelines import errors
from pipelines.checks import load_checks
from pipelines.decisions import ACTIONS
from pipelines.errors import DecisionError, as_parameters
from pipelines.exporting.book import NOTES
from pipelines.readers.fault import Reason
from pipelines.store import SCHEMA
from tests.table_fixture import build

ROOT = Path(__file__).parent.parent
PIPELINE = sorted((ROOT / "pipelines").rglob("*.py"))
RAISED = {name for name in vars(errors) if name.endswith("Error")} | {"Fault", "_Fault"}
# Codes that forms of the dashboard give, and the values they give with them.
OF_FORMS = {"period_text": {"found"}, "value_text": {"found"}, "value_commas": {"found"}, "field_needed": set(),
            "reason_missing": set(), "id": {"found"}}  # fmt: skip
IMPLIED = {"field", "code"}  # values that each message may use


def calls() -> list[tuple[Path, ast.Call]]:
    return [
        (path, node)
        for path in PIPELINE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def told() -> dict[str, list[set[str]]]:
    """code -> the names of the values given with it, of each place that gives it."""
    found: dict[str, list[set[str]]] = defaultdict(list)
    for _, call in calls():
        given = {keyword.arg or "**" for keyword in call.keywords}
        for keyword in call.keywords:
            if keyword.arg == "code":
                for part in ast.walk(keyword.value):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        # about: the field's place and name, and what stands in it; the rules add what was found
                        more = {"metadata_place", "name", "found"} if "**" in given else set()
                        more |= {"found"} if isinstance(call.func, ast.Name) and call.func.id == "_fault" else set()
                        found[part.value].append((given - {"**"}) | more)
    found["file_no_yaml"].append({"file", "line"})  # made as a dict, for two places
    for code in NOTES:
        found[code].append({"n"})
    con = duckdb.connect()
    con.execute(SCHEMA.read_text(encoding="utf-8"))
    for check in load_checks():
        if check.severity == "soft":
            columns = {str(row[0]) for row in con.execute(f"DESCRIBE ({check.sql})").fetchall()}
            found[check.name].append(columns - {"subject", "message"})
    return found


def test_each_error_that_is_raised_has_a_code() -> None:
    without = [
        f"{path.name}:{call.lineno}"
        for path, call in calls()
        if isinstance(call.func, ast.Name) and call.func.id in RAISED and call.args
        and not {"code", None} & {keyword.arg for keyword in call.keywords}  # None: passed on, as **values
    ]  # fmt: skip
    assert not without


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_is_said_with_the_values_it_has(language: Language) -> None:
    texts = load(language)
    wrong = {}
    for code, places in told().items():
        if f"message.{code}" not in texts:
            wrong[code] = "no text"
            continue
        holes = set(re.findall(r"\{(\w+)", texts[f"message.{code}"])) - IMPLIED
        if missing := [holes - given for given in places if holes - given]:
            wrong[code] = f"not given: {missing}"
    assert len(told()) > 120 and not wrong


def test_no_message_is_left_over() -> None:
    known = {f"message.{code}" for code in [*told(), *OF_FORMS]}
    assert {key for key in load("en") if key.startswith("message.")} == known


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_that_a_row_or_a_run_can_have_is_named(language: Language) -> None:
    stages = {part[1] for path in PIPELINE for part in re.finditer(r'\bstage(?:\(|=)"(\w+)"', path.read_text("utf-8"))}
    made = [call for _, call in calls() if isinstance(call.func, ast.Name) and call.func.id == "Problem"]
    problems = {str(part.value) for call in made for part in call.args[1:2] if isinstance(part, ast.Constant)}
    codes = {
        "refusal": set(get_args(Reason)),
        "check": {check.name for check in load_checks()} | {"catalogue_entry"},
        "stage": stages,
        "decision_state": {"applied", "stale", "undone", "superseded", "refused"},
        "action_done": set(ACTIONS),
        "add_problem": problems | set(get_args(Reason)) - {"duplicate", "vanished", "outside", "unreadable", "fault"},
    }
    named = {f"{group}.{code}" for group, known in codes.items() for code in known}
    assert {"start", "extract", "publish"} <= stages and {"no_figures", "failed"} <= problems
    assert named <= load(language).keys(), sorted(named - load(language).keys())


def test_a_table_of_an_earlier_release_has_messages_without_parameters(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    build(path)
    with duckdb.connect(str(path)) as con:
        con.execute("INSERT INTO finding VALUES ('conflict', 'soft', 'a b', 'an English line', '{\"code\": \"x\"}')")
        new = queries.findings(con)[0].parameters, queries.refusals(con)[0][3]
        for table in ("finding", "refusal", "review_log"):
            con.execute(f"ALTER TABLE {table} DROP COLUMN parameters")
        old = queries.findings(con)[0], queries.refusals(con)[0]
        assert queries.decision_states(con) == {}
    assert new == ('{"code": "x"}', "{}") and old[0][3:5] == ("an English line", "{}") and old[1][3] == "{}"


def test_a_message_names_codes_and_days_as_the_reader_does() -> None:
    parameters = as_parameters(
        code="reported_before_it_happened", indicator_id="trains", quote="5列", end="2025-12-31", day="", start=""
    )
    names = {("indicator", "trains"): "中欧班列开行量"}
    line = said(read(parameters), "English", Words("zh"), lambda kind, code: names.get((kind, code), ""))
    assert line == "中欧班列开行量：“5列”，所报时间截至2025年12月31日，而文档日期是空"


def test_a_quote_whose_figure_is_known_gives_way_to_it() -> None:
    parameters = read(as_parameters(code="target_has_deadline", indicator_id="x", claim="target", quote="4500列"))
    assert said(parameters, "", Words("en")) == "x: the target of “4500列” has no deadline"
    told = said(parameters, "", Words("en"), figures={"quote": "≥ 4,500 trains"})
    assert told == "x: the target of ≥ 4,500 trains has no deadline"


def test_a_message_in_a_message_is_said_too() -> None:
    note = json.loads(DecisionError("English", code="number", field="value", found="x").parameters)
    parameters = json.loads(as_parameters(code="decision_refused", line=3, note=note))
    assert said(parameters, "English", Words("zh")) == "decisions.csv 第 3 行：“x”不是数字。请写成 1234.5。"
    assert said(parameters, "English", Words("en")) == "Line 3 of decisions.csv: “x” is no number. Write 1234.5."


@pytest.mark.parametrize("parameters", ["", "{}", "[1]", "not JSON", '{"code": "unheard_of"}', '{"code": "number_of"}',
                                        '{"code": "magnitude", "quote": "5"}'])  # fmt: skip
def test_what_has_no_words_is_shown_as_it_is(parameters: str) -> None:
    assert said(read(parameters), "an English line", Words("zh")) == "an English line"


def test_a_value_from_a_file_stays_one_short_line_and_no_format() -> None:
    error = DecisionError("x", code="number", field="value", found="{code}\n" + "9" * 5000 + "\ud800")
    assert len(error.values["found"]) == errors.LONGEST and "\n" not in str(error.values["found"])
    assert said(json.loads(error.parameters), "", Words("en")).startswith("“{code} 999")
    assert json.loads(DecisionError("x").parameters) == {}
