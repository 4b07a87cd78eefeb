"""Where the modules of a square QR code lie, told by its two timing patterns (ISO/IEC 18004): dark and light in turn.

On paper that curls, modules are wider here than there, by more than a grid that is even could follow.
"""

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels

Numbers = NDArray[np.float64]

MODULE_PIXELS = 8
_FINDER_MODULES = 7
_TIMING_AT = 6.5
_CONTRAST_MIN = 25


def evened(square: Pixels, counts: Iterable[int]) -> Iterator[tuple[Pixels, int]]:
    """Give a square with all modules of one size, and how many a side has, each as its timing patterns may be read."""
    for turns in range(4):  # they lie beside the corner that two others with finders adjoin
        turned = np.ascontiguousarray(np.rot90(square, turns))
        for modules in counts:
            across, down = _borders(turned, modules), _borders(np.ascontiguousarray(turned.T), modules)
            if across is not None or down is not None:
                yield _evened(turned, modules, across, down), modules


def _borders(square: Pixels, modules: int) -> Numbers | None:
    """Return where the borders of modules lie across a code (modules + 1), told by its upper timing pattern.

    None where there are not as many changes of dark and light as a code of so many modules has.
    """
    side = len(square)
    size = side / modules
    upper, lower = int((_TIMING_AT - 0.25) * size), int(np.ceil((_TIMING_AT + 0.25) * size))
    begin = int((_FINDER_MODULES - 2) * size)
    line = square[upper:lower].mean(axis=0, dtype=np.float32)[None, begin : side - begin]
    window = (max(3, int(2 * size) | 1), 1)
    kernel = np.ones((1, window[0]), np.uint8)
    most, least = cv2.dilate(line, kernel), cv2.erode(line, kernel)
    if np.median(most - least) < _CONTRAST_MIN:
        return None
    above = (line - cv2.blur((most + least) / 2, window))[0]
    change = np.flatnonzero(np.sign(above[1:]) * np.sign(above[:-1]) < 0)
    places = begin + change + above[change] / (above[change] - above[change + 1]) + 0.5
    if len(places) != modules - 2 * _FINDER_MODULES + 1:
        return None
    known = np.concatenate(([0], np.arange(_FINDER_MODULES, modules - _FINDER_MODULES + 1), [modules]))
    return np.interp(np.arange(modules + 1), known, np.concatenate(([0.0], places, [float(side)])))


def _evened(square: Pixels, modules: int, across: Numbers | None, down: Numbers | None) -> Pixels:
    """Return a square code with all modules of one size; a direction that is not known is left as it is."""
    asis = np.linspace(0, len(square), modules + 1)
    even = (np.arange(modules * MODULE_PIXELS) + 0.5) / MODULE_PIXELS
    x, y = (
        np.interp(even, np.arange(modules + 1), asis if borders is None else borders) - 0.5
        for borders in (across, down)
    )
    column, row = (each.astype(np.float32) for each in np.meshgrid(x, y))
    return cv2.remap(square, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
