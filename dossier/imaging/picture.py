"""A decoded page as it lies in its file, which is seen upright: a large photo is never turned, only what is made of it.

Phones store photos as the sensor lies and say in EXIF how they were held. To turn 12 megapixels takes 36 MB more.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from dossier.imaging.geometry import Corners
from dossier.imaging.pixels import Pixels
from dossier.imaging.shrink import fitted, fitted_area

_QUARTER_TURNS = {3: 2, 5: 1, 6: 1, 7: 1, 8: 3}
_MIRRORED = {2: 1, 4: 0, 5: 1, 7: 0}
"""EXIF orientation (CIPA DC-008 §4.6.4) → clockwise quarter turns, then the axis of a flip as OpenCV numbers them."""
_TURNS = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The decoded page."""

    stored: Pixels
    """BGR, as the file has it."""
    whole: bool
    """The frame is the page: a PDF page, never a photo."""
    orientation: int = 1
    """How the stored picture becomes upright, as EXIF numbers it."""
    dpi: float | None = None
    """Dots an inch, where the file says how large the page is."""

    @property
    def pixels(self) -> Pixels:
        """Return all of it, upright."""
        return self.upright(self.stored)

    @property
    def ratio(self) -> float:
        """Return width ÷ height, upright."""
        height, width = map(float, self.stored.shape[:2])
        return height / width if _QUARTER_TURNS.get(self.orientation, 0) % 2 else width / height

    def fitted(self, long_side: int) -> Pixels:
        """Return it upright, shrunk to `long_side` pixels, or as it is where it is smaller."""
        return self.upright(fitted(self.stored, long_side))

    def fitted_area(self, max_pixels: float) -> Pixels:
        """Return it upright, shrunk to an area, or as it is where it is smaller."""
        return self.upright(fitted_area(self.stored, max_pixels))

    def where(self, corners: Corners) -> Corners:
        """Return corners of the upright picture (shares of its frame, in any order) in the stored one."""
        if (axis := _MIRRORED.get(self.orientation)) is not None:
            x, y = corners.T
            corners = np.column_stack((1 - x, y) if axis else (x, 1 - y))
        for _ in range(_QUARTER_TURNS.get(self.orientation, 0)):
            x, y = corners.T
            corners = np.column_stack((y, 1 - x))  # back by a quarter
        return corners

    def upright(self, pixels: Pixels) -> Pixels:
        """Return a copy of the stored picture as it is seen."""
        if turns := _QUARTER_TURNS.get(self.orientation):
            pixels = cv2.rotate(pixels, _TURNS[turns])
        axis = _MIRRORED.get(self.orientation)
        return pixels if axis is None else cv2.flip(pixels, axis)
