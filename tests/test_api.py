"""The JSON listings, asked as a program asks for them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dashboard import queries, state
from dashboard.api.answers import is_own
from tests.api_fixture import LISTS, api_built, client, curated, problem, rows
from tests.raw_fixture import run

__all__ = ["api_built", "client", "curated"]  # fixtures


@pytest.mark.parametrize("name", LISTS)
def test_the_pages_of_a_listing_give_each_row_once_in_the_tables_order(
    curated: Path, client: TestClient, name: str
) -> None:
    key = {"indicators": "indicator_id", "observations": "obs_id", "progress": "progress_id"}[name]
    on_disk = rows(curated, name)
    address, found, pages = f"/api/{name}?limit=7", [], 0
    while address:
        page = client.get(address).json()
        assert page["total"] == len(on_disk)
        assert len(page["items"]) <= 7
        found += page["items"]
        address, pages = page["next"], pages + 1
    assert pages == -(-len(on_disk) // 7)
    assert {row[key]: row for row in found}.keys() == {row[key] for row in on_disk}
    assert len(found) == len(on_disk)
    order = {  # missing days come last, as in the table
        "observations": lambda row: (row["indicator_id"], row["ref_area"], row["time_start"] or "z", row["obs_id"]),
        "progress": lambda row: (row["indicator_id"], row["ref_area"], row["deadline"] or "z", row["progress_id"]),
        "indicators": lambda row: row["indicator_id"],
    }[name]
    if name != "observations":
        assert found == sorted(found, key=order)
    else:
        assert [r["indicator_id"] for r in found] == sorted(r["indicator_id"] for r in found)


@pytest.mark.parametrize("name", LISTS)
def test_an_item_says_what_the_csv_says(curated: Path, client: TestClient, name: str) -> None:
    on_disk = {next(iter(row.values())): row for row in rows(curated, name)}
    items = client.get(f"/api/{name}?limit=1000").json()["items"]
    assert len(items) == len(on_disk)
    for item in items:
        row = on_disk[next(iter(item.values()))]
        for column in row.keys() & item.keys() - {"inputs", "confidence"}:
            assert ("" if item[column] is None else str(item[column])) == row[column], column
        assert row.keys() - item.keys() <= {"run_id"}


def test_an_observation_leads_to_its_sentence(curated: Path, client: TestClient) -> None:
    item = client.get("/api/observations?limit=1").json()["items"][0]
    assert item["href"] == f"/evidence?document={item['document_id']}&at={item['span_start']}"
    con = queries.connect(state.current(curated).database)  # type: ignore[union-attr]
    text = queries.document_text(con, item["document_id"], item["span_start"], item["span_end"] - item["span_start"])
    assert text == item["quote"]
    awaiting = client.get("/api/progress?status=awaiting_report").json()["items"]
    assert awaiting
    assert {row["report_href"] for row in awaiting} == {None}
    assert all(row["target_href"].startswith("/evidence?document=") for row in awaiting)


@pytest.mark.parametrize(
    ("name", "query", "keeps"),
    [
        ("observations", "claim=target", lambda r: r["claim"] == "target"),
        ("observations", "measure=growth&measure=rank", lambda r: r["measure"] in ("growth", "rank")),
        ("observations", "indicator=airport_passengers&area=500000",
         lambda r: (r["indicator_id"], r["ref_area"]) == ("airport_passengers", "500000")),
        ("observations", "since=2022-01-01&until=2022-12-31", lambda r: "2022-01-01" <= r["time_end"] <= "2022-12-31"),
        ("progress", "status=awaiting_report", lambda r: r["status"] == "awaiting_report"),
        ("progress", "since=2026-01-01", lambda r: r["deadline"] >= "2026-01-01"),
        ("indicators", "topic=transport", lambda r: r["topic"] == "transport"),
    ],
)  # fmt: skip
def test_a_filter_keeps_the_rows_it_names(curated: Path, client: TestClient, name: str, query: str, keeps: Any) -> None:
    key = next(iter(rows(curated, name)[0]))
    expected = {row[key] for row in rows(curated, name) if keeps(row)}
    assert 0 < len(expected) < len(rows(curated, name))
    got = client.get(f"/api/{name}?{query}&limit=1000").json()
    assert {item[key] for item in got["items"]} == expected
    assert got["total"] == len(expected)


def test_progress_by_document_is_that_of_its_targets_and_reports(curated: Path, client: TestClient) -> None:
    everything = client.get("/api/progress?limit=1000").json()["items"]
    for document in {item["target_document_id"] for item in everything}:
        got = client.get("/api/progress", params={"document": document, "limit": 1000}).json()["items"]
        both = ("target_document_id", "report_document_id")
        assert got == [item for item in everything if document in [item[one] for one in both]]


def test_amounts_are_plain_decimal_strings(curated: Path, client: TestClient) -> None:
    items = client.get("/api/observations?limit=1000").json()["items"]
    values = [item["value"] for item in items if item["value"] is not None]
    assert all(isinstance(value, str) and "e" not in value.lower() for value in values)
    assert {Decimal(value) for value in values} == {
        Decimal(r["value"]) for r in rows(curated, "observations") if r["value"]
    }


@pytest.mark.parametrize(
    ("address", "parameter", "detail"),
    [
        ("observations?indicater=x", "indicater", "unknown parameter 'indicater': expected one of indicator, area"),
        ("observations?measure=levle", "measure", "expected one of level, growth, share, completion, rank, found"),
        ("observations?since=2024", "since", "since: expected a day as YYYY-MM-DD, found '2024'"),
        ("observations?until=2024-02-30", "until", "until: expected a day as YYYY-MM-DD, found '2024-02-30'"),
        ("observations?since=2024-01-01&since=2024-01-02", "since", "expected at most 1 values"),
        ("observations?limit=0", "limit", "limit: expected a whole number from 1 to 1000, found '0'"),
        ("observations?limit=1001", "limit", "found '1001'"),
        ("observations?limit=%D9%A1", "limit", "found '١'"),
        ("observations?offset=-1", "offset", "found '-1'"),
        ("observations?offset=1e3", "offset", "found '1e3'"),
        ("observations?limit=", "limit", "found ''"),
        ("observations?indicator=' OR 1=1 --", "indicator", "the table knows no \"' OR 1=1 --\""),
        ("observations?area=%00", "area", "the table knows no '\\x00'"),
        ("observations?document=<script>", "document", "the table knows no '<script>'"),
        ("observations?" + "&".join(["claim=plan"] * 101), "claim", "expected at most 100 values"),
        ("progress?measure=level", "measure", "unknown parameter"),
        ("indicators?topic=weather", "topic", "the table knows no 'weather'"),
        ("indicators?vintage=../../etc", "vintage", "expected text like"),
        ("health?x=1", "x", "unknown parameter"),
        ("openapi.json?x=1", "x", "unknown parameter"),
    ],
)  # fmt: skip
def test_a_bad_request_is_named(curated: Path, client: TestClient, address: str, parameter: str, detail: str) -> None:
    told = problem(client.get(f"/api/{address}"), 400)
    assert told["parameter"] == parameter
    assert detail in told["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("address", ["/api/observations", "/api/health", "/data/observations.csv"])
def test_only_reading_is_allowed(curated: Path, client: TestClient, method: str, address: str) -> None:
    answer = client.request(method, address)
    problem(answer, 405)
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_what_is_not_there_is_a_problem_and_not_the_dashboards_page(curated: Path, client: TestClient) -> None:
    for address in ("/api/nothing", "/api/api", "/api/observations/1", "/data/data", "/data/a/b"):
        assert problem(client.get(address), 404)["detail"]


def test_the_next_page_is_of_the_same_vintage_after_a_refresh(
    curated: Path, client: TestClient, tmp_path: Path
) -> None:
    first = client.get("/api/observations?limit=100").json()
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "one.md").write_text(
        "---\npublished_on: 2026-02-01\n---\n2025年，重庆开行中欧班列5400列。\n", "utf-8"
    )
    assert run("refresh", "--raw", tmp_path / "raw", "--curated", curated).returncode in (0, 1)
    now = client.get("/api/observations").json()
    assert now["vintage"] != first["vintage"]
    assert now["total"] == 1
    second = client.get(first["next"]).json()
    assert (second["vintage"], second["total"]) == (first["vintage"], first["total"])
    state.kept(curated, first["vintage"]).database.unlink()  # type: ignore[union-attr]
    assert problem(client.get(first["next"]), 404)["parameter"] == "vintage"


@pytest.mark.parametrize(
    "host", ["localhost:1@evil.example", "localhost:evil.example", "[::1]evil.example", "[::1", "", "a b"]
)
def test_a_host_that_only_begins_like_this_machine_is_foreign(host: str) -> None:
    assert not is_own(host)
