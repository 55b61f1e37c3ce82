"""Time expressions and their dates. The cases are in specs/periods.json: quote, start, end, basis, kind."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lexicon import read_words
from pipelines.periods import find_periods
from pipelines.periods.calendar import small_number, years_back

CASES = json.loads((Path(__file__).parent / "specs" / "periods.json").read_text(encoding="utf-8"))
LEXICON = read_words("periods.yml")


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['published_on']} {case['text'][:24]}")
def test_every_time_expression_is_found_and_dated(case: dict[str, Any]) -> None:
    text = case["text"]
    hits = find_periods(text, _date(case["published_on"]), _date(case.get("event_on")))
    found = [[text[hit.start : hit.end], hit.time.start, hit.time.end, hit.time.basis, hit.kind] for hit in hits]
    assert found == [[quote, _date(start), _date(end), *rest] for quote, start, end, *rest in case["hits"]]


def _words(node: Any) -> list[str]:
    """Every Chinese word of the lexicon, without its guards."""
    if isinstance(node, dict):
        kept = {key: value for key, value in node.items() if not str(key).startswith(("not_", "yet_"))}
        return [word for key, value in kept.items() for word in [*_words(str(key)), *_words(value)]]
    if isinstance(node, list):
        return [word for item in node for word in _words(item)]
    return [node] if isinstance(node, str) and not node.isascii() else []


def test_every_word_of_the_lexicon_has_a_case() -> None:
    said = "\n".join(case["text"] for case in CASES)
    assert [word for word in _words(LEXICON) if word not in said] == []


def test_a_period_carries_into_its_sentence_only() -> None:
    text = "2023年5月开工，10月投产。3月验收"
    ends = [hit.time.end for hit in find_periods(text, date(2024, 8, 15), None)]
    assert ends == [date(2023, 5, 31), date(2023, 10, 31), date(2024, 3, 31)]


def test_offsets_are_of_the_text_given() -> None:
    text = "甲" * 500 + "截至2024年底" + "乙" * 500
    (hit,) = find_periods(text, date(2025, 1, 10), None)
    assert (hit.start, hit.end) == (500, 508)


def test_the_spring_festival_table_holds_one_day_a_year_between_late_january_and_late_february() -> None:
    table = LEXICON["spring_festival"]
    days = table["days"].split()
    assert len(days) == 53  # 1978 to 2030
    assert all("0120" < day < "0222" for day in days)
    assert [days[year - table["first"]] for year in (2000, 2012, 2024, 2025)] == ["0205", "0123", "0210", "0129"]


def test_small_numbers_of_dates() -> None:
    read = {text: small_number(text) for text in ("十", "十二", "二十", "三十一", "廿三", "元", "07", "百", "十十", "")}
    assert read == {"十": 10, "十二": 12, "二十": 20, "三十一": 31, "廿三": 23, "元": 1, "07": 7,
                    "百": None, "十十": None, "": 0}  # fmt: skip


def test_years_are_counted_from_the_nearest_new_year() -> None:
    assert years_back(date(2022, 12, 30), 3) == date(2020, 1, 1)
    assert years_back(date(2025, 1, 9), 5) == date(2020, 1, 1)
    assert years_back(date(2024, 8, 15), 3) == date(2021, 8, 1)


# fmt: off
_HOSTILE = [
    "以来", "2024年", "1月", "今年", "至", "到", "2024年1—", "“", "十四五", "年", "一", "1", "20年", "2月30日",
    "自2024年",
]
# fmt: on


@pytest.mark.parametrize("unit", _HOSTILE)
def test_repetition_costs_no_more_than_its_length(unit: str) -> None:
    """The slowest takes a few microseconds a unit; a cost that grows with the square would take minutes."""
    text = "今年" + unit * (300_000 // len(unit))
    start = process_time()
    find_periods(text, date(2024, 8, 15), None)
    assert process_time() - start < 6


_PIECES = sorted(
    {
        *_words(LEXICON),
        *"年月日号季度底末初前后至到—、。\n《》“”0123456789一二三十廿〇两几",
        "2024",
        "20",
        "1959",
        "上半年",
        "个月",
    }
)


@given(
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=40),
    st.none() | st.dates(),
    st.none() | st.dates(),
)
def test_any_text_is_survived_and_hits_are_in_order(
    pieces: list[str], published: date | None, event: date | None
) -> None:
    text = "".join(pieces)
    end = 0
    for hit in find_periods(text, published, event):
        assert end <= hit.start < hit.end <= len(text)
        if hit.time.start and hit.time.end:
            assert hit.time.start <= hit.time.end
        end = hit.end
