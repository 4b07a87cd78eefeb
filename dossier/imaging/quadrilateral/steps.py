"""How the colour steps across the sides of a quad, and how clearly it does so along a line beside a side."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral.lines import Numbers

Plane = NDArray[np.float32]
Marks = NDArray[np.bool_]

_HALF_STEP = 3.0
"""Difference in Lab that counts as half a step: twice what the eye tells apart, and the noise of a dim photo."""
SAMPLES = 64
"""On each side of a quad that is fitted."""
VISIBLE_LEAST = 0.3
"""A line of which less is inside the frame tells nothing."""


@dataclass(frozen=True, kw_only=True)
class Across:
    """Points on lines across the four sides of a quad: samples along each side, shifts outwards."""

    share: Numbers
    """Where along its side each sample lies, 0–1."""
    outwards: Numbers
    """4 × 2, unit."""
    points: Numbers
    """4 × samples × shifts × 2, pixels."""


@dataclass(frozen=True, kw_only=True)
class Steps:
    """The step at each point: 4 × samples × shifts; where it is not in the frame, 0 and not known."""

    step: Plane
    """× 3: Lab on the quad's side less Lab beyond."""
    soft: Plane
    """× 3: the same direction, with a length below 1 that tells a step from noise."""
    known: Marks


def across(corners: Numbers, shifts: NDArray[np.int64], samples: int, bows: Numbers | None = None) -> Across:
    """Return the points at so many samples a side of a quad (4 × 2) and `shifts` pixels outwards of it.

    bows: 4 × samples, pixels that each side bows outwards of the quad.
    """
    edge = np.roll(corners, -1, axis=0) - corners
    outwards = np.column_stack((edge[:, 1], -edge[:, 0]))
    outwards /= np.maximum(np.linalg.norm(outwards, axis=1, keepdims=True), 1e-9)
    # Corners are round, curled or held by a finger.
    share = 0.03 + 0.94 * (np.arange(samples) + 0.5) / samples
    points = corners[:, None] + edge[:, None] * share[:, None]
    if bows is not None:
        points = points + outwards[:, None] * bows[..., None]
    return Across(share=share, outwards=outwards, points=points[:, :, None] + outwards[:, None, None] * shifts[:, None])


def looked_across(photo: Pixels, strips: Across, window: int) -> Steps:
    """Return the steps at points of a BGR photo, each between so many shifts on either side."""
    height, width = photo.shape[:2]
    x, y = strips.points[..., 0].astype(np.float32), strips.points[..., 1].astype(np.float32)
    flat = (x.shape[0] * x.shape[1], x.shape[2])
    pixels = cv2.remap(photo, x.reshape(flat), y.reshape(flat), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    lab = cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_BGR2LAB).reshape(*x.shape, 3)
    inside = (x > 1) & (x < width - 2) & (y > 1) & (y < height - 2)
    return steps_of(np.asarray(lab, dtype=np.float32), inside, window)


def steps_of(lab: Plane, inside: Marks, window: int) -> Steps:
    """Compare the mean colour of so many shifts on either side of each point (`lab`: 4 × samples × shifts × 3)."""
    total = np.cumsum(np.pad(lab, ((0, 0), (0, 0), (1, 0), (0, 0))), axis=2)
    mean = (total[:, :, window:] - total[:, :, :-window]) / window
    step, known = np.zeros_like(lab), np.zeros_like(inside)
    known[:, :, window:-window] = inside[:, :, : -2 * window] & inside[:, :, 2 * window :]
    step[:, :, window:-window] = mean[:, :, : -window - 1] - mean[:, :, window + 1 :]
    step *= known[..., None]
    size = np.sqrt((step * step).sum(axis=3, keepdims=True))
    return Steps(step=step, soft=step / (size + np.float32(_HALF_STEP)), known=known)


def clearness(steps: Steps, index: NDArray[np.intp]) -> Numbers:
    """Return for each side and line (4 × lines) how clear and how much alike the steps along it are, 0–1.

    index: lines × samples, which shift the line has at each sample. The mean of many weak steps of one direction is
    clear, where that of texture or text is not.
    """
    samples, shifts = steps.known.shape[1:3]
    flat = (index + np.arange(samples) * shifts).ravel()
    along = steps.soft.reshape(4, samples * shifts, 3)[:, flat].reshape(4, -1, samples, 3).sum(axis=2)
    count = steps.known.reshape(4, samples * shifts)[:, flat].reshape(4, -1, samples).sum(axis=2)
    clear = np.linalg.norm(along, axis=2) / np.maximum(count, 1)
    return np.where(count >= VISIBLE_LEAST * samples, clear, 0.0)
