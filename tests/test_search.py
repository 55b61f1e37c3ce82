"""What is typed into the search box: Chinese, English, pinyin, initials."""

from __future__ import annotations

import pytest

from dashboard.exploring.pinyin import sounds_like, spelling
from dashboard.exploring.search import LONGEST, MOST_WORDS, terms
from dashboard.rows import Area, Indicator

PASSENGERS = Indicator("passengers", "机场旅客吞吐量", "Airport passengers", "transport", "", "", "", "", "", 1, 1)
TRAINS = Indicator("trains", "中欧班列开行量", "Freight train runs", "transport", "", "", "", "", "", 1, 1)
CITIES = [Area("500000", "重庆市", "Chongqing", "province"), Area("510100", "成都市", "Chengdu", "prefecture")]


@pytest.mark.parametrize(("typed", "name", "found"), [
    ("lkttl", "机场旅客吞吐量", True), ("jclkttl", "机场旅客吞吐量", True), ("lvke", "机场旅客吞吐量", True),
    ("lvkett", "机场旅客吞吐量", False), ("lktl", "机场旅客吞吐量", False), ("an", "机场旅客吞吐量", False),
    ("cq", "重庆市", True), ("chongq", "重庆市", True), ("zq", "重庆市", False), ("zdxm", "重大项目数", True),
    ("chengdu", "成都市", True), ("engdu", "成都市", False), ("fl", "涪陵区", True), ("teubx", "TEU标箱数", True),
])  # fmt: skip
def test_a_name_is_found_by_initials_or_syllables_of_its_words(typed: str, name: str, found: bool) -> None:
    assert sounds_like(typed, name) is found


def test_letters_and_digits_spell_themselves() -> None:
    assert spelling("A股5G网率").syllables == ("a", "gu", "5", "g", "wang", "lv")


@pytest.mark.parametrize(("typed", "indicators", "areas"), [
    ("lkttl", ["passengers"], []), ("班列", ["trains"], []), ("Freight", ["trains"], []), ("cd", [], ["510100"]),
    ("chong", [], ["500000"]), ("q", [], ["500000"]), ("8700万", [], []), ("%", [], []), ("'", [], []),
])  # fmt: skip
def test_a_word_stands_for_the_names_that_hold_it_or_sound_like_it(
    typed: str, indicators: list[str], areas: list[str]
) -> None:
    (term,) = terms(typed, [PASSENGERS, TRAINS], CITIES)
    assert (list(term.indicators), list(term.areas)) == (indicators, areas)


def test_a_hyphen_finds_a_name_that_has_a_dash() -> None:
    corridor = Area("ILSTC", "西部陆海新通道", "New Western Land–Sea Corridor", "corridor")
    assert [terms(typed, [], [corridor])[0].areas for typed in ("Land-Sea", "land–sea")] == [("ILSTC",)] * 2


def test_words_are_read_one_by_one_and_not_without_end() -> None:
    found = terms("cq lkttl", [PASSENGERS, TRAINS], CITIES)
    assert [(t.text, t.indicators, t.areas) for t in found] == [
        ("cq", (), ("500000",)), ("lkttl", ("passengers",), ()),
    ]  # fmt: skip
    assert terms("   ", [PASSENGERS], CITIES) == ()
    endless = terms("长" * 1000 + " x" * 1000, [PASSENGERS], CITIES)
    assert len(endless) == MOST_WORDS and len(endless[0].text) == LONGEST
