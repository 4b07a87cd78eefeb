"""A line between a browser and the service that breaks in the midst of a file, as lines in a tram do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_READ_BYTES = 16 * 1024


@dataclass(kw_only=True)
class Line:
    """Passes bytes on; breaks every connection that is in use once so many have gone upward."""

    url: str  # where the browser reaches the service over it
    cuts_bytes: list[int] = field(default_factory=list)  # when it breaks, once each
    gone_bytes: int = 0  # upward, in all
    pieces: int = 0  # of files that began upward, those included that a browser repeats by itself

    async def pass_on(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, *, upward: bool) -> None:
        """Pass on what comes until either end hangs up. Raises ConnectionResetError where the line breaks."""
        while part := await source.read(_READ_BYTES):
            to.write(part)
            await to.drain()
            if upward:
                self.gone_bytes += len(part)
                self.pieces += part.count(b"PATCH /uploads/")
                if self.cuts_bytes and self.gone_bytes >= self.cuts_bytes[0]:
                    del self.cuts_bytes[0]
                    raise ConnectionResetError
        to.close()


@asynccontextmanager
async def line_to(url: str) -> AsyncIterator[Line]:
    """Lay a line to a service at loopback."""
    host, port = urlsplit(url).hostname, urlsplit(url).port
    tasks: set[asyncio.Task[None]] = set()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(host, port)
        try:
            await asyncio.gather(
                line.pass_on(reader, far_writer, upward=True), line.pass_on(far_reader, writer, upward=False)
            )
        except ConnectionError:
            writer.transport.abort()
            far_writer.transport.abort()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.create_task(connect(reader, writer)))

    server = await asyncio.start_server(connected, host, 0)
    line = Line(url=f"http://{host}:{server.sockets[0].getsockname()[1]}")
    try:
        yield line
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
