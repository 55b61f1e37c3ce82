"""What the server refuses before it looks for an address, such as a path with a null byte, answered as a problem."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.api.answers import Guard, Problem


class Refusals:
    """Puts a problem in place of a bare "Bad Request" to an address at or below the given paths."""

    def __init__(self, app: ASGIApp, below: Sequence[str]) -> None:
        self.app, self.below = app, below

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = f"/{str(scope.get('path', '')).lstrip('/')}/"  # a second slash at the start is refused as well
        if scope["type"] != "http" or not path.startswith(tuple(f"{one}/" for one in self.below)):
            await self.app(scope, receive, send)
            return
        refused = False

        async def told(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start":
                kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
                refused = message["status"] == 400 and b"application/problem+json" not in kinds
            if not refused:
                await send(message)

        await self.app(scope, receive, told)
        if refused:
            await Guard(Problem(400, "this path is not one that a file or an address can have").answer())(
                scope, receive, send
            )
