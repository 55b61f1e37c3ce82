"""The catalogue's rows: what is measured, where and in which unit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from pipelines.records import Finding, TimeBasis

Direction = Literal["up", "down", "none"]
Topic = Literal[
    "transport",
    "trade",
    "investment",
    "industry",
    "innovation",
    "services",
    "environment",
    "finance",
    "cooperation",
    "economy",
    "people",
]
AreaKind = Literal["country", "province", "prefecture", "county", "zone", "composite", "corridor", "world"]

TOPICS: tuple[str, ...] = get_args(Topic)
DIRECTIONS: tuple[str, ...] = get_args(Direction)
TIME_BASES: tuple[str, ...] = get_args(TimeBasis)
AREA_KINDS: tuple[str, ...] = get_args(AreaKind)


class Indicator(NamedTuple):
    """What is measured, without place and time. `unit` is the unit of its level."""

    indicator_id: str
    name_zh: str
    name_en: str
    topic: str
    unit: str
    direction: str  # which way is better: up | down | none
    time_basis: str
    triggers: tuple[tuple[str, ...], ...]  # alternatives; all words of one must stand near the number
    excludes: tuple[str, ...]  # words that rule the indicator out
    headline: int | None  # place among the overview's cards
    description_zh: str
    description_en: str
    areas: tuple[str, ...] = ()  # codes it is limited to; () = any
    within: tuple[str, ...] = ()  # codes: it is told only of these, of parts of them, or of what holds them; () = any


class Area(NamedTuple):
    """A place, or a group of places that figures are stated for as one."""

    ref_area: str
    name_zh: str
    name_en: str
    kind: str
    parent: str  # "" at the top
    members: tuple[str, ...]  # codes a composite consists of
    aliases: tuple[str, ...]


class UnitInfo(NamedTuple):
    """How a unit is shown, and the dimension it is checked by."""

    unit: str
    symbol_zh: str
    symbol_en: str
    dimension: str  # "[person]", "[length]^2", "[mass] [length]^-3"
    source: str


@dataclass(frozen=True)
class Catalogue:
    """All reference data, validated. `problems` lists the entries left out, one line each."""

    indicators: dict[str, Indicator]
    areas: dict[str, Area]
    units: dict[str, UnitInfo]  # in the order of units.csv, then the measure words that indicators use
    bases: Mapping[str, str]  # obs_id of a target -> obs_id of the value it starts from
    problems: tuple[Finding, ...]
    files: tuple[Path, ...] = field(repr=False)

    def fingerprint(self) -> str:
        """sha256 over the data files' names and bytes, line ends aside: equal data, equal fingerprint."""
        digest = hashlib.sha256()
        for path in self.files:
            digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
        return digest.hexdigest()
