"""The four sides of a quad followed at a tenth of a pixel, also where they bend far away from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral.curl import clearest
from dossier.imaging.quadrilateral.lines import Numbers
from dossier.imaging.quadrilateral.steps import Steps, across, looked_across
from dossier.imaging.spline import fitted, spline

_SAMPLES = 96
_WIDE_SHIFT_PIXELS, _WIDE_SHIFTS, _WIDE_WINDOW = 2, 60, 2
_NEAR_SHIFTS, _NEAR_WINDOW, _CENTRE_SHIFTS = 8, 3, 3
_WIDE_STIFF, _WIDE_HUBER_PIXELS = 0.3, 2.0
STIFF, HUBER_PIXELS = 0.03, 1.0
_TRUST_LEAST = 0.15
_DISTANCE_COST = 0.002
"""A step must be so much clearer for each pixel that it lies farther off."""
_AGREE_PIXELS = 1.5
_TOUCH_PIXELS, _TOUCH_SHARE = 8.0, 0.3
"""A bent side touches the one that was found for it somewhere, or all but: a line printed beside it bends alike."""
_THERE_LEAST = 0.5
_CLEAR_LEAST, _AGREE_LEAST, _SPREAD_MOST_PIXELS = 0.5, 0.85, 1.2


@dataclass(frozen=True, kw_only=True)
class SideTraces:
    """Where each of four sides runs."""

    points: Numbers
    """4 × samples × 2, pixels."""
    trust: Numbers
    """4 × samples, 0–1: how clearly the colour steps there; 0 where it does not."""
    spread: Numbers
    """Pixels, root of the mean square around a smooth curve."""
    knots: Numbers
    """4 × KNOTS: that curve, pixels outwards of the quad."""
    sure: NDArray[np.bool_]
    """It is the quad's own, seen from end to end, and nearly all of it lies on the curve."""
    there: NDArray[np.bool_]
    """At least half of it lies on the curve: the rest may be under a finger."""


def traced_near(photo: Pixels, corners: Numbers) -> SideTraces:
    """Follow the sides of a quad (4 × 2, pixels of a BGR photo) within a few pixels of it."""
    return _followed(photo, corners, np.zeros((4, _SAMPLES)))


def traced_far(photo: Pixels, corners: Numbers) -> SideTraces:
    """Follow the sides of a quad (4 × 2, pixels of a BGR photo) wherever they bend to."""
    shifts = np.arange(-_WIDE_SHIFTS, _WIDE_SHIFTS + 1) * _WIDE_SHIFT_PIXELS
    strips = across(corners, shifts, _SAMPLES)
    steps = looked_across(photo, strips, _WIDE_WINDOW)
    # Summed up, steps are what lies inside less what lies outside: letters between cancel out.
    path, trust = _path(steps, np.median(steps.step.sum(axis=2), axis=1), _DISTANCE_COST * np.abs(shifts))
    ways = spline(strips.share)
    bows = fitted(ways, shifts[path].astype(np.float64), trust, _WIDE_STIFF, _WIDE_HUBER_PIXELS) @ ways.T
    return _followed(photo, corners, _followed(photo, corners, bows).knots @ ways.T)


def _followed(photo: Pixels, corners: Numbers, bows: Numbers) -> SideTraces:
    """Follow the sides within a few pixels of curves (4 × samples, pixels outwards)."""
    near = np.arange(-_NEAR_SHIFTS, _NEAR_SHIFTS + 1)
    strips = across(corners, near, _SAMPLES, bows)
    steps = looked_across(photo, strips, _NEAR_WINDOW)
    middle = slice(_NEAR_SHIFTS - 2, _NEAR_SHIFTS + 3)
    towards = steps.soft[:, :, middle].sum(axis=(1, 2))
    path, trust = _path(steps, towards)
    around = np.clip(path[..., None] + np.arange(-_CENTRE_SHIFTS, _CENTRE_SHIFTS + 1), 0, len(near) - 1)
    weight = np.take_along_axis(_rise(steps.step, towards), around, axis=2) ** 2
    offset = (weight * near[around]).sum(axis=2) / np.maximum(weight.sum(axis=2), 1e-9)
    ways = spline(strips.share)
    knots = fitted(ways, bows + offset, trust, STIFF, HUBER_PIXELS)
    off = np.abs(bows + offset - knots @ ways.T)
    nearest = np.abs(bows + offset).min(axis=1)
    its = nearest < _TOUCH_PIXELS + _TOUCH_SHARE * np.ptp(bows + offset, axis=1)
    clear, agreeing = trust.mean(axis=1), ((off < _AGREE_PIXELS) & (trust > 0)).mean(axis=1)
    spread = np.sqrt((trust * off**2).sum(axis=1) / np.maximum(trust.sum(axis=1), 1e-9))
    whole = steps.known[:, :, _NEAR_SHIFTS].all(axis=1)
    return SideTraces(
        points=strips.points[:, :, _NEAR_SHIFTS] + strips.outwards[:, None] * offset[..., None],
        trust=trust,
        spread=spread,
        knots=knots,
        there=agreeing > _THERE_LEAST,
        sure=its & whole & (clear > _CLEAR_LEAST) & (agreeing > _AGREE_LEAST) & (spread < _SPREAD_MOST_PIXELS),
    )


def _path(steps: Steps, towards: Numbers, costs: Numbers | float = 0.0) -> tuple[NDArray[np.intp], Numbers]:
    """Return the clearest shift at each sample (4 × samples) and how clear it is there, for steps of a colour.

    costs: how much clearer than another each shift has to be.
    """
    rise = _rise(steps.soft, towards)
    path = clearest(rise - costs)
    clear = np.take_along_axis(rise, path[..., None], axis=2)[..., 0]
    return path, np.where(clear > _TRUST_LEAST, clear, 0.0)


def _rise(steps: NDArray[np.float32], towards: Numbers) -> Numbers:
    """Return how far each step (4 × samples × shifts × 3) goes towards its side's colour (4 × 3)."""
    unit = towards / np.maximum(np.linalg.norm(towards, axis=1, keepdims=True), 1e-9)
    rise = (steps * unit[:, None, None].astype(np.float32)).sum(axis=3)
    return np.asarray(np.maximum(rise, 0), np.float64)
