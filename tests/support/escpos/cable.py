"""A USB cable to the receipt printer of `printer.py`: a character device, opened, read and written as a file."""

import asyncio
import os
import tty
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from tests.support.escpos.printer import Printer

_READ_BYTES = 4096


@dataclass(slots=True)
class Cable:
    """The cable, and the file at the kiosk's end of it."""

    path: str
    _kiosk_end: int
    _printer_end: int

    def pull(self) -> None:
        """Pull it out: the file is there no more for whoever has it open."""
        asyncio.get_running_loop().remove_reader(self._printer_end)
        for end in (self._kiosk_end, self._printer_end):
            with suppress(OSError):
                os.close(end)


@asynccontextmanager
async def cable_to(printer: Printer) -> AsyncIterator[Cable]:
    """Hang a printer that is switched on on a cable."""
    printer_end, kiosk_end = os.openpty()
    tty.setraw(kiosk_end)
    os.set_blocking(printer_end, False)
    reader, writer = await asyncio.open_connection("127.0.0.1", printer.port)
    loop = asyncio.get_running_loop()

    def sent() -> None:
        with suppress(OSError):
            writer.write(os.read(printer_end, _READ_BYTES))

    async def answered() -> None:
        while said := await reader.read(_READ_BYTES):
            with suppress(OSError):
                os.write(printer_end, said)

    loop.add_reader(printer_end, sent)
    answering = asyncio.create_task(answered())
    cable = Cable(os.ttyname(kiosk_end), kiosk_end, printer_end)
    try:
        yield cable
    finally:
        cable.pull()
        answering.cancel()
        writer.close()
