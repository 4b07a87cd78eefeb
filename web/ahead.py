"""Asks for the next bytes of a body while the last ones are looked at, so that sender and service never take turns."""

import asyncio

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, ReceiveMessage, Scope, Send

_WITH_BODY = frozenset({"POST", "PATCH"})


class Ahead:
    """Read a request one message ahead: its first bytes come while we ask who sends them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; what was asked for and is not wanted any more is given up."""
        if scope["type"] != ScopeType.HTTP or scope["method"] not in _WITH_BODY:
            await self.app(scope, receive, send)
            return
        body = _Body(receive)
        try:
            await self.app(scope, body.receive, send)
        finally:
            body.stop()


class _Body:
    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._coming: asyncio.Future[ReceiveMessage] | None = self._asked()

    async def receive(self) -> ReceiveMessage:
        coming, self._coming = self._coming, None
        message = await (coming or self._receive())
        if message["type"] == "http.request" and message.get("more_body"):
            self._coming = self._asked()
        return message

    def stop(self) -> None:
        if self._coming is not None:
            self._coming.cancel()

    def _asked(self) -> asyncio.Future[ReceiveMessage]:
        return asyncio.ensure_future(self._receive())
