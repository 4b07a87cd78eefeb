"""A photograph shows the sheet where its quad says, whatever the hand, the light and the orientation."""

from datetime import date

import cv2
import numpy as np
import numpy.typing as npt
import pytest
import zxingcpp

from demo.camera import Background, Fault, Photo, photograph, scan
from demo.papers import KINDS, bitmap, letter, render
from demo.people import people
from tests.support.often import often

Image = npt.NDArray[np.uint8]


@pytest.fixture(scope="module")
def page() -> Image:
    return render("REV_PAIE", people()[0], "fr", date(2026, 3, 9), 1, dpi=100)


def shoot(
    page: Image,
    seed: int,
    *,
    background: Background = "wood",
    faults: tuple[Fault, ...] = (),
    exif_orientation: int = 1,
) -> Photo:
    return photograph(
        page, seed, width=900, height=1200, background=background, faults=faults, exif_orientation=exif_orientation
    )


def upright(photo: Photo) -> Image:
    """Decode as a viewer does, who heeds the orientation."""
    image = cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return np.asarray(image[:, :, ::-1], np.uint8)


def flattened(photo: Photo, page: Image) -> Image:
    """Warp the quad back to the size of the page."""
    image = upright(photo)
    rows, columns = page.shape[:2]
    seen = np.array(photo.quad, np.float32) * np.array([image.shape[1], image.shape[0]], np.float32)
    flat = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32)
    return np.asarray(cv2.warpPerspective(image, cv2.getPerspectiveTransform(seen, flat), (columns, rows)), np.uint8)


def likeness(one: Image, other: Image) -> float:
    """Return how far two pages have the same ink in the same places, coarsely: 1 is the same."""
    small = [
        np.asarray(cv2.resize(image[:, :, 1], (124, 175), interpolation=cv2.INTER_AREA), float)
        for image in (one, other)
    ]
    detail = [image - cv2.GaussianBlur(image, (0, 0), 8) for image in small]
    return float(np.corrcoef(detail[0].ravel(), detail[1].ravel())[0, 1])


@pytest.mark.parametrize(("background", "seed"), [("wood", 1), ("oak", 2), ("desk", 3), ("cloth", 4), ("stone", 5)])
def test_the_quad_is_where_the_sheet_lies(page: Image, background: Background, seed: int) -> None:
    photo = shoot(page, seed, background=background)
    assert likeness(flattened(photo, page), page) > 0.95
    assert all(0 < share < 1 for corner in photo.quad for share in corner)
    image = upright(photo)
    assert image.shape == (1200, 900, 3)
    outside = np.ones(image.shape[:2], np.uint8)
    cv2.fillConvexPoly(outside, np.array([(x * 900, y * 1200) for x, y in photo.quad]).astype(np.int32), 0)
    inside = image[outside == 0].mean()
    assert inside > image[outside == 1].mean() + 25, "the sheet does not stand out from the table"


def test_the_same_arguments_make_the_same_bytes(page: Image) -> None:
    assert shoot(page, 3) == shoot(page, 3)
    assert shoot(page, 3).jpeg != shoot(page, 4).jpeg


@pytest.mark.parametrize("orientation", often(range(1, 9), 1, 6))
def test_the_orientation_turns_the_pixels_not_the_picture(page: Image, orientation: int) -> None:
    photo = shoot(page, 5, exif_orientation=orientation)
    assert upright(photo).shape == (1200, 900, 3)
    assert likeness(flattened(photo, page), page) > 0.95
    raw = cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    assert raw is not None
    assert (raw.shape[0] < raw.shape[1]) == (orientation >= 5)


def fault(page: Image, name: Fault) -> tuple[Photo, Photo]:
    return shoot(page, 6), shoot(page, 6, faults=(name,))


def test_a_blurred_photo_has_lost_its_strokes(page: Image) -> None:
    sharp, blurred = (cv2.Laplacian(flattened(photo, page)[:, :, 1], cv2.CV_64F).var() for photo in fault(page, "blur"))
    assert blurred < sharp / 5


def test_a_dark_photo_is_dark(page: Image) -> None:
    good, dark = (np.percentile(flattened(photo, page), 90) for photo in fault(page, "dark"))
    assert dark < good / 3


def test_glare_burns_a_part_of_the_sheet_out(page: Image) -> None:
    good, burnt = ((flattened(photo, page).min(axis=2) >= 250).mean() for photo in fault(page, "glare"))
    assert good < 0.002
    assert 0.03 < burnt < 0.4


def test_a_cut_off_sheet_reaches_out_of_the_frame(page: Image) -> None:
    _, cut = fault(page, "cut_off")
    assert min(x for x, _ in cut.quad) < -0.05 or max(x for x, _ in cut.quad) > 1.05


def test_a_sheet_too_far_away_is_small(page: Image) -> None:
    _, far = fault(page, "too_far")
    assert max(y for _, y in far.quad) - min(y for _, y in far.quad) < 0.4


@pytest.mark.parametrize("seed", often([1, 2, 3], 1))
def test_the_code_of_a_photographed_letter_can_be_read(seed: int) -> None:
    url = "https://guichet.example.org/acces/MDE5M2Y3.x7Kd_0aQ"
    sheet = bitmap(letter(people()[0], url, "fr"), 150)
    photo = photograph(sheet, seed, width=1500, height=2000, folds=2)
    assert [code.text for code in zxingcpp.read_barcodes(upright(photo))] == [url]


def test_a_scan_shows_the_page_where_its_quad_says(page: Image) -> None:
    photo = scan(page, 2)
    assert likeness(flattened(photo, page), page) > 0.97
    assert scan(page, 2) == photo


def test_a_card_has_round_corners() -> None:
    card = render("ID_CI", people()[0], "fr", date(2026, 3, 9), 1, dpi=200)
    kind = KINDS["ID_CI"]
    photo = photograph(
        card,
        3,
        width=900,
        height=1200,
        sheet_width_mm=kind.size_mm[0],
        corner_radius_mm=kind.corner_radius_mm,
        background="desk",
    )
    flat = flattened(photo, card)
    assert likeness(flat, card) > 0.95
    for corner in (flat[:4, :4], flat[:4, -4:], flat[-4:, :4], flat[-4:, -4:]):
        assert corner.mean() < flat.mean() - 40, "paper where the table should show"
