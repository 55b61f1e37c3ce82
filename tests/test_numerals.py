"""Numerals to exact decimals: what is written in many forms is read back as the same number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.numerals import MAX_CHARACTERS, parse

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def section(number: int) -> str:
    """1 to 9999 in place-value characters: 2305 is 二千三百零五."""
    text, gap = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + DIGITS[digit] + word
        gap = False
    return text


def chinese(number: int) -> str:
    """1 to 10**12 - 1 in full, as a bank would write it: 230050 is 二十三万零五十."""
    text, gap = "", False
    for scale, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // scale % 10**4
        if part == 0:
            gap = bool(text)
            continue
        text += ("零" if text and (gap or part < 1000) else "") + section(part) + word
        gap = False
    return text


@given(st.integers(1, 10**12 - 1))
def test_chinese_in_full(number: int) -> None:
    assert parse(chinese(number)) == number


@given(st.integers(1, 10**12 - 1))
def test_chinese_in_formal_characters(number: int) -> None:
    assert parse(chinese(number).translate(FORMAL)) == number


@given(st.integers(10, 19))
def test_a_leading_one_may_be_left_out(number: int) -> None:
    assert parse(chinese(number).removeprefix("一")) == number


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["百", "千", "万", "亿"]))
def test_the_last_place_may_be_left_out(head: int, tail: int, word: str) -> None:
    """三万五 is 35000."""
    scale = parse("一" + word)
    assert scale is not None
    assert parse(f"{DIGITS[head]}{word}{DIGITS[tail]}") == head * scale + tail * scale / 10


@given(st.integers(100, 10**9).filter(lambda n: str(n)[0] != "0"))
def test_digit_by_digit(number: int) -> None:
    digits = str(number).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    assert parse(digits) == number


@given(st.integers(0, 10**15))
def test_arabic(number: int) -> None:
    assert parse(str(number)) == number


@given(st.integers(0, 10**15))
def test_arabic_with_separators(number: int) -> None:
    assert parse(f"{number:,}") == number


@given(
    st.decimals(0, 10**6, places=3), st.sampled_from([("", 1), ("百", 100), ("千", 1000), ("万", 10**4), ("亿", 10**8)])
)
def test_arabic_decimals_with_a_magnitude(number: Decimal, magnitude: tuple[str, int]) -> None:
    word, scale = magnitude
    assert parse(f"{number}{word}") == number * scale


@given(st.decimals("0.001", "9999", places=3))
def test_ten_thousand_times_a_hundred_million(number: Decimal) -> None:
    assert parse(f"{number}万亿") == number * Decimal("1e12")


@given(st.integers(1, 9999), st.integers(1, 9))
def test_mixed(wan: int, qian: int) -> None:
    """3万5千 is 35000."""
    assert parse(f"{wan}万{qian}千") == wan * 10**4 + qian * 1000


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_hundred_millions_and_ten_thousands(yi: int, wan: int) -> None:
    assert parse(f"{yi}亿{wan}万") == yi * 10**8 + wan * 10**4


@given(st.integers(1, 9999), st.integers(1, 999))
def test_zero_between_parts(wan: int, rest: int) -> None:
    """2万零5 is 20005, unlike 2万5."""
    assert parse(f"{wan}万零{rest}") == wan * 10**4 + rest


@given(st.integers(0, 99), st.text("〇一二三四五六七八九", min_size=1, max_size=4))
def test_chinese_decimals(whole: int, part: str) -> None:
    spelled = "零" if whole == 0 else chinese(whole)
    digits = part.translate(str.maketrans("〇一二三四五六七八九", "0123456789"))
    assert parse(f"{spelled}点{part}") == Decimal(f"{whole}.{digits}")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("百", 100),
        ("百万", 10**6),
        ("千亿", 10**11),
        ("两千三百", 2300),
        ("廿", 20),
        ("廿五", 25),
        ("卅", 30),
        ("一点七亿", 17 * 10**7),
        ("二〇二四", 2024),
        ("一万三千亿", 13 * 10**11),
    ],
)
def test_single_forms(text: str, value: int) -> None:
    assert parse(text) == value


@pytest.mark.parametrize("text", ["", "数万", "几十", "三五", "七八", "十点", "点五", "五五百", "abc", "1.2.3", "-5"])
def test_what_is_no_single_numeral_has_no_value(text: str) -> None:
    assert parse(text) is None


def test_a_run_too_long_to_be_a_quantity_has_no_value() -> None:
    assert parse("9" * MAX_CHARACTERS) is not None
    assert parse("9" * (MAX_CHARACTERS + 1)) is None


@given(st.text("0123456789〇零一二两三五九十百千万亿兆廿点.,壹拾佰几数 ", max_size=60) | st.text(max_size=60))
def test_any_text_has_a_finite_value_or_none(text: str) -> None:
    value = parse(text)
    assert value is None or (value.is_finite() and value >= 0)
