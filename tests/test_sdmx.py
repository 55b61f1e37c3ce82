"""SDMX-CSV and its data structure definition, as an SDMX library reads them back."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.model import Codelist, ConceptScheme, Dataflow

from pipelines.catalogue import load_catalogue
from pipelines.export import Exported, export
from pipelines.exporting.sdmx import HEADER
from pipelines.exporting.structure import ATTRIBUTES, DIMENSIONS, fixed_codes, sdmx_id
from pipelines.exporting.times import time_period
from pipelines.records import Bound, Claim, Measure, TimeBasis
from pipelines.store import SCHEMA, opened
from pipelines.vintages import current_database
from tests.export_fixture import FORMULA, LONG_NUMBER, publish_good, publish_hard


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    publish_good(tmp_path / "curated")
    return tmp_path / "curated"


def exported(curated: Path) -> Exported:
    return export(curated, curated.parent / "out", "sdmx-csv")


def lines(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def stored(curated: Path, sql: str) -> list[tuple[Any, ...]]:
    database = current_database(curated)
    assert database
    with opened(database) as con:
        return con.execute(sql).fetchall()


def test_an_sdmx_library_reads_back_every_observation_by_its_structure(curated: Path) -> None:
    (data, structure, _), notes = exported(curated)
    assert notes == ()
    (dataset,) = get_datasets(data, structure, validate=True)
    frame = dataset.data
    keys = [component.id for component in dataset.structure.components.dimensions]
    assert keys == list(DIMENSIONS) and not frame.duplicated(subset=keys).any()
    got = {row["OBS_ID"]: row for row in frame.to_dict("records")}
    rows = stored(curated, "SELECT obs_id, indicator_id, ref_area, claim, value, unit, bound, quote FROM observation")
    assert len(got) == len(rows) == 5
    for obs_id, indicator, area, claim, value, unit, bound, quote in rows:
        row = got[obs_id]
        assert (row["INDICATOR"], row["REF_AREA"], row["CLAIM"]) == (indicator, area, claim)
        assert (Decimal(str(row["OBS_VALUE"])), row["UNIT_MEASURE"]) == (value, unit)
        assert (row["BOUND"], row["QUOTE"]) == (bound, quote)
    assert sorted(got[row[0]]["TIME_PERIOD"] for row in rows) == ["2023", "2023", "2023", "2024", "2025-12-31"]


def test_the_structure_is_valid_and_knows_every_code_of_the_data(curated: Path) -> None:
    (data, structure, _), _ = exported(curated)
    message = read_sdmx(structure, validate=True)  # against the schemas of SDMX-ML 3.0
    lists = {one.id: {code.id for code in one.items} for one in message.structures if isinstance(one, Codelist)}
    for row in lines(data):
        for column, kind in (DIMENSIONS | ATTRIBUTES).items():
            assert kind not in lists or row[column] in lists[kind], (column, row[column])
    catalogue = load_catalogue()
    assert lists["CL_INDICATOR"] == set(catalogue.indicators) and lists["CL_AREA"] == set(catalogue.areas)
    (scheme,) = (one for one in message.structures if isinstance(one, ConceptScheme))
    assert {concept.id for concept in scheme.items} == {*DIMENSIONS, *ATTRIBUTES, "OBS_VALUE"}
    (flow,) = (one for one in message.structures if isinstance(one, Dataflow))
    annotations = {note.type: note.text for note in flow.annotations}
    run_id = data.name.removeprefix("shuangcheng-").removesuffix(".sdmx.csv")
    assert annotations["VINTAGE"] == run_id and run_id in annotations["CITATION"]
    assert annotations["FILTERS"] == "none: the whole table"


def test_the_names_cover_every_code_that_the_table_allows() -> None:
    codes = {name: [code.code for code in codes] for name, codes in fixed_codes().items()}
    for name, kind in (("MEASURE", Measure), ("CLAIM", Claim), ("TIME_BASIS", TimeBasis), ("BOUND", Bound)):
        assert codes[f"CL_{name}"] == list(get_args(kind))
    schema = SCHEMA.read_text(encoding="utf-8")
    for name in ("obs_status", "review_status"):
        allowed = re.search(rf"{name} .*CHECK \({name} IN \(([^)]*)\)", schema)
        assert allowed and codes[f"CL_{name.upper()}"] == re.findall(r"'(\w+)'", allowed[1])
    assert all(code.name_en and code.name_zh for codes in fixed_codes().values() for code in codes)


def test_the_file_is_plain_sdmx_csv(curated: Path) -> None:
    (data, _, guide), _ = exported(curated)
    assert not data.read_bytes().startswith(b"\xef\xbb\xbf")
    first, *_ = lines(data)
    assert list(first) == list(HEADER)
    assert (first["STRUCTURE"], first["STRUCTURE_ID"], first["ACTION"]) == (
        "dataflow",
        "SHUANGCHENG:DF_INDICATORS(1.0)",
        "I",
    )
    assert first["VINTAGE"] in guide.read_text(encoding="utf-8")


def test_what_is_hard_arrives_whole_or_is_counted(tmp_path: Path) -> None:
    publish_hard(tmp_path / "curated")
    (data, structure, guide), notes = exported(tmp_path / "curated")
    (note,) = notes
    assert note.line == "observations without a time, left out because an SDMX key has one: 1"
    assert note.line in guide.read_text(encoding="utf-8") and note.line in structure.read_text(encoding="utf-8")
    rows = {row["MEASURE"] + row["BOUND"] + row["CLAIM"]: row for row in lines(data)}
    assert len(rows) == 4
    assert rows["levelexactreported"]["OBS_VALUE"] == LONG_NUMBER
    assert rows["levelexactreported"]["VALUE_AS_PUBLISHED"] == FORMULA
    assert rows["levelmore_thanreported"]["TIME_PERIOD"] == "1895-01-01/P130Y"
    assert len(get_datasets(data, structure)[0].data) == 4


def test_statements_of_one_figure_are_numbered_newest_document_first(curated: Path) -> None:
    """A day alone and a period up to it without a start are written alike, so they share the numbers."""
    database = current_database(curated)
    assert database
    with opened(database, read_only=False) as con:
        con.execute("DELETE FROM progress")
    with opened(database, read_only=False) as con:
        con.execute(
            "UPDATE observation SET claim = 'reported', measure = 'level', time_basis = 'point', value = span_start, "
            "time_end = '2024-12-31', time_start = CASE WHEN document_id = 'later' THEN DATE '2024-12-31' END, "
            "quote = 'zwei' || chr(10) || 'Zeilen'"
        )
    rows = lines(exported(curated).paths[0])
    assert [(row["STATEMENT"], row["DOCUMENT"]) for row in rows] == [
        ("1", "later"),
        *((str(number), "report") for number in (2, 3, 4)),
        ("5", "target"),
    ]
    assert {row["TIME_PERIOD"] for row in rows} == {"2024-12-31"} and {row["QUOTE"] for row in rows} == {"zwei Zeilen"}


def test_the_same_vintage_gives_the_same_bytes(curated: Path) -> None:
    first = {path.name: path.read_bytes() for path in exported(curated).paths}
    assert {path.name: path.read_bytes() for path in exported(curated).paths} == first and len(first) == 3


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        ("2023-01-01", "2023-12-31", "2023"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-01-01", "2023-03-31", "2023-Q1"),
        ("2023-10-01", "2023-12-31", "2023-Q4"),
        ("2023-07-01", "2023-12-31", "2023-S2"),
        ("2023-01-01", "2023-05-31", "2023-01-01/P5M"),
        ("2023-02-01", "2023-04-30", "2023-02-01/P3M"),  # three months, but no quarter
        ("2022-04-01", "2023-03-31", "2022-04-01/P1Y"),
        ("2021-01-01", "2025-12-31", "2021-01-01/P5Y"),
        ("2020-01-01", "2025-01-09", "2020-01-01/P1836D"),
        ("2021-12-17", "2021-12-18", "2021-12-17/P2D"),
        ("2023-09-27", "2023-09-27", "2023-09-27"),
        (None, "2025-12-31", "2025-12-31"),
        ("9999-01-01", "9999-12-31", "9999"),
    ],
)
def test_a_stretch_of_days_has_its_sdmx_form(start: str | None, end: str, period: str) -> None:
    assert time_period(date.fromisoformat(start) if start else None, date.fromisoformat(end)) == period


@pytest.mark.parametrize(
    ("code", "sdmx"), [("500000", "500000"), ("t/年", "t$2F$$5E74$"), ("a$2F$", "a$24$2F$24$"), ("𠀀", "$20000$")]
)
def test_a_code_is_a_legal_sdmx_id_and_two_never_become_one(code: str, sdmx: str) -> None:
    assert sdmx_id(code) == sdmx and re.fullmatch(r"[A-Za-z0-9_@$-]+", sdmx)
