"""What a browser downloads: safe cells, a mark for the spreadsheet, one zip of the originals; the disk's stay as is."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import frictionless
import pytest

from dashboard.downloads import exports
from pipelines.export import export
from tests.dashboard_fixture import publish
from tests.export_fixture import publish_hard


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A curated folder with a published vintage."""
    publish(tmp_path)
    return tmp_path


def test_the_browsers_csv_is_safe_and_has_a_mark_and_the_disks_has_none(table: Path) -> None:
    (table / "odd.csv").write_text('a,b\n=1+1,-2.5\n"+x","\t@y"\n-,正常\n', encoding="utf-8")
    got = exports.browser_file(table / "odd.csv")
    assert got.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(got.decode("utf-8-sig"))))
    assert rows == [["a", "b"], ["'=1+1", "-2.5"], ["'+x", "'\t@y"], ["'-", "正常"]]
    assert (table / "odd.csv").read_bytes().startswith(b"a,b")


def test_one_zip_holds_all_and_is_the_same_each_time(table: Path) -> None:
    paths = [f.path for f in exports.files(table)]
    first = exports.zipped(paths)
    assert first == exports.zipped(paths)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert set(archive.namelist()) == {"observations.csv", "progress.csv", "units.csv"}
        assert archive.read("observations.csv") == (table / "observations.csv").read_bytes()


def test_the_zip_is_what_its_description_says(tmp_path: Path) -> None:
    publish_hard(tmp_path / "curated")
    export(tmp_path / "curated", tmp_path / "curated", "csv")  # the formulas stand in the files, too
    packed = exports.zipped([f.path for f in exports.files(tmp_path / "curated")])
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(tmp_path / "out")
    told = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    data = {resource["path"]: (tmp_path / "out" / resource["path"]).read_bytes() for resource in told}
    assert len(data) == 11 and "=HYPERLINK" in data["observations.csv"].decode()
    assert {r["path"]: (r["bytes"], r["hash"]) for r in told} == {
        name: (len(one), f"sha256:{hashlib.sha256(one).hexdigest()}") for name, one in data.items()
    }
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
