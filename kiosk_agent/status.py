"""What a receipt printer says of itself, in the bytes of ESC/POS."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Why a receipt is not on paper."""

    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    BROKEN = "broken"  # an error that a person has to look at: the cutter, the head
    OFFLINE = "offline"  # it says that it does not print, and not why
    AWAY = "away"  # nothing answers at its address, or in mid-receipt
    TOO_LATE = "too_late"  # it did not come to an end in the time that the person stays
    LEFT = "left"  # the visit ended before it was printed
    BUSY = "busy"  # another receipt is being printed
    NO_PRINTER = "no_printer"  # the centre's server told of none
    NO_SERVER = "no_server"  # the centre's server did not say what to print
    REFUSED = "refused"  # the centre's server did not let this kiosk print it


class PrinterTrouble(Exception):
    """The receipt is not on paper; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterState:
    """The answers to DLE EOT 1, 2 and 4."""

    is_online: bool
    is_cover_open: bool
    has_error: bool
    has_paper: bool
    is_paper_low: bool

    @property
    def trouble(self) -> Trouble | None:
        """Return what keeps it from printing."""
        if self.is_cover_open:
            return Trouble.COVER_OPEN
        if not self.has_paper:
            return Trouble.NO_PAPER
        if self.has_error:
            return Trouble.BROKEN
        return None if self.is_online else Trouble.OFFLINE


def state_of(printer: int, cause: int, paper: int) -> PrinterState:
    """Return the state that the bytes after DLE EOT 1, DLE EOT 2 and DLE EOT 4 tell."""
    return PrinterState(
        is_online=not printer & 0x08,
        is_cover_open=bool(cause & 0x04),
        has_error=bool(cause & 0x40),
        has_paper=not (cause & 0x20 or paper & 0x60),
        is_paper_low=bool(paper & 0x0C),
    )


class Answers:
    """Sorts what a printer sends: several kinds of answers come down one line, told apart by fixed bits."""

    _BLOCK = 0x37  # a block begins, as after buffers were cleared; it ends with NUL

    def __init__(self) -> None:
        self._skip = 0
        self._block: bytearray | None = None

    def take(self, byte: int) -> tuple[str, int] | None:
        """Return `status` (to DLE EOT), `reached` (to GS r) or `cleared`, with the byte; None while there is no more.

        What a printer tells by itself (automatic status back) is four bytes, and is passed over.
        """
        if self._skip:
            self._skip -= 1
            return None
        if self._block is not None:
            self._block.append(byte)
            if byte:
                return None
            self._block = None
            return "cleared", byte
        if byte == self._BLOCK:
            self._block = bytearray()
            return None
        return self._single(byte)

    def _single(self, byte: int) -> tuple[str, int] | None:
        if byte & 0x93 == 0x12:  # noqa: PLR2004 - bits 1 and 4, not 0 and 7
            return "status", byte
        if byte & 0x93 == 0x10:  # noqa: PLR2004 - bit 4 of these four: the first of four bytes that it tells by itself
            self._skip = 3
        return ("reached", byte) if not byte & 0x90 else None
