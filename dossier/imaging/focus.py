"""How sharp a page is, whatever the amount of its ink."""

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels

FOCUS_LEAST = 0.05
"""Sharp pages have 0.13 and more, at a blur of 2 pixels 0.02 remains."""
_FOCUS_BLOCK_PIXELS = 32
_FOCUS_BLOCKS_LEAST = 6
_FOCUS_INK_VARIANCE = 120.0

Numbers = NDArray[np.float64]


def focus_of(grey: Pixels) -> float | None:
    """Return the median of var(Laplacian) ÷ variance over blocks with ink, whatever their number; None without ink."""
    n = _FOCUS_BLOCK_PIXELS
    rows, columns = grey.shape[0] // n, grey.shape[1] // n
    if not rows or not columns:
        return None
    inked = _variances(grey, rows, columns)
    chosen = inked > _FOCUS_INK_VARIANCE
    if int(chosen.sum()) < _FOCUS_BLOCKS_LEAST:
        return None
    edges = _variances(cv2.Laplacian(grey, cv2.CV_32F), rows, columns)
    return float(np.median(edges[chosen] / inked[chosen]))


def _variances(plane: Pixels, rows: int, columns: int) -> Numbers:
    """Return the variance of each block; area shrinking is a mean, and far quicker than numpy's over blocks."""
    n = _FOCUS_BLOCK_PIXELS
    cut = plane[: rows * n, : columns * n].astype(np.float32)
    mean = cv2.resize(cut, (columns, rows), interpolation=cv2.INTER_AREA)
    squares = cv2.resize(cut * cut, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(np.maximum(squares - mean * mean, 0), dtype=np.float64)
