"""The raw folder gets one more file: under a name of ours, with its metadata, whole or not at all."""

from __future__ import annotations

import fcntl
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipelines.atomic import move_into_place, replace_file, unfinished
from pipelines.documents import read_metadata
from pipelines.errors import RefreshError
from pipelines.readers.fault import Fault
from pipelines.readers.fields import TYPED, load_yaml, split_front_matter
from pipelines.readers.folder import METADATA_FILE, ending_of, load_bytes
from pipelines.readers.text import decode
from pipelines.records import Document

_NOT_IN_NAME = re.compile(r"[^0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff]+")
_SLUG = 24
_OURS = ("published_on", "date_precision")  # fields that are stated anew, whatever the document says of them
_ENTRY = re.compile(r"^( *)- ", re.MULTILINE)


class Sheet(NamedTuple):
    """What is to be written: a file's name and bytes, and its entry of documents.yml where it cannot hold it itself."""

    file: str
    data: bytes
    entry: dict[str, Any] | None


def make_sheet(document: Document, data: bytes, fields: Mapping[str, str], precision: str) -> Sheet:
    """What to save of a document that was read from `data`: text anew in UTF-8, other formats byte by byte."""
    metadata: dict[str, Any] = {name: text for name, text in fields.items() if text}
    if precision and "published_on" in metadata:
        metadata["date_precision"] = precision
    ending = ending_of(document.file)
    file = file_name(fields, document.text_sha256, ending)
    if document.media_type not in TYPED:
        return Sheet(file, data, {"file": file, **metadata})
    stated, start = split_front_matter(document.text[: document.body_start])
    carried = {key: value for key, value in stated.items() if key not in (*fields, *_OURS)} if start else {}
    front = yaml.safe_dump({**metadata, **carried}, allow_unicode=True, sort_keys=False, width=10**6)
    return Sheet(
        file, f"---\n{front}---\n{document.text[document.body_start :]}".encode("utf-8", "surrogatepass"), None
    )


def file_name(fields: Mapping[str, str], text_sha256: str, ending: str) -> str:
    """Day, a few characters of the title and of the text's hash: 2024-01-05-班列-3f2a90c1d7.md.

    An undated article's name has no digits that could be read as its date.
    """
    day = fields.get("published_on") or "undated"
    title = unicodedata.normalize("NFKC", fields.get("title", ""))
    slug = _NOT_IN_NAME.sub("-", title if day != "undated" else re.sub(r"\d", "", title))[:_SLUG].strip("-")
    return "-".join(part for part in (day, slug, text_sha256[:10]) if part) + ending


@contextmanager
def only_one(raw: Path) -> Iterator[None]:
    """Hold the raw folder against another who adds. Raises RefreshError where there is no such folder."""
    try:
        handle = os.open(raw, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise RefreshError(
            f"{raw}: expected a folder with documents: {error.strerror or error}",
            code="raw_unusable", folder=raw, system=error.strerror or error,
        ) from error  # fmt: skip
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # goes when the process does
        yield
    finally:
        os.close(handle)


def save(raw: Path, sheet: Sheet) -> None:
    """Write the sheet below `raw`, whose lock is held. Raises Fault and OSError; then nothing is there of it.

    All is on the disk before anything gets its name. The entry of documents.yml comes first: killed in between, a
    refresh names an entry without a file, and never takes a file without its metadata.
    """
    path, listing = raw / sheet.file, raw / METADATA_FILE
    if os.path.lexists(path):
        raise Fault("duplicate", f"{sheet.file} is there already", code="file_there", file=sheet.file)
    parts = {listing: with_entry(raw, sheet.entry), path: sheet.data} if sheet.entry else {path: sheet.data}
    before = listing.read_bytes() if os.path.lexists(listing) else None
    try:
        for place, data in parts.items():
            unfinished(place).write_bytes(data)
        for place in parts:
            move_into_place(unfinished(place), place)
    except OSError:
        for place in parts:
            unfinished(place).unlink(missing_ok=True)
        if listing in parts and before is not None:
            replace_file(listing, before)
        elif listing in parts:
            listing.unlink(missing_ok=True)
        raise


def with_entry(raw: Path, entry: Mapping[str, Any]) -> bytes:
    """The bytes of documents.yml with one entry more at its end; all that was in it stays, comments too.

    Raises Fault (metadata) for a file that cannot be read, or whose end is no place for an entry.
    """
    listing = raw / METADATA_FILE
    data = load_bytes(raw, METADATA_FILE, [".yml"]) if os.path.lexists(listing) else b""
    text, encoding = decode(data) if data.strip() else ("", "utf-8")
    old = load_yaml(text, METADATA_FILE) or []
    first = _ENTRY.search(text)
    block = yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, width=10**6)
    indented = "".join(f"{first[1] if first else ''}{line}\n" for line in block.splitlines())
    gap = "\n" if text and not text.endswith("\n") else ""
    new = data + (gap + indented).encode(encoding if encoding == "gb18030" else "utf-8")
    try:
        kept = isinstance(old, list) and load_yaml(decode(new).text, METADATA_FILE) == [*old, dict(entry)]
    except Fault:
        kept = False
    if not kept or any(isinstance(one, dict) and one.get("file") == entry["file"] for one in old):
        raise Fault(
            "metadata", f"{METADATA_FILE}: expected a list of entries in UTF-8, to which one can be added",
            code="listing_not_extended",
        )  # fmt: skip
    return new


def read_back(folder: Path, sheet: Sheet) -> Mapping[str, Any]:
    """Put the sheet into an empty folder; return the metadata that a refresh would find for it there."""
    save(folder, sheet)
    return read_metadata(folder, [sheet.file])[0].get(sheet.file, {})
