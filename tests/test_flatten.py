"""Flat text: what is joined, what is kept apart, and that every offset leads back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.flatten import flatten

PIECES = [
    "粮食产量",
    "386",
    "万吨",
    "，",
    "。",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "  ",
    "\t",
    "　　",
    "5%",
    "３８",
    "⻓",
    "一、",
    "A",
    "\u200b",
    "（",
    "）",
]
texts = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=40).map("".join)


@given(texts, st.integers(0, 20))
def test_each_character_leads_back_to_itself_or_what_it_was_folded_from(text: str, start: int) -> None:
    start = min(start, len(text))
    flat = flatten(text, start)
    origins = [flat.origin(offset) for offset in range(len(flat.text))]
    for offset, origin in enumerate(origins):
        char, source = flat.text[offset], text[origin] if origin < len(text) else ""
        if char in " \n":
            continue  # stands for the white space before `origin`
        assert source, (offset, origin)
        assert char == source or not source.isspace(), (offset, char, source)
        assert char == source or flatten(source).text == char


@given(texts)
def test_offsets_rise_and_stay_in_the_text(text: str) -> None:
    flat = flatten(text)
    origins = [flat.origin(offset) for offset in range(len(flat.text))]
    assert origins == sorted(origins)
    assert all(0 <= origin <= len(text) for origin in origins)


@given(texts)
def test_nothing_but_white_space_is_lost(text: str) -> None:
    kept = "".join(flatten(text).text.split())
    # What `flatten` takes for white space is more than str.split does.
    bare = "".join(char for char in "".join(text.split()) if char not in "\u200b\ufeff\u00ad")
    assert len(kept) == len(bare)


@given(texts)
def test_flat_text_is_flat(text: str) -> None:
    once = flatten(text).text
    assert "\r" not in once and "\t" not in once
    assert "\n\n" not in once and "  " not in once


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("全市粮食总产量达到3\n86万吨，", "全市粮食总产量达到386万吨，"),
        ("全市粮食总产量达到386\r\n万吨，", "全市粮食总产量达到386万吨，"),
        ("总产量３８６万吨", "总产量386万吨"),
        ("总产量 386 万吨", "总产量386万吨"),
        ("出口增⻓6.5％", "出口增长6.5%"),
        ("⼤⽓", "大气"),
        ("产量386\u200b万吨", "产量386万吨"),
        ("产量5–6吨", "产量5—6吨"),
        ("第一段到此为止。\n第二段从这里开始。", "第一段到此为止。\n第二段从这里开始。"),
        ("第一段到此为止。\n\n\n第二段从这里开始。", "第一段到此为止。\n第二段从这里开始。"),
        ("原煤  1260  3.5\n原盐  84.6  2.1", "原煤 1260 3.5\n原盐 84.6 2.1"),
        ("一、粮食\n二、水利", "一、粮食\n二、水利"),
        ("达到9 5%。", "达到95%。"),
    ],
)
def test_joins_and_keeps_apart(text: str, flat: str) -> None:
    assert flatten(text).text == flat


def test_the_front_matter_stays_outside() -> None:
    text = "---\ntitle: x\n---\n产量386 万吨。"
    flat = flatten(text, text.index("产"))
    assert flat.text == "产量386万吨。"
    start, end = flat.span(2, 7)
    assert text[start:end] == "386 万吨"


@pytest.mark.parametrize("code", range(0x2F00, 0x2FD6))
def test_each_kangxi_radical_is_its_ordinary_character(code: int) -> None:
    # For the radical of doors, Unicode names the traditional character; these texts write the simplified one.
    assert flatten(chr(code)).text == {"⼾": "户"}.get(chr(code), unicodedata.normalize("NFKC", chr(code)))


def test_a_full_line_of_a_column_goes_on_although_a_sentence_ends_there() -> None:
    lines = ["甲乙丙丁戊己庚辛壬癸子丑"] * 11
    lines[4] = "甲乙丙丁戊己庚辛壬癸子。"  # full: the paragraph goes on
    lines[8] = "甲乙丙丁戊己庚辛。"  # short: the paragraph ends
    flat = flatten("\n".join([*lines, "甲乙"])).text
    assert flat.count("\n") == 1 and flat.index("\n") == 12 * 8 + 9
    assert flatten("\n".join(lines[:6])).text.count("\n") == 1  # too few lines to tell a column's width
