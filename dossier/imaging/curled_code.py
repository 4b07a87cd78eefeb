"""A QR code on curled paper, laid flat: by its outline, then by its timing patterns (ISO/IEC 18004).

A reader takes a code for a plane. On a receipt that curls, its sides are bows, and its modules are wider here than
there. The outline tells the bows; the two timing patterns, dark and light in turn, tell where each module lies.
"""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels

Numbers = NDArray[np.float64]

SIDE_PIXELS = 360
_QUIET_PIXELS = 40
_CLOSED_SHARES = (0.09, 0.05)
"""Light modules so wide, as a share of the picture, are closed to make one dark patch of the code; narrower ones where
a dark ground is near."""
_PATCH_MIN_SHARE = 0.04
_BOW_DEGREE = 2
_FITS = 8
_INWARD_SHARE = 0.006
"""So far inside of a bow, as a share of its length, the outline says little: there the outermost modules are light."""
_ARC_MIN_POINTS = 12
_MODULES = range(21, 70, 4)  # on a side: a finer code would have less than five pixels a module
_FINDER_MODULES = 7
_TIMING_AT = 6.5
_CONTRAST_MIN = 25
_MODULE_PIXELS = 8


def laid_flat(grey: Pixels) -> Iterator[Pixels]:
    """Give a grey picture's largest dark patch as a square, and with even modules, each as a code may lie in it."""
    for share in _CLOSED_SHARES:
        square = _squared(grey, share)
        if square is not None:
            yield from _readings(square)


def _readings(square: Pixels) -> Iterator[Pixels]:
    yield _with_quiet_zone(square)
    for turns in range(4):  # the timing patterns lie beside the corner that two others with finders adjoin
        turned = np.ascontiguousarray(np.rot90(square, turns))
        for modules in _MODULES:
            across, down = _borders(turned, modules), _borders(np.ascontiguousarray(turned.T), modules)
            if across is not None or down is not None:
                yield _with_quiet_zone(_evened(turned, modules, across, down))


def _squared(grey: Pixels, closed_share: float) -> Pixels | None:
    """Return what four bows around the largest dark patch enclose, as a square; None without a patch."""
    outline = _outline(grey, closed_share)
    corners = None if outline is None else _corners(outline)
    if outline is None or corners is None:
        return None
    ends = [*corners, corners[0] + len(outline)]
    arcs = [outline[np.arange(a, b + 1) % len(outline)] for a, b in pairwise(ends)]
    if min(map(len, arcs)) < _ARC_MIN_POINTS:
        return None
    top, right, bottom, left = (_bow(arc, outline.mean(axis=0)) for arc in arcs)
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


def _bow(arc: Numbers, middle: Numbers) -> Numbers:
    """Fit a bow to one side of an outline: SIDE_PIXELS × 2; where modules are light, the outline lies inside of it."""
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
    even = np.linspace(0, 1, SIDE_PIXELS)
    return np.asarray(begin + np.outer(even * length, along) + np.outer(np.polyval(bow, even), normal))


def _coons(top: Numbers, right: Numbers, bottom: Numbers, left: Numbers) -> Numbers:
    """Return the places (SIDE_PIXELS × SIDE_PIXELS × 2) of a bilinearly blended Coons patch between four curves."""
    even = np.linspace(0, 1, SIDE_PIXELS)
    corners = (top[0] + left[0], top[-1] + right[0], bottom[-1] + right[-1], bottom[0] + left[-1])
    tl, tr, br, bl = (each / 2 for each in corners)
    top, bottom = _pinned(top, tl, tr, even), _pinned(bottom, bl, br, even)
    left, right = _pinned(left, tl, bl, even), _pinned(right, tr, br, even)
    u, v = (each[..., None] for each in np.meshgrid(even, even))
    ruled = (1 - v) * top[None] + v * bottom[None] + (1 - u) * left[:, None] + u * right[:, None]
    return np.asarray(ruled - ((1 - u) * (1 - v) * tl + u * (1 - v) * tr + u * v * br + (1 - u) * v * bl))


def _pinned(curve: Numbers, begin: Numbers, end: Numbers, even: Numbers) -> Numbers:
    """Move a curve's ends to two points, and what lies between in proportion."""
    return np.asarray(curve + np.outer(1 - even, begin - curve[0]) + np.outer(even, end - curve[-1]))


def _borders(square: Pixels, modules: int) -> Numbers | None:
    """Return where the borders of modules lie across a code (modules + 1), told by its upper timing pattern.

    None where there are not as many changes of dark and light as a code of so many modules has.
    """
    size = SIDE_PIXELS / modules
    upper, lower = int((_TIMING_AT - 0.25) * size), int(np.ceil((_TIMING_AT + 0.25) * size))
    begin = int((_FINDER_MODULES - 2) * size)
    line = square[upper:lower].mean(axis=0, dtype=np.float32)[None, begin : SIDE_PIXELS - begin]
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
    return np.interp(np.arange(modules + 1), known, np.concatenate(([0.0], places, [float(SIDE_PIXELS)])))


def _evened(square: Pixels, modules: int, across: Numbers | None, down: Numbers | None) -> Pixels:
    """Return a square code with all modules of one size; a direction that is not known is left as it is."""
    asis = np.linspace(0, SIDE_PIXELS, modules + 1)
    even = (np.arange(modules * _MODULE_PIXELS) + 0.5) / _MODULE_PIXELS
    x, y = (
        np.interp(even, np.arange(modules + 1), asis if borders is None else borders) - 0.5
        for borders in (across, down)
    )
    column, row = (each.astype(np.float32) for each in np.meshgrid(x, y))
    return cv2.remap(square, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _with_quiet_zone(square: Pixels) -> Pixels:
    quiet = (_QUIET_PIXELS,) * 4
    return cv2.copyMakeBorder(square, *quiet, cv2.BORDER_CONSTANT, value=255)
