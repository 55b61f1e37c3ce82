"""Figures that cannot both hold, and which of them a person prefers."""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from dashboard.queries.base import all_rows
from dashboard.vintages.compared import Pair, Preference

STATEMENT = "indicator_id, ref_area, time_start, time_end, time_basis, measure, claim"
NAMES = STATEMENT.split(", ")
CELLS = ", ".join(f"coalesce({name}::VARCHAR, '')" for name in NAMES)
KEY = f"concat_ws('_', {CELLS})"  # names a statement, as Conflict.key does

# The statements with figures that cannot both hold. The checks found those that are open when the table was built; the
# view `conflict` holds every pair of figures, which is slow to make where many articles state the same many times.
DISPUTED = f"""
    disputed AS MATERIALIZED (
        SELECT {STATEMENT}, bool_or(decision_id IS NULL) AS open,
            coalesce(list(DISTINCT decision_id) FILTER (decision_id IS NOT NULL), []) AS decisions
        FROM (
            SELECT split_part(subject, ' ', 1) AS obs_id, NULL AS decision_id FROM finding WHERE check_name = 'conflict'
            UNION ALL SELECT over_obs_id, decision_id FROM preference
        ) JOIN observation USING (obs_id) GROUP BY {STATEMENT}
    )
"""


def conflict_statements(con: DuckDBPyConnection) -> list[tuple[tuple[str, ...], bool, tuple[str, ...]]]:
    """Statements with figures that cannot both hold: (statement, open, decision_ids that settle pairs of it).

    One pair that is open leaves a statement open. Open statements come first, and of these the newest.
    """
    rows = con.cursor().execute(f"""WITH {DISPUTED} SELECT {CELLS}, open, decisions FROM disputed
        ORDER BY NOT open, time_end DESC NULLS LAST, {STATEMENT}""")
    return [(tuple(row[:-2]), bool(row[-2]), tuple(sorted(row[-1]))) for row in rows.fetchall()]


def conflict_pairs(con: DuckDBPyConnection, keys: Sequence[str]) -> list[Pair]:
    """The pairs of the statements that these keys name, those of each together, in the order of the keys."""
    return all_rows(
        con,
        Pair,
        f"""SELECT {STATEMENT}, obs_id, other_obs_id, coalesce(decision_id, '') FROM conflict
        WHERE {KEY} IN (SELECT unnest($keys::VARCHAR[])) ORDER BY list_position($keys, {KEY}), obs_id, other_obs_id""",
        {"keys": list(keys)},
    )


def sentences(con: DuckDBPyConnection, obs_ids: Sequence[str]) -> dict[str, tuple[str, int, int]]:
    """The sentence of each observation, and where in it the figure stands: obs_id -> (text, start, end)."""
    rows = con.cursor().execute(
        """
        WITH wanted AS MATERIALIZED (SELECT * FROM observation WHERE obs_id IN (SELECT unnest($ids::VARCHAR[])))
        SELECT o.obs_id, any_value(substr(d.text, m.sentence_start + 1, m.sentence_end - m.sentence_start)),
            any_value(o.span_start - m.sentence_start), any_value(o.span_end - m.sentence_start)
        FROM wanted o JOIN mention m USING (document_id, span_start, span_end) JOIN document d USING (document_id)
        GROUP BY o.obs_id
        """,
        {"ids": list(obs_ids)},
    )
    return {str(row[0]): (str(row[1]), int(row[2]), int(row[3])) for row in rows.fetchall()}


def preferences(con: DuckDBPyConnection, decision_ids: Sequence[str]) -> dict[str, Preference]:
    """The decisions that settle conflicts, by their ids."""
    query = """SELECT DISTINCT decision_id, decided_at, decided_by, reason, obs_id FROM preference
        WHERE decision_id IN (SELECT unnest($ids::VARCHAR[]))"""
    return {one.decision_id: one for one in all_rows(con, Preference, query, {"ids": list(decision_ids)})}
