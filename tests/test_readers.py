"""Bytes -> text: encodings by content, the formats, and any bytes at all."""

from __future__ import annotations

import codecs
from datetime import date

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.readers import MEDIA_TYPES, read_content
from pipelines.readers.dates import infer_date, parse_date
from pipelines.readers.fault import Fault, one_line
from pipelines.readers.fields import load_yaml, split_front_matter
from pipelines.readers.text import decode
from tests.document_files import docx_bytes, pdf_bytes, saved, with_part

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT = "全年开行班列5000列，同比增长12.5%。\r\n第二行：投资额2336亿元。\n"
common = st.text(
    st.sampled_from("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"),
    min_size=30,
)


@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("utf-16-le", b"", "utf-16"),
        ("utf-16-be", b"", "utf-16"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
    ],
)
@given(drawn=common)
@settings(max_examples=30, deadline=None)
def test_each_encoding_is_told_by_content_and_nothing_is_altered(
    codec: str, mark: bytes, encoding: str, drawn: str
) -> None:
    for text in (TEXT + drawn, drawn + "\r\n" + TEXT):
        assert decode(mark + text.encode(codec)) == (text, encoding)


def test_english_and_traditional_texts_are_decoded_too() -> None:
    assert decode("5,000 trains a year\n".encode("utf-16-le")) == ("5,000 trains a year\n", "utf-16")
    assert decode("café, 12 €".encode()) == ("café, 12 €", "utf-8")
    traditional = "全年開行班列五千列，比上年增長百分之十二，其中成都始發的占三成以上。"
    assert decode(traditional.encode("gb18030")) == (traditional, "gb18030")


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (TEXT.encode()[:40] + b"\xff" + TEXT.encode()[40:], "encoding", "looks like UTF-8, but byte 40 (0xff)"),
        (TEXT.encode() * 9 + "截断".encode()[:-1], "encoding", "looks like UTF-8, but byte"),
        (TEXT.encode("gb18030") + b"\xff\xff" + TEXT.encode("gb18030"), "encoding", "looks like GB18030, but byte"),
        (codecs.BOM_UTF8 + b"abc\xff", "encoding", "looks like UTF-8, but byte 3"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"x", "encoding", "looks like UTF-16, but byte"),
        ("déjà vu, café crème".encode("latin-1"), "encoding", "expected UTF-8, GB18030 or UTF-16"),
        ("全年開行班列".encode("big5") * 20, "encoding", "expected UTF-8, GB18030 or UTF-16"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary", "expected text, found a PNG picture"),
        (b"%PDF-1.7 abc", "binary", "expected text, found a PDF"),
        (b"some text\0and more of it", "binary", "expected text, found"),
        (bytes(range(1, 32)) * 20, "binary", "expected text, found control characters"),
    ],
)
def test_other_bytes_are_refused_with_the_place(data: bytes, reason: str, detail: str) -> None:
    with pytest.raises(Fault) as raised:
        decode(data)
    assert raised.value.reason == reason
    assert raised.value.detail.startswith(detail)


@given(data=st.binary(max_size=400), head=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><p>", b"---\n"]))
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize("ending", list(MEDIA_TYPES))
def test_any_bytes_give_content_or_a_fault(ending: str, data: bytes, head: bytes) -> None:
    try:
        content = read_content(head + data, ending)
    except Fault as fault:
        assert fault.detail and fault.detail == one_line(fault.detail, 300)
    else:
        assert "\0" not in content.text


@given(st.data())
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_a_file_with_a_damaged_byte_gives_content_or_a_fault(ending: str, data: st.DataObject) -> None:
    whole = bytearray(DOCX if ending == ".docx" else PDF)
    for _ in range(3):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_content(bytes(whole), ending)
    except Fault as fault:
        assert fault.reason in ("damaged", "too_large", "protected")


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "docProps/core.xml", "_rels/.rels"])
def test_a_docx_with_a_broken_part_gives_content_or_a_fault(part: str, text: str) -> None:
    try:
        read_content(with_part(DOCX, part, text.encode("utf-8", "replace")), ".docx")
    except Fault as fault:
        assert fault.reason == "damaged"


