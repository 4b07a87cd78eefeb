"""Reading codes on a page."""

import cv2
import numpy as np
import pytest
import zxingcpp

from dossier.imaging.codes import read_codes
from dossier.imaging.values import Code
from tests.dossier.imaging.drawing import paper, with_code


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
