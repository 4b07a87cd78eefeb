"""The gate: what passes, what is refused, and with which code."""

from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission

from dossier.imaging.gate import inspect, media_type_of
from dossier.imaging.refusals import (
    DamagedFile,
    EmptyFile,
    EncryptedPdf,
    NotAnAllowedKind,
    TooManyPages,
    TooManyPixels,
)
from tests.dossier.imaging.drawing import CAPS, paper, png_header, save

HERE = Path(__file__).parent


def pdf(path: Path, pages: int, password: str | None = None) -> Path:
    document = FPDF()
    for number in range(pages):
        document.add_page()
        document.set_font("helvetica", size=12)
        document.cell(text=f"Page {number + 1}")
    if password:
        document.set_encryption(owner_password="o", user_password=password, permissions=AccessPermission.none())
    document.output(str(path))
    return path


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [(".jpg", "image/jpeg"), (".png", "image/png"), (".webp", "image/webp"), (".tif", "image/tiff")],
)
def test_pictures_tell_kind_and_size_without_their_name(tmp_path: Path, suffix: str, media_type: str) -> None:
    file = save(tmp_path / f"a{suffix}", paper(300, 400)).rename(tmp_path / "original")
    found = inspect(file, CAPS)
    assert (found.media_type, found.page_count, found.width, found.height) == (media_type, 1, 300, 400)


def test_heic_is_known_by_its_brand() -> None:
    found = inspect(HERE / "letter.heic", CAPS)
    assert (found.media_type, found.width, found.height) == ("image/heic", 360, 480)


def test_a_pdf_tells_its_pages(tmp_path: Path) -> None:
    assert inspect(pdf(tmp_path / "a.pdf", 3), CAPS).page_count == 3


def test_a_pdf_with_too_many_pages_says_how_many_are_taken(tmp_path: Path) -> None:
    with pytest.raises(TooManyPages, match=r"21.*20"):
        inspect(pdf(tmp_path / "a.pdf", 21), CAPS)


def test_a_locked_pdf_is_refused_as_locked(tmp_path: Path) -> None:
    with pytest.raises(EncryptedPdf):
        inspect(pdf(tmp_path / "a.pdf", 1, password="secret"), CAPS)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"PK\x03\x04" + bytes(200), NotAnAllowedKind),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotAnAllowedKind),
        (b"GIF89a" + bytes(50), NotAnAllowedKind),
        (b"\xff\xd8\xff\xe0" + bytes(100), DamagedFile),
        (b"%PDF-1.7\nnothing", DamagedFile),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(40), DamagedFile),
        (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(8), DamagedFile),
    ],
)
def test_what_is_no_page_is_refused(tmp_path: Path, data: bytes, refusal: type[Exception]) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(data)
    with pytest.raises(refusal):
        inspect(file, CAPS)


@pytest.mark.parametrize(("width", "height"), [(65_000, 65_000), (30_000, 10), (12_000, 12_000)])
def test_a_header_that_promises_too_much_is_refused_before_its_pixels(tmp_path: Path, width: int, height: int) -> None:
    with pytest.raises(TooManyPixels):
        inspect(png_header(tmp_path / "a.png", width, height), CAPS)


def test_a_progressive_jpeg_may_ask_for_less(tmp_path: Path) -> None:
    caps = replace(CAPS, page_max_pixels=1_000_000, progressive_max_pixels=400_000)
    page = paper(800, 1000)
    assert inspect(save(tmp_path / "a.jpg", page), caps).width == 800
    with pytest.raises(TooManyPixels):
        inspect(save(tmp_path / "b.jpg", page, cv2.IMWRITE_JPEG_PROGRESSIVE, 1), caps)


def test_an_interlaced_png_may_ask_for_less(tmp_path: Path) -> None:
    caps = replace(CAPS, page_max_pixels=1_000_000, interlaced_max_pixels=400_000)
    assert inspect(png_header(tmp_path / "a.png", 800, 1000), caps).width == 800
    with pytest.raises(TooManyPixels):
        inspect(png_header(tmp_path / "b.png", 800, 1000, interlaced=True), caps)


def test_avif_is_not_taken_for_heic() -> None:
    assert media_type_of(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf") == "image/avif"
    assert media_type_of(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic") == "image/heic"
    assert media_type_of(b"\0\0\0\x18ftypisom\0\0\0\0isommp42") is None
