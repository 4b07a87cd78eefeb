"""Smaller copies of a picture, by area: each new pixel is the mean of those that it stands for."""

import cv2

from dossier.imaging.pixels import Pixels


def shrunk(pixels: Pixels, width: int, height: int) -> Pixels:
    """Return the picture at a smaller size: by halves as far as they go, which is twice as quick, then the rest."""
    by = 1
    while pixels.shape[1] >= 2 * by * width and pixels.shape[0] >= 2 * by * height:
        by *= 2
    if by > 1:
        whole = pixels[: pixels.shape[0] // by * by, : pixels.shape[1] // by * by]
        pixels = cv2.resize(whole, (whole.shape[1] // by, whole.shape[0] // by), interpolation=cv2.INTER_AREA)
    return cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)


def fitted_area(pixels: Pixels, max_pixels: float) -> Pixels:
    """Return the picture shrunk to an area, or as it is where it is smaller."""
    return _by(pixels, (max_pixels / (pixels.shape[1] * pixels.shape[0])) ** 0.5)


def fitted(pixels: Pixels, long_side: int) -> Pixels:
    """Return the picture shrunk to `long_side` pixels, or as it is where it is smaller."""
    return _by(pixels, long_side / max(pixels.shape[:2]))


def _by(pixels: Pixels, by: float) -> Pixels:
    if by >= 1:
        return pixels
    return shrunk(pixels, max(1, round(pixels.shape[1] * by)), max(1, round(pixels.shape[0] * by)))
