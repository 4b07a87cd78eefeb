"""The reading version of a page: the same page in even light, without the shadow of a hand or the fold of a sheet."""

import cv2
import numpy as np

from dossier.imaging.pixels import Pixels
from dossier.imaging.shrink import fitted, shrunk

LONG_SIDE = 1754
"""An A4 at 150 dpi: read on a screen, and a fifth of the faithful page in bytes."""
_SHRINK = 8
_LETTER_MAX_PIXELS = 5
"""At an eighth: strokes, and the lines of a table, are closed away; a stamp or a photo is larger, and stays."""
_DARK_LUMA = 60
"""What is darker over a wide stretch is no paper in the shade, and is not lit up."""


def even_light(page: Pixels) -> Pixels:
    """Return a BGR page divided by its own ground, so that its paper is white everywhere, at most LONG_SIDE long."""
    small = fitted(page, LONG_SIDE)
    height, width = small.shape[:2]
    ground = shrunk(small, max(1, width // _SHRINK), max(1, height // _SHRINK))
    ground = cv2.dilate(ground, np.ones((3, 3), np.uint8))
    ground = cv2.morphologyEx(ground, cv2.MORPH_CLOSE, np.ones((_LETTER_MAX_PIXELS, _LETTER_MAX_PIXELS), np.uint8))
    ground = np.maximum(cv2.GaussianBlur(ground, (0, 0), 2), _DARK_LUMA)
    return cv2.divide(small, cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR), scale=255)
