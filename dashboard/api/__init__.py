"""The published table for programs: the curated files at /data, JSON at /api. Read-only; imports no streamlit.

`ROUTES` is mounted beside the dashboard by serve.py.
"""

from __future__ import annotations

from functools import partial
from threading import Event

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from dashboard.api.answers import Guard, Problem, on_problem
from dashboard.api.endpoints import COLLECTIONS, collection, health
from dashboard.api.files import curated_file
from dashboard.api.openapi import description

SERVED = Event()  # set by the server that has mounted ROUTES: then pages may tell their addresses


def _mounted(path: str, *routes: Route) -> Mount:
    """Routes below a path, with problems of their own: the dashboard answers anything else with its page."""
    problems = {Problem: on_problem, HTTPException: on_problem, Exception: on_problem}
    app = Starlette(routes=routes, middleware=[Middleware(Guard)], exception_handlers=problems)
    return Mount(path, app)


ROUTES = (
    _mounted("/data", Route("/{name}", curated_file)),
    _mounted(
        "/api",
        Route("/health", health),
        Route("/openapi.json", description),
        *(Route(f"/{name}", partial(collection, name)) for name in COLLECTIONS),
    ),
)


def paths() -> list[str]:
    """Addresses of the API, without the files'."""
    return [f"/api{route.path}" for route in ROUTES[1].routes if isinstance(route, Route)]
