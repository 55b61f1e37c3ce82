"""Quantities of flat text: numeral, unit and bound, in every combination."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lexicon import unit_words
from pipelines.reading.quantity import unit_at
from pipelines.reading.scan import scan

BEFORE = {
    "突破": "more_than",
    "超过": "more_than",
    "不少于": "at_least",
    "不到": "less_than",
    "不超过": "at_most",
    "近": "nearly",
    "约": "about",
}
AFTER = {"以上": "at_least", "以下": "at_most", "左右": "about"}
PLAIN_UNITS = sorted(
    row.word
    for row in unit_words().values()
    if row.kind == "physical" and row.word not in ("度", "方", "里", "石", "寸")
)
amounts = st.decimals("0.01", "9999.99", places=2)


@given(amounts, st.sampled_from(["", "万", "亿"]), st.sampled_from(PLAIN_UNITS))
def test_a_number_with_a_unit(amount: Decimal, magnitude: str, word: str) -> None:
    scale = {"": 1, "万": 10**4, "亿": 10**8}[magnitude]
    (found,) = scan(f"总量为{amount}{magnitude}{word}。", [])
    assert (found.value, found.unit, found.bound) == (amount * scale, unit_words()[word].unit, "exact")
    assert found.start == 3 and found.end == 3 + len(f"{amount}{magnitude}{word}")


@given(amounts, st.sampled_from(sorted(BEFORE)), st.sampled_from(PLAIN_UNITS))
def test_a_bound_before(amount: Decimal, bound: str, word: str) -> None:
    (found,) = scan(f"总量{bound}{amount}{word}。", [])
    assert (found.value, found.bound) == (amount, BEFORE[bound])
    open_above, open_below = found.bound in ("more_than", "at_least"), found.bound in ("less_than", "at_most", "nearly")
    assert found.low == (amount if open_above else None)
    assert found.high == (amount if open_below else None)


@given(amounts, st.sampled_from(sorted(AFTER)), st.sampled_from(PLAIN_UNITS))
def test_a_bound_after(amount: Decimal, bound: str, word: str) -> None:
    (found,) = scan(f"总量为{amount}{word}{bound}。", [])
    assert (found.value, found.bound) == (amount, AFTER[bound])


@given(st.integers(1, 500), st.integers(1, 500), st.sampled_from("—-~至到"), st.sampled_from(PLAIN_UNITS))
def test_a_range(low: int, width: int, link: str, word: str) -> None:
    (found,) = scan(f"总量为{low}{link}{low + width}{word}。".replace("-", "—"), [])
    assert (found.value, found.low, found.high, found.bound) == (None, low, low + width, "range")


@given(st.lists(st.integers(1, 9999), min_size=2, max_size=5), st.sampled_from(["吨", "亩", "户", "%"]))
def test_a_unit_shared_over_a_list(amounts: list[int], word: str) -> None:
    found = scan("分别为" + "、".join(map(str, amounts)) + word + "。", [])
    assert [(one.value, one.word) for one in found] == [(amount, word) for amount in amounts]


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_ratio(left: int, right: int) -> None:
    (found,) = scan(f"收入比为{left}∶{right}。", [])
    # 1∶8.3 is stated from the small side: the number is 8.3.
    expected = Decimal(right) if left == 1 else (Decimal(left) / right).quantize(Decimal("0.0001")).normalize()
    assert (found.shape, found.value) == ("ratio", expected)


@given(st.integers(1, 98), st.integers(2, 99))
def test_parts_of_a_whole(top: int, bottom: int) -> None:
    if not top < bottom:
        return
    (found,) = scan(f"{top}/{bottom}的村庄通了客车。", [])
    assert found.unit == "percent" and found.value is not None
    assert abs(found.value - Decimal(100 * top) / bottom) < Decimal("0.000001")


def test_a_masked_number_is_a_date() -> None:
    assert scan("2024年产量为5吨。", [(0, 5)])[0].numeral == "5"


@pytest.mark.parametrize("word", sorted(unit_words()))
def test_the_longest_unit_word_is_taken(word: str) -> None:
    found = unit_at(word + "。", 0)
    assert found is not None and found.word == word


def test_a_unit_word_inside_another_word_is_none() -> None:
    assert unit_at("成果", 0) is None
    assert unit_at("GBX", 0) is None


@given(
    st.text(
        "0123456789.,一二十百千万亿两点分之每有/:：、%吨个成倍番第前数几上多余来以约近超过至到—-零〇 \n", max_size=80
    )
)
def test_quantities_stand_in_order_and_apart(text: str) -> None:
    position = 0
    for found in scan(text, []):
        assert position <= found.start < found.end <= len(text)
        assert found.unit_end <= len(text)
        assert found.value is None or found.value.is_finite()
        assert found.low is None or found.high is None or found.low <= found.high
        position = found.end
