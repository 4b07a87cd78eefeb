"""The views of a photo in which a page's edge may show: light without text, saturation, blue–yellow, local contrast."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral.segments import segments_of

LONG_SIDE = 560
"""Pixels of the long side at which edges are looked for."""
_TEXT_CLOSING = 9
_BACKGROUND_SIGMA = 24.0
_LOCAL_GAIN = 40.0
_LOCAL_NOISE = 4.0
"""Grey levels of spread below which a region is taken for noise and not amplified further."""

Plane = MatLike
"""32-bit floats, height × width."""


@dataclass(frozen=True, kw_only=True)
class Channels:
    """A small photo: colour, and the 8-bit planes on which segments are sought."""

    lab: Plane
    """Height × width × 3: L 0–100 without text, a, b.

    With text, a paragraph's end passed for the page's: `synth` photos not fitted on had 0.962 mean overlap, not 0.985.
    """
    planes: tuple[Pixels, ...]
    gradients: tuple[tuple[Plane, Plane], ...]
    """Per plane, in units of its own noise: along x, along y."""

    @cached_property
    def segments(self) -> NDArray[np.float64]:
        """Return what `segments_of` its planes gives."""
        return segments_of(self.planes)

    @property
    def height(self) -> int:
        """Pixels."""
        return int(self.lab.shape[0])

    @property
    def width(self) -> int:
        """Pixels."""
        return int(self.lab.shape[1])


def split(photo: Pixels) -> Channels:
    """Shrink a BGR photo as `sampled` gives it to LONG_SIDE and take its channels apart."""
    small = cv2.resize(photo, (photo.shape[1] // 2, photo.shape[0] // 2), interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    light = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    square = np.ones((_TEXT_CLOSING, _TEXT_CLOSING), np.uint8)
    closed = cv2.morphologyEx(light, cv2.MORPH_CLOSE, square)
    chroma = cv2.GaussianBlur(lab[:, :, 1:], (0, 0), 1.2)
    lab[:, :, 0] = cv2.morphologyEx(lab[:, :, 0], cv2.MORPH_CLOSE, square)
    planes = (closed, _stretched(chroma[:, :, 0]), _stretched(chroma[:, :, 1]), _local(closed), light)
    return Channels(lab=lab, planes=planes, gradients=tuple(_gradient(each) for each in planes))


def sampled(photo: Pixels) -> Pixels:
    """Bring the long side to twice LONG_SIDE, where sides are fitted; one that is there already stays as it is.

    Halved, it has sixteen samples a pixel instead of all: 3 ms of 12 megapixels where the mean of all took 38.
    """
    by = LONG_SIDE / max(photo.shape[:2])
    width, height = (2 * max(16, round(each * by)) for each in photo.shape[1::-1])
    return cv2.resize(photo, (width, height), interpolation=cv2.INTER_LINEAR)


def _stretched(plane: Plane) -> Pixels:
    """Bring a chroma plane to 8 bits, four levels a unit: paper and table often differ by less than ten."""
    return np.clip(plane * 4 + 128, 0, 255).astype(np.uint8)


def _local(light: Pixels) -> Pixels:
    """Divide the light's deviation from its surroundings by their spread: white paper on a white desk."""
    value = light.astype(np.float32)
    mean = _surroundings(value)
    spread = np.sqrt(np.maximum(_surroundings((value - mean) ** 2), 0))
    even = (value - mean) / (spread + _LOCAL_NOISE) * _LOCAL_GAIN + 128
    return np.clip(cv2.GaussianBlur(even, (0, 0), 0.8), 0, 255).astype(np.uint8)


def _surroundings(plane: Plane) -> Plane:
    """Blur so widely that an eighth of the pixels does: 0.1 ms in place of 7."""
    coarse = cv2.resize(plane, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    coarse = cv2.GaussianBlur(coarse, (0, 0), _BACKGROUND_SIGMA / 8)
    return cv2.resize(coarse, (plane.shape[1], plane.shape[0]), interpolation=cv2.INTER_LINEAR)


def _gradient(plane: Pixels) -> tuple[Plane, Plane]:
    smooth = cv2.GaussianBlur(plane.astype(np.float32), (0, 0), 1.0)
    across = cv2.Scharr(smooth, cv2.CV_32F, 1, 0, scale=1 / 32)
    down = cv2.Scharr(smooth, cv2.CV_32F, 0, 1, scale=1 / 32)
    noise = float(np.median(cv2.magnitude(across, down)[::3, ::3])) + 0.6
    return np.asarray(across / noise, dtype=np.float32), np.asarray(down / noise, dtype=np.float32)
