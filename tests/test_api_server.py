"""Health, who may read, and the description that everything answered is held to."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from dashboard import api, queries, state
from dashboard.api import openapi
from dashboard.api.parameters import STATUSES
from dashboard.queries.listings import CODES, OBSERVATIONS, PROGRESS, Listing, listed
from tests.api_fixture import HERE, LISTS, api_built, client, conforms, curated, problem

__all__ = ["api_built", "client", "curated"]  # fixtures


def test_health_tells_how_new_the_table_is(curated: Path, client: TestClient) -> None:
    told = client.get("/api/health")
    assert told.status_code == 200
    con = queries.connect(state.current(curated).database)  # type: ignore[union-attr]
    account = queries.account(con)
    refreshed = told.json().pop("refresh")
    assert told.json() | {"refresh": None} == {
        "status": "ok", "vintage": account.run_id, "documents": 5, "observations": account.observations,
        "newest_document_on": str(account.newest_document_on), "refresh": None,
    }  # fmt: skip
    assert (refreshed["state"], refreshed["stage"], refreshed["done"], refreshed["total"]) == ("done", "publish", 5, 5)


def test_without_a_table_everything_but_the_description_says_so(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUANGCHENG_CURATED", str(tmp_path))
    told = client.get("/api/health")
    assert told.status_code == 503
    assert told.json()["status"] == "no_table"
    conforms(told.json(), {"$ref": "#/components/schemas/Health"})
    for address in ("/data/observations.csv", *(f"/api/{name}" for name in LISTS)):
        assert "no table" in problem(client.get(address), 503)["detail"]
    assert client.get("/api/openapi.json").status_code == 200


def test_a_table_that_cannot_be_read_is_told(curated: Path, client: TestClient) -> None:
    run_id = "0" * 12
    (curated / "vintages" / f"{run_id}.duckdb").write_bytes(b"no table at all" * 100)
    state_file = {"run_id": run_id, "database": f"vintages/{run_id}.duckdb"}
    (curated / "current.json").write_text(json.dumps(state_file), "utf-8")
    assert client.get("/api/health").json()["status"] == "unreadable"
    assert client.get("/api/health").status_code == 503
    assert "cannot be read" in problem(client.get("/api/observations"), 503)["detail"]


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8501", 200), ("localhost:8501", 200), ("LOCALHOST", 200), ("[::1]:8501", 200), ("192.168.1.5", 200),
     ("evil.example", 421), ("evil.example:8501", 421), ("127.0.0.1.evil.example", 421),
     ("localhost.evil.example", 421), ("", 421), ("[evil.example]", 421), ("127.0.0.1@evil.example", 421),
     ("data.example", 200)],
)  # fmt: skip
def test_a_foreign_name_pointed_here_reads_nothing(
    curated: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch, host: str, status: int
) -> None:
    monkeypatch.setenv("SHUANGCHENG_HOSTS", "data.example,other.example")
    for address in ("/api/observations", "/data/observations.csv"):
        assert client.get(address, headers={"Host": host}).status_code == status


def test_a_path_answers_with_and_without_a_slash_at_its_end(curated: Path, client: TestClient) -> None:
    for path in ("/api", "/data"):
        assert client.get(path).json() == client.get(f"{path}/").json()
        assert client.head(path).status_code == 200
        assert client.get(path, headers={"Host": "evil.example"}).status_code == 421
        assert problem(client.get(f"{path}?x=1"), 400)["detail"] == "unknown parameter 'x': expected none"
        assert problem(client.post(path), 405)["detail"] == "expected GET or HEAD, found POST"
    assert client.get("/api").json()["addresses"] == api.paths()
    assert "/api/observations" in api.paths() and client.get("/api/api").status_code == 404
    for file in client.get("/data").json()["items"]:
        content = client.get(file["href"]).content
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])


def test_a_path_that_the_server_refuses_is_a_problem(curated: Path) -> None:
    """What refuses such a path is Streamlit's, around the routes; here it stands in the same place."""

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("Bad Request", 400)(scope, receive, send)

    app = Starlette(routes=[Mount("/", refusing)], middleware=api.MIDDLEWARE)
    with TestClient(app, base_url=HERE) as asking:
        for path in ("/api/%00", "/data/..%2f", "/api"):
            answer = asking.get(path)
            assert problem(answer, 400)["detail"] == "this path is not one that a file or an address can have"
            assert answer.headers["x-content-type-options"] == "nosniff"
        assert asking.get("/apiary/%00").text == "Bad Request"  # the dashboard's own


