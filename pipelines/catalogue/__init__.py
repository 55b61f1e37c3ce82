"""Reference data: indicators, areas, units, bases of targets; read from this folder and checked on load.

An entry that is wrong is left out and named in `Catalogue.problems`; the rest loads. A file that is wrong as a
whole raises CatalogueError, one line.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipelines.catalogue import entries
from pipelines.catalogue.model import Area, Catalogue, Indicator, UnitInfo
from pipelines.catalogue.reading import read_csv, read_list, read_text
from pipelines.records import Finding

__all__ = ["FOLDER", "Area", "Catalogue", "Indicator", "UnitInfo", "load_catalogue", "load_units"]

FOLDER = Path(__file__).parent
UNITS_FILE = "units.txt"  # constants, which pipelines/units.py reads


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of `folder`; files it does not hold are taken from the default folder (which is read once)."""
    return _default() if folder is None else _load(folder)


@cache
def load_units() -> dict[str, UnitInfo]:
    """The units of the default folder's units.csv, in its order."""
    return _units(FOLDER / "units.csv", [])


@cache
def _default() -> Catalogue:
    return _load(FOLDER)


def _load(folder: Path) -> Catalogue:
    names = ("indicators.yml", "ref_areas.csv", "units.csv", "bases.yml")
    files = tuple(folder / name if (folder / name).exists() else FOLDER / name for name in names)
    indicator_file, area_file, unit_file, base_file = files
    problems: list[Finding] = []
    units = _units(unit_file, problems)
    areas = entries.areas(list(read_csv(area_file, entries.AREA_COLUMNS)), area_file.name, problems)
    indicators = entries.indicators(read_list(indicator_file), indicator_file.name, units, areas, problems)
    bases = entries.bases(read_list(base_file), base_file.name, problems)
    words = dict.fromkeys(i.unit for i in indicators.values() if i.unit not in units)
    units |= {word: own_unit(word) for word in words}
    return Catalogue(indicators, areas, units, bases, tuple(problems), (*files, FOLDER / UNITS_FILE))


def own_unit(word: str) -> UnitInfo:
    """A measure word outside units.csv: shown as it is, and its own dimension."""
    return UnitInfo(word, word, word, f"[{word}]", "measure word as printed")


def _units(path: Path, problems: list[Finding]) -> dict[str, UnitInfo]:
    defined = read_text(FOLDER / UNITS_FILE)
    return entries.units(read_csv(path, UnitInfo._fields), path.name, defined, problems)
