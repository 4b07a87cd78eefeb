"""How far the lines of a page lean: seen along them, the feet of their letters stand on the fewest rows."""

import numpy as np
from numpy.typing import NDArray

from dossier.imaging.letters import ink_of, letters
from dossier.imaging.pixels import Pixels

SKEW_MAX_DEGREES = 6
_LETTERS_LEAST = 40
_ROUGH_STEP_DEGREES, _ROUGH_ROW_PIXELS = 0.25, 3
_FINE_STEP_DEGREES, _FINE_STEPS = 0.05, 6
_TOP_STEPS = 4
"""A parabola through so many steps on both sides of the best one smooths what single letters do to it."""
_SURE = 1.5
"""Best ÷ middling direction: pages with text have 1.9 and more, noise 1.3 at most."""

Numbers = NDArray[np.float64]


def skew_degrees(grey: Pixels) -> float:
    """Return how far the lines of an upright flat grey page lean clockwise, within ±6; 0.0 where it is not sure."""
    ink = ink_of(grey)
    boxes = letters(ink)
    if len(boxes) < _LETTERS_LEAST:
        return 0.0
    x, feet = boxes[:, 0] + boxes[:, 2] / 2 - ink.shape[1] / 2, boxes[:, 1] + boxes[:, 3]
    rough = np.arange(-SKEW_MAX_DEGREES, SKEW_MAX_DEGREES + 0.01, _ROUGH_STEP_DEGREES)
    piled = _piled_up(x, feet, rough, _ROUGH_ROW_PIXELS)
    if piled.max() < _SURE * np.median(piled):
        return 0.0
    fine = rough[piled.argmax()] + np.arange(-_FINE_STEPS, _FINE_STEPS + 1) * _FINE_STEP_DEGREES
    piled = _piled_up(x, feet, fine, 1)
    best = int(np.clip(piled.argmax(), _TOP_STEPS, len(fine) - 1 - _TOP_STEPS))
    top = slice(best - _TOP_STEPS, best + _TOP_STEPS + 1)
    bend, slope, _ = np.polyfit(fine[top] - fine[best], piled[top], 2)
    off = -slope / (2 * bend) if bend < 0 else 0.0
    return float(fine[best] + np.clip(off, -_TOP_STEPS * _FINE_STEP_DEGREES, _TOP_STEPS * _FINE_STEP_DEGREES))


def _piled_up(x: Numbers, y: NDArray[np.int64], angles_degrees: Numbers, row_pixels: int) -> Numbers:
    """Return for each direction how much the points pile up on few rows along it."""
    found = []
    for angle in np.radians(angles_degrees):
        at = (y * np.cos(angle) - x * np.sin(angle)) / row_pixels
        at -= at.min()
        row = at.astype(np.int64)
        # A point between two rows counts for both, so that the pile changes smoothly with the angle.
        share = at - row
        counts = np.bincount(row, 1 - share, row.max() + 2) + np.bincount(row + 1, share, row.max() + 2)
        found.append((counts**2).sum())
    return np.array(found)
