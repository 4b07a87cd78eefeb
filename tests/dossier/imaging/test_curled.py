"""A page that curls is laid out between its bent sides; one that is flat is laid flat as ever."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.bent import BENDS, bent
from bench.curled import both, no_worse
from dossier.imaging.pipeline import make_page
from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral import bent_sides, find_quad, sampled
from dossier.imaging.values import MadePage, Recipe
from tests.dossier.imaging.drawing import CAPS, LAID, on_table, paper, save, with_exif
from tests.support.cards import card_photo
from tests.support.often import often


def arched() -> Pixels:
    return bent("arch", 15, down=False, random=np.random.default_rng(1)).photo


@pytest.mark.parametrize("bend", BENDS)
@pytest.mark.parametrize("down", often([False, True], False))
def test_text_of_a_bent_page_lies_where_it_lies_on_paper(bend: str, down: bool) -> None:
    taken, flat = both(bent(bend, 15, down=down, random=np.random.default_rng(1)))
    assert no_worse(flat, taken)
    assert flat.off_mm < 0.5
    assert flat.lines_mm < 0.3
    assert flat.focus > 0.6 * taken.focus
    assert flat.dpi > 0.97 * taken.dpi


def test_a_sheet_that_arches_is_found_by_its_corners() -> None:
    taken, flat = both(bent("arch", 30, down=False, random=np.random.default_rng(3)))
    assert flat.off_mm < 0.25 * taken.off_mm
    assert flat.lines_mm < 0.25 * taken.lines_mm


def sides_of(photo: Pixels) -> object:
    small = sampled(photo)
    quad, _ = find_quad(small)
    assert quad is not None
    return bent_sides(small, quad)


@pytest.mark.parametrize("seed", often(range(4), 0))
def test_a_flat_page_has_no_bends(seed: int) -> None:
    assert sides_of(bent("arch", 0, down=False, random=np.random.default_rng(seed)).photo) is None
    assert sides_of(on_table(paper(seed=seed), LAID)) is None


def test_the_round_corners_of_a_card_are_no_bends() -> None:
    assert sides_of(card_photo(0)) is None


def test_one_side_that_bends_alone_is_no_bent_sheet() -> None:
    photo = on_table(paper(seed=2), np.array([(0.15, 0.15), (0.85, 0.15), (0.85, 0.85), (0.15, 0.85)]))
    dent = np.array([(x, 1700 - 45 * np.sin(np.pi * (x - 225) / 1050)) for x in range(225, 1276)])
    cv2.fillPoly(photo, [np.rint(np.vstack((dent, [(1275, 1704), (225, 1704)]))).astype(np.int32)], (60, 80, 110))
    assert sides_of(photo) is None


def test_a_line_printed_inside_is_not_the_side() -> None:
    page = bent("arch", 15, down=False, random=np.random.default_rng(1))
    ruled = page.photo.copy()
    for line in (page.lines_seen[0], page.lines_seen[-1]):
        points = np.rint(line * ruled.shape[1::-1]).astype(np.int32)
        cv2.polylines(ruled, [points], False, (0, 0, 0), 8, cv2.LINE_AA)
    plain, found = (sides_of(each) for each in (page.photo, ruled))
    assert isinstance(plain, tuple)
    assert isinstance(found, tuple)
    assert np.abs(found[0] - plain[0]).max() < 0.002
    assert np.abs(found[1] - plain[1]).max() < 0.004


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadePage:
    folder = tmp_path_factory.mktemp("bent")
    return make_page(save(folder / "a.png", arched()), 0, folder / "out", Recipe(), CAPS)


def test_the_bends_are_recorded_with_the_page(made: MadePage) -> None:
    assert made.bends is not None
    top, right, bottom, left = np.abs(made.bends).max(axis=1)
    assert min(top, bottom) > 0.01
    assert max(right, left) == 0
    assert MadePage.from_json(json.loads(json.dumps(made.to_json())), made.renditions[0].path.parent) == made
    assert made.width / made.height == pytest.approx(210 / 297, rel=0.01)


def test_corners_that_a_person_set_have_straight_sides_between(made: MadePage, tmp_path: Path) -> None:
    photo = save(tmp_path / "a.png", arched())
    by_hand = make_page(photo, 0, tmp_path / "by-hand", Recipe(quad=made.quad, straight=True), CAPS)
    seen = make_page(photo, 0, tmp_path / "seen", Recipe(quad=made.quad), CAPS)
    assert by_hand.bends is None
    assert by_hand.quad == made.quad
    assert seen.bends is not None
    assert np.abs(np.array(seen.bends) - np.array(made.bends)).max() < 0.002


@pytest.mark.parametrize("orientation", often([3, 5, 6], 5))
def test_a_photo_that_is_stored_turned_gives_the_same_page(made: MadePage, orientation: int, tmp_path: Path) -> None:
    stored = {
        3: cv2.rotate(arched(), cv2.ROTATE_180),
        5: cv2.transpose(arched()),
        6: cv2.rotate(arched(), cv2.ROTATE_90_COUNTERCLOCKWISE),
    }[orientation]
    photo = with_exif(save(tmp_path / "a.jpg", stored, cv2.IMWRITE_JPEG_QUALITY, 99), orientation)
    again = make_page(photo, 0, tmp_path / "out", Recipe(rotation=made.rotation), CAPS)
    assert np.abs(np.array(again.bends) - np.array(made.bends)).max() < 0.002
    one, other = (cv2.imread(str(each.renditions[1].path), cv2.IMREAD_GRAYSCALE) for each in (made, again))
    assert one is not None
    assert other is not None
    small = [cv2.resize(each, (210, 297), interpolation=cv2.INTER_AREA).astype(int) for each in (one, other)]
    assert np.abs(small[0] - small[1]).mean() < 3


def test_the_bends_turn_with_the_page(made: MadePage, tmp_path: Path) -> None:
    turned = make_page(
        save(tmp_path / "a.png", arched()), 0, tmp_path, Recipe(rotation=(made.rotation + 90) % 360), CAPS
    )
    assert made.bends is not None
    assert made.quad is not None
    assert turned.bends == (made.bends[3], *made.bends[:3])
    assert turned.quad == (made.quad[3], *made.quad[:3])
