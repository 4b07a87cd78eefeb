"""The receipt as a PDF: one A5 page with number, time, the signed list of originals, and the QR code."""

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.receipts import qr
from dossier.receipts.queries import Receipt

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN_MM = 14
QR_MM = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptWords:
    """The sentences of a receipt, in the depositor's language."""

    centre: str
    title: str
    received_at: str  # the time, in words
    pages: str  # how many pages and files
    promise: str
    follow: str  # what the QR code is for
    originals: str  # the heading of the list
    line: str  # one original: `{position}`, `{pages}`
    digest: str


def receipt_pdf(receipt: Receipt, words: ReceiptWords, address: str) -> bytes:
    """Return the PDF; `address` is what the QR code holds."""
    from fpdf import FPDF  # 0.8 s, which neither a start nor another page should pay

    pdf = FPDF(format="A5")
    pdf.set_title(f"{words.title} {receipt.number}")
    pdf.set_creation_date(receipt.issued_at)
    pdf.set_margin(MARGIN_MM)
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    _line(pdf, words.centre)
    pdf.set_font("Helvetica", style="B", size=15)
    _line(pdf, words.title, 9)
    pdf.set_font("Courier", style="B", size=24)
    _line(pdf, receipt.number, 14)
    pdf.set_font("Helvetica", size=11)
    for sentence in (words.received_at, words.pages, words.promise):
        _line(pdf, sentence, 6)
    _code(pdf, address)
    pdf.set_font("Helvetica", size=10)
    _line(pdf, words.follow)
    pdf.ln(3)
    pdf.set_font("Helvetica", style="B", size=9)
    _line(pdf, words.originals)
    for position, original in enumerate(receipt.statement.originals, start=1):
        pdf.set_font("Helvetica", size=8)
        _line(pdf, words.line.format(position=position, pages=original.page_count), 4)
        pdf.set_font("Courier", size=7)
        _line(pdf, original.sha256, 4)
    pdf.set_font("Helvetica", size=8)
    _line(pdf, words.digest, 5)
    pdf.set_font("Courier", size=7)
    _line(pdf, receipt.content_digest, 4)
    return bytes(pdf.output())


def latin(text: str) -> str:
    """Return a text in what the core fonts of PDF know: Latin-1.

    French and Dutch fit in but for typographic signs; a letter of another language loses its mark, or is a `?`.
    """
    plain = text.translate({0x2019: "'", 0x2013: "-", 0x2014: "-", 0x202F: " ", 0x00A0: " ", 0x2026: "..."})
    return "".join(_latin(each) for each in plain)


def _latin(letter: str) -> str:
    try:
        letter.encode("latin-1")
    except UnicodeEncodeError:
        bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        return bare or "?"
    return letter


def _line(pdf: "FPDF", text: str, height_mm: float = 5) -> None:
    pdf.multi_cell(0, height_mm, latin(text), new_x="LMARGIN", new_y="NEXT")


def _code(pdf: "FPDF", address: str) -> None:
    dark = qr.modules(address)
    module_mm = QR_MM / (len(dark) + 2 * qr.QUIET_MODULES)
    top, left = pdf.get_y() + qr.QUIET_MODULES * module_mm, MARGIN_MM + qr.QUIET_MODULES * module_mm
    pdf.set_fill_color(0)
    for y, row in enumerate(dark):
        for x, is_dark in enumerate(row):
            if is_dark:
                pdf.rect(left + x * module_mm, top + y * module_mm, module_mm, module_mm, style="F")
    pdf.set_y(pdf.get_y() + QR_MM)
