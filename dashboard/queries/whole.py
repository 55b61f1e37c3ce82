"""The table as a whole: the account, findings, refusals, rows and columns."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from dashboard.queries.base import all_rows, one_row, parameters_of
from dashboard.rows import Account, Finding


def account(con: DuckDBPyConnection) -> Account:
    """What became of every quantity found, as the run that built the table counted it."""
    return one_row(
        con,
        Account,
        """
        SELECT run_id, documents, refused, mentions, observations, review_items, context_items,
            newest_document_on FROM run
    """,
    ) or Account("", 0, 0, 0, 0, 0, 0, None)


def reasons(con: DuckDBPyConnection) -> list[tuple[str, str, int]]:
    """(disposition, reason, quantities) of all that is not in the table."""
    return (
        con.cursor()
        .execute("""SELECT disposition, reason, count(*) FROM mention WHERE disposition <> 'accepted'
        GROUP BY ALL ORDER BY 1 DESC, 3 DESC, 2 LIMIT 200""")
        .fetchall()
    )


def findings(con: DuckDBPyConnection, limit: int = 500) -> list[Finding]:
    """What the checks found, hard findings first."""
    return all_rows(
        con,
        Finding,
        f"""SELECT f.check_name, f.severity, f.subject, f.message, {parameters_of("f")}, coalesce(o.document_id, ''),
            coalesce(o.span_start, 0)
        FROM finding f LEFT JOIN observation o ON o.obs_id = split_part(f.subject, ' ', 1)
        ORDER BY f.severity, f.check_name, f.subject LIMIT $limit""",
        {"limit": limit},
    )


def refusals(con: DuckDBPyConnection, limit: int = 500) -> list[tuple[str, str, str, str]]:
    """(file, reason, detail, the detail's parameters) of the documents that could not be read."""
    sql = f"SELECT file, reason, detail, {parameters_of('r')} FROM refusal r ORDER BY file LIMIT $limit"
    return con.cursor().execute(sql, {"limit": limit}).fetchall()


def table_rows(con: DuckDBPyConnection) -> dict[str, int]:
    """Rows of each table, by its name."""
    names = [n for (n,) in con.cursor().execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
    return {n: _count(con, n) for n in names}


def choices(con: DuckDBPyConnection) -> tuple[list[str], list[str], list[str]]:
    """(measures, claims, years) that observations have; a year is that of the period's end."""
    columns = ("measure", "claim", "CAST(year(time_end) AS VARCHAR)")
    asked = (
        f"SELECT DISTINCT {sql} AS c FROM observation WHERE c IS NOT NULL ORDER BY c LIMIT 5000" for sql in columns
    )
    measures, claims, years = ([str(code) for (code,) in con.cursor().execute(sql).fetchall()] for sql in asked)
    return measures, claims, years


def dictionary(con: DuckDBPyConnection, table: str) -> list[tuple[str, str, str]]:
    """(column, type, meaning) of a table, in its order; the meaning is the column's COMMENT."""
    return (
        con.cursor()
        .execute(
            """SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns()
        WHERE table_name = $table ORDER BY column_index""",
            {"table": table},
        )
        .fetchall()
    )


def _count(con: DuckDBPyConnection, table: str) -> int:
    quoted = table.replace('"', '""')  # the name comes from the database itself, not from a person
    row = con.cursor().execute(f'SELECT count(*) FROM "{quoted}"').fetchone()
    return int(row[0]) if row else 0


# The order in which a query meets the tables: the figures, what they are joined with, the views, how it came about.
MOST_ASKED = ["observation", "indicator", "ref_area", "document", "unit", "latest_observation", "target", "progress",
              "conflict", "mention", "finding", "run"]  # fmt: skip


def relations(con: DuckDBPyConnection) -> list[tuple[str, str]]:
    """(name, meaning) of every table and view, those asked for most first; the meaning is its COMMENT."""
    return (
        con.cursor()
        .execute(
            """SELECT name, meaning FROM (
            SELECT table_name AS name, coalesce(comment, '') AS meaning FROM duckdb_tables()
            UNION ALL SELECT view_name, coalesce(comment, '') FROM duckdb_views() WHERE NOT internal
        ) ORDER BY coalesce(list_position($first, name), len($first) + 1), name""",
            {"first": MOST_ASKED},
        )
        .fetchall()
    )
