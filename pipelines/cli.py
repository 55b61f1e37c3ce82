"""The command line: `python -m pipelines refresh | extract | preview | add | export | check | decide`.

Exit status: 0 done; 1 findings, or some documents refused (named on standard error, the rest done); 2 usage, or the
command could not run at all. A fault of the program is 70 (see __main__.py), so that it never passes for findings.
"""

from __future__ import annotations

import argparse
import os
import sys
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

from pipelines.engine import Engine
from pipelines.errors import CheckError, DecisionError, RefreshError, ShuangchengError, no_table
from pipelines.printing import export_json, finding_line, mention_line, refusal_line, summary
from pipelines.readers.folder import MAX_BYTES
from pipelines.records import Claim, Measure

ROOT = Path(__file__).parent.parent
RAW = Path(os.environ.get("SHUANGCHENG_RAW") or ROOT / "data" / "raw")
CURATED = Path(os.environ.get("SHUANGCHENG_CURATED") or ROOT / "data" / "curated")
REVIEW = Path(os.environ.get("SHUANGCHENG_REVIEW") or ROOT / "data" / "review")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.command(options)
    except CheckError as error:
        _complain(str(error))
        return 1
    except ShuangchengError as error:
        _complain(str(error))
        return 2
    return status


def _refresh(options: argparse.Namespace) -> int:
    from pipelines.records import Finding
    from pipelines.refresh import refresh

    engine = Engine(options.engine, options.workers, options.scheduler)
    run = refresh(options.raw, options.curated, engine, options.review)
    fields = Finding._fields
    found = [Finding._make(one[name] for name in fields) for one in run.findings]
    problems = [finding for finding in found if finding.check_name == "catalogue_entry"]
    for line in [*map(finding_line, problems), *(refusal_line(refusal) for refusal in run.refused)]:
        _complain(line)
    print("\n".join(summary(run)))
    return 1 if run.refused or problems else 0


def _extract(options: argparse.Namespace) -> int:
    from pipelines.extraction import extract_files

    refused = 0
    for result in extract_files(options.paths, options.published_on):
        if isinstance(result, list):
            sys.stdout.writelines(f"{mention_line(mention, options.trace)}\n" for mention in result)
        else:
            _complain(refusal_line(result._asdict()))
            refused += 1
    return 1 if refused else 0


def _preview(options: argparse.Namespace) -> int:
    from pipelines.adding import FIELDS, Offer, Place, Preview, Problem, add, as_json, lines, preview
    from pipelines.additions import read_additions, vocabulary
    from pipelines.catalogue import load_catalogue

    data, name, pasted = _handed_over(options.path)
    stated = {field: text for field in FIELDS if (text := getattr(options, field)) is not None}
    offer = Offer(data, name, stated, pasted and not options.front_matter)
    place = Place(options.raw, options.curated, options.review)
    try:
        try:
            seen = (add if options.saves else preview)(offer, place)
        except OSError as error:
            file, said = error.filename or options.raw, error.strerror or error
            raise RefreshError(f"nothing is saved: {file}: {said}", code="not_saved", file=file, system=said) from error
    except ShuangchengError as error:
        if options.json:  # to a program: what failed, with its parameters
            problem = Problem("document", "failed", str(error), error.parameters)
            print(as_json(Preview([problem], {}, {}), load_catalogue()))
        raise
    if options.json:
        print(as_json(seen, vocabulary(read_additions(options.review)).catalogue))
    else:
        for problem in seen.problems:
            _complain(f"{problem.field}: {problem.code}: {problem.detail}")
        print("\n".join(lines(seen)))
    return 1 if seen.problems else 0


def _handed_over(path: str) -> tuple[bytes, str, bool]:
    """The bytes, the name, and whether it is a pasted text: `-`. One byte over the limit is enough to refuse it."""
    try:
        if path == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1), "pasted.txt", True
        with open(path, "rb") as stream:
            return stream.read(MAX_BYTES + 1), os.path.basename(path), False
    except OSError as error:
        said = error.strerror or error
        raise RefreshError(
            f"{path}: expected a file: {said}", code="file_unreadable", file=path, system=said
        ) from error


