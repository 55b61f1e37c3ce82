"""Plain listings for programs: observations, progress, indicators; filtered, counted, a page at a time.

A listing is data, from which the statement is put together; what a caller gives is bound, never part of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection


class Listing(NamedTuple):
    """Which rows there are, what is shown of each, and by what they can be chosen."""

    table: str
    columns: dict[str, str]  # name -> the column (table.column) or expression it shows
    joins: str  # what the columns need beside the table; must keep each row once
    filters: dict[str, str]  # name -> condition; {values} stands for its values, bound
    order: str = ""  # none: the order the table is stored in, which costs nothing however deep the page


def _own(table: str, names: str) -> dict[str, str]:
    return {name: f"{table}.{name}" for name in names.split()}


NAMES = {
    "indicator_zh": "indicator.name_zh",
    "indicator_en": "indicator.name_en",
    "area_zh": "ref_area.name_zh",
    "area_en": "ref_area.name_en",
}
STATED = "SELECT obs_id FROM observation WHERE document_id IN ({values})"
OBSERVATIONS = Listing(
    "observation",
    {
        **_own(
            "observation",
            "obs_id indicator_id ref_area time_start time_end time_basis measure claim value unit low high bound "
            "value_as_published unit_as_published obs_status document_id span_start span_end quote rule_id confidence "
            "review_status",
        ),
        **NAMES,
        "title": "document.title",
        "publisher": "document.publisher",
        "published_on": "document.published_on",
    },
    "JOIN indicator USING (indicator_id) JOIN ref_area USING (ref_area) JOIN document USING (document_id)",
    {
        "indicator": "observation.indicator_id IN ({values})",
        "area": "observation.ref_area IN ({values})",
        "measure": "observation.measure IN ({values})",
        "claim": "observation.claim IN ({values})",
        "document": "observation.document_id IN ({values})",
        "since": "observation.time_end >= {values}",
        "until": "observation.time_end <= {values}",
    },
)
PROGRESS = Listing(
    "progress",
    {
        **_own(
            "progress",
            "progress_id target_obs_id report_obs_id base_obs_id indicator_id ref_area deadline target_kind "
            "target_value target_low target_high target_bound report_value report_low report_high report_bound "
            "report_time_end unit attainment_low attainment_high status evidence method inputs as_of",
        ),
        **NAMES,
        "target_document_id": "target.document_id",
        "target_span_start": "target.span_start",
        "report_document_id": "report.document_id",
        "report_span_start": "report.span_start",
    },
    "JOIN indicator USING (indicator_id) JOIN ref_area USING (ref_area) "
    # Of the same indicator, as a check makes sure: said here, for the table is stored in its order.
    "JOIN observation AS target ON target.obs_id = progress.target_obs_id "
    "AND target.indicator_id = progress.indicator_id "
    "LEFT JOIN observation AS report ON report.obs_id = progress.report_obs_id "
    "AND report.indicator_id = progress.indicator_id",
    {
        "indicator": "progress.indicator_id IN ({values})",
        "area": "progress.ref_area IN ({values})",
        "status": "progress.status IN ({values})",
        "document": f"(progress.target_obs_id IN ({STATED}) OR progress.report_obs_id IN ({STATED}))",
        "since": "progress.deadline >= {values}",
        "until": "progress.deadline <= {values}",
    },
    "progress.indicator_id, progress.ref_area, progress.deadline, progress.progress_id",
)
INDICATORS = Listing(
    "indicator",
    {
        **_own(
            "indicator",
            "indicator_id name_zh name_en topic unit direction time_basis headline description_zh description_en",
        ),
        "observations": "(SELECT count(*) FROM observation WHERE observation.indicator_id = indicator.indicator_id)",
    },
    "",
    {"indicator": "indicator.indicator_id IN ({values})", "topic": "indicator.topic IN ({values})"},
    "indicator.indicator_id",
)
# Filters whose values are codes of the table: filter -> (table, column).
CODES = {
    "indicator": ("indicator", "indicator_id"),
    "area": ("ref_area", "ref_area"),
    "document": ("document", "document_id"),
    "topic": ("indicator", "topic"),
}


def listed(
    con: DuckDBPyConnection,
    listing: Listing,
    wanted: Mapping[str, Sequence[str | date]],
    limit: int,
    offset: int,
) -> tuple[int, list[dict[str, Any]]]:
    """How many rows pass the filters, and `limit` of them from `offset`: name -> value.

    Several values of one filter mean any of them; amounts are `Decimal`, days `date`.
    """
    where = "true"
    bound: dict[str, str | date] = {}
    for name, values in wanted.items():
        marks = {f"{name}_{n}": value for n, value in enumerate(values)}
        where += f" AND {listing.filters[name].format(values=', '.join(f'${mark}' for mark in marks))}"
        bound |= marks
    cursor = con.cursor()
    total = cursor.execute(f"SELECT count(*) FROM {listing.table} WHERE {where}", bound).fetchone()
    shown = ", ".join(f"{what} AS {name}" for name, what in listing.columns.items())
    order = f"ORDER BY {listing.order}" if listing.order else ""
    # Only the rows of the page are joined: as quick on ten million rows as on two hundred.
    cursor.execute(
        f"""WITH page AS MATERIALIZED (
            SELECT *, rowid AS place FROM {listing.table} WHERE {where} {order} LIMIT $limit OFFSET $offset)
        SELECT {shown} FROM page AS {listing.table} {listing.joins}
        ORDER BY {listing.order or f"{listing.table}.place"}""",
        {**bound, "limit": limit, "offset": offset},
    )
    return int(total[0]) if total else 0, [dict(zip(listing.columns, row, strict=True)) for row in cursor.fetchall()]


def unknown_codes(con: DuckDBPyConnection, name: str, values: Collection[str]) -> list[str]:
    """Which of a filter's values no row of the table could have."""
    if name not in CODES:
        return []
    table, column = CODES[name]
    found = con.cursor().execute(
        f"SELECT DISTINCT {column} FROM {table} WHERE list_contains($values::VARCHAR[], {column})",
        {"values": list(values)},
    )
    known = {code for (code,) in found.fetchall()}
    return [value for value in values if value not in known]
