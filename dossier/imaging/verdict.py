"""Whether a person can read the page, said only where the picture gives a reliable sign.

Thresholds were set on the tuning half of generated photos (`bench/data.py` says which) and are reported on the others.
`upside_down` is not raised: such a page is turned.
"""

import numpy as np

from dossier.imaging.beyond import beyond_photo
from dossier.imaging.cut import cut_off
from dossier.imaging.focus import FOCUS_LEAST, focus_of
from dossier.imaging.geometry import Corners, area
from dossier.imaging.glare import has_glare
from dossier.imaging.letters import Boxes, ink_of, letters
from dossier.imaging.pixels import Pixels
from dossier.imaging.shrink import fitted_area
from dossier.imaging.values import Verdict

FAULTS = ("blur", "dark", "glare", "cut_off", "too_far", "upside_down", "blank", "not_a_document")

PAPER_LEAST_LUMA = 95
"""Of the lightest tenth of the page; readable pages have 148 and more."""
_LIGHT_PIXELS = 300_000
_SURE_SCORE = 0.6
"""From there on the quad is the page's, and says how much of the page is in the photo."""
FAR_SHARE = 0.17
"""A page that covers less of the photo, or has fewer pixels, has letters too small to read."""
FAR_PIXELS = 400_000
_FAR_LETTERS_SHARE = 0.03
"""Where the page is not found, letters on so little of the photo are far; other pages that are not found have 0.13."""
_BLANK_LETTERS, _BLANK_INK_SHARE = 3, 0.0015
_THING_LETTERS, _THING_SCORE = 20, 0.15


def judge(grey: Pixels, quad: Corners | None, score: float, shrunk: float = 1.0, *, beside: bool = False) -> Verdict:
    """Judge a flat grey page found at `quad` (normalised, in the page's own order; None: the whole frame).

    `score` (0–1) says how sure the quad is; `shrunk` how many times as long the sides of the whole photo are as those
    of the picture that the page was taken from. A page that lies `beside` others is far by its pixels alone: the photo
    is not its own.
    """
    ink = ink_of(grey)
    boxes = letters(ink)
    small = _seen(fitted_area(grey, _LIGHT_PIXELS), quad)
    light = _is_light(small)
    focus = focus_of(grey)
    empty = _is_empty(boxes, ink)
    thing = len(boxes) < _THING_LETTERS and score < _THING_SCORE
    few_pixels = grey.size * shrunk**2 < FAR_PIXELS or (not beside and _share(quad) < FAR_SHARE)
    small_letters = score < _SURE_SCORE and _share(quad) * _lettered_share(boxes, ink) < _FAR_LETTERS_SHARE
    signs = {
        "blur": focus is not None and focus < FOCUS_LEAST,
        "dark": not light,
        "glare": light and quad is not None and has_glare(small),
        "cut_off": quad is not None and score >= _SURE_SCORE and cut_off(grey, quad),
        "too_far": few_pixels or (light and small_letters),
        "blank": light and empty,
        "not_a_document": light and quad is not None and thing and not empty,
    }
    faults = tuple(fault for fault, seen in signs.items() if seen)
    return Verdict(ok=not faults, faults=faults)


def is_blank(grey: Pixels) -> bool:
    """Tell whether nothing stands on a flat grey page that is light enough to say so."""
    ink = ink_of(grey)
    return _is_empty(letters(ink), ink) and _is_light(fitted_area(grey, _LIGHT_PIXELS))


def _is_empty(boxes: Boxes, ink: Pixels) -> bool:
    return len(boxes) <= _BLANK_LETTERS and float(ink.mean()) / 255 < _BLANK_INK_SHARE


def _is_light(small: Pixels) -> bool:
    return float(np.percentile(small, 90)) >= PAPER_LEAST_LUMA


def _seen(page: Pixels, quad: Corners | None) -> Pixels:
    """Return a page with what lies beyond its photo as light as the rest: painted white, it passed for a lamp."""
    if quad is None or not (beyond := beyond_photo(page, quad)).any() or beyond.all():
        return page
    return np.where(beyond, np.uint8(np.median(page[~beyond])), page)


def _share(quad: Corners | None) -> float:
    """Return the share of the photo that a quad covers."""
    return 1.0 if quad is None else abs(area(np.clip(quad, 0, 1)))


def _lettered_share(boxes: Boxes, ink: Pixels) -> float:
    """Return the share of the page on which its letters stand but for a few; 1.0 where there are hardly any."""
    if len(boxes) < _THING_LETTERS:
        return 1.0
    first, last = np.percentile(boxes[:, :2] + boxes[:, 2:] / 2, (10, 90), axis=0)
    return float(np.prod(last - first)) / ink.size
