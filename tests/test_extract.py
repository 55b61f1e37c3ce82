"""`pipelines.extract` on any text: it never raises, spans reproduce quotes, and one odd token never costs the rest."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import pipelines
from pipelines import extract
from pipelines.catalogue import load_catalogue
from pipelines.lexicon import read_words, unit_words
from tests.fuzz.invariants import check
from tests.test_numerals import chinese

WIDE = {48 + digit: 0xFF10 + digit for digit in range(10)}


def words(node: object) -> list[str]:
    """Every string in a lexicon file."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, dict):
        return [word for key, value in node.items() for word in (*words(key), *words(value))]
    return [word for value in node for word in words(value)] if isinstance(node, list) else []


LEXICON = sorted(
    {
        word
        for name in ("qualifiers", "measures", "claims", "context", "periods", "subjects")
        for word in words(read_words(f"{name}.yml"))
    }
    | set(unit_words())
)
TRIGGERS = sorted(
    {word for row in load_catalogue().indicators.values() for trigger in row.triggers for word in trigger}
)
AREAS = sorted(row.name_zh for row in load_catalogue().areas.values())
NUMERALS = [
    "3",
    "1.5",
    "1,160",
    "３５",
    "三",
    "两千三百",
    "三万五",
    "百",
    "廿",
    "3万5千",
    "1.7万亿",
    "2—3",
    "1/3",
    "2.1∶1",
    "百分之五",
    "翻一番",
    "每7台有1台",
    "几十",
]
GLUE = [
    "，",
    "、",
    "。",
    "；",
    "：",
    "\n",
    "\n\n",
    " ",
    "  ",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "和",
    "的",
    "第",
    "前",
    "分别",
    "T3B",
    "%",
    "-",
    "—",
    ".",
]
pieces = (
    st.sampled_from(NUMERALS)
    | st.sampled_from(LEXICON)
    | st.sampled_from(TRIGGERS)
    | st.sampled_from(AREAS)
    | st.sampled_from(GLUE)
    | st.characters()
    | st.text("0123456789〇一二三十百千万亿.", min_size=1, max_size=6)
)
texts = st.lists(pieces, max_size=30).map("".join)
days = st.none() | st.dates(date(1949, 10, 1), date(2099, 12, 31))


@given(texts, days)
@example("1.7万亿每7台有1台", None)  # 每 is no measure word of the number before it
def test_texts_of_the_lexicon_and_any_character(text: str, day: date | None) -> None:
    check(text, extract(text, day))


@given(st.text(max_size=200), days)
def test_any_text(text: str, day: date | None) -> None:
    check(text, extract(text, day))


@given(texts, days)
def test_the_same_text_gives_the_same_mentions(text: str, day: date | None) -> None:
    assert extract(text, day) == extract(text, day)


@given(texts)
def test_what_stands_before_does_not_cost_the_figure_after(text: str) -> None:
    quotes = [mention.quote for mention in extract(text + "。\n\n蜂胶产量为386万吨。")]
    assert quotes and quotes[-1] == "386万吨"


@given(texts)
def test_what_stands_after_does_not_cost_the_figure_before(text: str) -> None:
    mentions = extract("蜂胶产量为386万吨。\n\n" + text)
    assert mentions and mentions[0].quote == "386万吨" and mentions[0].value == 3860000


@given(st.integers(0, 12))
def test_white_space_inside_a_number_and_word_changes_no_attribute(place: int) -> None:
    sentence = "据市统计局初步核算，全市粮食总产量达到386万吨。"
    broken = sentence[: len(sentence) - 1 - place] + "\n" + sentence[len(sentence) - 1 - place :]
    whole, torn = extract(sentence), extract(broken)
    assert [(m.value, m.unit, m.bound, m.measure, m.name) for m in torn] == [
        (m.value, m.unit, m.bound, m.measure, m.name) for m in whole
    ]


@pytest.mark.parametrize(
    "fold", [lambda text: text.translate({48 + n: 0xFF10 + n for n in range(10)}), lambda text: text.replace("%", "％")]
)
def test_full_width_forms_change_no_attribute(fold: Callable[[str], str]) -> None:
    sentence = "2023年全市粮食总产量达到386.5万吨，增长2.6%。"
    for plain, folded in zip(extract(sentence), extract(fold(sentence)), strict=True):
        assert plain._replace(quote="") == folded._replace(quote="")


@given(st.integers(1, 10**9))
def test_one_number_in_every_form_is_one_value(number: int) -> None:
    forms = [str(number), f"{number:,}", chinese(number), f"{number}".translate(WIDE), f"{Decimal(number) / 10**4:f}万"]
    for form in forms:
        (mention,) = extract(f"蜂胶产量为{form}吨。")
        assert (mention.value, mention.unit, mention.quote) == (number, "tonne", f"{form}吨"), form


def test_the_doctest_of_the_package() -> None:
    result = doctest.testmod(pipelines)
    assert result.attempted and not result.failed


@pytest.mark.parametrize("length", [994, 997, 998, 999, 1000, 1998])
def test_a_figure_at_a_cut_of_a_text_without_stops_lies_in_its_sentence(length: int) -> None:
    text = "粮" * length + "产量386万吨同比增长5.5%"
    found = extract(text)
    assert [m.quote for m in found] == ["386万吨", "5.5%"]
    assert all(m.sentence_start <= m.start < m.end <= m.sentence_end <= len(text) for m in found)
