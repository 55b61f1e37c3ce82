"""How many characters a second `pipelines.extract` reads, against a bare `re` scan for numerals over the same text.

    python -m benchmarks.speed [--characters N] [--texts FOLDER] [--profile]

The scan is the limit: it finds digits and knows nothing of them. Both run in this process, on one core, in turns, and
of each document the fastest of the rounds counts, so that what else the machine does weighs little. The catalogue and
the lexicon are loaded before the clock starts.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from benchmarks.corpus import PUBLISHED, corpus
from pipelines import extract

NUMERAL = re.compile(r"[0-9０-９][0-9０-９,.]*[十百千万亿]*|[〇零一二两三四五六七八九十百千万亿]+")
ROUNDS = 5


def bare_scan(text: str) -> int:
    """Numerals found by the pattern alone."""
    return sum(1 for _ in NUMERAL.finditer(text))


def full_reading(text: str) -> int:
    """Mentions found with all their attributes."""
    return len(extract(text, PUBLISHED))


def fastest(tasks: Sequence[Callable[[str], int]], documents: list[str]) -> list[tuple[float, int]]:
    """For each task the processor seconds of the best readings, and what it found."""
    best = [[float("inf")] * len(documents) for _ in tasks]
    found = [[0] * len(documents) for _ in tasks]
    for _ in range(ROUNDS):
        for times, counts, task in zip(best, found, tasks, strict=True):
            for index, text in enumerate(documents):
                start = process_time()
                counts[index] = task(text)
                times[index] = min(times[index], process_time() - start)
    return [(sum(times), sum(counts)) for times, counts in zip(best, found, strict=True)]


def profile(documents: list[str], lines: int = 15) -> None:
    """The functions that take the time, by their own time and with what they call."""
    profiler = cProfile.Profile(process_time)
    profiler.runcall(lambda: [full_reading(text) for text in documents])
    stats = pstats.Stats(profiler).strip_dirs()
    for order in ("tottime", "cumulative"):
        stats.sort_stats(order).print_stats(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="measure on the .txt files of this folder")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args(arguments)
    documents = corpus(options.characters, options.texts)
    total = sum(map(len, documents))
    full_reading(documents[0])
    (scan, numerals), (reading, mentions) = fastest((bare_scan, full_reading), documents)
    print(f"{len(documents)} documents, {total:,} characters, one core, best of {ROUNDS} rounds")
    print(f"bare scan     {total / scan:>12,.0f} characters/s  {numerals:>8,} numerals")
    print(f"extract       {total / reading:>12,.0f} characters/s  {mentions:>8,} mentions")
    print(f"ratio         {reading / scan:>12,.1f} times the scan's time")
    if options.profile:
        profile(documents)
    return 0


if __name__ == "__main__":
    sys.exit(main())
