"""Units: every count apart, every constant exact, nothing changed by use."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.catalogue import FOLDER, load_units
from pipelines.errors import UnitError
from pipelines.lexicon import unit_words
from pipelines.units import convert, dimension, registry, same_dimension, unit_info

CANONICAL = """CNY USD percent percentage_point person passenger household TEU container train truck_trip vehicle ship
enterprise institution item project km m2 mu hectare tonne kWh kW kV m3 minute hour day year rank times machine kind
port country city"""
COUNTS = """person passenger household TEU container train truck_trip vehicle ship enterprise institution item project
machine kind port country city rank times percent percentage_point CNY USD EUR HKD year tce tCO2"""
LISTED = sorted(load_units())
SHARED = [pair for pair in combinations(LISTED, 2) if dimension(pair[0]) == dimension(pair[1])]
amounts = st.decimals(min_value=-(10**14), max_value=10**14, places=4, allow_nan=False, allow_infinity=False)


def test_the_canonical_units_come_first_and_in_order() -> None:
    assert list(load_units())[: len(CANONICAL.split())] == CANONICAL.split()


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("15", "mu", "m2", "10000"),
        ("10000", "m2", "mu", "15"),
        ("3870000", "mu", "hectare", "258000"),
        ("1", "km2", "mu", "1500"),
        ("1", "dan", "kg", "50"),
        ("1", "jin", "kg", "0.5"),
        ("2000", "jin", "tonne", "1"),
        ("1", "两", "g", "50"),
        ("1", "里", "m", "500"),
        ("1", "nautical_mile", "m", "1852"),
        ("1", "inch", "cm", "2.54"),
        ("90", "minute", "hour", "1.5"),
        ("1", "week", "hour", "168"),
        ("18", "month", "year", "1.5"),
        ("3.6", "MJ", "kWh", "1"),
        ("1", "GW", "kW", "1000000"),
        ("1000", "L", "m3", "1"),
        ("350", "km_per_hour", "m_per_second", "97.22222222222222222222222222222222"),
        ("35", "ug_per_m3", "mg_per_m3", "0.035"),
        ("1000", "斤/亩", "kg_per_mu", "500"),
        ("1", "元/斤", "CNY_per_tonne", "2000"),
        ("120", "元/月", "元/年", "1440"),
        ("5", "per_mille", "percent", "0.5"),
        ("25", "basis_point", "percentage_point", "0.25"),
        ("1", "tce", "kgce", "1000"),
        ("1", "EFLOPS", "PFLOPS", "1000"),
        ("0", "mu", "m2", "0"),
        ("-7.50", "km", "m", "-7500"),
    ],
)
def test_a_constant_is_exact_and_printed_plainly(value: str, unit: str, to: str, expected: str) -> None:
    assert str(convert(Decimal(value), unit, to)) == expected


@pytest.mark.parametrize(
    ("unit", "to", "message"),
    [
        ("train", "person", "train to person: expected dimension [person], found [train]"),
        ("座", "item", "座 to item: expected dimension [item], found [座]"),
        ("percentage_point", "percent",
         "percentage_point to percent: expected dimension [ratio], found [ratio_difference]"),
        ("km", "km2", "km to km2: expected dimension [length]^2, found [length]"),
        ("CNY", "", "unit: expected a unit of units.csv or a measure word, found ''"),
        ("two words", "CNY", "unit: expected a unit of units.csv or a measure word, found 'two words'"),
        ("length", "m", "unit: expected a unit of units.csv or a measure word, found 'length'"),
    ],
)  # fmt: skip
def test_a_mismatch_names_what_was_expected_and_found(unit: str, to: str, message: str) -> None:
    with pytest.raises(UnitError) as caught:
        convert(Decimal(1), unit, to)
    assert str(caught.value) == message


def test_counts_and_money_never_share_a_dimension() -> None:
    assert not [pair for pair in combinations(COUNTS.split(), 2) if same_dimension(*pair)]


@given(st.sampled_from(SHARED), amounts)
def test_there_and_back_is_the_same_number(pair: tuple[str, str], value: Decimal) -> None:
    back = convert(convert(value, *pair), *reversed(pair))
    assert abs(back - value) <= abs(value) * Decimal("1e-32")


@given(st.sampled_from(LISTED), st.sampled_from(LISTED), amounts)
def test_two_units_convert_exactly_when_their_dimensions_agree(unit: str, to: str, value: Decimal) -> None:
    if dimension(unit) == dimension(to):
        assert (convert(value, unit, to) == 0) == (value == 0)
    else:
        with pytest.raises(UnitError, match="expected dimension"):
            convert(value, unit, to)


@given(st.text("座部册趟头棵GWhX/", min_size=1, max_size=4).filter(lambda word: word not in load_units()), amounts)
def test_any_other_measure_word_is_a_unit_of_its_own(word: str, value: Decimal) -> None:
    assert dimension(word) == f"[{word}]"
    assert convert(value, word, word) == value
    assert not any(same_dimension(word, unit) for unit in LISTED)
    assert unit_info(word)[:3] == (word, word, word)


def test_use_adds_nothing_to_the_registry() -> None:
    before = set(registry())
    dimension("座")
    with pytest.raises(UnitError):
        convert(Decimal(1), "座", "person")
    assert set(registry()) == before


def test_units_txt_and_units_csv_agree() -> None:
    """Each definition has its row and each row its dimension; a row without a definition is a plain measure word."""
    defined = set(re.findall(r"^(\w+) = ", (FOLDER / "units.txt").read_text(encoding="utf-8"), re.MULTILINE))
    for unit, info in load_units().items():
        name = unit.replace("/", "_per_")
        if name in defined:
            powers = registry().get_dimensionality(registry().UnitsContainer({name: 1})).items()
            assert sorted(f"{base}^{power}" for base, power in powers) == sorted(
                part if "^" in part else f"{part}^1" for part in info.dimension.split()
            )
        else:
            assert info.dimension == f"[{unit}]"
        assert info.symbol_zh and info.symbol_en and info.source
    assert defined <= {unit.replace("/", "_per_") for unit in load_units()}


def test_every_constant_names_its_source() -> None:
    lines = (FOLDER / "units.txt").read_text(encoding="utf-8").splitlines()
    constants = [line for line in lines if re.match(r"\w+ = \d", line)]
    assert len(constants) > 40
    assert not [line for line in constants if "#" not in line]


def test_questions_of_dimension_do_not_load_pint() -> None:
    program = """
