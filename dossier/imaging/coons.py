"""What four curves enclose, laid out as a rectangle: a bilinearly blended Coons patch."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def patch(
    top: Numbers, right: Numbers, bottom: Numbers, left: Numbers, corners: Numbers, u: Numbers, v: Numbers
) -> Numbers:
    """Return the places (m × n × 2) that lie between four curves.

    top, bottom: n × 2, from left to right; right, left: m × 2, from top to bottom. corners: 4 × 2, clockwise from top
    left, where the curves meet. u (n), v (m): which share of the way across, and down, each point of a curve lies.
    """
    tl, tr, br, bl = corners
    u, v = u[None, :, None], v[:, None, None]
    ruled = (1 - v) * top[None] + v * bottom[None] + (1 - u) * left[:, None] + u * right[:, None]
    return np.asarray(ruled - ((1 - u) * (1 - v) * tl + u * (1 - v) * tr + u * v * br + (1 - u) * v * bl))
