"""The description of the API (OpenAPI 3.1), put together from what the API itself is made of.

Types, meanings and codes of the columns come from schema.sql, parameters from their declarations.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import duckdb
from starlette.requests import Request
from starlette.responses import Response

from dashboard import state
from dashboard.api import parameters
from dashboard.api.answers import answer
from dashboard.api.endpoints import COLLECTIONS, Collection

Schema = dict[str, Any]
TYPES: dict[str, Schema] = {
    "VARCHAR": {"type": "string"},
    "DATE": {"type": "string", "format": "date"},
    "BIGINT": {"type": "integer"},
    "INTEGER": {"type": "integer"},
    "DOUBLE": {"type": "number"},
    "DECIMAL(38,6)": {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"},
}
ONE_OF = re.compile(r"\(?\(?\"?(\w+)\"? IN \(([^()]*)\)\)?\)?")
ROLES = {"target": "observation", "report": "observation"}  # names under which a listing joins a table
ADDRESS: Schema = {"type": "string", "format": "uri-reference"}
BEYOND: dict[str, Schema] = {  # what an item has beside its columns
    "observations": {"href": {**ADDRESS, "description": "The page that shows the figure in its document"}},
    "progress": {
        "target_href": {**ADDRESS, "description": "The page that shows the target in its document"},
        "report_href": {
            "type": ["string", "null"],
            "format": "uri-reference",
            "description": "The page that shows the report in its document",
        },
    },
    "indicators": {
        "observations": {"type": "integer", "description": "How many observations there are of it"},
        "href": {**ADDRESS, "description": "The page that charts it"},
    },
}


def description(request: Request) -> Response:
    """GET /api/openapi.json."""
    parameters.read(request.query_params, ())
    return answer(document())


@cache
def document() -> dict[str, Any]:
    """The whole description."""
    paths = {f"/api/{name}": _collection(name, one) for name, one in COLLECTIONS.items()}
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Shuangcheng",
            "version": "1",
            "summary": "Figures that Chinese news states about a region, each with the words it stands in",
            "description": "Read-only; each address answers GET and HEAD. Amounts are decimal strings, days ISO dates. "
            "A row is of one vintage, a published table named by its content. "
            "Only requests to an IP address, to localhost or to a name in SHUANGCHENG_HOSTS are answered.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/", "description": "The server that gave this description"}],
        "paths": {
            "/api": _index(),
            "/api/health": _health(),
            **paths,
            "/api/openapi.json": _itself(),
            "/data": _files(),
            "/data/{name}": _file(),
        },
        "components": {
            "schemas": {
                "Problem": PROBLEM,
                "Health": HEALTH,
                **{f"{name.title()}Item": _item(name, one) for name, one in COLLECTIONS.items()},
            }
        },
    }


def _object(properties: dict[str, Schema], about: str) -> Schema:
    """All properties are always there."""
    return {
        "type": "object",
        "description": about,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _said(about: str, *kinds: str, **more: Any) -> Schema:
    return {"type": kinds[0] if len(kinds) == 1 else list(kinds), "description": about, **more}


PROBLEM = _object(
    {
        "type": _said("Always about:blank: the status says it all", "string"),
        "title": _said("The status in words", "string"),
        "status": _said("The HTTP status", "integer"),
        "detail": _said("What is wrong, in one line", "string"),
        "parameter": _said("The query parameter at fault", "string"),
    },
    "An answer that is no result (RFC 9457)",
) | {"required": ["type", "title", "status", "detail"]}
HEALTH = _object(
    {
        "status": _said("Whether a table can be read", "string", enum=["ok", "no_table", "unreadable"]),
        "vintage": _said("The current vintage", "string", "null"),
        "documents": _said("Documents read", "integer", "null"),
        "observations": _said("Rows of the indicator table", "integer", "null"),
        "newest_document_on": _said("Day of the newest document", "string", "null", format="date"),
        "refresh": _object(
            {
                "state": _said("running, done or failed", "string"),
                "started": _said("When it began (UTC)", "string"),
                "stage": _said("What it does, or did last", "string"),
                "done": _said("Documents read so far", "integer"),
                "total": _said("Documents to read", "integer"),
                "error": _said("Why it failed; else empty", "string"),
            },
            "The newest refresh, running or ended; null before the first",
        )
        | {"type": ["object", "null"]},
    },
    "Whether the server has something to serve",
)


def _json(about: str, schema: Schema, media_type: str = "application/json") -> dict[str, Any]:
    return {"description": about, "content": {media_type: {"schema": schema}}}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _problems(*statuses: int) -> dict[str, Any]:
    about = {
        400: "A parameter is unknown or has a bad value",
        404: "There is no such file or vintage",
        421: "The request names another machine",
        503: "There is no table, or none that can be read now",
    }
    return {str(status): _json(about[status], _reference("Problem"), "application/problem+json") for status in statuses}


def _collection(name: str, one: Collection) -> dict[str, Any]:
    described = [
        {
            "name": parameter.name,
            "in": "query",
            "description": parameter.about,
            "schema": {"type": "array", "items": parameter.schema, "maxItems": parameters.MOST}
            if parameter.repeated
            else parameter.schema,
        }
        for parameter in one.parameters
    ]
    page = _object(
        {
            "vintage": _said("The vintage the rows are of", "string"),
            "total": _said("Rows that pass the filters", "integer"),
            "limit": _said("Most rows given", "integer"),
            "offset": _said("Rows passed over", "integer"),
            "next": _said("Address of the next page; null on the last", "string", "null", format="uri-reference"),
            "items": {"type": "array", "description": "The rows", "items": _reference(f"{name.title()}Item")},
        },
        "One page of rows",
    )
    responses = {"200": _json("The rows that pass the filters", page), **_problems(400, 404, 421, 503)}
    return {"get": {"operationId": name, "summary": one.about, "parameters": described, "responses": responses}}


def _item(name: str, one: Collection) -> Schema:
    sources = {shown: what.split(".") for shown, what in one.listing.columns.items() if re.fullmatch(r"\w+\.\w+", what)}
    columns = {shown: _column(*source) for shown, source in sources.items()}
    return _object(columns | BEYOND[name], one.about)


def _column(table: str, column: str) -> Schema:
    kind, nullable, about, choices = _columns(ROLES.get(table, table))[column]
    described = {**TYPES[kind], **({"enum": choices} if choices else {})}
    if column == "inputs":  # kept as text, given as what it says
        described = {"type": "object"}
    if nullable or table == "report":  # a target that awaits its report has none
        described["type"] = [described["type"], "null"]
    return {**described, "description": about}


@cache
def _columns(table: str) -> dict[str, tuple[str, bool, str, list[str]]]:
    """name -> (type, whether it may be missing, meaning, codes) of a table's columns, as schema.sql has them."""
    with duckdb.connect() as con:
        con.execute((state.ROOT / "pipelines" / "schema.sql").read_text(encoding="utf-8"))
        columns = con.execute(
            "SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns() WHERE table_name = ?", [table]
        ).fetchall()
        rules = con.execute(
            "SELECT expression FROM duckdb_constraints() WHERE table_name = ? AND constraint_type = 'CHECK'", [table]
        ).fetchall()
    codes = {found[1]: found[2] for (rule,) in rules if (found := ONE_OF.fullmatch(rule))}
    return {
        name: (kind, nullable, about, [code.strip().strip("'") for code in codes.get(name, "").split(",") if code])
        for name, kind, nullable, about in columns
    }


