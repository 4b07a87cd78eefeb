"""Speaks with clamd (`man clamd`, INSTREAM): sends it bytes, reads what it found. Its failure is one error."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import suppress

from dossier.errors import Unavailable

_ANSWER_MAX_BYTES = 4096
_PIECE_MAX_BYTES = 1024 * 1024
_CLEAN, _INFECTED = " OK", " FOUND"


class AntivirusAway(Unavailable):
    """The antivirus does not answer. What was not checked waits until it does."""


class Clamd:
    """A clamd at `host:port`, or at the path of its Unix socket; each question has a connection of its own."""

    def __init__(self, address: str, timeout_seconds: float) -> None:
        self._address = address
        self._timeout_seconds = timeout_seconds

    async def ping(self) -> None:
        """Ask whether it is there. Raises AntivirusAway."""
        answer = await self._ask(b"zPING\0")
        if answer != "PONG":
            raise AntivirusAway(answer=answer)

    async def scan(self, data: AsyncIterator[bytes]) -> str | None:
        """Send bytes and return the name of what was found in them, None when they are clean.

        Raises AntivirusAway when it is not there, too slow, or says anything else: clean is only what it calls clean.
        """
        answer = await self._ask(b"zINSTREAM\0", _framed(data))
        _, colon, verdict = answer.partition(":")
        if colon and verdict == _CLEAN:
            return None
        if colon and verdict.endswith(_INFECTED) and verdict.removesuffix(_INFECTED).strip():
            return verdict.removesuffix(_INFECTED).strip()
        raise AntivirusAway(answer=answer)

    async def _ask(self, command: bytes, frames: AsyncIterator[bytes] | None = None) -> str:
        writer = None
        try:
            async with asyncio.timeout(self._timeout_seconds):
                reader, writer = await self._connect()
                writer.write(command)
                # It may answer and hang up in the midst of what is sent: "size limit exceeded".
                with suppress(ConnectionError):
                    if frames is not None:
                        async for each in frames:
                            writer.write(each)
                            await writer.drain()
                answer = await reader.readuntil(b"\0")
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise AntivirusAway(answer=type(error).__name__) from error
        finally:
            if writer is not None:
                writer.transport.abort()  # nothing is owed to it any more
        return answer[:-1].decode("ascii", "replace")

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._address.startswith("/"):
            return await asyncio.open_unix_connection(self._address, limit=_ANSWER_MAX_BYTES)
        host, _, port = self._address.rpartition(":")
        return await asyncio.open_connection(host.strip("[]"), int(port), limit=_ANSWER_MAX_BYTES)


async def _framed(data: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Write each piece behind its length, and an empty one at the end."""
    async for chunk in data:
        for at in range(0, len(chunk), _PIECE_MAX_BYTES):
            piece = chunk[at : at + _PIECE_MAX_BYTES]
            yield struct.pack(">I", len(piece)) + piece
    yield struct.pack(">I", 0)
