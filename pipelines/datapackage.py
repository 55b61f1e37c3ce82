"""datapackage.json: a Frictionless description (version 1, profile tabular-data-package) of the curated CSV files.

Types, keys, constraints and descriptions are read from the database itself, so that they cannot differ from schema.sql.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from pipelines.exporting.about import TITLE, About

# table -> name of its CSV; the order of the resources
RESOURCES = {
    "observation": "observations",
    "indicator": "indicators",
    "ref_area": "ref_areas",
    "unit": "units",
    "measure": "measures",
    "document": "documents",
    "mention": "mentions",
    "progress": "progress",
    "finding": "findings",
    "refusal": "refusals",
    "review_log": "review_log",
}
# The documents' texts may be under copyright: the table proves its figures with quotes, and passes no text on.
LEFT_OUT = {"document": ("text",)}

_TYPES = {"VARCHAR": "string", "DATE": "date", "BIGINT": "integer", "INTEGER": "integer"}
_ONE_OF = re.compile(r"\(?\(?\"?(\w+)\"? IN \(([^()]*)\)\)?\)?")
_LICENCE = {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}


def describe(con: DuckDBPyConnection, files: Mapping[str, Path], told: About) -> bytes:
    """datapackage.json of the CSV `files` (table -> path), as UTF-8; the same tables give the same bytes."""
    package = {
        "profile": "tabular-data-package",
        "name": "shuangcheng-indicators",
        "title": TITLE,
        "description": "Figures of newspaper articles, normalized and unit-checked, each with the words it stands in.",
        "version": told.run_id,
        "citation": told.citation(),
        "filters": told.filters,
        "licenses": [_LICENCE],
        "resources": [_resource(con, table, files[table]) for table in RESOURCES],
    }
    return json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n"


def _resource(con: DuckDBPyConnection, table: str, path: Path) -> dict[str, Any]:
    with open(path, "rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    comment = con.execute(
        "SELECT comment FROM duckdb_tables() WHERE table_name = ? AND database_name = current_database()", [table]
    ).fetchone()
    return {
        "profile": "tabular-data-resource",
        "name": RESOURCES[table],
        "path": f"{RESOURCES[table]}.csv",
        "description": comment[0] if comment else "",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(con, table),
    }


def _schema(con: DuckDBPyConnection, table: str) -> dict[str, Any]:
    columns = con.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() "
        "WHERE table_name = ? AND database_name = current_database() ORDER BY column_index",
        [table],
    ).fetchall()
    rules = con.execute(
        "SELECT constraint_type, constraint_column_names, expression, referenced_table, referenced_column_names "
        "FROM duckdb_constraints() WHERE table_name = ? AND database_name = current_database() "
        "ORDER BY constraint_index",
        [table],
    ).fetchall()
    left_out = LEFT_OUT.get(table, ())
    schema: dict[str, Any] = {
        "fields": [
            _field(name, kind, comment, [rule for rule in rules if rule[1] and set(rule[1]) == {name}])
            for name, kind, comment in columns
            if name not in left_out
        ],
        "missingValues": [""],
    }
    for kind, names, _, other, other_names in rules:
        if kind == "PRIMARY KEY":
            schema["primaryKey"] = names
        elif kind == "FOREIGN KEY":
            # An empty resource name means the table itself.
            reference = {"resource": "" if other == table else RESOURCES[other], "fields": other_names}
            schema.setdefault("foreignKeys", []).append({"fields": names, "reference": reference})
    return schema


def _field(name: str, kind: str, comment: str, rules: list[tuple[Any, ...]]) -> dict[str, Any]:
    """One column. A text column is required only where a rule keeps it from being empty: in a CSV empty is missing."""
    constraints: dict[str, Any] = {}
    keys = {rule[0] for rule in rules}
    allowed = [match for rule in rules if rule[0] == "CHECK" and (match := _ONE_OF.fullmatch(rule[2]))]
    filled = keys & {"PRIMARY KEY", "FOREIGN KEY"} or allowed or any("!= ''" in (rule[2] or "") for rule in rules)
    if "NOT NULL" in keys and (kind != "VARCHAR" or filled):
        constraints["required"] = True
    if "UNIQUE" in keys or "PRIMARY KEY" in keys:
        constraints["unique"] = True
    if allowed:
        constraints["enum"] = [word.strip().strip("'") for word in allowed[0][2].split(",")]
    field: dict[str, Any] = {"name": name, "type": _TYPES.get(kind, "number"), "description": comment}
    return field | ({"constraints": constraints} if constraints else {})
