"""A smooth curve through heights at even places: the natural cubic spline."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

KNOTS = 17
"""Text of a page that waves on half of its width lies 0.16 mm off; with 13 knots 0.29, with 21 0.18."""
_HUBER_ROUNDS = 5


def spline(share: Numbers) -> Numbers:
    """Return n × KNOTS: what each height at even places from 0 to 1 adds to the curve at a share; beyond, lines."""
    place = np.asarray(share, dtype=np.float64) * (KNOTS - 1)
    low = np.clip(np.floor(place), 0, KNOTS - 2).astype(np.intp)
    after = place - low
    straight = np.zeros((len(place), KNOTS))
    straight[np.arange(len(place)), low] = 1 - after
    straight[np.arange(len(place)), low + 1] = after
    turn = _curvatures() / 6
    return np.asarray(straight + _bulge(1 - after)[:, None] * turn[low] + _bulge(after)[:, None] * turn[low + 1])


def fitted(ways: Numbers, heights: Numbers, trust: Numbers, stiff: float, huber: float) -> Numbers:
    """Return the knots (m × KNOTS) of smooth curves through heights (m × n), robustly (Huber, in the heights' unit).

    ways: m × n × KNOTS, or n × KNOTS for all, as `spline` gives them. trust: m × n, 0 where a height says nothing.
    stiff: what a turn at a knot costs, against samples.
    """
    second = np.diff(np.eye(KNOTS), 2, axis=0)
    smooth = stiff * second.T @ second + 1e-6 * np.eye(KNOTS)
    robust: Numbers = trust
    knots: Numbers = np.zeros((len(heights), KNOTS))
    for _ in range(_HUBER_ROUNDS):
        weighed = np.swapaxes(ways * robust[..., None], 1, 2)
        knots = np.asarray(np.linalg.solve(weighed @ ways + smooth, weighed @ heights[..., None])[..., 0])
        off = np.abs(heights - (ways @ knots[..., None])[..., 0])
        robust = trust * np.minimum(1, huber / np.maximum(off, 1e-9))
    return np.asarray(knots)


def pinned(knots: Numbers) -> Numbers:
    """Return the knots of curves (m × KNOTS) as heights over the line between their ends."""
    even = np.linspace(0, 1, KNOTS)
    return np.asarray(knots - (1 - even) * knots[:, :1] - even * knots[:, -1:])


def _bulge(share: Numbers) -> Numbers:
    """Return x³ − x within 0–1, and its tangents beyond."""
    return np.asarray(np.where(share < 0, -share, np.where(share > 1, 2 * (share - 1), share**3 - share)))


@cache
def _curvatures() -> Numbers:
    """Return KNOTS × KNOTS: the second derivative at each knot from the heights, a knot's distance being 1."""
    bands = np.eye(KNOTS - 2) * 2 / 3 + (np.eye(KNOTS - 2, k=1) + np.eye(KNOTS - 2, k=-1)) / 6
    return np.pad(np.linalg.solve(bands, np.diff(np.eye(KNOTS), 2, axis=0)), ((1, 1), (0, 0)))
