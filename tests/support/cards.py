"""Cards of ID-1 for tests: each side drawn with its own words and colour, as a picture, a photo or a PDF."""

from functools import cache

import cv2
import numpy as np
from fpdf import FPDF

from dossier.imaging.pixels import Pixels
from dossier.imaging.sheet import ID_1
from tests.dossier.imaging.drawing import on_table, paper
from tests.support.deposits import DRAWN

WIDTH_PIXELS, HEIGHT_PIXELS = 1011, 638
"""ID-1 at 300 dots an inch."""
TINTS = ((206, 226, 190), (222, 200, 232))
"""BGR of the front and of the back."""


def card_side(number: int) -> Pixels:
    """Draw the front (0) or the back (1) of a card."""
    letters = paper(WIDTH_PIXELS, HEIGHT_PIXELS, lines=9, seed=11 + number).astype(np.float32)
    side = np.asarray(letters * np.array(TINTS[number], np.float32) / 250, np.uint8)
    cv2.rectangle(side, (WIDTH_PIXELS - 260, 60), (WIDTH_PIXELS - 60, 300), (60, 60, 60 + 120 * number), -1)
    return side


@cache
def card_photo(number: int, *, share: float = 0.7) -> Pixels:
    """Photograph a side on a table, so large that it takes a share of its width: a picture that nobody may draw on."""
    width, height = 1500, 2000
    left, top = (1 - share) / 2, 0.3
    bottom = top + share * width / (ID_1.ratio * height)
    quad = np.array([(left, top), (1 - left, top + 0.006), (1 - left, bottom + 0.006), (left, bottom)])
    photo = on_table(card_side(number), quad, width, height)
    photo.flags.writeable = False
    return photo


def card_jpeg(number: int, *, share: float = 0.7) -> bytes:
    """Return the photo of a side as a file."""
    return bytes(cv2.imencode(".jpg", card_photo(number, share=share))[1])


def card_pdf(*words: str) -> bytes:
    """Write a PDF with a side of a card for each word: a page of it is made in no time."""
    document = FPDF(unit="mm", format=(ID_1.long_mm, ID_1.short_mm))
    document.set_creation_date(DRAWN)
    document.set_auto_page_break(auto=False)
    document.set_font("Helvetica", size=9)
    for word in words:
        document.add_page()
        document.set_xy(4, 4)
        document.multi_cell(76, 4.5, f"{word} of a card\n" * 9)
    return bytes(document.output())
