"""Small plane geometry on quads: arrays of four corners, clockwise, in pixels or shares of the frame."""

import numpy as np
from numpy.typing import NDArray

Corners = NDArray[np.float64]
"""Shape (4, 2): x, y."""


def clockwise(corners: Corners) -> Corners:
    """Order four corners clockwise on the screen, from the one nearest to the frame's top left."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    ordered = corners[np.argsort(angles)]
    # The top left is where x + y is least; a page that lies on its corner has two such: the upper one wins.
    start = int(np.argmin(ordered.sum(axis=1) + 1e-6 * ordered[:, 1]))
    return np.roll(ordered, -start, axis=0)


def area(corners: Corners) -> float:
    """Return the area of a polygon, positive when its corners run clockwise on the screen."""
    x, y = corners[:, 0], corners[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def turned(corners: Corners, rotation: int) -> Corners:
    """Return the corners of a frame-wise quad in the page's own order, when it must turn clockwise by `rotation`."""
    return np.roll(corners, rotation // 90, axis=0)


def sides(corners: Corners) -> NDArray[np.float64]:
    """Return the lengths of top, right, bottom and left side."""
    return np.asarray(np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1), dtype=np.float64)
