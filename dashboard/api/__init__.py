"""The published table for programs: the curated files at /data, JSON at /api. Read-only; imports no streamlit.

`ROUTES` is mounted beside the dashboard by serve.py, within `MIDDLEWARE`.
"""

from __future__ import annotations

from functools import partial
from threading import Event

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from dashboard.api import parameters
from dashboard.api.answers import Guard, Problem, answer, on_problem
from dashboard.api.endpoints import COLLECTIONS, collection, health
from dashboard.api.files import curated_file, curated_files
from dashboard.api.openapi import description
from dashboard.api.refusals import Refusals

SERVED = Event()  # set by the server that has mounted ROUTES: then pages may tell their addresses


def paths() -> list[str]:
    """Addresses of the API, without the files'."""
    return [f"/api{route.path}" for route in _BELOW_API]


def index(request: Request) -> Response:
    """GET /api: the addresses below it."""
    parameters.read(request.query_params, ())
    return answer({"addresses": paths()})


_BELOW_API = (
    Route("/health", health),
    Route("/openapi.json", description),
    *(Route(f"/{name}", partial(collection, name)) for name in COLLECTIONS),
)


def _mounted(path: str, *routes: Route) -> tuple[BaseRoute, BaseRoute]:
    """Routes below a path; the first of them, that of the path itself, answers without a slash at its end too.

    They have problems of their own: the dashboard answers anything else with its page.
    """

    def app(*those: Route) -> Starlette:
        problems = {Problem: on_problem, HTTPException: on_problem, Exception: on_problem}
        return Starlette(routes=those, middleware=[Middleware(Guard)], exception_handlers=problems)

    return Mount(path, app(*routes)), Route(path, app(Route(path, routes[0].endpoint)))


ROUTES = (
    *_mounted("/data", Route("/", curated_files), Route("/{name}", curated_file)),
    *_mounted("/api", Route("/", index), *_BELOW_API),
)
MIDDLEWARE = (Middleware(Refusals, below=("/data", "/api")),)
