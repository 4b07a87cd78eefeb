"""The sides of a sheet that curls: traced where a straight line leaves them, so that its corners are met."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dossier.imaging.quadrilateral.lines import Numbers
from dossier.imaging.quadrilateral.steps import VISIBLE_LEAST, Steps

DEGREE = 4
_STEEPEST = 2
"""Shifts that a trace may go outwards or inwards from one sample to the next."""
_TURN_COST = 0.03
_HUBER_SHIFTS = 1.0
_ROUNDS = 5
_TRUST_LEAST = 0.15
_AGREE_SHIFTS = 1.5
_TOUCH_SHIFTS, _TOUCH_LEAST = 3.0, 0.2
"""A side that curls lies on the line that was fitted to it here and there; another edge beside it does not."""


@dataclass(frozen=True, kw_only=True)
class Traces:
    """The clearest curve along each of four sides."""

    form: Numbers
    """4 × (DEGREE + 1): shifts from the middle one, as coefficients for the powers of where along the side, 0–1."""
    clear: Numbers
    """Mean soft step along the curve, 0–1; 0 where there is none."""
    agreeing: Numbers
    """Share of the samples whose trace lies on the curve."""
    straight: Numbers
    """Mean soft step along the middle shift."""


def traced(steps: Steps, share: Numbers, towards: Numbers) -> Traces:
    """Trace the clearest curve along each side; towards: 4 × 3, the direction of each side's step in Lab."""
    rise = np.maximum((steps.soft * towards[:, None, None, :]).sum(axis=3), 0).astype(np.float64)
    places = clearest(rise)
    middle = rise.shape[2] // 2
    powers = share[:, None] ** np.arange(DEGREE + 1)
    forms, clear, agreeing = np.zeros((4, DEGREE + 1)), np.zeros(4), np.zeros(4)
    rows = np.arange(len(share))
    for side, place in enumerate(places):
        its = rise[side, rows, place]
        trust = np.where(its > _TRUST_LEAST, its, 0.0)
        if (trust > 0).mean() < VISIBLE_LEAST:
            continue
        forms[side] = _form(powers, place - middle, trust)
        curve = powers @ forms[side] + middle
        agreeing[side] = ((np.abs(place - curve) < _AGREE_SHIFTS) & (trust > 0)).mean()
        if (np.abs(curve - middle) < _TOUCH_SHIFTS).mean() < _TOUCH_LEAST:
            continue
        along = np.clip(np.rint(curve).astype(np.intp), 0, rise.shape[2] - 1)
        known = steps.known[side, rows, along]
        if known.mean() >= VISIBLE_LEAST:
            clear[side] = rise[side, rows, along][known].mean()
    return Traces(form=forms, clear=clear, agreeing=agreeing, straight=rise[:, :, middle].mean(axis=1))


def clearest(rise: Numbers) -> NDArray[np.intp]:
    """Return the shift at each sample of the path of most rise (4 × samples), by dynamic programming."""
    sides, samples, shifts = rise.shape
    cost = _TURN_COST * np.abs(np.arange(-_STEEPEST, _STEEPEST + 1))
    came = np.zeros((samples, sides, shifts), dtype=np.intp)
    reach = np.full((sides, shifts + 2 * _STEEPEST), -np.inf)
    best = reach[:, _STEEPEST:-_STEEPEST]
    ways = np.lib.stride_tricks.sliding_window_view(reach, len(cost), axis=1)
    best[:] = rise[:, 0]
    for at in range(1, samples):
        from_each = ways - cost
        from_each.argmax(axis=2, out=came[at])
        best[:] = from_each.max(axis=2) + rise[:, at]
    path = np.zeros((sides, samples), dtype=np.intp)
    path[:, -1] = best.argmax(axis=1)
    for at in range(samples - 1, 0, -1):
        path[:, at - 1] = path[:, at] + came[at, np.arange(sides), path[:, at]] - _STEEPEST
    return path


def _form(powers: Numbers, places: NDArray[np.intp], trust: Numbers) -> Numbers:
    """Fit a polynomial through a trace, robustly (Huber)."""
    robust, form = np.array(trust), np.zeros(powers.shape[1])
    for _ in range(_ROUNDS):
        weighed = powers.T * robust
        form = np.asarray(np.linalg.solve(weighed @ powers + 1e-6 * np.eye(powers.shape[1]), weighed @ places))
        off = np.abs(places - powers @ form)
        robust = trust * np.minimum(1, _HUBER_SHIFTS / np.maximum(off, 1e-9))
    return form
