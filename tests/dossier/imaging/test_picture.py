"""A stored photo and how it is seen: the same corners, whichever of the eight ways EXIF says."""

import cv2
import numpy as np
import pytest

from dossier.imaging.picture import Picture
from dossier.imaging.pipeline import flat

CORNERS = np.array([(0.2, 0.1), (0.9, 0.15), (0.8, 0.9), (0.1, 0.7)])


def photo() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 255, (60, 80, 3), np.uint8)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_corners_lie_on_the_same_paper(orientation: int) -> None:
    stored = np.zeros((600, 800, 3), np.uint8)
    picture = Picture(stored=stored, whole=False, orientation=orientation)
    where = np.rint(picture.where(CORNERS) * (800, 600)).astype(int)
    for number, (x, y) in enumerate(where):
        cv2.circle(stored, (int(x), int(y)), 9, (0, 0, 60 + 60 * number), -1)
    upright = Picture(stored=stored, whole=False, orientation=orientation).pixels
    height, width = upright.shape[:2]
    assert picture.ratio == width / height
    for number, (x, y) in enumerate(CORNERS):
        assert upright[round(y * height), round(x * width), 2] == 60 + 60 * number


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_page_is_the_same_as_from_a_photo_that_was_turned(orientation: int) -> None:
    stored = cv2.GaussianBlur(cv2.resize(photo(), (800, 600)), (0, 0), 5)
    as_stored = Picture(stored=stored, whole=False, orientation=orientation)
    as_seen = Picture(stored=as_stored.pixels, whole=False)
    for corners in (CORNERS, None):
        one, other = (flat(each, corners, 300) for each in (as_stored, as_seen))
        assert one.shape == other.shape
        assert np.abs(one.astype(int) - other).max() <= 3
    assert np.abs(as_stored.fitted(100).astype(int) - as_seen.fitted(100)).max() <= 1
