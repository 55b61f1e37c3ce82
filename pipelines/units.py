"""Units of measure: dimensions and exact conversion. The one pint registry of the program is made here.

Unit names are the table's ("TEU", "m2", "座"), never expressions. Pint is loaded at the first conversion between two
different units and not before: most of what the program asks is answered by equality or by units.csv.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING

from pipelines.catalogue import FOLDER, UNITS_FILE, UnitInfo, load_units, own_unit
from pipelines.errors import UnitError

if TYPE_CHECKING:
    from pint import UnitRegistry

_WIDE = Context(prec=60)  # factors such as 10000/15 do not end; carried this far, 15 mu come out as 10000 m2
_KEPT = Context(prec=34)  # digits of a result


def dimension(unit: str) -> str:
    """The dimension of a unit, such as "[person]" or "[length]^2"; a measure word outside units.csv has its own."""
    return unit_info(unit).dimension


def same_dimension(a: str, b: str) -> bool:
    """Whether an amount in `a` can be stated in `b`."""
    return a == b or dimension(a) == dimension(b)


def convert(value: Decimal, unit: str, to: str) -> Decimal:
    """`value`, in `unit`, stated in `to`; exact to 34 digits. Raises UnitError when the dimensions differ."""
    if dimension(unit) != dimension(to):
        raise UnitError(
            f"{unit} to {to}: expected dimension {dimension(to)}, found {dimension(unit)}",
            code="units_differ", unit=unit, other=to,
        )  # fmt: skip
    if unit == to:
        return value
    return _plain(_KEPT.plus(_WIDE.multiply(value, _factor(unit, to))))


def unit_info(unit: str) -> UnitInfo:
    """Symbols and dimension of a unit. Raises UnitError for what cannot be one: nothing, or a space inside."""
    known = load_units().get(unit)
    if known:
        return known
    if not unit or unit != "".join(unit.split()) or f"[{unit}]" in _dimensions():
        raise UnitError(
            f"unit: expected a unit of units.csv or a measure word, found {unit!r}", code="unit_unknown", found=unit
        )
    return own_unit(unit)


@cache
def registry() -> UnitRegistry[Decimal]:
    """The registry of units.txt and nothing else; never changed after it is made."""
    import pint  # a quarter of a second, so only when it is needed

    with localcontext(_WIDE):
        made: UnitRegistry[Decimal] = pint.UnitRegistry(None, non_int_type=Decimal)
        made.load_definitions(FOLDER / UNITS_FILE)
    return made


@cache
def _factor(unit: str, to: str) -> Decimal:
    from pint.errors import PintError

    try:
        made = registry()
        with localcontext(_WIDE):
            one = made.Quantity(Decimal(1), made.UnitsContainer({_name(unit): 1}))
            return Decimal(one.to(made.UnitsContainer({_name(to): 1})).magnitude)
    except PintError as error:  # units.txt does not bear out units.csv
        found = " ".join(str(error).split())
        raise UnitError(
            f"{UNITS_FILE}: {unit} to {to}: expected two units of {dimension(to)}, found {found}",
            code="units_differ",
            unit=unit,
            other=to,
        ) from error


def _name(unit: str) -> str:
    """The unit's name in units.txt, where a slash would be an operator."""
    return unit.replace("/", "_per_")


@cache
def _dimensions() -> frozenset[str]:
    return frozenset(word for info in load_units().values() for word in info.dimension.split())


def _plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent: 258000, not 2.58000E+5."""
    short = value.normalize(_KEPT)
    whole = short == short.to_integral_value() and short.adjusted() < _WIDE.prec
    return short.quantize(Decimal(1), context=_WIDE) if whole else short
