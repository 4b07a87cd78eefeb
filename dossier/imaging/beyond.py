"""What of a flat page lies beyond its photo: it was painted white, and says nothing about light."""

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.geometry import Corners
from dossier.imaging.pixels import Pixels

_EDGE_PIXELS = 5
"""Where the white begins, warping and shrinking mix it with the page."""


def beyond_photo(page: Pixels, quad: Corners) -> NDArray[np.bool_]:
    """Return which pixels of a flat page were not on the photo (`quad`: normalised, in the page's own order)."""
    height, width = page.shape[:2]
    if quad.min() >= 0 and quad.max() <= 1:
        return np.zeros((height, width), dtype=np.bool_)
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), flat)
    frame = np.array([[(0, 0), (1, 0), (1, 1), (0, 1)]], dtype=np.float32)
    seen = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(seen, np.rint(cv2.perspectiveTransform(frame, matrix)[0]).astype(np.int32), 1)
    inner = cv2.erode(seen, np.ones((_EDGE_PIXELS, _EDGE_PIXELS), np.uint8), borderValue=1)
    return np.asarray(inner == 0)
