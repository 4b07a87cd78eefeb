"""The verdict on the spot, of a small copy: what is wrong with a photo, and where its page is seen."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from dossier.imaging.box import Box
from dossier.imaging.glance import SHOWN_LONG_SIDE, glance
from dossier.imaging.refusals import NotAnAllowedKind
from dossier.imaging.values import GLANCE_PICTURE
from tests.dossier.imaging.drawing import CAPS, LAID, on_table, paper, save, with_exif
from tests.support.deposits import pdf


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = on_table(paper(1860, 2631), LAID, 3000, 4000)
    return save(tmp_path_factory.mktemp("photo") / "a.jpg", page)


def test_a_good_photo_is_good_and_its_page_is_seen(photo: Path, tmp_path: Path) -> None:
    told = glance(photo, 0, tmp_path, CAPS)
    assert told.faults == ()
    assert told.quad is not None
    assert np.abs(np.array(told.quad) - LAID).max() < 0.02
    shown = cv2.imread(str(tmp_path / GLANCE_PICTURE))
    assert shown is not None
    assert shown.shape[:2] == (told.height, told.width) == (SHOWN_LONG_SIDE, SHOWN_LONG_SIDE * 3 // 4)


@pytest.mark.parametrize(
    ("fault", "spoil"),
    [
        ("blur", lambda pixels: cv2.GaussianBlur(pixels, (0, 0), 7)),
        ("dark", lambda pixels: (pixels * 0.3).astype(np.uint8)),
        ("cut_off", lambda pixels: pixels[:, 700:]),
    ],
)
def test_what_is_wrong_is_told(photo: Path, tmp_path: Path, fault: str, spoil: object) -> None:
    pixels = cv2.imread(str(photo))
    assert pixels is not None
    assert callable(spoil)
    assert fault in glance(save(tmp_path / "b.jpg", spoil(pixels)), 0, tmp_path, CAPS).faults


def test_it_is_shown_upright_without_its_metadata(photo: Path, tmp_path: Path) -> None:
    turned = tmp_path / "turned.jpg"
    turned.write_bytes(photo.read_bytes())
    told = glance(with_exif(turned, 6), 0, tmp_path, CAPS)
    assert told.width > told.height
    assert b"Exif" not in (tmp_path / GLANCE_PICTURE).read_bytes()


async def test_the_box_gives_it(photo: Path, tmp_path: Path) -> None:
    async with Box(max_bytes=1 << 30, seconds=15, caps=CAPS) as box:
        told = await box.glance(photo, 0, tmp_path / "shown.jpg")
        assert told == glance(photo, 0, tmp_path, CAPS)
        assert (tmp_path / "shown.jpg").read_bytes() == (tmp_path / GLANCE_PICTURE).read_bytes()
        (tmp_path / "words.jpg").write_text("no picture")
        with pytest.raises(NotAnAllowedKind):
            await box.glance(tmp_path / "words.jpg", 0, tmp_path / "shown.jpg")


def test_a_page_that_is_its_frame_has_no_outline(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("Attestation"))
    assert glance(tmp_path / "a.pdf", 0, tmp_path, CAPS).quad is None
