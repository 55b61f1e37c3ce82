"""Words of a list in a text, against a plain search for each of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.wordlist import Heads, Signs, WordList

SIGNS = "增长降幅年A\U0001f000\ud800"
WORDS = st.lists(st.text(SIGNS, min_size=1, max_size=5), max_size=12)


@given(WORDS, st.text(SIGNS, max_size=30))
def test_every_word_is_found_wherever_it_stands(words: list[str], text: str) -> None:
    expected = {(start, word) for word in words for start in range(len(text)) if text.startswith(word, start)}
    found = WordList(words).every(text)
    assert set(found) == expected
    assert len(found) == len(expected)
    assert [start for start, _ in found] == sorted(start for start, _ in found)


@given(WORDS, st.text(SIGNS, max_size=30))
def test_without_overlap_the_leftmost_and_longest_are_found(words: list[str], text: str) -> None:
    expected, end = [], 0
    for start in range(len(text)):
        here = [word for word in words if start >= end and text.startswith(word, start)]
        if here:
            expected.append((start, max(here, key=len)))
            end = start + len(expected[-1][1])
    assert WordList(words).longest(text) == expected


def test_a_list_and_a_text_may_be_empty() -> None:
    assert WordList([]).every("增长5%") == []
    assert WordList(["增长"]).longest("") == []


@given(st.text("，。电讯A\U0001f000", max_size=30), st.integers(1, 4), st.integers(1, 3))
def test_signs_are_found_alone_and_before_others(text: str, first: int, count: int) -> None:
    reach = range(first, first + count)
    stops, lines = Signs("，。"), Signs("电讯")
    assert stops.places(text) == [place for place, char in enumerate(text) if char in "，。"]
    assert stops.before(text, lines, reach) == [
        place
        for place in stops.places(text)
        if any(text[place + step : place + step + 1] in ("电", "讯") for step in reach)
    ]


def test_lists_that_share_tables_are_entered_once() -> None:
    """Threads that all read for the first time make the same list at once."""
    heads = Heads()
    same = {heads.add(frozenset(["增长", "下降"])) for _ in range(20)}
    assert len(same) == 1
    others = [heads.add(frozenset([f"{number}年"])) for number in range(7)]
    assert len({*same, *others}) == 8
    with pytest.raises(ValueError, match="no more than 8"):
        heads.add(frozenset(["月"]))
