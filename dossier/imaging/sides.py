"""Both sides of a card on one page: one under the other, at the size that they have in the hand."""

import cv2
import numpy as np

from dossier.imaging.pixels import Pixels
from dossier.imaging.sheet import ID_1, MM_PER_INCH
from dossier.imaging.shrink import shrunk

GAP_MM = 4
"""Between the sides, and around them."""
_GROUND = 255
"""White, as the paper on which it is printed."""


def card_dpi(side: Pixels) -> float:
    """Return the dots an inch of a card's side, lying or upright, by its long side: that is 85.6 mm."""
    return float(max(side.shape[:2])) * MM_PER_INCH / ID_1.long_mm


def one_under_the_other(upper: Pixels, lower: Pixels, dpi_max: float) -> tuple[Pixels, float]:
    """Return a page that shows two sides of a card at one scale, and its dots an inch: those of the finer side.

    Any page is taken for a side of a card, also one of which a person set the corners elsewhere.
    """
    dpi = min(max(card_dpi(upper), card_dpi(lower)), dpi_max)
    sides = [_at(each, dpi) for each in (upper, lower)]
    gap = round(GAP_MM * dpi / MM_PER_INCH)
    width = max(each.shape[1] for each in sides) + 2 * gap
    page = np.full((sum(each.shape[0] for each in sides) + 3 * gap, width, 3), _GROUND, np.uint8)
    top = gap
    for each in sides:
        left = (width - each.shape[1]) // 2
        page[top : top + each.shape[0], left : left + each.shape[1]] = each
        top += each.shape[0] + gap
    return page, round(dpi, 1)


def _at(side: Pixels, dpi: float) -> Pixels:
    """Return a side at so many dots an inch."""
    scale = dpi / card_dpi(side)
    width, height = round(side.shape[1] * scale), round(side.shape[0] * scale)
    if scale > 1:
        return np.asarray(cv2.resize(side, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    return shrunk(side, width, height)
