"""A sheet of paper and the tools to write on it: text, rules, tables, in millimetres from the top left corner."""

import random
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Literal

from fpdf import FPDF

from demo.papers.wording import Wording
from demo.people import Language

Colour = tuple[int, int, int]
Align = Literal["L", "C", "R"]

INK: Colour = (28, 28, 32)
GREY: Colour = (110, 112, 118)
PALE: Colour = (236, 238, 241)
WHITE: Colour = (255, 255, 255)
BLUE_INK: Colour = (30, 52, 140)

_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=[\d€])")
"""Where a number or an amount must not break."""

_FOLDED = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})


class Sheet(Wording, FPDF):
    """One page of a given size, a language, and a chance that the seed decides."""

    def __init__(self, size_mm: tuple[float, float], *, language: Language, day: date, seed: int) -> None:
        super().__init__(unit="mm", format=size_mm)
        self.core_fonts_encoding = "windows-1252"  # the euro and œ, which latin-1 lacks
        self.set_creation_date(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))  # the same bytes each time
        self.set_auto_page_break(auto=False)
        self.set_margin(0)
        self.c_margin = 0
        self.add_page()
        self.language = language
        self.day = day
        self.chance = random.Random(seed)  # noqa: S311 - a paper's look, no secret

    def put(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9.5,
        style: str = "",
        font: str = "helvetica",
        colour: Colour = INK,
        align: Align = "L",
    ) -> float:
        """Write one line whose baseline is at `y`; `x` is its left, middle or right. Return its width in mm."""
        self.set_font(font, style, size)
        self.set_text_color(*colour)
        text = printable(text)
        width = self.get_string_width(text)
        self.text(x - {"L": 0.0, "C": width / 2, "R": width}[align], y, text)
        return width

    def lines(self, x: float, y: float, texts: Sequence[str], *, leading: float = 4.6, **look: object) -> float:
        """Write lines under each other; return the baseline that would come next."""
        for text in texts:
            self.put(x, y, text, **look)  # type: ignore[arg-type]  # the look is `put`'s own
            y += leading
        return y

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        *,
        size: float = 9.5,
        style: str = "",
        font: str = "helvetica",
        colour: Colour = INK,
        leading: float = 4.8,
        align: Literal["L", "J", "C"] = "L",
    ) -> float:
        """Write wrapped text whose first line stands at `y`; return where the next may begin."""
        self.set_font(font, style, size)
        self.set_text_color(*colour)
        self.set_xy(x, y)
        text = _BETWEEN_DIGITS.sub("\N{NO-BREAK SPACE}", printable(text))
        self.multi_cell(width, leading, text, align=align, new_x="LEFT", new_y="NEXT")
        return self.get_y()

    def rule(
        self, x: float, y: float, x_end: float, *, y_end: float | None = None, thick: float = 0.2, colour: Colour = INK
    ) -> None:
        """Draw a straight line, `thick` in mm."""
        self.set_line_width(thick)
        self.set_draw_color(*colour)
        self.line(x, y, x_end, y if y_end is None else y_end)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        edge: Colour | None = INK,
        thick: float = 0.2,
        round_mm: float = 0,
    ) -> None:
        """Draw a rectangle, filled, edged or both, with round corners on request."""
        if fill:
            self.set_fill_color(*fill)
        if edge:
            self.set_draw_color(*edge)
            self.set_line_width(thick)
        style = ("D" if edge else "") + ("F" if fill else "")
        self.rect(x, y, width, height, style=style, round_corners=round_mm > 0, corner_radius=round_mm)

    def facts(
        self, x: float, y: float, pairs: Sequence[tuple[str, str]], *, column: float = 45, size: float = 9.5
    ) -> float:
        """Write labels and, `column` mm further, their values in bold; return the next baseline."""
        for label, value in pairs:
            self.put(x, y, label, size=size, colour=GREY)
            self.put(x + column, y, value, size=size, style="B")
            y += size * 0.6
        return y

    def ledger(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        aligns: str = "",
        tint: Colour = PALE,
        head_ink: Colour = INK,
        size: float = 8.5,
        row: float = 6,
        grid: bool = False,
        last_bold: bool = False,
    ) -> float:
        """Draw a table; `aligns` has a letter of L, C, R per column. Return the y below it."""
        total = sum(widths)
        aligns = aligns or "L" * len(widths)
        if head:
            self.box(x, y, total, row, fill=tint, edge=None)
            self._row(x, y, widths, head, aligns, size=size, row=row, style="B", colour=head_ink)
        top, y = y, y + (row if head else 0)
        for index, cells in enumerate(rows):
            bold = last_bold and index == len(rows) - 1
            self._row(x, y, widths, cells, aligns, size=size, row=row, style="B" if bold else "", colour=INK)
            y += row
            self.rule(x, y, x + total, thick=0.12, colour=(170, 172, 178))
        if grid:
            self.box(x, top, total, y - top, thick=0.2)
            edge = x
            for width in widths[:-1]:
                edge += width
                self.rule(edge, top, edge, y_end=y, thick=0.12, colour=(120, 122, 128))
        return y

    def _row(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        cells: Sequence[str],
        aligns: str,
        *,
        size: float,
        row: float,
        style: str,
        colour: Colour,
    ) -> None:
        baseline = y + row / 2 + size * 0.12
        for width, cell, letter in zip(widths, cells, aligns, strict=True):
            at = {"L": x + 1.4, "C": x + width / 2, "R": x + width - 1.4}[letter]
            self.put(at, baseline, cell, size=size, style=style, colour=colour, align=letter)  # type: ignore[arg-type]
            x += width


def printable(text: str) -> str:
    """Fold letters that the printer's font lacks, as the registers of most administrations do."""
    return "".join(_fold(letter) for letter in text.translate(_FOLDED))


def _fold(letter: str) -> str:
    try:
        letter.encode("windows-1252")
    except UnicodeEncodeError:
        return "".join(part for part in unicodedata.normalize("NFKD", letter) if part.isascii())
    return letter
