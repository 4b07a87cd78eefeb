"""Flattening: true proportions, right corners, no pixels invented."""

import cv2
import numpy as np
import pytest

from dossier.imaging.rectify import rectify, rotated, true_ratio
from tests.dossier.imaging.drawing import LAID, on_table, paper


def seen_by_a_camera(width: float, height: float, tilt_degrees: float) -> np.ndarray:
    """Project a sheet that lies tilted before a camera of 1500 × 2000 pixels; returns pixels TL TR BR BL."""
    tilt = np.deg2rad(tilt_degrees)
    flat = np.array([(-width, -height, 0), (width, -height, 0), (width, height, 0), (-width, height, 0)]) / 2
    depth = 3.2 * max(width, height) / 2 + flat[:, 1] * np.sin(tilt)
    focal = 0.8 * 2000
    return np.column_stack((flat[:, 0] * focal / depth + 750, flat[:, 1] * np.cos(tilt) * focal / depth + 1000))


@pytest.mark.parametrize("tilt", [0, 15, 30, 40])
@pytest.mark.parametrize("size", [(210, 297), (297, 210), (100, 100), (80, 250)])
def test_the_proportions_survive_an_oblique_view(size: tuple[int, int], tilt: int) -> None:
    ratio = true_ratio(seen_by_a_camera(*size, tilt), 1500, 2000)
    assert ratio == pytest.approx(size[0] / size[1], rel=0.02)


def test_the_flat_page_is_the_paper() -> None:
    page = paper()
    flat = rectify(on_table(page, LAID), LAID, 300)
    assert flat.shape[1] / flat.shape[0] == pytest.approx(210 / 297, rel=0.01)
    small = cv2.resize(page, (flat.shape[1], flat.shape[0]), interpolation=cv2.INTER_AREA)
    assert np.abs(flat.astype(int) - small).mean() < 8


def test_no_more_pixels_than_the_photo_holds_or_than_asked() -> None:
    photo = on_table(paper(), LAID)
    held = 0.62 * photo.shape[0] * photo.shape[1]
    page = rectify(photo, LAID, 300)
    assert page.shape[0] * page.shape[1] < held
    assert rectify(photo, LAID, 50).shape[:2] == pytest.approx((50 * 297 / 25.4, 50 * 210 / 25.4), abs=1)


def test_what_lies_outside_the_photo_is_white() -> None:
    flat = rectify(np.zeros((400, 300, 3), np.uint8), np.array([(-0.2, 0), (1, 0), (1, 1), (-0.2, 1)]), 300)
    assert flat[50, 5].tolist() == [255, 255, 255]
    assert flat[50, -50].tolist() == [0, 0, 0]


@pytest.mark.parametrize(("rotation", "corner"), [(0, (0, 0)), (90, (0, -1)), (180, (-1, -1)), (270, (-1, 0))])
def test_a_whole_frame_turns_clockwise(rotation: int, corner: tuple[int, int]) -> None:
    frame = np.zeros((40, 60, 3), np.uint8)
    frame[0, 0] = 255
    assert rotated(frame, rotation)[corner].tolist() == [255, 255, 255]
