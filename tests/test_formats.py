"""Numbers, days and periods as each language writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dashboard import formats
from dashboard.rows import Fact
from dashboard.words import Words

ZH, EN = Words("zh"), Words("en")


@pytest.mark.parametrize(("value", "zh", "en"), [
    ("0.1429", "0.1429", "0.1429"), ("9", "9", "9"), ("5000", "5,000", "5,000"), ("600000", "60万", "600K"),
    ("826000", "82.6万", "826K"), ("233600000000", "2,336亿", "233.6B"), ("1700000000000", "1.7万亿", "1.7T"),
    ("-25000", "−2.5万", "−25K"), ("0", "0", "0"), ("-0.00001", "0", "0"),
])  # fmt: skip
def test_numbers_read_as_the_language_counts(value: str, zh: str, en: str) -> None:
    assert (formats.number(Decimal(value), "zh"), formats.number(Decimal(value), "en")) == (zh, en)


@pytest.mark.parametrize(("stamp", "zh", "en"), [
    ("2025-01-31T08:15:00Z", "2025年1月31日", "31 January 2025"), ("2025-01-31", "2025年1月31日", "31 January 2025"),
    ("", "", ""), ("2025-13-01", "2025-13-01", "2025-13-01"),
])  # fmt: skip
def test_the_day_of_a_decision_reads_as_the_language_writes_it(stamp: str, zh: str, en: str) -> None:
    assert (formats.day_of(stamp, ZH), formats.day_of(stamp, EN)) == (zh, en)


@pytest.mark.parametrize(("start", "end", "basis", "zh", "en"), [
    (None, None, "flow", "未注明时间", "no date stated"),
    (date(2024, 1, 1), date(2024, 12, 31), "flow", "2024年", "2024"),
    (date(2024, 1, 1), date(2024, 11, 30), "ytd", "2024年1—11月", "January–November 2024"),
    (date(2024, 2, 1), date(2024, 2, 29), "flow", "2024年2月", "February 2024"),
    (None, date(2024, 12, 31), "cumulative", "累计至2024年", "total to 2024"),
    (date(2020, 1, 1), date(2022, 12, 30), "cumulative", "2020年至2022年12月30日累计", "total 2020 – 30 December 2022"),
    (date(2020, 1, 1), date(2024, 12, 31), "cumulative", "2020—2024年累计", "total 2020–2024"),
    (date(2024, 1, 1), date(2024, 6, 30), "cumulative", "2024年1—6月累计", "total January–June 2024"),
    (None, date(2022, 12, 30), "point", "截至2022年12月30日", "as of 30 December 2022"),
    (date(2021, 1, 1), date(2025, 12, 31), "flow", "2021—2025年", "2021–2025"),
])  # fmt: skip
def test_times_read_as_the_language_writes_them(
    start: date | None, end: date | None, basis: str, zh: str, en: str
) -> None:
    assert (formats.period(start, end, basis, ZH), formats.period(start, end, basis, EN)) == (zh, en)


@pytest.mark.parametrize(("value", "bound", "unit", "zh", "en"), [
    ("10", "at_most", "rank", "前10位", "top 10"), ("3", "exact", "rank", "第3位", "No. 3"),
    ("-10", "at_least", "percent", "下降10%以上", "down 10% or more"), ("-10", "exact", "percent", "−10%", "−10%"),
    ("-10", "more_than", "percent", "下降超过10%", "down more than 10%"),
    ("-10", "at_least", "degree_celsius", "≤ −10%", "≤ −10%"), ("10", "at_least", "percent", "≥ 10%", "≥ 10%"),
])  # fmt: skip
def test_a_bound_reads_as_the_text_has_it(value: str, bound: str, unit: str, zh: str, en: str) -> None:
    said = [formats.bounded(Decimal(value), None, None, bound, unit, "%", words) for words in (ZH, EN)]
    assert said == [zh, en]


@pytest.mark.parametrize(("claim", "basis", "published", "en"), [
    ("plan", "point", date(2022, 6, 1), "by 2023"), ("target", "deadline", date(2022, 6, 1), "by 2023"),
    ("reported", "point", date(2024, 6, 1), "as of 2023"), ("target", "point", None, "by 2023"),
    ("plan", "point", date(2024, 6, 1), "as of 2023"),  # how far a plan was when it was published
    ("target", "flow", date(2022, 6, 1), "2023"),  # what one year is to bring
])  # fmt: skip
def test_what_is_aimed_for_is_by_its_end(claim: str, basis: str, published: date | None, en: str) -> None:
    fact = Fact(*[None] * len(Fact._fields))._replace(
        claim=claim, time_basis=basis, time_start=date(2023, 1, 1), time_end=date(2023, 12, 31), published_on=published
    )
    assert formats.when(fact, EN) == en