import sys
from decimal import Decimal
from pipelines.units import convert, same_dimension
assert same_dimension("km", "m") and not same_dimension("座", "m") and convert(Decimal(2), "km", "km") == 2
assert "pint" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60, cwd=FOLDER.parents[1])


def test_each_code_that_a_printed_word_stands_for_is_a_unit_of_the_table() -> None:
    codes = {row.unit for row in unit_words().values() if row.unit.isascii() and row.unit != row.word}
    assert len(codes) > 60
    assert codes <= load_units().keys()


@pytest.mark.parametrize(
    ("definition", "found"),
    [("ounce = [volume]", "Cannot convert"), ("ounce = = 5 kg", "")],
    ids=["another dimension", "no definition"],
)
def test_a_definition_at_odds_with_units_csv_is_one_line(tmp_path: Path, definition: str, found: str) -> None:
    """The program on a copy of itself with one more unit."""
    shutil.copytree(FOLDER.parent, tmp_path / "pipelines", ignore=shutil.ignore_patterns("__pycache__"))
    for name, line in (("units.txt", definition), ("units.csv", "ounce,盎司,oz,[mass],x")):
        with open(tmp_path / "pipelines" / "catalogue" / name, "a", encoding="utf-8") as stream:
            stream.write(line + "\n")
    program = """
from decimal import Decimal
from pipelines.errors import UnitError
from pipelines.units import convert
try:
    convert(Decimal(1), "ounce", "kg")
except UnitError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert done.stdout.startswith(f"units.txt: ounce to kg: expected two units of [mass], found {found}")
    assert done.stdout.count("\n") == 1
