"""Asks the pipeline what an article would bring, and has it saved: `python -m pipelines preview` and `add`.

A process of its own: a file that breaks or stalls its reader takes that process along, never the app.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from dashboard.rows import Fact, Mark
from dashboard.state import ROOT

FIELDS = ("title", "publisher", "published_on", "event_on", "kind", "url", "licence")
KINDS = ("article", "digest")
MAX_MEGABYTES = 64  # of an upload; the readers' own limit
MAX_CHARACTERS = 1_000_000  # of a pasted text: a newspaper has about 200,000
_LONGEST = 2000  # characters of a field that are handed on: enough to be refused as too long
_PATIENCE = 60.0  # seconds; an article takes one
_DAYS, _AMOUNTS = ("time_start", "time_end", "published_on"), ("value", "low", "high")


class Article(NamedTuple):
    """A text as it was pasted, or a file as it was uploaded."""

    data: bytes
    name: str = ""  # of the upload; "" for a pasted text
    front_matter: bool = False  # whether lines between --- at a pasted text's top are meant as metadata


class Folders(NamedTuple):
    """Where the documents, the table and what people decided are."""

    raw: Path
    curated: Path
    review: Path


class Problem(NamedTuple):
    """What is wrong: at one of FIELDS, or at the "document"; `detail` is a line in English."""

    field: str
    code: str
    detail: str
    parameters: str = "{}"  # of the detail, as JSON


class Twin(NamedTuple):
    """A document that is there already; `share` of the new one's sentences stand in it."""

    document_id: str  # "" while no refresh has read it
    file: str
    title: str
    share: float


class Statement(NamedTuple):
    """A new observation and the statement of the table that it meets; `other` is None where it meets none."""

    kind: str  # conflict | changed | new | same
    fact: Fact
    other: Fact | None


class Preview(NamedTuple):
    """What would be saved, and what the table would make of it. Without a readable text, only the first three count."""

    problems: list[Problem]
    found: dict[str, str]
    fields: dict[str, str]
    file: str = ""
    saved: bool = False
    text: str = ""
    body_start: int = 0
    date_precision: str = ""
    marks: list[Mark] = []  # noqa: RUF012
    sentences: dict[int, tuple[int, int]] = {}  # noqa: RUF012 - start of a mark -> ends of its sentence
    statements: list[Statement] = []  # noqa: RUF012
    duplicate: Twin | None = None
    near: Twin | None = None
    findings: list[tuple[str, str, str]] = []  # noqa: RUF012 - check, message, its parameters as JSON


def ask(article: Article, stated: Mapping[str, str], folders: Folders, save: bool = False) -> Preview:
    """The preview of an article with the fields a person stated; with `save` it is saved unless there is a problem."""
    options = [f"--{name.replace('_', '-')}={text[:_LONGEST]}".replace("\0", "\1") for name, text in stated.items()]
    options += ["--front-matter"] if article.front_matter else []
    with tempfile.TemporaryDirectory(prefix="shuangcheng-upload-") as folder:
        path = "-"
        if article.name:
            path = str(Path(folder) / _own_name(article.name))
            Path(path).write_bytes(article.data)
        command = [sys.executable, "-m", "pipelines", "add" if save else "preview", path, "--json"]
        command += [f"--{name}={folder}" for name, folder in folders._asdict().items()] + options
        try:
            done = subprocess.run(
                [part.encode("utf-8", "replace") for part in command],
                cwd=ROOT,
                env={**os.environ, "PYTHONUTF8": "1"},
                input=b"" if article.name else article.data,
                capture_output=True,
                timeout=_PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return Preview([Problem("document", "timeout", f"not read within {_PATIENCE:.0f} seconds")], {}, {})
    try:
        return _preview(json.loads(done.stdout))
    except ValueError:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return Preview([Problem("document", "failed", lines[-1][:300] if lines else "")], {}, {})


def _own_name(name: str) -> str:
    """A safe name that keeps of an upload's its ending, and the digits that may be its date."""
    stem, ending = os.path.splitext(name[-200:])
    digits = re.sub(r"[^0-9]+", "-", stem)[-40:]
    return f"upload-{digits}{re.sub('[^0-9A-Za-z.]', '', ending)[:12].lower()}"


def _preview(told: dict[str, Any]) -> Preview:
    marks = [{**one, **_read(one)} for one in told["marks"]]
    facts = {one["obs_id"]: _fact(one) for one in told["facts"]}
    return Preview(
        problems=[Problem(**one) for one in told["problems"]],
        found=told["found"],
        fields=told["fields"],
        file=told["file"],
        saved=told["saved"],
        text=told["text"],
        body_start=told["body_start"],
        date_precision=told["date_precision"],
        marks=[Mark(**{name: one[name] for name in Mark._fields}) for one in marks],
        sentences={one["start"]: (one["sentence_start"], one["sentence_end"]) for one in marks},
        statements=[_statement(one, facts[one["obs_id"]]) for one in told["changes"]],
        duplicate=Twin(**told["duplicate"]) if told["duplicate"] else None,
        near=Twin(**told["near"]) if told["near"] else None,
        findings=[(one["check_name"], one["message"], one["parameters"]) for one in told["findings"]],
    )


def _statement(told: dict[str, Any], fact: Fact) -> Statement:
    if told["kind"] == "new":
        return Statement("new", fact, None)
    meets = {name: told[name] for name in ("document_id", "title", "span_start", "quote", "bound")}
    return Statement(told["kind"], fact, fact._replace(**meets, **{name: _read(told)[name] for name in _AMOUNTS}))


def _fact(told: dict[str, Any]) -> Fact:
    read = {**told, **_read(told)}
    return Fact(**{name: read[name] for name in Fact._fields})


def _read(told: dict[str, Any]) -> dict[str, Any]:
    """The amounts and days of an object, which JSON holds as text."""
    amounts = {name: Decimal(told[name]) if told[name] is not None else None for name in _AMOUNTS if name in told}
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in _DAYS if name in told}
    return amounts | days
