"""The Add page in Streamlit's test runner, on a real table and raw folder: what each state shows and saves."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import state
from dashboard.adding import preview
from dashboard.formats import markdown_safe
from dashboard.words import LANGUAGES, Language, Words
from pipelines.adding.fields import KINDS
from pipelines.adding.model import FIELDS
from pipelines.documents import read_document, read_documents
from pipelines.readers.folder import MAX_BYTES
from pipelines.refresh import refresh
from tests.adding_fixture import TEXT, tree
from tests.document_files import docx_bytes, pdf_bytes
from tests.page_fixture import Opener
from tests.raw_fixture import write_raw

EN = Words("en")


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A raw folder that the app reads, without a table."""
    monkeypatch.setenv("SHUANGCHENG_RAW", str(tmp_path / "raw"))
    monkeypatch.setenv("SHUANGCHENG_CURATED", str(tmp_path / "curated"))
    return write_raw(tmp_path / "raw")


@pytest.fixture
def table(raw: Path) -> Path:
    """The same with the table built."""
    refresh(raw, raw.parent / "curated")
    return raw


@pytest.fixture
def open_add(open_page: Opener) -> Opener:
    return partial(open_page, "add")


def paste(app: AppTest, text: str) -> AppTest:
    app.text_area[0].set_value(text).run()
    assert not app.exception, app.exception
    return app


def field(app: AppTest, name: str) -> object:
    return next(
        w for w in (app.selectbox if name == "kind" else app.text_input) if str(w.key).startswith(f"add_{name}_")
    )


def put(app: AppTest, name: str, value: object) -> AppTest:
    field(app, name).set_value(value).run()  # type: ignore[attr-defined]
    assert not app.exception, app.exception
    return app


def save_button(app: AppTest) -> object:
    return next(b for b in app.button if b.label in (Words("en")("add.save"), Words("zh")("add.save")))


def html_of(app: AppTest) -> str:
    return "\n".join(str(h.proto.body) for h in app.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pasted_text_is_previewed_with_its_fields_filled_in(
    table: Path, open_add: Opener, language: Language
) -> None:
    words, before = Words(language), tree(table)
    app = paste(open_add(language), f"班列一年\n2025-02-03 08:00 来源：测试日报\n{TEXT}")
    assert [field(app, n).value for n in ("title", "publisher", "url")] == ["班列一年", "测试日报", ""]  # type: ignore[attr-defined]
    assert field(app, "published_on").value == "2025-02-03"  # type: ignore[attr-defined]
    assert words("add.date_inferred") in [c.value for c in app.caption]
    assert f"<b>1</b><small>{words.label('add_kind', 'conflict')}</small>" in html_of(app)
    frame = app.dataframe[0].value
    assert list(frame["change"]) == [words.label("add_kind", kind) for kind in ("conflict", "new")]
    assert list(frame)[:4] == ["figure", "change", "now", "sentence"] and list(frame)[-2:] == ["claim", "measure"]
    assert words("add.differs") in [c.value for c in app.caption]
    would = re.findall(r"</i>(.*?) <b>(\d+)</b>", html_of(app))  # not as if it were in the table already
    assert would == [(words(f"would.{kind}"), n) for kind, n in (("accepted", "2"), ("review", "0"), ("context", "1"))]
    assert f'<dd lang="{"zh-CN" if language == "zh" else "en"}">{words("would.accepted")}</dd>' in html_of(app)
    (quote,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", html_of(app))
    assert quote.startswith("2024年，重庆")  # not with the headline and the dateline, which end no sentence
    assert "sc-fact" in html_of(app) and not app.error and not save_button(app).disabled  # type: ignore[attr-defined]
    assert tree(table) == before


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("title", "长" * 301, "too_long"),
        ("title", "a\x07b", "characters"),
        ("url", "javascript:alert(1)", "url"),
        ("published_on", "2900-01-01", "date_range"),
        ("published_on", "2024-02-30", "date"),
        ("published_on", "昨天", "date"),
        ("event_on", "1930年1月1日", "date_range"),
        ("licence", "x" * 5000, "too_long"),
    ],
)
def test_a_wrong_field_is_named_and_cannot_be_saved(
    table: Path, open_add: Opener, name: str, value: object, code: str
) -> None:
    app = put(paste(open_add(), TEXT), name, value)
    assert [e.value for e in app.error] == [EN.label("add_problem", code)]
    mend = EN("add.mend", fields=EN.label("add_field", name))
    assert save_button(app).disabled and mend in [c.value for c in app.caption]  # type: ignore[attr-defined]
    put(app, name, "")
    assert not app.error and not save_button(app).disabled  # type: ignore[attr-defined]
    assert mend not in [c.value for c in app.caption]


