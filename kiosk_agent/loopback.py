"""A door on this machine alone: HTTP/1.1 for the few questions of one page, and for nobody else's.

Any site that a browser on this machine shows could ask a door on loopback. So whoever asks has to come from the
kiosk's own origin, and by this door's own name: a name that somebody else had lead here (DNS rebinding) is refused too.
The door's own screens, which stand in while the server is away, are asked by themselves alone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

import msgspec

HOST = "127.0.0.1"
OTHER_HOST = "localhost"
"""The same door as another site, so that a browser shows what stands there in another process."""
_HEAD_MAX_BYTES = 16 * 1024
_BODY_MAX_BYTES = 16 * 1024
_PHOTO_MAX_BYTES = 48 * 1024 * 1024
_HEAD_SECONDS = 5
_BODY_SECONDS = 30
_OWN_FETCHES = {None, "none", "same-origin"}

_PAGE_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Answer = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
"""Answers what was posted. It is cancelled once whoever asked is gone."""
Page = Callable[[], Awaitable[bytes]]
"""Returns HTML without a secret, which a browser may be led to from anywhere."""


class _Unfit(Exception):
    """The request gets this status, and no answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]  # by name in small letters
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What one of the door's own screens answers."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


Screens = Callable[[Asked], Awaitable[Reply]]
"""Answers the door's own screens."""


@dataclass(frozen=True, slots=True)
class Door:
    """Answers on loopback, by path."""

    origin: str  # of the kiosk's page: https://depot.cpas.example
    answers: Mapping[str, Answer]
    pages: Mapping[str, Page] = field(default_factory=dict)
    screens: Screens | None = None
    start: str = ""  # the screen that a browser may be led to from elsewhere

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
        told = {"Cache-Control": "no-store", **headers, "Content-Length": str(len(body)), "Connection": "close"}
        lines = [
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
            *(f"{name}: {value}" for name, value in told.items()),
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        with suppress(OSError):
            await writer.drain()
        writer.close()

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Return status, headers and body. Raises _Unfit."""
        asked, size = await asyncio.wait_for(_read_head(reader), _HEAD_SECONDS)
        port = writer.get_extra_info("sockname")[1]
        host, own = asked.headers.get("host"), f"http://{HOST}:{port}"
        if host not in {f"{HOST}:{port}", f"{OTHER_HOST}:{port}"}:
            raise _Unfit(403)
        if asked.method == "GET" and asked.path in self.pages:
            return 200, _PAGE_HEADERS, await self.pages[asked.path]()
        if asked.path not in self.answers and self.screens is not None and host == f"{HOST}:{port}":
            self._check_own(asked, own)
            reply = await self.screens(replace(asked, body=await _read_body(reader, size, _PHOTO_MAX_BYTES)))
            return reply.status, reply.headers, reply.body
        origin = asked.headers.get("origin")
        if origin not in {self.origin, own}:
            raise _Unfit(403)
        if asked.path not in self.answers:
            raise _Unfit(404)
        shared = {"Access-Control-Allow-Origin": str(origin), "Vary": "Origin"}
        if asked.method == "OPTIONS":
            allowed = {"Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "content-type"}
            return 204, {**shared, **allowed, "Access-Control-Allow-Private-Network": "true"}, b""
        body = await _read_body(reader, size, _BODY_MAX_BYTES)
        if asked.method != "POST" or asked.headers.get("content-type") != "application/json":
            raise _Unfit(400)  # a form of another kind would be sent without asking us first
        answer = await self._as_long_as_asked(self.answers[asked.path](_told(body)), reader)
        return 200, {**shared, "Content-Type": "application/json"}, msgspec.json.encode(answer)

    def _check_own(self, asked: Asked, own: str) -> None:
        """Raise _Unfit for a question about a screen that no screen of ours asks."""
        if asked.method not in {"GET", "HEAD"}:
            if asked.headers.get("origin") != own:
                raise _Unfit(403)
        elif asked.headers.get("sec-fetch-site") not in _OWN_FETCHES and asked.path != self.start:
            raise _Unfit(403)

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


async def _read_head(reader: asyncio.StreamReader) -> tuple[Asked, int]:
    """Return a request without its body, and how long that is. Raises _Unfit, and what a stream raises."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)}
    try:
        method, address, _ = first.split(" ")
        size = int(headers.get("content-length", "0"))
    except ValueError:
        raise _Unfit(400) from None
    path, _, query = address.partition("?")
    return Asked(method=method, path=path, query=query, headers=headers, body=b""), size


async def _read_body(reader: asyncio.StreamReader, size: int, max_bytes: int) -> bytes:
    if not 0 <= size <= max_bytes:
        raise _Unfit(413)
    return await asyncio.wait_for(reader.readexactly(size), _BODY_SECONDS)


def _told(body: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise _Unfit(400) from None
