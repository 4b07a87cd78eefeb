"""Both sides of a card on one page: each is found there, the first above, at one scale that is the card's true size."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from dossier.imaging.box import Box
from dossier.imaging.pipeline import make_page
from dossier.imaging.pixels import Pixels
from dossier.imaging.refusals import DamagedFile
from dossier.imaging.sheet import ID_1, MM_PER_INCH
from dossier.imaging.sides import GAP_MM, card_dpi, one_under_the_other
from dossier.imaging.values import Code, MadePage, Quad, Recipe, Under
from tests.dossier.imaging.drawing import CAPS, on_table, save, with_code
from tests.support.cards import TINTS, card_photo, card_side

WHOLE: Quad = ((0, 0), (1, 0), (1, 1), (0, 1))


def under(path: Path, recipe: Recipe | None = None) -> Under:
    return Under(path=path, index=0, recipe=recipe or Recipe())


def found_at(page: Pixels, side: Pixels, scale: float) -> tuple[float, tuple[int, int]]:
    """Look for a drawn side in a page at a scale; return how alike they are there, and its top left."""
    size = round(side.shape[1] * scale), round(side.shape[0] * scale)
    drawn = cv2.resize(side, size, interpolation=cv2.INTER_AREA)
    alike = cv2.matchTemplate(page, drawn, cv2.TM_CCOEFF_NORMED)
    _, best, _, place = cv2.minMaxLoc(alike)
    return best, (int(place[0]), int(place[1]))


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Photograph the front from near and the back from further away, where a pixel is half as long again."""
    folder = tmp_path_factory.mktemp("cards")
    return (
        save(folder / "front.jpg", card_photo(0, share=0.66)),
        save(folder / "back.jpg", card_photo(1, share=0.44)),
    )


@pytest.fixture(scope="module")
def made(photos: tuple[Path, Path]) -> MadePage:
    return make_page(photos[0], 0, photos[0].parent / "out", Recipe(), CAPS, under(photos[1]))