def _health() -> dict[str, Any]:
    responses = {
        "200": _json("A table can be read", _reference("Health")),
        **_problems(400, 421),
        "503": _json("No table can be read", _reference("Health")),
    }
    return {
        "get": {"operationId": "health", "summary": "Whether there is a table, and how new", "responses": responses}
    }


def _itself() -> dict[str, Any]:
    responses = {"200": _json("An OpenAPI document", {"type": "object"}), **_problems(400, 421)}
    return {"get": {"operationId": "openapi", "summary": "This description", "responses": responses}}


def _index() -> dict[str, Any]:
    addresses = {"type": "array", "description": "Addresses below this one", "items": {"type": "string"}}
    responses = {
        "200": _json("The addresses", _object({"addresses": addresses}, "What there is")),
        **_problems(400, 421),
    }
    return {"get": {"operationId": "index", "summary": "The addresses of the API", "responses": responses}}


def _files() -> dict[str, Any]:
    file = _object(
        {
            "name": _said("Name of the file", "string"),
            "bytes": _said("Its size", "integer"),
            "sha256": _said("Hash of its content, hexadecimal", "string"),
            "href": {**ADDRESS, "description": "Where it is"},
        },
        "A curated file",
    )
    items = {"type": "array", "description": "The files, the last of which describes the others", "items": file}
    listed = _object({"vintage": _said("The vintage they are of", "string"), "items": items}, "The curated files")
    responses = {"200": _json("The files of the published table", listed), **_problems(400, 421, 503)}
    return {"get": {"operationId": "files", "summary": "The curated files there are", "responses": responses}}


def _file() -> dict[str, Any]:
    headers = {
        "ETag": {
            "description": "Changes with the content; send it back in If-None-Match",
            "schema": {"type": "string"},
        },
        "Shuangcheng-Vintage": {"description": "The vintage the file is of", "schema": {"type": "string"}},
    }
    content = {"text/csv": {"schema": {"type": "string"}}, "application/json": {"schema": {"type": "object"}}}
    name = {
        "name": "name",
        "in": "path",
        "required": True,
        "description": "Name of a curated file, such as observations.csv, or datapackage.json, which describes all",
        "schema": {"type": "string", "pattern": "^[a-z_]+[.](csv|json)$"},
    }
    responses: dict[str, Any] = {
        "200": {"description": "The file as it is on the disk", "headers": headers, "content": content},
        "304": {"description": "The caller has it already", "headers": headers},
        **_problems(404, 421, 503),
    }
    return {
        "get": {
            "operationId": "file",
            "summary": "A curated file of the published table",
            "parameters": [name],
            "responses": responses,
        }
    }
