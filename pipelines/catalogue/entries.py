"""Raw entries -> checked rows. A fault becomes one Finding (file, entry, expected / found) and leaves its entry out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.catalogue import triggers
from pipelines.catalogue.model import AREA_KINDS, DIRECTIONS, TIME_BASES, TOPICS, Area, Indicator, UnitInfo
from pipelines.catalogue.reading import Entry
from pipelines.catalogue.triggers import Named, is_numeral
from pipelines.errors import CatalogueError, ShuangchengError
from pipelines.records import Finding

AREA_COLUMNS = ("ref_area", "name_zh", "name_en", "kind", "parent", "members", "aliases")
_KEYS = {"id", "zh", "en", "topic", "unit", "direction", "time_basis", "triggers", "about"}
_OPTIONAL = {"headline", "excludes", "areas", "within"}
_DIMENSION = re.compile(r"\[[^\[\]\s]+\](\^-?[0-9.]+)?( \[[^\[\]\s]+\](\^-?[0-9.]+)?)*")
_LEAD = "triggers (with its unit, areas and excludes)"
_MEASURE_WORD = re.compile(r"[\u3400-\u9fff]+(/[\u3400-\u9fff]+)?")  # a word of its own, not a misspelt code


class _Fault(ShuangchengError):
    """What was expected and what was found in one entry."""


def indicators(
    raw: Iterable[Entry],
    file: str,
    units: Mapping[str, UnitInfo],
    known_areas: Mapping[str, Area],
    problems: list[Finding],
    named: Named | None = None,
) -> dict[str, Indicator]:
    """Entries of indicators.yml, by id. Ids, names and the words that lead to an indicator are unique.

    No single word that is `named` leads to one: by default, what the catalogue itself names.
    """
    found: dict[str, Indicator] = {}
    taken: dict[object, str] = {}
    named = named or triggers.named(units, known_areas)
    for place, content in raw:
        try:
            row = _indicator(content, units, known_areas)
            for words in row.triggers:
                if fault := triggers.fault(words, "triggers", named):
                    raise fault
            _claim(
                taken,
                row.indicator_id,
                {
                    "id": row.indicator_id,
                    "zh": row.name_zh,
                    "en": row.name_en,
                    _LEAD: _lead(row),
                },
            )
            found[row.indicator_id] = row
        except (_Fault, CatalogueError) as fault:
            name = content.get("id") if isinstance(content, dict) else None
            problems.append(_finding(file, f"{place} ({name})" if name else place, fault))
    return found


def areas(rows: list[tuple[str, dict[str, str]]], file: str, problems: list[Finding]) -> dict[str, Area]:
    """Rows of ref_areas.csv, by code. A row that leans on one left out is left out too."""
    found: dict[str, Area] = {}
    taken: dict[object, str] = {}
    places: dict[str, str] = {}
    for place, row in rows:
        try:
            area = _area(row)
            names = {"ref_area": area.ref_area, "name_zh": area.name_zh, "name_en": area.name_en}
            _claim(taken, area.ref_area, names | {f"alias {alias}": ("alias", alias) for alias in area.aliases})
            found[area.ref_area], places[area.ref_area] = area, place
        except _Fault as fault:
            problems.append(_finding(file, f"{place} ({row['ref_area']})", fault))
    while orphans := {a.ref_area: missing for a in found.values() if (missing := _missing(a, found))}:
        for code, missing in orphans.items():
            problems.append(
                _finding(
                    file,
                    f"{places[code]} ({code})",
                    _Fault(f"expected known areas, found {missing}", code="entry_areas", found=missing),
                )
            )
            del found[code]
    return found


def units(
    rows: Iterable[tuple[str, dict[str, str]]], file: str, defined: str, problems: list[Finding]
) -> dict[str, UnitInfo]:
    """Rows of units.csv, by unit. `defined` is the text of units.txt: what shares a dimension must be defined there."""
    names = set(re.findall(r"^(\S+) *=", defined, re.MULTILINE))
    found: dict[str, UnitInfo] = {}
    first: dict[str, str] = {}
    for place, row in rows:
        try:
            if empty := [key for key, cell in row.items() if not cell]:
                named = ", ".join(empty)
                raise _Fault(f"expected text as {named}, found nothing", code="entry_empty", field=empty[0])
            unit = UnitInfo(**row)
            if unit.unit in found:
                raise _Fault("expected a unit of its own, found one listed before", code="unit_twice", field="unit")
            if not _DIMENSION.fullmatch(unit.dimension):
                raise _Fault(
                    f"expected a dimension such as [mass] or [length]^2, found {unit.dimension!r}",
                    code="dimension", field="dimension", found=unit.dimension,
                )  # fmt: skip
            other = first.get(unit.dimension, "")
            undefined = [one for one in (unit.unit, other) if one.replace("/", "_per_") not in names]
            if other and undefined:
                raise _Fault(
                    f"expected a line in units.txt, to convert it to {other}, found none for {undefined[0]}",
                    code="unit_undefined", field="unit", unit=undefined[0], other=other,
                )  # fmt: skip
            first.setdefault(unit.dimension, unit.unit)
            found[unit.unit] = unit
        except _Fault as fault:
            problems.append(_finding(file, f"{place} ({row['unit']})", fault))
    return found


def bases(raw: Iterable[Entry], file: str, problems: list[Finding]) -> dict[str, str]:
    """Entries of bases.yml: obs_id of a target -> obs_id of the value it starts from."""
    found: dict[str, str] = {}
    for place, content in raw:
        try:
            _shape(content, {"target", "base", "reason"}, set())
            found[str(content["target"])] = str(content["base"])
        except _Fault as fault:
            problems.append(_finding(file, place, fault))
    return found


def _indicator(content: Any, units: Mapping[str, UnitInfo], known_areas: Mapping[str, Area]) -> Indicator:
    _shape(content, _KEYS, _OPTIONAL)
    for key in ("id", "zh", "en", "unit"):
        if isinstance(content[key], str) and not content[key].isprintable():
            found = content[key]
            raise _Fault(f"expected text as {key}, found {found!r}", code="entry_hidden", field=key, found=found)
        if not isinstance(content[key], str) or not content[key].strip():
            raise _Fault(f"expected text as {key}, found {content[key]!r}", code="entry_empty", field=key)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", content["id"]):
        raise _Fault(f"expected a snake_case id, found {content['id']!r}", code="id", field="id", found=content["id"])
    _one_of("topic", content["topic"], TOPICS)
    _one_of("direction", content["direction"], DIRECTIONS)
    _one_of("time_basis", content["time_basis"], TIME_BASES)
    if content["unit"] not in units and not _MEASURE_WORD.fullmatch(content["unit"]):
        found = content["unit"]
        raise _Fault(f"expected a unit of units.csv or a Chinese measure word, found {found!r}",
                     code="unit_word", field="unit", found=found)  # fmt: skip
    if content["unit"] not in units and is_numeral(content["unit"], "千兆"):  # 千升 and 兆帕 are measure words
        found = content["unit"]
        raise _Fault(f"expected a measure word as unit, found the numeral {found!r}",
                     code="unit_numeral", field="unit", found=found)  # fmt: skip
    headline = content.get("headline")
    if headline is not None and not (type(headline) is int and 1 <= headline <= 99):
        raise _Fault(f"expected a whole number from 1 to 99 as headline, found {headline!r}",
                     code="headline", field="headline", found=headline)  # fmt: skip
    about = content["about"]
    if not isinstance(about, dict) or not all(isinstance(about.get(key), str) for key in ("zh", "en")):
        raise _Fault(f"expected about: {{zh: text, en: text}}, found {about!r}", code="about", field="about")
    limited, within = (tuple(map(str, _list(field, content))) for field in ("areas", "within"))
    for field, codes in (("areas", limited), ("within", within)):
        if unknown := [code for code in codes if code not in known_areas]:
            found = ", ".join(unknown)
            raise _Fault(f"expected codes of ref_areas.csv as {field}, found {found}",
                         code="entry_areas", field=field, found=found)  # fmt: skip
    if not content["triggers"]:
        raise _Fault("expected at least one trigger, found none", code="triggers_missing", field="triggers")
    return Indicator(
        content["id"],
        content["zh"],
        content["en"],
        content["topic"],
        content["unit"],
        content["direction"],
        content["time_basis"],
        tuple(_words("triggers", item) for item in _list("triggers", content)),
        tuple(word for item in _list("excludes", content) for word in _words("excludes", item)),
        headline,
        about["zh"],
        about["en"],
        limited,
        within,
    )


def _area(row: dict[str, str]) -> Area:
    for key in ("ref_area", "name_zh", "name_en"):
        if not row[key]:
            raise _Fault(f"expected text as {key}, found nothing", code="entry_empty", field=key)
    _one_of("kind", row["kind"], AREA_KINDS)
    if short := [name for name in (row["name_zh"], *row["aliases"].split(";")) if len(name.strip()) == 1]:
        found = ", ".join(short)
        raise _Fault(f"expected names of two characters or more, found {found}",
                     code="names_short", field="name_zh", found=found)  # fmt: skip
    split = {key: tuple(filter(None, map(str.strip, row[key].split(";")))) for key in ("members", "aliases")}
    return Area(**{**row, **split})  # type: ignore[arg-type]


def _shape(content: Any, required: set[str], optional: set[str]) -> None:
    if not isinstance(content, dict):
        raise _Fault(
            content
            if isinstance(content, str) and content.startswith("unreadable")
            else f"expected keys and values, found {content!r}",
            code="entry_shape",
        )
    if missing := sorted(required - content.keys()):
        named = ", ".join(missing)
        raise _Fault(f"expected {named}, found no such key", code="keys_missing", found=named)
    if unknown := sorted(map(str, content.keys() - required - optional)):
        named = ", ".join(unknown)
        raise _Fault(f"expected only known keys, found {named}", code="keys_unknown", found=named)


def _list(key: str, content: dict[str, Any]) -> list[Any]:
    value = content.get(key) or []
    if not isinstance(value, list):
        raise _Fault(f"expected a list as {key}, found {value!r}", code="entry_list", field=key)
    return value


def _words(key: str, item: Any) -> tuple[str, ...]:
    words = item if isinstance(item, list) else [item]
    # A text is read without its white space: a word that has some stands in none.
    if not words or not all(isinstance(word, str) and word and word == "".join(word.split()) for word in words):
        raise _Fault(
            f"expected words without spaces in {key}, found {item!r}", code="entry_words", field=key, found=item
        )
    return tuple(words)


def _one_of(key: str, value: Any, known: tuple[str, ...]) -> None:
    if value not in known:
        raise _Fault(f"expected {key} to be one of {' | '.join(known)}, found {value!r}",
                     code="code_unknown", field=key, found=value)  # fmt: skip


def _lead(row: Indicator) -> object:
    """All that leads from a sentence to an indicator: two indicators equal in it could not be told apart."""
    places = frozenset(row.areas), frozenset(row.within)
    return frozenset(map(frozenset, row.triggers)), row.unit, *places, frozenset(row.excludes)


def _claim(taken: dict[object, str], owner: str, values: Mapping[str, object]) -> None:
    """Take each value for `owner`; a fault names the entry that has it already, and then nothing is taken."""
    for what, value in values.items():
        if (other := taken.get((what, value))) is not None:
            field = "triggers" if what == _LEAD else what
            raise _Fault(f"expected {what} of its own, found that of {other}", code="taken", field=field, other=other)
    taken.update({(what, value): owner for what, value in values.items()})


def _missing(area: Area, known: Mapping[str, Area]) -> str:
    return ", ".join(code for code in (area.parent, *area.members) if code and code not in known)


def _finding(file: str, entry: str, fault: ShuangchengError) -> Finding:
    return Finding("catalogue_entry", "soft", entry, " ".join(f"{file}: {entry}: {fault}".split()), fault.parameters)
