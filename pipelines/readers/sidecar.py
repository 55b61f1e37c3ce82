"""documents.yml: the metadata of the files beside it."""

from __future__ import annotations

import os
import posixpath
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines.errors import as_parameters
from pipelines.readers.fault import Fault, one_line
from pipelines.readers.fields import load_yaml
from pipelines.readers.folder import METADATA_FILE, load_bytes, shown_name
from pipelines.readers.text import decode
from pipelines.records import Refusal


def read_metadata(raw: Path, files: Iterable[str]) -> tuple[dict[str, Mapping[str, Any]], list[Refusal]]:
    """Read each documents.yml in the folders of `files` and above; return the entry of each file that has one.

    Where two name a file, the nearer folder's fields win.
    A documents.yml that cannot be read refuses itself; an entry whose file does not exist is refused under that name.
    """
    by_name = {_composed(file): file for file in files}
    listed = set(by_name.values())
    folders = {""}
    for file in listed:
        while file := posixpath.dirname(file):
            folders.add(file)
    entries: dict[str, Mapping[str, Any]] = {}
    refusals: dict[str, Refusal] = {}
    for folder in sorted(folders):  # an outer folder comes before the ones in it
        name = posixpath.join(folder, METADATA_FILE)
        try:
            stated, problems = _entries(raw, folder, name)
        except Fault as fault:
            refusals[name] = Refusal(shown_name(name), fault.reason, fault.detail, fault.parameters)
            continue
        if problems:
            detail = one_line("; ".join(problem for _, problem in problems), 300)
            entries_at = ", ".join(str(number) for number, _ in problems[:20])
            told = as_parameters(code="listing_entries", entries=entries_at)
            refusals[name] = Refusal(shown_name(name), "metadata", detail, told)
        for target, entry in stated.items():
            file = by_name.get(_composed(target), target)
            entries[file] = {**entries.get(file, {}), **entry}
            if file not in listed and not os.path.lexists(raw / file):
                detail = f"file: named in {shown_name(name)}, expected a file beside it, found none"
                told = as_parameters(code="listing_without_file", listing=shown_name(name))
                refusals[file] = Refusal(shown_name(file), "metadata", detail, told)
    return entries, list(refusals.values())


def _entries(raw: Path, folder: str, name: str) -> tuple[dict[str, Mapping[str, Any]], list[tuple[int, str]]]:
    """Return the entries of one documents.yml by file (relative to `raw`); number and fault of each unusable one."""
    if not os.path.lexists(raw / name):
        return {}, []
    loaded = load_yaml(decode(load_bytes(raw, name, [".yml"])).text, "the file")
    if loaded is None:  # nothing but comments
        return {}, []
    if not isinstance(loaded, list):
        raise Fault(
            "metadata", "expected a list of entries, each with a file, found something else", code="listing_shape"
        )
    entries: dict[str, Mapping[str, Any]] = {}
    problems = []
    for number, entry in enumerate(loaded, 1):
        stated = entry.get("file") if isinstance(entry, dict) else None
        target = posixpath.normpath(posixpath.join(folder, stated)) if isinstance(stated, str) and stated else ""
        if not target or target.startswith(("../", "/")):
            fault = f"entry {number}: file: expected the name of a file in this folder, found none"
            problems.append((number, fault))
        elif target in entries:
            fault = f"entry {number}: file: {one_line(target, 80)} was named before; the first entry stays"
            problems.append((number, fault))
        else:
            entries[target] = {key: value for key, value in entry.items() if key != "file"}
    return entries, problems


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)  # some systems store names decomposed
