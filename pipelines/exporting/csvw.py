"""csv-metadata.json: CSV on the Web (W3C) metadata of the CSV files, from their datapackage.json."""

from __future__ import annotations

import json
from typing import Any

METADATA_FILE = "csv-metadata.json"
_TYPES = {"string": "string", "date": "date", "integer": "integer", "number": "decimal"}


def csvw(package: bytes) -> bytes:
    """The metadata as UTF-8; the same package gives the same bytes."""
    told = json.loads(package)
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": told["title"],
        "dc:description": told["description"],
        "dc:identifier": told["version"],
        "dc:bibliographicCitation": told["citation"],
        "dc:license": {"@id": told["licenses"][0]["path"]},
        "dialect": {"encoding": "utf-8", "lineTerminators": "\n", "header": True},
        "tables": [_table(resource) for resource in told["resources"]],
    }
    return json.dumps(metadata, ensure_ascii=False, indent=2).encode() + b"\n"


def _table(resource: dict[str, Any]) -> dict[str, Any]:
    schema = resource["schema"]
    made: dict[str, Any] = {"columns": [_column(field) for field in schema["fields"]]}
    if "primaryKey" in schema:
        made["primaryKey"] = schema["primaryKey"]
    if "foreignKeys" in schema:
        made["foreignKeys"] = [_reference(key, resource["path"]) for key in schema["foreignKeys"]]
    return {"url": resource["path"], "dc:description": resource["description"], "tableSchema": made}


def _column(field: dict[str, Any]) -> dict[str, Any]:
    rules = field.get("constraints", {})
    column = {"name": field["name"], "titles": field["name"], "dc:description": field["description"]}
    datatype: str | dict[str, str] = _TYPES[field["type"]]
    if "enum" in rules:
        datatype = {"base": "string", "format": "|".join(rules["enum"])}
    return column | {"datatype": datatype} | ({"required": True} if rules.get("required") else {})


def _reference(key: dict[str, Any], own: str) -> dict[str, Any]:
    other = key["reference"]
    resource = f"{other['resource']}.csv" if other["resource"] else own
    return {"columnReference": key["fields"], "reference": {"resource": resource, "columnReference": other["fields"]}}
