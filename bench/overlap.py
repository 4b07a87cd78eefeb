"""Intersection over union of two convex quads inside the frame."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
FRAME = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=np.float64)
_FRAME_POINTS: tuple[Point, ...] = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def clip(polygon: Sequence[Point], window: Sequence[Point]) -> list[Point]:
    """Return the part of a polygon inside a convex window, both clockwise on the screen (Sutherland and Hodgman)."""
    kept = list(polygon)
    for number, (bx, by) in enumerate(window):
        ax, ay = window[number - 1]
        before, kept = kept, []
        if not before:
            return []
        px, py = before[-1]
        p_side = (bx - ax) * (py - ay) - (by - ay) * (px - ax)
        for qx, qy in before:
            q_side = (bx - ax) * (qy - ay) - (by - ay) * (qx - ax)
            if (p_side >= 0) != (q_side >= 0):
                share = p_side / (p_side - q_side)
                kept.append((px + share * (qx - px), py + share * (qy - py)))
            if q_side >= 0:
                kept.append((qx, qy))
            px, py, p_side = qx, qy, q_side
    return kept


def _area(polygon: Sequence[Point]) -> float:
    """Return the area, positive when the corners run clockwise on the screen; 0 for fewer than three."""
    pairs = ((polygon[number - 1], each) for number, each in enumerate(polygon))
    return sum(px * qy - qx * py for (px, py), (qx, qy) in pairs) / 2


def _clockwise(quad: NDArray[np.float64]) -> list[Point]:
    points = [(float(x), float(y)) for x, y in quad]
    return points if _area(points) >= 0 else points[::-1]


def iou(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the overlap (0–1) of two convex quads (4 × 2, normalised, either way round) inside the frame."""
    a, b = clip(_clockwise(one), _FRAME_POINTS), clip(_clockwise(other), _FRAME_POINTS)
    common = _area(clip(a, b))
    union = _area(a) + _area(b) - common
    return common / union if union > 0 else 0.0
