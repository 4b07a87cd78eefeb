"""A dark patch whose sides are bows, laid out as a square: how a code lies on paper that curls."""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.coons import patch
from dossier.imaging.pixels import Pixels

Numbers = NDArray[np.float64]

_CLOSED_SHARES = (0.09, 0.05)
"""Light modules so wide, as a share of the picture, are closed to make one dark patch of the code; narrower ones where
a dark ground is near."""
_PATCH_MIN_SHARE = 0.04
_BOW_DEGREE = 2
_FITS = 8
_INWARD_SHARE = 0.006
"""So far inside of a bow, as a share of its length, the outline says little: there the outermost modules are light."""
_ARC_MIN_POINTS = 12


def squares(grey: Pixels, side: int) -> Iterator[Pixels]:
    """Give a grey picture's largest dark patch as a square of so many pixels a side, as it may be outlined."""
    for share in _CLOSED_SHARES:
        square = _squared(grey, share, side)
        if square is not None:
            yield square


def _squared(grey: Pixels, closed_share: float, side: int) -> Pixels | None:
    """Return what four bows around the largest dark patch enclose, as a square; None without a patch."""
    outline = _outline(grey, closed_share)
    corners = None if outline is None else _corners(outline)
    if outline is None or corners is None:
        return None
    ends = [*corners, corners[0] + len(outline)]
    arcs = [outline[np.arange(a, b + 1) % len(outline)] for a, b in pairwise(ends)]
    if min(map(len, arcs)) < _ARC_MIN_POINTS:
        return None
    top, right, bottom, left = (_bow(arc, outline.mean(axis=0), side) for arc in arcs)
    places = _coons(top, right, bottom[::-1], left[::-1]).astype(np.float32)
    return cv2.remap(grey, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _outline(grey: Pixels, closed_share: float) -> Numbers | None:
    """Return the outline (n × 2, pixels, one way round) of the largest dark patch that is whole in the picture."""
    blurred = cv2.GaussianBlur(grey, (0, 0), max(grey.shape) / 200)
    dark = cv2.threshold(blurred, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    size = max(3, int(closed_share * min(grey.shape)) | 1)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    height, width = grey.shape
    whole = [
        (area, label)
        for label, (left, top, across, down, area) in enumerate(stats[:count].tolist())
        if label and left > 0 and top > 0 and left + across < width and top + down < height
    ]
    area, label = max(whole, default=(0, 0))
    if area < _PATCH_MIN_SHARE * grey.size:
        return None
    patch = (labels == label).astype(np.uint8)
    outlines = cv2.findContours(patch, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    return np.asarray(max(outlines, key=cv2.contourArea)[:, 0], dtype=np.float64)


def _corners(outline: Numbers) -> list[int] | None:
    """Return which four points of an outline lie farthest towards the corners of the box around it."""
    box = cv2.boxPoints(cv2.minAreaRect(outline.astype(np.float32)))
    towards = box - box.mean(axis=0)
    found = sorted({int(np.argmax(outline @ each)) for each in towards / np.linalg.norm(towards, axis=1)[:, None]})
    return found if len(found) == len(box) else None


def _bow(arc: Numbers, middle: Numbers, points: int) -> Numbers:
    """Fit a bow to one side of an outline: points × 2; where modules are light, the outline lies inside of it."""
    begin, chord = arc[0], arc[-1] - arc[0]
    length = float(np.hypot(*chord))
    along = chord / length
    normal = np.array([-along[1], along[0]])
    share, height = (arc - begin) @ along / length, (arc - begin) @ normal
    outwards = 1.0 if normal @ (arc.mean(axis=0) - middle) >= 0 else -1.0
    weight = np.ones(len(arc))
    bow = np.zeros(_BOW_DEGREE + 1)
    for _ in range(_FITS):
        bow = np.polyfit(share, height, _BOW_DEGREE, w=weight)
        beyond = outwards * (height - np.polyval(bow, share))
        weight = np.where(beyond > 0, 1.0, 1 / (1 + (beyond / (_INWARD_SHARE * length)) ** 2))
    even = np.linspace(0, 1, points)
    return np.asarray(begin + np.outer(even * length, along) + np.outer(np.polyval(bow, even), normal))


def _coons(top: Numbers, right: Numbers, bottom: Numbers, left: Numbers) -> Numbers:
    """Return the places (n × n × 2) of a bilinearly blended Coons patch between four curves of n points."""
    even = np.linspace(0, 1, len(top))
    corners = (top[0] + left[0], top[-1] + right[0], bottom[-1] + right[-1], bottom[0] + left[-1])
    tl, tr, br, bl = (each / 2 for each in corners)
    top, bottom = _pinned(top, tl, tr, even), _pinned(bottom, bl, br, even)
    left, right = _pinned(left, tl, bl, even), _pinned(right, tr, br, even)
    return patch(top, right, bottom, left, np.stack((tl, tr, br, bl)), even, even)


def _pinned(curve: Numbers, begin: Numbers, end: Numbers, even: Numbers) -> Numbers:
    """Move a curve's ends to two points, and what lies between in proportion."""
    return np.asarray(curve + np.outer(1 - even, begin - curve[0]) + np.outer(even, end - curve[-1]))
