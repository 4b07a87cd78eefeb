"""A road to an object store on which things go wrong: a proxy that a test tells how to misbehave."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

Fault = Literal["refuse", "503", "hang", "reset", "truncated", "wrong_etag", "corrupt", "drip"]
FAULTS: tuple[Fault, ...] = ("refuse", "503", "hang", "reset", "truncated", "wrong_etag", "corrupt", "drip")
_HEAD_MAX_BYTES = 64 * 1024
_BUSY = b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass
class Road:
    """The proxy: every request goes through as it came, unless there is a `fault`."""

    store: str  # address of the real store
    port: int = 0
    fault: Fault | None = None
    _server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """Return where the road begins."""
        return f"http://127.0.0.1:{self.port}"

    async def break_by(self, fault: Fault) -> None:
        """Let everything go wrong in one way from now on."""
        self.fault = fault
        if fault == "refuse":
            await self.close()

    async def mend(self) -> None:
        """Let everything go well again."""
        self.fault = None
        if self._server is None:
            await self.open()

    async def open(self) -> None:
        """Listen, on the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, limit=_HEAD_MAX_BYTES)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Refuse connections."""
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await self._pass(reader, writer)
        writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"(?im)^content-length: *(\d+)", head)
        length = int(found[1]) if found else 0
        if self.fault == "reset":
            await reader.readexactly(length // 2)
            writer.transport.abort()
            return
        body = await reader.readexactly(length)
        if self.fault == "503":
            writer.write(_BUSY)
            return
        if self.fault == "hang":
            await reader.read()  # until the client hangs up
            return
        if self.fault == "corrupt" and body:
            body = body[:-1] + bytes([body[-1] ^ 1])
        answer = await self._ask(head, body)
        if self.fault == "truncated":
            writer.write(answer[: max(20, len(answer) // 2)])
            await writer.drain()
            writer.transport.abort()
            return
        if self.fault == "wrong_etag":
            answer = re.sub(rb'(?im)^etag: "?\w+"?', b'ETag: "00000000000000000000000000000000"', answer, count=1)
        if self.fault == "drip":
            await _drip(answer, writer)
        writer.write(answer)
        await writer.drain()

    async def _ask(self, head: bytes, body: bytes) -> bytes:
        place = urlsplit(self.store)
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        closing = re.sub(rb"(?im)^connection:[^\r]*\r\n", b"", head)[:-2] + b"Connection: close\r\n\r\n"
        writer.write(closing + body)
        await writer.drain()
        answer = await reader.read(-1)
        writer.close()
        return answer


async def _drip(answer: bytes, writer: asyncio.StreamWriter) -> None:
    """Write one byte a second, for ever."""
    for place in range(len(answer)):
        writer.write(answer[place : place + 1])
        await writer.drain()
        await asyncio.sleep(1)


@asynccontextmanager
async def bad_road(store: str) -> AsyncIterator[Road]:
    """Open a road to a store, on which all goes well at first."""
    road = Road(store)
    await road.open()
    try:
        yield road
    finally:
        await road.close()
