"""The letters of a page: small separate pieces of ink, and how each looks with what lies around it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels
from dossier.imaging.shrink import fitted_area

VIEW_CELLS = 16
"""A view of a letter has so many rows and columns; with 12 the narrowest decision is half as clear."""
_READ_PIXELS = 1_100_000
"""An A4 at 107 dpi: letters stand apart, and 15 ms suffice."""
_INK_WINDOW_PIXELS, _INK_CONTRAST = 31, 14
_LETTER_MIN_PIXELS, _LETTER_MAX_PIXELS = 4, 50
_REACH = 1.2
"""From a letter's middle to the edges of its view, in longer sides: its neighbours' near halves are in it."""

Boxes = NDArray[np.int64]
"""n × 4: x, y, width, height."""
Views = NDArray[np.float32]
"""n × rows × columns: the share of ink in each cell."""


def ink_of(grey: Pixels) -> Pixels:
    """Return the ink of a flat grey page, 255 on 0, shrunk to what letters need."""
    small = fitted_area(grey, _READ_PIXELS)
    return cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _INK_WINDOW_PIXELS, _INK_CONTRAST
    )


def letters(ink: Pixels) -> Boxes:
    """Return the boxes of what may be letters."""
    _, _, pieces, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = np.asarray(pieces[1:, :4], dtype=np.int64)
    least, most = _LETTER_MIN_PIXELS, _LETTER_MAX_PIXELS
    return boxes[(boxes[:, 3] >= least) & (boxes[:, 2] > 1) & (boxes[:, 2:] <= most).all(axis=1)]


def views(ink: Pixels, boxes: Boxes) -> Views:
    """Return how each letter looks with what lies around it; white where that leaves the page."""
    if not len(boxes):
        return np.empty((0, VIEW_CELLS, VIEW_CELLS), np.float32)
    longer = boxes[:, 2:].max(axis=1)
    reach = _REACH * np.maximum(longer, np.median(longer))
    middle = boxes[:, :2] + boxes[:, 2:] / 2
    lines = np.rint(middle[:, :, None] + reach[:, None, None] * np.linspace(-1, 1, VIEW_CELLS + 1)).astype(np.int64)
    x, y = np.clip(lines[:, 0], 0, ink.shape[1]), np.clip(lines[:, 1], 0, ink.shape[0])
    # Sums over cells from the table of sums: a mean over any number of pixels costs four look-ups.
    sums = cv2.integral(ink)[y[:, :, None], x[:, None, :]]
    cells = np.diff(np.diff(sums, axis=1), axis=2)
    areas = np.diff(y, axis=1)[:, :, None] * np.diff(x, axis=1)[:, None, :]
    return np.asarray(cells / np.maximum(areas, 1) / 255, dtype=np.float32)
