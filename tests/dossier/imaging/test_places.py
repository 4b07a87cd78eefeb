"""Where a word of the sheet stands on the page made of it: as the pixels of the same page were moved."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from dossier.imaging.places import on_page
from dossier.imaging.rectify import rotated, straightened
from dossier.imaging.values import SHEET_PARTS
from dossier.imaging.words import page_text
from tests.support.deposits import pdf

BOX = (1000, 2000, 3000, 2500)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 3.0, -4.5])
def test_a_box_lies_where_the_pixels_went(rotation: int, skew: float) -> None:
    sheet = np.full((1400, 1000, 3), 255, np.uint8)
    left, top, right, bottom = (round(at * side / SHEET_PARTS) for at, side in zip(BOX, (1000, 1400) * 2, strict=True))
    sheet[top:bottom, left:right] = 0
    page = rotated(sheet, rotation)
    page = straightened(page, skew) if skew else page
    ys, xs = np.nonzero(page[:, :, 0] < 128)
    height, width = page.shape[:2]
    seen = np.array([xs.min() / width, ys.min() / height, (xs.max() + 1) / width, (ys.max() + 1) / height])
    ((*placed,),) = on_page([BOX], quad=None, rotation=rotation, skew_degrees=skew, size=(width, height))
    assert np.abs(np.array(placed) / SHEET_PARTS - seen).max() < 0.005


def test_a_box_is_taken_out_of_a_quad_as_the_page_is() -> None:
    quad = ((0.1, 0.15), (0.9, 0.05), (0.95, 0.9), (0.05, 0.95))
    ((*placed,),) = on_page([(4000, 4000, 6000, 6000)], quad=quad, rotation=0, skew_degrees=0, size=(10, 10))
    corners = np.array(quad, np.float32)
    matrix = cv2.getPerspectiveTransform(corners, np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32))
    square = np.array([[(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)]], np.float32)
    wanted = cv2.perspectiveTransform(square, matrix)[0]
    expected = [*wanted.min(axis=0), *wanted.max(axis=0)]
    assert np.abs(np.array(placed) / SHEET_PARTS - expected).max() < 0.001


def test_what_lies_outside_of_the_page_is_left_out() -> None:
    quad = ((0.5, 0.5), (1.0, 0.5), (1.0, 1.0), (0.5, 1.0))
    assert on_page([BOX], quad=quad, rotation=0, skew_degrees=0, size=(10, 10)) == []


def test_the_words_of_a_pdf_stand_where_they_are_drawn(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf("loyer impayé", "second"))
    first = page_text(path, 0)
    assert first.words.split()[:2] == ["loyer", "impayé"]
    assert len(first.boxes) == 4 * 60
    tops = first.boxes[1::8]
    assert list(tops) == sorted(tops)  # line after line
    assert page_text(path, 1).words.split()[0] == "second"
