"""Writes a corpus to start fuzzing from: sentences of the development texts, spec inputs, and the lexicon's words.

python -m tests.fuzz.seeds FOLDER
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pipelines.lexicon import unit_words

ROOT = Path(__file__).parents[2]
DAY = b"\x6a\x00"  # how target.py reads these: a day of publication in the 2020s


def seeds() -> Iterator[str]:
    for path in sorted(ROOT.glob("tests/gold/*/*.txt")):
        yield from re.findall(r"[^。]+。", path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.glob("tests/specs/*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            yield row.get("input", "")
    for word in unit_words():
        yield f"总量为37{word}。"


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: python -m tests.fuzz.seeds FOLDER", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for index, text in enumerate(sorted(set(filter(None, seeds())))):
        (folder / f"seed-{index:05}").write_bytes(DAY + text.encode("utf-8", errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
