"""Two vintages held against each other, figure by figure: what was added, revised, gone, or flagged otherwise.

`compare` pairs the figures once; the questions after it are asked of the pairs and cost a page of them each.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from dashboard.vintages.compared import Change, Stated
from pipelines.connecting import CONFIG

SIDES = ("old", "new")
KINDS = ("added", "revised", "gone", "reflagged")
# Of an accepted mention what counts is its observation, in the indicator's unit.
_READ = ("time_start", "time_end", "time_basis", "measure", "claim", "value", "low", "high", "unit", "bound")
_STATEMENT = "document_id, indicator_id, ref_area, time_start, time_end, time_basis, measure, claim"
# Ways to know a figure again, the surest first; what is left goes on to the next. The first is no change but of place.
PAIRINGS = (
    "hash(document_id, quote, figure, flags)",
    "hash(document_id, span_start, span_end, quote)",
    "hash(document_id, quote, figure, indicator_id)",
    f"if(disposition = 'accepted', hash({_STATEMENT}), NULL)",
    "hash(document_id, quote, figure)",
)
FILTERS = """
    WHERE ($kind = '' OR kind = $kind) AND ($document = '' OR document_id = $document)
        AND ($indicator = '' OR old_indicator = $indicator OR new_indicator = $indicator)
"""


class VintageError(Exception):
    """A vintage that cannot be compared: no database, or one with other tables. The message is the database's."""


def compare(old: Path, new: Path) -> DuckDBPyConnection:
    """Pair the figures of two vintages, both opened for reading only; a connection for the questions below.

    Raises VintageError.
    """
    con = duckdb.connect(":memory:", config=CONFIG)
    try:
        for side, path in zip(SIDES, (old, new), strict=True):
            con.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {side}_vintage (READ_ONLY)")
            con.execute(_statements(side))
        con.execute("SET enable_external_access = false")
        for side, other in zip(SIDES, SIDES[::-1], strict=True):
            con.execute(f"""CREATE TABLE {side}_left AS SELECT * EXCLUDE (print) FROM {side}_statement
                ANTI JOIN {other}_statement USING (print)""")
        con.execute("CREATE TABLE pair (new_id VARCHAR, old_id VARCHAR, pass INTEGER)")
        for number, key in enumerate(PAIRINGS):
            _pair(con, number, key)
        con.execute(_CHANGES)
    except duckdb.Error as error:
        con.close()
        raise VintageError(str(error).splitlines()[0]) from error
    return con


def _statements(side: str) -> str:
    """A view of every mention of a vintage as it stands in the table; `print` is the same for the same figure."""
    read = ", ".join(f"if(o.obs_id IS NULL, m.{name}, o.{name}) AS {name}" for name in _READ)
    return f"""
        CREATE VIEW {side}_statement AS
        WITH stated AS (
            SELECT m.mention_id, m.document_id, m.span_start, m.span_end, m.quote, m.sentence_start, m.sentence_end,
                coalesce(o.indicator_id, m.indicator_id, '') AS indicator_id, {read},
                coalesce(o.ref_area, m.ref_area, '') AS ref_area, m.disposition,
                coalesce(o.obs_status, '') AS obs_status, coalesce(o.review_status, '') AS review_status
            FROM {side}_vintage.mention m LEFT JOIN {side}_vintage.observation o ON m.disposition = 'accepted'
                AND o.document_id = m.document_id AND o.span_start = m.span_start AND o.span_end = m.span_end
                AND o.indicator_id = m.indicator_id AND o.claim = m.claim AND o.measure = m.measure
        ), hashed AS (
            SELECT *, hash(unit, coalesce(value, low), coalesce(value, high)) AS figure,
                hash(indicator_id, ref_area, time_start, time_end, time_basis, measure, claim, bound, disposition,
                    obs_status, review_status) AS flags
            FROM stated
        )
        SELECT *, hash(mention_id, quote, figure, flags) AS print FROM hashed"""


def _pair(con: DuckDBPyConnection, number: int, key: str) -> None:
    """Pair what is left by a key; of several with the same key the first goes with the first."""
    sides = {
        side: f"""(SELECT mention_id, key, row_number() OVER (PARTITION BY key ORDER BY span_start, mention_id) AS turn
            FROM (SELECT *, {key} AS key FROM {side}_left) WHERE key IS NOT NULL
            AND mention_id NOT IN (SELECT {side}_id FROM pair))"""
        for side in SIDES
    }
    con.execute(f"""INSERT INTO pair SELECT n.mention_id, o.mention_id, {number}
        FROM {sides["new"]} n JOIN {sides["old"]} o USING (key, turn)""")


