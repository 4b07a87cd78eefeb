"""The line to a receipt printer: its state in real time, bytes in pieces, and its buffers cleared."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from kiosk_agent.status import Answers, PrinterState, PrinterTrouble, Trouble, state_of
from kiosk_agent.wire import wire_to

_DLE_EOT = b"\x10\x04"
_CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: forget what was received and not printed. Obeyed at once, also by a printer that has stopped."""
_REACHED = b"\x1dr1"
"""GS r 1: answered in its turn, so once all that was sent before is printed."""
_LOOK_SECONDS = 0.3  # how often a printer that is silent in mid-piece is asked what keeps it


class Line:
    """An open line to a printer. Each act raises PrinterTrouble where the printer does not answer in time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, patience_seconds: float) -> None:
        self._reader, self._writer, self._patience_seconds = reader, writer, patience_seconds
        self._answers: dict[str, asyncio.Queue[int]] = {
            kind: asyncio.Queue() for kind in ("status", "reached", "cleared")
        }
        self._listening = asyncio.create_task(self._listen())

    async def state(self) -> PrinterState:
        """Return what the printer says of itself at this moment."""
        return state_of(*[await self._ask(kind) for kind in (1, 2, 4)])

    async def clear(self) -> bool:
        """Have the printer forget what it did not print; return whether it said that it did. Cheap ones never do."""
        self._drop("cleared")
        self._write(_CLEAR)
        with suppress(PrinterTrouble):
            await self._answer("cleared")
            return True
        return False

    async def put(self, piece: bytes) -> None:
        """Send a piece, and return once it is on paper.

        Raises PrinterTrouble as soon as the printer says what keeps it; a slow one is waited for.
        """
        self._drop("reached")
        self._write(piece + _REACHED)
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._answers["reached"].get(), _LOOK_SECONDS)
                return
            await self.check()

    async def check(self) -> None:
        """Raise PrinterTrouble where something keeps the printer from printing."""
        trouble = (await self.state()).trouble
        if trouble is not None:
            raise PrinterTrouble(trouble)

    def break_off(self) -> None:
        """Have what was sent and has not arrived never arrive.

        A line that is only closed goes on by itself: the system sends the rest once the cable is in again.
        """
        wire: socket.socket | None = self._writer.get_extra_info("socket")
        if wire is not None:
            with suppress(OSError):
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()

    async def close(self) -> None:
        """Let go of the line."""
        self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening
        self._writer.close()
        with suppress(OSError):
            await self._writer.wait_closed()

    async def _ask(self, kind: int) -> int:
        self._drop("status")
        self._write(_DLE_EOT + bytes([kind]))
        return await self._answer("status")

    async def _answer(self, kind: str) -> int:
        try:
            return await asyncio.wait_for(self._answers[kind].get(), self._patience_seconds)
        except TimeoutError:
            raise PrinterTrouble(Trouble.AWAY) from None

    def _write(self, what: bytes) -> None:
        if self._listening.done() or self._writer.is_closing():
            raise PrinterTrouble(Trouble.AWAY)
        self._writer.write(what)

    def _drop(self, kind: str) -> None:
        """Forget an answer that came too late for whoever asked."""
        while not self._answers[kind].empty():
            self._answers[kind].get_nowait()

    async def _listen(self) -> None:
        answers = Answers()
        with suppress(OSError):
            while chunk := await self._reader.read(256):
                for byte in chunk:
                    if told := answers.take(byte):
                        self._answers[told[0]].put_nowait(told[1])


@asynccontextmanager
async def connected(address: str, patience_seconds: float) -> AsyncIterator[Line]:
    """Open the line to the printer at an address (see `wire_to`). Raises PrinterTrouble where nothing answers there."""
    try:
        reader, writer = await asyncio.wait_for(wire_to(address), patience_seconds)
    except (OSError, TimeoutError, ValueError):  # ValueError: no name of a network has such a form
        raise PrinterTrouble(Trouble.AWAY) from None
    line = Line(reader, writer, patience_seconds)
    try:
        yield line
    except BaseException:
        line.break_off()
        raise
    finally:
        await line.close()
