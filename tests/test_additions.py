"""Indicators, names of indicators and unit words that people added: checked like the program's own, used at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.additions import (
    Additions,
    add_alias,
    add_indicator,
    add_unit_word,
    read_additions,
    vocabulary,
)
from pipelines.catalogue import load_catalogue
from pipelines.engine import Engine
from pipelines.errors import CatalogueError
from pipelines.refresh import refresh
from tests.decision_fixture import Desk
from tests.raw_fixture import published

KITES: dict[str, Any] = {
    "id": "kites_flown", "zh": "风筝数", "en": "Kites flown", "topic": "people", "unit": "只", "direction": "up",
    "time_basis": "flow", "triggers": ["风筝"], "about": {"zh": "放飞的风筝", "en": "Kites in the air"},
}  # fmt: skip
WHO = ("甲", "2025-03-01T08:00:00Z")


def problems(folder: Path) -> list[str]:
    return [problem.message for problem in vocabulary(read_additions(folder)).catalogue.problems]


def test_an_added_indicator_takes_its_figures(desk: Desk) -> None:
    add_indicator(desk.review, KITES, *WHO)
    assert desk.refresh().counts["review"] == 0
    query = "SELECT indicator_id, value, unit, review_status FROM observation WHERE quote = '400只'"
    assert desk.ask(query) == [("kites_flown", 400, "只", "auto")]
    assert desk.ask("SELECT name_en FROM indicator WHERE indicator_id = 'kites_flown'") == [("Kites flown",)]
    assert load_catalogue().indicators.keys() & {"kites_flown"} == set()  # the program's own stays as it was


def test_added_words_lead_to_an_indicator_and_its_unit(desk: Desk) -> None:
    (desk.raw / "d.md").write_text("---\npublished_on: 2025-01-10\n---\n2023年，重庆蓉欧快线达300轨次。\n")
    assert desk.refresh().counts["review"] + 0 >= 1
    add_alias(desk.review, "蓉欧快线", "china_europe_trains", *WHO)
    add_unit_word(desk.review, "轨次", "train", *WHO)
    desk.refresh()
    query = "SELECT indicator_id, value, unit, unit_as_published FROM observation WHERE document_id = 'd'"
    assert desk.ask(query) == [("china_europe_trains", 300, "train", "轨次")]
    refresh(desk.raw, desk.curated.parent / "workers", Engine(workers=2), desk.review)
    assert published(desk.curated.parent / "workers") == published(desk.curated)


def test_the_same_additions_make_one_vocabulary_and_none_the_programs_own(tmp_path: Path) -> None:
    assert vocabulary(Additions()).catalogue is load_catalogue()
    add_unit_word(tmp_path, "轨次", "train", *WHO)
    assert vocabulary(read_additions(tmp_path)) is vocabulary(read_additions(tmp_path))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "airport_passengers"}, "expected id of its own, found that of airport_passengers"),
        ({"unit": "furlong"}, "expected a unit of units.csv or a Chinese measure word, found 'furlong'"),
        ({"unit": "万亿"}, "expected a measure word as unit, found the numeral '万亿'"),
        ({"triggers": []}, "expected at least one trigger, found none"),
        ({"triggers": ["风筝", "的"]}, "expected words that name something, found '的'"),
        ({"triggers": ["风"]}, "expected a word of 2 characters or more, found '风'"),
        ({"triggers": ["标准箱"]}, "expected what is counted, found the unit '标准箱'"),
        ({"triggers": ["贵州省"]}, "expected what is counted, found the place '贵州省'"),
        ({"triggers": ["增长"]}, "expected a word that names something, found '增长'"),
        ({"triggers": ["中欧班列"], "unit": "列"}, "expected triggers of its own, found that of china_europe_trains"),
        ({"zh": "风\u200b筝"}, "expected text as zh, found '风.u200b筝'"),
        ({"unit": "亿元"}, "expected a measure word as unit, found the numeral '亿元'"),
        ({"id": "Kites Flown"}, "expected a snake_case id, found 'Kites Flown'"),
        ({"zh": "<b>"}, ""),
    ],
)
def test_a_wrong_indicator_is_not_added(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    if message:
        with pytest.raises(CatalogueError, match=message):
            add_indicator(tmp_path, KITES | change, *WHO)
        assert not (tmp_path / "indicators.yml").exists()
    else:
        add_indicator(tmp_path, KITES | change, *WHO)  # any text is a name; whoever shows it escapes it
        assert vocabulary(read_additions(tmp_path)).catalogue.indicators["kites_flown"].name_zh == "<b>"


def test_wrong_words_are_not_added(tmp_path: Path) -> None:
    add_alias(tmp_path, "蓉欧快线", "china_europe_trains", *WHO)
    wrong = [
        (add_alias, "蓉欧快线", "china_europe_trains", "expected a name of its own, found that of china_europe_trains"),
        (add_alias, "快", "china_europe_trains", "expected a name of 2 to 20 characters"),
        (add_alias, "人次", "china_europe_trains", "expected what is counted, found the unit '人次'"),
        (add_alias, "万列", "china_europe_trains", "expected what is counted, found the unit '万列'"),
        (add_alias, "黔江", "china_europe_trains", "expected what is counted, found the place '黔江'"),
        (add_alias, "成都重庆", "china_europe_trains", "expected what is counted, found the place '成都重庆'"),
        (add_alias, "增长", "china_europe_trains", "expected a word that names something, found '增长'"),
        (add_alias, "快线", "no_such", "expected an indicator of the catalogue, found 'no_such'"),
        (add_alias, '快,"线\n', "china_europe_trains", "expected"),
        (add_unit_word, "列", "train", "expected a word of its own, found one that stands for train"),
        (add_unit_word, "亿元", "亿元", "expected a word of its own, found '元' with a numeral, which is read already"),
        (add_unit_word, "万轨次", "train", "expected a measure word, found the numeral '万轨次'"),
        (add_unit_word, "轨次", "万轨次", "expected a measure word, found the numeral '万轨次'"),
        (add_unit_word, "轨 次", "train", "expected a word of 1 to 20 characters"),
        (add_unit_word, "万", "train", "expected a measure word, found the numeral '万'"),
        (add_unit_word, "亿", "train", "expected a measure word, found the numeral '亿'"),
        (add_unit_word, "百十", "train", "expected a measure word, found the numeral '百十'"),
        (add_unit_word, "千轨次", "千轨次", "expected a measure word, found the numeral '千轨次'"),
        (add_unit_word, "百轨次", "item", "expected a measure word, found the numeral '百轨次'"),
        (add_unit_word, "轨次", "千轨次", "expected a measure word, found the numeral '千轨次'"),
        (
            add_unit_word,
            "千列",
            "train",
            "expected a word of its own, found '列' with a numeral, which is read already",
        ),
        (add_unit_word, "千瓦", "kW", "expected a word of its own, found one that stands for kW"),
        (add_unit_word, "轨次", "万", "expected a measure word, found the numeral '万'"),
        (add_unit_word, "轨次", "trains", "expected a unit of units.csv or a Chinese measure word, found 'trains'"),
    ]
    for add, word, meaning, message in wrong:
        with pytest.raises(CatalogueError, match=message):
            add(tmp_path, word, meaning, *WHO)
    with pytest.raises(CatalogueError, match="expected added_by and added_at"):
        add_unit_word(tmp_path, "轨次", "train", "", "2025-03-01")
    assert (tmp_path / "aliases.csv").read_text().count("\n") == 2 and not (tmp_path / "units.csv").exists()


def test_what_belongs_to_a_physical_unit_is_no_numeral(tmp_path: Path) -> None:
    for word, unit in (("兆瓦特", "MW"), ("千伏特", "kV")):
        add_unit_word(tmp_path, word, unit, *WHO)
    add_indicator(tmp_path, KITES | {"unit": "千升"}, *WHO)
    with pytest.raises(CatalogueError, match="expected a measure word as unit, found the numeral '百盏'"):
        add_indicator(tmp_path, KITES | {"id": "lamps", "triggers": ["灯笼"], "unit": "百盏"}, *WHO)
    assert problems(tmp_path) == []


def test_an_added_unit_word_is_no_name_and_is_not_added_twice(tmp_path: Path) -> None:
    add_unit_word(tmp_path, "轨次", "train", *WHO)
    with pytest.raises(CatalogueError, match="expected what is counted, found the unit '轨次'"):
        add_alias(tmp_path, "轨次", "china_europe_trains", *WHO)
    for again in ("轨次", "万轨次"):
        with pytest.raises(CatalogueError, match="expected a word of its own, found"):
            add_unit_word(tmp_path, again, "train", *WHO)
    assert (tmp_path / "units.csv").read_text().count("\n") == 2 and not (tmp_path / "aliases.csv").exists()


def test_the_unit_of_an_added_indicator_may_be_a_word_for_it(tmp_path: Path) -> None:
    add_indicator(tmp_path, KITES | {"unit": "元"}, *WHO)
    assert vocabulary(read_additions(tmp_path)).catalogue.indicators["kites_flown"].unit == "CNY"


def test_full_width_letters_are_added_as_texts_are_read(tmp_path: Path) -> None:
    add_indicator(tmp_path, KITES | {"triggers": ["Ｋ线风筝", ["ＱＣ", "风筝"]]}, *WHO)
    add_alias(tmp_path, "ＲＯ快线", "china_europe_trains", *WHO)
    add_unit_word(tmp_path, "ＴＥ箱", "TEU", *WHO)
    catalogue, words = vocabulary(read_additions(tmp_path))
    assert catalogue.indicators["kites_flown"].triggers == (("K线风筝",), ("ＱＣ", "风筝"))
    assert ("RO快线",) in catalogue.indicators["china_europe_trains"].triggers and [w.word for w in words] == ["TE箱"]


def test_triggers_of_another_may_be_taken_with_what_keeps_them_apart(tmp_path: Path) -> None:
    change = {"triggers": ["中欧班列"], "unit": "train", "excludes": ["旅客"]}
    add_indicator(tmp_path, KITES | change, *WHO)
    assert problems(tmp_path) == []


def test_a_wrong_entry_in_the_files_is_named_and_the_rest_counts(tmp_path: Path) -> None:
    add_alias(tmp_path, "蓉欧快线", "china_europe_trains", *WHO)
    with open(tmp_path / "aliases.csv", "a") as stream:
        stream.write(
            "快线二号,no_such,甲,2025-03-01\n=1+1,china_europe_trains,甲,2025-03-01\n快线三号,china_europe_trains,,\n"
        )
    (tmp_path / "units.csv").write_text(
        "\ufeffword,unit,added_by,added_at\r\n轨次,train,甲,2025-03-01\r\n列,CNY,甲,2025-03-01\r\n"
    )
    (tmp_path / "indicators.yml").write_text("- {id: nobodys, zh: 无主}\n- just text\n")
    found = problems(tmp_path)
    assert [message.split(": ")[1] for message in found] == [
        "review, line 3", "review, entry 1", "review, entry 2", "review, line 3", "review, line 4", "review, line 5",
    ]  # fmt: skip
    catalogue, words = vocabulary(read_additions(tmp_path))
    assert ("蓉欧快线",) in catalogue.indicators["china_europe_trains"].triggers and [w.word for w in words] == ["轨次"]


@pytest.mark.parametrize(
    ("name", "content"), [("units.csv", b"\xff\xfe\0"), ("aliases.csv", b"a;b\n"), ("indicators.yml", b"5")]
)
def test_a_file_that_is_none_is_an_error_of_the_whole(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CatalogueError, match=name):
        vocabulary(read_additions(tmp_path))


def bomb(first: str, later: str) -> bytes:
    """Lists of lists by alias: nine to the eighth words."""
    return "\n".join([first, *(later.format(n, ", ".join([f"*a{n - 1}"] * 9)) for n in range(1, 9))]).encode()


def test_aliases_are_refused_before_they_are_followed(tmp_path: Path) -> None:
    add_indicator(tmp_path, KITES, *WHO)
    good = (tmp_path / "indicators.yml").read_bytes()
    (tmp_path / "indicators.yml").write_bytes(good + bomb("- &a0 [x, x]", "- &a{} [{}]"))
    found = problems(tmp_path)
    assert len(found) == 9 and all("an alias; write it out" in message for message in found[1:])
    assert "kites_flown" in vocabulary(read_additions(tmp_path)).catalogue.indicators
    (tmp_path / "indicators.yml").write_bytes(bomb("- id: &a0 [x, x]", "  k{0}: &a{0} [{1}]"))
    with pytest.raises(CatalogueError, match=r"^review/indicators.yml line 2: expected YAML, found .*an alias"):
        problems(tmp_path)


def test_depth_is_refused_before_the_loader_goes_down(tmp_path: Path) -> None:
    (tmp_path / "indicators.yml").write_text("- " + "[" * 100_000 + "]" * 100_000)
    with pytest.raises(CatalogueError, match=r"^review/indicators.yml line 1: .*more than 20 levels"):
        problems(tmp_path)
