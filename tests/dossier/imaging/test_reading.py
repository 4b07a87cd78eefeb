"""Even light: a shadow goes, ink and colour stay."""

import cv2
import numpy as np

from dossier.imaging.pixels import Pixels
from dossier.imaging.reading import LONG_SIDE, even_light
from tests.dossier.imaging.drawing import paper


def shaded(page: Pixels) -> Pixels:
    """Lay a shadow over a page, as a hand with a phone does: half the light at the lower right."""
    height, width = page.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    light = 1 - 0.5 / (1 + np.exp(-(x / width + y / height - 1.2) * 12))
    return np.asarray(np.clip(page * light[..., None], 0, 255), dtype=np.uint8)


def test_paper_is_white_everywhere_and_ink_stays_dark() -> None:
    page = cv2.resize(paper(lines=24), (1240, 1754), interpolation=cv2.INTER_AREA)
    dark = shaded(page)
    assert np.percentile(dark[-200:, -200:], 90) < 150
    even = even_light(dark)
    assert np.percentile(even[-200:, -200:], 50) > 245
    ink = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) < 80
    assert ink.sum() > 2000
    assert np.median(cv2.cvtColor(even, cv2.COLOR_BGR2GRAY)[ink]) < 110


def test_a_stamp_keeps_its_colour_and_a_dark_picture_its_darkness() -> None:
    page = np.full((1754, 1240, 3), 230, np.uint8)
    cv2.circle(page, (300, 300), 120, (160, 60, 40), 12)
    page[800:1400, 300:900] = 30
    even = even_light(page)
    blue, green, red = even[300, 300 + 120].astype(int)
    assert blue - red > 60
    assert green < 130
    assert even[1100, 600].max() < 140


def test_it_is_no_larger_than_a_screen_reads() -> None:
    assert max(even_light(np.full((3508, 2480, 3), 255, np.uint8)).shape) == LONG_SIDE
    assert even_light(np.full((5, 3, 3), 255, np.uint8)).shape == (5, 3, 3)
