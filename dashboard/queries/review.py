"""The review queue - figures that wait for a person, and those that cannot both hold - and what people have decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from duckdb import DuckDBPyConnection

from dashboard.queries.base import all_rows, parameters_of
from dashboard.queries.conflicts import DISPUTED, KEY, STATEMENT
from dashboard.rows import Named, ReviewItem

# How much a figure that waits is worth looking at: first those where only the area or the unit is missing, then levels
# with time and place, names that come up often, and values there are; equal ones by the document's newness.
# In a list the name of one unit ("548 ports, 36,000 trains") is no name for the next: those come last.
WORTH = """
    4.0 * (m.indicator_id IS NOT NULL)::INTEGER + 2.0 * (m.measure = 'level' AND m.time_end IS NOT NULL)::INTEGER
    + (m.ref_area IS NOT NULL)::INTEGER + (m.name <> '')::INTEGER * least(ln(count(*) OVER (PARTITION BY m.name)), 3)
    - 3.0 * (m.reason = 'no_value')::INTEGER
    - 6.0 * EXISTS (
        SELECT 1 FROM mention n WHERE n.document_id = m.document_id AND n.sentence_start = m.sentence_start
        AND n.span_start < m.span_start AND n.name = m.name AND m.name <> ''
        AND n.measure = m.measure AND n.unit <> m.unit
    )::INTEGER
"""
WAITING = """
    FROM mention m LEFT JOIN indicator i USING (indicator_id)
    WHERE m.disposition = 'review' AND ($document = '' OR m.document_id = $document)
        AND ($search = '' OR contains(lower(concat_ws(' ', m.name, m.quote, i.name_zh, i.name_en)), lower($search)))
"""


CONFLICT = "conflict"  # the reason why figures of the table wait: they cannot both hold
# Such figures have indicator, area and time, and come up as often as there are of them; see WORTH.
WORTH_OF_CONFLICT = "4.0 + 2.0 * (any_value(measure) = 'level')::INTEGER + 1.0 + least(ln(count(*)), 3)"
RIVALS = f"""
    {DISPUTED}, sides AS (
        SELECT o.*, {KEY} AS key FROM observation o SEMI JOIN disputed d
        ON {" AND ".join(f"o.{name} IS NOT DISTINCT FROM d.{name}" for name in STATEMENT.split(", "))}
    ), rivals AS (
        SELECT key, obs_id, measure, document_id, span_start, quote, published_on, name_zh, name_en
        FROM sides JOIN document USING (document_id) JOIN indicator USING (indicator_id)
    )
"""


def known_decisions(con: DuckDBPyConnection) -> frozenset[str]:
    """The decision_ids that the table was built with."""
    rows = con.cursor().execute("SELECT decision_id FROM review_log").fetchall()
    return frozenset(str(row[0]) for row in rows)


def decision_states(con: DuckDBPyConnection) -> dict[str, tuple[str, str, str]]:
    """decision_id -> state, note and the note's parameters, of the decisions that the table was built with."""
    sql = f"SELECT decision_id, state, note, {parameters_of('l')} FROM review_log l ORDER BY line DESC"
    return {
        str(key): (str(state), str(note), str(told)) for key, state, note, told in con.cursor().execute(sql).fetchall()
    }


def review_reasons(
    con: DuckDBPyConnection, document: str = "", search: str = "", among: tuple[str, ...] | None = None
) -> dict[str, int]:
    """reason -> figures that wait for a person, most figures first; `among`: only these mentions are counted."""
    parameters: dict[str, Any] = {"document": document, "search": search}
    only = ""
    if among is not None:
        only, parameters["among"] = "AND m.mention_id IN (SELECT unnest($among::VARCHAR[]))", list(among)
    query = f"SELECT m.reason, count(*) {WAITING} {only} GROUP BY 1 ORDER BY 2 DESC, 1"
    return dict(con.cursor().execute(query, parameters).fetchall())


def review_documents(con: DuckDBPyConnection) -> list[tuple[str, str, int]]:
    """(document_id, title, what waits in it) of the documents in the queue, most first."""
    return (
        con.cursor()
        .execute(f"""
        WITH {RIVALS}, waiting AS (
            SELECT document_id, count(*) AS n FROM mention WHERE disposition = 'review' GROUP BY ALL
            UNION ALL SELECT document_id, count(DISTINCT key) FROM rivals GROUP BY ALL
        )
        SELECT document_id, any_value(title), sum(n)::BIGINT FROM waiting JOIN document USING (document_id)
        GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 500""")
        .fetchall()
    )


def review_conflicts(con: DuckDBPyConnection, document: str = "", search: str = "") -> tuple[str, ...]:
    """The keys of the statements with figures that cannot both hold, settled or not, most valuable first."""
    return review_order(con, document, search, CONFLICT, 1_000_000)


