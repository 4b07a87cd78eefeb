"""Draws the sheets that lie between others in a stack: what they ask for in large letters, and its code twice.

The code stands in two opposite corners, so that a torn or folded one does not take both; at level Q a quarter of it may
be lost, and at 200 dots an inch each of its modules is more than ten pixels wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.receipts.drawing import code, line

CODE_MM = 84
"""With its quiet zone: the code itself is 6 to 8 cm wide, by how much it says."""
LEVEL = "Q"
_MARGIN_MM = 12
_TITLE_POINTS, _WORDS_POINTS = 40, 18
_TITLE_TOP_MM, _TITLE_LINE_MM, _WORDS_LINE_MM = 112, 17, 9


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSheet:
    """What stands on a sheet."""

    code: str
    title: str
    words: tuple[str, ...]


def sheets_pdf(title: str, sheets: Sequence[PrintedSheet]) -> bytes:
    """Write sheets as a PDF of A4, one each."""
    from fpdf import FPDF  # 0.8 s, which neither a start nor another page should pay

    pdf = FPDF(format="A4")
    pdf.set_title(title)
    pdf.set_margin(_MARGIN_MM)
    pdf.set_auto_page_break(False)
    for sheet in sheets:
        pdf.add_page()
        code(pdf, sheet.code, _MARGIN_MM, _MARGIN_MM, CODE_MM, LEVEL)
        code(pdf, sheet.code, pdf.w - _MARGIN_MM - CODE_MM, pdf.h - _MARGIN_MM - CODE_MM, CODE_MM, LEVEL)
        pdf.set_y(_TITLE_TOP_MM)
        pdf.set_font("Helvetica", "B", _TITLE_POINTS)
        line(pdf, sheet.title, _TITLE_LINE_MM)
        pdf.ln(4)
        pdf.set_font("Helvetica", size=_WORDS_POINTS)
        for each in sheet.words:
            line(pdf, each, _WORDS_LINE_MM)
    return bytes(pdf.output())
