"""A quad of the photo becomes a flat page with its true proportions."""

import cv2
import numpy as np

from dossier.imaging.bends import Bends, Layout, layout, onto_square, projected
from dossier.imaging.camera import seen_ratio
from dossier.imaging.geometry import Corners, area
from dossier.imaging.pixels import Pixels
from dossier.imaging.sheet import exact, pixels_at
from dossier.imaging.shrink import shrunk

_GRID_PIXELS, _BAND_PIXELS = 16, 512
"""Places between those of a grid lie on a line within a fiftieth of a pixel; those of a whole page would take 70 MB."""
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def true_ratio(corners: Corners, width: int, height: int) -> float:
    """Return the ratio of `seen_ratio`, or that of a known paper which is meant by it."""
    return exact(seen_ratio(corners, width, height))


def page_size(
    corners: Corners, width: int, height: int, dpi_max: float, longer: tuple[float, float] = (1.0, 1.0)
) -> tuple[int, int]:
    """Return width and height of the flat page in pixels: as many as the photo holds, and no more than asked.

    longer: how many times longer than between its corners a bent page is, across and down.
    """
    ratio = exact(seen_ratio(corners, width, height) * longer[0] / longer[1])
    pixels = min(abs(area(corners)) * longer[0] * longer[1], pixels_at(dpi_max, ratio))
    return max(8, round((pixels * ratio) ** 0.5)), max(8, round((pixels / ratio) ** 0.5))


def rectify(pixels: Pixels, quad: Corners, dpi_max: float, bends: Bends | None = None) -> Pixels:
    """Return the page inside `quad` (normalised, TL TR BR BL) flat; white where it leaves the photo.

    bends: of its sides, where they are no straight lines (see `bends.py`).
    """
    height, width = pixels.shape[:2]
    corners = quad * (width, height)
    laid = None if bends is None else layout(bends, corners, (width, height), seen_ratio(corners, width, height))
    page_width, page_height = page_size(corners, width, height, dpi_max, (1.0, 1.0) if laid is None else laid.longer)
    shrink = (abs(area(corners)) / (page_width * page_height)) ** 0.5
    if shrink > 1.5:  # noqa: PLR2004 - bilinear warping skips pixels from there on
        pixels = shrunk(pixels, round(width / shrink), round(height / shrink))
        corners = quad * (pixels.shape[1], pixels.shape[0])
    # Pixel centres lie at halves: the frame's corner is (-0.5, -0.5) for the warp.
    if laid is not None:
        return _between_bends(pixels, corners - 0.5, laid, page_width, page_height)
    flat = np.array([(0, 0), (page_width, 0), (page_width, page_height), (0, page_height)]) - 0.5
    matrix = cv2.getPerspectiveTransform((corners - 0.5).astype(np.float32), flat.astype(np.float32))
    return cv2.warpPerspective(
        pixels, matrix, (page_width, page_height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255)
    )


def _between_bends(pixels: Pixels, corners: Corners, laid: Layout, width: int, height: int) -> Pixels:
    """Return the page between bent sides, band by band (corners: pixels)."""
    from_square = np.asarray(np.linalg.inv(onto_square(corners)), np.float64)
    # Between the middles of cells, as cv2.resize takes them; one cell more on each side
    columns = ((np.arange(-1, width // _GRID_PIXELS + 2) + 0.5) * _GRID_PIXELS) / width
    page = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, _BAND_PIXELS):
        rows = ((np.arange(-1, _BAND_PIXELS // _GRID_PIXELS + 1) + 0.5) * _GRID_PIXELS + top) / height
        grid = projected(from_square, laid.places(columns, rows)).astype(np.float32)
        size = (len(columns) * _GRID_PIXELS, len(rows) * _GRID_PIXELS)
        end = min(_BAND_PIXELS, height - top)
        x, y = (
            cv2.resize(each, size, interpolation=cv2.INTER_LINEAR)[_GRID_PIXELS:, _GRID_PIXELS:][:end, :width]
            for each in (grid[..., 0], grid[..., 1])
        )
        page[top : top + end] = cv2.remap(pixels, x, y, cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return page


def straightened(pixels: Pixels, skew_degrees: float) -> Pixels:
    """Return a page whose lines lean clockwise by so much so that they lie level; white around it, nothing cut off."""
    height, width = pixels.shape[:2]
    lean = np.deg2rad(abs(skew_degrees))
    wide = round(width * np.cos(lean) + height * np.sin(lean))
    high = round(height * np.cos(lean) + width * np.sin(lean))
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), skew_degrees, 1)
    matrix[:, 2] += (wide - width) / 2, (high - height) / 2
    return cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))


def rotated(pixels: Pixels, rotation: int) -> Pixels:
    """Return the picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return cv2.rotate(pixels, _TURNS[rotation]) if rotation else pixels