DOCX = docx_bytes(
    ["标题", "全年开行5000列。"], [["指标", "数值"], ["旅客吞吐量", "1.2亿人次"]], "表后一段。", "文件标题"
)
PDF = pdf_bytes(["Freight trains: 5000", "Growth 12.5%"])


def test_a_docx_is_read_in_order_with_its_title() -> None:
    content = read_content(DOCX, ".docx")
    assert content.text == "标题\n全年开行5000列。\n指标\t数值\n旅客吞吐量\t1.2亿人次\n表后一段。\n"
    assert content.found == {"title": "文件标题"}


def test_a_docx_keeps_insertions_and_content_controls_and_leaves_deletions_out() -> None:
    document = docx.Document()
    run = "<w:r><w:t>{}</w:t></w:r>"
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {W}>{run.format('投资')}<w:ins>{run.format('2336')}</w:ins><w:del><w:r><w:delText>99</w:delText>"
            f"</w:r></w:del><w:sdt><w:sdtContent>{run.format('亿元')}</w:sdtContent></w:sdt></w:p>"
        ),
    )
    assert read_content(saved(document), ".docx").text == "投资2336亿元\n"


def test_a_docx_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(DOCX, "word/document.xml", bytes(65 * 1024 * 1024))
    assert len(bomb) < 200_000
    with pytest.raises(Fault, match="unpacks to") as raised:
        read_content(bomb, ".docx")
    assert raised.value.reason == "too_large"


def test_a_pdf_is_read_and_a_cut_one_is_damaged() -> None:
    assert read_content(PDF, ".pdf").text.split("\n") == ["Freight trains: 5000", "Growth 12.5%"]
    for data in (PDF[:80], b"no pdf"):
        with pytest.raises(Fault, match="cannot be read as PDF") as raised:
            read_content(data, ".pdf")
        assert raised.value.reason == "damaged"


@pytest.mark.parametrize(("stated", "title"), [("Trains of 2024", "Trains of 2024"), ("Microsoft Word - a.doc", None)])
def test_a_pdf_may_state_its_title(stated: str, title: str | None) -> None:
    assert read_content(pdf_bytes(["Trains: 5000"], title=stated), ".pdf").found.get("title") == title


@pytest.mark.parametrize(
    ("data", "ending"),
    [(pdf_bytes(["secret"], encrypted=True), ".pdf"), (b"\xd0\xcf\x11\xe0" + bytes(99), ".docx")],
)
def test_a_file_that_asks_for_a_password_says_so(data: bytes, ending: str) -> None:
    with pytest.raises(Fault, match="asks for a password") as raised:
        read_content(data, ending)
    assert raised.value.reason == "protected"


PAGE = """<html><head><meta charset="gbk"><title>标题</title>
<meta property="article:published_time" content="2024-03-01T08:00:00+08:00">
<meta property="og:site_name" content="某报"><link rel="canonical" href="https://news.example/a"></head>
<body><nav><a href="/">回首页</a><a href="/n">新闻</a></nav><article><h1>标题</h1>
<p>这一段话只是为了让正文够长，好让程序认出哪里是正文，哪里是导航，哪里是页脚，所以多写一些，再多写一些，这样就够了。
这一段话只是为了让正文够长，好让程序认出哪里是正文，哪里是导航，哪里是页脚，所以还要再多写一些，再多写一些，这样就够了。</p>
<p>全年开行<b>5000</b>列。<br>另起一行<script>var hidden = 1</script>。</p>
<table><tr><th>指标</th><th>数值</th></tr><tr><td>旅客吞吐量</td><td>1.2亿人次</td></tr></table>
<p>这一段话只是为了让正文够长，好让程序认出哪里是正文，哪里是导航，哪里是页脚，所以最后又多写一些，写到它比一张小页面长，这样它才不会整页照搬，而是只留下正文，导航和页脚都不在里面，标题却在，再多写一些，这样就够了。</p>
</article><footer>版权所有</footer></body></html>"""


def test_a_page_gives_its_main_text_and_metadata_in_any_encoding() -> None:
    content = read_content(PAGE.encode("gb18030"), ".html")
    lines = content.text.split("\n")
    assert lines[0] == "标题"
    assert lines[2:6] == ["全年开行5000列。", "另起一行。", "指标\t数值", "旅客吞吐量\t1.2亿人次"]
    assert "回首页" not in content.text and "版权所有" not in content.text
    assert content.encoding == "gb18030"
    assert content.found["title"] == "标题"
    assert content.found["publisher"] == "某报"
    assert content.found["published_on"] == "2024-03-01"
    assert content.found["url"] == "https://news.example/a"


