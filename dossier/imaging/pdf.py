"""A PDF page as a scanner would have given it: at the resolution of its own scan, or 200 dpi for drawn text."""

from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from pypdfium2 import raw as pdfium_raw

from dossier.imaging.loaders import open_pdf, refusing
from dossier.imaging.pixels import Pixels
from dossier.imaging.refusals import DamagedFile

DRAWN_DPI = 200
SCAN_MIN_DPI = 100
PAGE_MAX_PIXELS = 9_000_000
"""An A4 at 300 dpi; a larger sheet is drawn at fewer dpi."""
_POINTS_PER_INCH = 72
_IMAGE = pdfium_raw.FPDF_PAGEOBJ_IMAGE  # type: ignore[attr-defined] # made at import
_SCAN_SHARE = 0.8
"""An image that covers so much of its page is a scan of it."""


def render(path: Path, index: int, dpi_max: float) -> tuple[Pixels, float]:
    """Draw page `index` on white; return it in BGR, and its dots an inch.

    Raises DamagedFile, EncryptedPdf or TooMuchMemory.
    """
    with open_pdf(path) as document, refusing():
        page = document[index]
        width_points, height_points = page.get_size()
        if not (width_points > 0 and height_points > 0):
            raise DamagedFile
        scale = min(_dpi(page, width_points, height_points), dpi_max) / _POINTS_PER_INCH
        scale = min(scale, (PAGE_MAX_PIXELS / (width_points * height_points)) ** 0.5)
        # One pixel at least, whatever strip the page is.
        scale = max(scale, 1 / min(width_points, height_points))
        if width_points * height_points * scale**2 > PAGE_MAX_PIXELS * 2:
            raise DamagedFile
        bitmap = page.render(scale=scale, fill_color=(255, 255, 255, 255), may_draw_forms=True)
        pixels: Pixels = np.array(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
        page.close()
    return pixels, scale * _POINTS_PER_INCH


def _dpi(page: Any, width_points: float, height_points: float) -> float:
    """Return the resolution of the scan that covers a page, SCAN_MIN_DPI at least; DRAWN_DPI where there is none."""
    for shape in page.get_objects(filter=[_IMAGE], max_depth=1):
        try:
            left, bottom, right, top = shape.get_bounds()
            width, height = shape.get_px_size()
        except pypdfium2.PdfiumError:
            continue
        inches = max(right - left, 1) * max(top - bottom, 1) / _POINTS_PER_INCH**2
        if inches * _POINTS_PER_INCH**2 >= _SCAN_SHARE * width_points * height_points:
            return max(float((width * height / inches) ** 0.5), SCAN_MIN_DPI)
    return DRAWN_DPI
