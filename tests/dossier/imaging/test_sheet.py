"""A paper's size, told by its proportions."""

import pytest

from dossier.imaging.sheet import A4, ID_1, dpi_of, exact, pixels_at, sheet_of


@pytest.mark.parametrize(
    ("width", "height", "sheet"),
    [
        (210, 297, A4),
        (297, 210, A4),
        (203, 297, A4),
        (85.6, 53.98, ID_1),
        (54, 85, ID_1),
        (80, 250, None),
        (1, 1, None),
    ],
)
def test_known_proportions_are_a_paper(width: float, height: float, sheet: object) -> None:
    assert sheet_of(width / height) is sheet


def test_a_measured_ratio_becomes_the_known_one_the_same_way_up() -> None:
    assert exact(203 / 297) == pytest.approx(210 / 297)
    assert exact(297 / 203) == pytest.approx(297 / 210)
    assert exact(80 / 250) == 80 / 250


def test_dots_an_inch() -> None:
    assert dpi_of(2480 * 3508, 2480 / 3508) == pytest.approx(300, abs=0.1)
    assert dpi_of(1011 * 638, 1011 / 638) == pytest.approx(300, abs=0.5)
    assert dpi_of(800 * 2500, 0.32) is None
    assert pixels_at(200, 1 / A4.ratio) == pytest.approx(1654 * 2339, rel=0.001)
    assert pixels_at(200, 0.32) == pixels_at(200, A4.ratio)
