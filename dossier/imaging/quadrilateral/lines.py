"""Straight lines of a photo: segments (LSD) of every channel merged, with how well each point of a line is an edge."""

from dataclasses import dataclass
from math import atan2, cos, sin

import numpy as np
from numpy.typing import NDArray

from dossier.imaging.quadrilateral.channels import Channels

Numbers = NDArray[np.float64]

KEPT_PER_DIRECTION = 17
"""With 13, no quad overlaps its page by 0.95 on 12 of 155 labelled photos; with 17, on 9."""
_SAME_ANGLE = np.deg2rad(2.2)
_SAME_OFFSET_PIXELS = 3.5
_TWIN_ANGLE = np.deg2rad(1.6)
_TWIN_OFFSET_PIXELS = 3.0
UPRIGHT_LEAST = float(np.sin(np.deg2rad(35)))
"""A line whose normal is more to the right may be a left or right side."""
LEVEL_MOST = float(np.cos(np.deg2rad(35)))
"""A line whose normal is less to the right may be a top or bottom side."""
_STEP_PIXELS = 2.0
_OFFSETS_PIXELS = (-2.0, -1.0, 0.0, 1.0, 2.0)
_RUN_STRENGTH = 0.3
"""Edge strength below which a run of edge points wanes."""
_HALF_STRENGTH = 3.0
"""Gradient, in units of the channel's noise, that counts as half an edge."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """n lines: points with `normal · p = offset`; `along` runs from `start` for `extent` pixels inside the frame."""

    normal: Numbers
    """n × 2, unit."""
    offset: Numbers
    start: Numbers
    """n × 2, where the line enters the frame."""
    along: Numbers
    """n × 2, unit."""
    extent: Numbers
    border: NDArray[np.bool_]
    """The frame's own sides: no edge is seen there."""
    support: Numbers
    """n × samples + 1: edge strength 0–1 summed along the line, in pixels."""
    light: Numbers
    """The same for signed light: positive where it is brighter on the side the normal points to."""

    def pick(self, chosen: NDArray[np.intp]) -> "Lines":
        """Return some of the lines."""
        return Lines(
            normal=self.normal[chosen],
            offset=self.offset[chosen],
            start=self.start[chosen],
            along=self.along[chosen],
            extent=self.extent[chosen],
            border=self.border[chosen],
            support=self.support[chosen],
            light=self.light[chosen],
        )


def find_lines(channels: Channels, taken: NDArray[np.bool_] | None = None) -> tuple[Lines, Lines]:
    """Return lines that run across and lines that run down, strongest first, the frame's borders last.

    Segments whose middle lies on what is `taken` (height × width) are left out.
    """
    width, height = channels.width, channels.height
    segments = channels.segments
    if taken is not None:
        column, row = ((segments[:, :2] + segments[:, 2:4]) / 2).astype(np.intp).T
        segments = segments[~taken[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)]]
    normals, offsets = _merged(segments)
    borders = np.array([(0.0, 1.0, 0.0), (0.0, 1.0, height), (1.0, 0.0, 0.0), (1.0, 0.0, width)])
    normals = np.vstack((normals, borders[:, :2]))
    offsets = np.concatenate((offsets, borders[:, 2]))
    is_border = np.zeros(len(offsets), dtype=np.bool_)
    is_border[-4:] = True
    lines = measured(channels, normals, offsets, is_border)
    steep = np.abs(lines.normal[:, 0])
    upright, level = steep > UPRIGHT_LEAST, steep < LEVEL_MOST
    return (
        _strongest(lines, np.flatnonzero(level & ~is_border), is_border & ~upright),
        _strongest(lines, np.flatnonzero(upright & ~is_border), is_border & upright),
    )


def _merged(segments: Numbers) -> tuple[Numbers, Numbers]:
    """Join segments that lie on one line; return normals and offsets."""
    if not len(segments):
        return np.zeros((0, 2)), np.zeros(0)
    first, last, lengths = segments[:, :2], segments[:, 2:4], segments[:, 4]
    along = (last - first) / lengths[:, None]
    normals = np.column_stack((-along[:, 1], along[:, 0]))
    free = np.ones(len(segments), dtype=np.bool_)
    out_normals, out_offsets = [], []
    for at in range(len(segments)):
        if not free[at]:
            continue
        normal = normals[at]
        offset = float(first[at] @ normal)
        for _ in range(2):
            near = np.maximum(np.abs(first @ normal - offset), np.abs(last @ normal - offset)) < _SAME_OFFSET_PIXELS
            same = near & (np.abs(along @ normal) < np.sin(_SAME_ANGLE)) & free
            same[at] = True
            normal, offset = _fit(first[same], last[same], lengths[same])
        free &= ~same
        out_normals.append(normal)
        out_offsets.append(offset)
    return np.array(out_normals), np.array(out_offsets)


def _fit(first: Numbers, last: Numbers, weights: Numbers) -> tuple[Numbers, float]:
    """Fit one line through the ends of segments, the longer ones first: in closed form, as a photo has many."""
    weights = weights / (2 * weights.sum())
    middle = weights @ (first + last)
    one, two = first - middle, last - middle
    (xx, xy), (_, yy) = ((one.T * weights) @ one + (two.T * weights) @ two).tolist()
    turn = 0.5 * atan2(2 * xy, xx - yy)
    normal = np.array((-sin(turn), cos(turn)))
    return normal, float(normal @ middle)


