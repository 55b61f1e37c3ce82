"""The curated files for the page: read once, and kept while they do not change."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.downloads import exports


@st.cache_data(max_entries=100, show_spinner=False)
def browser_file(file: exports.File) -> bytes:
    """A curated file as a person gets it."""
    return exports.browser_file(file.path)


@st.cache_data(max_entries=4, show_spinner=False)
def zipped(files: Sequence[exports.File]) -> bytes:
    """All curated files in one zip, as they are: datapackage.json among them describes their bytes."""
    return exports.zipped([f.path for f in files])


@st.cache_data(max_entries=100, show_spinner=False)
def sha256(file: exports.File) -> str:
    """Hash of a curated file, of its bytes on disk."""
    return exports.sha256(file.path)
