"""Add an article: what is saved is what was handed over, under a name of ours; nothing is saved of what is wrong."""

from __future__ import annotations

import json
import re
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipelines.adding import Offer, Place, Preview, add, as_json, preview
from pipelines.additions import read_additions, vocabulary
from pipelines.documents import list_files, read_document, read_documents
from pipelines.errors import RefreshError
from pipelines.readers.folder import MAX_BYTES
from pipelines.refresh import refresh
from tests.adding_fixture import DAY, TEXT, codes, pasted, tree
from tests.document_files import docx_bytes, pdf_bytes
from tests.raw_fixture import write_raw

POCKET_PARKS = """
- id: pocket_parks
  zh: 口袋公园数
  en: Pocket parks
  topic: environment
  unit: item
  direction: up
  time_basis: flow
  triggers: [口袋公园]
  about: {zh: 新建的口袋公园, en: Pocket parks built}
  added_by: test
  added_at: "2026-01-01T00:00:00Z"
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Three documents and the table built from them; not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    refresh(write_raw(folder / "raw"), folder / "curated")
    return folder / "raw", folder / "curated"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_raw(tmp_path / "raw")


def test_a_pasted_text_is_saved_with_its_metadata_and_read_by_a_refresh(raw: Path, tmp_path: Path) -> None:
    stated = {"title": "班列: “一年”", "publisher": "某报's", "url": "https://news.example/a?b=1#c", "licence": "# 无"}
    seen = add(
        pasted(TEXT, **stated, **DAY, event_on="2025年1月31日", kind="article"), Place(raw, tmp_path / "curated")
    )
    assert seen.saved and seen.problems == []
    assert re.fullmatch(r"2025-02-01-班列-一年-[0-9a-f]{10}\.txt", seen.file)
    document = next(d for d in read_documents(raw)[0] if d.file == seen.file)
    assert document.text[document.body_start :] == TEXT
    assert {name: getattr(document, name) for name in stated} == stated
    assert (document.published_on, document.event_on) == (date(2025, 2, 1), date(2025, 1, 31))
    assert (document.date_precision, document.kind) == ("exact", "article")
    run = refresh(raw, tmp_path / "curated")
    assert run.counts["documents"] == 4 and run.refused == []


def test_an_article_says_itself_where_it_comes_from(raw: Path, tmp_path: Path) -> None:
    text = f"班列一年\n2025-02-03 08:00 来源：测试日报\n{TEXT}原文链接：https://news.example/b\n"
    seen = add(pasted(text), Place(raw, tmp_path / "curated"))
    assert seen.found | {"kind": ""} == {
        "title": "班列一年", "publisher": "测试日报", "published_on": "2025-02-03", "event_on": "", "kind": "",
        "url": "https://news.example/b", "licence": "",
    }  # fmt: skip
    assert read_document(raw, seen.file, {}).date_precision == "inferred"  # nobody has said so


def test_a_field_that_is_cleared_is_not_taken_from_the_document(raw: Path, tmp_path: Path) -> None:
    seen = add(pasted(f"2025-02-03 08:00 来源：测试日报\n{TEXT}", publisher=""), Place(raw, tmp_path / "curated"))
    assert seen.saved and read_document(raw, seen.file, {}).publisher == ""


@pytest.mark.parametrize(
    ("name", "data", "title", "day"),
    [
        ("20250203.txt", TEXT.encode("gb18030"), TEXT.strip()[:79], "2025-02-03"),
        ("a.md", f"---\ntitle: 甲\ntags: [x, y]\nunreadable: [一处]\n---\n{TEXT}".encode("utf-16"), "甲", ""),
        ("a.HTML", f"<title>乙</title><meta name=date content=2025-02-03><p>{TEXT}".encode(), "乙", "2025-02-03"),
        ("a.docx", docx_bytes([TEXT], title="丙"), "丙", ""),
        ("a.pdf", pdf_bytes(["Growth 12.5%"], title="Trains"), "Trains", ""),
    ],
)  # fmt: skip
def test_each_kind_of_file_is_saved_with_what_it_says_and_what_a_person_says(
    name: str, data: bytes, title: str, day: str, raw: Path, tmp_path: Path
) -> None:
    seen = preview(Offer(data, name), Place(raw, tmp_path / "curated"))
    assert seen.found["title"].startswith(title) and seen.found["published_on"] == day
    seen = add(Offer(data, name, {"title": "新题：其一", **DAY}), Place(raw, tmp_path / "curated"))
    assert seen.saved and seen.file.endswith(Path(name).suffix.lower())
    document = next(d for d in read_documents(raw)[0] if d.file == seen.file)
    assert (document.title, document.published_on) == ("新题：其一", date(2025, 2, 1))
    assert document.text[document.body_start :].strip() == ("Growth 12.5%" if name == "a.pdf" else TEXT.strip())
    if name == "a.md":
        assert document.unreadable == ("一处",) and b"tags" in (raw / seen.file).read_bytes()
    if name in ("a.HTML", "a.docx", "a.pdf"):
        assert (raw / seen.file).read_bytes() == data
    assert codes(add(Offer(data, name), Place(raw, tmp_path / "curated"))) == [("document", "duplicate")]


def test_lines_that_look_like_front_matter_are_text_unless_they_are_meant(raw: Path, tmp_path: Path) -> None:
    text = f"---\ntitle: 假题\nkind: digest\npublished_on: 1990-01-01\n---\n{TEXT}"
    seen = add(pasted(text, **DAY), Place(raw, tmp_path / "curated"))
    document = next(d for d in read_documents(raw)[0] if d.file == seen.file)
    assert document.text[document.body_start :] == text
    assert (document.kind, document.published_on) == ("article", date(2025, 2, 1))
    meant = preview(Offer(text.replace("1990", "1991").encode(), "pasted.txt"), Place(raw, tmp_path / "curated"))
    assert (meant.fields["title"], meant.fields["kind"]) == ("假题", "digest")
    assert meant.fields["published_on"] == "1991-01-01"


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        ({"title": "长" * 301}, ("title", "too_long")),
        ({"title": "a\x1b[31mb"}, ("title", "characters")),
        ({"title": "右\u202e左"}, ("title", "characters")),
        ({"title": "null"}, ("title", "characters")),
        ({"publisher": "\x01"}, ("publisher", "characters")),
        ({"published_on": "2025-02-30"}, ("published_on", "date")),
        ({"published_on": "昨天"}, ("published_on", "date")),
        ({"published_on": "1948-12-31"}, ("published_on", "date_range")),
        ({"published_on": "1848-12-31"}, ("published_on", "date_range")),
        ({"published_on": (date.today() + timedelta(days=3)).isoformat()}, ("published_on", "date_range")),
        ({"event_on": "2099-01-01"}, ("event_on", "date_range")),
        ({"kind": "essay"}, ("kind", "kind")),
        ({"url": "javascript:alert(1)"}, ("url", "url")),
        ({"url": "news.example/a"}, ("url", "url")),
        ({"url": "https:///a"}, ("url", "url")),
        ({"url": "https://news.example/a b"}, ("url", "url")),
        ({"url": "https://[x"}, ("url", "url")),
        ({"licence": "x" * 201}, ("licence", "too_long")),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_nothing_is_saved(
    stated: dict[str, str], problem: tuple[str, str], raw: Path, tmp_path: Path
) -> None:
    before = tree(raw)
    seen = add(pasted(TEXT, **stated), Place(raw, tmp_path / "curated"))
    assert codes(seen) == [problem] and not seen.saved and tree(raw) == before
    assert seen.mentions, "the text is shown all the same"
    assert "\n" not in seen.problems[0].detail and "\x1b" not in seen.problems[0].detail


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        (pasted(""), "empty"),
        (pasted(" \n\u3000\ufeff"), "empty"),
        (pasted("没有数字的通知，见第3号公告。"), "no_figures"),
        (pasted(f"{TEXT}\0"), "binary"),
        (Offer(f"\ud800{TEXT}".encode("utf-8", "surrogatepass"), "pasted.txt", pasted=True), "encoding"),
        (Offer("déjà vu, 12 %".encode("latin-1"), "a.txt"), "encoding"),
        (Offer(b"x" * (MAX_BYTES + 1), "a.txt"), "too_large"),
        (Offer(pdf_bytes(["12"], encrypted=True), "a.pdf"), "protected"),
        (Offer(pdf_bytes([]), "a.pdf"), "no_text"),
        (Offer(b"no pdf", "a.pdf"), "damaged"),
        (Offer(docx_bytes(["12"])[:900], "a.docx"), "damaged"),
        (Offer(b"\x89PNG\r\n\x1a\n" + bytes(99), "a.txt"), "binary"),
        (Offer(b"x", "a.xlsx"), "unsupported"),
        (Offer(b"x", "../../a"), "unsupported"),
        (Offer(f"---\npublished_on: 春节\n---\n{TEXT}".encode(), "a.md"), "metadata"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_nothing_is_saved(offer: Offer, code: str, raw: Path, tmp_path: Path) -> None:
    before = tree(raw)
    seen = add(offer, Place(raw, tmp_path / "curated"))
    assert codes(seen) == [("document", code)] and not seen.saved and tree(raw) == before


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.txt", "a\0b.txt", "/" * 300 + "x.txt", "-rf *.txt", "README.txt"]
)
def test_the_name_of_an_upload_is_never_used(name: str, raw: Path, tmp_path: Path) -> None:
    before = tree(raw)
    seen = add(Offer(TEXT.encode(), name, {"title": "../..\\con: ~$x.txt/", **DAY}), Place(raw, tmp_path / "curated"))
    assert seen.saved and set(tree(raw)) - set(before) == {seen.file} == {f"2025-02-01-con-x-txt-{seen.file[-14:]}"}


def test_the_same_text_under_any_name_and_encoding_is_there_already(built: tuple[Path, Path], raw: Path) -> None:
    body = (raw / "2024.md").read_text(encoding="utf-8").split("---\n")[2]
    spaced = "\n".join(body)
    for offer in (pasted(spaced), Offer(body.encode("gb18030"), "x.txt"), Offer(docx_bytes([body]), "x.docx")):
        seen = add(offer, Place(raw, built[1]))
        assert codes(seen) == [("document", "duplicate")]
        assert seen.duplicate and (seen.duplicate.file, seen.duplicate.document_id) == ("2024.md", "2024")
    assert tree(raw) == tree(built[0])


def test_a_saved_text_is_known_before_the_next_refresh_and_one_taken_out_is_not(
    built: tuple[Path, Path], raw: Path
) -> None:
    first = add(pasted(TEXT, **DAY), Place(raw, built[1]))
    again = add(pasted(TEXT.replace("。", "。\n"), title="别的题目"), Place(raw, built[1]))
    assert first.saved and again.duplicate and again.duplicate.file == first.file
    body = (raw / "2024.md").read_text(encoding="utf-8").split("---\n")[2]
    (raw / "2024.md").unlink()
    assert add(pasted(body), Place(raw, built[1])).saved


def test_nearly_the_same_text_is_hinted_at(built: tuple[Path, Path], raw: Path) -> None:
    sentences = [f"第{n}段写的是别的事情，{n}号楼开工。" for n in range(9)]
    first = add(pasted(TEXT + "".join(sentences), **DAY), Place(raw, built[1]))
    second = preview(pasted(TEXT + "\n".join(sentences[:8]) + "末尾这一句完全改写过了。"), Place(raw, built[1]))
    assert second.near and second.near.file == first.file and 0.8 < second.near.share < 1
    assert second.problems == []
    assert preview(pasted(TEXT + "另外一篇文章，说的是另一些事情。" * 9), Place(raw, built[1])).near is None


def test_each_figure_is_new_the_same_stated_otherwise_or_in_conflict(built: tuple[Path, Path]) -> None:
    text = (
        "2022年，重庆开行中欧班列4800列。2023年，重庆开行中欧班列5000列。2024年，重庆开行中欧班列5412列。"
        "到2025年，重庆中欧班列开行量力争突破6500列。2023年，重庆开行中欧班列5200列。\n"
    )
    seen = preview(pasted(text, **DAY), Place(*built))
    told = [(c.kind, o.quote, c.document_id, c.quote) for c, o in zip(seen.changes, seen.observations, strict=True)]
    assert told[:3] == [
        ("new", "4800列", "", ""),
        ("conflict", "5000列", seen.file[:-4], "5200列"),  # the text contradicts itself
        ("changed", "5412列", "2024", "5400列"),  # more than 5400, and exactly 5412: both can hold
    ]
    assert told[3][:3] == ("changed", "6500列", "target")
    assert told[4] == ("conflict", "5200列", "2023", "5000列")
    alone = preview(pasted("2023年，重庆开行中欧班列5000列。", **DAY), Place(*built))
    assert [(c.kind, c.document_id) for c in alone.changes] == [("same", "2023")]


def test_what_people_added_is_read_with(built: tuple[Path, Path], tmp_path: Path) -> None:
    text = "2025年，重庆新建口袋公园45个。"
    before = preview(pasted(text), Place(*built, tmp_path / "review"))
    assert [m.reason for m in before.mentions] == ["no_indicator"]
    (tmp_path / "review").mkdir()
    (tmp_path / "review" / "indicators.yml").write_text(POCKET_PARKS, encoding="utf-8")
    after = preview(pasted(text), Place(*built, tmp_path / "review"))
    assert [o.indicator_id for o in after.observations] == ["pocket_parks"]
    (told,) = json.loads(as_json(after, vocabulary(read_additions(tmp_path / "review")).catalogue))["facts"]
    assert told["indicator_zh"] == "口袋公园数"


def test_undated_figures_meet_only_those_that_say_the_same(raw: Path, tmp_path: Path) -> None:
    (raw / "undated.txt").write_text("重庆中欧班列力争突破7000列。\n", encoding="utf-8")
    refresh(raw, tmp_path / "curated")
    for number, kind in ((7000, "same"), (8000, "new")):
        text = f"有关方面表示，重庆中欧班列力争突破{number}列。"
        seen = preview(pasted(text), Place(raw, tmp_path / "curated"))
        assert [(c.kind, o.time_end) for c, o in zip(seen.changes, seen.observations, strict=True)] == [(kind, None)]


def test_the_first_article_needs_no_table(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    seen = add(pasted(TEXT, **DAY), Place(tmp_path / "raw", tmp_path / "curated"))
    assert seen.saved and {change.kind for change in seen.changes} == {"new"}
    with pytest.raises(RefreshError, match="expected a folder with documents"):
        add(pasted(TEXT), Place(tmp_path / "nowhere", tmp_path / "curated"))


def test_two_who_add_the_same_text_at_once_save_it_once(raw: Path, tmp_path: Path) -> None:
    done: list[Preview] = []
    place = Place(raw, tmp_path / "curated")
    both = [
        threading.Thread(target=lambda n=n: done.append(add(pasted(TEXT, title=f"题{n}", **DAY), place)))  # type: ignore[misc]
        for n in range(2)
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(seen.saved for seen in done) == [False, True]
    assert len(list_files(raw)) == 4
