"""Reading codes on a page."""

import cv2
import numpy as np
import pytest
import zxingcpp

from dossier.imaging.codes import read_codes
from dossier.imaging.curled_code import laid_flat
from dossier.imaging.pixels import Pixels
from dossier.imaging.values import Code
from tests.dossier.imaging.drawing import paper, with_code
from tests.support.often import often


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("QRCode", "https://guichet.example/r/abc"),
        ("DataMatrix", "GUICHET:SEP:1"),
        ("Code128", "26-000123-45"),
        ("PDF417", "a letter's code"),
        ("EAN13", "5412345000013"),
    ],
)
def test_each_format_is_read(name: str, text: str) -> None:
    page = with_code(paper(lines=24), text, getattr(zxingcpp.BarcodeFormat, name))
    assert read_codes(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)) == (Code(format=name, text=text),)


def test_a_page_of_text_holds_no_code() -> None:
    assert read_codes(cv2.cvtColor(paper(), cv2.COLOR_BGR2GRAY)) == ()


def test_a_small_blurred_code_is_read_on_a_second_look() -> None:
    code = np.array(zxingcpp.create_barcode("GUICHET:SEP:1", zxingcpp.BarcodeFormat.QRCode).to_image(scale=3))
    grey = cv2.GaussianBlur(cv2.copyMakeBorder(code, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255), (0, 0), 1.8)
    assert read_codes(grey) == (Code(format="QRCode", text="GUICHET:SEP:1"),)


@pytest.mark.parametrize("seed", often(range(3), 0))
def test_a_blurred_code_on_a_large_page_is_looked_at_by_itself(seed: int) -> None:
    text = "https://guichet.example/r/abcdefghij01"
    code = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4))
    height, width = code.shape
    page = np.full((1500, 1200), 235, np.float32)
    page[300 : 300 + height, 200 : 200 + width] -= 80 * (code < 128)
    grain = np.random.default_rng(seed).normal(0, 4, page.shape)
    grey = np.clip(cv2.GaussianBlur(page, (0, 0), 2) + grain, 0, 255).astype(np.uint8)
    at_once = zxingcpp.read_barcodes(grey, zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    assert (at_once, read_codes(grey)) == ([], (Code(format="QRCode", text=text),))


def test_codes_come_in_the_order_in_which_they_are_read() -> None:
    page = np.full((900, 700), 255, np.uint8)
    for number, (top, left) in enumerate([(500, 60), (60, 400), (60, 60)]):
        code = np.array(zxingcpp.create_barcode(f"code {number}", zxingcpp.BarcodeFormat.QRCode).to_image(scale=6))
        page[top : top + code.shape[0], left : left + code.shape[1]] = code
    assert [each.text for each in read_codes(page)] == ["code 2", "code 1", "code 0"]


def test_a_text_that_no_database_takes_is_written_otherwise() -> None:
    code = zxingcpp.create_barcode(b"a\x00b", zxingcpp.BarcodeFormat.DataMatrix).to_image(scale=6)
    (read,) = read_codes(np.array(code))
    assert read.text == "a\N{SYMBOL FOR NULL}b"


def _curled(code: Pixels, bow: float) -> Pixels:
    """Bend a code as a receipt curls: its rows are bows, and its columns lie closer together at the sides."""
    height, width = code.shape
    y, x = np.mgrid[: 2 * height, :width].astype(np.float32)
    towards = np.pi * x / width
    row = y - height / 2 + bow * height * (np.sin(towards) - 0.5)
    column = x + 0.02 * width * np.sin(2 * towards)
    bent = cv2.remap(code, column, row, cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    return cv2.GaussianBlur(bent, (0, 0), 1.0)


@pytest.mark.parametrize("turns", often(range(4), 1))
def test_a_code_on_a_receipt_that_curls_is_read(turns: int) -> None:
    text = "https://guichet.example/r/abcdefghij01"
    code = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=12))
    curled = np.ascontiguousarray(np.rot90(_curled(np.pad(code, 60, constant_values=255), 0.15), turns))
    assert not zxingcpp.read_barcodes(curled)
    assert read_codes(curled) == (Code(format="QRCode", text=text),)


def _crumpled(code: Pixels, deep: float, seed: int) -> Pixels:
    """Move each place of a code by smooth noise, `deep` pixels at most: no bow, and no plane."""
    coarse = np.random.default_rng(seed).uniform(-deep, deep, (2, 4, 4)).astype(np.float32)
    away_x, away_y = (cv2.resize(each, code.shape[::-1], interpolation=cv2.INTER_CUBIC) for each in coarse)
    row, column = np.mgrid[: code.shape[0], : code.shape[1]].astype(np.float32)
    crumpled = cv2.remap(code, column + away_x, row + away_y, cv2.INTER_LINEAR, borderValue=255)
    return np.asarray(cv2.GaussianBlur(crumpled, (0, 0), 1.2), dtype=np.uint8)


def test_crumpled_codes_are_read_that_a_reader_of_planes_does_not_read() -> None:
    texts = [f"https://guichet.example/r/26-{number:06}-45" for number in range(30)]
    codes = [np.array(zxingcpp.create_barcode(each, zxingcpp.BarcodeFormat.QRCode).to_image(scale=9)) for each in texts]
    crumpled = [_crumpled(np.pad(each, 60, constant_values=255), 6, seed) for seed, each in enumerate(codes)]
    hard = [at for at, each in enumerate(crumpled) if not zxingcpp.read_barcodes(each)]
    assert len(hard) >= 5
    assert sum(read_codes(crumpled[at]) == (Code(format="QRCode", text=texts[at]),) for at in hard) >= 0.7 * len(hard)


def test_a_place_without_extent_is_no_code() -> None:
    grey = cv2.cvtColor(paper(), cv2.COLOR_BGR2GRAY)
    for corners in ([(5, 5)] * 4, [(0, 0), (10, 10), (20, 20), (30, 30)]):
        assert all(not zxingcpp.read_barcodes(each) for each in laid_flat(grey, [np.array(corners)]))
