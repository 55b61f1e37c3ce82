"""A text to add in our own sentences, and helpers for the tests of adding."""

from __future__ import annotations

from pathlib import Path

from pipelines.adding import Offer, Preview

TEXT = "2024年，重庆开行中欧班列5300列。2025年，重庆江北国际机场旅客吞吐量达到4867万人次。\n"
DAY = {"published_on": "2025-02-01"}


def pasted(text: str, **stated: str) -> Offer:
    return Offer(text.encode(), "pasted.txt", stated, pasted=True)


def codes(seen: Preview) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in seen.problems]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
