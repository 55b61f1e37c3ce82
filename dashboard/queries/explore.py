"""The whole table narrowed by words and facets: figures by choice, the figures themselves, panels, milestones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from dashboard.exploring.search import Term
from dashboard.queries.base import all_rows
from dashboard.queries.facts import FACT, FACT_FROM
from dashboard.rows import Fact, Milestone

FACETS = {  # what can be chosen -> the column; every value is a text, "" for a year that is not stated
    "indicator": "o.indicator_id",
    "area": "o.ref_area",
    "topic": "i.topic",
    "measure": "o.measure",
    "claim": "o.claim",
    "year": "coalesce(year(o.time_end)::VARCHAR, '')",
    "unit": "o.unit",
    "bound": "o.bound",
    "publisher": "d.publisher",
    "document": "o.document_id",
    "review_status": "o.review_status",
}
FACET_LIMIT = 500  # values of one facet, the most frequent first
SHOWN = 300  # figures in a table on screen
EXPORTED = 50_000  # rows of a download; more than that is for the command line
NARROW = "FROM observation o JOIN indicator i USING (indicator_id) JOIN document d USING (document_id)"
# A number that a text would celebrate: one or two digits, then zeros.
ROUND = r"regexp_full_match(CAST(coalesce(o.value, o.low) AS VARCHAR), '[1-9][0-9]?0*\.0+')"
MILESTONE = f"""CASE WHEN o.claim IN ('target', 'plan') THEN 'aim'
    WHEN o.measure = 'rank' AND o.value = 1 THEN 'first'
    WHEN o.measure = 'level' AND o.bound IN ('more_than', 'at_least') AND i.direction <> 'none' AND {ROUND}
    THEN 'passed' END"""


class Filters(NamedTuple):
    """What narrows the table: every word must match, and of each facet with a choice one of its values."""

    terms: tuple[Term, ...] = ()
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()  # facet -> values; a facet without a choice is left out

    def without(self, facet: str) -> Filters:
        return self._replace(chosen=tuple(pair for pair in self.chosen if pair[0] != facet))

    def only(self, facet: str, *values: str) -> Filters:
        """The same with this choice in place of the facet's own."""
        return self._replace(chosen=(*self.without(facet).chosen, (facet, values)))


def facets(con: DuckDBPyConnection, filters: Filters) -> dict[str, list[tuple[str, int]]]:
    """(value, figures) of each facet, most figures first, as the words and the other facets leave them."""
    chosen = [facet for facet, _ in filters.chosen]
    counted = _counts(con, filters, [facet for facet in FACETS if facet not in chosen])
    for facet in chosen:
        counted |= _counts(con, filters.without(facet), [facet])
    return counted


