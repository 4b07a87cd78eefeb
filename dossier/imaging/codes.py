"""Bar codes and matrix codes on a flat page; where a code is seen and cannot be read, a ladder of other views of it.

The rungs were chosen on the tuning half of zxing-cpp's samples; `bench/codes.py` reports on the other half.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from dossier.imaging.curled_code import laid_flat
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
_LADDER_MAX_PIXELS = 1_000_000
"""A larger picture is not looked at again as a whole: about 100 ms a rung, and most pages bear no code."""
_DOUBTFUL_MAX = 4
_QR = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode,))
_SURE_PLACES = (
    (1, _QR),
    (2, zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.PDF417,))),
)
"""What is seen of these and cannot be read is such a code; of the others, mostly the grain of the paper. A PDF417 is
looked for in half the page: its bars are long, and at its full size that look takes as long as all of a QR's."""
_MARGIN_SHARE = 0.3
_NULL = "\N{SYMBOL FOR NULL}"
"""In place of a character that no database takes in a text."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A code that was read, and where it begins."""

    y: float
    x: float
    code: Code


class _Frame(NamedTuple):
    """A part of a picture, in pixels."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def around(cls, place: zxingcpp.Position, by: int) -> Self:
        """Return the frame of four corners, in a picture that is `by` times the one in which they were seen."""
        across, down = (_corners(place) * by).T
        return cls(int(down.min()), int(across.min()), int(down.max()), int(across.max()))

    def widened(self) -> "_Frame":
        """Return it with the quiet zone that a code needs."""
        margin = round(_MARGIN_SHARE * max(self.bottom - self.top, self.right - self.left))
        return _Frame(max(0, self.top - margin), max(0, self.left - margin), self.bottom + margin, self.right + margin)


def read_codes(grey: Pixels) -> tuple[Code, ...]:
    """Return the codes of a grey page, each once, in reading order; empty where none is sure."""
    is_large = grey.size > _LADDER_MAX_PIXELS
    seen = _look(grey, downscaled=not is_large) or (_look_apart(grey) if is_large else _climb(grey))
    ordered = dict.fromkeys(each.code for each in sorted(seen, key=lambda each: (each.y, each.x)))
    return tuple(ordered)[:CODES_MAX]


def _look(
    grey: Pixels,
    binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage,
    by: float = 1,
    *,
    downscaled: bool = True,
) -> list[_Seen]:
    """Read a view that is `by` times the page; `downscaled`: its smaller copies too."""
    found = zxingcpp.read_barcodes(
        grey, _FORMATS, text_mode=zxingcpp.TextMode.Plain, binarizer=binarizer, try_downscale=downscaled
    )
    return [_seen(each, by) for each in found]


def _look_apart(grey: Pixels) -> list[_Seen]:
    """Read half the page; where a code is seen in the page and cannot be read, climb the ladder for that part of it."""
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    seen = _look(half, by=0.5)
    frames = []
    for by, formats in _SURE_PLACES:
        # Not at the first look: what is no code takes the place of one that is
        found = zxingcpp.read_barcodes(grey if by == 1 else half, formats, return_errors=True)
        frames += [_Frame.around(each.position, by) for each in found if not each.valid]
    for top, left, part in _parts(grey, frames):
        seen += [_Seen(each.y + top, each.x + left, each.code) for each in _climb(part)]
    return seen


def _seen(found: zxingcpp.Barcode, by: float) -> _Seen:
    text = found.text.replace("\0", _NULL)[:TEXT_MAX_CHARACTERS]
    place = found.position.top_left
    return _Seen(place.y / by, place.x / by, Code(format=found.format.name, text=text))


def _corners(place: zxingcpp.Position) -> NDArray[np.int_]:
    """Return a code's corners (4 × 2, pixels), from the top left one of the code itself."""
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return np.array([(each.x, each.y) for each in corners])


def _parts(grey: Pixels, frames: list[_Frame]) -> Iterator[tuple[int, int, Pixels]]:
    """Give the parts of a page where a code is that could not be read, with the place of each."""
    for frame in frames[:_DOUBTFUL_MAX]:
        wide = frame.widened()
        part = grey[wide.top : wide.bottom, wide.left : wide.right]
        if 0 < part.size <= _LADDER_MAX_PIXELS and part.size < grey.size:
            yield wide.top, wide.left, np.ascontiguousarray(part)


def _climb(grey: Pixels) -> list[_Seen]:
    """Return what the first rung reads that reads anything."""
    for by, view, binarizer in _RUNGS:
        larger = grey if by == 1 else cv2.resize(grey, None, fx=by, fy=by, interpolation=cv2.INTER_CUBIC)
        if found := _look(view(larger), binarizer, by):
            return found
    for flat in laid_flat(grey, _unread(grey)):
        if found := _look(flat, downscaled=False):
            return [_Seen(0, 0, each.code) for each in found]
    return []


def _unread(grey: Pixels) -> Iterator[NDArray[np.float64]]:
    """Give the places (4 × 2, pixels) where a QR code is seen and cannot be read."""
    for by, view, binarizer in _UNREAD_VIEWS:
        larger = grey if by == 1 else cv2.resize(grey, None, fx=by, fy=by, interpolation=cv2.INTER_CUBIC)
        found = zxingcpp.read_barcodes(view(larger), _QR, return_errors=True, binarizer=binarizer)
        for each in found:
            yield _corners(each.position) / by


def _contrasted(grey: Pixels) -> Pixels:
    return cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(grey)


def _sharpened(grey: Pixels) -> Pixels:
    return cv2.addWeighted(grey, 2.5, cv2.GaussianBlur(grey, (0, 0), 2), -1.5, 0)


def _sharpened_more(grey: Pixels) -> Pixels:
    return cv2.addWeighted(grey, 3.0, cv2.GaussianBlur(grey, (0, 0), 3), -2.0, 0)


def _as_it_is(grey: Pixels) -> Pixels:
    return grey


_RUNGS: tuple[tuple[int, Callable[[Pixels], Pixels], zxingcpp.Binarizer], ...] = (
    # Pale codes want contrast, dotted ones one threshold for all, blurred ones edges
    (2, _contrasted, zxingcpp.Binarizer.LocalAverage),
    (2, _as_it_is, zxingcpp.Binarizer.GlobalHistogram),
    (2, _sharpened_more, zxingcpp.Binarizer.LocalAverage),
    (1, _sharpened, zxingcpp.Binarizer.LocalAverage),
)

_UNREAD_VIEWS = (
    (1, _as_it_is, zxingcpp.Binarizer.LocalAverage),
    (2, _as_it_is, zxingcpp.Binarizer.LocalAverage),
    (2, _as_it_is, zxingcpp.Binarizer.GlobalHistogram),
)
"""Views in which QR codes are sought that are seen and cannot be read."""
