"""The main job: raw files in, a new vintage of the table out. Told from top to bottom in `refresh`."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from pipelines.additions import Additions, read_additions, vocabulary
from pipelines.catalogue import Catalogue
from pipelines.checks import documents_at_fault, load_checks, raise_hard, run_checks
from pipelines.comparison import compare
from pipelines.decisions import read_decisions
from pipelines.documents import document_ids, drop_duplicates, list_files, read_document, read_metadata
from pipelines.engine import Engine
from pipelines.errors import CatalogueError, DocumentError, RefreshError, as_parameters
from pipelines.lexicon import with_unit_words
from pipelines.live import recorded
from pipelines.observations import settle
from pipelines.progress import assess
from pipelines.publish import new_vintage, publish
from pipelines.readers.fault import one_line
from pipelines.readers.folder import shown_name
from pipelines.records import Finding, Refusal
from pipelines.review import Reviewed, apply_decisions
from pipelines.rows import Settled, Tables, account, make_tables, newest_day, storable
from pipelines.runs import Run, only_refresh
from pipelines.store import add_findings, build_database, content_id, opened
from pipelines.vintages import current_database, current_run_id

PROGRAM = Path(__file__).parent


class Task(NamedTuple):
    """One raw file to read: its name, its entry of documents.yml, and the id it will have."""

    file: str
    metadata: Mapping[str, Any]
    document_id: str


def refresh(raw: Path, curated: Path, engine: Engine | None = None, review: Path | None = None) -> Run:
    """Read every file below `raw` and publish the table in `curated`; return what happened.

    `review` is the folder of what people decided; None, or a folder that is not there: nothing is decided.

    A file that cannot be read, that the program fails on, or whose rows a hard check finds wrong is refused by name
    and the others go on. Raises RefreshError (another refresh runs, a folder is missing, the disk is full),
    CheckError (a hard check found rows wrong that are of no single document), CatalogueError and DecisionError; in
    each case the last good table stays.
    """
    engine = engine or Engine()
    engine.check()
    if curated.resolve().is_relative_to(raw.resolve()):
        raise RefreshError(
            f"{curated}: expected a folder outside {raw}, whose files are all read as documents",
            code="curated_in_raw", folder=curated, raw=raw,
        )  # fmt: skip
    with _writing_to(curated), only_refresh(curated), recorded(curated) as live:
        previous = current_run_id(curated)

        with live.stage("list"):
            additions = read_additions(review)
            catalogue = vocabulary(additions).catalogue
            decisions = read_decisions(review) if review else []
            files = list_files(raw)
            metadata, refusals = read_metadata(raw, files)
            ids = document_ids(files)
            tasks = [Task(file, metadata.get(file, {}), ids[file]) for file in files]

        with live.stage("extract"):
            results = list(live.count(engine.map(partial(read_and_settle, raw, additions), tasks), len(tasks)))
            if not raw.is_dir():  # such as a drive that was taken off: no reason to publish an empty table
                raise RefreshError(
                    f"{raw}: was there when the run began, and is gone; the last good table stays",
                    code="raw_gone", folder=raw,
                )  # fmt: skip
            settled, refused = _without_duplicates(results)
            if faults := [refusal for refusal in refused if refusal.reason == "fault" and not settled]:
                first = faults[0]
                raise RefreshError(
                    f"every document fails, the first with: {first.file}: {first.detail}",
                    code="all_fail", file=first.file, error=first.detail,
                )  # fmt: skip
            refusals = sorted({*refusals, *refused})
            live.refused(refusals)

        while True:  # once, but for documents that a hard check refuses
            with live.stage("review"):
                reviewed = apply_decisions(settled, decisions, catalogue)
                counts = account(reviewed.settled)  # mentions = observations + review + context, or nothing goes on
            with live.stage("progress"):
                tables = _tables(reviewed, catalogue, refusals)
                run_id = content_id(tables, [check.sql for check in load_checks()])
            with new_vintage(curated, run_id) as built:
                with live.stage("build"):
                    build_database(built, tables, run_id)
                with live.stage("check"), opened(built, read_only=False) as con:
                    findings = run_checks(con)
                    faulty = documents_at_fault(con, findings)
                    live.found([*catalogue.problems, *findings])
                    live.run.counts = {"documents": len(settled), "refused": len(refusals), **counts}
                    live.run.counts["findings"] = len(live.run.findings)
                    if len(faulty) in (0, len(settled)):
                        add_findings(con, findings)
                        raise_hard(findings)
                        live.changed(compare(con, current_database(curated)))
                if not faulty:
                    with live.stage("publish"):
                        publish(curated, built, run_id)
                    break
            refusals = sorted({*refusals, *(_at_fault(one, faulty) for one in settled if _id(one) in faulty)})
            settled = [one for one in settled if _id(one) not in faulty]
            live.refused(refusals)

        live.run.run_id = run_id
        live.run.unchanged = run_id == previous
    return live.run


def read_and_settle(raw: Path, additions: Additions, tasks: Sequence[Task]) -> list[Settled | Refusal]:
    """One result a task: the document with its mentions and observations, or why it could not be read."""
    catalogue, unit_words = vocabulary(additions)
    results: list[Settled | Refusal] = []
    for task in tasks:
        try:
            document = read_document(raw, task.file, task.metadata, task.document_id)
            with with_unit_words(unit_words):
                settled = storable(Settled(document, *settle(document, catalogue)))
            account([settled])
            results.append(settled)
        except DocumentError as error:
            results.append(Refusal(error.file, error.reason, error.detail, error.parameters))
        except CatalogueError:
            raise
        except Exception as error:  # a fault of the program costs the document that it shows in, and no other
            said = _told(error)
            told = as_parameters(code="program_fails", error=said)
            results.append(Refusal(shown_name(task.file), "fault", said, told))
    return results


def _told(error: Exception) -> str:
    """What went wrong and where in the program, in one line."""
    places = traceback.extract_tb(error.__traceback__)
    inside = [place for place in places if Path(place.filename).is_relative_to(PROGRAM)]
    where = (
        f" ({Path(inside[-1].filename).relative_to(PROGRAM.parent).as_posix()}:{inside[-1].lineno})" if inside else ""
    )
    return one_line(f"{type(error).__name__}: {error}", 250) + where


def _tables(reviewed: Reviewed, catalogue: Catalogue, refusals: Sequence[Refusal]) -> Tables:
    """The rows of every table, progress among them."""
    settled, log, beaten = reviewed
    # Of figures that cannot both hold, one that a person preferred another over is compared with nothing.
    observations = [o for one in settled for o in one.observations if o.obs_id not in beaten]
    published_on = {one.document.document_id: one.document.published_on for one in settled}
    progress = assess(observations, catalogue, newest_day(settled), published_on=published_on)
    tables: Tables = {"finding": [tuple(problem) for problem in catalogue.problems]}
    return tables | make_tables(catalogue, settled, progress, refusals, [entry.row() for entry in log])


def _id(one: Settled) -> str:
    return one.document.document_id


def _at_fault(one: Settled, faulty: Mapping[str, Finding]) -> Refusal:
    finding = faulty[_id(one)]
    told = as_parameters(code="check_of_document", check=finding.check_name)
    return Refusal(one.document.file, "fault", one_line(f"{finding.check_name}: {finding.message}", 300), told)


def _without_duplicates(results: Sequence[Settled | Refusal]) -> tuple[list[Settled], list[Refusal]]:
    """The documents read, of equal texts only the first by name, and what was refused."""
    read = {one.document.file: one for one in results if isinstance(one, Settled)}
    kept, duplicates = drop_duplicates(one.document for one in read.values())
    refused = [one for one in results if isinstance(one, Refusal)]
    return [read[document.file] for document in kept], refused + duplicates


@contextmanager
def _writing_to(curated: Path) -> Iterator[None]:
    """Make the folder for the results, and say a failure of the disk in one line."""
    try:
        curated.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        said = error.strerror or str(error)
        raise RefreshError(
            f"{named}{said}; the last good table stays", code="disk", file=error.filename or curated, system=said
        ) from error
    except (duckdb.OperationalError, duckdb.FatalException) as error:
        said = " ".join(str(error).split())
        raise RefreshError(f"{said}; the last good table stays", code="database", error=said) from error
