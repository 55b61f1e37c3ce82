"""Saving an article: it reads back, documents.yml keeps what was in it, and a failing disk leaves nothing behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.adding import Offer, Place, add, saving
from pipelines.adding.fields import LIMITS, check, found_in, put_over
from pipelines.adding.saving import file_name, make_sheet, save, with_entry
from pipelines.documents import read_document, read_documents
from pipelines.readers.dates import infer_date
from pipelines.readers.fault import Fault
from tests.adding_fixture import DAY, TEXT, codes, tree
from tests.document_files import docx_bytes
from tests.raw_fixture import write_raw


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_raw(tmp_path / "raw")


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# nothing yet\n",
        "- file: a.html  # first\n  title: 甲\n\n# a remark at the end",
        "  - {file: a.html, title: '乙: 一'}\r\n",
        "---\n- file: a.html\n",
    ],
)
def test_documents_yml_keeps_all_that_was_in_it(before: str, tmp_path: Path) -> None:
    (tmp_path / "documents.yml").write_bytes(before.encode())
    entry = {"file": "b.html", "title": "丙: '丁' # 戊\\", "published_on": "2025-02-01"}
    after = with_entry(tmp_path, entry).decode()
    assert after.startswith(before)
    assert yaml.load(after, yaml.BaseLoader) == [*(yaml.load(before, yaml.BaseLoader) or []), entry]


@pytest.mark.parametrize("before", ["[{file: a.html}]\n", "file: a.html\n", "- file: [\n", "- file: b.html\n",
                                    "- file: a.html\n...\n"])  # fmt: skip
def test_a_documents_yml_that_takes_no_entry_is_left_alone(before: str, raw: Path, tmp_path: Path) -> None:
    (raw / "documents.yml").write_text(before)
    with pytest.raises(Fault, match=r"documents\.yml|the file"):
        with_entry(raw, {"file": "b.html"})
    if "b.html" not in before:
        state = tree(raw)
        seen = add(Offer(docx_bytes([TEXT]), "a.docx", DAY), Place(raw, tmp_path / "curated"))
        assert codes(seen) == [("document", "metadata")] and tree(raw) == state


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("listed", [True, False])
def test_a_disk_that_fails_half_way_leaves_nothing_behind(
    which: int, listed: bool, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if listed:
        (raw / "documents.yml").write_text("- file: 2023.md  # kept\n")
    before, real, moved = tree(raw), saving.move_into_place, []

    def failing(new: Path, path: Path) -> None:
        if path.parent == raw:
            moved.append(path)
            if len(moved) == which + 1:
                raise OSError(28, "No space left on device", str(path))
        real(new, path)

    monkeypatch.setattr(saving, "move_into_place", failing)
    with pytest.raises(OSError, match="No space left"):
        add(Offer(docx_bytes([TEXT]), "a.docx", DAY), Place(raw, tmp_path / "curated"))
    assert len(moved) == which + 1 and tree(raw) == before


LINE = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@given(body=st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\r\t-:'\""), max_size=80),
       title=LINE, publisher=LINE, licence=LINE, day=st.sampled_from(["", "2025-02-01", "20240229"]),
       ending=st.sampled_from([".txt", ".md", ".docx"]))  # fmt: skip
@settings(max_examples=150)
def test_whatever_is_saved_reads_back(
    tmp_path_factory: pytest.TempPathFactory, body: str, title: str, publisher: str, licence: str, day: str, ending: str
) -> None:
    raw = tmp_path_factory.mktemp("raw")
    text = f"五千列{body}"
    data = docx_bytes(["五千列"]) if ending == ".docx" else b"---\nkind: article\n---\n" + text.encode()
    (raw / f"offered{ending}").write_bytes(data)
    document = read_document(raw, f"offered{ending}", {})
    stated = {"title": title, "publisher": publisher, "licence": licence, "published_on": day}
    fields = put_over(found_in(document), stated)
    fields |= {problem.field: "" for problem in check(fields)}
    (raw / f"offered{ending}").unlink()
    sheet = make_sheet(document, data, fields, "")
    save(raw, sheet)
    (again,), refusals = read_documents(raw)
    assert refusals == [] and again.file == sheet.file
    assert again.text[again.body_start :] == document.text[document.body_start :]
    assert again.text_sha256 == document.text_sha256
    for name, value in fields.items():
        assert not value or str(getattr(again, name)) == value


@given(st.text(max_size=60), st.sampled_from(["", "2025-02-01"]))
def test_names_of_files_are_safe_and_state_no_other_date(title: str, day: str) -> None:
    name = file_name({"title": title, "published_on": day}, "20240101" * 8, ".txt")
    assert re.fullmatch(r"[0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff-]+\.txt", name) and len(name.encode()) < 150
    assert name.startswith(day or "undated") and name.endswith("2024010120.txt")
    if not day:
        assert infer_date(name, "3月1日电 某地", None) is None


def test_limits_cover_every_field() -> None:
    assert set(LIMITS) == set(put_over({}, {}))
