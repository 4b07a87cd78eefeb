"""Intersection over union of two quads inside the frame."""

import cv2
import numpy as np
from numpy.typing import NDArray

FRAME = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=np.float64)


def inside(quad: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the part of a convex quad (normalised) that lies in the frame, as a polygon."""
    hull = cv2.convexHull(np.asarray(quad, dtype=np.float32))
    _, part = cv2.intersectConvexConvex(hull, FRAME.astype(np.float32))
    return np.asarray(part if part is not None else np.zeros((0, 2)), dtype=np.float32).reshape(-1, 2)


def iou(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the overlap (0–1) of two convex quads inside the frame, corners in any order."""
    a, b = inside(one), inside(other)
    if len(a) < 3 or len(b) < 3:  # noqa: PLR2004 - no polygon
        return 0.0
    common, _ = cv2.intersectConvexConvex(cv2.convexHull(a), cv2.convexHull(b))
    union = cv2.contourArea(cv2.convexHull(a)) + cv2.contourArea(cv2.convexHull(b)) - common
    return float(common / union) if union > 0 else 0.0
