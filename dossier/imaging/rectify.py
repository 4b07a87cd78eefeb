"""A quad of the photo becomes a flat page with its true proportions."""

import cv2
import numpy as np

from dossier.imaging.geometry import Corners, area, sides
from dossier.imaging.pixels import Pixels
from dossier.imaging.sheet import exact, pixels_at
from dossier.imaging.shrink import shrunk

_FOCAL_SHARE = 0.8
"""Focal length ÷ the photo's long side: 24 to 28 mm equivalents, as main cameras of phones have."""
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def true_ratio(corners: Corners, width: int, height: int) -> float:
    """Return width ÷ height of the flat page whose corners (pixels, TL TR BR BL) a camera saw so.

    Source: Zhang and He, Whiteboard scanning and image enhancement (2007), §3.2, with the focal length given.
    """
    focal = _FOCAL_SHARE * max(width, height)
    rays = np.column_stack(((corners - (width / 2, height / 2)) / focal, np.ones(4)))
    top_left, top_right, bottom_right, bottom_left = rays
    k2 = np.dot(np.cross(top_left, bottom_right), bottom_left) / np.dot(np.cross(top_right, bottom_right), bottom_left)
    k3 = np.dot(np.cross(top_left, bottom_right), top_right) / np.dot(np.cross(bottom_left, bottom_right), top_right)
    across = np.linalg.norm(k2 * top_right - top_left)
    down = np.linalg.norm(k3 * bottom_left - top_left)
    ratio = float(across) / max(float(down), 1e-9)
    top, right, bottom, left = sides(corners)
    seen = float(top + bottom) / max(float(left + right), 1e-9)
    if not np.isfinite(ratio) or not 1 / 1.6 < ratio / seen < 1.6:  # noqa: PLR2004 - a quad no camera would see
        ratio = seen
    return exact(float(ratio))


def page_size(corners: Corners, width: int, height: int, dpi_max: float) -> tuple[int, int]:
    """Return width and height of the flat page in pixels: as many as the photo holds, and no more than asked."""
    ratio = true_ratio(corners, width, height)
    pixels = min(abs(area(corners)), pixels_at(dpi_max, ratio))
    return max(8, round((pixels * ratio) ** 0.5)), max(8, round((pixels / ratio) ** 0.5))


def rectify(pixels: Pixels, quad: Corners, dpi_max: float) -> Pixels:
    """Return the page inside `quad` (normalised, TL TR BR BL) flat; white where it leaves the photo."""
    height, width = pixels.shape[:2]
    corners = quad * (width, height)
    page_width, page_height = page_size(corners, width, height, dpi_max)
    shrink = (abs(area(corners)) / (page_width * page_height)) ** 0.5
    if shrink > 1.5:  # noqa: PLR2004 - bilinear warping skips pixels from there on
        pixels = shrunk(pixels, round(width / shrink), round(height / shrink))
        corners = quad * (pixels.shape[1], pixels.shape[0])
    # Pixel centres lie at halves: the frame's corner is (-0.5, -0.5) for the warp.
    flat = np.array([(0, 0), (page_width, 0), (page_width, page_height), (0, page_height)]) - 0.5
    matrix = cv2.getPerspectiveTransform((corners - 0.5).astype(np.float32), flat.astype(np.float32))
    return cv2.warpPerspective(
        pixels, matrix, (page_width, page_height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255)
    )


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
