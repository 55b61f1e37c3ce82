"""Addresses at which there is no page: the server leads them to the first page, which says so.

Streamlit answers each address it does not know with the app, which opens the first page without a word, and stays blank
below a second slash. Read by serve.py; imports no streamlit.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEY = "no_page"  # of the first page's address: where there is no page
LONGEST = 80  # characters of an address that are told


class Lost:
    """Puts the way to the first page in place of the app, at each address but those of `pages` and the first one's."""

    def __init__(self, app: ASGIApp, pages: Collection[str]) -> None:
        self.app, self.pages = app, {"", *pages}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or str(scope["path"]).strip("/") in self.pages:
            await self.app(scope, receive, send)
            return
        lost = False

        async def told(message: Message) -> None:
            nonlocal lost
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                lost = message["status"] == 200 and kind.startswith("text/html")
            if not lost:
                await send(message)

        await self.app(scope, receive, told)
        if lost:
            await RedirectResponse(self._first(scope), status_code=302)(scope, receive, send)

    def _first(self, scope: Scope) -> str:
        asked = parse_qs(bytes(scope.get("query_string", b"")).decode("latin-1")).get("lang", [])[:1]
        return "/?" + urlencode({KEY: str(scope["path"]).strip("/")[:LONGEST], **({"lang": asked[0]} if asked else {})})
