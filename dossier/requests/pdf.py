"""The letter of a request as a PDF: A4, the address where the window of a Belgian envelope is, the person's code."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.receipts.drawing import code, font_for, line
from dossier.receipts.script import is_rtl, isolated
from dossier.requests.letter import RequestLetter

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN_MM = 22
WINDOW_LEFT_MM = 115
WINDOW_TOP_MM = 45
QR_MM = 38
BOX_MM = 4
PAPER_MM = 20
"""What one paper takes at most: its names over two lines, a sentence over one."""
WAYS_MM = 80
"""What the ways to hand over take, with the code beside them and the two sentences below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """One paper on the letter, in the person's language."""

    label: str
    known_as: str  # its name in an official language; empty where that is the same
    plain: str  # what it is, or why it is asked again; empty where its name must do


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """The sentences of a letter, in the person's language."""

    day: str
    title: str
    greeting: str
    ask: str  # that documents are asked for, and how many
    papers: tuple[PaperWords, ...]
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
    font = font_for(pdf, letter.language)
    side = "R" if is_rtl(words.title) else "L"
    pdf.set_font(font, style="B", size=11)
    line(pdf, letter.centre(), side=side)
    pdf.set_font(font, size=11)
    line(pdf, words.day)
    pdf.set_y(WINDOW_TOP_MM)
    for each in (letter.name, letter.street, f"{letter.postcode} {letter.town}"):
        pdf.set_x(WINDOW_LEFT_MM)
        line(pdf, each, 6, side="L")
    pdf.set_y(WINDOW_TOP_MM + 38)
    pdf.set_font(font, style="B", size=17)
    line(pdf, words.title, 8)
    pdf.set_font(font, size=12)
    pdf.ln(3)
    for each in (words.greeting, words.ask, letter.note):
        if each:
            line(pdf, each, 6, side=side)  # the note is typed in whichever language
            pdf.ln(2)
    pdf.set_font(font, style="B", size=12)
    line(pdf, words.due, 7)
    pdf.ln(2)
    for paper in words.papers:
        _paper(pdf, font, paper, side)
    _ways(pdf, font, letter, words, address, side)
    return bytes(pdf.output())


def _paper(pdf: "FPDF", font: str, paper: PaperWords, side: str) -> None:
    """Write one paper beside an empty box, which the person ticks; it stays on one page."""
    _keep_together(pdf, PAPER_MM)
    inner = MARGIN_MM + pdf.c_margin
    pdf.rect(inner if side == "L" else pdf.w - inner - BOX_MM, pdf.get_y() + 1, BOX_MM, BOX_MM)
    _leave_room(pdf, BOX_MM + 4, side)
    pdf.set_font(font, style="B", size=12)
    line(pdf, _names(paper), 6, side=side)
    pdf.set_font(font, size=11)
    if paper.plain:
        line(pdf, paper.plain, 5, side=side)
    pdf.ln(1.5)
    _leave_room(pdf, 0, side)


def _names(paper: PaperWords) -> str:
    """Return a paper's name and, behind it, the one that offices use."""
    if not paper.known_as:
        return paper.label
    known_as = isolated(paper.known_as) if is_rtl(paper.label) else paper.known_as
    return f"{paper.label} – {known_as}"


def _ways(pdf: "FPDF", font: str, letter: RequestLetter, words: LetterWords, address: str, side: str) -> None:
    """Write how to hand over beside the code; all of it on one page."""
    _keep_together(pdf, WAYS_MM)
    pdf.ln(2)
    pdf.set_font(font, style="B", size=12)
    line(pdf, words.how, 7)
    top = pdf.get_y()
    across = "L" if side == "R" else "R"
    _leave_room(pdf, QR_MM + 6, across)
    pdf.set_font(font, size=11)
    for number, each in enumerate(words.ways, start=1):
        line(pdf, f"{number}. {each}", 6, side=side)
    bottom = pdf.get_y()
    _leave_room(pdf, 0, across)
    left = pdf.w - MARGIN_MM - QR_MM if side == "L" else MARGIN_MM
    code(pdf, address, left, top, QR_MM)
    pdf.set_xy(left, top + QR_MM)
    pdf.set_font(font, size=9)
    line(pdf, words.file, 4, QR_MM, "C")
    pdf.set_x(left)
    pdf.set_font(font, style="B", size=12)
    line(pdf, letter.file_number, 6, QR_MM, "C")
    pdf.set_y(max(bottom, pdf.get_y()) + 3)
    pdf.set_font(font, size=11)
    for each in (words.help, words.keep):
        line(pdf, each, 6)


def _leave_room(pdf: "FPDF", width_mm: float, side: str) -> None:
    """Begin (L) or end (R) lines that much further in than the margin; with 0, at the margin again."""
    if side == "L":
        pdf.set_left_margin(MARGIN_MM + width_mm)
        pdf.set_x(MARGIN_MM + width_mm)
    else:
        pdf.set_right_margin(MARGIN_MM + width_mm)


def _keep_together(pdf: "FPDF", height_mm: float) -> None:
    """Go on to a new page where what follows does not fit on this one."""
    if pdf.get_y() + height_mm > pdf.h - MARGIN_MM:
        pdf.add_page()
