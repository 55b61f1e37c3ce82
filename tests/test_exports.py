"""What a browser downloads: safe cells, a mark for the spreadsheet, one zip; the files on disk stay as they are."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from dashboard.downloads import exports
from tests.dashboard_fixture import publish


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
        assert archive.read("observations.csv").decode("utf-8-sig").count("\r\n") == 18
