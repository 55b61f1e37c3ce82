"""The rules that a person's decision has to keep: the same that hold for figures which the program accepts itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, get_args

from pipelines.catalogue import Catalogue
from pipelines.decisions import ACTIONS, CELL_LIMIT, REASONED, Decision
from pipelines.errors import DecisionError, UnitError
from pipelines.records import Bound, Claim, Measure, Period, TimeBasis
from pipelines.rows import MEASURES, amount
from pipelines.units import convert, dimension, unit_info

_MEASURE_UNITS = dict(MEASURES)
_AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")  # date.fromisoformat takes weeks too
# no tab and no line end; what turns the direction of writing would turn what is told beside it
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LARGE = "an amount that the table can hold (32 digits before the point)"
_LOW, _HIGH = ("more_than", "at_least"), ("less_than", "at_most", "nearly")


class Figure(NamedTuple):
    """A figure as a person has decided it, whole."""

    indicator_id: str
    ref_area: str
    time: Period
    unit: str
    claim: Claim
    measure: Measure
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: Bound


def check_form(d: Decision) -> None:
    """Raise DecisionError where the row itself is wrong, whatever the documents and the catalogue hold."""
    if d.fault:
        raise DecisionError(d.fault, code="decision_line")
    _one_of("action", d.action, ACTIONS)
    if not d.decision_id or not _AT.fullmatch(d.decided_at):
        expected = "decision_id and decided_at such as 2025-01-31T08:00:00Z"
        raise _fault(expected, f"{d.decision_id} {d.decided_at}", code="decision_made", field="decided_at")
    if not d.decided_by.strip() or not d.decided_by.isprintable() or len(d.decided_by) > 80:
        raise _fault("a name of at most 80 characters as decided_by", d.decided_by, code="who", field="decided_by")
    if d.action in REASONED and not d.reason.strip():
        raise _fault(f"a reason for {d.action}", "nothing", code="reason_missing", field="reason", action=d.action)
    if control := _CONTROL.search(d.reason):
        found = f"U+{ord(control[0]):04X}"
        raise _fault("a reason without control characters", found, code="reason_characters", field="reason")
    if d.action == "undo":
        if not d.undoes:
            raise _fault("a decision_id as undoes", "nothing", code="undoes_missing", field="undoes")
        return
    if not re.fullmatch("[0-9a-f]{64}", d.decoded_sha256):
        raise _fault("64 hex digits as decoded_sha256", d.decoded_sha256, code="hash", field="decoded_sha256")
    body = f"{d.body_start} {d.body_sha256}"
    if body != " " and not re.fullmatch("[0-9]{1,10} [0-9a-f]{64}", body):
        raise _fault("a number as body_start and 64 hex digits as body_sha256, or neither", body, code="body",
                     field="body_start")  # fmt: skip
    if not re.fullmatch("[0-9]{1,10},[0-9]{1,10}", f"{d.span_start},{d.span_end}") or span(d)[0] >= span(d)[1]:
        raise _fault("span_start before span_end", f"{d.span_start} {d.span_end}", code="span", field="span_start")


def is_well_formed(d: Decision) -> bool:
    """Whether `check_form` finds nothing."""
    try:
        check_form(d)
    except DecisionError:
        return False
    return True


def check_lengths(d: Decision) -> None:
    """Raise DecisionError for a cell that could not be read back."""
    for name, cell in zip(d._fields[1:], d[1:], strict=True):
        if len(cell) > CELL_LIMIT:
            expected = f"at most {CELL_LIMIT:,} characters as {name}"
            raise _fault(expected, f"{len(cell):,}", code="cell_long", field=name, limit=f"{CELL_LIMIT:,}")
        try:
            cell.encode()
        except UnicodeEncodeError:
            raise _fault(f"text as {name}", ascii(cell), code="cell_text", field=name) from None


def span(d: Decision) -> tuple[int, int]:
    """First code point, and the one after the last, of the figure in the document's text."""
    return int(d.span_start), int(d.span_end)


def unit_of(measure: str, indicator_unit: str) -> str:
    """The unit that a figure is stored in: the measure's own, or for a level the indicator's."""
    return _MEASURE_UNITS.get(measure) or indicator_unit


