"""Which way is up, on letters drawn by the test."""

import cv2
import numpy as np
import pytest

from dossier.imaging.orient import upright_rotation
from dossier.imaging.rectify import rotated
from tests.dossier.imaging.drawing import paper, skewed


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_turned_letter_is_put_upright(turn: int, seed: int) -> None:
    grey = cv2.cvtColor(paper(seed=seed), cv2.COLOR_BGR2GRAY)
    assert (upright_rotation(rotated(grey, turn)) + turn) % 360 == 0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("degrees", [-3, 3])
def test_a_page_askew_is_put_upright(turn: int, degrees: float) -> None:
    grey = skewed(cv2.cvtColor(paper(seed=6), cv2.COLOR_BGR2GRAY), degrees)
    assert (upright_rotation(rotated(grey, turn)) + turn) % 360 == 0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_margins_and_the_free_foot_say_nothing(turn: int) -> None:
    grey = cv2.cvtColor(paper(seed=7, lines=20), cv2.COLOR_BGR2GRAY)
    low = np.roll(grey, (330, 200), axis=(0, 1))
    assert (upright_rotation(rotated(low, turn)) + turn) % 360 == 0


@pytest.mark.parametrize("level", [0, 128, 255])
def test_without_letters_nothing_turns(level: int) -> None:
    assert upright_rotation(np.full((900, 700), level, np.uint8)) == 0


def test_letters_too_small_to_tell_are_left_alone() -> None:
    grey = cv2.resize(cv2.cvtColor(paper(), cv2.COLOR_BGR2GRAY), (300, 424), interpolation=cv2.INTER_AREA)
    assert upright_rotation(rotated(grey, 180)) == 0
