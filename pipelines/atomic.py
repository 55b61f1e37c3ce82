"""Files that are either the old one or the new one, whole, whenever the program or the machine stops."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = ".new~"  # ends the name of a file that is not finished; what a killed run leaves behind is known by it


def unfinished(path: Path) -> Path:
    """The name under which `path` is made, in the same folder: a rename works only inside one file system."""
    return path.with_name(f".{path.name}{MARK}")


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step: readers see the old bytes or the new ones. Raises OSError."""
    new = unfinished(path)
    with open(new, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, path)
    sync_folder(path.parent)


def move_into_place(new: Path, path: Path) -> None:
    """Give the finished file `new` its name; its bytes are on the disk before the name is. Raises OSError."""
    with open(new, "rb") as stream:
        os.fsync(stream.fileno())
    os.replace(new, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the folder's names on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_unfinished(folder: Path) -> None:
    """Remove what a killed run left in `folder`. In the published folder only the holder of the refresh lock may."""
    for path in folder.glob(f".*{MARK}*"):  # DuckDB adds .wal to the name
        path.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path, shared: bool = False) -> Iterator[None]:
    """Hold the folder's lock, which goes when the process does.

    The folder's and not a file's: a file may be replaced, such as by a checkout, between opening and locking.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def append_whole(path: Path, data: bytes) -> None:
    """Write `data` at the end of `path`: all of it is on the disk, or nothing (OSError). The caller holds the lock.

    A last line that was cut short before is kept apart.
    """
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            data = b"\n" + data
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    sync_folder(path.parent)
