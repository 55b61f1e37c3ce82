"""A file of the lexicon that is wrong is named with its line, in one line; it never gives a traceback of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines import lexicon
from pipelines.errors import CatalogueError

HEAD = "word,unit,kind\n元,CNY,money\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the lexicon that tests may break."""
    copy = tmp_path / "lexicon"
    shutil.copytree(lexicon.FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(lexicon, "FOLDER", copy)
    return copy


def fault() -> str:
    with pytest.raises(CatalogueError) as caught:
        lexicon.unit_words.__wrapped__()
    return str(caught.value)


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    (folder / "unit_words.csv").write_text(HEAD, encoding="utf-8-sig")
    assert list(lexicon.unit_words.__wrapped__()) == ["元"]


def test_bytes_that_are_not_utf_8_are_named(folder: Path) -> None:
    (folder / "unit_words.csv").write_bytes("word,unit,kind\n人民币,CNY,money\n".encode("gb18030"))
    assert fault() == "lexicon/unit_words.csv: expected UTF-8, found byte 15 that is not"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (",CNY,money", "line 3 (): expected text as word, found nothing"),
        ("元,CNY,money", "line 3 (元): expected a word of its own, found one listed before"),
        ("块,CNY,monney", "found 'monney'"),
        ("块,CNI,money", "line 3 (块): expected a unit of units.csv or a measure word, found 'CNI'"),
        ("千盏,千盏,count", "line 3 (千盏): expected a measure word, found one that begins with a numeral"),
        ("百米,m,physical", "line 3 (百米): expected a measure word, found one that begins with a numeral"),
        ('块,"CNY,money\n角,CNY,money', "line 3: expected CSV, found a fault (a quote that opens here takes in all"),
    ],
)
def test_a_wrong_row_is_named_by_its_line(folder: Path, row: str, expected: str) -> None:
    (folder / "unit_words.csv").write_text(f"{HEAD}{row}\n", encoding="utf-8")
    found = fault()
    assert found.startswith("lexicon/unit_words.csv: line 3")
    assert expected in found and "\n" not in found


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "unit_words.csv").unlink()
    assert fault() == "lexicon/unit_words.csv: expected a readable file, found No such file or directory"


def test_a_fault_of_a_word_list_is_named_by_its_line(folder: Path) -> None:
    (folder / "periods.yml").write_text("now: [目前]\nrates: [每年\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^lexicon/periods\.yml line 3: expected YAML, found a fault \(.*\)$"):
        lexicon.read_words("periods.yml")
