"""A small published vintage for the dashboard's tests: a database made from schema.sql, its pointer, CSVs and run files.

The documents are sentences written for the tests. One of them tries to break pages: tags, formulas, signs of Markdown.
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
Y2022, Y2024 = (date(2022, 1, 1), date(2022, 12, 31)), (date(2024, 1, 1), date(2024, 12, 31))
HOSTILE = "<script>window.broken=1</script>"

UNITS = {
    "passenger": ("人次", "passenger trips"), "train": ("列", "trains"), "TEU": ("标箱", "TEU"), "CNY": ("元", "CNY"),
    "percent": ("%", "%"), "rank": ("位", "rank"), "enterprise": ("家企业", "enterprises"), "mu": ("亩", "mu"),
    "institution": ("家机构", "institutions"), "hectare": ("公顷", "ha"), "km2": ("平方公里", "km²"),
}  # fmt: skip
AREAS = {
    "500000": ("重庆市", "Chongqing", "province"), "510100": ("成都市", "Chengdu", "prefecture"),
    "510000": ("四川省", "Sichuan", "province"), "CY": ("川渝", "Sichuan and Chongqing", "composite"),
    "SH": ("双核", "Twin cores", "composite"), "CORRIDOR": ("西部陆海新通道", "Land–Sea Corridor", "corridor"),
}  # fmt: skip
INDICATORS = {
    "airport_passengers": ("机场旅客吞吐量", "Airport passenger throughput", "transport", "passenger", "flow", 1),
    "china_europe_trains": ("中欧班列开行量", "China–Europe freight train runs", "transport", "train", "flow", 2),
    "corridor_volume": ("西部陆海新通道货运量", "Freight volume of the Land–Sea Corridor", "transport", "TEU", "cumulative", 3),
    "major_projects_investment": ("重大项目年度完成投资", "Investment completed, major projects", "investment", "CNY", "ytd", 4),
    "shared_laboratories": ("共建重点实验室数", "Jointly built key laboratories", "innovation", "institution", "point", None),
    "alliance_members": ("产业联盟入盟企业数", "Members of industry alliances", "industry", "enterprise", "point", None),
    "forest_belt": ("林带建设面积", "Forest belt area", "environment", "mu", "cumulative", None),
}  # fmt: skip

# One sentence a line; a figure is (indicator, area, quote, value, low, high, bound, unit, measure, claim, period, basis).
TEXTS: dict[str, tuple[str, date, list[str], list[tuple[Any, ...]]]] = {
    "digest_2025": ("双城五年数字摘编", date(2025, 1, 10), [
        "2024年，重庆机场旅客吞吐量5200.5万人次，同比增长11.4%。",
        "2024年，成都机场旅客吞吐量突破8700万人次，居全国第三位。",
        "截至2024年底，通道累计货运量82.6万标箱，货值逾1400亿元。",
        "两地种植的林带面积约1300万亩，参加人员见第3号公告。",
    ], [
        ("airport_passengers", "500000", "5200.5万人次", "52005000", None, None, "exact", "passenger", "level", "reported", Y2024, "flow"),
        ("airport_passengers", "500000", "11.4%", "11.4", None, None, "exact", "percent", "growth", "reported", Y2024, "flow"),
        ("airport_passengers", "510100", "8700万人次", "87000000", "87000000", None, "more_than", "passenger", "level", "reported", Y2024, "flow"),
        ("airport_passengers", "510100", "第三位", "3", None, None, "exact", "rank", "rank", "reported", Y2024, "flow"),
        ("corridor_volume", "CORRIDOR", "82.6万标箱", "826000", None, None, "exact", "TEU", "level", "reported", (None, date(2024, 12, 31)), "cumulative"),
        ("forest_belt", "CY", "1300万亩", "13000000", None, None, "about", "mu", "level", "reported", (None, None), "cumulative"),
    ]),
    "digest_2022": ("第六次会议数字摘编", date(2022, 12, 31), [
        "2022年，重庆机场旅客吞吐量2167.3万人次，成都机场为3109.2万人次。",
        "中欧班列今年开行近5000列，力争2025年达到4500列以上，2027年达到6000列。",
        "川渝经通道运输货物突破60万标箱。",
        "重大项目今年完成投资2336亿元，年度投资完成率127%。",
        "到2023年试点运行重点实验室2—3个，到2027年达到10个。",
        "参加联盟的企业约400家，表中另有500余家待核。",
        f"会场标语写着{HOSTILE}与=SUM(A1)字样共7处。",
    ], [
        ("airport_passengers", "500000", "2167.3万人次", "21673000", None, None, "exact", "passenger", "level", "reported", Y2022, "flow"),
        ("airport_passengers", "510100", "3109.2万人次", "31092000", None, None, "exact", "passenger", "level", "reported", Y2022, "flow"),
        ("china_europe_trains", "CY", "5000列", "5000", None, None, "nearly", "train", "level", "reported", Y2022, "flow"),
        ("china_europe_trains", "CY", "4500列", "4500", "4500", None, "at_least", "train", "level", "target", (None, date(2025, 12, 31)), "deadline"),
        ("china_europe_trains", "CY", "6000列", "6000", None, None, "exact", "train", "level", "target", (None, date(2027, 12, 31)), "deadline"),
        ("corridor_volume", "CY", "60万标箱", "600000", "600000", None, "more_than", "TEU", "level", "reported", (None, date(2022, 12, 30)), "cumulative"),
        ("major_projects_investment", "CY", "2336亿元", "233600000000", None, None, "exact", "CNY", "level", "reported", Y2022, "ytd"),
        ("major_projects_investment", "CY", "127%", "127", None, None, "exact", "percent", "completion", "reported", Y2022, "ytd"),
        ("shared_laboratories", "CY", "2—3个", None, "2", "3", "range", "institution", "level", "target", (None, date(2023, 12, 31)), "deadline"),
        ("shared_laboratories", "CY", "10个", "10", None, None, "exact", "institution", "level", "target", (None, date(2027, 12, 31)), "deadline"),
        ("alliance_members", "SH", "400家", "400", None, None, "about", "enterprise", "level", "reported", (None, date(2022, 12, 30)), "point"),
    ]),
}  # fmt: skip
OTHER_MENTIONS = [("digest_2022", "500余家", "review", "no_indicator"), ("digest_2022", "7处", "context", "not_measured"),
                  ("digest_2025", "第3号", "context", "name")]  # fmt: skip
# target quote, report quote, kind, target (value, low, high, bound), attainment, status, evidence
PROGRESS = [
    ("4500列", "5000列", "stated", ("4500", "4500", None, "at_least"), ("1.0", "1.111111"), "achieved", "target_and_report"),
    ("6000列", "5000列", "stated", ("6000", None, None, "exact"), ("0.75", "0.833333"), "open", "target_and_report"),
    ("127%", "2336亿元", "implied", (None, "183215686274", "184662000000", "range"), ("1.265", "1.275"), "achieved", "completion_rate"),
    ("2—3个", None, "stated", (None, "2", "3", "range"), (None, None), "awaiting_report", "target_only"),
    ("10个", None, "stated", ("10", None, None, "exact"), (None, None), "awaiting_report", "target_only"),
]  # fmt: skip


def publish(curated: Path) -> Path:
    """Write a whole curated folder; gives the path of its database."""
    database = curated / "vintages" / f"{RUN_ID}.duckdb"
    database.parent.mkdir(parents=True)
    con = duckdb.connect(str(database), config={"autoinstall_known_extensions": "false"})
    con.execute(SCHEMA.read_text(encoding="utf-8"))
    fill(con)
    for table, file in (("observation", "observations"), ("progress", "progress"), ("unit", "units")):
        con.execute(f"COPY (SELECT * FROM {table} ORDER BY 1) TO '{curated / file}.csv' (HEADER)")
    con.close()
    _json(curated / "current.json", {"run_id": RUN_ID, "database": f"vintages/{RUN_ID}.duckdb"})
    _json(curated / "refresh.json", live_state("done"))
    run = {"started": "2025-01-11T08:00:00+00:00", "seconds": 1.25, "stages": {"documents": 0.5, "mentions": 0.75},
           "run_id": RUN_ID, "counts": {"documents": 2, "mentions": 20, "observations": 17}, "findings": [], "error": "",
           "state": "done", "changes": {"added": 17, "changed": 1, "gone": 0}, "refused": REFUSED}  # fmt: skip
    (curated / "runs.jsonl").write_text(json.dumps(run, ensure_ascii=False) + "\n{cut sho", encoding="utf-8")
    return database


REFUSED = [{"file": "broken.pdf", "reason": "no_text", "detail": "broken.pdf: no text in 3 pages"}]


def live_state(state: str, **others: object) -> dict[str, object]:
    """What refresh.json holds."""
    return {"pid": 1, "run_started": "2025-01-11T08:00:00+00:00", "stage": "mentions", "documents_done": 1, "documents_total": 2,
            "state": state, "error": "", "changes": {"added": 17, "changed": 1, "gone": 0}, "refused": REFUSED, **others}  # fmt: skip


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """All rows, parents first."""
    insert(
        con,
        "unit",
        [
            {"unit": u, "symbol_zh": zh, "symbol_en": en, "dimension": f"[{u}]", "source": "test"}
            for u, (zh, en) in UNITS.items()
        ],
    )
    insert(con, "measure", [{"measure": m} for m in ("level", "growth", "share", "completion", "rank")])
    insert(
        con,
        "ref_area",
        [
            {"ref_area": c, "name_zh": zh, "name_en": en, "kind": k, "members": "", "aliases": ""}
            for c, (zh, en, k) in AREAS.items()
        ],
    )
    insert(con, "indicator", [
        {"indicator_id": i, "name_zh": zh, "name_en": en, "topic": topic, "unit": unit, "direction": "up", "time_basis": basis,
         "headline": head, "description_zh": f"{zh}的说明", "description_en": f"About {en}"}
        for i, (zh, en, topic, unit, basis, head) in INDICATORS.items()])  # fmt: skip
    observed: dict[str, dict[str, Any]] = {}
    for document_id, (title, published, sentences, figures) in TEXTS.items():
        text = f"---\ntitle: {title}\n---\n" + "\n".join(sentences)
        insert(con, "document", [{
            "document_id": document_id, "file": f"{document_id}.md", "title": title, "publisher": "测试日报", "published_on": published,
            "date_precision": "exact", "kind": "digest", "source": "test", "url": "", "licence": "CC0", "media_type": "text/markdown",
            "encoding": "utf-8", "sha256": _hash(text), "text_sha256": _hash(title), "characters": len(text), "unreadable": "", "text": text}])  # fmt: skip
        for indicator, area, quote, value, low, high, bound, unit, measure, claim, (start, end), basis in figures:
            spot = _spot(text, quote)
            shared = {"document_id": document_id, "span_start": spot[0], "span_end": spot[1], "quote": quote, "value": value, "low": low,
                      "high": high, "unit": unit, "bound": bound, "measure": measure, "claim": claim, "time_start": start,
                      "time_end": end, "time_basis": basis, "ref_area": area, "indicator_id": indicator, "rule_id": "test+rule", "confidence": 0.9}  # fmt: skip
            insert(con, "mention", [{**shared, "mention_id": f"m{document_id}{spot[0]}", "sentence_start": spot[2], "sentence_end": spot[3],
                                     "area": AREAS[area][0], "name": INDICATORS[indicator][0], "disposition": "accepted", "reason": ""}])  # fmt: skip
            observed[quote] = {**shared, "obs_id": f"o{len(observed):03}", "value_as_published": quote, "unit_as_published": unit,
                               "obs_status": "A", "review_status": "auto", "run_id": RUN_ID}  # fmt: skip
            insert(con, "observation", [observed[quote]])
        for owner, quote, disposition, reason in OTHER_MENTIONS:
            if owner == document_id:
                spot = _spot(text, quote)
                insert(con, "mention", [{
                    "mention_id": f"m{document_id}{spot[0]}", "document_id": document_id, "span_start": spot[0], "span_end": spot[1],
                    "quote": quote, "sentence_start": spot[2], "sentence_end": spot[3], "unit": "item", "bound": "exact", "measure": "level",
                    "claim": "reported", "time_basis": "point", "area": "", "name": "", "disposition": disposition, "reason": reason,
                    "rule_id": "test", "confidence": 0.4}])  # fmt: skip
    for n, (target, report, kind, (value, low, high, bound), reached, status, evidence) in enumerate(PROGRESS):
        aim, found = observed[target], observed.get(report or "")
        insert(con, "progress", [{
            "progress_id": f"p{n}", "target_obs_id": aim["obs_id"], "report_obs_id": found and found["obs_id"], "indicator_id": aim["indicator_id"],
            "ref_area": aim["ref_area"], "deadline": aim["time_end"], "target_kind": kind, "target_value": value, "target_low": low,
            "target_high": high, "target_bound": bound, "report_value": found and found["value"], "report_low": found and found["low"],
            "report_high": found and found["high"], "report_bound": found["bound"] if found else "", "report_time_end": found and found["time_end"],
            "unit": (found or aim)["unit"], "attainment_low": reached[0], "attainment_high": reached[1], "status": status, "evidence": evidence,
            "method": "test", "inputs": "{}", "as_of": date(2025, 1, 10)}])  # fmt: skip
    insert(
        con,
        "finding",
        [
            {
                "check_name": "value_out_of_range",
                "severity": "soft",
                "subject": "o001",
                "message": "expected < 5, found 11.4",
            }
        ],
    )
    insert(con, "refusal", [REFUSED[0]])
    insert(con, "run", [{"run_id": RUN_ID, "documents": 2, "refused": 1, "mentions": len(observed) + 3, "observations": len(observed),
                         "review_items": 1, "context_items": 2, "newest_document_on": date(2025, 1, 10)}])  # fmt: skip


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """Put rows into a table; columns that are not named stay empty."""
    for row in rows:
        names = ", ".join(row)
        con.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def _spot(text: str, quote: str) -> tuple[int, int, int, int]:
    """Span of a quote and of the line it stands in."""
    start = text.index(quote)
    line_end = text.find("\n", start)
    return start, start + len(quote), text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end


def _json(path: Path, content: dict[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
