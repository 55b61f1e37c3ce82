"""What a person types for a value or a period, in whichever characters, is read as one thing or refused."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.reviewing.typed import UnreadableError, parse_period, parse_value, plain


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("600000", "600000"),
        ("-1.5", "-1.5"),
        ("1,234,567", "1234567"),
        ("12,345.6", "12345.6"),
        ("６００，０００", "600000"),
        (" １．５ ", "1.5"),
        ("－3", "-3"),
        ("−3", "-3"),
        ("+5", "5"),
        ("9" * 80, "9" * 80),
    ],
)
def test_a_number_is_read(text: str, number: str) -> None:
    assert parse_value(text) == {"value": number}


@pytest.mark.parametrize("text", ["2~3", "２～３", "2〜3", "2 ～ 3"])
def test_a_range_is_read_in_any_of_its_signs(text: str) -> None:
    assert parse_value(text) == {"low": "2", "high": "3", "bound": "range"}


def test_nothing_typed_says_nothing() -> None:
    assert parse_value("") == parse_value(" \u3000") == {}


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("12,5", "value_commas", "12,5"),
        ("1,2,3", "value_commas", "1,2,3"),
        ("1234,567", "value_commas", "1234,567"),
        ("12，5", "value_commas", "12,5"),
        ("1,000~12,5", "value_commas", "12,5"),
        (",,,", "value_text", ",,,"),
        (",", "value_text", ","),
        ("60万", "value_text", "60万"),
        ("1e9", "value_text", "1e9"),
        ("2~", "value_text", "2~"),
        ("~", "value_text", "~"),
        ("2~3~4", "value_text", "3~4"),
        ("1 000", "value_text", "1 000"),
        ("٣", "value_text", "٣"),
        ("=1+1", "value_text", "=1+1"),
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused(text: str, code: str, found: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        parse_value(text)
    assert (refused.value.code, refused.value.found) == (code, found)


YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", YEAR),
        ("２０２４", YEAR),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("２０２４－２", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2024-02-29", (date(2024, 2, 29), date(2024, 2, 29))),
        ("2024-01／2024-12", YEAR),
        ("/2024", (None, date(2024, 12, 31))),
        ("2024/", (date(2024, 1, 1), None)),
    ],
)
def test_a_period_is_read(text: str, period: tuple[date | None, date | None]) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize("text", ["明年", "/", "2024-13", "2023-02-29", "0000", "٢٠٢٤", "2024/2025/2026"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        parse_period(text)
    assert (refused.value.code, refused.value.found) == ("period_text", text)


def test_full_width_and_look_alike_signs_are_plain() -> None:
    assert plain("　１２～３４〜−５ ") == "12~34~-5"
