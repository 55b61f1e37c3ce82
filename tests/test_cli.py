"""The command line as the contract says: what is printed where, and with which exit status."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.printing import decimal_text
from pipelines.vintages import current_run_id
from tests.raw_fixture import ROOT, run, write_raw

KEYS = [
    "article", "start", "end", "quote", "value", "low", "high", "unit", "bound", "measure", "claim", "time",
    "ref_area", "area", "indicator", "name", "disposition", "reason",
]  # fmt: skip


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_raw(tmp_path / "raw")


@pytest.fixture
def curated(raw: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "curated"
    assert run("refresh", "--raw", raw, "--curated", folder).returncode == 0
    return folder


def test_refresh_says_what_it_did(raw: Path, tmp_path: Path) -> None:
    done = run("refresh", "--raw", raw, "--curated", tmp_path / "curated", "--full", "--workers", "1")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        "3 documents read, 0 refused",
        "4 mentions = 4 observations + 0 review + 0 context",
        "observations: 4 added, 0 changed, 0 gone",
        "findings: 0 hard, 0 soft",
    ]
    assert lines[4].startswith(f"vintage {current_run_id(tmp_path / 'curated')} in ")
    again = run("refresh", "--raw", raw, "--curated", tmp_path / "curated")
    assert again.stdout.splitlines()[2] == "unchanged"


def test_refresh_names_what_it_refuses(raw: Path, tmp_path: Path) -> None:
    (raw / "leer.txt").write_text("")
    (raw / "bild.txt").write_bytes(bytes(range(256)) * 9)
    done = run("refresh", "--raw", raw, "--curated", tmp_path / "curated")
    assert done.returncode == 1 and done.stdout.startswith("3 documents read, 2 refused\n")
    assert [line.split(": ")[:2] for line in done.stderr.splitlines()] == [
        ["bild.txt", "binary"],
        ["leer.txt", "empty"],
    ]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((), "required"),
        (("add", "nowhere.txt"), "nowhere.txt: expected a file: No such file or directory"),
        (("add", "docs/reference.md", "--raw", "nowhere"), "nowhere: expected a folder with documents"),
        (("publish",), "invalid choice"),
        (("refresh", "--workers", "none"), "expected a number from 1 to 256, found 'none'"),
        (("refresh", "--workers", "0"), "expected a number from 1 to 256, found '0'"),
        (("refresh", "--engine", "spark"), "invalid choice"),
        (("extract",), "PATH"),
        (("extract", "a.txt", "--published-on", "gestern"), "expected a date such as 2024-06-10, found 'gestern'"),
        (("extract", "nowhere.txt"), "nowhere.txt: expected a file or folder, found none"),
        (("export", "out", "--format", "ods"), "invalid choice"),
        (("export", "out", "--format", "csv", "--claim", "rumour"), "invalid choice: 'rumour'"),
        (
            ("export", "out", "--format", "csv", "--since", "2024-13"),
            "such as 2024, 2024-06 or 2024-06-10, found '2024-13'",
        ),
        (("export", "out"), "--format"),
    ],
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...], error: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2 and done.stdout == "" and error in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_extract_prints_one_object_a_mention(raw: Path) -> None:
    done = run("extract", raw / "2023.md")
    assert (done.returncode, done.stderr) == (0, "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(one) for one in found] == [KEYS, KEYS]
    text = (raw / "2023.md").read_text(encoding="utf-8")
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in found)
    trains = found[0]
    assert (trains["article"], trains["quote"], trains["value"], trains["unit"]) == (
        "2023.md",
        "5000列",
        "5000",
        "train",
    )
    assert trains["time"] == {"start": "2023-01-01", "end": "2023-12-31", "basis": "flow"}
    assert (trains["ref_area"], trains["indicator"], trains["low"]) == ("500000", "china_europe_trains", None)
    assert (trains["disposition"], trains["reason"]) == ("accepted", "")
    assert trains["area"] and trains["name"] == "中欧班列开行量"


def test_extract_takes_folders_and_their_metadata(raw: Path) -> None:
    done = run("extract", raw, raw / "sub" / "target.txt")
    articles = [json.loads(line)["article"] for line in done.stdout.splitlines()]
    assert articles == ["2023.md", "2023.md", "2024.md", "sub/target.txt", "target.txt"]


def test_a_trace_names_the_rule_of_each_attribute(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2023年，重庆开行中欧班列2000列。", encoding="utf-8")
    plain, traced = (
        json.loads(run("extract", str(tmp_path / "a.txt"), *option).stdout) for option in ((), ("--trace",))
    )
    assert "rules" not in plain
    assert [rule.partition(".")[0] for rule in traced["rules"]] == ["num", "measure", "time", "claim", "indicator"]


def test_a_link_that_is_named_is_followed(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link.md").symlink_to(raw / "2023.md")
    done = run("extract", tmp_path / "elsewhere" / "link.md")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == run("extract", raw / "2023.md").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_output_that_cannot_be_written_is_one_line(raw: Path) -> None:
    for arguments in (f"extract '{raw}'", f"refresh --raw '{raw}' --curated '{raw.parent / 'curated'}'"):
        done = subprocess.run(
            f"'{sys.executable}' -m pipelines {arguments} > /dev/full",
            shell=True, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (2, "standard output: No space left on device\n"), arguments


@pytest.mark.parametrize(
    ("option", "expected"), [((), None), (("--published-on", "2021-03-02"), "2020-12-31")], ids=["without", "with"]
)
def test_a_stated_date_tells_which_year_is_meant(tmp_path: Path, option: tuple[str, ...], expected: str | None) -> None:
    (tmp_path / "undated.txt").write_text("去年，重庆开行中欧班列2000列。", encoding="utf-8")
    done = run("extract", tmp_path / "undated.txt", *option)
    assert done.returncode == 0 and json.loads(done.stdout)["time"]["end"] == expected


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_printed(raw: Path) -> None:
    (raw / "leer.txt").write_text("")
    done = run("extract", raw / "leer.txt", raw / "2024.md")
    assert done.returncode == 1 and done.stderr == "leer.txt: empty: the file is empty\n"
    assert json.loads(done.stdout)["quote"] == "5400列"


def test_chinese_is_printed_whatever_the_locale(raw: Path) -> None:
    done = run("extract", raw / "2024.md", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and "中欧班列" in done.stdout


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(
        "2024年，重庆开行中欧班列5400列。\n" * 9 + "2023年，成都机场旅客10万人次。" * 3000, encoding="utf-8"
    )
    command = [sys.executable, "-m", "pipelines", "extract", str(tmp_path / "long.txt")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout and started.stderr
        started.stdout.readline()
        started.stdout.close()
        assert started.stderr.read() == b""
    assert started.returncode == 0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("6E+5", "600000"),
        ("0.350", "0.35"),
        ("-0.0", "0"),
        ("1E-7", "0.0000001"),
        ("12345678901234567890123456789012345", "12345678901234567890123456789012345"),
        ("100", "100"),
    ],
)
def test_numbers_are_decimal_strings(value: str | None, text: str | None) -> None:
    assert decimal_text(None if value is None else Decimal(value)) == text


def test_export_csv_is_what_refresh_published(curated: Path, tmp_path: Path) -> None:
    done = run("export", tmp_path / "new" / "out", "--format", "csv", SHUANGCHENG_CURATED=str(curated))
    assert (done.returncode, done.stderr) == (0, "")
    written = [Path(line) for line in done.stdout.splitlines()]
    assert written[0].name == "observations.csv" and written[-1].name == "datapackage.json"
    assert all(path.read_bytes() == (curated / path.name).read_bytes() for path in written)
    assert {path for path in (tmp_path / "new" / "out").iterdir()} == set(written)


def test_export_parquet_keeps_the_types(curated: Path, tmp_path: Path) -> None:
    assert run("export", tmp_path, "--format", "parquet", SHUANGCHENG_CURATED=str(curated)).returncode == 0
    with duckdb.connect() as con:
        query = f"SELECT value, time_end FROM '{tmp_path}/observations.parquet' ORDER BY value DESC LIMIT 1"
        assert con.execute(f"DESCRIBE {query}").fetchall()[0][1] == "DECIMAL(38,6)"
        assert str(con.execute(query).fetchone()) == "(Decimal('6000.000000'), datetime.date(2025, 12, 31))"
        columns = con.execute(f"DESCRIBE SELECT * FROM '{tmp_path}/documents.parquet'").fetchall()
    assert "text" not in {column[0] for column in columns}


def test_export_zip_is_the_same_each_time(curated: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run("export", tmp_path / name, "--format", "zip", SHUANGCHENG_CURATED=str(curated)).returncode == 0
    archive = f"shuangcheng-{current_run_id(curated)}.zip"
    assert [path.name for path in (tmp_path / "a").iterdir()] == [archive]
    assert (tmp_path / "a" / archive).read_bytes() == (tmp_path / "b" / archive).read_bytes()
    with zipfile.ZipFile(tmp_path / "a" / archive) as packed:
        assert packed.testzip() is None
        published = {path.name for path in curated.glob("*.csv")} | {"datapackage.json"}
        assert all(packed.read(name) == (curated / name).read_bytes() for name in published)
        assert set(packed.namelist()) == published | {"csv-metadata.json", "README.md"}


def test_export_into_a_file_is_an_error(curated: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    done = run("export", tmp_path / "taken", "--format", "csv", SHUANGCHENG_CURATED=str(curated))
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "taken" in done.stderr
    assert (tmp_path / "taken").read_text() == "mine"


@pytest.mark.parametrize("arguments", [("check",), ("export", "out", "--format", "csv")])
def test_there_is_nothing_to_do_before_the_first_refresh(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, SHUANGCHENG_CURATED=str(tmp_path))
    assert done.returncode == 2 and done.stderr == f"{tmp_path}: no table yet; run: python -m pipelines refresh\n"


def test_check_prints_the_findings(curated: Path) -> None:
    done = run("check", SHUANGCHENG_CURATED=str(curated))
    assert (done.returncode, done.stdout) == (0, "0 hard, 0 soft\n")


def test_check_fails_for_a_hard_finding(curated: Path) -> None:
    with duckdb.connect(str(curated / "vintages" / f"{current_run_id(curated)}.duckdb")) as con:
        con.execute("UPDATE mention SET quote = '5555列' WHERE quote = '5000列'")
    done = run("check", SHUANGCHENG_CURATED=str(curated))
    assert done.returncode == 1 and done.stdout.splitlines()[-1] == "1 hard, 0 soft"
    assert done.stdout.startswith("hard span_reproduces_quote: mention 2023:")


def test_a_wrong_area_is_no_area_and_the_rest_is_published(raw: Path, tmp_path: Path) -> None:
    """The program on a copy of itself with a wrong row for a place that a document names."""
    shutil.copytree(ROOT / "pipelines", tmp_path / "pipelines", ignore=shutil.ignore_patterns("__pycache__"))
    areas = tmp_path / "pipelines" / "catalogue" / "ref_areas.csv"
    areas.write_text("\ufeff" + areas.read_text(encoding="utf-8") + "X1,双江新区,Shuangjiang,district,CN,,\n", "utf-8")
    (raw / "new.md").write_text("2023年，双江新区开行中欧班列7列。", encoding="utf-8")
    done = run("refresh", "--raw", raw, "--curated", tmp_path / "curated", folder=tmp_path)
    assert done.returncode == 1 and "5 mentions = 4 observations + 1 review" in done.stdout
    assert done.stderr.count("\n") == 1 and "(X1): expected kind to be one of" in done.stderr


def test_a_wrong_entry_of_the_catalogue_is_named_and_the_rest_is_used(raw: Path, tmp_path: Path) -> None:
    """The program on a copy of itself whose catalogue has one entry too many, and then none at all."""
    shutil.copytree(ROOT / "pipelines", tmp_path / "pipelines", ignore=shutil.ignore_patterns("__pycache__"))
    with open(tmp_path / "pipelines" / "catalogue" / "indicators.yml", "a", encoding="utf-8") as stream:
        stream.write("- id: half_an_entry\n  zh: 半条\n")
    curated = tmp_path / "curated"
    done = run("refresh", "--raw", raw, "--curated", curated, folder=tmp_path)
    assert done.returncode == 1 and "4 mentions = 4 observations" in done.stdout
    assert done.stderr.count("\n") == 1 and "half_an_entry" in done.stderr
    check = run("check", folder=tmp_path, SHUANGCHENG_CURATED=str(curated))
    assert check.returncode == 0 and check.stdout.splitlines() == [done.stderr.strip(), "0 hard, 1 soft"]

    before = current_run_id(curated)
    (tmp_path / "pipelines" / "catalogue" / "indicators.yml").write_text("- [", encoding="utf-8")
    broken = run("refresh", "--raw", raw, "--curated", curated, folder=tmp_path)
    assert broken.returncode == 2 and broken.stderr.count("\n") == 1 and "indicators.yml" in broken.stderr
    assert current_run_id(curated) == before


@pytest.mark.parametrize(("raised", "status"), [
    ("RuntimeError('x')", 70), ("KeyboardInterrupt", 130), ("__import__('duckdb').InterruptException('x')", 130),
])  # fmt: skip
def test_a_fault_of_the_program_is_no_finding(raised: str, status: int) -> None:
    code = f"""
import runpy, sys
import pipelines.cli
def broken(*_):
    raise {raised}
pipelines.cli.main = broken
sys.argv = ["pipelines"]
runpy.run_module("pipelines", run_name="__main__")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == status
    assert ("Traceback" in done.stderr) == (status == 70)
