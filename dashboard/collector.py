"""Keeps what the program is made of out of the garbage collections that follow each run of a page."""

from __future__ import annotations

import atexit
import gc

_spared: set[str] = set()  # pages whose modules and tables are loaded


def spare(page: str) -> None:
    """After the first run of `page`: what is loaded now is not looked through again.

    Streamlit runs a full collection after each run of a page, which took half of the run's time: modules, compiled
    patterns and the catalogue are looked through each time, and are never garbage.
    """
    if page in _spared:
        return
    if not _spared:
        atexit.register(gc.unfreeze)  # at the end all is taken down in order
    _spared.add(page)
    gc.collect()
    gc.freeze()
