"""Finding the page: on tables dark, light and patterned; beyond the frame; and not where there is none."""

import cv2
import numpy as np
import pytest

from dossier.imaging.quadrilateral import find_quad, sampled
from dossier.imaging.quadrilateral.channels import split
from dossier.imaging.quadrilateral.faint import near
from dossier.imaging.quadrilateral.refine import refined
from tests.dossier.imaging.drawing import LAID, on_table, overlap, paper
from tests.support.often import often


@pytest.mark.parametrize("table", [(40, 45, 60), (60, 90, 140), (150, 120, 90), (190, 205, 205)])
@pytest.mark.parametrize("seed", often([1, 2], 1))
def test_a_page_on_a_table_is_found(table: tuple[int, ...], seed: int) -> None:
    random = np.random.default_rng(seed)
    quad = LAID + random.uniform(-0.03, 0.03, (4, 2))
    found, score = find_quad(on_table(paper(seed=seed), quad, table=table))
    assert found is not None
    assert overlap(found, quad) > 0.97
    assert score > 0.7


def test_corners_run_clockwise_from_the_top_left() -> None:
    found, _ = find_quad(on_table(paper(), np.roll(LAID, 1, axis=0)))
    assert found is not None
    assert np.abs(found - LAID).max() < 0.02


def test_a_page_that_fills_its_frame_stays_whole() -> None:
    found, _ = find_quad(paper())
    assert found is None


@pytest.mark.parametrize("corner", [(0, (-0.05, 0.08)), (2, (1.06, 0.95)), (2, (0.97, 1.03))])
def test_a_page_that_leaves_the_frame_is_found(corner: tuple[int, tuple[float, float]]) -> None:
    quad = np.array([(0.1, 0.08), (0.9, 0.1), (0.97, 0.95), (0.03, 0.93)])
    quad[corner[0]] = corner[1]
    found, _ = find_quad(on_table(paper(), quad))
    assert found is not None
    assert overlap(found, quad) > 0.96


def test_a_corner_may_lie_outside_the_frame() -> None:
    quad = np.array([(0.1, 0.08), (0.9, 0.1), (1.06, 0.95), (0.03, 0.93)])
    found, _ = find_quad(on_table(paper(), quad))
    assert found is not None
    assert found[2, 0] > 1.03


def test_a_sheet_aslant_whose_corners_leave_the_frame_is_found() -> None:
    quad = np.array([(0.32, -0.05), (1.08, 0.2), (0.7, 1.05), (-0.08, 0.8)])
    found, _ = find_quad(on_table(paper(), quad))
    assert found is not None
    assert overlap(found, quad) > 0.96


def test_a_page_far_away_is_found() -> None:
    quad = 0.5 + (LAID - 0.5) * 0.22
    found, _ = find_quad(on_table(paper(), quad))
    assert found is not None
    assert overlap(found, quad) > 0.9


def test_the_sheet_wins_over_a_frame_printed_on_it() -> None:
    page = paper()
    cv2.rectangle(page, (90, 90), (1150, 1660), (20, 20, 20), 6)
    found, _ = find_quad(on_table(page, LAID))
    assert found is not None
    assert overlap(found, LAID) > 0.97


@pytest.mark.parametrize("level", [0, 255])
def test_nothing_to_see_is_no_page_and_no_crash(level: int) -> None:
    found, score = find_quad(np.full((600, 800, 3), level, np.uint8))
    assert found is None
    assert 0 <= score <= 1


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (2000, 8)])
def test_odd_shapes_do_no_harm(shape: tuple[int, int]) -> None:
    _, score = find_quad(np.full((*shape, 3), 90, np.uint8))
    assert 0 <= score <= 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sides_are_fitted_to_a_pixel(seed: int) -> None:
    seen = sampled(on_table(paper(seed=seed), LAID))
    pixel = 1 / np.array(seen.shape[1::-1])
    rough = LAID + np.random.default_rng(seed).uniform(-5, 5, (4, 2)) * pixel
    fitted, _ = refined(seen, rough)
    assert np.abs((fitted - LAID) / pixel).max() < 1.2
    assert np.abs((rough - LAID) / pixel).max() > 3


def test_a_finger_on_a_side_does_not_move_it() -> None:
    photo = on_table(paper(), LAID)
    cv2.circle(photo, (1310, 900), 90, (120, 150, 200), -1)
    seen = sampled(photo)
    fitted, _ = refined(seen, LAID)
    assert np.abs((fitted - LAID) * seen.shape[1::-1]).max() < 1.5


def test_a_side_along_which_nothing_steps_stays() -> None:
    fitted, _ = refined(np.full((1120, 840, 3), 180, np.uint8), LAID)
    assert np.allclose(fitted, LAID)


def test_a_faint_side_is_sought_near_a_wrong_one() -> None:
    channels = split(sampled(on_table(paper(), LAID, table=(235, 237, 238))))
    size = (channels.width, channels.height)
    wrong = LAID + np.array([(-0.1, 0), (0, 0), (0, 0), (-0.07, 0)])
    assert overlap(wrong, LAID) < 0.92
    assert max(overlap(each, LAID) for each in near(channels, wrong * size).corners / size) > 0.96
