"""The words on the screen: the same keys in both languages, none missing, none unused, none written in code."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import duckdb
import pytest

from dashboard.queries import dictionary, relations
from dashboard.words import LANGUAGES, Language, Words, load, preferred, renamed, translations

ROOT = Path(__file__).parent.parent
CODE = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "dashboard").rglob("*.py"))]
SHOWING = {"title", "header", "subheader", "caption", "info", "warning", "error", "success", "button", "markdown",
           "write", "selectbox", "segmented_control", "tabs", "expander", "popover", "text", "page_link"}  # fmt: skip
LETTERS = re.compile(r"[A-Za-z一-鿿]")
# Number words and list marks that a format is made of, not labels.
PARTS = ("title", "lead", "hint")  # what each page has
FORMATS = {"dashboard/formats.py", "dashboard/markup.py", "dashboard/passages.py"}  # they hold Chinese of texts


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def used_keys() -> tuple[set[str], set[str]]:
    """Keys that code asks for by name, and groups it takes codes of data from."""
    keys, groups = set(), set()
    for path in CODE:
        for call in calls(path):
            if isinstance(call.func, ast.Name) and call.func.id == "words" and call.args:
                first = call.args[0]
                if isinstance(first, ast.IfExp):
                    keys |= {e.value for e in (first.body, first.orelse) if isinstance(e, ast.Constant)}
                elif isinstance(first, ast.Constant):
                    keys.add(first.value)
                elif isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                    groups.add(str(first.values[0].value).split(".")[0])
            if isinstance(call.func, ast.Attribute) and call.func.attr in ("label", "group") and call.args:
                assert isinstance(call.args[0], ast.Constant)
                groups.add(call.args[0].value)
    return keys, groups


def test_both_languages_hold_the_same_keys_and_values_to_fill_in() -> None:
    zh, en = load("zh"), load("en")
    assert zh.keys() == en.keys()
    holes = re.compile(r"\{(\w+)")
    own_wording = {"format.day", "format.month", "format.months", "format.year", "format.years", "sidebar.as_of",
                   "empty.not_there"}  # fmt: skip
    for key in zh.keys() - own_wording:
        assert set(holes.findall(zh[key])) == set(holes.findall(en[key])), key


@pytest.mark.parametrize(("n", "text"), [
    (0, "0 documents · 0 observations"), (1, "1 document · 1 observation"),
    (2000, "2,000 documents · 2,000 observations"),
])  # fmt: skip
def test_english_tells_one_from_many(n: int, text: str) -> None:
    assert Words("en")("sidebar.table", documents=n, observations=n) == text


def test_no_english_text_has_a_number_before_a_fixed_plural() -> None:
    number = {True: "n", False: r"\w+"}  # the only value of a message that is a number
    wrong = {
        key
        for key, text in load("en").items()
        if re.search(rf"\{{{number[key.startswith('message.')]}(:,)?\}} [a-z]+s\b", text)
    }
    assert wrong <= {"format.years_left", "format.years_over"}  # always more than one


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_code_asks_for_is_there(language: str) -> None:
    texts, (keys, groups) = load(language), used_keys()
    assert keys and keys <= texts.keys(), f"missing in {language}: {sorted(keys - texts.keys())}"
    there = {key.split(".")[0] for key in texts}
    assert groups <= there | {f"{page.stem}" for page in (ROOT / "pages").glob("*.py")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [page.stem for page in sorted((ROOT / "pages").glob("*.py"))])
def test_each_page_has_a_title_a_lead_and_one_line_of_help(page: str, language: Language) -> None:
    for part in PARTS:
        assert 0 < len(Words(language)(f"{page}.{part}")) < 200


def test_each_table_and_column_has_its_meaning_in_chinese() -> None:
    con = duckdb.connect()
    con.execute((ROOT / "pipelines" / "schema.sql").read_text(encoding="utf-8"))
    said = {meaning for _, meaning in relations(con)}
    said |= {meaning for table, _ in relations(con) for _, _, meaning in dictionary(con, table)}
    assert len(said) > 100 and said - {""} == translations("schema", "zh").keys()
    assert all(re.search("[一-鿿]", text) for text in translations("schema", "zh").values())


@pytest.mark.parametrize("group", ["bound", "claim", "disposition", "measure", "time_basis"])
def test_a_code_is_called_the_same_in_the_meanings_of_columns_as_on_the_pages(group: str) -> None:
    labels = Words("zh").group(group)
    lists = [text for text in translations("schema", "zh").values() if all(code in text for code in labels)]
    assert lists
    for text in lists:
        assert all(f"{code} {label}" in text for code, label in labels.items()), text


def test_what_the_documents_of_the_repository_state_is_said_in_both_languages() -> None:
    with open(ROOT / "data" / "curated" / "documents.csv", encoding="utf-8", newline="") as stream:
        documents = list(csv.DictReader(stream))
    notes = {line for d in documents for line in d["unreadable"].splitlines()}
    publishers, licences = ({d[name] for d in documents} - {"unknown"} for name in ("publisher", "licence"))
    assert len(notes) > 5 and publishers and licences
    chinese, english = translations("documents", "zh"), translations("documents", "en")
    assert chinese.keys() == licences | notes
    assert publishers | notes <= english.keys() and english.keys() & notes == notes
    assert not any(re.search("[a-z]{3} [a-z]{2}", text) for text in chinese.values())
    assert not any(re.search("[一-鿿]", text) for text in english.values())


def test_own_texts_of_streamlit_are_renamed_both_ways() -> None:
    there, back = dict(renamed("zh")), dict(renamed("en"))
    assert there["Press Enter to apply"] == "按回车生效" and back["按回车生效"] == "Press Enter to apply"
    assert all(re.search("[一-鿿]", text) for text in there.values())


def test_no_text_is_left_over() -> None:
    keys, groups = used_keys()
    titled = {f"{page.stem}.{part}" for page in (ROOT / "pages").glob("*.py") for part in PARTS}
    unused = {key for key in load("en") if key not in keys | titled and key.split(".")[0] not in groups}
    assert not unused, f"nobody shows: {sorted(unused)}"


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_labels_are_not_written_in_code(path: Path) -> None:
    for call in calls(path):
        if isinstance(call.func, ast.Attribute) and call.func.attr in SHOWING and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                shown = f"{path.name}:{call.lineno} shows {first.value!r}"
                is_page = first.value.startswith("pages/") and first.value.endswith(".py")
                assert is_page or not LETTERS.search(first.value), shown
    if path.relative_to(ROOT).as_posix() not in FORMATS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
                assert not re.search(r"[一-鿿]", node.value), f"{path.name}:{node.lineno}"


def test_codes_of_data_are_named_in_both_languages() -> None:
    """A code that can stand in the table has a label; an unknown one names itself."""
    source = (ROOT / "pipelines" / "schema.sql").read_text(encoding="utf-8")
    groups = {"status": "status ", "evidence_grade": "evidence ", "measure": "measure ", "claim": "claim ",
              "bound": "bound ", "disposition": "disposition ", "severity": "severity "}  # fmt: skip
    for group, column in groups.items():
        listed = re.search(rf"\n\s+{column}[^\n]*\bIN \(([^)]*)\)", source)
        assert listed is not None, column
        codes = re.findall(r"'(\w+)'", listed[1])
        assert codes
        for language in LANGUAGES:
            assert {f"{group}.{code}" for code in codes} <= load(language).keys()
    assert Words("zh").label("status", "not_known_yet") == "not known yet"


@pytest.mark.parametrize(
    ("locale", "language"), [("zh-CN", "zh"), ("zh", "zh"), ("en-GB", "en"), ("fr", "en"), (None, "en")]
)
def test_the_browsers_language_decides(locale: str | None, language: str) -> None:
    assert preferred(locale) == language
