"""The raw folder -> documents and refusals: nothing is lost, and one bad file does not stop the others."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.documents import document_ids, list_files, read_document, read_documents, read_metadata
from pipelines.errors import DocumentError, RefreshError, as_parameters
from pipelines.readers import MEDIA_TYPES
from pipelines.readers.folder import MAX_BYTES
from pipelines.records import Document, Refusal
from tests.document_files import docx_bytes, pdf_bytes

BODY = "全年开行班列5000列。\r\n投资额2336亿元。\n"


def put(raw: Path, **files: bytes | str) -> Path:
    """Write files; "__" in a name stands for a dot, "___" for a slash."""
    for name, content in files.items():
        path = raw / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return raw


def test_a_document_is_the_file_unaltered_with_its_front_matter(tmp_path: Path) -> None:
    front = (
        "---\r\ntitle: '班列: 一年'\r\npublisher: 某报\r\npublished_on: 2024-03-01\r\nevent_on: 2024年2月29日\r\n"
        "kind: digest\r\nsource: {file: 001.txt, sha256: ab12}\r\nurl: https://news.example/a\r\nlicence: CC BY 4.0\r\n"
        "unreadable:\r\n- 一处数字\r\n- 又一处\r\ntags: [x]\r\n---\r\n"
    )
    data = (front + BODY).encode()
    document = read_document(put(tmp_path, 一__md=data), "一.md", {})
    assert document == Document(
        document_id="一",
        file="一.md",
        text=front + BODY,
        body_start=len(front),
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256("全年开行班列5000列。投资额2336亿元。".encode()).hexdigest(),
        encoding="utf-8",
        media_type="text/markdown",
        title="班列: 一年",
        publisher="某报",
        published_on=date(2024, 3, 1),
        event_on=date(2024, 2, 29),
        date_precision="exact",
        kind="digest",
        source="001.txt ab12",
        url="https://news.example/a",
        licence="CC BY 4.0",
        unreadable=("一处数字", "又一处"),
    )
    start = document.text.index("2336亿元")
    assert data.decode()[start : start + 6] == "2336亿元"


def test_a_plain_file_has_its_first_line_as_title_and_may_lack_a_date(tmp_path: Path) -> None:
    document = read_document(put(tmp_path, a__txt="\ufeff\n\n# " + "长" * 100 + "\n" + BODY), "a.txt", {})
    assert (document.title, document.kind) == ("长" * 79 + "…", "article")
    assert (document.published_on, document.date_precision) == (None, "missing")
    assert document.text.startswith("\n\n# 长")  # the byte order mark is no part of the text


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    raw = put(tmp_path, a__md="---\n一段话，没有字段\n---\n" + BODY, b__md="---\n" + BODY)
    assert [read_document(raw, file, {}).body_start for file in ("a.md", "b.md")] == [0, 0]


def test_metadata_stands_in_documents_yml_and_front_matter_and_the_nearer_folder_win(tmp_path: Path) -> None:
    put(
        tmp_path,
        documents__yml="- file: a.txt\n  title: 甲\n  publisher: 某报\n  published_on: 2024-03-01\n"
        "  date_precision: inferred\n- file: sub/b.txt\n  title: 外\n  publisher: 外报\n",
        a__txt="---\ntitle: 乙\n---\n" + BODY,
        sub___documents__yml="- {file: b.txt, title: 内}\n",
        sub___b__txt="另一篇，12列。",
    )
    documents, refusals = read_documents(tmp_path)
    assert refusals == []
    assert [(d.file, d.title, d.publisher, d.published_on, d.date_precision) for d in documents] == [
        ("a.txt", "乙", "某报", date(2024, 3, 1), "inferred"),
        ("sub/b.txt", "内", "外报", None, "missing"),
    ]


@pytest.mark.parametrize("file", ["20240301.txt", "a.html"])
def test_a_date_found_elsewhere_is_inferred(tmp_path: Path, file: str) -> None:
    page = f'<html><head><meta name="date" content="2024-03-01"></head><body><p>{BODY}</p></body></html>'
    (tmp_path / file).write_text(page if file == "a.html" else BODY)
    document = read_document(tmp_path, file, {})
    assert (document.published_on, document.date_precision) == (date(2024, 3, 1), "inferred")
    stated = read_document(tmp_path, file, {"published_on": "2023-12-31"})
    assert (stated.published_on, stated.date_precision) == (date(2023, 12, 31), "exact")


@pytest.mark.parametrize(
    ("front", "detail"),
    [
        ("published_on: 2024-02-30", "front matter: published_on: expected a date as 2024-03-01, found '2024-02-30'"),
        ("event_on: 春节", "front matter: event_on: expected a date as 2024-03-01, found '春节'"),
        ("kind: essay", "front matter: kind: expected article or digest, found 'essay'"),
        ("title: [a, b]", "front matter: title: expected text, found a list"),
        ("publised_on: 2024-03-01", "front matter: unknown field 'publised_on'; expected published_on"),
        (
            "url: javascript:alert(1)",
            "front matter: url: expected an http or https address, found 'javascript:alert(1)'",
        ),
        ("title: [a", "front matter: no YAML: line 3: did not find expected ',' or ']'"),
        (
            "published_on: 2024-03-01\ndate_precision: missing",
            "front matter: date_precision: expected exact or inferred beside a date, found 'missing'",
        ),
    ],
)
def test_a_bad_field_refuses_its_file_alone(tmp_path: Path, front: str, detail: str) -> None:
    put(tmp_path, a__md=f"---\n{front}\n---\n{BODY}", b__txt="好的一篇，12列。")
    documents, refusals = read_documents(tmp_path)
    assert [document.file for document in documents] == ["b.txt"]
    assert [refusal[:3] for refusal in refusals] == [("a.md", "metadata", detail)]


def test_a_bad_field_in_documents_yml_is_named_with_it(tmp_path: Path) -> None:
    put(tmp_path, a__txt=BODY)
    with pytest.raises(DocumentError, match=r"^a\.txt: documents\.yml: published_on: expected a date .* 'soon'$"):
        read_document(tmp_path, "a.txt", {"published_on": "soon"})


@pytest.mark.parametrize(
    ("yml", "detail"),
    [
        (b"- file: [\n", "the file: no YAML: line 2: did not find expected node content"),
        (b"file: a.txt", "expected a list of entries, each with a file, found something else"),
        (b"\xff\xfe\xff", "looks like UTF-16, but byte 0 is not part of it"),
        (
            b"- 12\n- {title: x}\n- {file: a.txt}\n- {file: a.txt}\n- {file: ../b.txt}",
            "entry 1: file: expected the name of a file in this folder, found none; "
            "entry 2: file: expected the name of a file in this folder, found none; "
            "entry 4: file: a.txt was named before; the first entry stays; "
            "entry 5: file: expected the name of a file in this folder, found none",
        ),
    ],
)
def test_a_broken_documents_yml_refuses_itself_and_the_documents_go_on(tmp_path: Path, yml: bytes, detail: str) -> None:
    documents, refusals = read_documents(put(tmp_path, a__txt=BODY, documents__yml=yml))
    assert [document.file for document in documents] == ["a.txt"]
    assert [(refusal.file, refusal.detail) for refusal in refusals] == [("documents.yml", detail)]


def test_an_entry_without_its_file_is_named_and_an_empty_list_is_fine(tmp_path: Path) -> None:
    put(tmp_path, documents__yml="- {file: gone.txt}\n", sub___documents__yml="# nothing yet\n", sub___a__txt=BODY)
    told = as_parameters(code="listing_without_file", listing="documents.yml")
    detail = "file: named in documents.yml, expected a file beside it, found none"
    refusal = Refusal("gone.txt", "metadata", detail, told)
    assert read_metadata(tmp_path, ["sub/a.txt"]) == ({"gone.txt": {}}, [refusal])


def test_files_are_listed_by_name_and_only_hidden_ones_left_out(tmp_path: Path) -> None:
    names = ["b.txt", "a.PDF", "sub/c.md", "x.xlsx", "noending", "README.md", "README", ".hidden.txt", ".git/d.txt"]
    put(
        tmp_path, **{name.replace(".", "__").replace("/", "___"): "x" for name in [*names, "~$a.docx", "documents.yml"]}
    )
    assert list_files(tmp_path) == ["a.PDF", "b.txt", "noending", "sub/c.md", "x.xlsx"]
    with pytest.raises(RefreshError, match="expected a folder"):
        list_files(tmp_path / "nowhere")


def test_every_bad_file_is_refused_by_name_and_the_good_ones_go_through(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    put(
        raw,
        empty__txt="",
        white__txt=" \n\u3000\ufeff\n",
        front__md="---\ntitle: x\n---\n \n",
        picture__txt=b"\x89PNG\r\n\x1a\n" + bytes(64),
        latin__txt="déjà vu, café crème".encode("latin-1"),
        scan__pdf=pdf_bytes([]),
        secret__pdf=pdf_bytes(["Trains: 5000"], encrypted=True),
        cut__docx=docx_bytes(["全文"])[:2000],
        blank__docx=docx_bytes([]),
        blank__html="<html><body><img src=a></body></html>",
        sheet__xlsx="x",
        twice__md="全年开行班列5000列。 投资额2336亿元。",
        good__txt=BODY,
        good__pdf=pdf_bytes(["Trains: 5000"]),
        good__docx=docx_bytes(["全年12列。"]),
    )
    put(tmp_path, outside__txt="不在文件夹里。", folder___x__txt="x")
    os.symlink(tmp_path / "outside.txt", raw / "link.txt")
    os.symlink(tmp_path / "folder", raw / "linked")
    os.symlink(raw / "nothing.txt", raw / "vanished.txt")
    os.symlink(raw / "loop.txt", raw / "loop.txt")
    os.mkfifo(raw / "pipe.txt")
    (raw / "esc\x1b[31m.txt").write_text(BODY)
    documents, refusals = read_documents(raw)
    assert [document.file for document in documents] == ["good.docx", "good.pdf", "good.txt"]
    assert {refusal.file: refusal.reason for refusal in refusals} == {
        "empty.txt": "empty",
        "white.txt": "empty",
        "front.md": "empty",
        "picture.txt": "binary",
        "latin.txt": "encoding",
        "scan.pdf": "no_text",
        "secret.pdf": "protected",
        "cut.docx": "damaged",
        "blank.docx": "no_text",
        "blank.html": "no_text",
        "sheet.xlsx": "unsupported",
        "twice.md": "duplicate",
        "link.txt": "outside",
        "linked": "outside",
        "vanished.txt": "vanished",
        "loop.txt": "unreadable",
        "pipe.txt": "unsupported",
        "esc [31m.txt": "unsupported",
    }
    assert len(documents) + len(refusals) == len(list_files(raw))
    assert next(r.detail for r in refusals if r.file == "twice.md") == "the same text as good.txt, which stays"
    assert all("\n" not in refusal.detail and refusal.detail for refusal in refusals)


def test_a_file_that_vanishes_after_the_listing_is_refused(tmp_path: Path) -> None:
    put(tmp_path, a__txt=BODY)
    (file,) = list_files(tmp_path)
    (tmp_path / file).unlink()
    with pytest.raises(DocumentError, match=r"^a\.txt: was there when the folder was listed, and is gone$") as raised:
        read_document(tmp_path, file, {})
    assert raised.value.reason == "vanished"


@pytest.mark.parametrize("file", ["../secret.txt", "/etc/hostname", "a\0.txt"])
def test_a_name_that_leads_out_is_never_opened(tmp_path: Path, file: str) -> None:
    put(tmp_path, secret__txt=BODY, raw___a__txt=BODY)
    with pytest.raises(DocumentError) as raised:
        read_document(tmp_path / "raw", file, {})
    assert raised.value.reason in ("outside", "unsupported")


def test_a_text_of_50_mb_is_read_within_seconds_and_one_over_the_limit_is_refused(tmp_path: Path) -> None:
    line = "全年开行班列5000列，同比增长12.5%。\n"
    text = line * (50_000_000 // len(line.encode()))
    put(tmp_path, big__txt=text)
    started = time.monotonic()
    document = read_document(tmp_path, "big.txt", {})
    assert time.monotonic() - started < 20  # takes about 1; a slip to square time takes hours
    assert document.text == text
    with open(tmp_path / "over.txt", "wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(DocumentError, match="expected at most 67,108,864 bytes, found 67,108,865"):
        read_document(tmp_path, "over.txt", {})


def test_ids_are_stems_and_longer_only_where_two_are_equal() -> None:
    long = "长" * 100
    ids = document_ids(["一 (2).txt", "a.md", "a.txt", "sub/a.txt", "b_1-x.pdf", f"{long}.md", f"{long}.txt"])
    assert list(ids.values())[:5] == ["一--2-", "a-md", "a-txt", "sub-a-txt", "b_1-x"]
    assert all(len(name) <= 80 for name in ids.values())
    assert len(set(ids.values())) == len(ids)
    assert ids == document_ids(list(reversed(ids)))


def test_a_file_named_as_the_id_of_another_gets_its_own() -> None:
    files = ["a/x.txt", "b/x.txt", "a-x-txt.txt"]
    copies = [f"{name}.txt" for name in document_ids(files).values() if name != "b-x-txt"]
    ids = document_ids(files + copies)
    assert len(copies) == 2 and len(set(ids.values())) == 5


@given(st.lists(st.text(st.sampled_from("ab-./ 一"), min_size=1, max_size=5), unique=True, max_size=12))
def test_ids_are_always_distinct(files: list[str]) -> None:
    assert len(set(document_ids(files).values())) == len(files)


@given(
    data=st.binary(max_size=300),
    yml=st.binary(max_size=60),
    front=st.booleans(),
    ending=st.sampled_from(list(MEDIA_TYPES)),
)
@settings(max_examples=200, deadline=None)
def test_any_folder_gives_documents_and_refusals(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, yml: bytes, front: bool, ending: str
) -> None:
    raw = tmp_path_factory.mktemp("raw")
    (raw / f"a{ending}").write_bytes((b"---\ntitle: " + data + b"\n---\n12") if front else data)
    (raw / "documents.yml").write_bytes(b"- file: " + yml)
    documents, refusals = read_documents(raw)
    named = [document.file for document in documents] + [refusal.file for refusal in refusals]
    assert named.count(f"a{ending}") == 1
    for document in documents:
        assert 0 <= document.body_start < len(document.text)
        assert document.title
