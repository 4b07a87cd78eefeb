"""What every PDF of ours is drawn with: lines of text, and a QR code as vectors.

The core fonts write Latin-1. A language with other letters brings a font of its own along, of which a file takes what
it uses: 10 KB or so.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.receipts import qr
from dossier.receipts.script import in_visual_order, is_rtl, shaped

if TYPE_CHECKING:
    from fpdf import FPDF

_OTHERWISE = str.maketrans(
    {"\u2019": "'", "\u2013": "-", "\u2014": "-", "\u202f": " ", "\u00a0": " ", "\u2026": "..."}
    | {"Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "Œ": "OE", "œ": "oe"}
)


_LATIN_1_SIGNS = 256


_FONTS = Path(__file__).parent / "fonts"
_OF_LANGUAGES = {"ar": "DejaVu", "ro": "DejaVu", "tr": "DejaVu", "uk": "DejaVu"}
_CORE_FONT = "Helvetica"


def font_for(pdf: "FPDF", language: str) -> str:
    """Return the name of a font that has the letters of a language, plain and bold, and add it to the file."""
    name = _OF_LANGUAGES.get(language, _CORE_FONT)
    if name != _CORE_FONT:
        pdf.add_font(name, style="", fname=_FONTS / "DejaVuSans.ttf")
        pdf.add_font(name, style="B", fname=_FONTS / "DejaVuSans-Bold.ttf")
    return name


def line(pdf: "FPDF", text: str, height_mm: float = 5, width_mm: float = 0, side: str | None = None) -> None:
    """Write text from its margin on, over as many lines as it takes; a width of 0 is all there is.

    Its margin is the left one, or the right one where it runs from right to left; `side` L, R or C says otherwise.
    """
    if pdf.is_ttf_font:
        beside = side or ("R" if is_rtl(text) else "L")
        left = pdf.x
        for each in _lines(pdf, shaped(text), width_mm or pdf.w - pdf.r_margin - left):
            pdf.set_x(left)
            pdf.cell(width_mm, height_mm, in_visual_order(each), new_x="LMARGIN", new_y="NEXT", align=beside)
        return
    pdf.multi_cell(width_mm, height_mm, plain(text), new_x="LMARGIN", new_y="NEXT", align=side or "L")


def _lines(pdf: "FPDF", text: str, width_mm: float) -> Iterator[str]:
    """Yield the lines of a text that fit, broken between words and where it begins a new one."""
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and pdf.get_string_width(longer) > width_mm - 2 * pdf.c_margin:
                yield line
                longer = word
            line = longer
        yield line


def plain(text: str) -> str:
    """Return text as the core fonts know it: Latin-1, in which French and Dutch fit but for typographic signs.

    A letter that is not among them stands without its mark (ş as s, Ł as L), as on many a letter box.
    """
    return "".join(map(_known, text.translate(_OTHERWISE))).encode("latin-1", "replace").decode("latin-1")


def _known(sign: str) -> str:
    return sign if ord(sign) < _LATIN_1_SIGNS else unicodedata.normalize("NFKD", sign)[0]


def code(pdf: "FPDF", address: str, left_mm: float, top_mm: float, side_mm: float, level: str = "M") -> None:
    """Draw an address as a QR code with its quiet zone, in a square whose upper left corner is given."""
    dark = qr.modules(address, level)
    module_mm = side_mm / (len(dark) + 2 * qr.QUIET_MODULES)
    top, left = (at + qr.QUIET_MODULES * module_mm for at in (top_mm, left_mm))
    pdf.set_fill_color(0)
    for y, row in enumerate(dark):
        for x, is_dark in enumerate(row):
            if is_dark:
                pdf.rect(left + x * module_mm, top + y * module_mm, module_mm, module_mm, style="F")
