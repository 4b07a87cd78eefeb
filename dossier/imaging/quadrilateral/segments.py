"""Straight segments (LSD) of a photo's planes, all together."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels

SHORTEST_SHARE = 0.035
"""Shortest segment, as a share of the frame's diagonal."""
_KEPT = 400


def segments_of(planes: Sequence[Pixels]) -> NDArray[np.float64]:
    """Return x1, y1, x2, y2 and length in pixels (n × 5) of the segments of planes of one size, longest first."""
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD, 0.8)
    shortest = SHORTEST_SHARE * float(np.hypot(*planes[0].shape))
    found = [each for plane in planes if (each := detector.detect(plane)[0]) is not None]
    if not found:
        return np.zeros((0, 5))
    ends = np.vstack([np.asarray(each, dtype=np.float64).reshape(-1, 4) for each in found])
    lengths = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    kept = lengths >= shortest
    ends, lengths = ends[kept], lengths[kept]
    order = np.argsort(-lengths)[:_KEPT]
    return np.column_stack((ends[order], lengths[order]))
