"""A raw folder whose figures a person can decide on, and short ways to decide and to look at the table."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from duckdb import DuckDBPyConnection

from pipelines.catalogue import load_catalogue
from pipelines.deciding import decide
from pipelines.decisions import DECISIONS_FILE
from pipelines.refresh import refresh
from pipelines.runs import Run
from pipelines.store import opened
from pipelines.vintages import current_database

TEXTS = {
    # two reports that cannot both hold, a growth, and a figure that the catalogue knows no indicator for
    "a.md": "---\npublished_on: 2025-01-10\n---\n2024年，重庆开行中欧班列5000列，同比增长7.5%。\n"
    "2024年，重庆有风筝400只。\n",
    "b.md": "---\npublished_on: 2025-02-10\n---\n2024年，重庆开行中欧班列5600列。\n",
    "c.md": "---\npublished_on: 2022-06-01\n---\n2024年重庆中欧班列开行量力争达到5500列。\n",
}


@cache
def _begun() -> Path:
    """The folders as a desk begins with them, built once a process."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder)
    (folder / "raw").mkdir()
    for name, text in TEXTS.items():
        (folder / "raw" / name).write_text(text, encoding="utf-8")
    refresh(folder / "raw", folder / "curated", review=folder / "review")
    return folder


class Desk:
    """A raw, a curated and a review folder, and who decides."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.curated, self.review = folder / "raw", folder / "curated", folder / "review"
        shutil.copytree(_begun(), folder, dirs_exist_ok=True)

    @property
    def log(self) -> Path:
        return self.review / DECISIONS_FILE

    def refresh(self) -> Run:
        return refresh(self.raw, self.curated, review=self.review)

    def ask(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Rows of the current table."""
        with self.opened() as con:
            return con.execute(query, list(parameters)).fetchall()

    @contextmanager
    def opened(self) -> Iterator[DuckDBPyConnection]:
        """A copy of the current table: a page under test may have the table itself open in this process."""
        database = current_database(self.curated)
        assert database
        with TemporaryDirectory() as folder, opened(Path(shutil.copy(database, folder))) as con:
            yield con

    def mention(self, quote: str, document: str = "a") -> str:
        ((found,),) = self.ask("SELECT mention_id FROM mention WHERE quote = ? AND document_id = ?", quote, document)
        return str(found)

    def obs(self, quote: str) -> str:
        ((found,),) = self.ask("SELECT obs_id FROM observation WHERE quote = ?", quote)
        return str(found)

    def decide(self, **request: object) -> dict[str, Any]:
        """What became of one request; by 甲 unless it says otherwise."""
        with self.opened() as con:
            (result,) = decide(con, self.review, load_catalogue(), [{"decided_by": "甲", **request}])
        return result

    def saved(self, **request: object) -> str:
        """The decision_id of a request that is saved."""
        result = self.decide(**request)
        assert result["state"] == "saved", result
        return str(result["decision_id"])

    def states(self) -> list[tuple[str, str]]:
        """(action, state) of each decision, in order."""
        return [(str(a), str(s)) for a, s in self.ask("SELECT action, state FROM review_log ORDER BY line")]
