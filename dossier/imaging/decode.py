"""One page of a file becomes pixels: white under what is transparent, 8 bits a channel, BGR."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from dossier.imaging import pdf
from dossier.imaging.gate import check_pixels, inspect
from dossier.imaging.loaders import open_heif, open_vips, refusing
from dossier.imaging.picture import Picture
from dossier.imaging.pixels import Pixels
from dossier.imaging.refusals import NoSuchPage
from dossier.imaging.values import Caps, Inspection

cv2.setNumThreads(1)

KEPT_MAX_PIXELS = 26_000_000
"""Above this a photo is shrunk while it is read: an A4 at 300 dpi needs 9 million, with room for its table."""

_STRIP_ROWS = 64


def decode(path: Path, index: int, caps: Caps, kept_max_pixels: int = KEPT_MAX_PIXELS) -> tuple[Inspection, Picture]:
    """Inspect a file and decode its page `index` (from 0), shrunk by halves until it has at most so many pixels.

    Raises the gate's refusals, and NoSuchPage.
    """
    found = inspect(path, caps)
    if not 0 <= index < found.page_count:
        raise NoSuchPage
    if found.media_type == "application/pdf":
        pixels, dpi = pdf.render(path, index, caps.page_dpi_max)
        return found, Picture(stored=pixels, whole=True, dpi=dpi)
    if found.media_type == "image/heic":
        return found, Picture(stored=_bounded(_heic(path), kept_max_pixels), whole=False)
    return found, _vips(path, index, found, caps, kept_max_pixels)


def _heic(path: Path) -> Pixels:
    # libheif turns and mirrors by the file's own boxes, which stand above its EXIF (ISO 23008-12 §6.5.10).
    with refusing():
        image = open_heif(path)
        pixels = np.array(image)  # a copy: the view does not keep its picture alive
    if pixels.ndim == 2:  # noqa: PLR2004 - one band
        return cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    return _on_white(pixels) if pixels.shape[2] > 3 else pixels  # noqa: PLR2004 - bands


def _on_white(pixels: Pixels) -> Pixels:
    alpha = pixels[:, :, 3:].astype(np.uint16)
    mixed = (pixels[:, :, :3] * alpha + 255 * (255 - alpha)) // 255
    return mixed.astype(np.uint8)


def _bounded(pixels: Pixels, kept_max_pixels: int) -> Pixels:
    by = _shrink(pixels.shape[1], pixels.shape[0], kept_max_pixels)
    if by == 1:
        return np.ascontiguousarray(pixels)
    return cv2.resize(pixels, None, fx=1 / by, fy=1 / by, interpolation=cv2.INTER_AREA)


def _shrink(width: int, height: int, kept_max_pixels: int) -> int:
    """Return the power of two by which a picture is shrunk to have no more pixels than are kept."""
    by = 1
    while width * height / by**2 > kept_max_pixels:
        by *= 2
    return by


def _vips(path: Path, index: int, found: Inspection, caps: Caps, kept_max_pixels: int) -> Picture:
    assert found.width is not None
    assert found.height is not None
    by = _shrink(found.width, found.height, kept_max_pixels)
    options: dict[str, int] = {"page": index} if found.media_type == "image/tiff" else {}
    if found.media_type == "image/jpeg" and by > 1:
        options, by = {"shrink": min(by, 8)}, 1
    image = open_vips(path, found.media_type, **options)
    check_pixels(image.width, image.height, caps.page_max_pixels)  # a later page of a TIFF has a size of its own
    with refusing():
        return Picture(stored=_plain(image, by), whole=False, orientation=_orientation(image))


def _plain(image: Any, by: int) -> Pixels:
    """Bring any bands and depth to BGR, 8 bits."""
    plain = image if image.interpretation == "srgb" and image.format == "uchar" else image.colourspace("srgb")
    if plain.hasalpha():
        plain = plain.flatten(background=255)
    if plain.format != "uchar":
        plain = plain.cast("uchar")
    if by > 1:
        plain = plain.shrink(by, by)
    pixels = np.asarray(plain.numpy())
    if pixels.ndim == 2 or pixels.shape[2] == 1:  # noqa: PLR2004 - one band is 2-D in pyvips
        return cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    return _swapped(np.ascontiguousarray(pixels[:, :, :3]))


def _swapped(pixels: Pixels) -> Pixels:
    """Turn RGB into BGR where it lies: a strip at a time stays in the processor's cache, and no copy is made."""
    for top in range(0, pixels.shape[0], _STRIP_ROWS):
        strip = pixels[top : top + _STRIP_ROWS]
        cv2.cvtColor(strip, cv2.COLOR_RGB2BGR, dst=strip)
    return pixels


def _orientation(image: Any) -> int:
    return int(image.get("orientation")) if image.get_typeof("orientation") else 1
