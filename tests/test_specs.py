"""Sentence cases by phenomenon: what must be found in each text of tests/specs, and that nothing else is kept.

A case is `{id, input, published_on?, known?, expect: [...]}`. `expect` lists, in order, every quantity that must not be
context, with the fields that the case is about:

    quote, value, low, high, unit, bound, measure, claim, time_start, time_basis, indicator, name, disposition, reason
    time_end   a date, or its beginning where only the year or month matters
    area       one of the area's names
    name_has   a part of the name
    a list     for any field: each of these will do, where conventions allow both

A quantity may be expected as context too, with `disposition: context`. Context that is not expected is free: a number
in a name may be left out or found and set aside. `known` says what is wrong today; such a case must fail, and the mark
goes when it no longer does.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines import extract
from pipelines.records import Mention
from tests.fuzz.invariants import check

SPECS = Path(__file__).parent / "specs"
PHENOMENA = (
    "numerals",
    "units",
    "bounds",
    "measures",
    "claims",
    "times_in_text",
    "context",
    "damaged",
    "names",
    "places",
    "odd",
)
NUMBERS = ("value", "low", "high")
PLAIN = ("unit", "bound", "measure", "claim", "indicator", "name", "disposition", "reason")
FIELDS = {"quote", *NUMBERS, *PLAIN, "time_start", "time_end", "time_basis", "area", "name_has"}
Case = dict[str, Any]


def cases(phenomenon: str) -> list[Case]:
    rows: list[Case] = json.loads((SPECS / f"{phenomenon}.json").read_text(encoding="utf-8"))
    return rows


def parameters() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{phenomenon}-{case['id']}",
            marks=[pytest.mark.xfail(reason=case["known"], strict=True)] if "known" in case else [],
        )
        for phenomenon in PHENOMENA
        for case in cases(phenomenon)
    ]


def found(mention: Mention, field: str) -> Any:
    """A field of a mention in the form that specs write it."""
    if field in NUMBERS:
        number: Decimal | None = getattr(mention, field)
        return None if number is None else f"{number.normalize():f}"
    if field in ("time_start", "time_end"):
        day: date | None = getattr(mention.time, field.removeprefix("time_"))
        return None if day is None else day.isoformat()
    if field == "time_basis":
        return mention.time.basis
    if field == "name_has":
        return mention.name
    return list(mention.area) if field == "area" else getattr(mention, field)


def agrees(field: str, actual: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return any(agrees(field, actual, one) for one in wanted)
    if wanted is None or actual is None:
        return actual is wanted
    if field in ("name_has", "area"):
        return wanted in actual
    if field in NUMBERS:
        return Decimal(actual) == Decimal(wanted)
    return actual.startswith(wanted) if field == "time_end" else bool(actual == wanted)


def seen(mention: Mention, wanted: Case) -> Case:
    """The mention in the terms of the expectation: equal to it where it agrees, so that a diff shows the rest."""
    row: Case = {}
    for field, value in wanted.items():
        actual = found(mention, field)
        row[field] = value if agrees(field, actual, value) else actual
    return row


def paired(mentions: list[Mention], expected: list[Case]) -> list[Case]:
    """What was found, row by row beside `expected`: context is passed over unless the next row expects its quote."""
    rows: list[Case] = []
    for mention in mentions:
        wanted = expected[len(rows)] if len(rows) < len(expected) else {"quote": ""}
        if mention.disposition == "context" and mention.quote != wanted["quote"]:
            continue
        extra = {"disposition": "context"} if mention.disposition == "context" and "disposition" not in wanted else {}
        rows.append(seen(mention, wanted) | extra)
    return rows


@pytest.mark.parametrize("case", parameters())
def test_reads(case: Case) -> None:
    day = date.fromisoformat(case["published_on"]) if "published_on" in case else None
    mentions = extract(case["input"], day)
    check(case["input"], mentions)
    assert paired(mentions, case["expect"]) == case["expect"]


@pytest.mark.parametrize("phenomenon", PHENOMENA)
def test_the_cases_are_well_formed(phenomenon: str) -> None:
    rows = cases(phenomenon)
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({(row["input"], row.get("published_on")) for row in rows}) == len(rows), "an input stands twice"
    for row in rows:
        assert row.keys() <= {"id", "input", "published_on", "known", "expect"}, row["id"]
        position = 0
        for wanted in row["expect"]:
            assert wanted.keys() <= FIELDS, row["id"]
            position = row["input"].find(wanted["quote"], position) + 1
            assert position, f"{row['id']}: {wanted['quote']!r} does not stand in the input, in order"
