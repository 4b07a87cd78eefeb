"""One photo to one page: the pictures that come of it, and what a person may force."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from dossier.imaging.deskew import skew_degrees
from dossier.imaging.pipeline import make_page
from dossier.imaging.rectify import straightened
from dossier.imaging.values import RENDITIONS, Code, MadePage, Recipe
from tests.dossier.imaging.drawing import CAPS, LAID, on_table, paper, save, with_code, with_exif


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = with_code(paper(lines=24), "GUICHET:SEP:1", zxingcpp.BarcodeFormat.QRCode)
    # The paper lies on its head before the camera.
    turned = np.roll(LAID, 2, axis=0)
    return with_exif(save(tmp_path_factory.mktemp("photo") / "a.jpg", on_table(page, turned)), 1)


@pytest.fixture(scope="module")
def made(photo: Path) -> MadePage:
    return make_page(photo, 0, photo.parent / "out", Recipe(), CAPS)


def test_the_page_is_found_turned_and_read(made: MadePage) -> None:
    assert made.rotation == 180
    assert made.quad is not None
    assert np.abs(np.array(made.quad) - np.roll(LAID, 2, axis=0)).max() < 0.02
    assert made.codes == (Code(format="QRCode", text="GUICHET:SEP:1"),)
    assert made.verdict.ok
    assert not made.blank
    assert set(made.ms) == {
        "decode",
        "quad",
        "bends",
        "original",
        "rectify",
        "orient",
        "deskew",
        "codes",
        "verdict",
        "renditions",
        "reading",
        "text",
    }


def test_the_renditions_are_what_they_say_and_hold_no_metadata(made: MadePage) -> None:
    kinds = {each.kind: each for each in made.renditions}
    assert set(kinds) == set(RENDITIONS)
    for each in made.renditions:
        pixels = cv2.imread(str(each.path))
        assert pixels is not None
        assert pixels.shape[:2] == (each.height, each.width)
        assert b"Exif" not in each.path.read_bytes()
    assert (kinds["page"].width, kinds["page"].height) == (made.width, made.height)
    assert (kinds["thumb"].width, kinds["thumb"].media_type) == (320, "image/webp")
    assert max(kinds["original"].width, kinds["original"].height) == 1600


def test_what_was_made_can_be_forced_and_gives_the_same(photo: Path, made: MadePage, tmp_path: Path) -> None:
    again = make_page(
        photo, 0, tmp_path, Recipe(version=2, rotation=made.rotation, quad=made.quad, straight=True), CAPS
    )
    assert again.quad == made.quad
    assert (again.width, again.height, again.rotation, again.score) == (made.width, made.height, made.rotation, 1.0)


def test_a_person_may_keep_the_frame_whole(photo: Path, tmp_path: Path) -> None:
    whole = Recipe(rotation=90, quad=((0, 0), (1, 0), (1, 1), (0, 1)))
    kept = make_page(photo, 0, tmp_path, whole, CAPS)
    assert kept.quad is None
    assert (kept.width, kept.height) == (2000, 1500)


def test_values_travel_as_json(made: MadePage) -> None:
    assert MadePage.from_json(json.loads(json.dumps(made.to_json())), made.renditions[0].path.parent) == made
    recipe = Recipe(version=3, rotation=90, quad=made.quad, straight=True)
    assert Recipe.from_json(json.loads(json.dumps(recipe.to_json()))) == recipe


@pytest.mark.parametrize("lean", [-3.0, 2.0])
def test_a_scan_that_leans_is_laid_level_and_nothing_of_it_is_cut(tmp_path: Path, lean: float) -> None:
    scan = straightened(paper(lines=30), -lean)  # leans the other way
    made = make_page(save(tmp_path / "a.png", scan), 0, tmp_path, Recipe(quad=((0, 0), (1, 0), (1, 1), (0, 1))), CAPS)
    assert made.skew_degrees == pytest.approx(lean, abs=0.1)
    page = cv2.imread(str(tmp_path / "page.jpg"), cv2.IMREAD_GRAYSCALE)
    assert page is not None
    assert abs(skew_degrees(page)) < 0.1
    assert page.shape[0] >= scan.shape[0]


def test_a_page_cut_out_of_a_photo_is_not_turned_again(made: MadePage) -> None:
    assert made.skew_degrees == 0
