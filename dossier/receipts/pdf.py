"""The receipt as a PDF: one A5 page with number, time, the signed list of originals, and the QR code."""

from dataclasses import dataclass

from dossier.receipts.drawing import code, font_for, line
from dossier.receipts.queries import Receipt
from dossier.receipts.script import is_rtl

MARGIN_MM = 14
QR_MM = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptWords:
    """The sentences of a receipt, in the depositor's language."""

    language: str
    centre: str
    title: str
    received_at: str  # the time, in words
    pages: str  # how many pages and files
    promise: str
    follow: str  # what the QR code is for
    originals: str  # the heading of the list
    line: str  # one original: `{position}`, `{pages}`
    digest: str
    kept: str = ""  # which papers are not given back; empty: none


def receipt_pdf(receipt: Receipt, words: ReceiptWords, address: str) -> bytes:
    """Return the PDF; `address` is what the QR code holds."""
    from fpdf import FPDF  # 0.8 s, which neither a start nor another page should pay

    pdf = FPDF(format="A5")
    pdf.set_title(f"{words.title} {receipt.number}")
    pdf.set_creation_date(receipt.issued_at)
    pdf.set_lang(words.language)
    pdf.set_margin(MARGIN_MM)
    pdf.add_page()
    font = font_for(pdf, words.language)
    runs_left = is_rtl(words.title)
    side = "R" if runs_left else "L"
    pdf.set_font(font, size=10)
    line(pdf, words.centre, side=side)
    pdf.set_font(font, style="B", size=15)
    line(pdf, words.title, 9)
    pdf.set_font("Courier", style="B", size=24)
    pdf.cell(0, 14, receipt.number, new_x="LMARGIN", new_y="NEXT", align=side)
    pdf.set_font(font, size=11)
    for sentence in (words.received_at, words.pages, words.promise, words.kept):
        if sentence:
            line(pdf, sentence, 6)
    code(pdf, address, pdf.w - MARGIN_MM - QR_MM if runs_left else MARGIN_MM, pdf.get_y(), QR_MM)
    pdf.set_y(pdf.get_y() + QR_MM)
    pdf.set_font(font, size=10)
    line(pdf, words.follow)
    pdf.ln(3)
    pdf.set_font(font, style="B", size=9)
    line(pdf, words.originals)
    for position, original in enumerate(receipt.statement.originals, start=1):
        pdf.set_font(font, size=8)
        line(pdf, words.line.format(position=position, pages=original.page_count), 4)
        pdf.set_font("Courier", size=7)
        pdf.cell(0, 4, original.sha256, new_x="LMARGIN", new_y="NEXT", align=side)
    pdf.set_font(font, size=8)
    line(pdf, words.digest, 5)
    pdf.set_font("Courier", size=7)
    pdf.cell(0, 4, receipt.content_digest, new_x="LMARGIN", new_y="NEXT", align=side)
    return bytes(pdf.output())
