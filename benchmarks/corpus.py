"""Text to measure on: the development texts and the digests, or a folder of one's own, repeated as documents.

The annotated texts are dense: a figure every sixteen characters, as in a statistics bulletin. News has one every
seventy or so, and is read that much faster; `--texts FOLDER` measures on it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
PUBLISHED = date(2024, 6, 15)


def texts(folder: Path | None = None) -> list[str]:
    """Each text once, in the order of its path."""
    own = sorted([*ROOT.glob("tests/gold/*/*.txt"), *ROOT.glob("data/raw/*.md")])
    paths = own if folder is None else sorted(folder.glob("*.txt"))
    if not paths:
        raise SystemExit(f"{folder}: expected .txt files, found none")
    return [path.read_text(encoding="utf-8") for path in paths]


def corpus(characters: int, folder: Path | None = None) -> list[str]:
    """The texts over and over, until together they have at least this many characters."""
    once = texts(folder)
    found: list[str] = []
    total = 0
    while total < characters:
        found.extend(once)
        total += sum(map(len, once))
    return found
