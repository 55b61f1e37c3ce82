"""A raw folder to refresh from, in our own sentences, and the command line run as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipelines.runs import STATE_FILE
from pipelines.store import opened
from pipelines.vintages import current_database

ROOT = Path(__file__).parent.parent
ARTICLES = {
    "2023.md": "---\ntitle: 年报摘编\npublished_on: 2024-01-20\n---\n2023年，重庆开行中欧班列5000列，同比增长7.5%。\n",
    "2024.md": "---\ntitle: 年报摘编二\npublished_on: 2025-01-10\n---\n2024年，重庆开行中欧班列逾5400列。\n",
    "sub/target.txt": "到2025年，重庆中欧班列开行量力争突破6000列。\n",
}
METADATA = "- file: target.txt\n  title: 规划摘编\n  published_on: 2022-06-01\n"


def write_raw(folder: Path) -> Path:
    """Three documents, one of them with its metadata in a documents.yml."""
    for name, text in ARTICLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "sub" / "documents.yml").write_text(METADATA, encoding="utf-8")
    return folder


def run(
    *arguments: object, code: str = "", folder: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`python -m pipelines` with `arguments`, or `python -c code` with them; in `folder`, with these variables."""
    start = ["-c", code] if code else ["-m", "pipelines"]
    return subprocess.run(
        [sys.executable, *start, *map(str, arguments)],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip


def published(curated: Path) -> dict[str, bytes]:
    """Name -> bytes of what a refresh has published, the databases aside."""
    files = [path for path in curated.iterdir() if path.suffix in (".csv", ".json") and path.name != STATE_FILE]
    return {path.name: path.read_bytes() for path in sorted(files)}


def quotes(curated: Path) -> set[str]:
    """Quotes of the current table's observations; the whole database is read."""
    database = current_database(curated)
    assert database
    with opened(database) as con:
        for (table,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            con.execute(f"SELECT * FROM {table}").fetchall()
        assert con.execute("SELECT count(*) FROM run").fetchone() == (1,)
        return {quote for (quote,) in con.execute("SELECT quote FROM observation").fetchall()}
