"""What is wrong with a form stands at its field, in the reader's language, and nothing is saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.formats import markdown_safe
from dashboard.words import LANGUAGES, Language, Words
from pipelines.additions import read_additions
from pipelines.catalogue import load_catalogue
from pipelines.decisions import read_decisions
from tests.decision_fixture import Desk
from tests.page_fixture import Opener

WIDGETS = ("text_input", "selectbox", "button", "radio", "checkbox", "text_area")


@pytest.fixture
def form(desk: Desk, open_page: Opener) -> Callable[[Language], AppTest]:
    """The Review page with the form open that corrects the figure that waits, 400只."""

    def opened(language: Language) -> AppTest:
        app = open_page("review", language, reason="no_indicator")
        app.text_input(key="decides_field").set_value("甲").run()
        press(app, "review_correct")
        return app

    return opened


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception, app.exception


def fill(app: AppTest, kites: str, cells: dict[str, str], language: str) -> None:
    for name, cell in cells.items():
        inputs = {str(box.key) for box in app.text_input}
        key = name if name in inputs else f"{name}_{kites}"
        if key in inputs:
            app.text_input(key=key).set_value(cell)
        else:
            app.selectbox(key=f"{key}_{language}").select(cell)


def faults(app: AppTest, kites: str) -> dict[str, list[str]]:
    """The field that each fault stands below, without the figure and the language in its key -> the faults."""
    found: dict[str, list[str]] = {}
    field = ""
    for node in app.main:
        if node.type in WIDGETS:
            field = str(node.key).replace(f"_{kites}", "")
            field = re.sub("_(zh|en)$", "", field) if node.type == "selectbox" else field
        elif node.type == "error":
            found.setdefault(field, []).append(str(node.value))
    return found


def said(code: str, language: Language, **values: str) -> str:
    if bound := values.get("bound"):
        values["bound"] = Words(language).label("bound", bound)
    if field := values.get("field"):
        values["field"] = Words(language).label("message_field", field)
    if unit := load_catalogue().units.get(values.get("unit", "")):
        values["unit"] = Words(language).pick(unit.symbol_zh, unit.symbol_en)
    text = markdown_safe(Words(language)(f"message.{code}", **values))
    return re.sub(r"(?<=\d)\\-(?=\d\d\b)", "\u2011", text)  # a date is not torn


WHY = {"review_why": "试"}
TRAINS = {"zh": "中欧班列开行量", "en": "China–Europe freight train runs"}
CORRECTIONS = [
    ({"period": "next year"} | WHY, {"period": ("period_text", {"found": "next year"})}),
    ({"value": "many", "period": "-"} | WHY, {"value": ("value_text", {"found": "many"})}),
    ({"value": "many", "period": "x"}, {"review_why": ("reason_missing", {}), "period": ("period_text", {"found": "x"}),
                                        "value": ("value_text", {"found": "many"})}),
    (WHY, {"indicator_id": ("indicator_unknown", {})}),
    ({"indicator_id": "china_europe_trains", "value": "3~2", "unit": "train"} | WHY, {"value": ("range_ends", {})}),
    ({"indicator_id": "china_europe_trains", "unit": "train", "bound": "range"} | WHY, {"value": ("range_ends", {})}),
    ({"indicator_id": "china_europe_trains", "unit": "train", "value": "1.12345678"} | WHY,
     {"value": ("decimal_places", {"found": "1.12345678"})}),
    ({"value": "12,5", "period": "2025/2024", "bound": "about"} | WHY, {"value": ("value_commas", {"found": "12,5"})}),
    ({"value": "２～３", "bound": "about"} | WHY, {"value": ("ends_of_bound", {"bound": "about"})}),
    ({"indicator_id": "china_europe_trains", "unit": "train", "value": "9" * 80} | WHY,
     {"value": ("amount_large", {"found": "9" * 80})}),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("cells", "expected"), CORRECTIONS, ids=lambda one: "+".join(one))
def test_what_is_wrong_with_a_correction_stands_at_its_field(
    desk: Desk, form: Callable[[Language], AppTest], language: Language, cells: dict[str, str],
    expected: dict[str, tuple[str, dict[str, str]]],
) -> None:  # fmt: skip
    app, kites = form(language), desk.mention("400只")
    fill(app, kites, cells, language)
    press(app, f"save_{kites}")
    assert faults(app, kites) == {field: [said(code, language, **v)] for field, (code, v) in expected.items()}
    assert read_decisions(desk.review) == []
    assert all(app.text_input(key=key).value == cell for key, cell in cells.items() if key == "review_why")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_names_indicator_measure_and_unit_as_the_reader_does(
    desk: Desk, form: Callable[[Language], AppTest], language: Language
) -> None:
    app, kites = form(language), desk.mention("400只")
    fill(app, kites, {"indicator_id": "china_europe_trains", **WHY}, language)
    press(app, f"save_{kites}")
    ((field, (text,)),) = faults(app, kites).items()
    assert field == "unit" and markdown_safe(TRAINS[language]) in text and "china_europe" not in text
    assert markdown_safe(Words(language).label("measure", "level")) in text
    fill(app, kites, {"unit": "train"}, language)
    press(app, f"save_{kites}")
    assert not app.error and len(read_decisions(desk.review)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction_that_changes_nothing_is_told_at_the_head_of_the_form(
    desk: Desk, form: Callable[[Language], AppTest], language: Language
) -> None:
    (desk.raw / "a.md").write_text("2024年，重庆开行中欧班列比上年增加300列。\n", encoding="utf-8")
    desk.refresh()
    app, trains = form(language), desk.mention("300列")
    fill(app, trains, WHY, language)
    press(app, f"save_{trains}")
    assert list(faults(app, trains).values()) == [[said("nothing_changed", language)]]
    fill(app, trains, {"value": "301"}, language)
    press(app, f"save_{trains}")
    assert not app.error and [row.value for row in read_decisions(desk.review)] == ["301"]


NEEDED = ("field_needed", {})
ADDITIONS = [
    ("alias", {"alias_word": ""}, {"alias_word": NEEDED, "alias_of": NEEDED}),
    ("alias", {"alias_word": "x1", "alias_of": "china_europe_trains"}, {"alias_word": ("alias", {"found": "x1"})}),
    ("indicator", {"new_zh": "", "new_id": "Bad Code", "new_triggers": ""},
     {"new_zh": NEEDED, "new_en": NEEDED, "new_triggers": NEEDED, "new_id": ("id", {"found": "Bad Code"})}),
    ("alias", {"alias_word": "人次", "alias_of": "china_europe_trains"},
     {"alias_word": ("word_unit", {"found": "人次"})}),
    ("alias", {"alias_word": "贵州", "alias_of": "china_europe_trains"},
     {"alias_word": ("word_place", {"found": "贵州"})}),
    ("indicator", {"new_en": "Kites", "new_id": "kites", "new_triggers": "风筝、的"},
     {"new_triggers": ("word_plain", {"found": "的"})}),
    ("indicator", {"new_en": "Kites", "new_id": "kites", "new_triggers": "风"},
     {"new_triggers": ("word_short", {"found": "风", "limit": "2"})}),
    ("indicator", {"new_zh": "风\u200b筝", "new_en": "Kites", "new_id": "kites"},
     {"new_zh": ("entry_hidden", {"found": "风\u200b筝", "field": "zh"})}),
    ("indicator", {"new_en": "Kites", "new_id": "kites", "new_triggers": "🪁🪁"},
     {"new_triggers": ("word_form", {"found": "🪁🪁", "limit": "20"})}),
    ("unit", {}, {"unit_word": NEEDED}),
    ("unit", {"unit_word": "1"}, {"unit_word": ("unit_word_form", {"found": "1"})}),
    ("unit", {"unit_word": "亿"}, {"unit_word": ("unit_numeral", {"found": "亿"})}),
    ("unit", {"unit_word": "公里"}, {"unit_word": ("unit_word_taken", {"found": "公里", "unit": "km"})}),
    ("unit", {"unit_word": "亿元"}, {"unit_word": ("unit_word_read", {"found": "亿元", "plain": "元", "unit": "CNY"})}),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "cells", "expected"), ADDITIONS)
def test_what_is_wrong_with_an_entry_of_the_catalogue_stands_at_its_field(
    desk: Desk, form: Callable[[Language], AppTest], language: Language, kind: str, cells: dict[str, str],
    expected: dict[str, tuple[str, dict[str, str]]],
) -> None:  # fmt: skip
    app, kites = form(language), desk.mention("400只")
    fill(app, kites, cells, language)
    press(app, f"add_{kind}_{kites}")
    assert faults(app, kites) == {field: [said(code, language, **v)] for field, (code, v) in expected.items()}
    assert read_additions(desk.review) == read_additions(None)


def test_a_code_that_is_taken_names_whose_it_is(desk: Desk, form: Callable[[Language], AppTest]) -> None:
    app, kites = form("zh"), desk.mention("400只")
    fill(app, kites, {"new_en": "Kites", "new_id": "china_europe_trains"}, "zh")
    press(app, f"add_indicator_{kites}")
    assert faults(app, kites) == {"new_id": [said("taken", "zh", other=TRAINS["zh"])]}


def test_a_name_that_cannot_be_kept_is_told_below_it(form: Callable[[Language], AppTest], desk: Desk) -> None:
    app = form("zh")
    app.text_input(key="decides_field").set_value("甲\u200b乙").run()
    assert faults(app, desk.mention("400只")) == {"decides_field": [said("who", "zh")]}


def test_unsent_choices_and_the_faults_stay_when_the_language_is_switched(
    desk: Desk, form: Callable[[Language], AppTest]
) -> None:
    app, kites = form("en"), desk.mention("400只")
    fill(app, kites, {"claim": "target", "alias_of": "china_europe_trains", "new_direction": "down"}, "en")
    app.run()
    press(app, f"save_{kites}")
    assert faults(app, kites) == {"review_why": [said("reason_missing", "en")]}
    app.selectbox(key=f"measure_{kites}_en").select("growth").run()  # not sent
    app.segmented_control(key="lang_choice").set_value("zh").run()
    kept = {name: app.selectbox(key=f"{name}_{kites}_zh").value for name in ("claim", "measure", "alias_of")}
    assert kept == {"claim": "target", "measure": "growth", "alias_of": "china_europe_trains"}
    assert app.selectbox(key=f"new_direction_{kites}_zh").value == "down"
    assert faults(app, kites) == {"review_why": [said("reason_missing", "zh")]}


def test_of_several_figures_each_is_named_and_all_stay_ticked(desk: Desk, form: Callable[[Language], AppTest]) -> None:
    (desk.raw / "a.md").write_text("2024年，重庆有风筝400只。\n2023年，重庆有风车30只。\n", encoding="utf-8")
    desk.refresh()
    app = form("zh")
    for quote in ("400只", "30只"):
        app.checkbox(key=f"tick_{desk.mention(quote)}").check().run()
    fill(app, "many", {"indicator_id": "china_europe_trains", **WHY}, "zh")
    press(app, "save_many")
    found = faults(app, "many")
    assert list(found) == ["unit"] and sorted(text.split(" — ")[0] for text in found["unit"]) == ["30只", "400只"]
    assert all(app.checkbox(key=f"tick_{desk.mention(quote)}").value for quote in ("400只", "30只"))
    assert read_decisions(desk.review) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_without_a_title_is_told_below_the_title_and_the_engine_is_quoted(
    desk: Desk, form: Callable[[Language], AppTest], monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    language: Language,
) -> None:  # fmt: skip
    monkeypatch.setenv("SHUANGCHENG_QUERIES", str(tmp_path / "queries"))
    app, words = form(language), Words(language)
    app.switch_page("pages/query.py")
    app.query_params.update({"lang": language, "sql": "SELECT nothing FROM observation"})
    app.run()
    assert words("query_error.unknown_column") in [str(one.value) for one in app.error]
    assert words("query.detail") in [str(one.value) for one in app.caption]
    assert any("nothing" in str(one.value) for one in app.code)
    assert not any(button.key == "save_query" for button in app.button)  # there is no use in keeping it
    app.query_params.update({"sql": "SELECT 1 AS n"})
    app.run()
    press(app, "save_query")
    assert faults(app, "none")["save_title"] == [words("query_error.no_title")]
    assert not (tmp_path / "queries").exists()
    app.text_area(key="sql_typed").set_value("  ")
    next(button for button in app.button if button.label == words("query.run")).click().run()
    assert [str(one.value) for one in app.error] == [words("query_error.empty")]
