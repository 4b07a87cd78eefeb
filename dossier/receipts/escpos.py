"""A slip as ESC/POS, the language of receipt printers, for paper of 80 or 58 mm.

Text goes in Windows-1252, which French and Dutch fit in whole, œ and ’ included; printers know it as their table 16
(Epson's numbering, which others took over). The QR code is drawn by the printer itself.
"""

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dossier.receipts.slip import Slip, SlipWords

if TYPE_CHECKING:
    from escpos.printer import Dummy

COLUMNS = {80: 48, 58: 32}
"""Letters on a line of font A, by the width of the paper in mm."""
CODE_PAGE = "CP1252"
_MODULE_DOTS = 6  # 0.75 mm at 203 dots an inch: a telephone reads it at arm's length
_LEVEL_M = 1  # as on screens and in the PDF
_OTHERWISE = str.maketrans({"\u202f": "\u00a0"} | dict.fromkeys("\u2066\u2067\u2068\u2069\u200e\u200f"))


def pieces(slip: Slip, width_mm: int) -> Iterator[bytes]:
    """Yield the slip in pieces, each of which prints something by itself and leaves nothing in the printer's line.

    Who sends them one by one, and the next only when the one before is on paper, leaves at most one of them behind in a
    printer that stops.
    """
    from escpos.printer import Dummy  # 0.4 s, which only a machine with a printer should pay

    paper = Dummy()
    paper.hw("INIT")
    paper.magic.force_encoding(CODE_PAGE)  # type: ignore[no-untyped-call]
    paper.set(align="center")
    for line in _lines(slip, COLUMNS[width_mm]):
        line.onto(paper)
        yield paper.output
        paper.clear()
    paper.qr(slip.address, ec=_LEVEL_M, size=_MODULE_DOTS, native=True)
    paper.ln()
    yield paper.output
    paper.clear()
    for line in _below(slip, COLUMNS[width_mm]):
        line.onto(paper)
        yield paper.output
        paper.clear()
    paper.cut()
    yield paper.output


class _Line:
    """One line of text, and how it looks."""

    def __init__(self, text: str, *, is_bold: bool = False, is_large: bool = False) -> None:
        self.text, self.is_bold, self.is_large = text, is_bold, is_large

    def onto(self, paper: "Dummy") -> None:
        """Write it with its end of line; what follows is plain again."""
        paper.set(
            bold=self.is_bold, custom_size=True, width=2 if self.is_large else 1, height=2 if self.is_large else 1
        )
        paper.textln(self.text)
        paper.set(bold=False, custom_size=True, width=1, height=1)


def _lines(slip: Slip, columns: int) -> Iterator[_Line]:
    """Yield what stands above the code."""
    for centre in dict.fromkeys(each.centre for each in slip.words):
        yield from _wrapped(centre, columns)
    yield _Line("")
    if slip.is_copy:
        yield from _copy(slip, columns)
        yield _Line("")
    for each in slip.words:
        yield from _wrapped(each.title, columns, is_bold=True)
    yield _Line(slip.number, is_bold=True, is_large=True)
    for each in slip.words:
        yield _Line("")
        yield from _facts(each, columns)
    yield _Line(" ".join("-" * (columns // 2)))  # the slip's perforation
    yield _Line("")


def _facts(words: SlipWords, columns: int) -> Iterator[_Line]:
    yield from _wrapped(words.received_at, columns)
    yield from _wrapped(words.pages, columns, is_bold=True)
    yield from _wrapped(words.promise, columns)
    if words.kept:
        yield from _wrapped(words.kept, columns)


def _below(slip: Slip, columns: int) -> Iterator[_Line]:
    """Yield what stands below the code."""
    for each in slip.words:
        yield _Line("")
        yield from _wrapped(each.follow, columns)
    if slip.is_copy:
        yield _Line("")
        yield from _copy(slip, columns)


def _copy(slip: Slip, columns: int) -> Iterator[_Line]:
    for word in dict.fromkeys(each.copy for each in slip.words):
        yield from _wrapped(word, columns // 2, is_bold=True, is_large=True)


def _wrapped(text: str, columns: int, *, is_bold: bool = False, is_large: bool = False) -> Iterator[_Line]:
    for line in _evenly(text.translate(_OTHERWISE), columns):
        yield _Line(line, is_bold=is_bold, is_large=is_large)


def _evenly(text: str, columns: int) -> list[str]:
    """Return a text on as few lines as it takes, of about one length: no word stands alone on the last."""
    lines = textwrap.wrap(text, columns)
    for narrower in range(columns - 1, 0, -1):
        tighter = textwrap.wrap(text, narrower)
        if len(tighter) > len(lines):
            break
        lines = tighter
    return lines
