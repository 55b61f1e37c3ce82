"""Places in texts, and the list they come from. The cases are in specs/areas.json: quote, code, name."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.areas import find_areas
from pipelines.catalogue import FOLDER
from pipelines.lexicon import read_words

CASES = json.loads((Path(__file__).parent / "specs" / "areas.json").read_text(encoding="utf-8"))
ROWS = list(csv.DictReader((FOLDER / "ref_areas.csv").read_text(encoding="utf-8").splitlines()))
BY_CODE = {row["ref_area"]: row for row in ROWS}
LEXICON = read_words("areas.yml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_every_place_is_found(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [[text[hit.start : hit.end], hit.ref_area, hit.name] for hit in find_areas(text)] == case["hits"]


def test_codes_and_names_are_unique() -> None:
    for column in ("ref_area", "name_zh", "name_en"):
        assert [value for value, count in Counter(row[column] for row in ROWS).items() if count > 1] == []
    words = Counter(word for row in ROWS for word in (row["name_zh"], *filter(None, row["aliases"].split(";"))))
    assert [word for word, count in words.items() if count > 1] == []


def test_every_parent_and_member_is_listed() -> None:
    for row in ROWS:
        leaned_on = [row["parent"], *row["members"].split(";")]
        assert [code for code in leaned_on if code and code not in BY_CODE] == [], row["ref_area"]


def test_codes_follow_gb_t_2260() -> None:
    for row in ROWS:
        code = row["ref_area"]
        if not code.isdigit():
            assert re.fullmatch("[A-Z]+", code), code
            continue
        assert len(code) == 6
        level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
        assert row["kind"] == level, code
        assert row["parent"] in ("CN", f"{code[:2]}0000", f"{code[:4]}00"), code


def test_the_whole_country_is_listed_to_the_prefecture_and_home_to_the_county() -> None:
    kinds = Counter(row["kind"] for row in ROWS)
    assert (kinds["province"], kinds["prefecture"]) == (34, 333)
    home = Counter(row["ref_area"][:2] for row in ROWS if row["kind"] == "county")
    assert (home["50"], home["51"]) == (38, 183)


@pytest.mark.parametrize(
    ("code", "name"),
    [("500000", "重庆"), ("510100", "成都"), ("500116", "江津"), ("511600", "广安"), ("440300", "深圳"),
     ("650100", "乌鲁木齐"), ("520328", "湄潭"), ("110000", "北京"), ("310115", "浦东"), ("659001", "石河子")],
)  # fmt: skip
def test_well_known_codes(code: str, name: str) -> None:
    assert BY_CODE[code]["name_zh"] == name


def test_composites_are_areas_of_their_own() -> None:
    members = {code: BY_CODE[code]["members"].split(";") for code in ("CHUANYU", "CHENGYU", "SHUANGHE")}
    assert members == {
        "CHUANYU": ["500000", "510000"],
        "CHENGYU": ["500000", "510000"],
        "SHUANGHE": ["500000", "510100"],
    }
    assert len({BY_CODE[code]["name_zh"] for code in members}) == 3
    assert BY_CODE["ILSTC"]["kind"] == "corridor"


def test_every_listed_name_is_found_in_a_sentence_of_its_own() -> None:
    missed = [
        row["name_zh"] for row in ROWS if [hit.ref_area for hit in find_areas(row["name_zh"])] != [row["ref_area"]]
    ]
    assert missed == []


def test_a_shared_name_gets_the_code_of_the_city_named_before_it() -> None:
    assert [hit.ref_area for hit in find_areas("福州传来消息，鼓楼区投资增长")] == ["350100", "350102"]
    assert [hit.ref_area for hit in find_areas("鼓楼区投资增长")] == [""]


@pytest.mark.parametrize("word", sorted(LEXICON["guards"]))
def test_a_guarded_name_stands_alone_but_not_in_its_longer_words(word: str) -> None:
    row = LEXICON["guards"][word]
    assert [hit.start for hit in find_areas(f"，{word}，")] == [1]
    longer = [after + word for after in row.get("not_after", "")] + [
        word + before for before in row.get("not_before", "")
    ]
    for text in longer:
        assert all(text[hit.start : hit.end] != word for hit in find_areas(text))


_PIECES = [word for row in ROWS[::40] for word in (row["name_zh"], *row["aliases"].split(";"))] + list(
    "省市区县镇村，。在大学路"
)


@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=30))
def test_any_text_is_survived_and_hits_are_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for hit in find_areas(text):
        assert end <= hit.start < hit.end <= len(text)
        assert hit.name and (hit.ref_area == "" or hit.ref_area in BY_CODE)
        end = hit.end


def test_a_text_may_end_with_the_short_form_of_a_longer_name() -> None:
    hit = find_areas("伊金霍洛")[-1]
    assert (hit.start, hit.end, hit.ref_area) == (0, 4, "150627")