def _counts(con: DuckDBPyConnection, filters: Filters, names: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """All of them in one pass over the table."""
    columns = [FACETS[name] for name in names]
    where, parameters = _where(filters)
    rows = (
        con.cursor()
        .execute(
            f"""SELECT {", ".join(f"{column} AS c{n}" for n, column in enumerate(columns))}, count(*) AS n
            {NARROW} {where} GROUP BY GROUPING SETS ({", ".join(f"(c{n})" for n in range(len(columns)))})
            ORDER BY n DESC, {", ".join(f"c{n}" for n in range(len(columns)))}""",
            parameters,
        )
        .fetchall()
    )
    counted: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    for *values, number in rows:
        for name, value in zip(names, values, strict=True):
            if value is not None and len(counted[name]) < FACET_LIMIT:
                counted[name].append((str(value), int(number)))
    return counted


def matches(con: DuckDBPyConnection, filters: Filters, limit: int = SHOWN) -> tuple[list[Fact], int]:
    """The figures that pass, those of the newest documents first, in reading order; and how many there are in all."""
    where, parameters = _where(filters)
    counted = con.cursor().execute(f"SELECT count(*) {NARROW} {where}", parameters).fetchone()
    order = "published_on DESC NULLS LAST, document_id, span_start, obs_id"
    rows = all_rows(
        con,
        Fact,
        f"""WITH first AS MATERIALIZED (  -- narrow rows to sort by, the wide ones only for those that are shown
            SELECT o.rowid AS row {NARROW} {where} ORDER BY {order} LIMIT $limit)
        SELECT {FACT} {FACT_FROM} WHERE o.rowid IN (SELECT row FROM first) ORDER BY {order}""",
        {**parameters, "limit": limit},
    )
    return rows, int(counted[0]) if counted else 0


def kinds(con: DuckDBPyConnection, filters: Filters, limit: int = FACET_LIMIT) -> list[tuple[str, str, str, int]]:
    """(indicator, measure, unit, areas): what can share an axis, that of the most areas with a dated figure first."""
    where, parameters = _where(filters, "o.time_end IS NOT NULL")
    return (
        con.cursor()
        .execute(
            f"""SELECT o.indicator_id, o.measure, o.unit, count(DISTINCT o.ref_area) AS areas {NARROW} {where}
            GROUP BY ALL ORDER BY areas DESC, count(*) DESC, min(o.measure <> 'level'), 1, 2, 3 LIMIT $limit""",
            {**parameters, "limit": limit},
        )
        .fetchall()
    )


def panels(
    con: DuckDBPyConnection, filters: Filters, by: str = "indicator", most: int = 12, each: int = 40
) -> tuple[list[Fact], int]:
    """The newest dated figures of each panel, and how many panels there would be in all.

    A panel is an indicator, measure and unit, or with `by="area"` an area; the `most` with the most figures are given,
    and of each its `each` newest.
    """
    where, parameters = _where(filters, "o.time_end IS NOT NULL")
    panel = {"indicator": ("indicator_id", "measure", "unit"), "area": ("ref_area",)}[by]
    columns = ", ".join(f"o.{column}" for column in panel)
    rows = (
        con.cursor()
        .execute(
            f"""WITH grouped AS (
            SELECT {columns}, count(*) AS n, max(row(o.time_end, o.rowid), $each) AS taken
            {NARROW} {where} GROUP BY {columns}),
        newest AS (SELECT *, count(*) OVER () AS total FROM grouped ORDER BY n DESC, {", ".join(panel)} LIMIT $most),
        picked AS MATERIALIZED (SELECT n, total, unnest(taken)[2] AS row FROM newest)
        SELECT picked.total, {FACT} {FACT_FROM} JOIN picked ON picked.row = o.rowid
        ORDER BY picked.n DESC, {columns}, o.time_end, o.obs_id""",
            {**parameters, "most": most, "each": each},
        )
        .fetchall()
    )
    return [Fact(*fact) for _, *fact in rows], int(rows[0][0]) if rows else 0


def milestones(con: DuckDBPyConnection, filters: Filters, today: date, limit: int = 200) -> tuple[list[Milestone], int]:
    """Round numbers passed, first places, and deadlines of targets, by date; and how many there are in all.

    What several documents state alike is one milestone, in the words of the first. Where there are more than `limit`,
    those nearest to today stay.
    """
    where, parameters = _where(filters, f"{MILESTONE} IS NOT NULL", "coalesce(o.time_end, d.published_on) IS NOT NULL")
    rows = (
        con.cursor()
        .execute(
            f"""WITH stated AS (
            SELECT {MILESTONE} AS kind, o.indicator_id, o.ref_area, o.measure, coalesce(o.value, o.low) AS amount,
                o.high, coalesce(o.time_end, d.published_on) AS day, d.published_on, o.rowid AS row
            {NARROW} {where}),
        once AS MATERIALIZED (
            SELECT kind, min(day) AS day, min(row(coalesce(published_on, DATE '9999-12-31'), row))[2] AS row FROM stated
            GROUP BY kind, indicator_id, ref_area, measure, amount, high, CASE WHEN kind <> 'passed' THEN day END),
        counted AS (SELECT *, count(*) OVER () AS total FROM once),
        nearest AS MATERIALIZED (
            SELECT * FROM counted ORDER BY abs(day - $today::DATE), kind, row LIMIT $limit)
        SELECT nearest.kind, nearest.day, nearest.total, {FACT} {FACT_FROM} JOIN nearest ON nearest.row = o.rowid
        ORDER BY nearest.day, nearest.kind, i.indicator_id, o.ref_area, o.obs_id""",
            {**parameters, "today": today, "limit": limit},
        )
        .fetchall()
    )
    found = [Milestone(str(kind), day, Fact(*fact)) for kind, day, _, *fact in rows]
    return found, int(rows[0][2]) if rows else 0


def _where(filters: Filters, *more: str) -> tuple[str, dict[str, Any]]:
    """The condition with its parameters: what a person chose or typed is only ever a value."""
    conditions, parameters = list(more), dict[str, Any]()

    def is_one_of(column: str, name: str, values: Sequence[str]) -> str:
        parameters.update({f"{name}_{n}": value for n, value in enumerate(values)})
        return f"{column} IN ({', '.join(f'${name}_{n}' for n in range(len(values)))})" if values else "false"

    for facet, values in filters.chosen:
        conditions.append(is_one_of(FACETS[facet], facet, values))
    for number, term in enumerate(filters.terms):
        name = f"term{number}"
        parameters[name] = term.text
        cased = term.text.upper() != term.text  # Chinese has no capitals, and lower() takes time
        ways = [
            f"contains({'lower(o.quote)' if cased else 'o.quote'}, ${name})",
            is_one_of("o.indicator_id", f"{name}_indicator", term.indicators),
            is_one_of("o.ref_area", f"{name}_area", term.areas),
        ]
        conditions.append(f"({' OR '.join(ways)})")
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", parameters
