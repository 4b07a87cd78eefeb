"""A receipt printer on TCP, port 9100's way: one buffer, real-time status, and all that can go wrong with it.

It keeps what it received but did not print, as real ones do: after paper was put in, or the cover closed, it goes on
with it, unless it was told to clear its buffers and heeds that (`heeds_clearing`; cheap ones do not).
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from tests.support.escpos.paper import Head, NotWhole, Rows, codes_on
from tests.support.patience import PATIENCE_SECONDS

_DLE, _EOT, _ENQ, _DC4 = 0x10, 0x04, 0x05, 0x14
_CLEAR = bytes([_DLE, _DC4, 8, 1, 3, 20, 1, 6, 2, 8])
_CLEARED = bytes([0x37, 0x25, 0])


@dataclass(slots=True)
class Printer:
    """The printer, its switches, and what came out of it."""

    width_mm: int = 80
    paper_rows: int = 1_000_000  # dots of paper left
    near_end_rows: int = 1000
    is_cover_open: bool = False
    has_error: bool = False  # of the cutter: a person has to look
    is_deaf: bool = False  # the cable is out: nothing comes in or goes out; what is in the buffer is printed
    goes_deaf_after_rows: int | None = None  # once it has said that all is well
    heeds_clearing: bool = True
    tells_by_itself: bool = False  # automatic status back: four bytes whenever something changed
    dies_after_rows: int | None = None  # the power goes, and the buffer with it
    stops_after_rows: int | None = None  # somebody holds the paper, until they let it `go_on`
    seconds_per_row: float = 0
    port: int = 0
    slips: list[list[Rows]] = field(default_factory=list)  # cut off
    rows: list[Rows] = field(default_factory=list)  # printed, not cut
    failure: Exception | None = None  # what it could not draw
    head: Head = field(init=False)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    _freed: asyncio.Event = field(default_factory=asyncio.Event)
    _buffer: bytearray = field(default_factory=bytearray)
    _unprinted: list[Rows] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _server: asyncio.Server | None = None
    _told: bytes = b""

    def __post_init__(self) -> None:
        self.head = Head(self.width_mm)

    @property
    def has_paper(self) -> bool:
        """Tell whether there is paper under the head."""
        return self.paper_rows > 0

    @property
    def is_online(self) -> bool:
        """Tell whether it prints."""
        return self.has_paper and not self.is_cover_open and not self.has_error

    @property
    def row_count(self) -> int:
        """Return how many rows it has moved on since it was made."""
        return sum(len(rows) for slip in [*self.slips, self.rows] for rows in slip)

    @property
    def ink_count(self) -> int:
        """Return how many dots it has burnt."""
        return sum(int(rows.sum()) for slip in [*self.slips, self.rows] for rows in slip)

    @property
    def codes(self) -> list[str]:
        """Return what the QR codes of all its paper say."""
        return [code for slip in [*self.slips, self.rows] for code in codes_on(slip, self.width_mm)]

    def refill(self, rows: int = 1_000_000) -> None:
        """Put a roll in."""
        self.paper_rows = rows
        self.changed()

    def changed(self) -> None:
        """Look at the switches again, after a test turned one."""
        self._tell()
        self._wake.set()

    def go_on(self) -> None:
        """Let the paper go that is held."""
        self.stops_after_rows = None
        self._freed.set()

    async def settle(self) -> None:
        """Wait until it has done what it can."""
        for _ in range(20):
            await asyncio.sleep(0.005)

    async def power_off(self) -> None:
        """Go: connections break, nothing is answered any more, the buffer is lost."""
        if self._server is not None:
            self._server.close()
        for each in list(self._writers):
            each.transport.abort()
        self._buffer.clear()
        self._unprinted.clear()
        self.head.forget()

    async def power_on(self) -> None:
        """Come back at the same port."""
        self._server = await asyncio.start_server(self._converse, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        self._wake.set()

    async def work(self) -> None:
        """Print what is in the buffer, as long as it can."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                while self.is_online and (self._unprinted or self._buffer):
                    await self._step()
            except NotWhole:
                continue
            except ValueError as error:
                self.failure = error
                raise

    async def _step(self) -> None:
        if self.stops_after_rows is not None and self.row_count > self.stops_after_rows:
            self.stopped.set()
            await self._freed.wait()
        if self._unprinted:
            await self._burn(self._unprinted.pop(0))
            return
        rows, asks = self.head.take(self._buffer)
        if rows is not None:
            await self._burn(rows)
        if asks == "status" and self.is_online:
            self._say(bytes([0x03 if self.paper_rows < self.near_end_rows else 0]))
        elif asks == "status":
            self._buffer[:0] = b"\x1dr1"  # waits with all that follows
        elif asks == "cut":
            self.slips.append(self.rows)
            self.rows = []

    async def _burn(self, rows: Rows) -> None:
        """Print as many rows as there is paper for, and keep the rest."""
        count = min(len(rows), self.paper_rows)
        if self.dies_after_rows is not None and self.row_count + count >= self.dies_after_rows:
            self.dies_after_rows = None
            await self.power_off()
            return
        if self.seconds_per_row:
            await asyncio.sleep(self.seconds_per_row * count)
        self.rows.append(rows[:count])
        was_near = self.paper_rows < self.near_end_rows
        self.paper_rows -= count
        if count < len(rows):
            self._unprinted.insert(0, rows[count:])
        if not self.has_paper or was_near != (self.paper_rows < self.near_end_rows):
            self._tell()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while chunk := await reader.read(4096):
                await self._hearing()  # on the wire: sent again until it arrives, or its sender broke the line off
                if reader.exception() is not None:
                    break
                self._hear(chunk)
        except (ConnectionError, TimeoutError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _hearing(self) -> None:
        """Wait until the cable is in."""
        await until(lambda: not self.is_deaf)

    def _hear(self, chunk: bytes) -> None:
        """Answer what is asked in real time, at once, and put the rest into the buffer."""
        at = 0
        while at < len(chunk):
            if chunk[at : at + 2] == bytes([_DLE, _EOT]):
                self._say(bytes([self._status(chunk[at + 2])]))
                if chunk[at + 2] == 4 and self.row_count >= (self.goes_deaf_after_rows or self.row_count + 1):
                    self.is_deaf, self.goes_deaf_after_rows = True, None
                at += 3
            elif chunk[at:].startswith(_CLEAR):
                if self.heeds_clearing:
                    self._clear()
                    self._say(_CLEARED)
                at += len(_CLEAR)
            elif chunk[at : at + 2] == bytes([_DLE, _ENQ]):
                at += 3
            else:
                self._buffer.append(chunk[at])
                at += 1
        self._wake.set()

    def _clear(self) -> None:
        self._buffer.clear()
        self._unprinted.clear()
        self.head.forget()

    def _status(self, asked: int) -> int:
        """Return the byte that answers DLE EOT 1 to 4."""
        is_near_end = self.paper_rows < self.near_end_rows
        bits = {
            1: 0x08 * (not self.is_online),
            2: 0x04 * self.is_cover_open | 0x20 * (not self.has_paper) | 0x40 * self.has_error,
            3: 0x08 * self.has_error,
            4: 0x0C * is_near_end | 0x60 * (not self.has_paper),
        }
        return 0x12 | bits[asked]

    def _tell(self) -> None:
        """Tell by itself what changed, where that is switched on."""
        is_near_end = self.paper_rows < self.near_end_rows
        told = bytes(
            [
                0x10 | 0x08 * (not self.is_online) | 0x20 * self.is_cover_open,
                0x08 * self.has_error,
                0x03 * is_near_end | 0x0C * (not self.has_paper),
                0x0F,
            ]
        )
        if self.tells_by_itself and told != self._told:
            self._say(told)
        self._told = told

    def _say(self, answer: bytes) -> None:
        if self.is_deaf:
            return
        for each in self._writers:
            each.write(answer)


async def until(true: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something is true. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what a test waits for is no event of anybody's
            await asyncio.sleep(0.005)


@asynccontextmanager
async def printing(printer: Printer) -> AsyncIterator[Printer]:
    """Switch a printer on, at a port of its own; what it could not draw fails the test."""
    await printer.power_on()
    worker = asyncio.create_task(printer.work())
    try:
        yield printer
    finally:
        await printer.power_off()
        worker.cancel()
        with suppress(asyncio.CancelledError, ValueError):
            await worker
    if printer.failure is not None:
        raise printer.failure
