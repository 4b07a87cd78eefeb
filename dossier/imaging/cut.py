"""Whether a sheet goes on outside the photo."""

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.geometry import Corners
from dossier.imaging.pixels import Pixels
from dossier.imaging.shrink import fitted_area

_FRAME_SHARE = 0.005
_OUTSIDE_SHARE = 0.03
"""Whole sheets have been seen to lie 0.007 outside, by a corner that was not found quite right."""
_PIXELS = 400_000
_DEPTH_SHARE = 0.2
_STRIP_WIDTH, _STRIP_DEPTH = 240, 64
_TEXT_PIXELS = 9
_TILTS = np.linspace(-0.06, 0.06, 13)
_STEP_PIXELS = 2
_NEARLY_ALL_PERCENTILE = 10
_EDGE_LEAST_LUMA = 0.6
"""How much lighter it grows at once over nearly the whole width: 2 in 100 pages that are cut have more (75 cut photos
that were made of whole ones, and 13 others), and 10 of 15 quads that take the frame for a pale sheet's side."""

Light = NDArray[np.float32]


def cut_off(grey: Pixels, quad: Corners) -> bool:
    """Tell whether a corner of the quad of a flat grey page lies outside the photo, or a side on its frame.

    Such a side may be the frame that was taken for a pale sheet's: then an edge of the sheet runs just inside it.
    """
    if (np.abs(quad - 0.5) > 0.5 + _OUTSIDE_SHARE).any():
        return True
    following = np.roll(quad, -1, axis=0)
    low = (quad < _FRAME_SHARE) & (following < _FRAME_SHARE)
    high = (quad > 1 - _FRAME_SHARE) & (following > 1 - _FRAME_SHARE)
    on_frame = np.flatnonzero((low | high).any(axis=1))
    small = fitted_area(grey, _PIXELS)
    return any(_edge_inside(np.rot90(small, side)) < _EDGE_LEAST_LUMA for side in on_frame.tolist())


def _edge_inside(page: Pixels) -> float:
    """Return how clear an edge runs across the whole page near its top, level or a little tilted."""
    top = np.ascontiguousarray(page[: max(2, round(page.shape[0] * _DEPTH_SHARE))])
    strip = cv2.resize(top, (_STRIP_WIDTH, _STRIP_DEPTH), interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(strip, cv2.MORPH_CLOSE, np.ones((_TEXT_PIXELS, _TEXT_PIXELS), np.uint8))
    light = cv2.GaussianBlur(paper.astype(np.float32), (0, 0), 1)
    steps = light[2 * _STEP_PIXELS :] - light[: -2 * _STEP_PIXELS]
    return max(_common_step(_tilted(steps, tilt)) for tilt in _TILTS.tolist())


def _tilted(steps: Light, tilt: float) -> Light:
    """Return the strip sheared by so many rows a column about its middle; 0 where it leaves itself."""
    matrix = np.array([(1, 0, 0), (tilt, 1, -tilt * steps.shape[1] / 2)])
    return np.asarray(cv2.warpAffine(steps, matrix, steps.shape[::-1], flags=cv2.INTER_NEAREST), dtype=np.float32)


def _common_step(steps: Light) -> float:
    """Return the greatest step into the light that nearly all of a row has: paper is lighter than its ground."""
    return float(np.percentile(steps, _NEARLY_ALL_PERCENTILE, axis=1).max())