def review_order(con: DuckDBPyConnection, document: str, search: str, reason: str, limit: int) -> tuple[str, ...]:
    """What waits, the most valuable first: mention_ids, and keys of statements with figures that cannot both hold.

    Worth the time once for a vintage and its filters: what is decided meanwhile is taken out of the answer, and so
    are the statements that people have settled.
    """
    rows = (
        con.cursor()
        .execute(
            f"""
        WITH {RIVALS}, waiting AS (
            SELECT m.mention_id AS key, m.reason, {WORTH} AS worth, m.document_id, m.name, m.span_start {WAITING}
        ), conflicts AS (
            SELECT key, '{CONFLICT}' AS reason, {WORTH_OF_CONFLICT} AS worth, max(published_on) AS published_on,
                any_value(name_zh) AS name, min(document_id) AS document_id, min(span_start) AS span_start
            FROM rivals r GROUP BY key  -- without r. HAVING would mean what is selected
            HAVING ($document = '' OR bool_or(r.document_id = $document)) AND ($search = '' OR bool_or(
                contains(lower(concat_ws(' ', r.name_zh, r.name_en, r.quote)), lower($search))))
        )
        SELECT key FROM (
            SELECT key, reason, worth, published_on, name, document_id, span_start
            FROM waiting JOIN document USING (document_id)
            UNION ALL BY NAME FROM conflicts
        )
        WHERE $reason = '' OR reason = $reason
        ORDER BY worth DESC, published_on DESC NULLS LAST, name, document_id, span_start, key LIMIT $limit
        """,
            {"document": document, "search": search, "reason": reason, "limit": limit},
        )
        .fetchall()
    )
    return tuple(str(row[0]) for row in rows)


def review_items(con: DuckDBPyConnection, mentions: tuple[str, ...]) -> list[ReviewItem]:
    """Figures that wait, by their mention_ids and in their order, each with its sentence."""
    return all_rows(
        con,
        ReviewItem,
        """
        WITH shown AS MATERIALIZED (
            SELECT unnest($mentions::VARCHAR[]) AS mention_id, generate_subscripts($mentions::VARCHAR[], 1) AS place
        ), wanted AS MATERIALIZED (
            SELECT m.*, shown.place FROM mention m JOIN shown USING (mention_id)
        ), hashed AS MATERIALIZED (
            SELECT document_id, sha256(text) AS decoded_sha256 FROM document
            WHERE document_id IN (SELECT document_id FROM wanted)
        ), usual AS (
            SELECT document_id, ref_area FROM observation WHERE document_id IN (SELECT document_id FROM wanted)
            GROUP BY document_id, ref_area
            QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY count(*) DESC, ref_area) = 1
        )
        SELECT m.mention_id, m.document_id, d.file, d.title, d.publisher, d.published_on, m.span_start, m.span_end,
            m.quote, substr(d.text, m.sentence_start + 1, m.sentence_end - m.sentence_start), m.sentence_start,
            m.value, m.low, m.high, m.unit, coalesce(u.symbol_zh, m.unit), coalesce(u.symbol_en, m.unit), m.bound,
            m.measure, m.claim, m.time_start, m.time_end, m.time_basis, coalesce(m.ref_area, ''), m.area,
            coalesce(m.indicator_id, ''), m.name, m.reason, coalesce(usual.ref_area, ''), hashed.decoded_sha256
        FROM wanted m JOIN document d USING (document_id) JOIN hashed USING (document_id)
        LEFT JOIN unit u ON u.unit = m.unit LEFT JOIN usual USING (document_id)
        ORDER BY m.place
        """,
        {"mentions": list(mentions)},
    )


Place = tuple[str, str, int, int]  # file, sha256 of the text, start, end: as decisions name a figure
AT = """
    WITH wanted AS (
        SELECT unnest($wanted::STRUCT(file VARCHAR, sha VARCHAR, s BIGINT, e BIGINT)[], recursive := true)
    ),
    text AS (SELECT document_id, sha256(text) AS sha FROM document WHERE file IN (SELECT file FROM wanted)),
    found AS (
        SELECT DISTINCT w.sha, m.* FROM wanted w JOIN text t USING (sha)
        JOIN mention m ON m.document_id = t.document_id AND m.span_start = w.s AND m.span_end = w.e
    )
"""


def mentions_at(con: DuckDBPyConnection, places: Iterable[Place]) -> tuple[str, ...]:
    """The mentions at places that decisions name, while the text is the same."""
    if not (wanted := _wanted(places)):
        return ()
    rows = con.cursor().execute(f"{AT} SELECT mention_id FROM found ORDER BY 1", {"wanted": wanted}).fetchall()
    return tuple(str(row[0]) for row in rows)


def named_at(con: DuckDBPyConnection, places: Iterable[Place]) -> dict[tuple[str, int, int], Named]:
    """(sha256 of the text, start, end) -> what was read there, while the text is the same."""
    if not (wanted := _wanted(places)):
        return {}
    query = f"""{AT}
        SELECT sha, span_start, span_end, coalesce(indicator_id, ''), name, coalesce(ref_area, ''), area,
            time_start, time_end, time_basis, value, low, high, bound, found.unit,
            coalesce(symbol_zh, found.unit), coalesce(symbol_en, found.unit)
        FROM found LEFT JOIN unit ON unit.unit = found.unit ORDER BY ALL"""
    rows = con.cursor().execute(query, {"wanted": wanted}).fetchall()
    return {(sha, start, end): Named(*rest) for sha, start, end, *rest in rows}


def _wanted(places: Iterable[Place]) -> list[dict[str, Any]]:
    return [{"file": f, "sha": sha, "s": start, "e": end} for f, sha, start, end in places]
