"""The server: the dashboard (app.py) with the curated files and the JSON API beside it. `streamlit run serve.py`."""

from __future__ import annotations

import asyncio
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from dashboard import api, state
from dashboard.lost import Lost

PAGES = {page.stem for page in (state.ROOT / "pages").glob("*.py")}


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Tell the pages that the API is there, and open a browser, which Streamlit does for a plain script only."""
    api.SERVED.set()
    if not st.get_option("server.headless"):
        address = st.get_option("server.address") or "localhost"
        url = f"http://{'localhost' if address in ('0.0.0.0', '::') else address}:{st.get_option('server.port')}"
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, url)
    yield


app = st.App("app.py", routes=api.ROUTES, middleware=[*api.MIDDLEWARE, Middleware(Lost, PAGES)], lifespan=lifespan)
