"""A small published vintage for the dashboard's tests: a database made from schema.sql, its pointer, CSVs, run files.

The documents are sentences written for the tests. One of them tries to break pages: tags and a formula.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb

from tests.dashboard_rows import AREAS, FIGURES, INDICATORS, OTHERS, PROGRESS, TEXTS, UNITS

SCHEMA = Path(__file__).parent.parent / "pipelines" / "schema.sql"
RUN_ID = "0123456789ab"
REFUSED = {
    "file": "broken.pdf",
    "reason": "no_text",
    "detail": "no text in it: a scan or a picture?",
    "parameters": '{"code": "no_text_scan"}',
}
CHANGES = {
    "added": 17,
    "changed": 1,
    "gone": 0,
    "examples": [
        {
            "kind": "added",
            "indicator_id": "corridor_volume",
            "ref_area": "CORRIDOR",
            "claim": "reported",
            "value": "826000",
            "unit": "TEU",
            "quote": "82.6万标箱",
            "document_id": "digest_2025",
        }
    ],
}
STARTED = "2025-01-11T08:00:00+00:00"


def publish(curated: Path) -> Path:
    """Write a whole curated folder; gives the path of its database."""
    database = curated / "vintages" / f"{RUN_ID}.duckdb"
    database.parent.mkdir(parents=True)
    with duckdb.connect(str(database), config={"autoinstall_known_extensions": "false"}) as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        fill(con)
        for table, file in (("observation", "observations"), ("progress", "progress"), ("unit", "units")):
            con.execute(f"COPY (SELECT * FROM {table} ORDER BY 1) TO '{curated / file}.csv' (HEADER)")
    write(curated / "current.json", {"run_id": RUN_ID, "database": f"vintages/{RUN_ID}.duckdb"})
    write(curated / "refresh.json", live_state("done"))
    run = {
        "started": STARTED,
        "seconds": 1.25,
        "stages": {"list": 0.5, "extract": 0.75},
        "run_id": RUN_ID,
        "counts": {"documents": 2, "mentions": 20, "observations": 17},
        "changes": CHANGES,
        "refused": [REFUSED],
        "findings": [],
        "state": "done",
        "error": "",
    }
    # The last line is one that a crash cut short.
    (curated / "runs.jsonl").write_text(json.dumps(run, ensure_ascii=False) + '\n{"started": "20', encoding="utf-8")
    return database


def live_state(state: str, **others: object) -> dict[str, object]:
    """What refresh.json holds."""
    shared = {
        "pid": 1,
        "run_started": STARTED,
        "stage": "extract",
        "documents_done": 1,
        "documents_total": 2,
        "error": "",
        "changes": CHANGES,
        "refused": [REFUSED],
    }
    return {**shared, "state": state, **others}


def write(path: Path, content: object) -> None:
    """A JSON file."""
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """All rows, parents first."""
    for unit, zh, en in (line.split() for line in UNITS.strip().splitlines()):
        symbols = {"symbol_zh": zh, "symbol_en": en.replace("_", " ")}
        insert(con, "unit", {"unit": unit, **symbols, "dimension": f"[{unit}]", "source": "test"})
    for measure in ("level", "growth", "share", "completion", "rank"):
        insert(con, "measure", {"measure": measure})
    area_names = {}
    for code, zh, en, kind in _cells(AREAS):
        area_names[code] = zh
        row = {"ref_area": code, "name_zh": zh, "name_en": en, "kind": kind, "members": "", "aliases": ""}
        insert(con, "ref_area", row)
    names = {}
    for code, zh, en, topic, unit, basis, headline in _cells(INDICATORS):
        names[code] = zh
        insert(
            con,
            "indicator",
            {
                "indicator_id": code,
                "name_zh": zh,
                "name_en": en,
                "topic": topic,
                "unit": unit,
                "direction": "up",
                "time_basis": basis,
                "headline": headline,
                "description_zh": f"{zh}：说明",
                "description_en": f"About {en}",
            },
        )
    texts = {}
    for code, (title, published, body) in TEXTS.items():
        texts[code] = text = f"---\ntitle: {title}\n---\n{body}"
        insert(
            con,
            "document",
            {
                "document_id": code,
                "file": f"{code}.md",
                "title": title,
                "publisher": "测试日报",
                "published_on": published,
                "date_precision": "exact",
                "kind": "digest",
                "source": "test",
                "url": "",
                "licence": "CC0",
                "encoding": "utf-8",
                "media_type": "text/markdown",
                "sha256": _hash(text),
                "text_sha256": _hash(title),
                "characters": len(text),
                "unreadable": "",
                "text": text,
            },
        )
    observed: dict[str, dict[str, Any]] = {}
    for document, indicator, area, quote, value, low, high, bound, unit, measure, claim, time, basis in _cells(FIGURES):
        shared = {
            **_span(texts[document], quote),
            "document_id": document,
            "value": value,
            "low": low,
            "high": high,
            "unit": unit,
            "bound": bound,
            "measure": measure,
            "claim": claim,
            "time_basis": basis,
            "ref_area": area,
            "time_start": f"{time}-01-01" if time and len(time) == 4 else None,
            "time_end": f"{time}-12-31" if time and len(time) == 4 else time,
            "indicator_id": indicator,
            "confidence": 0.9,
            "rule_id": "test+rule",
        }
        observed[quote] = {key: shared[key] for key in shared if not key.startswith("sentence")} | {
            "obs_id": f"o{len(observed):03}",
            "value_as_published": quote,
            "unit_as_published": unit,
            "obs_status": "A",
            "review_status": "auto",
            "run_id": RUN_ID,
        }
        insert(con, "observation", observed[quote])
        found = {"area": area_names[area], "name": names[indicator], "disposition": "accepted", "reason": ""}
        insert(con, "mention", {**shared, **found, "mention_id": f"m-{quote}"})
    for document, quote, disposition, reason in _cells(OTHERS):
        insert(
            con,
            "mention",
            {
                **_span(texts[document], quote),
                "mention_id": f"m-{quote}",
                "document_id": document,
                "unit": "item",
                "bound": "exact",
                "measure": "level",
                "claim": "reported",
                "time_basis": "point",
                "area": "",
                "name": "",
                "disposition": disposition,
                "reason": reason,
                "rule_id": "test",
                "confidence": 0.4,
            },
        )
    for aim, report, kind, value, low, high, bound, reach_low, reach_high, status, evidence in _cells(PROGRESS):
        target, reported = observed[aim], observed.get(report or "", {})
        insert(
            con,
            "progress",
            {
                "progress_id": f"p-{aim}",
                "target_obs_id": target["obs_id"],
                "report_obs_id": reported.get("obs_id"),
                "indicator_id": target["indicator_id"],
                "ref_area": target["ref_area"],
                "deadline": target["time_end"],
                "target_kind": kind,
                "target_value": value,
                "target_low": low,
                "target_high": high,
                "target_bound": bound,
                "report_value": reported.get("value"),
                "report_low": reported.get("low"),
                "report_high": reported.get("high"),
                "report_bound": reported.get("bound", ""),
                "report_time_end": reported.get("time_end"),
                "unit": (reported or target)["unit"],
                "attainment_low": reach_low,
                "attainment_high": reach_high,
                "status": status,
                "evidence": evidence,
                "method": "test",
                "inputs": "{}",
                "as_of": "2025-01-10",
            },
        )
    finding = {
        "check_name": "in_range",
        "severity": "soft",
        "subject": "o001",
        "message": "expected < 5, found 11.4",
        "parameters": "{}",
    }
    insert(con, "finding", finding)
    insert(con, "refusal", REFUSED)
    insert(
        con,
        "run",
        {
            "run_id": RUN_ID,
            "documents": 2,
            "refused": 1,
            "mentions": len(observed) + 3,
            "observations": len(observed),
            "review_items": 1,
            "context_items": 2,
            "newest_document_on": "2025-01-10",
        },
    )


def insert(con: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    """Put a row into a table; columns that are not named stay empty."""
    marks = ", ".join("?" * len(row))
    con.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def _cells(lines: str) -> list[list[Any]]:
    """Lines of cells between bars; an empty cell is None."""
    return [[cell or None for cell in line.split("|")] for line in lines.strip().splitlines()]


def _span(text: str, quote: str) -> dict[str, Any]:
    """Where a quote and its line stand."""
    start = text.index(quote)
    line_end = text.find("\n", start)
    return {
        "quote": quote,
        "span_start": start,
        "span_end": start + len(quote),
        "sentence_start": text.rfind("\n", 0, start) + 1,
        "sentence_end": len(text) if line_end < 0 else line_end,
    }


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
