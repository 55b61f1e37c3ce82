"""The review queue, and what people have decided."""

from __future__ import annotations

from duckdb import DuckDBPyConnection


def known_decisions(con: DuckDBPyConnection) -> frozenset[str]:
    """The decision_ids that the table was built with."""
    rows = con.cursor().execute("SELECT decision_id FROM review_log").fetchall()
    return frozenset(str(row[0]) for row in rows)
