"""The curated files and the JSON API on a table built from the repository's documents, and what asks them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.testclient import TestClient

from dashboard import api
from dashboard.api import openapi
from tests.raw_fixture import ROOT, run

HERE = "http://127.0.0.1:8501"
LISTS = ("indicators", "observations", "progress")


@pytest.fixture(scope="session")
def api_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A curated folder as a refresh leaves it; not to be changed."""
    curated = tmp_path_factory.mktemp("api") / "curated"
    assert run("refresh", "--raw", ROOT / "data" / "raw", "--curated", curated).returncode in (0, 1)
    return curated


@pytest.fixture
def curated(api_built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that the API reads."""
    folder = tmp_path / "curated"
    shutil.copytree(api_built, folder)
    monkeypatch.setenv("SHUANGCHENG_CURATED", str(folder))
    return folder


@pytest.fixture
def client() -> Iterator[TestClient]:
    """Asks the routes as they are mounted, behind what packs answers on the real server."""
    app = Starlette(routes=api.ROUTES, middleware=[Middleware(GZipMiddleware, minimum_size=1000)])
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as asking:
        asking.headers["accept-encoding"] = "identity"
        yield asking


def rows(curated: Path, name: str) -> list[dict[str, str]]:
    with (curated / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The problem an answer is, checked against its schema."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    conforms(told, {"$ref": "#/components/schemas/Problem"})
    assert told["status"] == status
    return told


def conforms(content: Any, schema: dict[str, Any]) -> None:
    whole = {**schema, "components": openapi.document()["components"]}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(content)
