"""Whether a person can read the page, said only where the picture gives a reliable sign.

Thresholds were set on the tuning half of generated photos (`bench/data.py` says which) and are reported on the others.
`upside_down` is not raised: such a page is turned.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.geometry import Corners, area
from dossier.imaging.letters import ink_of, letters
from dossier.imaging.pixels import Pixels
from dossier.imaging.shrink import fitted_area
from dossier.imaging.values import Verdict

Numbers = NDArray[np.float64]
FAULTS = ("blur", "dark", "glare", "cut_off", "too_far", "upside_down", "blank", "not_a_document")

FOCUS_LEAST = 0.05
"""Sharp pages have 0.13 and more, at a blur of 2 pixels 0.02 remains."""
_FOCUS_BLOCK_PIXELS = 32
_FOCUS_BLOCKS_LEAST = 6
_FOCUS_INK_VARIANCE = 120.0
PAPER_LEAST_LUMA = 95
"""Of the lightest tenth of the page; readable pages have 148 and more."""
_LIGHT_PIXELS = 300_000
_GLARE_LUMA, _GLARE_LEAST_SHARE, _GLARE_RING_MAX_LUMA = 252, 0.015, 245
"""A white spot is glare where the paper around it is darker; on an overexposed page it is not."""
_FRAME_SHARE = 0.005
_CUT_LEAST_SCORE = 0.6
FAR_SHARE = 0.16
"""A page that covers less of the photo, or has fewer pixels, has letters too small to read."""
FAR_PIXELS = 400_000
_BLANK_LETTERS, _BLANK_INK_SHARE = 3, 0.0015
_THING_LETTERS, _THING_SCORE = 20, 0.15


def judge(grey: Pixels, quad: Corners | None, score: float) -> Verdict:
    """Judge a flat grey page found at `quad` (normalised; None: the whole frame) with `score` (0–1)."""
    faults = []
    small = fitted_area(grey, _LIGHT_PIXELS)
    dark = float(np.percentile(small, 90)) < PAPER_LEAST_LUMA
    if dark:
        faults.append("dark")
    elif quad is not None and _glare(small):
        faults.append("glare")
    focus = focus_of(grey)
    if focus is not None and focus < FOCUS_LEAST:
        faults.append("blur")
    if quad is not None and score >= _CUT_LEAST_SCORE and _cut_off(quad):
        faults.append("cut_off")
    if grey.size < FAR_PIXELS or (quad is not None and abs(area(np.clip(quad, 0, 1))) < FAR_SHARE):
        faults.append("too_far")
    if not dark:
        faults += _emptiness(grey, quad, score)
    return Verdict(ok=not faults, faults=tuple(faults))


def focus_of(grey: Pixels) -> float | None:
    """Return the median of var(Laplacian) ÷ variance over blocks with ink, whatever their number; None without ink."""
    n = _FOCUS_BLOCK_PIXELS
    rows, columns = grey.shape[0] // n, grey.shape[1] // n
    if not rows or not columns:
        return None
    inked = _variances(grey, rows, columns)
    chosen = inked > _FOCUS_INK_VARIANCE
    if int(chosen.sum()) < _FOCUS_BLOCKS_LEAST:
        return None
    edges = _variances(cv2.Laplacian(grey, cv2.CV_32F), rows, columns)
    return float(np.median(edges[chosen] / inked[chosen]))


def _variances(plane: Pixels, rows: int, columns: int) -> Numbers:
    """Return the variance of each block; area shrinking is a mean, and far quicker than numpy's over blocks."""
    n = _FOCUS_BLOCK_PIXELS
    cut = plane[: rows * n, : columns * n].astype(np.float32)
    mean = cv2.resize(cut, (columns, rows), interpolation=cv2.INTER_AREA)
    squares = cv2.resize(cut * cut, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(np.maximum(squares - mean * mean, 0), dtype=np.float64)


def _glare(small: Pixels) -> bool:
    """Tell whether a large spot is burnt out while the paper around it is not."""
    burnt = cv2.morphologyEx((small >= _GLARE_LUMA).astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    count, labels, pieces, _ = cv2.connectedComponentsWithStats(burnt)
    if count < 2:  # noqa: PLR2004 - the background is one
        return False
    largest = 1 + int(pieces[1:, cv2.CC_STAT_AREA].argmax())
    if pieces[largest, cv2.CC_STAT_AREA] < _GLARE_LEAST_SHARE * small.size:
        return False
    spot = (labels == largest).astype(np.uint8)
    ring = cv2.dilate(spot, np.ones((41, 41), np.uint8)) - cv2.dilate(spot, np.ones((9, 9), np.uint8))
    around = small[ring > 0]
    return bool(around.size) and float(np.percentile(around, 75)) < _GLARE_RING_MAX_LUMA


def _cut_off(quad: Corners) -> bool:
    """Tell whether a side of the quad lies on the frame: the paper goes on outside."""
    following = np.roll(quad, -1, axis=0)
    low = (quad < _FRAME_SHARE) & (following < _FRAME_SHARE)
    high = (quad > 1 - _FRAME_SHARE) & (following > 1 - _FRAME_SHARE)
    return bool((low | high).any())


def _emptiness(grey: Pixels, quad: Corners | None, score: float) -> list[str]:
    """Return `blank` for paper without ink, `not_a_document` where neither paper nor letters are found."""
    ink = ink_of(grey)
    boxes = letters(ink)
    if len(boxes) <= _BLANK_LETTERS and ink.mean() / 255 < _BLANK_INK_SHARE:
        return ["blank"]
    if quad is not None and len(boxes) < _THING_LETTERS and score < _THING_SCORE:
        return ["not_a_document"]
    return []
