"""What a receipt printer puts on paper: the commands that receipts are made of, drawn as rows of dots.

After Epson's reference of ESC/POS commands, for a printer of 203 dots an inch: font A has cells of 12 × 24 dots. The
tables of its code pages are its own, so that a letter which was sent for another table is seen to be wrong.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

import dossier.receipts
from tests.support.printed_codes import qr_codes

WIDTH_DOTS = {80: 576, 58: 384}
"""Of what is printed, by the width of the paper in mm."""
CELL_WIDTH_DOTS, CELL_HEIGHT_DOTS = 12, 24
_SPACING_DOTS = 30
_FONT_PX = 19
_CODE_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}
_FONTS = Path(dossier.receipts.__file__).parent / "fonts"
_LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}

Rows = np.ndarray[Any, np.dtype[np.bool_]]
"""Rows of dots, (height, width); True is black."""


class NotWhole(Exception):
    """The command goes on in bytes that have not come."""


@cache
def _font(is_bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / ("DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"), _FONT_PX)


@cache
def _sign(letter: str, is_bold: bool) -> Rows:
    """Return a letter in its cell, squeezed where it is wider."""
    font = _font(is_bold)
    wide = Image.new("L", (CELL_WIDTH_DOTS * 2, CELL_HEIGHT_DOTS), 0)
    ImageDraw.Draw(wide).text((0, 0), letter, font=font, fill=255)
    width = max(1, min(CELL_WIDTH_DOTS * 2, round(font.getlength(letter))))
    narrow = wide.crop((0, 0, width, CELL_HEIGHT_DOTS))
    if width > CELL_WIDTH_DOTS:
        narrow = narrow.resize((CELL_WIDTH_DOTS, CELL_HEIGHT_DOTS))
    cell = Image.new("L", (CELL_WIDTH_DOTS, CELL_HEIGHT_DOTS), 0)
    cell.paste(narrow, ((CELL_WIDTH_DOTS - narrow.width) // 2, 0))
    return np.asarray(cell) > 110


@dataclass(slots=True)
class Style:
    """How the next letters look."""

    code_page: int = 0
    is_bold: bool = False
    align: int = 0
    wide: int = 1
    high: int = 1
    spacing_dots: int = _SPACING_DOTS


@dataclass(slots=True)
class _Code:
    size_dots: int = 3
    level: str = "L"
    content: str = ""


@dataclass(slots=True)
class Head:
    """The print head: takes commands off the front of a buffer, and says which rows each of them prints.

    What it does not know it refuses with a ValueError: a test would miss it on the paper.
    """

    width_mm: int
    texts: list[str] = field(default_factory=list)  # each line of text as it was printed
    style: Style = field(default_factory=Style)
    line: list[Rows] = field(default_factory=list)
    letters: str = ""
    code: _Code = field(default_factory=_Code)

    @property
    def width_dots(self) -> int:
        """Return how many dots a row has."""
        return WIDTH_DOTS[self.width_mm]

    def forget(self) -> None:
        """Lose what stands in the line that is not printed yet."""
        self.line, self.letters = [], ""

    def take(self, buffer: bytearray) -> tuple[Rows | None, str | None]:
        """Take one command off the buffer; return the rows that it prints, and `cut` or `status` where it asks that.

        Raises NotWhole, and takes nothing then.
        """
        known = {0x1B: self._escape, 0x1D: self._group}
        first = buffer[0]
        if first in known:
            used, rows, asks = known[first](bytes(buffer))
        elif first == 0x0A:
            used, rows, asks = 1, self._feed_line(), None
        elif first < 0x20:
            raise ValueError(f"control {first:#04x}")
        else:
            self._letter(first)
            used, rows, asks = 1, None, None
        del buffer[:used]
        return rows, asks

    def _letter(self, code: int) -> None:
        letter = bytes([code]).decode(_CODE_PAGES[self.style.code_page], "replace")
        dots = np.repeat(np.repeat(_sign(letter, self.style.is_bold), self.style.high, 0), self.style.wide, 1)
        if sum(each.shape[1] for each in self.line) + dots.shape[1] > self.width_dots:
            raise ValueError(f"{self.letters!r} is wider than the paper")
        self.line.append(dots)
        self.letters += letter

    def _feed_line(self) -> Rows:
        height = max([self.style.spacing_dots, *(each.shape[0] for each in self.line)])
        rows = np.zeros((height, self.width_dots), dtype=bool)
        left = self._left(sum(each.shape[1] for each in self.line))
        for each in self.line:
            rows[: each.shape[0], left : left + each.shape[1]] = each
            left += each.shape[1]
        if self.letters:
            self.texts.append(self.letters)
        self.forget()
        return rows

    def _left(self, width: int) -> int:
        return (self.width_dots - width) * self.style.align // 2

    def _escape(self, buffer: bytes) -> tuple[int, Rows | None, str | None]:
        _need(buffer, 2)
        name = chr(buffer[1])
        if name == "@":
            self.style, self.code = Style(), _Code()
            self.forget()
            return 2, None, None
        if name == "2":
            self.style.spacing_dots = _SPACING_DOTS
            return 2, None, None
        _need(buffer, 3)
        value = buffer[2]
        if name == "d":
            return 3, self._blank(value * self.style.spacing_dots), None
        if name not in _STYLES:
            raise ValueError(f"ESC {name}")
        _STYLES[name](self.style, value)
        return 3, None, None

    def _blank(self, height: int) -> Rows:
        return np.zeros((height, self.width_dots), dtype=bool)

    def _group(self, buffer: bytes) -> tuple[int, Rows | None, str | None]:
        _need(buffer, 3)
        name, value = chr(buffer[1]), buffer[2]
        if name == "!":
            self.style.wide, self.style.high = (value >> 4) + 1, (value & 7) + 1
            return 3, None, None
        if name == "r":
            return 3, None, "status"
        if name == "V" and value in {65, 66}:
            _need(buffer, 4)
            return 4, self._blank(buffer[3] + 4 * self.style.spacing_dots), "cut"
        if name == "V":
            return 3, None, "cut"
        if name == "(" and value == ord("k"):
            return self._code(buffer)
        raise ValueError(f"GS {name}")

    def _code(self, buffer: bytes) -> tuple[int, Rows | None, str | None]:
        _need(buffer, 5)
        size = buffer[3] + 256 * buffer[4]
        _need(buffer, 5 + size)
        kind, function, told = buffer[5], buffer[6], buffer[7 : 5 + size]
        if kind != ord("1"):
            raise ValueError(f"a code of kind {kind}")
        if function == 67:
            self.code.size_dots = told[0]
        elif function == 69:
            self.code.level = _LEVELS[told[0]]
        elif function == 80:
            self.code.content = told[1:].decode()
        elif function == 81:
            return 5 + size, self._draw_code(), None
        elif function != 65:
            raise ValueError(f"GS ( k function {function}")
        return 5 + size, None, None

    def _draw_code(self) -> Rows:
        made = zxingcpp.create_barcode(
            self.code.content, zxingcpp.BarcodeFormat.QRCode, ec_level=self.code.level
        ).to_image(scale=self.code.size_dots, add_quiet_zones=False)
        dots = np.asarray(made) == 0
        if dots.shape[1] > self.width_dots:
            raise ValueError("the QR code is wider than the paper")
        rows = self._blank(dots.shape[0])
        left = self._left(dots.shape[1])
        rows[:, left : left + dots.shape[1]] = dots
        return rows


def _set_bold(style: Style, value: int) -> None:
    style.is_bold = bool(value & 1)


def _set_align(style: Style, value: int) -> None:
    style.align = value % 48


def _set_code_page(style: Style, value: int) -> None:
    style.code_page = value


def _set_spacing(style: Style, value: int) -> None:
    style.spacing_dots = value


def _set_mode(style: Style, value: int) -> None:
    style.is_bold, style.high, style.wide = bool(value & 8), 1 + bool(value & 16), 1 + bool(value & 32)


def _set_nothing(style: Style, value: int) -> None:
    """Take what tells the paper nothing new: font A, no underline, not turned, not smoothed."""
    del style
    if value not in {0, 48}:
        raise ValueError("a letter that this printer cannot draw")


_STYLES: dict[str, Callable[[Style, int], None]] = {
    "E": _set_bold,
    "a": _set_align,
    "t": _set_code_page,
    "3": _set_spacing,
    "!": _set_mode,
    **dict.fromkeys("M-{V", _set_nothing),
}


def _need(buffer: bytes, count: int) -> None:
    if len(buffer) < count:
        raise NotWhole


def picture(rows: list[Rows], width_mm: int, margin_dots: int = 32) -> Image.Image:
    """Return rows as a picture, the paper's white edges beside them."""
    dots = np.vstack(rows) if rows else np.zeros((1, WIDTH_DOTS[width_mm]), dtype=bool)
    return Image.fromarray(np.where(np.pad(dots, margin_dots), 0, 255).astype(np.uint8))


def codes_on(rows: list[Rows], width_mm: int) -> Iterator[str]:
    """Yield what the QR codes on paper say, as another reader sees them."""
    for each in qr_codes(np.asarray(picture(rows, width_mm))):
        yield each.text
