"""Where a bent page lies between its sides: smooth curves, a patch between them, even lengths of paper."""

import numpy as np
import pytest

from bench.bent import _Look
from dossier.imaging.bends import SQUARE, layout, onto_square, projected
from dossier.imaging.camera import eye_over, seen_ratio
from dossier.imaging.coons import patch
from dossier.imaging.spline import KNOTS, fitted, pinned, spline

EVEN = np.linspace(0, 1, KNOTS)
FRAME = (1500, 2000)


def test_a_spline_runs_through_its_knots_and_goes_on_straight() -> None:
    knots = np.sin(3 * EVEN)
    assert spline(EVEN) @ knots == pytest.approx(knots)
    between = np.linspace(0, 1, 101)
    assert np.abs(spline(between) @ knots - np.sin(3 * between)).max() < 0.002
    first, second, third = spline(np.array([-0.2, -0.1, 0.0])) @ knots
    assert second - first == pytest.approx(third - second)


def test_a_curve_is_fitted_past_points_that_lie_elsewhere() -> None:
    share = np.linspace(0.03, 0.97, 96)
    heights = 10 * np.sin(np.pi * share)
    heights[::9] += 30
    knots = fitted(spline(share), heights[None], np.ones((1, 96)), 0.1, 1.0)
    assert np.abs(spline(share) @ knots[0] - 10 * np.sin(np.pi * share)).max() < 1
    assert pinned(knots)[0, [0, -1]] == pytest.approx([0, 0])


def test_a_patch_between_straight_sides_is_the_square() -> None:
    zero, one = np.zeros(KNOTS), np.ones(KNOTS)
    top, right, bottom, left = (
        np.column_stack(each) for each in ((EVEN, zero), (one, EVEN), (EVEN, one), (zero, EVEN))
    )
    places = patch(top, right, bottom, left, SQUARE, EVEN, EVEN)
    assert np.allclose(places, np.stack(np.meshgrid(EVEN, EVEN), axis=-1))


@pytest.mark.parametrize("kind", ["arch", "roll"])
@pytest.mark.parametrize("down", [False, True])
def test_points_of_a_sheet_lie_where_its_sides_say(kind: str, down: bool) -> None:
    look = _Look.taken(kind, 12, down, FRAME, np.random.default_rng(4))
    corners = look.project(SQUARE * (210, 297))
    matrix = onto_square(corners)
    knots = []
    for side in range(4):
        begin, end = SQUARE[side], SQUARE[(side + 1) % 4]
        points = projected(matrix, look.project((begin + np.linspace(0, 1, 400)[:, None] * (end - begin)) * (210, 297)))
        way, out = (points - begin) @ (end - begin), (points - begin) @ [(end - begin)[1], -(end - begin)[0]]
        knots.append(np.interp(EVEN, way, out))
    laid = layout(np.array(knots), corners, FRAME, seen_ratio(corners, *FRAME))
    inner = np.linspace(0.1, 0.9, 9)
    truth = projected(matrix, look.project(np.stack(np.meshgrid(inner, inner), axis=-1) * (210, 297)))
    assert np.abs(laid.places(inner, inner) - truth).max() < 0.003
    straight = np.stack(np.meshgrid(inner, inner), axis=-1)
    assert np.abs(straight - truth).max() > 0.009, "and not where they would lie between straight ones"
    assert laid.longer[int(down)] > 1.001
    assert laid.longer[int(not down)] == pytest.approx(1, abs=0.001)


def test_the_camera_stands_where_it_stood() -> None:
    look = _Look.taken("arch", 0, False, FRAME, np.random.default_rng(5))
    corners = look.project(SQUARE * (210, 297))
    eye = np.array(eye_over(corners, FRAME, 210 / 297)) * 297
    truth = look.turn.T @ [0, 0, -look.far_mm] + [105, 148.5, 0]
    assert eye[:2] == pytest.approx(truth[:2], abs=6)
    assert eye[2] == pytest.approx(-truth[2], rel=0.05)
