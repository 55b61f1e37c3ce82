"""What the tests of pages share: folders that the app reads, pages in Streamlit's own test runner, their text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import queries
from dashboard.rows import Target
from dashboard.words import Language
from tests.dashboard_fixture import publish
from tests.decision_fixture import Desk

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 1, 15)
Opener = Callable[..., AppTest]


@pytest.fixture
def curated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty curated folder that the app reads."""
    folder = tmp_path / "curated"
    folder.mkdir()
    monkeypatch.setenv("SHUANGCHENG_CURATED", str(folder))
    monkeypatch.setenv("SHUANGCHENG_RAW", str(tmp_path / "raw"))
    return folder


@pytest.fixture
def table(curated: Path) -> Path:
    """The same folder with a published vintage."""
    publish(curated)
    return curated


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A table that the program built and a person can decide on; the app reads and decides on the same folders."""
    desk = Desk(tmp_path)
    for name, folder in (("RAW", desk.raw), ("CURATED", desk.curated), ("REVIEW", desk.review)):
        monkeypatch.setenv(f"SHUANGCHENG_{name}", str(folder))
    return desk


@pytest.fixture
def open_page() -> Iterator[Opener]:
    """Open a page by name, with its filters."""

    def opened(name: str, language: Language = "en", **filters: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params["lang"] = language
        app.run()
        if name != "overview":
            app.switch_page(f"pages/{name}.py")
        app.query_params.update({"lang": language, **filters})
        app.run()
        assert not app.exception, app.exception
        return app

    yield opened
    st.cache_data.clear()
    st.cache_resource.clear()


def text_of(app: AppTest) -> str:
    """All the text and HTML on screen."""
    parts: list[Any] = [*app.title, *app.header, *app.markdown, *app.caption, *app.info, *app.text, *app.code]
    return "\n".join([str(p.value) for p in parts] + [str(h.proto.body) for h in app.get("html")])


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The vintage, opened once a module."""
    connection = queries.connect(publish(tmp_path_factory.mktemp("curated")))
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def targets(con: duckdb.DuckDBPyConnection) -> list[Target]:
    """Its targets as they stand on TODAY."""
    return queries.targets(con, TODAY)[0]
