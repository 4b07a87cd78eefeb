"""The verdict: each fault seen where it is, none on a good page."""

import cv2
import numpy as np
import pytest

from dossier.imaging.pixels import Pixels
from dossier.imaging.rectify import rectify
from dossier.imaging.verdict import judge
from tests.dossier.imaging.drawing import LAID, on_table, paper


def grey(page: Pixels) -> Pixels:
    return cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)


GOOD = grey(paper()) - 30
CUT = np.array([(0, 0.1), (0.9, 0.1), (0.9, 0.9), (0, 0.9)])
"""Its left side lies on the frame."""
LARGE = grey(paper(lines=12)) - 30


down, across = np.mgrid[: GOOD.shape[0], : GOOD.shape[1]]
LAMP = np.exp(-((across - 500) ** 2 + (down - 700) ** 2) / (2 * 150**2))


def with_glare(page: Pixels) -> Pixels:
    """Hide letters and paper alike behind a reflection."""
    return np.asarray(page * 0.85 + (255 - page * 0.85) * np.minimum(1.6 * LAMP, 1), dtype=np.uint8)


def with_sunlight(page: Pixels) -> Pixels:
    """Let sun fall on a part of a page: its paper burns out, its letters do not."""
    return np.asarray(np.clip(page * np.where(LAMP > 0.02, 1.4, 0.9), 0, 255), dtype=np.uint8)


@pytest.mark.parametrize(
    "page", [GOOD, grey(paper(seed=9)), grey(paper(lines=6)), cv2.convertScaleAbs(GOOD, alpha=0.7)]
)
def test_a_good_page_is_ok(page: Pixels) -> None:
    verdict = judge(page, LAID, 0.99)
    assert verdict.ok
    assert verdict.faults == ()


@pytest.mark.parametrize(
    ("page", "quad", "fault"),
    [
        (cv2.GaussianBlur(GOOD, (0, 0), 4), LAID, "blur"),
        ((GOOD * 0.25).astype(np.uint8), LAID, "dark"),
        (with_glare(GOOD), LAID, "glare"),
        (GOOD, CUT, "cut_off"),
        (GOOD, LAID * 0.3 + 0.3, "too_far"),
        (cv2.resize(GOOD, (400, 560), interpolation=cv2.INTER_AREA), None, "too_far"),
        (np.full((1754, 1240), 235, np.uint8), LAID, "blank"),
    ],
)
def test_each_fault_is_seen_alone(page: Pixels, quad: np.ndarray | None, fault: str) -> None:
    assert judge(page, quad, 0.99).faults == (fault,)


def test_clouds_are_no_document() -> None:
    noise = np.random.default_rng(2).normal(128, 60, (20, 15)).astype(np.float32)
    clouds = np.clip(cv2.resize(noise, (1240, 1754), interpolation=cv2.INTER_CUBIC), 40, 230).astype(np.uint8)
    assert "not_a_document" in judge(clouds, LAID, 0.02).faults


def test_an_unsure_quad_blames_nobody_for_a_cut() -> None:
    assert judge(GOOD, CUT, 0.3).ok


def test_a_pale_sheet_whose_edge_is_seen_inside_is_not_cut() -> None:
    page = GOOD.copy()
    page[:, :70] -= 4
    assert judge(page, CUT, 0.99).ok
    assert judge(cv2.rotate(page, cv2.ROTATE_180), CUT, 0.99).faults == ("cut_off",)


def test_sunlight_that_leaves_the_ink_is_no_glare() -> None:
    assert judge(with_sunlight(GOOD), LAID, 0.99).ok


def test_a_page_that_is_not_found_is_far_when_its_letters_are_few_in_the_photo() -> None:
    photo = np.full((3508, 2480), 215, np.uint8)
    photo[1500:2062, 900:1297] = cv2.resize(LARGE, (397, 562), interpolation=cv2.INTER_AREA)
    assert judge(photo, None, 0.2).faults == ("too_far",)


def test_a_shrunk_photo_is_not_far_for_that() -> None:
    small = cv2.resize(GOOD, (480, 679), interpolation=cv2.INTER_AREA)
    assert judge(small, LAID, 0.99).faults == ("too_far",)
    assert judge(small, LAID, 0.99, shrunk=2.5).ok


LEAVES = np.array([(0.02, -0.1), (0.92, 0.0), (1.1, 0.86), (-0.1, 0.94)])
"""Three of its corners are beyond the photo."""


@pytest.mark.parametrize(("light", "faults"), [(0.7, {"cut_off"}), (0.25, {"cut_off", "dark"})])
def test_the_white_beyond_the_photo_is_no_lamp_and_no_light(light: float, faults: set[str]) -> None:
    photo = cv2.convertScaleAbs(on_table(paper(), LEAVES), alpha=light)
    flat = rectify(photo, LEAVES, 300)
    assert (flat == 255).all(axis=2).mean() > 0.04
    assert set(judge(grey(flat), LEAVES, 0.99).faults) == faults
