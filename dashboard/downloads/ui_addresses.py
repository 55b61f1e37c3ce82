"""The stable addresses of the curated files and of the API, for those who read them with a program."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import streamlit as st

from dashboard import api
from dashboard.words import Words

EXAMPLE = 'import pandas\n\ntable = pandas.read_csv("{address}")'


def show_addresses(words: Words, names: Sequence[str]) -> None:
    """Where each file stands on this server, and how a program reads it; nothing where the server has no API."""
    if not api.SERVED.is_set():
        return
    here = urlsplit(str(st.context.url))
    root = f"{here.scheme}://{here.netloc}"
    with st.expander(words("addresses.title")):
        st.caption(words("addresses.note"))
        st.code(EXAMPLE.format(address=f"{root}/data/{names[0]}"), language=None, wrap_lines=True)
        st.code("\n".join(f"{root}/data/{name}" for name in names), language=None, wrap_lines=True)
        st.caption(words("addresses.api"))
        st.code("\n".join(f"{root}{path}" for path in api.paths()), language=None, wrap_lines=True)
        st.link_button(words("addresses.description"), f"{root}/api/openapi.json", icon=":material/api:")
