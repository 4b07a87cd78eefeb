"""Slips that are printed before a day when nothing works: A4, five to a page, each in two halves of one number.

One half stays with the papers, and the clerk writes on it; the other is the person's provisional receipt. Both carry
the code, so that whoever scans the papers afterwards types no number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.receipts.drawing import code, line

if TYPE_CHECKING:
    from fpdf import FPDF

SLIPS_PER_PAGE = 5
_FONT = "Helvetica"
_PAGE_WIDTH_MM, _HEIGHT_MM = 210, 297 / SLIPS_PER_PAGE
_HALF_MM = _PAGE_WIDTH_MM / 2
_MARGIN_MM = 8
_QR_MM = 30
_RULE_MM = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSlip:
    """One slip: its number, and what its code holds."""

    number: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSheetWords:
    """The sentences of both halves, each in French and in Dutch."""

    centre: str
    title: Sequence[str]
    promise: Sequence[str]
    follow: Sequence[str]
    papers: Sequence[str]  # that this half stays with the papers
    blanks: Sequence[str]  # what the clerk writes: day, time, sheets, name


def slips_pdf(slips: Sequence[PrintedSlip], words: SlipSheetWords) -> bytes:
    """Return the PDF."""
    from fpdf import FPDF  # 0.8 s, which neither a start nor another page should pay

    pdf = FPDF(format="A4")
    pdf.set_title(" / ".join(words.title))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    for position, slip in enumerate(slips):
        if position % SLIPS_PER_PAGE == 0:
            pdf.add_page()
        top = position % SLIPS_PER_PAGE * _HEIGHT_MM
        _cuts(pdf, top)
        _papers_half(pdf, slip, words, top)
        _person_half(pdf, slip, words, top)
    return bytes(pdf.output())


def _cuts(pdf: "FPDF", top_mm: float) -> None:
    pdf.set_draw_color(150)
    pdf.set_dash_pattern(1, 1)
    pdf.line(_HALF_MM, top_mm, _HALF_MM, top_mm + _HEIGHT_MM)
    pdf.line(0, top_mm + _HEIGHT_MM, _PAGE_WIDTH_MM, top_mm + _HEIGHT_MM)
    pdf.set_dash_pattern()
    pdf.set_draw_color(0)


def _papers_half(pdf: "FPDF", slip: PrintedSlip, words: SlipSheetWords, top_mm: float) -> None:
    left = _MARGIN_MM
    _head(pdf, slip, left, top_mm, " / ".join(words.papers))
    code(pdf, slip.address, left, top_mm + 23, _QR_MM)
    pdf.set_font(_FONT, size=8)
    for position, blank in enumerate(words.blanks):
        y = top_mm + 25 + position * 8
        pdf.set_xy(left + _QR_MM + 3, y)
        pdf.cell(_HALF_MM - left - _QR_MM - _RULE_MM, 5, blank)
        pdf.line(_HALF_MM - _RULE_MM, y + 5, _HALF_MM - _MARGIN_MM, y + 5)


def _person_half(pdf: "FPDF", slip: PrintedSlip, words: SlipSheetWords, top_mm: float) -> None:
    left = _HALF_MM + _MARGIN_MM
    _head(pdf, slip, left, top_mm, " / ".join(words.title))
    code(pdf, slip.address, left, top_mm + 23, _QR_MM)
    pdf.set_font(_FONT, size=7)
    pdf.set_xy(left + _QR_MM + 3, top_mm + 23)
    pdf.set_left_margin(left + _QR_MM + 3)
    for sentence in (words.centre, *words.promise, *words.follow):
        line(pdf, sentence, 3.4, _HALF_MM - _QR_MM - 2 * _MARGIN_MM - 1)
    pdf.set_left_margin(0)


def _head(pdf: "FPDF", slip: PrintedSlip, left_mm: float, top_mm: float, title: str) -> None:
    pdf.set_xy(left_mm, top_mm + 6)
    pdf.set_font(_FONT, style="B", size=9)
    pdf.cell(_HALF_MM - 2 * _MARGIN_MM, 5, title)
    pdf.set_xy(left_mm, top_mm + 11)
    pdf.set_font("Courier", style="B", size=20)
    pdf.cell(_HALF_MM - 2 * _MARGIN_MM, 10, slip.number)
