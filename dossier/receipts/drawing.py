"""What every PDF of ours is drawn with: lines of text in the core fonts, and a QR code as vectors."""

import unicodedata
from typing import TYPE_CHECKING

from dossier.receipts import qr

if TYPE_CHECKING:
    from fpdf import FPDF

_OTHERWISE = str.maketrans(
    {"\u2019": "'", "\u2013": "-", "\u2014": "-", "\u202f": " ", "\u00a0": " ", "\u2026": "..."}
    | {"Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "Œ": "OE", "œ": "oe"}
)


_LATIN_1_SIGNS = 256


def line(pdf: "FPDF", text: str, height_mm: float = 5, width_mm: float = 0) -> None:
    """Write text from the left margin on, over as many lines as it takes; a width of 0 is all there is."""
    pdf.multi_cell(width_mm, height_mm, plain(text), new_x="LMARGIN", new_y="NEXT", align="L")


def plain(text: str) -> str:
    """Return text as the core fonts know it: Latin-1, in which French and Dutch fit but for typographic signs.

    A letter that is not among them stands without its mark (ş as s, Ł as L), as on many a letter box.
    """
    return "".join(map(_known, text.translate(_OTHERWISE))).encode("latin-1", "replace").decode("latin-1")


def _known(sign: str) -> str:
    return sign if ord(sign) < _LATIN_1_SIGNS else unicodedata.normalize("NFKD", sign)[0]


def code(pdf: "FPDF", address: str, left_mm: float, top_mm: float, side_mm: float) -> None:
    """Draw an address as a QR code with its quiet zone, in a square whose upper left corner is given."""
    dark = qr.modules(address)
    module_mm = side_mm / (len(dark) + 2 * qr.QUIET_MODULES)
    top, left = (at + qr.QUIET_MODULES * module_mm for at in (top_mm, left_mm))
    pdf.set_fill_color(0)
    for y, row in enumerate(dark):
        for x, is_dark in enumerate(row):
            if is_dark:
                pdf.rect(left + x * module_mm, top + y * module_mm, module_mm, module_mm, style="F")
