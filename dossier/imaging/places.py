"""Where a place of the sheet stands on the page made of it: turned, laid level, or cut out as the recipe was."""

from collections.abc import Sequence

import numpy as np

from dossier.imaging.geometry import Corners
from dossier.imaging.values import SHEET_PARTS, Box, Quad

_QUARTER = {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}


def on_page(
    boxes: Sequence[Box], *, quad: Quad | None, rotation: int, skew_degrees: float, size: tuple[int, int]
) -> list[Box]:
    """Return boxes of the upright sheet as boxes of its page, which is `size` (width, height) pixels large.

    `quad` is in the page's own order, and so says the rotation too; without one the whole sheet is the page, turned
    clockwise by `rotation`, then laid level by `skew_degrees`. What lies outside is left out.
    """
    corners = np.array(
        [[(left, top), (right, top), (right, bottom), (left, bottom)] for left, top, right, bottom in boxes],
        dtype=np.float64,
    ).reshape(-1, 2)
    shares = corners / SHEET_PARTS
    placed = _out_of(shares, np.array(quad)) if quad else _levelled(_turned(shares, rotation), skew_degrees, size)
    found = []
    for four in (np.clip(placed, 0, 1) * SHEET_PARTS).round().astype(int).reshape(-1, 4, 2):
        left, top = four.min(axis=0)
        right, bottom = four.max(axis=0)
        if right > left and bottom > top:
            found.append((int(left), int(top), int(right), int(bottom)))
    return found


def _turned(shares: Corners, rotation: int) -> Corners:
    a, b, c, d = _QUARTER[rotation]
    turned: Corners = (shares - 0.5) @ np.array([[a, b], [c, d]]).T + 0.5
    return turned


def _levelled(shares: Corners, skew_degrees: float, size: tuple[int, int]) -> Corners:
    """Do with points what `rectify.straightened` does with pixels: turn about the middle, on a sheet that grew."""
    if not skew_degrees:
        return shares
    lean = np.deg2rad(skew_degrees)
    grown = np.array([[np.cos(abs(lean)), np.sin(abs(lean))], [np.sin(abs(lean)), np.cos(abs(lean))]])
    before = np.linalg.solve(grown, np.array(size, dtype=np.float64))
    turn = np.array([[np.cos(lean), np.sin(lean)], [-np.sin(lean), np.cos(lean)]])
    levelled: Corners = ((shares - 0.5) * before) @ turn.T / np.array(size) + 0.5
    return levelled


def _out_of(shares: Corners, quad: Corners) -> Corners:
    """Map points of the sheet by the projection that lays a quad's corners into those of the page."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(quad, ((0, 0), (1, 0), (1, 1), (0, 1)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    h = np.append(np.linalg.solve(np.array(rows, dtype=np.float64), np.array(wanted)), 1).reshape(3, 3)
    projected = np.column_stack([shares, np.ones(len(shares))]) @ h.T
    laid: Corners = projected[:, :2] / projected[:, 2:]
    return laid