def measured(channels: Channels, normals: Numbers, offsets: Numbers, border: NDArray[np.bool_]) -> Lines:
    """Clip lines to the frame and sum up the edges along them."""
    # Normals point down, or right for upright lines, so that signs mean the same for all.
    flip = np.where(np.abs(normals[:, 1]) >= np.abs(normals[:, 0]), normals[:, 1], normals[:, 0]) < 0
    normals = np.where(flip[:, None], -normals, normals)
    offsets = np.where(flip, -offsets, offsets)
    along = np.column_stack((normals[:, 1], -normals[:, 0]))
    point = normals * offsets[:, None]
    limits = np.array([channels.width, channels.height], dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = (0 - point) / along
        high = (limits - point) / along
    parallel = np.abs(along) < 1e-9  # noqa: PLR2004 - a line beside an axis never meets that pair of borders
    low, high = np.where(parallel, -np.inf, low), np.where(parallel, np.inf, high)
    enter, leave = np.minimum(low, high).max(axis=1), np.maximum(low, high).min(axis=1)
    extent = np.maximum(leave - enter, 0.0)
    start = point + along * enter[:, None]
    support, light = _sampled(channels, normals, start, along, extent, border)
    return Lines(
        normal=normals,
        offset=offsets,
        start=start,
        along=along,
        extent=extent,
        border=border,
        support=support,
        light=light,
    )


def _sampled(
    channels: Channels, normals: Numbers, start: Numbers, along: Numbers, extent: Numbers, border: NDArray[np.bool_]
) -> tuple[Numbers, Numbers]:
    samples = int(np.ceil(np.hypot(channels.width, channels.height) / _STEP_PIXELS)) + 1
    at = (np.arange(samples) + 0.5) * _STEP_PIXELS
    inside = at[None, :] < extent[:, None]
    shifts = np.array(_OFFSETS_PIXELS)
    # lines × offsets × samples
    x = start[:, 0, None, None] + along[:, 0, None, None] * at + normals[:, 0, None, None] * shifts[:, None]
    y = start[:, 1, None, None] + along[:, 1, None, None] * at + normals[:, 1, None, None] * shifts[:, None]
    # LSD and gradients count from pixel centres.
    column = np.clip(x, 0, channels.width - 1).astype(np.intp)
    row = np.clip(y, 0, channels.height - 1).astype(np.intp)
    strength = np.zeros(inside.shape)
    signed = np.zeros(inside.shape)
    nx, ny = np.moveaxis(normals.astype(np.float32), 1, 0)[:, :, None, None]
    ax, ay = np.moveaxis(along.astype(np.float32), 1, 0)[:, :, None, None]
    flat = row * channels.width + column
    for number, gradient in enumerate(channels.gradients):
        gx, gy = (each.take(flat) for each in gradient)
        through = gx * nx + gy * ny
        beside = np.abs(gx * ax + gy * ay)
        # Only what rises across the line counts: text and texture rise along it too.
        edge = np.where(np.abs(through) > 2 * beside, through, np.float32(0))
        best = np.take_along_axis(edge, np.abs(edge).argmax(axis=1)[:, None, :], axis=1)[:, 0, :]
        soft = best / (np.abs(best) + _HALF_STRENGTH)
        strength = np.maximum(strength, np.abs(soft))
        if number == 0:
            signed = soft
    strength = np.where(inside & ~border[:, None], strength, 0.0)
    signed = np.where(inside & ~border[:, None], signed, 0.0)
    zero = np.zeros((len(extent), 1))
    return (
        np.hstack((zero, np.cumsum(strength, axis=1))) * _STEP_PIXELS,
        np.hstack((zero, np.cumsum(signed, axis=1))) * _STEP_PIXELS,
    )


def _strongest(lines: Lines, candidates: NDArray[np.intp], borders: NDArray[np.bool_]) -> Lines:
    """Keep the lines with the longest runs, one of each pair of twins, and then the borders."""
    order = candidates[np.argsort(-_longest_run(lines.support[candidates]))]
    kept: list[int] = []
    for at in order:
        if len(kept) == KEPT_PER_DIRECTION:
            break
        if not any(_twins(lines, int(at), other) for other in kept):
            kept.append(int(at))
    return lines.pick(np.concatenate((np.array(kept, dtype=np.intp), np.flatnonzero(borders))))


def _longest_run(support: Numbers) -> Numbers:
    """Return how strong the best run of edge points of each line is.

    A side that leaves the frame is short, but all edge; a line through texture has more support in all, in crumbs. With
    runs, 83 % of drawn photos get a quad of 0.95 overlap among their candidates; with the sum of support, 78 %.
    """
    excess = support - _RUN_STRENGTH * _STEP_PIXELS * np.arange(support.shape[1])
    return np.asarray((excess - np.minimum.accumulate(excess, axis=1)).max(axis=1))


def _twins(lines: Lines, one: int, other: int) -> bool:
    if abs(float(lines.normal[one] @ lines.along[other])) > np.sin(_TWIN_ANGLE):
        return False
    middle = lines.start[one] + lines.along[one] * lines.extent[one] / 2
    return abs(float(lines.normal[other] @ middle - lines.offset[other])) < _TWIN_OFFSET_PIXELS


def summed(cumulative: Numbers, rows: NDArray[np.intp], begin: Numbers, end: Numbers) -> Numbers:
    """Return what lies between two places (pixels from each line's start) of cumulative sums."""
    last = cumulative.shape[1] - 1
    low = np.clip(np.rint(begin / _STEP_PIXELS), 0, last).astype(np.intp)
    high = np.clip(np.rint(end / _STEP_PIXELS), 0, last).astype(np.intp)
    return np.asarray(cumulative[rows, high] - cumulative[rows, low], dtype=np.float64)
