"""The curated files at their addresses, asked as a program asks for them."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import threading
import time
from pathlib import Path

import pandas as pd
import pytest
from starlette.testclient import TestClient

from tests.api_fixture import api_built, client, curated, problem, rows
from tests.raw_fixture import ROOT, run

__all__ = ["api_built", "client", "curated"]  # fixtures


def test_each_file_of_the_publish_comes_byte_for_byte(curated: Path, client: TestClient) -> None:
    package = client.get("/data/datapackage.json").json()
    names = [resource["path"] for resource in package["resources"]]
    assert sorted([*names, "datapackage.json"]) == sorted(
        path.name for path in curated.iterdir() if path.suffix == ".csv" or path.name == "datapackage.json"
    )
    for name in [*names, "datapackage.json"]:
        got = client.get(f"/data/{name}")
        on_disk = (curated / name).read_bytes()
        assert got.content == on_disk
        assert got.headers["content-length"] == str(len(on_disk))
        assert got.headers["etag"] == f'W/"{hashlib.sha256(on_disk).hexdigest()}"'
        assert got.headers["shuangcheng-vintage"] == package["version"]
        assert got.headers["content-disposition"] == f'attachment; filename="{name}"'
        kind = "text/csv; charset=utf-8" if name.endswith(".csv") else "application/json"
        assert got.headers["content-type"] == kind
    assert len(pd.read_csv(io.BytesIO(client.get("/data/observations.csv").content))) == len(
        rows(curated, "observations")
    )


def test_a_file_that_did_not_change_is_not_sent_again(curated: Path, client: TestClient) -> None:
    tag = client.get("/data/progress.csv").headers["etag"]
    for sent in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get("/data/progress.csv", headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/data/progress.csv", headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_head_tells_of_a_file_without_sending_it(curated: Path, client: TestClient) -> None:
    got, told = client.get("/data/observations.csv"), client.head("/data/observations.csv")
    assert told.status_code == 200
    assert told.content == b""
    assert dict(told.headers) == dict(got.headers)


def test_a_file_is_packed_for_those_who_ask(curated: Path, client: TestClient) -> None:
    with client.stream("GET", "/data/observations.csv", headers={"Accept-Encoding": "gzip"}) as got:
        packed = b"".join(got.iter_raw())
        assert got.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == (curated / "observations.csv").read_bytes()


@pytest.mark.parametrize(
    "name",
    ["current.json", "refresh.json", "runs.jsonl", "refresh.lock", "vintages", "nothing.csv", "%2e%2e", "..%2fraw",
     "..%5craw", "%00", "observations.csv%00", ".observations.csv.new~", "C:", "%2fetc%2fpasswd"],
)  # fmt: skip
def test_no_other_file_is_given(curated: Path, client: TestClient, name: str) -> None:
    problem(client.get(f"/data/{name}"), 404)


def test_a_file_is_of_the_vintage_that_is_current_even_while_one_is_published(
    curated: Path, client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: (curated / name).read_bytes() for name in ("observations.csv", "datapackage.json", "current.json")}
    other = tmp_path / "other"
    raw = shutil.copytree(ROOT / "data" / "raw", tmp_path / "raw")
    (raw / "new.md").write_text("---\npublished_on: 2026-02-01\n---\n2025年，重庆市常住人口3190万人。\n", "utf-8")
    assert run("refresh", "--raw", raw, "--curated", other).returncode in (0, 1)
    after = {name: (other / name).read_bytes() for name in before}
    assert after["observations.csv"] != before["observations.csv"]

    (curated / "observations.csv").write_bytes(after["observations.csv"])  # half of a publish
    monkeypatch.setattr("dashboard.api.files.PATIENCE", 0.1)
    told = client.get("/data/observations.csv")
    assert "two vintages" in problem(told, 503)["detail"]
    assert told.headers["retry-after"] == "2"
    assert client.get("/data/units.csv").status_code == 200, "this one is of the current vintage"
    (curated / "datapackage.json").write_bytes(after["datapackage.json"])
    problem(client.get("/data/datapackage.json"), 503)

    def finish() -> None:
        time.sleep(0.3)
        shutil.copytree(other, curated, dirs_exist_ok=True)

    monkeypatch.setattr("dashboard.api.files.PATIENCE", 10)
    rest = threading.Thread(target=finish)
    rest.start()
    got = client.get("/data/observations.csv")
    rest.join()
    assert got.status_code == 200
    assert got.content == after["observations.csv"]
    assert got.headers["shuangcheng-vintage"] == json.loads(after["current.json"])["run_id"]
