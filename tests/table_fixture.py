"""A small good table, made by hand: three documents of our own sentences, their mentions and observations."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.catalogue import load_catalogue
from pipelines.checks import load_checks, run_checks
from pipelines.progress import assess
from pipelines.records import Document, Mention, Observation, Period, Refusal
from pipelines.rows import Settled, Tables, make_tables, newest_day
from pipelines.store import add_findings, build_database, content_id, opened

REPORT = "2023年，重庆开行中欧班列5000列，同比增长7.5%，居全国第二位；另有车辆300台。\n=1+1是一个标题，共3章。"
TARGET = "到2025年，重庆中欧班列力争突破6000列。"
LATER = "2024年，重庆开行中欧班列逾5400列。"
BY_2025 = Period(None, date(2025, 12, 31), "deadline")
Y2023, Y2024 = (Period(date(y, 1, 1), date(y, 12, 31), "flow") for y in (2023, 2024))


def document(name: str, text: str, published_on: date | None) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        name, f"{name}.txt", text, 0, digest, digest, "utf-8", "text/plain", f"题目“{name}”,甲", "", published_on, None,
        "exact" if published_on else "missing", "article", "", "", "", ("第二段缺一数", "末行残缺"),
    )  # fmt: skip


def mention(doc: Document, quote: str, value: str | None = None, unit: str = "train", **other: Any) -> Mention:
    """A mention of `quote` in `doc`; an accepted one of trains in Chongqing unless `other` says otherwise."""
    start = doc.text.index(quote)
    made = Mention(
        article=doc.file, start=start, end=start + len(quote), quote=quote, value=Decimal(value) if value else None,
        low=None, high=None, unit=unit, bound="exact", measure="level", claim="reported", time=Y2023, ref_area="500000",
        area=("重庆市",), indicator="china_europe_trains", name="中欧班列开行量", disposition="accepted", reason="",
        rule_id="test", confidence=0.9, value_as_published=quote.strip("列%第位"), unit_as_published="列",
        sentence_start=0, sentence_end=len(doc.text),
    )  # fmt: skip
    return made._replace(**other)


def observation(doc: Document, m: Mention) -> Observation:
    key = f"{doc.document_id}|{m.start}|{m.end}|{m.indicator}|{m.claim}"
    return Observation(
        obs_id=hashlib.sha256(key.encode()).hexdigest()[:16], indicator_id=m.indicator, ref_area=m.ref_area,
        time_start=m.time.start, time_end=m.time.end, time_basis=m.time.basis, measure=m.measure, claim=m.claim,
        value=m.value, unit=m.unit, low=m.low, high=m.high, bound=m.bound, value_as_published=m.value_as_published,
        unit_as_published=m.unit_as_published, obs_status="A", document_id=doc.document_id, span_start=m.start,
        span_end=m.end, quote=m.quote, rule_id=m.rule_id, confidence=m.confidence, review_status="auto",
    )  # fmt: skip


def settle(doc: Document, *mentions: Mention) -> Settled:
    return Settled(doc, list(mentions), [observation(doc, m) for m in mentions if m.disposition == "accepted"])


def good() -> list[Settled]:
    report, target, later = (
        document("report", REPORT, date(2024, 1, 20)),
        document("target", TARGET, date(2022, 6, 1)),
        document("later", LATER, date(2025, 1, 10)),
    )
    context: dict[str, Any] = {"disposition": "context", "reason": "name", "indicator": "", "ref_area": ""}
    return [
        settle(
            report,
            mention(report, "5000列", "5000"),
            mention(report, "7.5%", "7.5", "percent", measure="growth"),
            mention(report, "第二位", "2", "rank", measure="rank"),
            mention(
                report,
                "300台",
                "300",
                "machine",
                disposition="review",
                reason="no_indicator",
                indicator="",
                name="车辆",
            ),
            mention(report, "3章", "3", "章", **context),
        ),
        settle(
            target,
            mention(target, "6000列", "6000", claim="target", bound="more_than", low=Decimal(6000), time=BY_2025),
        ),
        settle(
            later,
            mention(later, "5400列", "5400", bound="more_than", low=Decimal(5400), time=Y2024),
        ),
    ]


def good_tables(settled: list[Settled] | None = None) -> Tables:
    settled = good() if settled is None else settled
    catalogue = load_catalogue()
    observations = [o for one in settled for o in one.observations]
    progress = assess(observations, catalogue, newest_day(settled))
    return make_tables(catalogue, settled, progress, [Refusal("empty.txt", "empty", "the file is empty")])


def build(path: Path, tables: Tables | None = None) -> str:
    """Build a database with its findings at `path`; return its run id."""
    tables = good_tables() if tables is None else tables
    run_id = content_id(tables, [check.sql for check in load_checks()])
    build_database(path, tables, run_id)
    with opened(path, read_only=False) as con:
        add_findings(con, run_checks(con))
    return run_id
