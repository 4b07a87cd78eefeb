"""The wire to a receipt printer: the network, or a USB cable, as a pair of streams."""

import asyncio
import os
from asyncio.streams import FlowControlMixin

PORT = 9100
"""Where printers listen (AppSocket, which everybody calls JetDirect)."""
_DEVICES = "/dev/"

Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def wire_to(address: str) -> Wire:
    """Open the wire to `host`, `host:port`, or a printer's own file, as /dev/usb/lp0.

    Raises OSError where nothing is there, or somebody else has it; ValueError where an address is none.
    """
    if address.startswith(_DEVICES):
        return await _cable(address)
    host, _, port = address.partition(":")
    return await asyncio.open_connection(host, int(port or PORT))


async def _cable(path: str) -> Wire:
    """Open a USB printer: Linux (usblp) lets one process have it, reads and writes."""
    loop = asyncio.get_running_loop()
    device = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    reading, writing = os.fdopen(device, "rb", buffering=0), os.fdopen(os.dup(device), "wb", buffering=0)
    reader = asyncio.StreamReader()
    from_printer, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), reading)
    to_printer, protocol = await loop.connect_write_pipe(FlowControlMixin, writing)
    return reader, _Cable(to_printer, protocol, reader, loop, from_printer)


class _Cable(asyncio.StreamWriter):
    """The writing end of a cable, which lets go of both ends at once."""

    def __init__(
        self,
        transport: asyncio.WriteTransport,
        protocol: asyncio.BaseProtocol,
        reader: asyncio.StreamReader,
        loop: asyncio.AbstractEventLoop,
        from_printer: asyncio.ReadTransport,
    ) -> None:
        super().__init__(transport, protocol, reader, loop)
        self._from_printer = from_printer

    def close(self) -> None:
        """Let go of the cable, at once: what was not taken by it is not sent."""
        self._from_printer.close()
        if not self.transport.is_closing():
            self.transport.abort()

    async def wait_closed(self) -> None:
        """Return: nothing is waited for."""