def test_each_answer_is_guarded(curated: Path, client: TestClient) -> None:
    addresses = ("/api/health", "/api/observations", "/api/nothing", "/api/health?x", "/data/units.csv", "/data/x")
    for answer in [client.get(address) for address in addresses] + [client.post("/api/health")]:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-cache"
        assert "access-control-allow-origin" not in answer.headers


def test_a_fault_of_the_program_is_a_problem_without_its_insides(
    curated: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("dashboard.api.endpoints.listed", broken)
    answer = client.get("/api/observations")
    problem(answer, 500)
    assert "secret" not in answer.text


def test_the_description_is_valid_openapi() -> None:
    assert not list(OpenAPIV31SpecValidator(openapi.document()).iter_errors())


def test_each_route_is_described_and_the_other_way_round() -> None:
    mounted = set()
    for mount in api.ROUTES:
        if isinstance(mount, Route):
            mounted.add(mount.path)
            continue
        assert isinstance(mount, Mount)
        for route in mount.routes:
            assert isinstance(route, Route)
            assert route.methods == {"GET", "HEAD"}
            mounted.add((mount.path + route.path).removesuffix("/"))
    assert mounted == set(openapi.document()["paths"])


def test_everything_described_has_a_description() -> None:
    document = openapi.document()
    for path in document["paths"].values():
        assert path["get"]["summary"]
        assert all(
            one["description"] for one in [*path["get"].get("parameters", []), *path["get"]["responses"].values()]
        )
    properties = [
        item for schema in document["components"]["schemas"].values() for item in schema["properties"].items()
    ]
    assert len(properties) > 70
    assert not [name for name, schema in properties if not schema.get("description")]


@pytest.mark.parametrize("address", ["/api", "/api/health", "/data", *(f"/api/{name}?limit=1000" for name in LISTS)])
def test_real_answers_are_as_described(curated: Path, client: TestClient, address: str) -> None:
    content = client.get(address).json()
    described = openapi.document()["paths"][address.partition("?")[0]]["get"]["responses"]["200"]
    conforms(content, described["content"]["application/json"]["schema"])
    if "items" in content:
        assert content["items"]
        content["items"][0]["surprise"] = 1
        with pytest.raises(jsonschema.ValidationError):
            conforms(content, described["content"]["application/json"]["schema"])


def test_the_parameters_codes_are_those_of_the_table() -> None:
    codes = openapi.document()["components"]["schemas"]
    assert codes["ProgressItem"]["properties"]["status"]["enum"] == list(STATUSES)
    for one in openapi.document()["paths"]["/api/observations"]["get"]["parameters"]:
        if one["name"] == "claim":
            assert one["schema"]["items"]["enum"] == codes["ObservationsItem"]["properties"]["claim"]["enum"]


@pytest.mark.parametrize("listing", [OBSERVATIONS, PROGRESS])
def test_each_filter_on_a_code_can_be_checked(listing: Listing) -> None:
    assert listing.filters.keys() - {"since", "until", "measure", "claim", "status"} <= CODES.keys()


def test_values_are_bound_and_never_part_of_the_statement(curated: Path) -> None:
    con = queries.connect(state.current(curated).database)  # type: ignore[union-attr]
    assert listed(con, OBSERVATIONS, {"indicator": ["x'); DROP TABLE observation; --"]}, 10, 0) == (0, [])
    assert listed(con, OBSERVATIONS, {}, 10, 10**12)[1] == []
