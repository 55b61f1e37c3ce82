"""Bytes to text, by what the bytes are and not by what a name or a header claims."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import NamedTuple

from pipelines.readers.fault import Fault

_SAMPLE = 16_384  # bytes are enough to tell encodings apart; even, so that UTF-16 is not cut
_LIKELY = 0.7  # share of everyday Chinese from which a guess is believed
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MAGIC = (
    (b"%PDF-", "a PDF", "pdf"),
    (b"PK\x03\x04", "a ZIP or Office file", "zip"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "office"),
    (b"\x89PNG", "a PNG picture", "png"),
    (b"\xff\xd8\xff", "a JPEG picture", "jpeg"),
)


class Decoded(NamedTuple):
    """`text` is the file whole, without its byte order mark; `encoding` is utf-8, gb18030 or utf-16."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Decode UTF-8, GB18030 or UTF-16 (with or without byte order mark). Raises Fault: binary, encoding."""
    for magic, what, kind in _MAGIC:
        if data.startswith(magic):
            raise Fault("binary", f"expected text, found {what}", code="binary_known", file_kind=kind)
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _checked(data[len(bom) :], codec)
    if b"\0" not in data:
        try:
            return _text_only(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError as error:
            _refuse_damaged_utf8(data, error.start)
    return _checked(data, _guess(data))


def _checked(data: bytes, codec: str) -> Decoded:
    name = "utf-16" if codec.startswith("utf-16") else codec
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise Fault(
            "encoding", f"looks like {name.upper()}, but byte {error.start} is not part of it",
            code="encoding_byte", encoding=name.upper(), byte=error.start,
        ) from error  # fmt: skip
    return _text_only(text, name)


def _text_only(text: str, encoding: str) -> Decoded:
    nul = text.find("\0")
    if nul >= 0:
        raise Fault("binary", f"expected text, found a NUL at character {nul}", code="binary_nul", at=nul)
    head = text[:_SAMPLE]
    if len(_CONTROL.findall(head)) > len(head) / 100:
        raise Fault("binary", "expected text, found control characters", code="binary_controls")
    return Decoded(text, encoding)


def _refuse_damaged_utf8(data: bytes, position: int) -> None:
    """A UTF-8 text with a few bad bytes would also decode as GB18030, to nonsense: refuse it."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text[:_SAMPLE] if c >= "\u0800") - text[:_SAMPLE].count("\ufffd")
    if good > 10 * bad:
        raise Fault(
            "encoding", f"looks like UTF-8, but byte {position} (0x{data[position]:02x}) is not part of it",
            code="encoding_byte", encoding="UTF-8", byte=f"{position} (0x{data[position]:02x})",
        )  # fmt: skip


def _guess(data: bytes) -> str:
    """Return the codec under which a sample reads most like Chinese or plain English."""
    sample = data[:_SAMPLE]
    scores = {codec: _score(sample, codec) for codec in ("gb18030", "utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] >= _LIKELY:
        return best
    if b"\0" in data or sum(b < 32 and b not in b"\t\n\v\f\r" for b in sample) > len(sample) / 100:
        raise Fault("binary", "expected text, found bytes of another kind of file", code="binary_other")
    raise Fault(
        "encoding", "expected UTF-8, GB18030 or UTF-16, found bytes that are none of them", code="encoding_unknown"
    )


def _score(sample: bytes, codec: str) -> float:
    """Share of characters in everyday use. In GB18030 ASCII says nothing (Latin-1 has it too) and is left out."""
    counts = Counter(sample.decode(codec, "replace"))
    if codec == "gb18030":
        counts = Counter({c: n for c, n in counts.items() if not c.isascii() or c == "\0"})
    total = sum(counts.values())
    return sum(n for c, n in counts.items() if _everyday(c)) / total if total else 0.0


def _everyday(character: str) -> bool:
    if character.isascii():
        return character.isprintable() or character.isspace()
    try:
        character.encode("gb2312")  # the 6,763 common characters, and Chinese punctuation
    except UnicodeEncodeError:
        return False
    return True
