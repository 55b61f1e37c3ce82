"""documents.yml: the metadata of the files beside it."""

from __future__ import annotations

import os
import posixpath
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

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
            refusals[name] = Refusal(shown_name(name), fault.reason, fault.detail)
            continue
        if problems:
            refusals[name] = Refusal(shown_name(name), "metadata", one_line("; ".join(problems), 300))
        for target, entry in stated.items():
            file = by_name.get(_composed(target), target)
            entries[file] = {**entries.get(file, {}), **entry}
            if file not in listed and not os.path.lexists(raw / file):
                detail = f"file: named in {shown_name(name)}, expected a file beside it, found none"
                refusals[file] = Refusal(shown_name(file), "metadata", detail)
    return entries, list(refusals.values())


def _entries(raw: Path, folder: str, name: str) -> tuple[dict[str, Mapping[str, Any]], list[str]]:
    """Return the entries of one documents.yml by file (relative to `raw`), and a line for each that cannot be used."""
    if not os.path.lexists(raw / name):
        return {}, []
    loaded = load_yaml(decode(load_bytes(raw, name, [".yml"])).text, "the file")
    if loaded is None:  # nothing but comments
        return {}, []
    if not isinstance(loaded, list):
        raise Fault("metadata", "expected a list of entries, each with a file, found something else")
    entries: dict[str, Mapping[str, Any]] = {}
    problems = []
    for number, entry in enumerate(loaded, 1):
        stated = entry.get("file") if isinstance(entry, dict) else None
        target = posixpath.normpath(posixpath.join(folder, stated)) if isinstance(stated, str) and stated else ""
        if not target or target.startswith(("../", "/")):
            problems.append(f"entry {number}: file: expected the name of a file in this folder, found none")
        elif target in entries:
            problems.append(f"entry {number}: file: {one_line(target, 80)} was named before; the first entry stays")
        else:
            entries[target] = {key: value for key, value in entry.items() if key != "file"}
    return entries, problems


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)  # some systems store names decomposed
