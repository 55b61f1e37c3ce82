"""The five shipped digests: their form, and every figure of theirs against a table written by hand.

The golden rows (specs/digests.json) were read from the articles, not from the program's output.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.catalogue import load_catalogue
from pipelines.documents import read_documents
from pipelines.observations import settle
from pipelines.records import Document, Observation

ROOT = Path(__file__).parents[1]
GOLDEN = json.loads((ROOT / "tests/specs/digests.json").read_text(encoding="utf-8"))
DIGESTS = tuple(sorted({row["document"] for row in GOLDEN}))

FIELDS = (
    "quote",
    "indicator",
    "measure",
    "value",
    "low",
    "high",
    "unit",
    "bound",
    "claim",
    "ref_area",
    "time_end",
    "time_basis",
)
SIX_PLACES = Decimal("0.000001")  # the table's precision: DECIMAL(38,6)
FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)


@cache
def documents() -> dict[str, Document]:
    found, refused = read_documents(ROOT / "data/raw")
    assert not refused
    return {document.document_id: document for document in found if document.kind == "digest"}


def statements(document: Document) -> list[str]:
    """The body's lines that state something: all but headings and blank lines."""
    return [line for line in document.text[document.body_start :].splitlines() if line and not line.startswith("#")]


def number(value: Any) -> str:
    """One spelling for equal numbers, so that 7 and 7.000000 compare equal and read well in a diff."""
    return "" if value is None else f"{Decimal(value).quantize(SIX_PLACES).normalize():f}"


def expected(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(number(row[f]) if f in ("value", "low", "high") else row[f] or "" for f in FIELDS)


def found(row: Observation) -> tuple[str, ...]:
    return (
        row.quote,
        row.indicator_id,
        row.measure,
        number(row.value),
        number(row.low),
        number(row.high),
        row.unit,
        row.bound,
        row.claim,
        row.ref_area,
        row.time_end.isoformat() if row.time_end else "",
        row.time_basis,
    )


def difference(golden: list[tuple[str, ...]], actual: list[tuple[str, ...]]) -> str:
    """Missing and surplus rows, one a line, next to each other where the quote is the same."""
    missing = [row for row in golden if row not in actual]
    surplus = [row for row in actual if row not in golden]
    lines = [("expected", row) for row in missing] + [("found   ", row) for row in surplus]
    return "\n".join(f"{side} {' | '.join(row)}" for side, row in sorted(lines, key=lambda line: (line[1][0], line[0])))


@pytest.mark.parametrize("name", DIGESTS)
def test_every_figure_becomes_the_observation_written_down_for_it(name: str) -> None:
    _, rows = settle(documents()[name], load_catalogue())
    golden = sorted(expected(row) for row in GOLDEN if row["document"] == name)
    actual = sorted(found(row) for row in rows)
    assert golden == actual, f"\n{' | '.join(FIELDS)}\n{difference(golden, actual)}"


@pytest.mark.parametrize("name", DIGESTS)
def test_every_statement_is_one_sentence_with_one_figure_of_the_table(name: str) -> None:
    lines = statements(documents()[name])
    rows = [row for row in GOLDEN if row["document"] == name]
    assert len(lines) == len(rows)
    for line in lines:
        assert line.endswith("。") and line.count("。") == 1, f"{name}: expected one sentence, found {line}"
        assert any(row["quote"] in line for row in rows), f"{name}: expected a figure of the table, found {line}"
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("name", DIGESTS)
def test_front_matter_names_the_article_and_leaves_no_key_out(name: str) -> None:
    document = documents()[name]
    assert FRONT_MATTER.match(document.text), f"{name}: expected front matter"
    assert document.title and document.publisher and document.licence
    assert document.date_precision in ("exact", "inferred")
    assert document.published_on and document.event_on and document.event_on <= document.published_on
    source = re.fullmatch(r"(\d{3})_[0-9a-f]{16}\.txt sha256:([0-9a-f]{64})", document.source)
    assert source, f"{name}: expected 'FILE sha256:…' as source, found {document.source!r}"
    assert name.startswith(source[1])


def test_five_articles_give_the_rows_promised() -> None:
    assert len(DIGESTS) == 5 == len(documents())
    assert len(GOLDEN) >= 130
    assert min(sum(row["document"] == name for row in GOLDEN) for name in DIGESTS) >= 12
    assert len({(*expected(row), row["document"]) for row in GOLDEN}) == len(GOLDEN)


def test_golden_rows_use_words_of_the_catalogue() -> None:
    catalogue = load_catalogue()
    assert not catalogue.problems
    for row in GOLDEN:
        indicator = catalogue.indicators[row["indicator"]]
        unit = {"level": indicator.unit, "rank": "rank"}.get(row["measure"], "percent")
        assert row["unit"] == unit, f"{row['quote']}: expected {unit}, found {row['unit']}"
        assert row["ref_area"] in catalogue.areas, f"{row['quote']}: expected an area code, found {row['ref_area']}"


LOOK_ALIKES = [  # pairs of golden rows that name the same kind of thing and must never share indicator, area and basis
    (("14条", "2条"), "expressways"),
    (("14条", "23条"), "expressways"),
    (("5628亿元", "3.3万亿元"), "investment"),
    (("5628亿元", "2336亿元"), "investment"),
    (("1万列", "4500列"), "trains"),
    (("60万标箱", "82.6万标箱"), "corridor"),
    (("2.2万车次", "10000班"), "road"),
]


@pytest.mark.parametrize(("quotes", "topic"), LOOK_ALIKES, ids=["-".join(quotes) for quotes, _ in LOOK_ALIKES])
def test_look_alikes_differ_in_indicator_area_or_basis(quotes: tuple[str, str], topic: str) -> None:
    series = [
        {(row["indicator"], row["ref_area"], row["time_basis"]) for row in GOLDEN if row["quote"] == quote}
        for quote in quotes
    ]
    assert all(series), f"{topic}: expected both figures in the table"
    assert not series[0] & series[1], f"{topic}: expected two series, found {series[0] & series[1]}"


def test_four_headline_indicators_come_first() -> None:
    headlines = {i.headline: i.indicator_id for i in load_catalogue().indicators.values() if i.headline}
    assert headlines == {
        1: "airport_passengers",
        2: "china_europe_trains",
        3: "corridor_volume",
        4: "major_projects_investment",
    }