def test_a_tiny_page_is_read_whole_and_a_bottomless_one_refused() -> None:
    tiny = "<title>短</title><p>五百列<!-- x -->以上<style>p{}</style><p>二"
    assert read_content(tiny.encode(), ".htm").text == "五百列以上\n二"
    with pytest.raises(Fault, match="nested too deep"):
        read_content(("<div>" * 5000 + "五百列" + "</div>" * 5000).encode(), ".html")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        (" 2024/3/1 ", date(2024, 3, 1)),
        ("２０２４年３月１日", date(2024, 3, 1)),
        ("20240301", date(2024, 3, 1)),
        ("2024-03-01T08:00:00+08:00", date(2024, 3, 1)),
        ("2024-02-30", None),
        ("2024-03-01 or so", None),
        ("202403012", None),
        ("March", None),
    ],
)
def test_printed_dates(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("file", "body", "event_on", "day"),
    [
        ("2024-03-01.txt", "正文。", None, date(2024, 3, 1)),
        ("某报2024年3月1日第2版.txt", "正文。", None, date(2024, 3, 1)),
        ("20240301_1.txt", "（2024年2月29日）", None, date(2024, 3, 1)),
        ("a20240301f.txt", "正文。", None, None),
        ("a.txt", "标题\n（2024年2月29日）\n正文。", None, date(2024, 2, 29)),
        ("a.txt", "标题\n2024-03-01 10:20　来源：某报\n正文。", None, date(2024, 3, 1)),
        ("a.txt", "来源：某报 2024年3月1日 星期五 10:20:30\n", None, date(2024, 3, 1)),
        ("a.txt", "标题\n新华社北京2024年3月1日电（记者某某）正文。", None, date(2024, 3, 1)),
        ("2024/a.txt", "标题\n新华社北京3月1日电 正文。", None, date(2024, 3, 1)),
        ("a.txt", "标题\n本报3月1日讯 正文。", date(2023, 2, 28), date(2023, 3, 1)),
        ("a.txt", "标题\n新华社北京3月1日电 正文。", None, None),
        ("a.txt", "正文" * 3000 + "。\n2024年3月1日", None, date(2024, 3, 1)),
        ("a.txt", "2024年3月1日，会议在成都举行，到2025年12月31日建成。", None, None),
        ("a.txt", "规划期 2021-01-01 至 2025-12-31", None, None),
        ("a.txt", "（2024年2月30日）", None, None),
    ],
)
def test_dates_worked_out_where_none_is_stated(file: str, body: str, event_on: date | None, day: date | None) -> None:
    assert infer_date(file, body, event_on) == day


@pytest.mark.parametrize(
    "bomb", ["[" * 200_000, "{" * 200_000, "- " * 200_000, "? " * 200_000, "a: &a [*a]", "a: \x01"]
)
def test_hostile_yaml_is_a_fault(bomb: str) -> None:
    with pytest.raises(Fault) as raised:
        load_yaml(bomb, "the file")
    assert raised.value.reason == "metadata"


def test_messages_hold_no_control_characters_and_have_an_end() -> None:
    assert one_line("a\x1b[31m\n b\u202e\ud800c", 40) == "a [31m b c"
    assert one_line("x" * 50, 10) == "x" * 9 + "…"


def test_a_page_that_would_take_gigabytes_is_refused() -> None:
    with pytest.raises(Fault, match="expected a page of at most 8,388,608 characters") as raised:
        read_content(b"<p>" * 3_000_000, ".html")
    assert raised.value.reason == "too_large"


def test_front_matter_that_does_not_end_is_refused_and_a_rule_above_a_text_is_none() -> None:
    with pytest.raises(Fault, match="expected a second line ---") as told:
        split_front_matter(f"---\npublished_on: 2024-02-30\n{TEXT}")
    assert (told.value.reason, told.value.code) == ("metadata", "front_matter_open")
    for text in (f"---\n记者: 某某\n{TEXT}", f"---\n{TEXT}", f"---\nsaid: x\n{TEXT}"):
        assert split_front_matter(text) == ({}, 0)
