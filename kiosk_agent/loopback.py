"""A door on this machine alone: HTTP/1.1 for the few questions of one page, and for nobody else's.

Any site that a browser on this machine shows could ask a door on loopback. So whoever asks has to come from the
kiosk's own origin, and by this door's own name: a name that somebody else had lead here (DNS rebinding) is refused too.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import msgspec

HOST = "127.0.0.1"
_HEAD_MAX_BYTES = 16 * 1024
_BODY_MAX_BYTES = 16 * 1024
_HEAD_SECONDS = 5
_REASONS = {200: "OK", 204: "No Content", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 413: "Too Large"}

_PAGE_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Answer = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
"""Answers what was posted. It is cancelled once whoever asked is gone."""


class _Unfit(Exception):
    """The request gets this status, and no answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Door:
    """Answers on loopback, by path."""

    origin: str  # of the kiosk's page: https://depot.cpas.example
    answers: Mapping[str, Answer]
    pages: Mapping[str, bytes] = field(default_factory=dict)  # HTML without a secret, which a browser may be led to

    async def open(self, port: int) -> asyncio.Server:
        """Open the door at a port; 0: any that is free. Raises OSError where it is taken."""
        return await asyncio.start_server(self._converse, HOST, port, limit=_HEAD_MAX_BYTES)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            status, headers, body = await self._answer(reader, writer)
        except _Unfit as error:
            status, headers, body = error.status, {}, b""
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.transport.abort()
            return
        told = {**headers, "Content-Length": str(len(body)), "Connection": "close", "Cache-Control": "no-store"}
        lines = [f"HTTP/1.1 {status} {_REASONS[status]}", *(f"{name}: {value}" for name, value in told.items())]
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        with suppress(OSError):
            await writer.drain()
        writer.close()

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body. Raises _Unfit."""
        asked = await asyncio.wait_for(_read(reader), _HEAD_SECONDS)
        port = writer.get_extra_info("sockname")[1]
        if asked.headers.get("host") != f"{HOST}:{port}":
            raise _Unfit(403)
        if asked.method == "GET" and asked.path in self.pages:
            return 200, _PAGE_HEADERS, self.pages[asked.path]
        if asked.headers.get("origin") != self.origin:
            raise _Unfit(403)
        shared = {"Access-Control-Allow-Origin": self.origin, "Vary": "Origin"}
        if asked.path not in self.answers:
            raise _Unfit(404)
        if asked.method == "OPTIONS":
            allowed = {"Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "content-type"}
            return 204, {**shared, **allowed, "Access-Control-Allow-Private-Network": "true"}, b""
        if asked.method != "POST" or asked.headers.get("content-type") != "application/json":
            raise _Unfit(400)  # a form of another kind would be sent without asking us first
        answer = await self._as_long_as_asked(self.answers[asked.path](_told(asked.body)), reader)
        return 200, {**shared, "Content-Type": "application/json"}, msgspec.json.encode(answer)

    async def _as_long_as_asked(self, answering: Awaitable[dict[str, Any]], reader: asyncio.StreamReader) -> Any:
        """Return the answer. Raises ConnectionError, and gives the answering up, once whoever asked is gone."""
        task = asyncio.ensure_future(answering)
        gone = asyncio.ensure_future(reader.read(1))
        try:
            await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise ConnectionResetError
            return task.result()
        finally:
            for each in (task, gone):
                each.cancel()
                with suppress(asyncio.CancelledError, OSError):
                    await each


async def _read(reader: asyncio.StreamReader) -> _Asked:
    """Return a request whole. Raises _Unfit, and what a stream raises."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)}
    try:
        method, path, _ = first.split(" ")
        size = int(headers.get("content-length", "0"))
    except ValueError:
        raise _Unfit(400) from None
    if not 0 <= size <= _BODY_MAX_BYTES:
        raise _Unfit(413)
    return _Asked(method=method, path=path, headers=headers, body=await reader.readexactly(size))


def _told(body: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise _Unfit(400) from None
