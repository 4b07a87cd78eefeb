"""The camera that took a photo, as phones have them, and where it stood over a page."""

import cv2
import numpy as np

from dossier.imaging.geometry import Corners, sides

_FOCAL_SHARE = 0.8
"""Focal length ÷ the photo's long side: 24 to 28 mm equivalents, as main cameras of phones have."""


def rays(corners: Corners, frame: tuple[int, int]) -> Corners:
    """Return points of a photo (n × 2, pixels) as seen from its camera: how far off the middle at a distance of 1."""
    return np.asarray((corners - np.array(frame) / 2) / (_FOCAL_SHARE * max(frame)))


def seen_ratio(corners: Corners, width: int, height: int) -> float:
    """Return width ÷ height of the flat page whose corners (pixels, TL TR BR BL) a camera saw so.

    Source: Zhang and He, Whiteboard scanning and image enhancement (2007), §3.2, with the focal length given.
    """
    top_left, top_right, bottom_right, bottom_left = np.column_stack((rays(corners, (width, height)), np.ones(4)))
    k2 = np.dot(np.cross(top_left, bottom_right), bottom_left) / np.dot(np.cross(top_right, bottom_right), bottom_left)
    k3 = np.dot(np.cross(top_left, bottom_right), top_right) / np.dot(np.cross(bottom_left, bottom_right), top_right)
    across = np.linalg.norm(k2 * top_right - top_left)
    down = np.linalg.norm(k3 * bottom_left - top_left)
    ratio = float(across) / max(float(down), 1e-9)
    top, right, bottom, left = sides(corners)
    seen = float(top + bottom) / max(float(left + right), 1e-9)
    if not np.isfinite(ratio) or not 1 / 1.6 < ratio / seen < 1.6:  # noqa: PLR2004 - a quad no camera would see
        ratio = seen
    return float(ratio)


def eye_over(corners: Corners, frame: tuple[int, int], ratio: float) -> tuple[float, float, float]:
    """Return where the camera stood over a page `ratio` wide and 1 high: from the left, from the top, above it."""
    page = np.array([(0, 0), (ratio, 0), (ratio, 1), (0, 1)], dtype=np.float32)
    seen = cv2.getPerspectiveTransform(page, rays(corners, frame).astype(np.float32))
    scale = 2 / float(np.linalg.norm(seen[:, 0]) + np.linalg.norm(seen[:, 1])) * np.sign(seen[2, 2])
    across, down, begin = seen.T * scale
    above = np.cross(across, down)
    return float(-across @ begin), float(-down @ begin), abs(float(above @ begin))
