"""What the addresses below /api answer. Each reads one vintage from its start to its end."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import duckdb
from starlette.requests import Request
from starlette.responses import Response

from dashboard import markup, queries, state
from dashboard.api import parameters
from dashboard.api.answers import Problem, answer, no_table
from dashboard.api.parameters import AREA, CLAIM, DOCUMENT, INDICATOR, MEASURE, PAGING, SINCE, STATUS, TOPIC, UNTIL
from dashboard.queries.listings import INDICATORS, OBSERVATIONS, PROGRESS, Listing, listed, unknown_codes

# What DuckDB says of a table that another version of the program wrote, and of a file that is no table.
UNREADABLE = (duckdb.CatalogException, duckdb.BinderException, duckdb.IOException, duckdb.SerializationException)
OTHER_VERSION = "the table cannot be read, such as one of another version of the program: run a refresh"


class Collection(NamedTuple):
    """A listing under an address, with the parameters it takes."""

    listing: Listing
    parameters: tuple[parameters.Parameter, ...]
    about: str


COLLECTIONS = {
    "indicators": Collection(INDICATORS, (INDICATOR, TOPIC, *PAGING), "What is measured, with how many observations"),
    "observations": Collection(
        OBSERVATIONS,
        (INDICATOR, AREA, MEASURE, CLAIM, DOCUMENT, SINCE, UNTIL, *PAGING),
        "The normalized indicator table: one row a claim in one span",
    ),
    "progress": Collection(
        PROGRESS,
        (INDICATOR, AREA, STATUS, DOCUMENT, SINCE, UNTIL, *PAGING),
        "Targets, stated or implied, held against the latest comparable report",
    ),
}


@lru_cache(maxsize=4)
def connection(database: Path) -> duckdb.DuckDBPyConnection:
    """A vintage's database, opened once: a vintage never changes."""
    return queries.connect(database)


def collection(name: str, request: Request) -> Response:
    """GET /api/NAME: the rows that pass the filters, a page at a time."""
    listing, known, _ = COLLECTIONS[name]
    wanted = parameters.read(request.query_params, known)
    run_id, limit, offset = (
        wanted.pop(one.name, [one.schema.get("default", "")])[0] for one in (PAGING[2], *PAGING[:2])
    )
    vintage = state.kept(state.curated(), run_id) if run_id else state.current(state.curated())
    if vintage is None:
        raise Problem(404, f"vintage {run_id} is not kept", "vintage") if run_id else no_table()
    try:
        con = connection(vintage.database)
        for filtered, values in wanted.items():
            if unknown := unknown_codes(con, filtered, values):
                raise Problem(400, f"{filtered}: the table knows no {unknown[0][:100]!r}", filtered)
        total, rows = listed(con, listing, wanted, limit, offset)
    except UNREADABLE as error:
        raise Problem(503, OTHER_VERSION) from error
    following = {**wanted, "limit": limit, "offset": offset + limit, "vintage": vintage.run_id}
    return answer(
        {
            "vintage": vintage.run_id,
            "total": total,
            "limit": limit,
            "offset": offset,
            "next": f"/api/{name}?{urlencode(following, doseq=True)}" if offset + limit < total else None,
            "items": [item(name, row) for row in rows],
        }
    )


def item(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON says it, and the addresses of the pages that show it.

    Amounts become decimal strings, for a JSON number is a binary one to most readers; days become ISO dates.
    """
    if "inputs" in row:
        row["inputs"] = json.loads(row["inputs"])
    if name == "indicators":
        row["href"] = f"/{markup.address('indicators', indicator=row['indicator_id'])}"
    elif name == "observations":
        row["href"] = evidence(row["document_id"], row["span_start"])
    else:
        for end in ("target", "report"):
            row[f"{end}_href"] = evidence(row[f"{end}_document_id"], row[f"{end}_span_start"])
    return {key: _plain(value) for key, value in row.items()}


def evidence(document_id: str | None, at: int | None) -> str | None:
    """Address of the page that shows a span in its document; none without a document."""
    return None if document_id is None else f"/{markup.address('evidence', document=document_id, at=at)}"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def health(request: Request) -> Response:
    """GET /api/health: whether there is a table that can be read, how new it is, and how the last refresh went."""
    parameters.read(request.query_params, ())
    live = state.live(state.curated())
    told: dict[str, Any] = {"status": "no_table", "vintage": None, "documents": None, "observations": None}
    told |= {"newest_document_on": None, "refresh": None}
    if live is not None:
        shown = ("state", "started", "stage", "done", "total", "error")
        told["refresh"] = {name: getattr(live, name) for name in shown}
    if (vintage := state.current(state.curated())) is not None:
        try:
            account = queries.account(connection(vintage.database))
        except UNREADABLE:
            told |= {"status": "unreadable", "vintage": vintage.run_id}
        else:
            told |= {"status": "ok", "vintage": vintage.run_id, "documents": account.documents}
            told |= {"observations": account.observations, "newest_document_on": _plain(account.newest_document_on)}
    return answer(told, 200 if told["status"] == "ok" else 503)
