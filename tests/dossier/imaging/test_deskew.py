"""How far a page leans, on letters drawn by the test and turned by known angles."""

import cv2
import numpy as np
import pytest

from dossier.imaging.deskew import skew_degrees
from tests.dossier.imaging.drawing import paper, skewed


@pytest.mark.parametrize("degrees", [-5, -2.3, -0.4, -0.1, 0.0, 0.25, 1, 3.3, 5])
@pytest.mark.parametrize(("seed", "lines"), [(3, 34), (4, 20), (5, 8)])
def test_the_lean_of_a_letter_is_told(degrees: float, seed: int, lines: int) -> None:
    grey = cv2.cvtColor(paper(seed=seed, lines=lines), cv2.COLOR_BGR2GRAY)
    assert skew_degrees(skewed(grey, degrees)) == pytest.approx(degrees, abs=0.1)


def test_noise_and_rules_around_do_not_matter() -> None:
    grey = cv2.cvtColor(paper(seed=6), cv2.COLOR_BGR2GRAY)
    worn = skewed(grey, 1.7) - np.random.default_rng(1).integers(0, 40, grey.shape).astype(np.uint8)
    cv2.line(worn, (0, 40), (1239, 12), 60, 6)
    assert skew_degrees(worn) == pytest.approx(1.7, abs=0.1)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_without_letters_nothing_leans(level: int) -> None:
    assert skew_degrees(np.full((900, 700), level, np.uint8)) == 0.0


def test_clouds_of_specks_do_not_lean() -> None:
    noise = np.random.default_rng(2).normal(0, 1, (1754, 1240)).astype(np.float32)
    specks = np.clip(150 + 500 * cv2.GaussianBlur(noise, (0, 0), 3), 0, 255).astype(np.uint8)
    assert skew_degrees(specks) == 0.0


def test_what_leans_too_far_is_left_alone() -> None:
    grey = cv2.cvtColor(paper(), cv2.COLOR_BGR2GRAY)
    assert skew_degrees(skewed(grey, 25)) == 0.0
