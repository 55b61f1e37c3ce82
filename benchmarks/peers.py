"""Other public readers of quantities over the same text, each if it is installed: characters a second.

    python -m venv build/peers
    build/peers/bin/pip install -r requirements.lock -r benchmarks/requirements-peers.txt
    build/peers/bin/python -m benchmarks.peers [--characters N]

Each is asked for what it offers: Recognizers-Text for numbers, percentages, currencies, dimensions and dates, JioNLP
for money and time. Neither reads bounds, claims, measures, areas or indicators. A peer that raises loses that text.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable
from importlib.util import find_spec
from time import process_time
from typing import Any

from benchmarks.corpus import PUBLISHED, corpus
from pipelines import extract

Reader = Callable[[str], int]


def ours(text: str) -> int:
    return len(extract(text, PUBLISHED))


def recognizers_text() -> Reader:
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    readers: list[Any] = [
        recognize_number,
        recognize_percentage,
        recognize_currency,
        recognize_dimension,
        recognize_datetime,
    ]
    return lambda text: sum(len(reader(text, Culture.Chinese)) for reader in readers)


def jionlp() -> Reader:
    import jionlp as jio

    logging.disable()  # it prints a trace for each expression that it cannot parse

    def read(text: str) -> int:
        return len(jio.ner.extract_money(text)) + len(jio.ner.extract_time(text))

    return read


PEERS: dict[str, tuple[str, Callable[[], Reader]]] = {
    "Recognizers-Text": ("recognizers_number", recognizers_text),
    "JioNLP": ("jionlp", jionlp),
}


def rate(reader: Reader, texts: list[str]) -> tuple[float, int, list[str]]:
    """Characters a processor second, how much was found, and the errors of the texts that were lost."""
    found, lost = 0, []
    start = process_time()
    for text in texts:
        try:
            found += reader(text)
        except Exception as error:  # a peer's fault is a result of this benchmark, not a fault of it
            lost.append(type(error).__name__)
    return sum(map(len, texts)) / (process_time() - start), found, lost


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--characters", type=int, default=20_000)
    options = parser.parse_args(arguments)
    texts = corpus(options.characters)
    ours(texts[0])
    own, found, _ = rate(ours, texts)
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters")
    print(f"{'extract':18} {own:>12,.0f} characters/s  {found:>7,} found")
    for name, (module, make) in PEERS.items():
        if find_spec(module) is None:
            print(f"{name:18} not installed")
            continue
        reader = make()
        reader("产量3吨。")
        speed, found, lost = rate(reader, texts)
        kinds = f", {len(lost)} texts lost ({', '.join(sorted(set(lost)))})" if lost else ""
        print(f"{name:18} {speed:>12,.0f} characters/s  {found:>7,} found, {own / speed:,.0f} times slower{kinds}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
