"""Which sheets a workbook has, and where each column comes from."""

from __future__ import annotations

from typing import NamedTuple

from duckdb import DuckDBPyConnection


class Sheet(NamedTuple):
    """A table for people: codes with their names beside them.

    `columns` are (name, SQL, column of the schema whose meaning it has); `amounts` are in the unit of column `unit`.
    """

    name: str
    source: str
    columns: tuple[tuple[str, str, str], ...]
    order: str
    amounts: tuple[str, ...] = ()

    def query(self) -> str:
        """SQL of its rows."""
        cells = ", ".join(f"{sql} AS {name}" for name, sql, _ in self.columns)
        return f"SELECT {cells} FROM {self.source} ORDER BY {self.order}"


def _own(table: str, alias: str, names: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, f"{alias}.{name}", f"{table}.{name}") for name in names.split())


_NAMES = (
    ("indicator_zh", "i.name_zh", "indicator.name_zh"),
    ("indicator_en", "i.name_en", "indicator.name_en"),
    ("area_zh", "a.name_zh", "ref_area.name_zh"),
    ("area_en", "a.name_en", "ref_area.name_en"),
)
_LOOK_UP = "JOIN indicator i USING (indicator_id) JOIN ref_area a USING (ref_area)"

SHEETS = (
    Sheet(
        "observations",
        f"observation o {_LOOK_UP} JOIN document d USING (document_id)",
        (
            *_NAMES,
            *_own("observation", "o", "time_start time_end time_basis measure claim value unit low high bound"),
            *_own("observation", "o", "value_as_published unit_as_published quote obs_status"),
            *_own("document", "d", "title publisher published_on"),
            ("topic", "i.topic", "indicator.topic"),
            *_own("observation", "o", "indicator_id ref_area document_id span_start span_end confidence"),
            *_own("observation", "o", "review_status obs_id"),
        ),
        "o.indicator_id, o.ref_area, o.time_end, o.time_start, o.obs_id",
        ("value", "low", "high"),
    ),
    Sheet(
        "targets",
        f"progress p {_LOOK_UP}",
        (
            *_NAMES,
            *_own("progress", "p", "deadline status target_kind target_value target_low target_high target_bound"),
            *_own("progress", "p", "report_value report_low report_high report_bound report_time_end unit"),
            *_own("progress", "p", "attainment_low attainment_high evidence method inputs as_of"),
            *_own("progress", "p", "indicator_id ref_area target_obs_id report_obs_id base_obs_id progress_id"),
        ),
        "p.indicator_id, p.ref_area, p.deadline, p.progress_id",
        ("target_value", "target_low", "target_high", "report_value", "report_low", "report_high"),
    ),
    Sheet(
        "indicators",
        "indicator i SEMI JOIN observation o USING (indicator_id)",
        _own("indicator", "i", "indicator_id name_zh name_en topic unit direction time_basis description_zh")
        + _own("indicator", "i", "description_en"),
        "i.indicator_id",
    ),
    Sheet(
        "documents",
        "document d",
        _own("document", "d", "document_id title publisher published_on event_on date_precision kind source url")
        + _own("document", "d", "licence file sha256 characters unreadable"),
        "d.document_id",
    ),
)


def only_unit(con: DuckDBPyConnection, sheet: Sheet) -> str:
    """The unit of all amounts of a sheet, or "" where there are several."""
    if not sheet.amounts:
        return ""
    found = con.execute(f"SELECT DISTINCT unit FROM ({sheet.query()}) LIMIT 2").fetchall()
    return str(found[0][0]) if len(found) == 1 else ""


def meanings(con: DuckDBPyConnection) -> dict[str, str]:
    """table.column -> its comment in the schema."""
    rows = con.execute(
        "SELECT table_name || '.' || column_name, coalesce(comment, '') FROM duckdb_columns() "
        "WHERE database_name = current_database()"
    ).fetchall()
    return {str(name): str(comment) for name, comment in rows}
