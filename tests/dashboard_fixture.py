"""A small published vintage for the dashboard's tests: a database made from schema.sql, its pointer, CSVs, run files.

The documents are sentences written for the tests. One of them tries to break pages: tags and a formula.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

SCHEMA = Path(__file__).parent.parent / "pipelines" / "schema.sql"
RUN_ID = "0123456789ab"
HOSTILE = "<script>window.broken=1</script>"

UNITS = """
passenger 人次 passenger_trips
train 列 trains
TEU 标箱 TEU
CNY 元 CNY
percent % %
rank 位 rank
enterprise 家企业 enterprises
mu 亩 mu
institution 家机构 institutions
"""
AREAS = """
500000|重庆市|Chongqing|province
510100|成都市|Chengdu|prefecture
510000|四川省|Sichuan|province
CY|川渝|Sichuan and Chongqing|composite
SH|双核|Twin cores|composite
CORRIDOR|西部陆海新通道|Land–Sea Corridor|corridor
"""
INDICATORS = """
airport_passengers|机场旅客吞吐量|Airport passenger throughput|transport|passenger|flow|1
china_europe_trains|中欧班列开行量|China–Europe freight train runs|transport|train|flow|2
corridor_volume|西部陆海新通道货运量|Freight volume of the Land–Sea Corridor|transport|TEU|cumulative|3
major_projects_investment|重大项目年度完成投资|Investment completed, major projects|investment|CNY|ytd|4
shared_laboratories|共建重点实验室数|Jointly built key laboratories|innovation|institution|point|
alliance_members|产业联盟入盟企业数|Members of industry alliances|industry|enterprise|point|
forest_belt|林带建设面积|Forest belt area|environment|mu|cumulative|
"""
TEXTS = {
    "digest_2025": ("双城五年数字摘编", date(2025, 1, 10), """
2024年，重庆机场旅客吞吐量5200.5万人次，同比增长11.4%。
2024年，成都机场旅客吞吐量突破8700万人次，居全国第三位。
截至2024年底，通道累计货运量82.6万标箱，货值逾1400亿元。
两地种植的林带面积约1300万亩，参加人员见第3号公告。"""),
    "digest_2022": ("第六次会议数字摘编", date(2022, 12, 31), f"""
