"""Which units an indicator can be shown in: those of its dimension, each with the number words of the language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from dashboard.formats import SCALES, Scale, joined, natural
from dashboard.words import Words
from pipelines.catalogue import UnitInfo
from pipelines.units import convert

# Others of the same dimension that a reader may want. Conversion is pint's; this is only the choice on offer.
ALSO = {
    "mu": ("hectare", "km2"),
    "hectare": ("mu", "km2"),
    "km2": ("mu", "hectare"),
    "m2": ("mu", "hectare", "km2"),
    "km": ("m",),
    "m": ("km",),
    "kWh": ("MWh", "GWh"),
    "kW": ("MW", "GW"),
    "minute": ("hour",),
    "hour": ("minute",),
    "kg": ("tonne",),
    "tonne": ("kg",),
}
IN_FULL = {"T": "trillion", "B": "billion", "M": "million", "K": "thousand"}
UNSCALED = ("percent", "percentage_point", "rank", "times", "year", "minute", "hour", "day")


def choices(unit: str, values: Sequence[Decimal], language: str) -> list[Scale]:
    """The ways to show these values, the most natural one first."""
    found: list[Scale] = []
    for candidate in (unit, *ALSO.get(unit, ())):
        converted = [abs(convert(v, unit, candidate)) for v in values]
        largest = max(converted, default=Decimal(0))
        if candidate not in UNSCALED:
            found += [Scale(candidate, e, w) for e, w in SCALES[language] if largest.adjusted() >= e - 2]
        found.append(Scale(candidate, 0, ""))
    largest = max((abs(v) for v in values), default=Decimal(0))
    exponent, word = (0, "") if unit in UNSCALED else natural(largest, language)
    best = Scale(unit, exponent, word)
    return [best, *(s for s in found if s != best)]


def by_size(offered: Iterable[Scale]) -> list[Scale]:
    """Those of `choices`, the largest first."""
    scales = list(offered)
    sizes = {s: convert(Decimal(1).scaleb(s.exponent), s.unit, scales[0].unit) for s in scales}
    return sorted(scales, key=sizes.__getitem__, reverse=True)


def scale_label(scale: Scale, symbols: dict[str, str], words: Words) -> str:
    """What an axis is counted in: a number word and a unit's symbol."""
    return joined(scale.word, symbols.get(scale.unit, scale.unit), words).strip()


def button_label(scale: Scale, offered: Iterable[Scale], symbols: dict[str, str], words: Words) -> str:
    """The same, short enough to stand beside the others: "million" where the one without it names the unit."""
    alone = words.language == "en" and len({other.unit for other in offered}) == 1
    return IN_FULL[scale.word] if alone and scale.word else scale_label(scale, symbols, words)


def names(units: Iterable[UnitInfo], words: Words) -> dict[str, str]:
    """unit -> what the reader calls it; of several with one name, each with its name in the other language."""
    listed = list(units)
    called = {u.unit: words.pick(u.symbol_zh, u.symbol_en) for u in listed}
    n = Counter(called.values())
    return {
        u.unit: name if n[name := called[u.unit]] == 1 else words(
            "correct.unit_apart", name=name, other=words.pick(u.symbol_en, u.symbol_zh)
        )
        for u in listed
    }  # fmt: skip
