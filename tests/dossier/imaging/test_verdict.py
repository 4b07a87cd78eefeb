"""The verdict: each fault seen where it is, none on a good page."""

import cv2
import numpy as np
import pytest

from dossier.imaging.pixels import Pixels
from dossier.imaging.verdict import judge
from tests.dossier.imaging.drawing import LAID, paper


def grey(page: Pixels) -> Pixels:
    return cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)


GOOD = grey(paper()) - 30


def with_glare(page: Pixels) -> Pixels:
    down, across = np.mgrid[: page.shape[0], : page.shape[1]]
    lamp = 190 * np.exp(-((across - 500) ** 2 + (down - 700) ** 2) / (2 * 200**2))
    return np.asarray(np.clip(page + lamp, 0, 255), dtype=np.uint8)


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
        (GOOD, np.array([(0, 0.1), (0.9, 0.1), (0.9, 0.9), (0, 0.9)]), "cut_off"),
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
    assert judge(GOOD, np.array([(0, 0.1), (0.9, 0.1), (0.9, 0.9), (0, 0.9)]), 0.3).ok
