"""The raw folder: which files it holds, and the bytes of one."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterable
from pathlib import Path

from pipelines.errors import RefreshError
from pipelines.readers.fault import Fault, one_line, without_controls

MAX_BYTES = 64 * 1024 * 1024
METADATA_FILE = "documents.yml"


def list_files(raw: Path) -> list[str]:
    """Return the names of the raw files relative to `raw`, "/" as separator, sorted.

    Left out: hidden files (and Office's "~$" locks), documents.yml, README*. Everything else is listed, also what
    `read_document` will refuse: files of other kinds, links to folders, folders that cannot be opened.
    """
    if not raw.is_dir():
        shown = one_line(str(raw), 200)
        raise RefreshError(f"{shown}: expected a folder with documents, found none", code="raw_missing", folder=shown)
    names: list[str] = []
    errors: list[OSError] = []
    for folder, folders, files in os.walk(raw, onerror=errors.append):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        kept = [name for name in files if not _is_hidden(name) and name != METADATA_FILE and name[:6] != "README"]
        names += [os.path.join(folder, name) for name in links + kept]
    names += [str(error.filename) for error in errors]
    return sorted(os.path.relpath(name, raw).replace(os.sep, "/") for name in names)


def load_bytes(raw: Path, file: str, endings: Iterable[str]) -> bytes:
    """Return the file's bytes. Raises Fault for everything that can stand where a file was expected."""
    if shown_name(file) != file:
        raise Fault(
            "unsupported", "the file's name has characters that cannot be shown; give it another name", code="odd_name"
        )
    root = os.path.realpath(raw)
    path = os.path.realpath(os.path.join(root, file))
    if not Path(path).is_relative_to(root):
        raise Fault("outside", "leads out of the raw folder, and is not followed", code="link_outside")
    try:
        info = os.stat(path)
        if stat.S_ISDIR(info.st_mode):
            os.scandir(path).close()
            raise Fault("unsupported", "a link to a folder is not followed", code="link_folder")
        if not stat.S_ISREG(info.st_mode):
            raise Fault("unsupported", "expected a file, found a device or pipe", code="no_file")
        if ending_of(file) not in endings:
            raise Fault(
                "unsupported", f"expected {' '.join(endings)}, found {ending_of(file) or 'no ending'}",
                code="ending" if ending_of(file) else "no_ending", known=" ".join(endings), found=ending_of(file),
            )  # fmt: skip
        with open(path, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # the file may have grown since it was looked at
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Fault("vanished", "was there when the folder was listed, and is gone", code="file_gone") from error
    except OSError as error:
        said = error.strerror or type(error).__name__
        raise Fault("unreadable", f"cannot be opened: {said}", code="cannot_open", system=said) from error
    if len(data) > MAX_BYTES:
        found = f"{max(info.st_size, len(data)):,}"
        raise Fault(
            "too_large", f"expected at most {MAX_BYTES:,} bytes, found {found}",
            code="file_too_large", limit=f"{MAX_BYTES:,}", found=found,
        )  # fmt: skip
    return data


def ending_of(file: str) -> str:
    """Return the name's ending in lower case, with its dot."""
    return posixpath.splitext(file)[1].lower()


def shown_name(file: str) -> str:
    """Return the file's name as it can be printed and stored; equal to `file` for every sane name."""
    return without_controls(file)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))
