"""What every answer of the API has in common: JSON, problems (RFC 9457), and the headers that guard it."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Mapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No Access-Control-Allow-Origin: a page of another site must not read what runs on this machine.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Problem(Exception):
    """An answer that is no result: its status, one line that names what is wrong, and the parameter at fault."""

    def __init__(self, status: int, detail: str, parameter: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.parameter, self.headers = status, detail, parameter, headers

    def answer(self) -> Response:
        """As application/problem+json."""
        told = {"type": "about:blank", "title": HTTPStatus(self.status).phrase, "status": self.status}
        told |= {"detail": self.detail} | ({"parameter": self.parameter} if self.parameter else {})
        return answer(told, self.status, "application/problem+json", self.headers)


def no_table() -> Problem:
    return Problem(503, "no table is published yet: run a refresh", headers={"Retry-After": "10"})


def answer(
    content: Any, status: int = 200, media_type: str = "application/json", headers: Mapping[str, str] | None = None
) -> Response:
    """A JSON answer, Chinese as it is."""
    return Response(json.dumps(content, ensure_ascii=False, allow_nan=False), status, headers, media_type)


async def on_problem(request: Request, error: Exception) -> Response:
    """What becomes of any exception: a problem that says no more than the caller may know."""
    if isinstance(error, Problem):
        return error.answer()
    if isinstance(error, HTTPException):
        details = {404: "there is nothing at this address", 405: f"expected GET or HEAD, found {request.method[:20]}"}
        return Problem(error.status_code, details.get(error.status_code, error.detail), headers=error.headers).answer()
    return Problem(500, "a fault of the program; its log says more").answer()


class Guard:
    """Answers only requests that name this machine, and puts HEADERS on each answer.

    A browser takes a foreign name that was pointed at 127.0.0.1 for the foreign site, and lets that site read what
    comes back (DNS rebinding). An address in numbers cannot be pointed anywhere else, and localhost is this machine.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["type"] == "http" and not is_own(Headers(scope=scope).get("host", "")):
            problem = Problem(
                421, "this server answers to its IP address, to localhost and to names in SHUANGCHENG_HOSTS"
            )
            await problem.answer()(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)


_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:@/\[\]]+))(?::\d{1,5})?")


def is_own(host: str) -> bool:
    """Whether a Host header (name or address, with or without a port) names this machine.

    >>> is_own("127.0.0.1:8501"), is_own("[::1]:8501"), is_own("localhost"), is_own("example.org")
    (True, True, True, False)
    """
    match = _HOST.fullmatch(host)
    name = (match[1] or match[2]).lower().removesuffix(".") if match is not None else ""
    named = {"localhost", socket.gethostname().lower(), *os.environ.get("SHUANGCHENG_HOSTS", "").lower().split(",")}
    try:
        return bool(name) and (name in named or bool(ip_address(name)))
    except ValueError:
        return False
