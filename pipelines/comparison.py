"""What differs between two vintages, figure by figure."""

from __future__ import annotations

from pathlib import Path

from duckdb import DuckDBPyConnection

from pipelines.runs import Changes

EXAMPLES = 5  # of each kind of change

# Another rule, run or person behind the same figure is no news to a reader of figures.
_INTERNAL = {"obs_id", "run_id", "rule_id", "confidence", "review_status"}
_PLACE = {"span_start", "span_end"}
_STATED = ("indicator_id", "ref_area", "claim", "value", "unit", "quote", "document_id")


def compare(con: DuckDBPyConnection, old: Path | None) -> Changes:
    """Count the observations of `con` that the vintage in `old` has not, states otherwise, or has besides.

    Rows are paired by obs_id (document, span, indicator, claim), then those left over by everything but their place:
    a word added to a document does not make each figure below it a new one. Without `old` every row is added.
    """
    if old is None:
        return _count(con, {"added": _listed("SELECT * FROM main.observation")})
    con.execute(f"ATTACH '{str(old).replace(chr(39), chr(39) * 2)}' AS old (READ_ONLY)")
    try:
        columns = _columns(con, "main") & _columns(con, "old")  # an older vintage may have others
        return _count(con, _parts(sorted(columns - _INTERNAL), sorted(columns - _INTERNAL - _PLACE)))
    finally:
        con.execute("DETACH old")


def _parts(stated: list[str], elsewhere: list[str]) -> dict[str, str]:
    """A query for the rows of each kind of change; `was` is the value before, where it is another."""
    # The same statement twice in one document: the first left over goes with the first, the second with the second.
    turn = f"row_number() OVER (PARTITION BY {', '.join(elsewhere)} ORDER BY span_start, obs_id) AS turn"
    pair = " AND ".join(f"a.{column} IS NOT DISTINCT FROM b.{column}" for column in [*elsewhere, "turn"])
    same = " AND ".join(f"a.{column} IS NOT DISTINCT FROM b.{column}" for column in stated)
    new = f"(SELECT *, {turn} FROM main.observation ANTI JOIN old.observation USING (obs_id))"
    lost = f"(SELECT *, {turn} FROM old.observation ANTI JOIN main.observation USING (obs_id))"
    return {
        "added": _listed(f"SELECT a.* FROM {new} a ANTI JOIN {lost} b ON {pair}"),
        "changed": _listed(
            f"SELECT a.*, b.value AS was FROM main.observation a JOIN old.observation b ON a.obs_id = b.obs_id "
            f"WHERE NOT ({same})"
        ),
        "gone": _listed(f"SELECT a.* FROM {lost} a ANTI JOIN {new} b ON {pair}"),
        "moved": _listed(f"SELECT a.* FROM {new} a SEMI JOIN {lost} b ON {pair}"),
    }


def _listed(query: str) -> str:
    return f"SELECT * FROM ({query}) ORDER BY document_id, span_start, obs_id"


def _count(con: DuckDBPyConnection, parts: dict[str, str]) -> Changes:
    changes = Changes()
    for kind, query in parts.items():
        row = con.execute(f"SELECT count(*) FROM ({query})").fetchone()
        setattr(changes, kind, row[0] if row else 0)
        if kind != "moved":
            changes.examples += _examples(con, kind, query)
    return changes


def _examples(con: DuckDBPyConnection, kind: str, query: str) -> list[dict[str, str]]:
    columns = [*_STATED, "was"] if kind == "changed" else list(_STATED)
    rows = con.execute(f"SELECT {', '.join(columns)} FROM ({query}) LIMIT {EXAMPLES}").fetchall()
    return [
        {"kind": kind} | {name: "" if cell is None else str(cell) for name, cell in zip(columns, row, strict=True)}
        for row in rows
    ]


def _columns(con: DuckDBPyConnection, database: str) -> set[str]:
    query = "SELECT column_name FROM duckdb_columns() WHERE table_name = 'observation' AND database_name = "
    name = "current_database()" if database == "main" else f"'{database}'"
    return {name for (name,) in con.execute(query + name).fetchall()}
