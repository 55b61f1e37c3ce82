"""A small catalogue and short ways to write the rows that progress is worked out from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipelines.catalogue import Catalogue, Indicator, load_units
from pipelines.progress import assess
from pipelines.records import Bound, Observation, Progress

BASES = {
    "china_europe_trains": ("train", "up", "flow"),
    "sea_rail_trains": ("train", "up", "cumulative"),
    "expressways": ("item", "up", "point"),
    "expressways_planned": ("item", "up", "point"),
    "investment": ("CNY", "up", "ytd"),
    "investment_total": ("CNY", "up", "cumulative"),
    "planned_total": ("CNY", "up", "point"),
    "corridor_volume": ("TEU", "up", "cumulative"),
    "corridor_trucks": ("truck_trip", "up", "cumulative"),
    "platform_trucks": ("truck_trip", "up", "flow"),
    "travel_time": ("minute", "down", "point"),
    "farm_land": ("hectare", "up", "point"),
    "reserve": ("tonne", "none", "point"),
}
CATALOGUE = Catalogue(
    indicators={
        name: Indicator(name, name, name, "transport", unit, direction, basis, (("x",),), (), None, "", "")
        for name, (unit, direction, basis) in BASES.items()
    },
    areas={},
    units=load_units(),
    bases={},
    problems=(),
    files=(),
)


def row(
    obs_id: str,
    indicator: str,
    value: str | None,
    end: str | None,
    *,
    start: str | None = None,
    claim: str = "reported",
    basis: str | None = None,
    area: str = "川渝",
    bound: Bound = "exact",
    measure: str = "level",
    low: str | None = None,
    high: str | None = None,
    unit: str | None = None,
    document: str = "a",
    span: int = 0,
    published: str | None = None,
) -> Observation:
    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return Observation(
        obs_id=obs_id,
        indicator_id=indicator,
        ref_area=area,
        time_start=date.fromisoformat(start) if start else None,
        time_end=date.fromisoformat(end) if end else None,
        time_basis=basis or ("deadline" if claim == "target" else BASES[indicator][2]),  # type: ignore[arg-type]
        measure=measure,  # type: ignore[arg-type]
        claim=claim,  # type: ignore[arg-type]
        value=number(value),
        unit=unit or ("percent" if measure != "level" else BASES[indicator][0]),
        low=number(low),
        high=number(high),
        bound=bound,
        value_as_published=published or (value or ""),
        unit_as_published="",
        obs_status="A",
        document_id=document,
        span_start=span,
        span_end=span + 3,
        quote="x",
        rule_id="",
        confidence=1.0,
        review_status="auto",
    )


def only(*rows: Observation, bases: dict[str, str] | None = None, as_of: str = "2030-12-31") -> Progress:
    (found,) = assess(rows, CATALOGUE, date.fromisoformat(as_of), bases=bases)
    return found


def status(*rows: Observation, bases: dict[str, str] | None = None) -> str:
    return only(*rows, bases=bases).status


def target(indicator: str, value: str, end: str | None = "2025-12-31", **more: str) -> Observation:
    return row("target", indicator, value, end, claim="target", **more)  # type: ignore[arg-type]
