"""How the sides of a page bend, and where each point of it lies then, laid out between them.

Everything is told on the plane of the page's corners, as a unit square. A line that the bend leaves straight is
parallel to that plane: seen on it, it joins the same share of two opposite sides, and is evenly spaced.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.camera import eye_over
from dossier.imaging.coons import patch
from dossier.imaging.geometry import Corners
from dossier.imaging.spline import KNOTS, spline

Numbers = NDArray[np.float64]
Bends = NDArray[np.float64]
"""4 × KNOTS: how far the top, right, bottom and left side bow outwards at even places, clockwise from corner to corner,
as shares of the square; 0 at the corners."""

SQUARE: Corners = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
_BACKWARDS, _FAR = {2, 3}, {1, 2}
"""Sides of the square, clockwise from the top one: those that run to the left or up, and those at 1."""
_STEPS = 97
_LONGER_MOST = 1.3
"""A sheet that is so much longer than its corners lie apart is not bent: it was traced wrongly."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where evenly spaced columns and rows of a bent page lie between its sides."""

    bends: Bends
    across: Numbers
    """KNOTS: shares of the square at even lengths of paper from left to right."""
    down: Numbers
    """KNOTS: the same from top to bottom."""
    longer: tuple[float, float]
    """Length of the paper ÷ the distance of its corners, across and down."""

    def places(self, u: Numbers, v: Numbers) -> Numbers:
        """Return the places (m × n × 2) on the square of columns u (n) and rows v (m), shares of the paper."""
        x, y = spline(u) @ self.across, spline(v) @ self.down
        top, right, bottom, left = (
            beyond(share, spline(share) @ knots, side)
            for side, (share, knots) in enumerate(zip((x, y, 1 - x, 1 - y), self.bends, strict=True))
        )
        return patch(top, right, bottom, left, SQUARE, x, y)


def layout(bends: Bends, corners: Corners, frame: tuple[int, int], ratio: float) -> Layout:
    """Lay a page out whose corners (pixels of a frame of so many) lie in these proportions (width ÷ height)."""
    x, y, height = eye_over(corners, frame, ratio)
    top, right, bottom, left = bends
    across, longer_across = _unrolled(top + bottom[::-1], x / ratio, height / ratio)
    down, longer_down = _unrolled(right + left[::-1], y, height)
    return Layout(bends=bends, across=across, down=down, longer=(longer_across, longer_down))


def _unrolled(wider: Numbers, eye: float, height: float) -> tuple[Numbers, float]:
    """Return where even lengths of paper lie (KNOTS, shares of its sides' distance), and how many times longer it is.

    wider: KNOTS, by how much two opposite sides lie farther apart there than at the corners: as much as the sheet is
    nearer to the eye. eye, height: where the camera stands, in lengths of the sides between the corners.
    """
    seen = np.linspace(0, 1, _STEPS)
    nearer = np.maximum(1 + spline(seen) @ wider, 0.5)
    along, up = eye + (seen - eye) / nearer, height * (1 - 1 / nearer)
    paper = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(along), np.diff(up)))))
    if not 1 / _LONGER_MOST < paper[-1] < _LONGER_MOST:
        return np.linspace(0, 1, KNOTS), 1.0
    return np.interp(np.linspace(0, paper[-1], KNOTS), paper, seen), float(paper[-1])


def along(points: Numbers, side: int) -> Numbers:
    """Return where points (n × 2) of the square lie along a side of it, clockwise, 0–1."""
    share = points[:, side % 2]
    return 1 - share if side in _BACKWARDS else share


def outwards(points: Numbers, side: int) -> Numbers:
    """Return how far points (n × 2) lie out of the square, beyond a side of it."""
    away = points[:, 1 - side % 2]
    return away - 1 if side in _FAR else -away


def beyond(share: Numbers, out: Numbers, side: int) -> Numbers:
    """Return the points (n × 2) that lie so far along a side of the square and out of it."""
    way, away = (1 - share if side in _BACKWARDS else share), (1 + out if side in _FAR else -out)
    return np.column_stack((way, away) if side % 2 == 0 else (away, way))


def onto_square(corners: Corners) -> Numbers:
    """Return the homography (3 × 3) from the frame of four corners to the square."""
    return np.asarray(cv2.getPerspectiveTransform(corners.astype(np.float32), SQUARE.astype(np.float32)))


def projected(matrix: Numbers, points: Numbers) -> Numbers:
    """Return points (… × 2) through a homography."""
    flat = points.reshape(-1, 2) @ matrix[:, :2].T + matrix[:, 2]
    return np.asarray(flat[:, :2] / flat[:, 2:]).reshape(points.shape)