def test_each_side_is_in_the_page_at_one_scale_and_the_first_above(made: MadePage) -> None:
    page = cv2.imread(str(made.renditions[1].path))
    assert made.renditions[1].kind == "page"
    assert page is not None
    assert made.dpi is not None
    scale, gap = made.dpi / 300, GAP_MM * made.dpi / MM_PER_INCH
    places = []
    for number in (0, 1):
        alike, place = found_at(page, card_side(number), scale)
        assert alike > 0.8
        assert alike > max(found_at(page, card_side(number), scale * off)[0] for off in (0.96, 1.04)) + 0.05
        places.append(place)
    assert places[0] == pytest.approx((gap, gap), abs=5)
    assert places[1] == pytest.approx((gap, 2 * gap + ID_1.short_mm * made.dpi / MM_PER_INCH), abs=5)
    for x, y in ((2, 2), (page.shape[1] // 2, page.shape[0] // 2), (2, page.shape[0] - 3)):
        assert page[y, x].min() > 245, "plain ground around and between"


def test_it_prints_at_the_card_s_true_size(made: MadePage, photos: tuple[Path, Path], tmp_path: Path) -> None:
    front, back = (make_page(each, 0, tmp_path, Recipe(), CAPS) for each in photos)
    assert front.dpi
    assert back.dpi
    assert made.dpi
    assert made.dpi == pytest.approx(front.dpi, abs=1), "as fine as the finer side"
    assert made.coarsest_dpi == pytest.approx(back.dpi, abs=1)
    assert front.coarsest_dpi is None
    in_mm = made.width * MM_PER_INCH / made.dpi, made.height * MM_PER_INCH / made.dpi
    assert in_mm == pytest.approx((ID_1.long_mm + 2 * GAP_MM, 2 * ID_1.short_mm + 3 * GAP_MM), abs=0.5)


def test_what_is_told_of_the_page_is_told_of_its_own_side(tmp_path: Path) -> None:
    coded = cv2.resize(with_code(card_side(0), "GUICHET:SEP:7", zxingcpp.BarcodeFormat.QRCode), None, fx=2, fy=2)
    front = save(tmp_path / "front.png", coded)
    blurred = save(tmp_path / "back.png", cv2.GaussianBlur(card_side(1), (0, 0), 8))
    whole = Recipe(rotation=0, quad=WHOLE)
    made = make_page(front, 0, tmp_path / "out", whole, CAPS, under(blurred, whole))
    assert made.codes == (Code(format="QRCode", text="GUICHET:SEP:7"),)
    assert made.verdict.faults == make_page(front, 0, tmp_path / "alone", whole, CAPS).verdict.faults
    assert "blur" in make_page(blurred, 0, tmp_path / "blurred", whole, CAPS).verdict.faults


def test_each_side_is_turned_and_cut_by_its_own_recipe(tmp_path: Path) -> None:
    upright = cv2.rotate(card_side(1), cv2.ROTATE_90_CLOCKWISE)
    front, back = save(tmp_path / "front.png", card_side(0)), save(tmp_path / "back.png", upright)
    whole = Recipe(rotation=0, quad=WHOLE)
    lying = make_page(front, 0, tmp_path, whole, CAPS, under(back, Recipe(rotation=270, quad=WHOLE)))
    page = cv2.imread(str(tmp_path / "page.jpg"))
    assert page is not None
    assert found_at(page, card_side(1), 1)[0] > 0.95
    standing = make_page(front, 0, tmp_path, whole, CAPS, under(back, whole))
    assert (standing.width, standing.height - lying.height) == (lying.width, 1011 - 638)


def test_a_side_that_is_no_card_any_more_makes_no_monster() -> None:
    huge, small = np.zeros((3000, 4000, 3), np.uint8), card_side(1)
    page, dpi = one_under_the_other(huge, small, 300)
    assert dpi == 300
    assert page.shape[1] == round(ID_1.long_mm * 300 / MM_PER_INCH) + 2 * round(GAP_MM * 300 / MM_PER_INCH)
    assert card_dpi(small) == pytest.approx(300, abs=0.1)
    assert np.abs(page[-80:-60, 300:700].mean(axis=(0, 1)) - TINTS[1]).max() < 12, "the second lies below"


async def test_the_box_is_given_two_files_behind_the_same_walls(
    photos: tuple[Path, Path], made: MadePage, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a paper of somebody else")
    async with Box(max_bytes=1 << 30, seconds=15, caps=CAPS, scratch_dir=tmp_path / "scratch") as box:
        boxed = await box.make_page(photos[0], 0, tmp_path / "out", Recipe(), under(photos[1]))
        assert (boxed.width, boxed.height, boxed.dpi) == (made.width, made.height, made.dpi)
        for one, other in zip(boxed.renditions, made.renditions, strict=True):
            assert one.path.read_bytes() == other.path.read_bytes()
        (child,) = box._pool.living
        assert list((child.cell.path / "in").iterdir()) == [], "nothing of the one stays for the next"
        walls = await box.try_walls([secret, photos[1]], tmp_path / "outside")
        assert walls.no_other_files
        half = tmp_path / "half.jpg"
        half.write_bytes(photos[1].read_bytes()[:3000])
        with pytest.raises(DamagedFile):
            await box.make_page(photos[0], 0, tmp_path / "out", Recipe(), under(half))
        with pytest.raises(FileNotFoundError):
            await box.make_page(photos[0], 0, tmp_path / "out", Recipe(), under(tmp_path / "none"))
        assert (await box.make_page(photos[0], 0, tmp_path / "out")).coarsest_dpi is None
    assert photos[1].read_bytes()[:2] == b"\xff\xd8", "the file itself stays as it was"


def test_values_of_what_lies_under_travel_as_json(tmp_path: Path) -> None:
    value = under(tmp_path / "a", Recipe(version=3, rotation=90, quad=WHOLE))
    assert Under.from_json(value.to_json()) == value


def test_a_table_alone_is_no_side_of_a_card() -> None:
    empty = on_table(card_side(0)[:1, :1], np.array([(0.5, 0.5), (0.51, 0.5), (0.51, 0.51), (0.5, 0.51)]))
    assert found_at(empty, card_side(0), 1)[0] < 0.3, "what these tests look for is not found everywhere"
