"""Bar codes and matrix codes on a flat page, with a short ladder of retries where the first look finds none."""

from collections.abc import Iterator

import cv2
import zxingcpp

from dossier.imaging.pixels import Pixels
from dossier.imaging.values import Code

_FORMATS = zxingcpp.BarcodeFormats(
    (
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.PDF417,
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.EAN8,
    )
)
CODES_MAX = 32
TEXT_MAX_CHARACTERS = 4096
_SMALL_PIXELS = 1_000_000


def read_codes(grey: Pixels) -> tuple[Code, ...]:
    """Return the codes of a grey page, each once, in reading order; empty where none is sure."""
    for step in _ladder(grey):
        found = zxingcpp.read_barcodes(step, formats=_FORMATS)
        if found:
            ordered = sorted(found, key=lambda each: (each.position.top_left.y, each.position.top_left.x))
            seen = {(each.format.name, each.text[:TEXT_MAX_CHARACTERS]): None for each in ordered}
            return tuple(Code(format=name, text=text) for name, text in list(seen)[:CODES_MAX])
    return ()


def _ladder(grey: Pixels) -> Iterator[Pixels]:
    """Give the page as it is, then sharper views of it that were seen to help."""
    yield grey
    if grey.size <= _SMALL_PIXELS:
        yield cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        yield cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(grey)
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    yield half
