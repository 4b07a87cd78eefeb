"""A line between a browser and the service: it breaks in mid-file, as in a tram, or is cut until it is mended."""

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
    is_cut: bool = False
    _ends: set[asyncio.StreamWriter] = field(default_factory=set)

    def cut(self) -> None:
        """Break every connection; from now on nobody answers."""
        self.is_cut = True
        for end in self._ends:
            end.transport.abort()

    def mend(self) -> None:
        """Have the service answer again."""
        self.is_cut = False

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, port: int) -> None:
        """Lay one connection on to the service, for as long as it lasts."""
        if self.is_cut:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(host, port)
        self._ends |= {writer, far_writer}
        try:
            await asyncio.gather(
                self.pass_on(reader, far_writer, upward=True), self.pass_on(far_reader, writer, upward=False)
            )
        except ConnectionError:
            writer.transport.abort()
            far_writer.transport.abort()
        finally:
            self._ends -= {writer, far_writer}

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
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 80
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.create_task(line.connect(reader, writer, host, port)))

    server = await asyncio.start_server(connected, host, 0)
    line = Line(url=f"http://{host}:{server.sockets[0].getsockname()[1]}")
    try:
        yield line
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
