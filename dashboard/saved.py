"""Saved queries: one SQL file each in data/queries, its two titles in the first comment lines.

-- zh: 最近的目标
-- en: The next deadlines
SELECT i.name_{lang} AS name …

{lang} stands for the reader's language, zh or en, in which names are asked for.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple

from dashboard.state import ROOT
from dashboard.words import Language

LONGEST_TITLE = 80
_TITLE = re.compile(r"--\s*(zh|en):\s*(.*)")
_WORDS = re.compile(r"[a-z0-9]+")


class Saved(NamedTuple):
    """A query of the repository."""

    name: str  # the file's stem
    title_zh: str
    title_en: str
    sql: str  # without the titles


class SaveError(Exception):
    """A query that cannot be saved. `code`: no_title | odd_title | long_title | no_sql | not_written."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def folder() -> Path:
    """Where saved queries are kept."""
    return Path(os.environ.get("SHUANGCHENG_QUERIES") or ROOT / "data" / "queries").resolve()


def load(where: Path, language: Language) -> list[Saved]:
    """All saved queries by file name, for a reader of a language. A file that is no UTF-8 text is left out."""
    found = []
    for path in sorted(where.glob("*.sql")):
        try:
            query = _read(path)
            found.append(query._replace(sql=query.sql.replace("{lang}", language)))
        except (OSError, UnicodeDecodeError):
            continue
    return found


def _read(path: Path) -> Saved:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    titles: dict[str, str] = {}
    while lines and (match := _TITLE.fullmatch(lines[0].strip())) and match[1] not in titles:  # the query may have some
        titles[match[1]] = match[2].strip()
        lines.pop(0)
    either = titles.get("en") or titles.get("zh") or path.stem
    return Saved(path.stem, titles.get("zh", either), titles.get("en", either), "\n".join(lines).strip())


def save(where: Path, title: str, sql: str) -> str:
    """Keep a query under a title and give its name; the same title and query again is the same file."""
    title = " ".join(title.split())
    if not title:
        raise SaveError("no_title")
    if not title.isprintable():
        raise SaveError("odd_title")
    if len(title) > LONGEST_TITLE:
        raise SaveError("long_title")
    if not sql.strip():
        raise SaveError("no_sql")
    # The name is ours: no character of the title reaches the path but a to z and digits.
    slug = "-".join(_WORDS.findall(title.lower()))[:40]
    digest = hashlib.sha256(f"{title}\n{sql.strip()}".encode()).hexdigest()[:8]
    name = f"{slug}-{digest}".strip("-")
    part = where / f".{name}.part"
    try:
        where.mkdir(parents=True, exist_ok=True)
        part.write_text(f"-- zh: {title}\n-- en: {title}\n{sql.strip()}\n", encoding="utf-8")
        part.replace(where / f"{name}.sql")
    except OSError as error:
        raise SaveError("not_written") from error
    return name
