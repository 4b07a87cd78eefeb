"""A QR code on curled or crumpled paper, laid flat by the grid of its own modules.

A reader takes a code for a plane. On a receipt that curls its modules are wider here than there, and its rows are bows.
Where dark meets light, an edge lies on the border between two modules: the phase of the edges, in a wave as long as a
module, tells in every place how far off the grid is there. It is looked for broadly first, then ever nearer.

OpenCV's own `decodeCurved` writes past the end of its memory on codes that are bent and stained.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.bows import squares
from dossier.imaging.pixels import Pixels
from dossier.imaging.timing_pattern import MODULE_PIXELS, evened

Numbers = NDArray[np.float64]
Plane = NDArray[np.float32]
Picture = TypeVar("Picture", Pixels, Plane)

_COUNTS = range(21, 74, 4)
"""Modules on a side (ISO/IEC 18004, versions 1 to 14): a finer code has less than five pixels a module."""
_QUIET_MODULES = 5
_PROBE_PIXELS = 560
_PROBE_BLOCKS = 5
_GRIDS_MAX = 4
"""The likeliest grids that are tried."""
_REACHES_MODULES = (5.0, 4.0, 3.0, 2.5, 2.0, 2.0, 1.5, 1.5)
"""How far around a place edges are looked at, one look after the other."""
_EDGE_BLUR_PIXELS = 1.0


@dataclass(frozen=True, slots=True)
class _Grid:
    """A square that shows a code, its modules on a side, and how well edges follow their borders, 0–1."""

    square: Pixels
    modules: int
    clear: float


def laid_flat(grey: Pixels, places: Iterable[Numbers]) -> Iterator[Pixels]:
    """Give ever flatter views of the code in a grey picture, which may lie in places (4 × 2, pixels) or be all of it.

    The grid must be known within half a module in most of the code: from its corners, from the bows of its sides, or
    from its timing patterns.
    """
    grids = [grid for square, counts in _squares(grey, places) for grid in _grids(square, counts)]
    for grid in sorted(grids, key=lambda each: -each.clear)[:_GRIDS_MAX]:
        side = grid.modules * MODULE_PIXELS
        yield from _settled(cv2.resize(grid.square, (side, side), interpolation=cv2.INTER_AREA))


def _squares(grey: Pixels, places: Iterable[Numbers]) -> Iterator[tuple[Pixels, Iterable[int]]]:
    """Give what the code may look like, laid out as a square, and how many modules a side of it may have."""
    for place in places:
        yield _squared(grey, place.astype(np.float32)), _COUNTS
    for outlined in squares(grey, _PROBE_PIXELS):
        yield outlined, _COUNTS
        for square, modules in evened(outlined, _COUNTS):
            yield square, (modules,)


def _squared(grey: Pixels, corners: Plane) -> Pixels:
    side = _PROBE_PIXELS
    square = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, square)
    return cv2.warpPerspective(grey, matrix, (side, side), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _edges(square: Pixels) -> tuple[Plane, Plane]:
    """Return how strongly light changes from left to right, and from top to bottom."""
    soft = cv2.GaussianBlur(square.astype(np.float32), (0, 0), _EDGE_BLUR_PIXELS)
    return np.abs(cv2.Sobel(soft, cv2.CV_32F, 1, 0)), np.abs(cv2.Sobel(soft, cv2.CV_32F, 0, 1))


def _grids(square: Pixels, counts: Iterable[int]) -> Iterator[_Grid]:
    """Give what a square may be: for each count of modules, how well edges lie on their borders."""
    probe = cv2.resize(square, (_PROBE_PIXELS, _PROBE_PIXELS), interpolation=cv2.INTER_LINEAR)
    across, down = _edges(probe)
    block = _PROBE_PIXELS // _PROBE_BLOCKS
    lines = np.stack([each.reshape(_PROBE_BLOCKS, block, _PROBE_PIXELS).sum(axis=1) for each in (across, down.T)])
    total = float(lines.sum())
    if not total:
        return
    for count in counts:
        wave = np.exp(-2j * np.pi * count * (np.arange(_PROBE_PIXELS) + 0.5) / _PROBE_PIXELS)
        parts = (lines * wave).reshape(*lines.shape[:2], _PROBE_BLOCKS, block).sum(axis=3)
        yield _Grid(square, count, float(np.abs(parts).sum()) / total)


def _settled(square: Pixels) -> Iterator[Pixels]:
    """Give a square with its modules moved onto their grid, ever more locally, and a quiet zone around it."""
    side = len(square)
    column, row = np.meshgrid(*(np.arange(side, dtype=np.float32),) * 2)
    x, y = column, row
    flat = square
    quiet = (_QUIET_MODULES * MODULE_PIXELS,) * 4
    for reach in _REACHES_MODULES:
        across, down = _edges(flat)
        away_x, away_y = _off_grid(across, reach), np.ascontiguousarray(_off_grid(down.T, reach).T)
        x, y = (_taken(each, column + away_x, row + away_y) for each in (x, y))
        flat = _taken(square, x, y)
        yield cv2.copyMakeBorder(flat, *quiet, cv2.BORDER_CONSTANT, value=255)


def _taken(picture: Picture, x: Plane, y: Plane) -> Picture:
    """Return what a picture shows at places (pixels)."""
    taken = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(taken, dtype=picture.dtype)


def _off_grid(edges: Plane, reach: float) -> Plane:
    """Return for each pixel how many pixels to the right of its grid it lies, told by edges from left to right."""
    side = len(edges)
    modules = (side // MODULE_PIXELS,) * 2
    phase = 2 * np.pi * (np.arange(side, dtype=np.float32) + 0.5) / MODULE_PIXELS
    real, imaginary = (
        cv2.GaussianBlur(cv2.resize(edges * wave, modules, interpolation=cv2.INTER_AREA), (0, 0), reach)
        for wave in (np.cos(phase), np.sin(phase))
    )
    away = cv2.GaussianBlur(np.arctan2(imaginary, real), (0, 0), reach / 2) * (MODULE_PIXELS / (2 * np.pi))
    return np.asarray(cv2.resize(away, (side, side), interpolation=cv2.INTER_CUBIC), dtype=np.float32)