def _export(options: argparse.Namespace) -> int:
    from pipelines.export import export
    from pipelines.exporting.selection import Selection

    wanted = Selection(
        tuple(options.indicator), tuple(options.area), tuple(options.measure), tuple(options.claim),
        options.since, options.until,
    )  # fmt: skip
    try:
        done = export(CURATED, options.folder, options.format, wanted)
    except ShuangchengError as error:
        if options.json:  # to a program: what failed, with its parameters
            print(export_json((), (), (str(error), error.parameters)))
        raise
    if options.json:
        print(export_json(done.paths, done.notes))
        return 0
    for path in done.paths:
        print(path)
    for note in done.notes:
        _complain(f"note: {note.line}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from pipelines.checks import check_current

    findings = check_current(CURATED)
    hard = [finding for finding in findings if finding.severity == "hard"]
    for finding in findings:
        print(finding_line(finding))
    print(f"{len(hard)} hard, {len(findings) - len(hard)} soft")
    return 1 if hard else 0


def _decide(options: argparse.Namespace) -> int:
    import json

    from pipelines.additions import read_additions, vocabulary
    from pipelines.deciding import decide
    from pipelines.store import opened
    from pipelines.vintages import current_database

    try:
        asked = json.load(sys.stdin)
    except (ValueError, RecursionError) as error:
        raise DecisionError(f"standard input: expected JSON, found a fault ({error})", code="no_json") from None
    database = current_database(options.curated)
    if database is None:
        raise no_table(options.curated)
    requests = asked if isinstance(asked, list) else [asked]
    with opened(database) as con:
        results = decide(con, options.review, vocabulary(read_additions(options.review)).catalogue, requests)
    print(json.dumps(results if isinstance(asked, list) else results[0], ensure_ascii=False))
    return 0 if all(result["state"] == "saved" for result in results) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipelines", description="Newspaper articles to indicator table.")
    commands = parser.add_subparsers(required=True, metavar="{refresh,extract,preview,add,export,check,decide}")

    command = commands.add_parser("refresh", help="read the documents, check the figures, publish the table")
    command.set_defaults(command=_refresh)
    command.add_argument("--raw", type=Path, default=RAW, metavar="DIR", help="documents in (default: data/raw)")
    command.add_argument(
        "--curated", type=Path, default=CURATED, metavar="DIR", help="table out (default: data/curated)"
    )
    command.add_argument("--review", type=Path, default=REVIEW, metavar="DIR", help="decisions (default: data/review)")
    command.add_argument("--full", action="store_true", help="read every document again; so does each refresh for now")
    command.add_argument("--workers", type=_positive, default=0, metavar="N", help="processes (default: by the work)")
    command.add_argument("--engine", choices=("process", "dask"), default="process", help="what runs the workers")
    command.add_argument("--scheduler", metavar="ADDRESS", help="of a dask cluster (default: start one here)")

    command = commands.add_parser("extract", help="print the quantities of documents, one JSON object a line")
    command.set_defaults(command=_extract)
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a document, or a folder of them")
    command.add_argument("--published-on", type=_day, metavar="DATE", help="YYYY-MM-DD; overrules the documents' own")
    command.add_argument("--trace", action="store_true", help="print as well which rule gave each attribute")

    for name, saves, about in (
        ("preview", False, "show what an article would bring to the table; nothing is saved"),
        ("add", True, "save an article among the documents, unless it is there or something is wrong with it"),
    ):
        command = commands.add_parser(name, help=about)
        command.set_defaults(command=_preview, saves=saves)
        command.add_argument("path", metavar="PATH", help="a txt, md, html, pdf or docx file; - for a text pasted here")
        for field in ("title", "publisher", "published-on", "event-on", "kind", "url", "licence"):
            command.add_argument(f"--{field}", metavar="TEXT", help="overrules what the document says")
        command.add_argument("--front-matter", action="store_true", help="of a pasted text: read it as metadata")
        command.add_argument("--raw", type=Path, default=RAW, metavar="DIR", help="documents (default: data/raw)")
        command.add_argument("--curated", type=Path, default=CURATED, metavar="DIR", help="table to compare with")
        command.add_argument("--review", type=Path, default=REVIEW, metavar="DIR", help="what people added")
        command.add_argument("--json", action="store_true", help="print one JSON object, problems in it")

    command = commands.add_parser("export", help="write the table for other programs")
    command.set_defaults(command=_export)
    command.add_argument("folder", type=Path, metavar="DIR", help="where to")
    command.add_argument("--format", choices=("csv", "parquet", "xlsx", "sdmx-csv", "zip"), required=True)
    several: dict[str, Any] = {"action": "append", "default": []}
    command.add_argument("--indicator", **several, metavar="ID", help="only this indicator; may be given several times")
    command.add_argument("--area", **several, metavar="CODE", help="only this area; may be given several times")
    command.add_argument("--measure", **several, choices=get_args(Measure), help="only this kind of figure; the same")
    command.add_argument("--claim", **several, choices=get_args(Claim), help="only this kind of claim; the same")
    command.add_argument(
        "--since", type=_first_day, metavar="DATE", help="only periods that end then or later: 2023-05"
    )
    command.add_argument("--until", type=_last_day, metavar="DATE", help="only periods that end then or before: 2025")
    command.add_argument("--json", action="store_true", help="print one JSON object, notes and what failed in it")

    command = commands.add_parser("check", help="run the checks on the current table and print what they find")
    command.set_defaults(command=_check)

    command = commands.add_parser("decide", help="append a person's decisions, JSON on standard input, to the log")
    command.set_defaults(command=_decide)
    command.add_argument("--review", type=Path, default=REVIEW, metavar="DIR", help="the log's (default: data/review)")
    command.add_argument("--curated", type=Path, default=CURATED, metavar="DIR", help="table (default: data/curated)")
    return parser


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= 256:
        raise argparse.ArgumentTypeError(f"expected a number from 1 to 256, found {text!r}")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a date such as 2024-06-10, found {text!r}") from None


def _first_day(text: str) -> date:
    return _period(text)[0]


def _last_day(text: str) -> date:
    return _period(text)[1]


def _period(text: str) -> tuple[date, date]:
    """First and last day of a year, a month or a day."""
    try:
        first = date.fromisoformat(text + "0000-01-01"[len(text) :] if len(text) in (4, 7) else text)
        month = first.month if len(text) == 7 else 12
        return first, first if len(text) > 7 else date(first.year, month, monthrange(first.year, month)[1])
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected a date such as 2024, 2024-06 or 2024-06-10, found {text!r}"
        ) from None


def _complain(line: str) -> None:
    print(" ".join(line.split()), file=sys.stderr)
