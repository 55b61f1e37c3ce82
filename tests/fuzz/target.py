"""Fuzz target: any bytes, read as UTF-8 with what is broken replaced, through `pipelines.extract`. See README.md."""

from __future__ import annotations

import sys
from datetime import date

import atheris  # type: ignore[import-not-found, unused-ignore]  # in an environment of its own

with atheris.instrument_imports(include=["pipelines"]):
    # `extract` imports these when it is called, too late to be watched.
    import pipelines.mentions
    import pipelines.observations  # noqa: F401
    from pipelines import extract

from tests.fuzz.invariants import check

FIRST_DAY, LAST_DAY = date(1949, 10, 1).toordinal(), date(2099, 12, 31).toordinal()


def one_input(data: bytes) -> None:
    """The first two bytes choose the day of publication, 0 0 none; the rest is the text."""
    choice = int.from_bytes(data[:2], "big")
    day = None if choice == 0 else date.fromordinal(FIRST_DAY + choice % (LAST_DAY - FIRST_DAY + 1))
    text = data[2:].decode("utf-8", errors="replace")
    check(text, extract(text, day))


def main() -> None:
    one_input("\x00\x01粮食产量386万吨。".encode())  # loads the catalogue before the fuzzer counts
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