@pytest.mark.parametrize(
    ("text", "code"), [("没有数字的通知。", "no_figures"), (TEXT + "\0", "binary"), ("---\n" * 9, "no_figures")]
)
def test_a_text_that_cannot_be_used_says_why(table: Path, open_add: Opener, text: str, code: str) -> None:
    app = paste(open_add(), text)
    assert [e.value for e in app.error] == [EN.label("add_problem", code)]
    assert not [b for b in app.button if b.label == EN("add.save") and not b.disabled]


def test_pressing_preview_without_a_text_says_so(table: Path, open_add: Opener) -> None:
    app = open_add()
    next(b for b in app.button if b.label == EN("add.read")).click().run()
    assert [e.value for e in app.error] == [EN("add_problem.empty")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", pdf_bytes(["1"], encrypted=True), "protected"),
        ("a.pdf", pdf_bytes([]), "no_text"),
        ("a.docx", b"no package", "damaged"),
        ("a.txt", "déjà vu, 12 %".encode("latin-1"), "encoding"),
        ("a.txt", b"", "empty"),
        ("a.xlsx", b"PK", "unsupported"),
        ("a", b"12", "unsupported"),
        ("a.d\u202eoc/../x", b"12", "unsupported"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(table: Path, open_add: Opener, name: str, data: bytes, code: str) -> None:
    app = open_add(how="upload")
    app.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    assert EN.label("add_problem", code) in [e.value for e in app.error]


@pytest.mark.parametrize(("data", "key", "kind"), [
    (b"\x89PNG\r\n\x1a\n", "picture", "png"), (b"\xff\xd8\xff\xe0", "picture", "jpeg"),
    (b"%PDF-1.7", "misnamed", "pdf"),
])  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_a_known_kind_that_is_no_text_is_named(
    table: Path, open_add: Opener, data: bytes, key: str, kind: str, language: Language
) -> None:
    app, words = open_add(language, how="upload"), Words(language)
    app.file_uploader[0].set_value(("scan.txt", data + bytes(99), "application/octet-stream")).run()
    assert [e.value for e in app.error] == [words(f"add_problem.{key}", file_kind=words.label("file_kind", kind))]


@pytest.mark.parametrize("name", ["../../20250203.md", "a.docx"])
def test_an_upload_is_saved_under_a_name_of_ours(table: Path, open_add: Opener, name: str) -> None:
    data = docx_bytes([TEXT], title="班列一年") if name == "a.docx" else TEXT.encode("gb18030")
    app = open_add(how="upload")
    app.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    put(app, "publisher", "某报: \"甲\" '乙' # 丙")
    before = set(tree(table))
    save_button(app).click().run()  # type: ignore[attr-defined]
    (document,) = [d for d in read_documents(table)[0] if d.file not in before]
    assert document.publisher == "某报: \"甲\" '乙' # 丙"
    assert document.published_on == (None if name == "a.docx" else date(2025, 2, 3))
    assert document.file.startswith("undated-" if name == "a.docx" else "2025-02-03-")
    assert app.success[0].value.startswith(EN("add.saved", file=markdown_safe(document.file)))


def test_saving_empties_the_form_and_a_refresh_leads_to_the_document(table: Path, open_add: Opener) -> None:
    before = {path.name for path in table.iterdir()}
    app = paste(open_add(), TEXT)
    put(app, "published_on", "２０２５年2月1日")
    save_button(app).click().run()  # type: ignore[attr-defined]
    assert app.text_area[0].value == ""
    (file,) = {path.name for path in table.iterdir()} - before
    assert file.startswith("2025-02-01-")
    told = EN.sentences(EN("add.saved", file=markdown_safe(file)), EN("add.will_conflict", n=1))
    assert [s.value for s in app.success] == [told]  # nothing of it waits for review
    app.button(key="add_refresh").click().run()
    for child in state._children:
        child.wait(timeout=60)
    app.run()
    assert EN("add.in_table", file=markdown_safe(file)) in [s.value for s in app.success]
    assert not [b for b in app.button if b.key == "add_refresh"]
    labels = [link.proto.label for link in app.get("page_link")]
    assert EN("add.in_conflict", n=1) in labels and not any("review" in label for label in labels)
    paste(app, TEXT.replace("。", "。\n"))
    title = read_document(table, file, {}).title
    assert [e.value for e in app.error] == [EN("add.duplicate", title=markdown_safe(title), file=markdown_safe(file))]
    assert save_button(app).disabled  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_in_review_are_counted_before_and_after_saving(
    table: Path, open_add: Opener, language: Language
) -> None:
    words = Words(language)
    app = paste(open_add(language), f"{TEXT}2024年，重庆有灯会20场、风筝400只。")
    assert any(words("add.not_listed", n=2) in c.value for c in app.caption)
    save_button(app).click().run()  # type: ignore[attr-defined]
    assert words("add.will_wait", n=2) in app.success[0].value


def test_places_are_counted_in_the_text_on_screen(table: Path, open_add: Opener) -> None:
    places = []
    for head in ("", "---\ntitle: 有题\npublished_on: 2025-02-01\n---\n"):
        found = re.search(r"characters [\d–]+", html_of(paste(open_add(), head + TEXT)))
        places.append(found and found[0])
    assert places[0] and places == places[:1] * 2


def test_lines_that_look_like_front_matter_are_metadata_only_when_they_are_meant(table: Path, open_add: Opener) -> None:
    app = paste(open_add(), f"---\ntitle: 假题\nkind: digest\n---\n{TEXT}")
    assert field(app, "title").value == "假题" and field(app, "kind").value == "digest"  # type: ignore[attr-defined]
    app.checkbox[0].uncheck().run()
    assert field(app, "kind").value == "article"  # type: ignore[attr-defined]
    app = paste(open_add(), f"---\nsaid: 假题\n---\n{TEXT}")  # none of our fields: a rule above a text
    assert not app.checkbox[0].value


@pytest.mark.parametrize(("language", "told"), [("en", "no date that exists"), ("zh", "不是真实存在的日期")])
def test_an_impossible_date_above_a_text_is_told(table: Path, open_add: Opener, language: Language, told: str) -> None:
    app = paste(open_add(language), f"---\npublished_on: 2024-02-30\n---\n{TEXT}")
    assert [told in t.value and "2024-02-30" in t.value for t in app.text] == [True]
    assert [e.value for e in app.error] == [Words(language).label("add_problem", "metadata")]


def test_a_hostile_text_is_shown_as_text(table: Path, open_add: Opener) -> None:
    app = paste(open_add(), f"<script>alert(1)</script>[x](javascript:1)\n{TEXT}")
    put(app, "publisher", "<img src=x onerror=alert(1)>")
    assert "<script>alert" not in html_of(app) and "<img src=x" not in html_of(app)
    assert "&lt;img src=x" in html_of(app)
    text = f"[y](javascript:1)\n{TEXT}"
    (table / "[a](javascript:1).txt").write_text(text, encoding="utf-8")
    errors = [e.value for e in paste(app, text).error]
    assert errors == [EN("add.duplicate", title=r"\[y\]\(javascript\:1\)", file=r"\[a\]\(javascript\:1\).txt")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_table_the_first_article_can_be_added(raw: Path, open_add: Opener, language: Language) -> None:
    app = paste(open_add(language), TEXT)
    assert f"<b>2</b><small>{Words(language).label('add_kind', 'new')}</small>" in html_of(app)
    assert "change" in app.dataframe[0].value and "now" not in app.dataframe[0].value  # nothing it could meet
    assert Words(language)("add.differs") not in [c.value for c in app.caption]
    save_button(app).click().run()  # type: ignore[attr-defined]
    assert not app.exception and app.success and len(read_documents(raw)[0]) == 4


def test_a_reader_that_fails_or_stalls_is_told_and_nothing_is_saved(
    table: Path, open_add: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "_PATIENCE", 0.01)
    app = paste(open_add(), TEXT)
    assert [e.value for e in app.error] == [EN.label("add_problem", "timeout")]
    monkeypatch.setattr(preview, "_PATIENCE", 60.0)
    monkeypatch.setenv("SHUANGCHENG_RAW", str(table / "nowhere"))
    app = paste(open_add(), TEXT)
    assert any(EN("message.raw_unusable", folder="", system="").split(":")[0] in t.value for t in app.text) or any(
        EN("message.raw_missing", folder="") in t.value for t in app.text
    )


def test_the_page_states_the_limits_and_fields_that_the_pipeline_has() -> None:
    assert preview.MAX_MEGABYTES * 1024 * 1024 == MAX_BYTES
    assert preview.FIELDS == FIELDS and preview.KINDS == KINDS
