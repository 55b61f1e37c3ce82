"""Quantities of single files and folders, without building a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.catalogue import load_catalogue
from pipelines.documents import list_files, read_document, read_metadata
from pipelines.errors import DocumentError, RefreshError
from pipelines.mentions import read
from pipelines.observations import judge
from pipelines.readers.folder import METADATA_FILE
from pipelines.records import Mention, Refusal


def extract_files(paths: Sequence[Path], published_on: date | None = None) -> Iterator[list[Mention] | Refusal]:
    """Yield the mentions of each document, or why it cannot be read, in the order of `paths`.

    A folder stands for the files below it. Metadata is the document's own, or of a documents.yml beside it;
    `published_on` overrules it. Raises RefreshError, before anything is read, for a path that is not there.
    """
    named: defaultdict[Path, list[str]] = defaultdict(list)
    for path in paths:
        if path.is_dir():
            named[path] += list_files(path)
        elif path.exists():
            # A link that is named is meant; one that is met in a folder must not lead out of it.
            meant = path if path.resolve().is_relative_to(path.parent.resolve()) else path.resolve()
            named[meant.parent].append(meant.name)
        else:
            raise RefreshError(f"{path}: expected a file or folder, found none", code="no_such_path", file=path)
    for folder, files in named.items():
        metadata, refusals = read_metadata(folder, files)
        yield from (r for r in refusals if r.file in files or r.file.endswith(METADATA_FILE))
        for file in files:
            yield _extract(folder, file, metadata.get(file, {}), published_on)


def _extract(
    folder: Path, file: str, metadata: Mapping[str, Any], published_on: date | None
) -> list[Mention] | Refusal:
    try:
        document = read_document(folder, file, metadata)
    except DocumentError as error:
        return Refusal(error.file, error.reason, error.detail, error.parameters)
    if published_on:
        document = document._replace(published_on=published_on, date_precision="exact")
    # Each quantity as it stands: a statement printed twice is two mentions here, and one observation in the table.
    return judge(document, read(document), load_catalogue())
