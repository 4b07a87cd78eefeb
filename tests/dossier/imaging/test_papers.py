"""Several papers on one photo: two to four are found, of whatever kind; one paper stays one, whatever is on it."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from dossier.imaging.geometry import Corners, area
from dossier.imaging.glance import glance
from dossier.imaging.pipeline import make_page
from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral import find_quads
from dossier.imaging.values import Recipe
from tests.dossier.imaging.drawing import (
    CAPS,
    LAID,
    TWO_SIDE_BY_SIDE,
    on_table,
    overlap,
    paper,
    save,
    several_on_table,
    two_letters,
)
from tests.support.often import often

TABLES = [(40, 45, 60), (60, 90, 140), (110, 120, 90), (150, 120, 90)]
SHAPES = {"letter": (1240, 1754), "card": (1011, 638), "slip": (560, 1500)}


def shrunk(quad: Corners, shape: tuple[int, int], frame: tuple[int, int], seed: int = 0) -> Corners:
    """Fit a paper of a shape (pixels) into a place on a frame, as a hand lays it: not quite straight, nor amid."""
    random = np.random.default_rng(seed)
    room = np.ptp(quad, axis=0) * frame
    size = np.array(shape) * (room / shape).min() * 0.85
    turn = np.deg2rad(random.normal(0, 3))
    spin = np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    corners = (quad - quad.mean(axis=0)) / np.ptp(quad, axis=0) * size @ spin
    return np.asarray(quad.mean(axis=0) + (corners + random.uniform(-0.04, 0.04, 2) * room) / frame)


def places(count: int) -> list[Corners]:
    """Return equal places on a photo higher than wide, in one column or two, as one reads them."""
    columns = 1 if count == 2 else 2
    rows = -(-count // columns)
    square = np.array([(0.05, 0.05), (0.95, 0.03), (0.97, 0.95), (0.03, 0.97)])
    corners = np.array([(at % columns, at // columns) for at in range(count)])
    return [(square + each) / (columns, rows) for each in corners]


@pytest.mark.parametrize(
    ("kind", "count"),
    often(
        [("letter", 2), ("letter", 3), ("letter", 4), ("card", 2), ("card", 3), ("card", 4), ("slip", 2)],
        ("letter", 3),
        ("card", 4),
        ("slip", 2),
    ),
)
def test_papers_of_one_kind_are_found_in_reading_order(kind: str, count: int) -> None:
    right = 0
    for seed, table in enumerate(TABLES):
        width, height = SHAPES[kind]
        truths = [shrunk(each, SHAPES[kind], (1500, 2000), 10 * seed + at) for at, each in enumerate(places(count))]
        sheets = [paper(width, height, lines=height // 60, seed=10 * seed + at) for at in range(count)]
        _, score, found = find_quads(several_on_table(list(zip(sheets, truths, strict=True)), table=table))
        overlaps = [overlap(each, truth) for each, truth in zip(found, truths, strict=False)]
        right += len(found) == count and min(overlaps) >= 0.9 and score > 0.7
    assert right >= len(TABLES) - 1


def test_a_card_beside_a_letter_is_a_paper_too() -> None:
    letter, card = (
        np.array([(0.05, 0.05), (0.6, 0.06), (0.61, 0.9), (0.04, 0.88)]),
        places(4)[3] * (0.8, 0.5) + (0.2, 0.3),
    )
    truths = [letter, shrunk(card, SHAPES["card"], (2000, 1500))]
    photo = several_on_table([(paper(), truths[0]), (paper(1011, 638, lines=9), truths[1])], 2000, 1500)
    _, _, found = find_quads(photo)
    assert [overlap(each, truth) > 0.9 for each, truth in zip(found, truths, strict=True)] == [True, True]


def boxed() -> Pixels:
    """Draw a letter with two large framed boxes and a table."""
    page = paper()
    cv2.rectangle(page, (100, 120), (1140, 780), (20, 20, 20), 5)
    cv2.rectangle(page, (100, 860), (1140, 1620), (20, 20, 20), 5)
    for line in range(950, 1600, 90):
        cv2.line(page, (100, line), (1140, line), (20, 20, 20), 3)
    return page


def copied() -> Pixels:
    """Copy both sides of a card on a sheet."""
    page = np.full((1754, 1240, 3), 250, np.uint8)
    for top in (200, 700):
        page[top : top + 380, 320 : 320 + 602] = cv2.resize(paper(1011, 638, lines=9, seed=top), (602, 380)) - 40
    return page


def pictured() -> Pixels:
    """Print a dark picture on a letter."""
    page = paper()
    page[300:900, 200:1000] = (90, 120, 60)
    return page


@pytest.mark.parametrize("page", [paper, boxed, copied, pictured])
@pytest.mark.parametrize("table", [TABLES[0], *(pytest.param(each, marks=pytest.mark.torture) for each in TABLES[1:])])
def test_one_paper_stays_one_whatever_is_on_it(page: Callable[[], Pixels], table: tuple[int, ...]) -> None:
    corners, _, found = find_quads(on_table(page(), LAID, table=table))
    assert found == ()
    assert corners is not None
    assert overlap(corners, LAID) > 0.95


def test_a_paper_beside_the_end_of_its_table_stays_one() -> None:
    photo = on_table(paper(), 0.5 + (LAID - 0.5) * 0.7)
    photo[:, 1380:] = (200, 205, 210)
    photo[1850:, :1380] = (30, 30, 35)
    assert find_quads(photo)[2] == ()


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (600, 800)])
def test_where_nothing_is_seen_nothing_is_proposed(shape: tuple[int, int]) -> None:
    assert find_quads(np.full((*shape, 3), 90, np.uint8))[2] == ()


def test_the_page_is_the_first_paper_and_the_others_are_told(tmp_path: Path) -> None:
    photo = save(tmp_path / "two.jpg", two_letters())
    made = make_page(photo, 0, tmp_path / "first", Recipe(several=True), CAPS)
    assert [overlap(np.array(each), truth) > 0.95 for each, truth in zip(made.papers, TWO_SIDE_BY_SIDE, strict=True)]
    assert made.quad == made.papers[0]
    assert made.verdict.ok
    other = make_page(photo, 0, tmp_path / "second", Recipe(quad=made.papers[1], beside=True), CAPS)
    assert other.papers == ()
    assert overlap(np.array(other.quad), TWO_SIDE_BY_SIDE[1]) > 0.95
    assert other.verdict.ok


def test_papers_are_sought_only_where_the_recipe_says_so(tmp_path: Path) -> None:
    photo = save(tmp_path / "two.jpg", two_letters())
    assert make_page(photo, 0, tmp_path / "made", Recipe(), CAPS).papers == ()


def test_small_papers_side_by_side_are_not_too_far(tmp_path: Path) -> None:
    cards = [shrunk(each, SHAPES["card"], (3000, 4000)) for each in places(4)]
    sheets = [paper(1011, 638, lines=9, seed=at) for at in range(4)]
    photo = save(tmp_path / "cards.jpg", several_on_table(list(zip(sheets, cards, strict=True)), 3000, 4000))
    assert abs(area(cards[0])) < 0.17
    seen = glance(photo, 0, tmp_path, CAPS)
    assert len(seen.papers) == 4
    assert "too_far" not in seen.faults
    assert "cut_off" not in seen.faults