_CHANGES = """
    CREATE TABLE change AS
    WITH found AS (
        SELECT CASE WHEN p.old_id IS NULL THEN 'added' WHEN p.new_id IS NULL THEN 'gone'
                WHEN n.disposition = o.disposition AND n.figure <> o.figure THEN 'revised' ELSE 'reflagged' END AS kind,
            p.new_id, p.old_id, coalesce(n.indicator_id, '') AS new_indicator,
            coalesce(o.indicator_id, '') AS old_indicator, coalesce(n.document_id, o.document_id) AS document_id,
            coalesce(n.span_start, o.span_start) AS span_start
        FROM (
            SELECT new_id, old_id FROM pair WHERE pass > 0
            UNION ALL SELECT mention_id, NULL FROM new_left WHERE mention_id NOT IN (SELECT new_id FROM pair)
            UNION ALL SELECT NULL, mention_id FROM old_left WHERE mention_id NOT IN (SELECT old_id FROM pair)
        ) p LEFT JOIN new_left n ON n.mention_id = p.new_id LEFT JOIN old_left o ON o.mention_id = p.old_id
        -- What never was in the table, and is not, is no difference of it.
        WHERE coalesce(n.disposition = 'accepted', false) OR coalesce(o.disposition = 'accepted', false)
            OR n.disposition <> o.disposition
    )
    SELECT * FROM found ORDER BY list_position(['revised', 'reflagged', 'added', 'gone'], kind), document_id, span_start
"""


def change_counts(con: DuckDBPyConnection, indicator: str = "", document: str = "") -> dict[str, int]:
    """How many figures changed in each way, of one indicator and document where named."""
    parameters = {"kind": "", "indicator": indicator, "document": document}
    found = dict(con.cursor().execute(f"SELECT kind, count(*) FROM change {FILTERS} GROUP BY 1", parameters).fetchall())
    return {kind: int(found.get(kind, 0)) for kind in KINDS}


def moved(con: DuckDBPyConnection) -> int:
    """How many figures of the table only stand elsewhere in their document."""
    query = """SELECT count(*) FROM pair JOIN new_left ON mention_id = new_id
        WHERE pass = 0 AND disposition = 'accepted'"""
    row = con.cursor().execute(query).fetchone()
    return int(row[0]) if row else 0


def changed_indicators(con: DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """(indicator_id, name_zh, name_en) of the indicators with differences."""
    return (
        con.cursor()
        .execute("""SELECT DISTINCT ON (indicator_id) indicator_id, name_zh, name_en
        FROM (SELECT indicator_id, name_zh, name_en FROM new_vintage.indicator
            UNION ALL SELECT indicator_id, name_zh, name_en FROM old_vintage.indicator)
        WHERE indicator_id IN (SELECT new_indicator FROM change UNION SELECT old_indicator FROM change)
        ORDER BY indicator_id LIMIT 5000""")
        .fetchall()
    )


def changed_documents(con: DuckDBPyConnection) -> list[tuple[str, str]]:
    """(document_id, title) of the documents with differences."""
    return (
        con.cursor()
        .execute("""SELECT document_id, any_value(title) FROM (SELECT document_id, title FROM new_vintage.document
            UNION ALL SELECT document_id, title FROM old_vintage.document)
        WHERE document_id IN (SELECT document_id FROM change) GROUP BY 1 ORDER BY 1 LIMIT 5000""")
        .fetchall()
    )


def differences(
    con: DuckDBPyConnection, kind: str = "", indicator: str = "", document: str = "", limit: int = 20, offset: int = 0
) -> list[Change]:
    """Figures that differ, with their sentences: revised ones first, then flagged otherwise, added, gone."""
    parameters = {"kind": kind, "indicator": indicator, "document": document, "limit": limit, "offset": offset}
    pairs = (
        con.cursor()
        .execute(f"SELECT kind, old_id, new_id FROM change {FILTERS} LIMIT $limit OFFSET $offset", parameters)
        .fetchall()
    )
    old = _stated(con, "old", [pair[1] for pair in pairs if pair[1]])
    new = _stated(con, "new", [pair[2] for pair in pairs if pair[2]])
    return [Change(kind, old.get(old_id), new.get(new_id)) for kind, old_id, new_id in pairs]


def _stated(con: DuckDBPyConnection, side: str, ids: list[str]) -> dict[str, Stated]:
    query = f"""
        SELECT s.mention_id, s.document_id, d.title, d.publisher, d.published_on, s.span_start, s.span_end, s.quote,
            substr(d.text, s.sentence_start + 1, s.sentence_end - s.sentence_start), s.sentence_start, s.indicator_id,
            coalesce(i.name_zh, ''), coalesce(i.name_en, ''), s.ref_area, coalesce(a.name_zh, ''),
            coalesce(a.name_en, ''), s.time_start, s.time_end, s.time_basis, s.measure, s.claim, s.value, s.low,
            s.high, s.unit, coalesce(u.symbol_zh, s.unit), coalesce(u.symbol_en, s.unit), s.bound, s.disposition,
            s.obs_status, s.review_status
        FROM {side}_statement s JOIN {side}_vintage.document d USING (document_id)
        LEFT JOIN {side}_vintage.indicator i USING (indicator_id) LEFT JOIN {side}_vintage.ref_area a USING (ref_area)
        LEFT JOIN {side}_vintage.unit u ON u.unit = s.unit WHERE s.mention_id IN (SELECT unnest($ids::VARCHAR[]))"""
    rows = con.cursor().execute(query, {"ids": ids}).fetchall()
    return {row[0]: Stated(*row) for row in rows}
