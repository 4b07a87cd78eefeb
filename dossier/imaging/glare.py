"""Whether a lamp hides a part of the page."""

import cv2
import numpy as np

from dossier.imaging.pixels import Pixels

_BURNT_LUMA, _LEAST_SHARE = 252, 0.03
_AROUND_MAX_LUMA = 245
"""A white spot is glare where the paper around it is darker; on an overexposed page it is not."""
_INK_LEAST_LUMA = 25
_INK_KEPT_SHARE = 0.55
"""Ink at least half as clear as in the other parts: 27 of 30 drawn lamps leave less, 13 of 25 strong lights more."""


def has_glare(page: Pixels) -> bool:
    """Tell whether a large spot of a flat grey page (about 0.3 megapixels) is burnt out, and its ink with it."""
    burnt = cv2.morphologyEx((page >= _BURNT_LUMA).astype(np.uint8), cv2.MORPH_OPEN, _square(5))
    count, labels, pieces, _ = cv2.connectedComponentsWithStats(burnt)
    if count < 2:  # noqa: PLR2004 - the background is one
        return False
    largest = 1 + int(pieces[1:, cv2.CC_STAT_AREA].argmax())
    if pieces[largest, cv2.CC_STAT_AREA] < _LEAST_SHARE * page.size:
        return False
    spot = (labels == largest).astype(np.uint8)
    ring = cv2.dilate(spot, _square(41)) > cv2.dilate(spot, _square(9))
    if not ring.any() or float(np.percentile(page[ring], 75)) >= _AROUND_MAX_LUMA:
        return False
    # Letters are holes in the spot.
    inside = cv2.morphologyEx(spot, cv2.MORPH_CLOSE, _square(25)) > 0
    depth = cv2.morphologyEx(page, cv2.MORPH_BLACKHAT, _square(15))
    elsewhere = depth[~inside & (depth > _INK_LEAST_LUMA)]
    if not elsewhere.size:
        return False
    ink = depth > float(np.percentile(elsewhere, 75)) / 2
    return bool(ink[inside].mean() < _INK_KEPT_SHARE * ink[~inside].mean())


def _square(side: int) -> Pixels:
    return np.ones((side, side), np.uint8)