def figure_of(d: Decision, catalogue: Catalogue) -> Figure:
    """The figure that an accepting or correcting decision states. Raises DecisionError: the first rule broken."""
    indicator = catalogue.indicators.get(d.indicator_id)
    if indicator is None:
        raise _fault("an indicator of the catalogue", d.indicator_id, code="indicator_unknown", field="indicator_id")
    if d.ref_area not in catalogue.areas:
        raise _fault("an area of the catalogue", d.ref_area, code="area_unknown", field="ref_area")
    claim, measure = _one_of("claim", d.claim, get_args(Claim)), _one_of("measure", d.measure, get_args(Measure))
    bound = _one_of("bound", d.bound, get_args(Bound))
    expected = unit_of(measure, indicator.unit)
    try:
        unit_info(d.unit)
        if dimension(d.unit) != dimension(expected):
            raise _fault(
                f"a unit of {dimension(expected)}, the dimension of {expected} ({indicator.indicator_id}, {measure})",
                f"{d.unit} of {dimension(d.unit)}",
                code="unit_of_indicator", field="unit", unit=d.unit, expected_unit=expected,
                indicator_id=indicator.indicator_id, measure=measure,
            )  # fmt: skip
    except UnitError as error:
        raise DecisionError(str(error), code="unit_unknown", field="unit", found=d.unit[:200]) from None
    time = Period(
        _day("time_start", d.time_start),
        _day("time_end", d.time_end),
        _one_of("time_basis", d.time_basis, get_args(TimeBasis)),
    )
    if time.start and time.end and time.start > time.end:
        expected = "a period that ends no earlier than it starts"
        raise _fault(expected, f"{time.start} to {time.end}", code="period_order", field="time_end",
                     start=time.start, end=time.end)  # fmt: skip
    ends = _amounts(d, bound)
    stored = [(end, amount(convert(end, d.unit, expected))) for end in ends if end is not None]
    if any(kept is None for _, kept in stored):
        found = d.value or f"{d.low} {d.high}"
        raise _fault(_LARGE, found, code="amount_large", field="value")
    if any(end and not kept for end, kept in stored):
        raise _fault(f"an amount that is not 0 with six decimal places of {expected}", f"{d.value or d.low} {d.unit}",
                     code="amount_small", field="value", expected_unit=expected)  # fmt: skip
    return Figure(indicator.indicator_id, d.ref_area, time, d.unit, claim, measure, *ends, bound)


def _amounts(d: Decision, bound: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """value, low, high. The open ends follow from the bound, which is one of the size: a fall of over 5 is below -5."""
    value, low, high = (_number(name, getattr(d, name)) for name in ("value", "low", "high"))
    if bound == "range":
        if value is not None or low is None or high is None or low > high:
            found = f"{d.low} {d.high} {d.value}"
            raise _fault("low and high in order and no value, for a range", found, code="range_ends", field="value")
        return None, low, high
    if value is None:
        raise _fault(f"a value, for {bound}", "nothing", code="value_missing", field="value", bound=bound)
    own = (value if bound in _LOW else None, value if bound in _HIGH else None)
    if (low, high) == (None, None):
        return value, *(own if value >= 0 else own[::-1])
    if (low, high) not in (own, own[::-1]):
        expected = f"low and high only for a range, or as {bound} has them"
        raise _fault(expected, f"{d.low} {d.high}", code="ends_of_bound", field="value", bound=bound)
    return value, low, high


def _number(name: str, text: str) -> Decimal | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise _fault(f"a decimal such as 1234.5 as {name}", text, code="number", field=name)
    number = Decimal(text)
    if (kept := amount(number)) is None:
        raise _fault(_LARGE, text, code="amount_large", field=name)
    if kept != number:
        raise _fault(f"at most six decimal places as {name}", text, code="decimal_places", field=name)
    return number


def _day(name: str, text: str) -> date | None:
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise _fault(f"a date such as 2025-01-31 as {name}", text, code="date", field=name) from None


def _one_of(name: str, text: str, known: Sequence[Any]) -> Any:
    if text not in known:
        raise _fault(f"{name} to be one of {' | '.join(known)}", text, code="code_unknown", field=name)
    return text


def _fault(expected: str, found: str, *, code: str, field: str, **values: object) -> DecisionError:
    shown = " ".join(found.split())[:200]
    return DecisionError(
        f"expected {expected}, found {shown or 'nothing'}", code=code, field=field, found=shown, **values
    )
