"""The verdict on the spot: a small copy of a photo is judged while its depositor still holds the paper."""

from dataclasses import replace
from pathlib import Path

import cv2

from dossier.imaging.decode import decode
from dossier.imaging.pipeline import flat
from dossier.imaging.quadrilateral import find_quads, sampled
from dossier.imaging.renditions import encoded
from dossier.imaging.values import GLANCE_PICTURE, Caps, Glance, as_quad
from dossier.imaging.verdict import FAULTS, judge

SEEN_PIXELS = 3_100_000
"""A photo of 12 megapixels, halved: the JPEG's reader gives it in a third of the time, and blur still shows."""
SHOWN_LONG_SIDE = 720
_QUALITY = 70


def glance(path: Path, index: int, out_dir: Path, caps: Caps) -> Glance:
    """Judge page `index` of a photo, and write the photo small, upright and whole; raises a leaf of Refused.

    Of a photo of several papers every fault of any is told.

    A page that is its whole frame, as of a PDF, is looked at in the background alone.
    """
    found, picture = decode(path, index, caps, SEEN_PIXELS)
    shrunk = max(found.width or 0, found.height or 0) / max(picture.stored.shape[:2])
    nothing = None, 1.0, ()
    corners, score, papers = nothing if picture.whole else find_quads(picture.upright(sampled(picture.stored)))
    grey = replace(picture, stored=cv2.cvtColor(picture.stored, cv2.COLOR_BGR2GRAY))  # one plane to flatten, not three
    faults: set[str] = set()
    for each in papers or (corners,):
        page = flat(grey, each, caps.page_dpi_max)
        faults |= set(judge(page, each, score, max(1.0, shrunk), beside=bool(papers)).faults)
    shown = picture.fitted(SHOWN_LONG_SIDE)
    out_dir.mkdir(parents=True, exist_ok=True)
    (out_dir / GLANCE_PICTURE).write_bytes(encoded(shown, ".jpg", cv2.IMWRITE_JPEG_QUALITY, _QUALITY))
    return Glance(
        width=shown.shape[1],
        height=shown.shape[0],
        quad=None if corners is None else as_quad(corners),
        papers=tuple(as_quad(each) for each in papers),
        faults=tuple(fault for fault in FAULTS if fault in faults),
    )
