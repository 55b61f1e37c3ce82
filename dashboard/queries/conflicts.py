"""Figures that cannot both hold, and which of them a person prefers."""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from dashboard.queries.base import all_rows
from dashboard.vintages.compared import Pair, Preference

STATEMENT = "indicator_id, ref_area, time_start, time_end, time_basis, measure, claim"


def conflict_statements(con: DuckDBPyConnection) -> list[tuple[tuple[str, ...], bool, tuple[str, ...]]]:
    """Statements with figures that cannot both hold: (statement, open, decision_ids that settle pairs of it).

    One pair that is open leaves a statement open.
    """
    cells = ", ".join(f"coalesce({name}::VARCHAR, '')" for name in STATEMENT.split(", "))
    rows = con.cursor().execute(f"""SELECT {cells}, bool_or(decision_id IS NULL),
        coalesce(list(DISTINCT decision_id) FILTER (decision_id IS NOT NULL), []) FROM conflict GROUP BY {STATEMENT}""")
    return [(tuple(row[:-2]), bool(row[-2]), tuple(sorted(row[-1]))) for row in rows.fetchall()]


def conflict_pairs(con: DuckDBPyConnection, limit: int = 10, offset: int = 0) -> list[Pair]:
    """The pairs of some statements, those of each together: open statements first, then settled ones."""
    return all_rows(
        con,
        Pair,
        f"""
        WITH pairs AS MATERIALIZED (
            SELECT {STATEMENT}, obs_id, other_obs_id, decision_id,
                bool_or(decision_id IS NULL) OVER (PARTITION BY {STATEMENT}) AS open
            FROM conflict
        )
        SELECT {STATEMENT}, obs_id, other_obs_id, coalesce(decision_id, '') FROM pairs
        QUALIFY dense_rank() OVER (ORDER BY NOT open, time_end DESC NULLS LAST, {STATEMENT})
            BETWEEN $offset + 1 AND $offset + $limit
        ORDER BY NOT open, time_end DESC NULLS LAST, {STATEMENT}, obs_id, other_obs_id
        """,
        {"limit": limit, "offset": offset},
    )


def preferences(con: DuckDBPyConnection, decision_ids: Sequence[str]) -> dict[str, Preference]:
    """The decisions that settle conflicts, by their ids."""
    query = """SELECT DISTINCT decision_id, decided_at, decided_by, reason, obs_id FROM preference
        WHERE decision_id IN (SELECT unnest($ids::VARCHAR[]))"""
    return {one.decision_id: one for one in all_rows(con, Preference, query, {"ids": list(decision_ids)})}
