"""Decoding: every kind upright, on white, 8 bits, and no more pixels than asked."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import pyvips
from fpdf import FPDF

from dossier.imaging.decode import decode
from dossier.imaging.refusals import DamagedFile, NoSuchPage
from tests.dossier.imaging.drawing import CAPS, paper, save, with_exif

HERE = Path(__file__).parent


def marked() -> np.ndarray:
    """Return a grey picture, wider than high, red at its top left."""
    picture = np.full((120, 200, 3), 128, np.uint8)
    picture[:30, :50] = (0, 0, 255)
    return picture


@pytest.mark.parametrize(
    ("orientation", "shape", "corner"),
    [
        (1, (120, 200), (5, 5)),
        (2, (120, 200), (5, -5)),
        (3, (120, 200), (-5, -5)),
        (4, (120, 200), (-5, 5)),
        (5, (200, 120), (5, 5)),
        (6, (200, 120), (5, -5)),
        (7, (200, 120), (-5, -5)),
        (8, (200, 120), (-5, 5)),
    ],
)
def test_exif_turns_and_mirrors(
    tmp_path: Path, orientation: int, shape: tuple[int, int], corner: tuple[int, int]
) -> None:
    file = with_exif(save(tmp_path / "a.jpg", marked()), orientation)
    _, picture = decode(file, 0, CAPS)
    assert picture.pixels.shape[:2] == shape
    blue, _, red = picture.pixels[corner].tolist()
    assert red > 200
    assert blue < 60


def test_transparent_becomes_white(tmp_path: Path) -> None:
    _, picture = decode(save(tmp_path / "a.png", np.zeros((50, 60, 4), np.uint8)), 0, CAPS)
    assert picture.pixels.shape == (50, 60, 3)
    assert picture.pixels.min() == 255


def test_sixteen_bits_grey_and_cmyk(tmp_path: Path) -> None:
    deep = save(tmp_path / "a.png", np.full((40, 50), 40_000, np.uint16))
    assert abs(int(decode(deep, 0, CAPS)[1].pixels[5, 5, 0]) - 156) < 3
    pyvips.Image.new_from_array(np.full((40, 50, 4), 0, np.uint8), interpretation="cmyk").tiffsave(
        str(tmp_path / "b.tif")
    )
    assert decode(tmp_path / "b.tif", 0, CAPS)[1].pixels.min() > 240


def test_heic_and_avif_show_the_same_letter(tmp_path: Path) -> None:
    found, heic = decode(HERE / "letter.heic", 0, CAPS)
    assert found.media_type == "image/heic"
    rgb = cv2.cvtColor(heic.pixels, cv2.COLOR_BGR2RGB)
    pyvips.Image.new_from_array(rgb).heifsave(str(tmp_path / "a.avif"), compression="av1", Q=60)
    found, avif = decode(tmp_path / "a.avif", 0, CAPS)
    assert found.media_type == "image/avif"
    assert np.abs(avif.pixels.astype(int) - heic.pixels).mean() < 6
    assert heic.pixels[10, 10].tolist() == pytest.approx([60, 90, 120], abs=12)


def test_pages_of_a_tiff_and_of_a_pdf(tmp_path: Path) -> None:
    tiff = tmp_path / "a.tif"
    assert cv2.imwritemulti(str(tiff), [np.full((80, 60, 3), level, np.uint8) for level in (10, 200)])
    assert decode(tiff, 1, CAPS)[1].pixels.mean() > 190
    with pytest.raises(NoSuchPage):
        decode(tiff, 2, CAPS)
    document = FPDF(format=(100, 50))
    document.add_page()
    document.output(str(tmp_path / "a.pdf"))
    page = decode(tmp_path / "a.pdf", 0, CAPS)[1]
    assert page.whole
    assert page.pixels.shape[1] == pytest.approx(100 / 25.4 * 200, abs=2)


def test_a_scan_in_a_pdf_is_drawn_at_its_own_resolution(tmp_path: Path) -> None:
    scan = save(tmp_path / "scan.jpg", paper(1000, 1414))
    document = FPDF()
    document.add_page()
    document.image(str(scan), 0, 0, 210, 297)
    document.output(str(tmp_path / "a.pdf"))
    assert decode(tmp_path / "a.pdf", 0, CAPS)[1].pixels.shape[1] == pytest.approx(1000, abs=8)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif"])
def test_half_a_file_is_refused(tmp_path: Path, suffix: str) -> None:
    file = save(tmp_path / f"a{suffix}", paper(600, 800))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(DamagedFile):
        decode(file, 0, CAPS)


def test_a_large_photo_is_shrunk_as_it_is_read(tmp_path: Path) -> None:
    for suffix in (".jpg", ".png"):
        pixels = decode(save(tmp_path / f"a{suffix}", paper(900, 1200)), 0, CAPS, 400_000)[1].pixels
        assert pixels.shape[:2] == (600, 450)
