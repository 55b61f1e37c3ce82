"""The stable addresses of the curated files and of the API, for those who read them with a program."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

import streamlit as st

from dashboard import api
from dashboard.words import Words

EXAMPLE = 'import pandas\n\nserver = "{root}"\ntable = pandas.read_csv(server + "{path}")'


def address(name: str) -> str:
    """Where a curated file stands on this server; "" where the server has no API."""
    return f"{_root()}{_path(name)}" if api.SERVED.is_set() else ""


def show_addresses(words: Words, names: Sequence[str]) -> None:
    """Where each file stands on this server, and how a program reads it; nothing where the server has no API."""
    if not api.SERVED.is_set():
        return
    root = _root()
    with st.expander(words("addresses.title")):
        st.caption(words("addresses.note"))
        st.code(root, language=None, wrap_lines=True)  # once: a whole address is torn apart on a telephone
        st.caption(words("addresses.files"))
        st.code("\n".join(map(_path, names)), language=None, wrap_lines=True)
        st.caption(words("addresses.example"))
        st.code(EXAMPLE.format(root=root, path=_path(names[0])), language=None, wrap_lines=True)
        st.caption(words("addresses.api"))
        st.code("\n".join(api.paths()), language=None, wrap_lines=True)
        st.link_button(words("addresses.description"), f"{root}/api/openapi.json", icon=":material/api:")


def _path(name: str) -> str:
    return f"/data/{quote(name)}"


def _root() -> str:
    here = urlsplit(str(st.context.url))
    return f"{here.scheme}://{here.netloc}"
