"""Which units an indicator can be shown in: those of its dimension, each with the number words of the language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from dashboard.formats import SCALES, Scale, joined, natural
from dashboard.words import Words
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


def scale_label(scale: Scale, symbols: dict[str, str], words: Words) -> str:
    """What an axis is counted in: a number word and a unit's symbol."""
    return joined(scale.word, symbols.get(scale.unit, scale.unit), words).strip()


def button_label(scale: Scale, offered: Iterable[Scale], symbols: dict[str, str], words: Words) -> str:
    """The same, short enough to stand beside the others: "M" and "K" where the one without them names the unit."""
    alone = words.language == "en" and len({other.unit for other in offered}) == 1
    return scale.word if alone and scale.word else scale_label(scale, symbols, words)
