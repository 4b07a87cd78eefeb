"""The pictures that people see of a page, written as files without any metadata."""

from pathlib import Path

import cv2

from dossier.imaging.pixels import Pixels
from dossier.imaging.shrink import shrunk
from dossier.imaging.values import RENDITIONS, Rendition

ORIGINAL_LONG_SIDE = 1600
THUMB_WIDTH = 320
_QUALITY = {"page": 85, "reading": 75, "original": 80, "preview": 80, "thumb": 75}


def write(kind: str, pixels: Pixels, out_dir: Path) -> Rendition:
    """Write one kind of picture into a folder, made where it is missing."""
    name, media_type = RENDITIONS[kind]
    path = out_dir / name
    option = cv2.IMWRITE_WEBP_QUALITY if media_type == "image/webp" else cv2.IMWRITE_JPEG_QUALITY
    out_dir.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(pixels, path.suffix, option, _QUALITY[kind]))
    height, width = pixels.shape[:2]
    return Rendition(kind=kind, media_type=media_type, width=width, height=height, path=path)


def thumb(page: Pixels) -> Pixels:
    """Return a page as it is looked at in a grid."""
    height, width = page.shape[:2]
    # A till receipt is cut to its top
    size = (THUMB_WIDTH, max(1, min(round(height * THUMB_WIDTH / width), 3 * THUMB_WIDTH)))
    shown = page[: max(1, round(size[1] * width / THUMB_WIDTH))]
    return shrunk(shown, *size)


def encoded(pixels: Pixels, suffix: str, option: int, quality: int) -> bytes:
    """Return a picture's file: of its pixels alone, with nothing about who took it, where and with what."""
    _, data = cv2.imencode(suffix, pixels, [option, quality])
    return data.tobytes()
