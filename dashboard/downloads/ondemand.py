"""A file made when somebody asks for it: the export runs as a process of its own, as the refresh does.

Several files become one zip: the browser takes one. CSVs are made safe for a spreadsheet, and their
datapackage.json, which tells vintage, filters and citation, states no bytes of the originals; the data package, Parquet
and SDMX-CSV are for programs and stay as they are.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from dashboard import state
from dashboard.downloads import exports
from dashboard.messages import read

FORMS = ("xlsx", "csv", "zip", "parquet", "sdmx-csv")
KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
WITHIN = 300  # seconds; a workbook of a million rows takes about as long, the other forms a fifth of it


class Wanted(NamedTuple):
    """A form and the codes to keep; empty ones keep all. Years are of the end of the period, both inclusive."""

    form: str
    indicators: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def in_order(self) -> bool:
        """Whether the span of years, where it has both ends, runs forward."""
        return not (self.since and self.until) or self.since <= self.until

    def arguments(self) -> list[str]:
        """The command line's filters."""
        options = {
            "indicator": self.indicators, "area": self.areas, "measure": self.measures, "claim": self.claims,
            "since": (self.since,), "until": (self.until,),
        }  # fmt: skip
        return [f"--{name}={code}" for name, codes in options.items() for code in codes if code]


class Said(NamedTuple):
    """What the command says: a line in English, and its code and values as JSON ("{}": only the line says it)."""

    line: str
    parameters: str = "{}"


class Made(NamedTuple):
    """A file for the browser, or none; and what the command said of it."""

    name: str = ""
    data: bytes = b""
    kind: str = ""
    error: str = ""  # nothing | size | time | newer (a refresh came between) | failed | ended (before it said why)
    said: tuple[Said, ...] = ()  # what the file could not take as it is; why it failed; its last words, if any


def make(curated: Path, run_id: str, wanted: Wanted) -> Made:
    """Export the current vintage; it must be `run_id` before and after, or the file would be another's."""
    with tempfile.TemporaryDirectory(prefix="shuangcheng-export-") as scratch:
        command = [sys.executable, "-m", "pipelines", "export", scratch, "--json", "--format", wanted.form]
        try:
            done = subprocess.run(
                [*command, *wanted.arguments()], cwd=state.ROOT,
                env={**os.environ, "SHUANGCHENG_CURATED": str(curated)},
                stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=WITHIN,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Made(error="time")
        try:
            told = json.loads(done.stdout)
        except ValueError:  # it ended before it could say anything
            return Made(error="ended", said=tuple(map(Said, done.stderr.strip().splitlines()[-1:])))
        if told["error"]:
            why = Said(*told["error"])
            nothing = read(why.parameters).get("code") == "nothing_to_export"
            return Made(error="nothing") if nothing else Made(error="failed", said=(why,))
        paths = sorted(path for path in Path(scratch).iterdir() if path.is_file())
        if sum(path.stat().st_size for path in paths) > exports.ZIP_LIMIT:
            return Made(error="size")
        now = state.current(curated)
        if now is None or now.run_id != run_id:
            return Made(error="newer")
        said = tuple(Said(*note) for note in told["notes"])
        if len(paths) == 1:
            return Made(paths[0].name, paths[0].read_bytes(), KINDS[paths[0].suffix], said=said)
        chosen = "".join(wanted.arguments())
        mark = f"-{hashlib.sha256(chosen.encode()).hexdigest()[:8]}" if chosen else ""
        packed = exports.zipped(paths, _for_spreadsheets) if wanted.form == "csv" else exports.zipped(paths)
        return Made(f"shuangcheng-{run_id}{mark}-{wanted.form}.zip", packed, KINDS[".zip"], said=said)


def _for_spreadsheets(path: Path) -> bytes:
    """A file as a spreadsheet reads it; the package's description without size and hash of what it is no more."""
    if path.suffix == ".csv":
        return exports.browser_file(path)
    package = json.loads(path.read_bytes())
    for resource in package["resources"]:
        resource.pop("bytes", None)
        resource.pop("hash", None)
    return json.dumps(package, ensure_ascii=False, indent=2).encode()
