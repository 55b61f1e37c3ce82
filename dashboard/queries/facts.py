"""Observations: headline figures, one indicator's series, one figure by its key or its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from dashboard.queries.base import all_rows, one_row
from dashboard.rows import Area, Fact, Indicator, Unit

FACT = """
    o.obs_id, o.indicator_id, i.name_zh AS indicator_zh, i.name_en AS indicator_en, i.topic, o.ref_area,
    a.name_zh AS area_zh, a.name_en AS area_en, a.kind AS area_kind, o.time_start, o.time_end, o.time_basis,
    o.measure, o.claim, o.value, o.low, o.high, o.bound, o.unit, u.symbol_zh, u.symbol_en, o.value_as_published,
    o.unit_as_published, o.document_id, d.title, d.publisher, d.published_on, o.span_start, o.span_end, o.quote,
    o.confidence, o.review_status
"""
FACT_FROM = """
    FROM observation o JOIN indicator i USING (indicator_id) JOIN ref_area a USING (ref_area)
    JOIN unit u ON u.unit = o.unit JOIN document d USING (document_id)
"""


def areas(con: DuckDBPyConnection) -> list[Area]:
    """Areas that have observations, in the order of their codes."""
    return all_rows(
        con,
        Area,
        """SELECT ref_area, name_zh, name_en, kind FROM ref_area
        WHERE ref_area IN (SELECT ref_area FROM observation) ORDER BY ref_area LIMIT 5000""",
    )


def units(con: DuckDBPyConnection) -> list[Unit]:
    """Every unit of the table with its symbols."""
    return all_rows(con, Unit, "SELECT unit, symbol_zh, symbol_en FROM unit ORDER BY unit LIMIT 5000")


def headlines(con: DuckDBPyConnection, limit: int = 4) -> list[Fact]:
    """The newest reported figure of each headline indicator: a level where there is one, else the completion rate."""
    return all_rows(
        con,
        Fact,
        f"""
        WITH newest AS MATERIALIZED (  -- narrow rows to rank by, the wide ones only for the few that are shown
            SELECT o.rowid AS row
            FROM observation o JOIN indicator i USING (indicator_id) JOIN document d USING (document_id)
            WHERE i.headline IS NOT NULL AND o.claim = 'reported' AND o.measure IN ('level', 'completion')
                AND o.obs_id NOT IN (SELECT over_obs_id FROM preference)
            QUALIFY row_number() OVER (PARTITION BY o.indicator_id ORDER BY (o.measure = 'level') DESC,
                coalesce(o.time_end, d.published_on) DESC NULLS LAST, coalesce(o.value, o.low) DESC, o.obs_id) = 1)
        SELECT {FACT} {FACT_FROM}
        WHERE o.rowid IN (SELECT row FROM newest)
        ORDER BY i.headline, o.indicator_id LIMIT $limit
    """,
        {"limit": limit},
    )


def companions(con: DuckDBPyConnection, fact: Fact) -> list[Fact]:
    """What else is said of a figure's indicator and area: growth, rank, completion of its period, and later targets.

    Beside a running total stand only the targets it was held against: one of a year's worth says nothing about it.
    """
    return all_rows(
        con,
        Fact,
        f"""
        SELECT {FACT} {FACT_FROM} WHERE o.indicator_id = $indicator AND o.ref_area = $area AND o.obs_id <> $obs AND (
            (o.claim = 'reported' AND o.measure <> $measure AND o.time_end IS NOT DISTINCT FROM $end)
            OR (o.claim = 'target' AND o.measure = $measure
                AND (o.time_end IS NULL OR $end IS NULL OR o.time_end >= $end)
                AND ($basis NOT IN ('cumulative', 'ytd') OR o.obs_id IN (
                    SELECT target_obs_id FROM progress WHERE report_obs_id = $obs))))
        ORDER BY o.claim, o.measure, o.time_end, o.obs_id LIMIT 6
    """,
        {
            "indicator": fact.indicator_id,
            "area": fact.ref_area,
            "obs": fact.obs_id,
            "measure": fact.measure,
            "end": fact.time_end,
            "basis": fact.time_basis,
        },
    )


def elsewhere(con: DuckDBPyConnection, fact: Fact, limit: int = 2) -> list[Fact]:
    """The newest reported figures of the same indicator and measure in other areas, which are never joined with it."""
    return all_rows(
        con,
        Fact,
        f"""
        WITH newest AS MATERIALIZED (
            SELECT obs_id FROM observation WHERE indicator_id = $indicator AND claim = 'reported' AND measure = $measure
                AND unit = $unit AND ref_area <> $area AND obs_id NOT IN (SELECT over_obs_id FROM preference)
            QUALIFY row_number() OVER (PARTITION BY ref_area
                ORDER BY time_end DESC NULLS LAST, coalesce(value, low) DESC, obs_id) = 1)
        SELECT {FACT} {FACT_FROM}
        WHERE o.indicator_id = $indicator AND o.obs_id IN (SELECT obs_id FROM newest)
        ORDER BY o.time_end DESC NULLS LAST, o.ref_area LIMIT $limit
    """,
        {
            "indicator": fact.indicator_id,
            "measure": fact.measure,
            "unit": fact.unit,
            "area": fact.ref_area,
            "limit": limit,
        },
    )


def earlier(con: DuckDBPyConnection, fact: Fact) -> Fact | None:
    """The newest earlier figure that compares with this one: all alike but the year, and both exact.

    Of a running total, any earlier day will do; of a period, the same months of an earlier year.
    """
    if fact.bound != "exact" or fact.time_end is None:
        return None
    return one_row(
        con,
        Fact,
        f"""
        SELECT {FACT} {FACT_FROM} WHERE o.indicator_id = $indicator AND o.ref_area = $area AND o.claim = 'reported'
            AND o.measure = $measure AND o.time_basis = $basis AND o.unit = $unit AND o.bound = 'exact'
            AND o.time_end < $end AND CASE WHEN $start::DATE IS NULL THEN o.time_start IS NULL ELSE
                strftime(o.time_start, '%m%d') = strftime($start::DATE, '%m%d')
                AND strftime(o.time_end, '%m%d') = strftime($end::DATE, '%m%d')
                AND year(o.time_end) - year(o.time_start) = year($end::DATE) - year($start::DATE) END
        ORDER BY o.time_end DESC, o.obs_id LIMIT 1
    """,
        {
            "indicator": fact.indicator_id,
            "area": fact.ref_area,
            "measure": fact.measure,
            "basis": fact.time_basis,
            "unit": fact.unit,
            "start": fact.time_start,
            "end": fact.time_end,
        },
    )


def fact(con: DuckDBPyConnection, obs_id: str) -> Fact | None:
    """One observation by its key."""
    return one_row(con, Fact, f"SELECT {FACT} {FACT_FROM} WHERE o.obs_id = $obs", {"obs": obs_id})


def facts(con: DuckDBPyConnection, obs_ids: Sequence[str]) -> dict[str, Fact]:
    """Observations by their keys."""
    query = f"SELECT {FACT} {FACT_FROM} WHERE o.obs_id IN (SELECT unnest($ids::VARCHAR[]))"
    return {fact.obs_id: fact for fact in all_rows(con, Fact, query, {"ids": list(obs_ids)})}


def stated(con: DuckDBPyConnection, document_id: str, indicator_id: str, claim: str, quote: str) -> Fact | None:
    """The observation of an indicator that a document states in these words, the first of several."""
    return one_row(
        con,
        Fact,
        f"""
        SELECT {FACT} {FACT_FROM} WHERE o.indicator_id = $indicator AND o.document_id = $document AND o.claim = $claim
            AND o.quote = $quote ORDER BY o.span_start, o.obs_id LIMIT 1
    """,
        {"indicator": indicator_id, "document": document_id, "claim": claim, "quote": quote},
    )


def facts_at(con: DuckDBPyConnection, document_id: str, start: int, end: int) -> list[Fact]:
    """The observations stated in one span of a document."""
    return all_rows(
        con,
        Fact,
        f"""
        SELECT {FACT} {FACT_FROM} WHERE o.document_id = $document AND o.span_start < $end AND o.span_end > $start
        ORDER BY o.span_start, o.obs_id LIMIT 20
    """,
        {"document": document_id, "start": start, "end": end},
    )


def indicators(con: DuckDBPyConnection) -> list[Indicator]:
    """Indicators that have at least one observation, with how many; those without a dated one last, for no chart can
    show them."""
    return all_rows(
        con,
        Indicator,
        """
        SELECT i.indicator_id, i.name_zh, i.name_en, i.topic, i.unit, i.direction, i.time_basis, i.description_zh,
            i.description_en, n.n, i.headline
        FROM indicator i JOIN (
            SELECT indicator_id, count(*) AS n, count(time_end) AS dated FROM observation GROUP BY 1) n
        USING (indicator_id)
        ORDER BY n.dated = 0, i.headline NULLS LAST, n.n DESC, i.indicator_id LIMIT 5000
    """,
    )


def measures(con: DuckDBPyConnection, indicator_id: str) -> list[tuple[str, str, int]]:
    """(measure, unit, observations) of an indicator, those with a dated one first: each is shown apart, never on one
    axis."""
    return (
        con.cursor()
        .execute(
            """
        SELECT measure, unit, count(*) FROM observation WHERE indicator_id = $indicator GROUP BY ALL
        ORDER BY count(time_end) = 0, min(measure <> 'level'), count(*) DESC, measure, unit LIMIT 20
    """,
            {"indicator": indicator_id},
        )
        .fetchall()
    )


def indicator_areas(con: DuckDBPyConnection, indicator_id: str) -> list[Area]:
    """Areas an indicator has figures for, most figures first."""
    return all_rows(
        con,
        Area,
        """
        SELECT a.ref_area, a.name_zh, a.name_en, a.kind FROM ref_area a JOIN (
            SELECT ref_area, count(*) AS n FROM observation WHERE indicator_id = $indicator GROUP BY 1) n
        USING (ref_area) ORDER BY n.n DESC, a.ref_area LIMIT 500
    """,
        {"indicator": indicator_id},
    )


def series(
    con: DuckDBPyConnection,
    indicator_id: str,
    measure: str,
    unit: str,
    areas: Sequence[str] = (),
    limit: int = 200,  # more marks than that nobody tells apart; an area narrows them
) -> tuple[list[Fact], int]:
    """Observations of one indicator, measure and unit, newest first, and how many there are in all."""
    parameters: dict[str, Any] = {"indicator": indicator_id, "measure": measure, "unit": unit, "areas": list(areas)}
    where = """WHERE o.indicator_id = $indicator AND o.measure = $measure AND o.unit = $unit
        AND (len($areas::VARCHAR[]) = 0 OR list_contains($areas::VARCHAR[], o.ref_area))"""
    order = "o.time_end DESC NULLS LAST, o.ref_area, o.obs_id"
    total = con.cursor().execute(f"SELECT count(*) FROM observation o {where}", parameters).fetchone()
    rows = all_rows(
        con,
        Fact,
        f"""WITH newest AS MATERIALIZED (  -- narrow rows to sort by, the wide ones only for those that are shown
            SELECT o.rowid AS row FROM observation o {where} ORDER BY {order} LIMIT $limit)
        SELECT {FACT} {FACT_FROM} WHERE o.rowid IN (SELECT row FROM newest) ORDER BY {order}""",
        {**parameters, "limit": limit},
    )
    return rows, int(total[0]) if total else 0
