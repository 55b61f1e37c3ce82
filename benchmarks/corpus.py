"""Ordinary text to measure on: the development texts and the digests, repeated as separate documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
PUBLISHED = date(2024, 6, 15)


def texts() -> list[str]:
    """Each text once, in the order of its path."""
    paths = sorted([*ROOT.glob("tests/gold/*/*.txt"), *ROOT.glob("data/raw/*.md")])
    return [path.read_text(encoding="utf-8") for path in paths]


def corpus(characters: int) -> list[str]:
    """The texts over and over, until together they have at least this many characters."""
    once = texts()
    found: list[str] = []
    total = 0
    while total < characters:
        found.extend(once)
        total += sum(map(len, once))
    return found