2022年，重庆机场旅客吞吐量2167.3万人次，成都机场为3109.2万人次。
中欧班列今年开行近5000列，力争2025年达到4500列以上，2027年达到6000列。
川渝经通道运输货物突破60万标箱。
重大项目今年完成投资2336亿元，年度投资完成率127%。
到2023年试点运行重点实验室2—3个，到2027年达到10个。
参加联盟的企业约400家，表中另有500余家待核。
会场标语写着{HOSTILE}与=SUM(A1)字样共7处。"""),
}  # fmt: skip

# document, indicator, area, quote, value, low, high, bound, unit, measure, claim, time (a year, or a day), basis
FIGURES = """
digest_2025|airport_passengers|500000|5200.5万人次|52005000|||exact|passenger|level|reported|2024|flow
digest_2025|airport_passengers|500000|11.4%|11.4|||exact|percent|growth|reported|2024|flow
digest_2025|airport_passengers|510100|8700万人次|87000000|87000000||more_than|passenger|level|reported|2024|flow
digest_2025|airport_passengers|510100|第三位|3|||exact|rank|rank|reported|2024|flow
digest_2025|corridor_volume|CORRIDOR|82.6万标箱|826000|||exact|TEU|level|reported|2024-12-31|cumulative
digest_2025|forest_belt|CY|1300万亩|13000000|||about|mu|level|reported||cumulative
digest_2022|airport_passengers|500000|2167.3万人次|21673000|||exact|passenger|level|reported|2022|flow
digest_2022|airport_passengers|510100|3109.2万人次|31092000|||exact|passenger|level|reported|2022|flow
digest_2022|china_europe_trains|CY|5000列|5000|||nearly|train|level|reported|2022|flow
digest_2022|china_europe_trains|CY|4500列|4500|4500||at_least|train|level|target|2025-12-31|deadline
digest_2022|china_europe_trains|CY|6000列|6000|||exact|train|level|target|2027-12-31|deadline
digest_2022|corridor_volume|CY|60万标箱|600000|600000||more_than|TEU|level|reported|2022-12-30|cumulative
digest_2022|major_projects_investment|CY|2336亿元|233600000000|||exact|CNY|level|reported|2022|ytd
digest_2022|major_projects_investment|CY|127%|127|||exact|percent|completion|reported|2022|ytd
digest_2022|shared_laboratories|CY|2—3个||2|3|range|institution|level|target|2023-12-31|deadline
digest_2022|shared_laboratories|CY|10个|10|||exact|institution|level|target|2027-12-31|deadline
digest_2022|alliance_members|SH|400家|400|||about|enterprise|level|reported|2022-12-30|point
"""
OTHERS = """
digest_2022|500余家|review|no_indicator
digest_2022|7处|context|vague
digest_2025|第3号|context|name
"""
# target's quote, report's quote, kind, target value, low, high, bound, attainment low, high, status, evidence
PROGRESS = """
4500列|5000列|stated|4500|4500||at_least|1|1.111111|achieved|target_and_report
6000列|5000列|stated|6000|||exact|0.75|0.833333|open|target_and_report
127%|2336亿元|implied||183215686274|184662000000|range|1.265|1.275|achieved|completion_rate
2—3个||stated||2|3|range|||awaiting_report|target_only
10个||stated|10|||exact|||awaiting_report|target_only
"""
REFUSED = {"file": "broken.pdf", "reason": "no_text", "detail": "no text in 3 pages"}
CHANGES = {"added": 17, "changed": 1, "gone": 0, "examples": [
    {"kind": "added", "indicator_id": "corridor_volume", "quote": "82.6万标箱", "document_id": "digest_2025"}]}  # fmt: skip
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
    run = {"started": STARTED, "seconds": 1.25, "stages": {"list": 0.5, "extract": 0.75}, "run_id": RUN_ID,
           "counts": {"documents": 2, "mentions": 20, "observations": 17}, "changes": CHANGES, "refused": [REFUSED],
           "findings": [], "state": "done", "error": ""}  # fmt: skip
    # The last line is one that a crash cut short.
    (curated / "runs.jsonl").write_text(json.dumps(run, ensure_ascii=False) + '\n{"started": "20', encoding="utf-8")
    return database


def live_state(state: str, **others: object) -> dict[str, object]:
    """What refresh.json holds."""
    shared = {"pid": 1, "run_started": STARTED, "stage": "extract", "documents_done": 1, "documents_total": 2,
              "error": "", "changes": CHANGES, "refused": [REFUSED]}  # fmt: skip
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
        insert(con, "indicator", {
            "indicator_id": code, "name_zh": zh, "name_en": en, "topic": topic, "unit": unit, "direction": "up",
            "time_basis": basis, "headline": headline, "description_zh": f"{zh}：说明", "description_en": f"About {en}",
        })  # fmt: skip
    texts = {}
    for code, (title, published, body) in TEXTS.items():
        texts[code] = text = f"---\ntitle: {title}\n---\n{body}"
        insert(con, "document", {
            "document_id": code, "file": f"{code}.md", "title": title, "publisher": "测试日报", "published_on": published,
            "date_precision": "exact", "kind": "digest", "source": "test", "url": "", "licence": "CC0", "encoding": "utf-8",
            "media_type": "text/markdown", "sha256": _hash(text), "text_sha256": _hash(title), "characters": len(text),
            "unreadable": "", "text": text,
        })  # fmt: skip
    observed: dict[str, dict[str, Any]] = {}
    for document, indicator, area, quote, value, low, high, bound, unit, measure, claim, time, basis in _cells(FIGURES):
        shared = {
            **_span(texts[document], quote), "document_id": document, "value": value, "low": low, "high": high, "unit": unit,
            "bound": bound, "measure": measure, "claim": claim, "time_basis": basis, "ref_area": area,
            "time_start": f"{time}-01-01" if time and len(time) == 4 else None,
            "time_end": f"{time}-12-31" if time and len(time) == 4 else time, "indicator_id": indicator, "confidence": 0.9,
            "rule_id": "test+rule",
        }  # fmt: skip
        observed[quote] = {key: shared[key] for key in shared if not key.startswith("sentence")} | {
            "obs_id": f"o{len(observed):03}", "value_as_published": quote, "unit_as_published": unit, "obs_status": "A",
            "review_status": "auto", "run_id": RUN_ID,
        }  # fmt: skip
        insert(con, "observation", observed[quote])
        found = {"area": area_names[area], "name": names[indicator], "disposition": "accepted", "reason": ""}
        insert(con, "mention", {**shared, **found, "mention_id": f"m-{quote}"})
    for document, quote, disposition, reason in _cells(OTHERS):
        insert(con, "mention", {
            **_span(texts[document], quote), "mention_id": f"m-{quote}", "document_id": document, "unit": "item",
            "bound": "exact", "measure": "level", "claim": "reported", "time_basis": "point", "area": "", "name": "",
            "disposition": disposition, "reason": reason, "rule_id": "test", "confidence": 0.4,
        })  # fmt: skip
    for aim, report, kind, value, low, high, bound, reach_low, reach_high, status, evidence in _cells(PROGRESS):
        target, reported = observed[aim], observed.get(report or "", {})
        insert(con, "progress", {
            "progress_id": f"p-{aim}", "target_obs_id": target["obs_id"], "report_obs_id": reported.get("obs_id"),
            "indicator_id": target["indicator_id"], "ref_area": target["ref_area"], "deadline": target["time_end"],
            "target_kind": kind, "target_value": value, "target_low": low, "target_high": high, "target_bound": bound,
            "report_value": reported.get("value"), "report_low": reported.get("low"), "report_high": reported.get("high"),
            "report_bound": reported.get("bound", ""), "report_time_end": reported.get("time_end"),
            "unit": (reported or target)["unit"], "attainment_low": reach_low, "attainment_high": reach_high,
            "status": status, "evidence": evidence, "method": "test", "inputs": "{}", "as_of": "2025-01-10",
        })  # fmt: skip
    finding = {"check_name": "in_range", "severity": "soft", "subject": "o001", "message": "expected < 5, found 11.4"}
    insert(con, "finding", finding)
    insert(con, "refusal", REFUSED)
    insert(con, "run", {
        "run_id": RUN_ID, "documents": 2, "refused": 1, "mentions": len(observed) + 3, "observations": len(observed),
        "review_items": 1, "context_items": 2, "newest_document_on": "2025-01-10",
    })  # fmt: skip


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
    return {"quote": quote, "span_start": start, "span_end": start + len(quote),
            "sentence_start": text.rfind("\n", 0, start) + 1, "sentence_end": len(text) if line_end < 0 else line_end}  # fmt: skip


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
