"""Targets against reports, as of the day on which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from duckdb import DuckDBPyConnection

from dashboard.queries.base import all_rows
from dashboard.rows import Area, Target

# As of today: an `open` target whose deadline has passed without a later report is `due`, never `missed`.
TODAY_STATUS = "CASE WHEN p.status = 'open' AND p.deadline < $today THEN 'due' ELSE p.status END"

# What a target is on the page of targets: stated and reported on, stated and not, or the quotient of a completion rate.
PART = """CASE WHEN p.target_kind = 'implied' THEN 'implied' WHEN p.status = 'awaiting_report' THEN 'awaiting'
    ELSE 'reported' END"""
TARGET = f"""
    p.progress_id, i.indicator_id, i.name_zh AS indicator_zh, i.name_en AS indicator_en, i.topic, p.ref_area,
    a.name_zh AS area_zh, a.name_en AS area_en, a.kind AS area_kind, p.deadline, p.target_kind, p.target_value,
    p.target_low, p.target_high, p.target_bound, p.report_value, p.report_low, p.report_high, p.report_bound,
    r.time_start AS report_time_start, p.report_time_end, coalesce(r.time_basis, '') AS report_time_basis,
    p.unit, u.symbol_zh, u.symbol_en, p.attainment_low, p.attainment_high,
    {TODAY_STATUS} AS status, p.evidence, p.method, p.as_of, p.target_obs_id, t.document_id AS target_document,
    t.span_start AS target_start, coalesce(p.report_obs_id, '') AS report_obs_id,
    coalesce(r.document_id, '') AS report_document, coalesce(r.span_start, 0) AS report_start,
    CASE WHEN p.target_kind = 'implied' AND t.bound = 'exact' THEN t.value END AS rate
"""
TARGET_FROM = """
    FROM progress p JOIN indicator i USING (indicator_id) JOIN ref_area a USING (ref_area)
    JOIN unit u ON u.unit = p.unit
    JOIN observation t ON t.obs_id = p.target_obs_id LEFT JOIN observation r ON r.obs_id = p.report_obs_id
"""


def status_counts(con: DuckDBPyConnection, today: date) -> list[tuple[str, int]]:
    """How many targets stand at each status, as of a day."""
    return (
        con.cursor()
        .execute(
            f"SELECT {TODAY_STATUS} AS status, count(*) FROM progress p GROUP BY 1 ORDER BY 2 DESC, 1", {"today": today}
        )
        .fetchall()
    )


def status_details(con: DuckDBPyConnection, today: date) -> tuple[int, int, int, int]:
    """Of the targets achieved, those implied by a completion rate; of those without a report, those whose deadline is
    past on a day, those whose deadline is ahead, and those that have none."""
    row = (
        con.cursor()
        .execute(
            """SELECT count(*) FILTER (status = 'achieved' AND target_kind = 'implied'),
                count(*) FILTER (status = 'awaiting_report' AND deadline < $today),
                count(*) FILTER (status = 'awaiting_report' AND deadline >= $today),
                count(*) FILTER (status = 'awaiting_report' AND deadline IS NULL) FROM progress""",
            {"today": today},
        )
        .fetchone()
    )
    return row or (0, 0, 0, 0)


def targets(
    con: DuckDBPyConnection,
    today: date,
    topic: str = "",
    area: str = "",
    status: str = "",
    year: int = 0,
    part: str = "",
    upcoming: bool = False,
    limit: int = 300,
) -> tuple[list[Target], int]:
    """Targets that pass the filters ("" or 0: any), and how many there are in all. Awaiting reports come last."""
    where = f"""
        {TARGET_FROM} WHERE ($topic = '' OR i.topic = $topic) AND ($area = '' OR p.ref_area = $area)
        AND ($part = '' OR {PART} = $part)
        AND ($status = '' OR {TODAY_STATUS} = $status) AND ($year = 0 OR year(p.deadline) = $year)
        AND (NOT $upcoming OR p.deadline >= $today)"""
    parameters = {
        "topic": topic,
        "area": area,
        "status": status,
        "year": year,
        "part": part,
        "today": today,
        "upcoming": upcoming,
    }
    counted = con.cursor().execute(f"SELECT count(*) {where}", parameters).fetchone()
    rows = all_rows(
        con,
        Target,
        f"""
        SELECT {TARGET}
        {where} ORDER BY p.status = 'awaiting_report', p.deadline NULLS LAST,
            i.topic, i.indicator_id, p.ref_area, p.progress_id
        LIMIT $limit""",
        {**parameters, "limit": limit},
    )
    return rows, int(counted[0]) if counted else 0


def held(con: DuckDBPyConnection, today: date, obs_ids: Sequence[str]) -> list[Target]:
    """The targets that these observations are, or were held against as reports; the nearest deadline first."""
    return all_rows(
        con,
        Target,
        f"""
        SELECT {TARGET} {TARGET_FROM}
        WHERE p.report_obs_id IN (SELECT unnest($ids::VARCHAR[])) OR p.target_obs_id IN (SELECT unnest($ids::VARCHAR[]))
        ORDER BY p.target_kind = 'implied', p.deadline NULLS LAST, p.progress_id LIMIT 1000""",
        {"today": today, "ids": list(obs_ids)},
    )


def target_choices(con: DuckDBPyConnection) -> tuple[list[str], list[Area], list[int]]:
    """What targets can be filtered by: topics, areas, years of the deadline."""
    topics = (
        con.cursor()
        .execute("""SELECT DISTINCT i.topic FROM progress JOIN indicator i USING (indicator_id)
        ORDER BY 1 LIMIT 100""")
        .fetchall()
    )
    places = all_rows(
        con,
        Area,
        """SELECT ref_area, name_zh, name_en, kind FROM ref_area
        WHERE ref_area IN (SELECT ref_area FROM progress) ORDER BY 1 LIMIT 500""",
    )
    years = (
        con.cursor()
        .execute("""SELECT DISTINCT year(deadline) FROM progress WHERE deadline IS NOT NULL
        ORDER BY 1 LIMIT 100""")
        .fetchall()
    )
    return [t for (t,) in topics], places, [int(y) for (y,) in years]
