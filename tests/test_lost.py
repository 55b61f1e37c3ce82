"""An address without a page leads to the first page; pages, files and what is no page of the app stay as they are."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.lost import Lost


def app(request: Request) -> Response:
    """As Streamlit answers: any address that it does not know with its page."""
    if request.url.path.endswith("/_stcore/health"):
        return PlainTextResponse("ok")
    return HTMLResponse("the app", status_code=400 if "bad" in request.url.path else 200)


@pytest.fixture
def client() -> TestClient:
    inner = Starlette(routes=[Route("/{path:path}", app)], middleware=[Middleware(Lost, {"targets", "overview"})])
    return TestClient(inner, base_url="http://127.0.0.1", follow_redirects=False)


@pytest.mark.parametrize("path", ["/", "/targets", "/targets/", "/overview", "/?no_page=x", "/targets?lang=en"])
def test_a_page_is_answered_with_the_app(client: TestClient, path: str) -> None:
    assert (client.get(path).status_code, client.get(path).text) == (200, "the app")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/nosuchpage", "/?no_page=nosuchpage"),
        ("/Targets", "/?no_page=Targets"),
        ("/targets/more", "/?no_page=targets%2Fmore"),
        ("/nosuchpage?lang=en&area=1", "/?no_page=nosuchpage&lang=en"),
        ("/%3Cb%3E%09", "/?no_page=%3Cb%3E%09"),
        ("//elsewhere.example", "/?no_page=elsewhere.example"),
        ("/" + "x" * 500, "/?no_page=" + "x" * 80),
        ("/x?lang=%0d%0a", "/?no_page=x&lang=%0D%0A"),
    ],
)
def test_another_address_leads_to_the_first_page(client: TestClient, path: str, place: str) -> None:
    answer = client.get(f"http://127.0.0.1{path}")
    assert (answer.status_code, answer.headers["location"]) == (302, place)


def test_what_is_no_page_of_the_app_stays_as_it_is(client: TestClient) -> None:
    assert client.get("/targets/_stcore/health").text == "ok"
    assert client.get("/bad").status_code == 400
