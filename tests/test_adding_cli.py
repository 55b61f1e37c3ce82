"""The commands preview and add, run as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.refresh import refresh
from tests.raw_fixture import run, write_raw


def test_an_article_is_previewed_and_added(tmp_path: Path) -> None:
    raw, curated = write_raw(tmp_path / "raw"), tmp_path / "curated"
    refresh(raw, curated)
    article = tmp_path / "20250105.txt"
    article.write_text("2024年，重庆开行中欧班列5412列。\n", encoding="gb18030")
    folders = ("--raw", raw, "--curated", curated)
    before = sorted(raw.rglob("*"))
    done = run("preview", article, *folders, "--title", "班列", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("would be saved as 2025-01-05-班列-") and lines[1] == "title: 班列"
    assert lines[-3:] == [
        "1 mentions = 1 observations + 0 review + 0 context",
        "0 new, 0 same, 1 changed, 0 conflict",
        "changed: 5412列: china_europe_trains, 500000, level to 2024-12-31; now 5400列 (2024)",
    ]
    assert sorted(raw.rglob("*")) == before
    added = run("add", article, *folders, "--json")
    told = json.loads(added.stdout)
    assert added.returncode == 0 and told["saved"] and (raw / told["file"]).is_file()
    again = run("add", article, *folders)
    assert again.returncode == 1 and again.stderr == f"document: duplicate: the same text as {told['file']}\n"
    wrong = run("add", article, *folders, "--url", "ftp://a", "--published-on", "2999-01-01")
    assert [line.split(": ")[:2] for line in wrong.stderr.splitlines()[:2]] == [
        ["published_on", "date_range"],
        ["url", "url"],
    ]
