"""Print a receipt while its person stands there, or not at all: nothing of it may come out later."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kiosk_agent.disk import write_whole
from kiosk_agent.printer import Line, connected
from kiosk_agent.status import PrinterState, PrinterTrouble, Trouble

_CUT = b"\x1b@\n\n\n\n\n\x1dV\x00"
"""Lets go of what hangs out of the printer, so that the next receipt does not begin on somebody's half one."""


@dataclass(slots=True)
class Printing:
    """The printer of this kiosk, one receipt at a time.

    `unfinished` is a file that stands from before the first byte of a receipt until its last is on paper, so that also
    a machine whose power failed knows that the printer may hold something of a person who has left.
    """

    unfinished: Path
    patience_seconds: float = 2
    address: str = ""  # empty: no printer
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _is_printing: bool = False

    async def print_slip(self, pieces: Iterable[bytes], seconds: float) -> None:
        """Print a receipt within `seconds`; a look at the printer's state is waited for, within them.

        Raises PrinterTrouble with the reason. Then, as when this is cancelled, the printer is told to forget it.
        """
        if not self.address:
            raise PrinterTrouble(Trouble.NO_PRINTER)
        if self._is_printing:
            raise PrinterTrouble(Trouble.BUSY)
        self._is_printing = True
        try:
            async with asyncio.timeout(seconds):
                await self._print_in_turn(list(pieces))
        except TimeoutError:
            raise PrinterTrouble(Trouble.TOO_LATE) from None
        finally:
            self._is_printing = False

    async def state(self) -> PrinterState:
        """Return what the printer says of itself; meanwhile it forgets what it may hold of a receipt not finished.

        Raises PrinterTrouble.
        """
        async with self._turn, connected(self.address, self.patience_seconds) as line:
            if self.unfinished.exists():
                with suppress(PrinterTrouble):
                    await self._tidy(line)
            return await line.state()

    async def _print_in_turn(self, pieces: list[bytes]) -> None:
        async with self._turn:
            try:
                await self._print(pieces)
            finally:
                self._is_printing = False  # what follows is for the next one, who may wait for it
                if self.unfinished.exists():
                    await asyncio.shield(self._try_to_tidy())

    async def _print(self, pieces: list[bytes]) -> None:
        async with connected(self.address, self.patience_seconds) as line:
            if self.unfinished.exists():
                await self._tidy(line)
            await line.check()
            write_whole(self.unfinished, b"")  # known also after a power cut, before the printer gets the first byte
            for piece in pieces:
                await line.check()  # a cover that was opened between two pieces would keep the next one
                await line.put(piece)
        self.unfinished.unlink(missing_ok=True)

    async def _try_to_tidy(self) -> None:
        with suppress(PrinterTrouble):
            async with connected(self.address, self.patience_seconds) as line:
                await self._tidy(line)

    async def _tidy(self, line: Line) -> None:
        """Have the printer forget, and cut off what it had printed. Raises PrinterTrouble while it cannot."""
        await line.clear()
        await line.check()
        await line.put(_CUT)
        self.unfinished.unlink(missing_ok=True)
