"""Whether time grows with the text's length alone, on text made to be hard: seconds at three sizes, and the exponent.

    python -m benchmarks.linear [--size N] [--limit SECONDS] [--profile] [NAME ...]

Each text is tried at a quarter, a half and the whole of the size (1,000,000 characters). The exponent is the slope of
log time over log length: 1 is linear, 2 quadratic. A text that takes longer than the limit is stopped, and its exponent
comes from the sizes that were done. Exit status 1 when an exponent is above 1.25.
"""

from __future__ import annotations

import argparse
import cProfile
import math
import pstats
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time
from types import FrameType

from benchmarks.corpus import PUBLISHED
from pipelines import extract

REPEATED = {
    "digit": "7",
    "wan": "万",
    "one_wan": "1万",
    "chinese_one": "一",
    "chinese_ten": "十",
    "chinese_digits": "三五",
    "brackets": "（",
    "closing_brackets": "）",
    "titles": "《",
    "titled_figures": "《5个",
    "quoted_figures": "“5个",
    "bracketed_figures": "（5个",
    "quotes": "“",
    "closing_quotes": "”",
    "ascii_quotes": '"',
    "slashes": "1/",
    "ratios": "1:",
    "points": "1.",
    "thousands": "1,111",
    "numbers": "12345、",
    "list": "1、",
    "list_units": "1个、",
    "list_chinese": "一、",
    "year_word": "年",
    "years": "2024年",
    "years_listed": "2023、",
    "from_years": "从2015年的",
    "year_figures": "比2023年5个，",
    "as_of": "截至2023年5个，",
    "months": "5月",
    "ranges": "1—",
    "range_years": "2021年至",
    "growth": "增长",
    "growth_percent": "增长5%",
    "percent": "5%，",
    "per": "每1",
    "per_cars": "每7台有1台",
    "parts": "三分之",
    "doubled": "翻一番",
    "bounds": "超过",
    "vague": "数",
    "rank": "第一",
    "areas_bare": "四川",
    "areas_within": "成都市双流区",
    "areas": "四川、",
    "areas_shared": "鼓楼区",
    "areas_unlisted": "，石桥镇",
    "areas_openers": "，石桥",
    "areas_compared": "比四川5个，",
    "areas_nation": "中国5个，",
    "areas_pro": "全市5个，",
    "areas_pair": "两地5个，",
    "distributed": "2031年、2033年分别达到300座、450座",
    "distributed_areas": "四川、重庆分别达到300座、450座，",
    "indicators": "旅客吞吐量",
    "shares": "占5%，",
    "areas_figures": "四川1亩，",
    "claims": "力争",
    "plans": "“十四五”",
    "since": "以来",
    "compare": "比上年",
    "newlines": "\n",
    "blanks": " ",
    "blank_digits": "1 ",
    "table": "1  ",
    "table_rows": "甲  1\n",
    "table_wide": "甲 1 2 3 ",
    "captions": "单位：万元\n甲  1\n",
    "line_digits": "1\n",
    "line_han": "粮\n",
    "line_breaks": "\r\n",
    "headings": "一、目标\n",
    "stories": "本报讯5个\n",
    "minus": "—",
    "latin": "A",
    "sentences": "粮食产量3万吨。",
    "clauses": "粮食产量3万吨，",
    "no_full_stop": "全市粮食产量达到三百八十六万吨比上年增长百分之二",
    "no_figure": "全市粮食生产保持平稳",
}
NESTED = {"nested_brackets": ("（", "5", "）"), "nested_titles": ("《", "5", "》"), "nested_quotes": ("“", "5", "”")}
NAMES = (*REPEATED, *NESTED)
SLOPE_LIMIT = 1.25
ROUNDS = 3
SHORT = 1.0  # seconds


class OutOfTimeError(Exception):
    """A text took longer than the limit."""


def text(name: str, size: int) -> str:
    """`size` characters of one hard text."""
    if name in NESTED:
        left, middle, right = NESTED[name]
        half = size // 2
        return left * half + middle + right * half
    unit = REPEATED[name]
    return (unit * (size // len(unit) + 1))[:size]


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Stops what runs inside after this many seconds."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTimeError

    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def seconds(name: str, size: int, limit: int) -> float | None:
    """Processor seconds for one text, None when it took longer than the limit; a short time is the best of three.

    Memory taken for the first time, or another program beside this one, would else show as a slope.
    """
    sample = text(name, size)
    best = float(limit)
    for _ in range(ROUNDS):
        start = process_time()
        try:
            with limited(limit):
                extract(sample, PUBLISHED)
        except OutOfTimeError:
            return None
        best = min(best, process_time() - start)
        if best > SHORT:
            break
    return best


def slope(points: list[tuple[int, float]]) -> float | None:
    """Exponent of the growth between the first and the last of (length, seconds)."""
    if len(points) < 2:
        return None
    (short, fast), (long, slow) = points[0], points[-1]
    return math.log(slow / fast) / math.log(long / short)


def measure(name: str, size: int, limit: int) -> tuple[list[tuple[int, float]], float | None]:
    """Times at a quarter, a half and the whole size; where a quarter is too long, at smaller sizes."""
    points: list[tuple[int, float]] = []
    for part in (4, 2, 1):
        spent = seconds(name, size // part, limit)
        if spent is None:
            break
        points.append((size // part, max(spent, 1e-4)))
    part = 8
    while len(points) < 2 and part <= 512:
        spent = seconds(name, size // part, limit)
        if spent is not None:
            points.insert(0, (size // part, max(spent, 1e-4)))
        part *= 2
    return points, slope(points)


def profile(name: str, size: int, lines: int = 8) -> None:
    """The functions that take the time on one hard text."""
    profiler = cProfile.Profile(process_time)
    profiler.runcall(extract, text(name, size), PUBLISHED)
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--limit", type=int, default=60, help="seconds for one text")
    parser.add_argument("--profile", action="store_true", help="profile each text that is not linear")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(NAMES))
    if unknown:
        parser.error(f"names: expected some of {', '.join(NAMES)}; found {', '.join(unknown)}")
    extract("粮食产量3万吨。", PUBLISHED)
    steep: list[str] = []
    for name in options.names or NAMES:
        points, exponent = measure(name, options.size, options.limit)
        times = "  ".join(f"{length:>9,}: {spent:7.2f} s" for length, spent in points)
        shown = "too slow" if exponent is None else f"{exponent:.2f}"
        full = bool(points) and points[-1][0] == options.size
        print(f"{name:18} {shown:>8}  {times}{'' if full else '  stopped'}", flush=True)
        if exponent is None or exponent > SLOPE_LIMIT:
            steep.append(name)
            if options.profile and points:
                profile(name, points[0][0])
    print(f"{len(steep)} of {len(options.names or NAMES)} above {SLOPE_LIMIT}: {', '.join(steep) or 'none'}")
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
