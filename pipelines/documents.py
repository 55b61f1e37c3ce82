"""Raw files -> Document.

A file is read, decoded and given its metadata, and is changed in nothing: a document's text is the decoded file. What
cannot be read is refused by name, with a reason (readers/fault.py) and one line; the others go through. Texts are
never trusted: their size is limited, and what they state is checked or shown as plain text.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.errors import DocumentError, as_parameters
from pipelines.readers import MEDIA_TYPES, Content, read_content
from pipelines.readers.dates import infer_date
from pipelines.readers.fault import Fault, one_line
from pipelines.readers.fields import TYPED, Metadata, check_fields, is_web_address, merge, split_front_matter
from pipelines.readers.folder import METADATA_FILE, ending_of, list_files, load_bytes, shown_name
from pipelines.readers.sidecar import read_metadata
from pipelines.records import Document, Refusal

__all__ = ["document_ids", "drop_duplicates", "list_files", "read_document", "read_documents", "read_metadata"]

_ID_LENGTH = 80
_NOT_IN_ID = re.compile("[^0-9A-Za-z_\\-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_INK = re.compile("[^\\s\ufeff\u200b\u2060]")  # anything but white space


def read_documents(raw: Path) -> tuple[list[Document], list[Refusal]]:
    """Read every file below `raw`, in the order of their names. Raises RefreshError when `raw` is no folder."""
    files = list_files(raw)
    metadata, refusals = read_metadata(raw, files)
    ids = document_ids(files)
    documents = []
    for file in files:
        try:
            documents.append(read_document(raw, file, metadata.get(file, {}), ids[file]))
        except DocumentError as error:
            refusals.append(Refusal(error.file, error.reason, error.detail, error.parameters))
    documents, duplicates = drop_duplicates(documents)
    return documents, sorted(refusals + duplicates)


def document_ids(files: Sequence[str]) -> dict[str, str]:
    """Return an id for each file: its stem, made safe; where two are equal, its path, and then a hash beside it."""
    ids: dict[str, str] = {}
    for name in (_stem, _path_id, _hashed_id):
        taken = Counter(ids.values())
        ids |= {file: name(file) for file in files if taken[ids.get(file, "")] != 1}
    while len(set(ids.values())) < len(ids):  # a file whose name is the hashed id of another gets one as well
        taken = Counter(ids.values())
        ids |= {file: _hashed_id(file) for file in files if taken[ids[file]] != 1}
    return ids


def read_document(raw: Path, file: str, metadata: Mapping[str, Any], document_id: str | None = None) -> Document:
    """Read one file; `metadata` is its entry of documents.yml, which front matter overrules.

    A document without a date goes through with `date_precision` "missing". Raises DocumentError, and nothing else.
    """
    try:
        return _read(raw, file, metadata, document_id or _stem(file))
    except Fault as fault:
        raise DocumentError(
            shown_name(file), fault.reason, fault.detail, code=fault.code, field=fault.field, **fault.values
        ) from fault


def drop_duplicates(documents: Iterable[Document]) -> tuple[list[Document], list[Refusal]]:
    """Of documents with the same text keep the first by name; refuse the others, naming it."""
    first: dict[str, Document] = {}
    refusals = []
    for document in sorted(documents, key=lambda document: document.file):
        kept = first.setdefault(document.text_sha256, document)
        if kept is not document:
            told = as_parameters(code="duplicate_of", file=kept.file)
            refusals.append(Refusal(document.file, "duplicate", f"the same text as {kept.file}, which stays", told))
    return list(first.values()), refusals


def _read(raw: Path, file: str, entry: Mapping[str, Any], document_id: str) -> Document:
    data = load_bytes(raw, file, MEDIA_TYPES)
    if not data.strip():
        raise Fault("empty", "the file is empty", code="file_empty")
    content = read_content(data, ending_of(file))
    front, body_start = split_front_matter(content.text) if content.media_type in TYPED else ({}, 0)
    body = content.text[body_start:]
    if not _INK.search(body):
        if content.media_type in TYPED:
            if body_start:
                raise Fault("empty", "the file has no text below its front matter", code="no_text_below")
            raise Fault("empty", "the file has no text", code="no_text_in_file")
        raise Fault("no_text", "no text in it: a scan or a picture?", code="no_text_scan")
    stated = merge(check_fields(front, "front matter"), check_fields(entry, METADATA_FILE))
    known = merge(stated, _found(content))
    published_on, precision = stated.published_on, stated.date_precision.replace("missing", "") or "exact"
    if published_on is None:
        published_on = known.published_on or infer_date(file, body, stated.event_on)
        precision = "inferred" if published_on else "missing"
    return Document(
        document_id=document_id,
        file=file,
        text=content.text,
        body_start=body_start,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256("".join(body.split()).encode("utf-8", "replace")).hexdigest(),
        encoding=content.encoding,
        media_type=content.media_type,
        title=known.title or _first_line(body),
        publisher=known.publisher,
        published_on=published_on,
        event_on=known.event_on,
        date_precision=precision,
        kind=known.kind or "article",
        source=known.source,
        url=known.url,
        licence=known.licence,
        unreadable=known.unreadable,
    )


def _found(content: Content) -> Metadata:
    """What an HTML, PDF or DOCX file says of itself, as far as it can be used: nobody wrote it for us, so no faults."""
    found = {field: one_line(value, 300) for field, value in content.found.items()}
    if not is_web_address(found.get("url", "")):
        found.pop("url", None)
    try:
        return check_fields(found, "the file")
    except Fault:  # only a date can be wrong here
        found.pop("published_on", None)
        return check_fields(found, "the file")


def _first_line(body: str) -> str:
    ink = _INK.search(body)
    start = ink.start() if ink else 0
    line = body[start : start + 1000].splitlines()[0]
    return one_line(line.lstrip("#□ \t"), _ID_LENGTH) or one_line(line, _ID_LENGTH)


def _safe(name: str) -> str:
    return _NOT_IN_ID.sub("-", name)[:_ID_LENGTH]


def _stem(file: str) -> str:
    return _safe(posixpath.splitext(posixpath.basename(file))[0])


def _path_id(file: str) -> str:
    return _safe(file)


def _hashed_id(file: str) -> str:
    digest = hashlib.sha256(file.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_safe(file)[: _ID_LENGTH - 17]}-{digest[:16]}"
