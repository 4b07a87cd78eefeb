"""Which way is up: the edges of letters line up along text lines, and more at their feet than at their heads."""

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels
from dossier.imaging.shrink import fitted_area

READ_PIXELS = 1_100_000
"""An A4 at 107 dpi: letters stand apart, and 15 ms suffice."""
LEAST_PIXELS = 300_000
"""Below, letters are five pixels high, and where their edges lie is chance."""
_LETTERS_MIN = 20
_LETTER_MIN_PIXELS, _LETTER_MAX_PIXELS = 4, 50
_INK_WINDOW_PIXELS, _INK_CONTRAST = 31, 14
_LANES = 8
"""The page is read in lanes, so that a skew of two degrees does not blur its lines."""
_TURN_LEAST = 0.1
_OVER_LEAST = 1.5
"""How much must speak against a page as it lies: most are right, and a wrong turn is worse than none."""
_FEET_WEIGHT, _MARGIN_WEIGHT, _HEAVY_TOP_WEIGHT, _HEAVY_TOP_MAX = 7.0, 8.0, 20.0, 3.0

Boxes = NDArray[np.int64]
"""n × 4: x, y, width, height."""


def upright_rotation(grey: Pixels) -> int:
    """Return the clockwise degrees (0, 90, 180, 270) that put a flat grey page upright; 0 where it is not sure."""
    if grey.size < LEAST_PIXELS:
        return 0
    small = fitted_area(grey, READ_PIXELS)
    height, width = small.shape
    boxes, _ = letters(small)
    if len(boxes) < _LETTERS_MIN:
        return 0
    lying = _lined_up(boxes, width, height, axis=1) < _lined_up(boxes, width, height, axis=0) - _TURN_LEAST
    if lying:
        # As if turned by 90 clockwise: the left edge becomes the top.
        x, y, across, down = boxes.T
        boxes, width, height = np.column_stack((height - y - down, x, down, across)), height, width
    over = _upside_down(boxes, width, height)
    if lying:
        return 270 if over > 0 else 90
    return 180 if over > _OVER_LEAST else 0


def letters(grey: Pixels) -> tuple[Boxes, float]:
    """Return the boxes of what may be letters (small separate pieces of ink), and the share of ink in all."""
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _INK_WINDOW_PIXELS, _INK_CONTRAST
    )
    _, _, pieces, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = np.asarray(pieces[1:, :4], dtype=np.int64)
    least, most = _LETTER_MIN_PIXELS, _LETTER_MAX_PIXELS
    good = (boxes[:, 3] >= least) & (boxes[:, 2] > 1) & (boxes[:, 2:] <= most).all(axis=1)
    return boxes[good], float(ink.mean()) / 255


def _peaks(places: NDArray[np.int64], lanes: NDArray[np.int64], size: int) -> float:
    """Return how much places pile up on few rows of their lanes."""
    counts = np.zeros((_LANES, size + 2))
    np.add.at(counts, (lanes, places), 1)
    return float((counts**2).sum() + 2 * (counts[:, 1:] * counts[:, :-1]).sum()) + 1


def _lanes(middles: NDArray[np.float64], size: int) -> NDArray[np.int64]:
    return np.minimum(middles * _LANES // size, _LANES - 1).astype(np.int64)


def _lined_up(boxes: Boxes, width: int, height: int, axis: int) -> float:
    """Return the logarithm of how much the letters' edges line up in rows (axis 1) or in columns (axis 0)."""
    begin, extent = boxes[:, axis], boxes[:, axis + 2]
    other = 1 - axis
    lanes = _lanes(boxes[:, other] + boxes[:, other + 2] / 2, (width, height)[other])
    size = (width, height)[axis]
    return float(np.log(_peaks(begin, lanes, size) + _peaks(begin + extent, lanes, size)))


def _upside_down(boxes: Boxes, width: int, height: int) -> float:
    """Return evidence for a turn by 180: above 0 says yes.

    Feet stand on one line while heads do not (x-height, ascenders); lines begin at one margin and end where they end;
    letters and forms begin at the top of the sheet and leave its foot free.
    """
    x, y, across, down = boxes.T
    lanes = _lanes(x + across / 2, width)
    feet = float(np.log(_peaks(y + down, lanes, height) / _peaks(y, lanes, height)))
    words = _words(boxes, width, height)
    one_lane = np.zeros(len(words), dtype=np.int64)
    begins, ends = words[:, 0] // 4, (words[:, 0] + words[:, 2]) // 4
    margin = float(np.log(_peaks(begins, one_lane, width) / _peaks(ends, one_lane, width)))
    heavy_top = 0.5 - float((y + down / 2).mean()) / height
    heavy_top = float(np.clip(_HEAVY_TOP_WEIGHT * heavy_top, -_HEAVY_TOP_MAX, _HEAVY_TOP_MAX))
    return -(_FEET_WEIGHT * feet + _MARGIN_WEIGHT * margin + heavy_top)


def _words(boxes: Boxes, width: int, height: int) -> Boxes:
    """Return the boxes of words and runs of words."""
    ink = np.zeros((height, width), dtype=np.uint8)
    for x, y, across, down in boxes.tolist():
        ink[y : y + down, x : x + across] = 255
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, width // 60 | 1), dtype=np.uint8))
    _, _, pieces, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
    return np.asarray(pieces[1:, :4], dtype=np.int64)
