"""Files of the catalogue -> raw entries. Knows YAML and CSV, and nothing of what the entries mean."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pipelines.errors import CatalogueError

Entry = tuple[str, Any]  # (where it stands, its content; a string where the entry itself cannot be read)
FAULTS = (yaml.YAMLError, ValueError, RecursionError)  # a date such as 2024-13-01 is a ValueError
_MAX_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster, but not in every wheel


def read_text(path: Path) -> str:
    """The file's text. Raises CatalogueError when it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(
            f"{path.name}: expected UTF-8, found byte {error.start} that is not",
            code="file_not_utf8", file=path.name, byte=error.start,
        ) from None  # fmt: skip
    except OSError as error:
        raise CatalogueError(
            f"{path.name}: expected a readable file, found {error.strerror}",
            code="file_unreadable", file=path.name, system=error.strerror,
        ) from None  # fmt: skip


def read_yaml(path: Path) -> Any:
    """The file's content. Raises CatalogueError with the line of the first fault."""
    try:
        return parse(read_text(path))
    except FAULTS as error:
        raise CatalogueError(f"{path.name}{_fault(error, 1)}", **_no_yaml(path.name, error)) from None


def read_list(path: Path) -> Iterator[Entry]:
    """Entries of a YAML list. A file with a fault is read entry by entry, so that one fault costs one entry."""
    return parse_list(read_text(path), path.name)


def parse_list(text: str, name: str) -> Iterator[Entry]:
    """Entries of the YAML list in the text of the file `name`. Raises CatalogueError where it holds none."""
    try:
        content = parse(text)
    except FAULTS as error:
        pieces = list(_piecewise(text))
        if all(isinstance(content, str) for _, content in pieces):
            raise CatalogueError(f"{name}{_fault(error, 1)}", **_no_yaml(name, error)) from None
        yield from pieces
        return
    if not isinstance(content, list):
        raise CatalogueError(
            f"{name}: expected a list of entries, found {type(content).__name__}", code="file_no_list", file=name
        )
    for number, entry in enumerate(content, 1):
        yield f"entry {number}", entry


def read_csv(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a CSV file as (place, row), cells stripped. Raises CatalogueError when a column is missing."""
    return parse_csv(read_text(path), path.name, columns)


def parse_csv(text: str, file: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of the CSV text of the file named so, as `read_csv`."""
    lines = text.splitlines()
    reader = csv.DictReader(lines)
    first = 1  # the line that the row at hand begins with
    try:
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            raise CatalogueError(
                f"{file}: expected columns {','.join(columns)}, found no {','.join(missing)}",
                code="csv_columns", file=file, missing=", ".join(missing),
            )  # fmt: skip
        first = reader.line_num + 1
        for row in reader:
            while not lines[first - 1].strip():
                first += 1
            if reader.line_num > first:
                raise csv.Error(f"a quote that opens here takes in all up to line {reader.line_num}")
            first = reader.line_num + 1
            yield f"line {reader.line_num}", {name: (row[name] or "").strip() for name in columns}
    except csv.Error as error:  # a quote that is never closed takes in all that follows
        raise CatalogueError(
            f"{file}: line {first}: expected CSV, found a fault ({error})", code="csv_line", file=file, line=first
        ) from None


def parse(text: str) -> Any:
    """YAML text -> plain Python values.

    Aliases are a fault: a few lines of them stand for more than memory holds. So is depth: the loader recurses in C.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _MAX_DEPTH:
            problem = "an alias; write it out" if depth <= _MAX_DEPTH else f"more than {_MAX_DEPTH} levels"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]
    return yaml.load(text, Loader=_LOADER)  # a safe loader: builds no objects


def _piecewise(text: str) -> Iterator[Entry]:
    for number, match in enumerate(re.finditer(r"^- .*(?:\n(?!- ).*)*", text, re.MULTILINE), 1):
        line = text.count("\n", 0, match.start()) + 1
        try:
            (entry,) = parse(match[0])
            yield f"entry {number}", entry
        except FAULTS as error:
            yield f"entry {number}", f"unreadable{_fault(error, line)}"


def _no_yaml(file: str, error: Exception) -> dict[str, Any]:
    mark = getattr(error, "problem_mark", None)
    return {"code": "file_no_yaml", "file": file, "line": mark.line + 1 if mark else 1}


def _fault(error: Exception, first_line: int) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f" line {first_line + mark.line}" if mark else ""
    return f"{place}: expected YAML, found a fault ({getattr(error, 'problem', None) or 'no entry'})"
