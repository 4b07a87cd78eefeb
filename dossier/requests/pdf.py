"""The letter of a request as a PDF: A4, the address where the window of a Belgian envelope is, the person's code."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.receipts.drawing import code, line, plain
from dossier.requests.letter import RequestLetter

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN_MM = 22
WINDOW_LEFT_MM = 115
WINDOW_TOP_MM = 45
QR_MM = 38
BOX_MM = 4
PAPER_MM = 20
"""What one paper takes at most: a name over two lines, a sentence over one."""
WAYS_MM = 80
"""What the ways to hand over take, with the code beside them and the two sentences below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """The sentences of a letter, in the person's language."""

    day: str
    title: str
    greeting: str
    ask: str  # that documents are asked for, and how many
    due: str  # before which day
    how: str  # the heading of the ways
    ways: tuple[str, ...]
    help: str
    keep: str
    file: str


def letter_pdf(letter: RequestLetter, words: LetterWords, address: str) -> bytes:
    """Return the PDF; `address` is what the QR code holds."""
    from fpdf import FPDF  # 0.8 s, which neither a start nor another page should pay

    pdf = FPDF(format="A4")
    pdf.set_title(words.title)
    pdf.set_lang(letter.language)
    pdf.set_margin(MARGIN_MM)
    pdf.set_auto_page_break(True, MARGIN_MM)
    pdf.add_page()
    pdf.set_font("Helvetica", style="B", size=11)
    line(pdf, letter.centre())
    pdf.set_font("Helvetica", size=11)
    line(pdf, words.day)
    pdf.set_y(WINDOW_TOP_MM)
    for each in (letter.name, letter.street, f"{letter.postcode} {letter.town}"):
        pdf.set_x(WINDOW_LEFT_MM)
        pdf.cell(0, 6, plain(each), new_x="LMARGIN", new_y="NEXT")
    pdf.set_y(WINDOW_TOP_MM + 38)
    pdf.set_font("Helvetica", style="B", size=17)
    line(pdf, words.title, 8)
    pdf.set_font("Helvetica", size=12)
    pdf.ln(3)
    for each in (words.greeting, words.ask, letter.note):
        if each:
            line(pdf, each, 6)
            pdf.ln(2)
    pdf.set_font("Helvetica", style="B", size=12)
    line(pdf, words.due, 7)
    pdf.ln(2)
    for paper in letter.papers:
        _paper(pdf, paper.label, paper.plain)
    _ways(pdf, letter, words, address)
    return bytes(pdf.output())


def _paper(pdf: "FPDF", label: str, plain_words: str) -> None:
    """Write one paper beside an empty box, which the person ticks; it stays on one page."""
    _keep_together(pdf, PAPER_MM)
    pdf.rect(MARGIN_MM + pdf.c_margin, pdf.get_y() + 1, BOX_MM, BOX_MM)
    pdf.set_left_margin(MARGIN_MM + BOX_MM + 4)
    pdf.set_x(MARGIN_MM + BOX_MM + 4)
    pdf.set_font("Helvetica", style="B", size=12)
    line(pdf, label, 6)
    pdf.set_font("Helvetica", size=11)
    if plain_words:
        line(pdf, plain_words, 5)
    pdf.ln(1.5)
    pdf.set_left_margin(MARGIN_MM)
    pdf.set_x(MARGIN_MM)


def _ways(pdf: "FPDF", letter: RequestLetter, words: LetterWords, address: str) -> None:
    """Write how to hand over beside the code; all of it on one page."""
    _keep_together(pdf, WAYS_MM)
    pdf.ln(2)
    pdf.set_font("Helvetica", style="B", size=12)
    line(pdf, words.how, 7)
    top = pdf.get_y()
    left = pdf.w - MARGIN_MM - QR_MM
    pdf.set_font("Helvetica", size=11)
    for number, each in enumerate(words.ways, start=1):
        line(pdf, f"{number}. {each}", 6, left - MARGIN_MM - 6)
    bottom = pdf.get_y()
    code(pdf, address, left, top, QR_MM)
    pdf.set_xy(left, top + QR_MM)
    pdf.set_font("Helvetica", size=9)
    pdf.cell(QR_MM, 4, plain(words.file), align="C", new_x="LEFT", new_y="NEXT")
    pdf.set_font("Helvetica", style="B", size=12)
    pdf.cell(QR_MM, 6, plain(letter.file_number), align="C")
    pdf.set_xy(MARGIN_MM, max(bottom, top + QR_MM + 10) + 3)
    pdf.set_font("Helvetica", size=11)
    for each in (words.help, words.keep):
        line(pdf, each, 6)


def _keep_together(pdf: "FPDF", height_mm: float) -> None:
    """Go on to a new page where what follows does not fit on this one."""
    if pdf.get_y() + height_mm > pdf.h - MARGIN_MM:
        pdf.add_page()
