"""A published table to export: the good one, with texts and numbers that are hard on other programs."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.publish import new_vintage, publish
from pipelines.vintages import current_database, current_run_id
from tests.table_fixture import build

FORMULA = '=HYPERLINK("http://x.test","点")'
STARTS = ("=1+1", "+2", "-3", "@SUM(A1)", "\tTab", "\rCR")
LONG_NUMBER = "123456789012345678.123456"


def publish_good(curated: Path) -> str:
    """Publish the good table in `curated`; return its run id."""
    shutil.copytree(_published().name, curated, dirs_exist_ok=True)
    run_id = current_run_id(curated)
    assert run_id
    return run_id


@cache
def _published() -> TemporaryDirectory[str]:
    """The folder that all tests copy: made once, removed at the end."""
    made = TemporaryDirectory(prefix="shuangcheng-test-")
    scratch = Path(made.name).with_suffix(".duckdb")
    run_id = build(scratch)
    with new_vintage(Path(made.name), run_id) as path:
        scratch.rename(path)
        publish(Path(made.name), path, run_id)
    return made


def publish_hard(curated: Path) -> str:
    """The same, and then in the database: formulas, a huge number, an early day, a row without a time, line breaks."""
    run_id = publish_good(curated)
    database = current_database(curated)
    assert database
    with duckdb.connect(str(database)) as con:
        con.execute("UPDATE observation SET value_as_published = ? WHERE quote = '5000列'", [FORMULA])
        con.execute("UPDATE observation SET value = ? WHERE quote = '5000列'", [LONG_NUMBER])
        con.execute("UPDATE observation SET quote = ?, unit_as_published = ? WHERE quote = '第二位'", STARTS[:2])
        con.execute("UPDATE observation SET time_start = '1895-01-01' WHERE quote = '5400列'")
        con.execute("UPDATE observation SET time_start = NULL, time_end = NULL WHERE measure = 'growth'")
        con.execute(
            "UPDATE observation SET quote = ?, value_as_published = ? WHERE quote = '7.5%'",
            ["zwei\r\nZeilen", "\x07" + "长" * 40_000],
        )
    return run_id
