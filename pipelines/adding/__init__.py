"""Add an article: what a person hands over -> what the table would make of it -> one more file in the raw folder.

model.py  what is handed over, what comes of it     fields.py   its metadata, prefilled and checked
saving.py the file it becomes                       against.py  what it is beside the current table
told.py   a preview as JSON and as lines
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from pipelines.adding.against import add_unread, beside_table, changes, duplicate_of, nearly
from pipelines.adding.fields import check, found_in, put_over
from pipelines.adding.model import FIELDS, Change, Offer, Place, Preview, Problem, Twin
from pipelines.adding.saving import Sheet, make_sheet, only_one, read_back, save
from pipelines.adding.told import as_json, lines
from pipelines.additions import read_additions, vocabulary
from pipelines.checks import run_checks
from pipelines.documents import read_document
from pipelines.errors import DocumentError, as_parameters
from pipelines.lexicon import with_unit_words
from pipelines.observations import settle
from pipelines.readers import MEDIA_TYPES
from pipelines.readers.fault import Fault, one_line
from pipelines.readers.folder import ending_of
from pipelines.records import Document
from pipelines.rows import Settled, storable

__all__ = ["FIELDS", "Change", "Offer", "Place", "Preview", "Problem", "Twin", "add", "as_json", "lines", "preview"]

_NO_FRONT_MATTER = b"---\nkind: article\n---\n"  # before a pasted text: what stands at its own top stays text


def add(offer: Offer, place: Place) -> Preview:
    """Save the article in the raw folder unless its preview has a problem; `saved` says which.

    Raises RefreshError, CatalogueError (of what people added) and OSError.
    """
    with only_one(place.raw):
        seen, sheet = _look(offer, place)
        if sheet is None or seen.problems:
            return seen
        try:
            save(place.raw, sheet)
        except Fault as fault:
            return seen._replace(problems=[Problem("document", fault.reason, fault.detail, fault.parameters)])
    return seen._replace(saved=True)


def preview(offer: Offer, place: Place) -> Preview:
    """What would be saved and what the table would make of it; nothing is written.

    Raises RefreshError and CatalogueError.
    """
    return _look(offer, place)[0]


def _look(offer: Offer, place: Place) -> tuple[Preview, Sheet | None]:
    with tempfile.TemporaryDirectory(prefix="shuangcheng-add-") as scratch:
        try:
            document, data = _read(offer, Path(scratch))
        except DocumentError as error:
            fields = put_over({}, offer.stated)
            problems = [Problem("document", error.reason, error.detail, error.parameters), *check(fields)]
            return Preview(problems, {}, fields), None
        found = found_in(document)
        fields = put_over(found, offer.stated)
        problems = check(fields)
        usable = fields | {problem.field: "" for problem in problems}
        precision = "" if "published_on" in offer.stated else document.date_precision.replace("exact", "")
        sheet = make_sheet(document, data, usable, precision)
        try:
            document = _as_refreshed(Path(scratch) / "saved", sheet, document)
        except (DocumentError, Fault) as error:
            return Preview(
                [*problems, Problem("document", error.reason, error.detail, error.parameters)], found, fields
            ), None
    problems += [
        Problem(name, "characters", f"would be read as '{getattr(document, name)}'")
        for name, text in usable.items()
        if text and str(getattr(document, name)) != text
    ]
    seen = _beside(document, place)
    return seen._replace(problems=problems + seen.problems, found=found, fields=fields, file=sheet.file), sheet


def _read(offer: Offer, scratch: Path) -> tuple[Document, bytes]:
    """The document as it was handed over. Raises DocumentError."""
    ending = ending_of(offer.name)
    if ending not in MEDIA_TYPES:
        found = one_line(ending, 20) or "no ending"
        raise DocumentError(
            "", "unsupported", f"expected {' '.join(MEDIA_TYPES)}, found {found}",
            code="ending" if ending else "no_ending", known=" ".join(MEDIA_TYPES), found=found,
        )  # fmt: skip
    digits = re.sub(r"[^0-9]+", "-", offer.name[: -len(ending)])[-40:]  # a newspaper's page is often named by its day
    data = _NO_FRONT_MATTER + offer.data if offer.pasted and offer.data.strip() else offer.data
    file = f"offered{digits and '-'}{digits}{ending}"
    (scratch / file).write_bytes(data)
    return read_document(scratch, file, {}), data


def _as_refreshed(folder: Path, sheet: Sheet, document: Document) -> Document:
    """The document as a refresh will read it. Raises DocumentError and Fault."""
    folder.mkdir()
    again = read_document(folder, sheet.file, read_back(folder, sheet))
    if again.text[again.body_start :] != document.text[document.body_start :]:
        raise Fault("metadata", "its front matter cannot be told from its text", code="front_matter_unclear")
    return again


def _beside(document: Document, place: Place) -> Preview:
    """The document's figures, and what they are beside the table."""
    catalogue, unit_words = vocabulary(read_additions(place.review))
    with with_unit_words(unit_words):
        one = storable(Settled(document, *settle(document, catalogue)))
    problems = []
    with beside_table(one, catalogue, place.curated) as con:
        add_unread(con, place.raw)
        duplicate, findings = duplicate_of(con, document), run_checks(con)
        near = None if duplicate else nearly(con, document)
        compared = changes(con)
    if duplicate:
        problems.append(Problem("document", "duplicate", f"the same text as {duplicate.file}"))
    elif all(mention.disposition == "context" for mention in one.mentions):
        problems.append(Problem("document", "no_figures", "expected figures, found none"))
    hard = [finding for finding in findings if finding.severity == "hard"]
    problems += [Problem("document", "check", f"{f.check_name}: {f.subject}: {f.message}",
                         as_parameters(code="check_of_document", check=f.check_name)) for f in hard[:1]]  # fmt: skip
    return Preview(
        problems, {}, {}, "", False, document, one.mentions, one.observations, compared, duplicate, near, findings
    )
