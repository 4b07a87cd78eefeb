"""The pictures that people see of a page, written as files without any metadata."""

from pathlib import Path

import cv2

from dossier.imaging.pixels import Pixels
from dossier.imaging.reading import even_light
from dossier.imaging.shrink import fitted, shrunk
from dossier.imaging.values import RENDITIONS, Rendition

ORIGINAL_LONG_SIDE = 1600
PREVIEW_LONG_SIDE = 1000
THUMB_WIDTH = 320
_QUALITY = {"page": 85, "reading": 75, "original": 80, "preview": 80, "thumb": 75}


def write_renditions(photo: Pixels, page: Pixels, out_dir: Path) -> tuple[Rendition, ...]:
    """Write a picture of each kind into a folder; the folder is made where it is missing."""
    out_dir.mkdir(parents=True, exist_ok=True)
    preview = fitted(page, PREVIEW_LONG_SIDE)
    return (
        _write("page", page, out_dir),
        _write("reading", even_light(page), out_dir),
        _write("original", fitted(photo, ORIGINAL_LONG_SIDE), out_dir),
        _write("preview", preview, out_dir),
        _write("thumb", _thumb(preview), out_dir),
    )


def _thumb(preview: Pixels) -> Pixels:
    height, width = preview.shape[:2]
    # A till receipt is cut to its top: a thumb is looked at in a grid.
    size = (THUMB_WIDTH, max(1, min(round(height * THUMB_WIDTH / width), 3 * THUMB_WIDTH)))
    shown = preview[: max(1, round(size[1] * width / THUMB_WIDTH))]
    return shrunk(shown, *size)


def _write(kind: str, pixels: Pixels, out_dir: Path) -> Rendition:
    name, media_type = RENDITIONS[kind]
    path = out_dir / name
    option = cv2.IMWRITE_WEBP_QUALITY if media_type == "image/webp" else cv2.IMWRITE_JPEG_QUALITY
    path.write_bytes(encoded(pixels, path.suffix, option, _QUALITY[kind]))
    height, width = pixels.shape[:2]
    return Rendition(kind=kind, media_type=media_type, width=width, height=height, path=path)


def encoded(pixels: Pixels, suffix: str, option: int, quality: int) -> bytes:
    """Return a picture's file: of its pixels alone, with nothing about who took it, where and with what."""
    _, data = cv2.imencode(suffix, pixels, [option, quality])
    return data.tobytes()
