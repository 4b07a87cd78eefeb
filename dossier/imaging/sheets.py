"""The sheets of a scanned stack: how many there are, and what each is, before anybody makes a page of it."""

from pathlib import Path

import cv2

from dossier.imaging.decode import decode
from dossier.imaging.qr import read_qr_codes
from dossier.imaging.shrink import fitted_area
from dossier.imaging.values import GLANCE_PICTURE, Caps, SeenSheet
from dossier.imaging.verdict import is_blank

_SEEN_PIXELS = 4_400_000
"""An A4 at 212 dpi: a code of 6 cm has more than ten pixels a module there."""
_SHOWN_LONG_SIDE = 1000
_SHOWN_QUALITY = 80


def read_sheet(path: Path, index: int, caps: Caps) -> SeenSheet:
    """Tell what sheet `index` (from 0) of a stack shows; raises a leaf of Refused."""
    _, picture = decode(path, index, caps, _SEEN_PIXELS * 2)
    grey = fitted_area(cv2.cvtColor(picture.stored, cv2.COLOR_BGR2GRAY), _SEEN_PIXELS)
    codes = read_qr_codes(grey)
    return SeenSheet(codes=codes, blank=not codes and is_blank(grey))


def show_sheet(path: Path, index: int, out_dir: Path, caps: Caps) -> None:
    """Write sheet `index` (from 0) of a stack small to GLANCE_PICTURE in a folder; raises a leaf of Refused."""
    _, picture = decode(path, index, caps, _SEEN_PIXELS * 2)
    small = picture.fitted(_SHOWN_LONG_SIDE)
    cv2.imwrite(str(out_dir / GLANCE_PICTURE), small, [cv2.IMWRITE_JPEG_QUALITY, _SHOWN_QUALITY])
