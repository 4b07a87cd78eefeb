"""What the photo's surface says for a quad: its colours just inside and just outside of each side, and over all."""

import numpy as np

from dossier.imaging.quadrilateral.channels import Channels
from dossier.imaging.quadrilateral.lines import Numbers

SURFACE_FEATURES = (
    "step_mean",
    "step_1",
    "step_2",
    "step_light_min",
    "step_light_mean",
    "inner_spread",
    "outer_spread",
    "beyond_mean",
    "beyond_min",
    "paper_light",
    "paper_chroma",
    "light_gap",
    "chroma_gap",
    "texture_outside",
)
_SAMPLES = 24
_NEAR_PIXELS = (3.0, 5.0)
_FAR_PIXELS = (9.0, 13.0)
_GRID = 10


def surface_features(channels: Channels, corners: Numbers) -> Numbers:
    """Return n × len(SURFACE_FEATURES) for n quads (n × 4 × 2, pixels)."""
    inside = _strips(channels, corners, [-each for each in _NEAR_PIXELS])
    deep = _strips(channels, corners, [-each for each in _FAR_PIXELS])
    outside = _strips(channels, corners, list(_NEAR_PIXELS))
    beyond = _strips(channels, corners, list(_FAR_PIXELS))
    inner_mean, outer_mean, beyond_mean = _side_mean(inside), _side_mean(outside), _side_mean(beyond)
    change = inner_mean - outer_mean
    step = np.linalg.norm(np.nan_to_num(change), axis=2)
    hidden = np.isnan(outer_mean[..., 0])
    light_step = np.nan_to_num(change[..., 0])
    step = np.where(hidden, 12.0, step)
    ranked = np.sort(step, axis=1)
    # A table line or a text line has paper on both sides of it: beyond a real edge the ground goes on.
    back = np.linalg.norm(np.nan_to_num(_side_mean(deep) - beyond_mean), axis=2)
    back = np.where(hidden, 12.0, back)
    inner = np.nan_to_num(inner_mean).std(axis=1)
    outer = _spread(outside.reshape(len(outside), -1, 3), axis=1)
    paper = _interior(channels, corners)
    ground = np.nan_to_num(beyond_mean)
    texture = _spread(outside[..., 0], axis=2).mean(axis=1)
    paper_chroma = np.hypot(paper[..., 1], paper[..., 2]).mean(axis=1)
    return np.column_stack(
        (
            np.log1p(step).mean(axis=1),
            np.log1p(ranked[:, 0]),
            np.log1p(ranked[:, 1]),
            np.clip(light_step.min(axis=1) / 20, -2, 2),
            np.clip(light_step.mean(axis=1) / 20, -2, 2),
            inner.sum(axis=1) / 20,
            outer.sum(axis=1) / 20,
            np.log1p(back).mean(axis=1),
            np.log1p(back.min(axis=1)),
            np.median(paper[..., 0], axis=1) / 50,
            paper_chroma / 20,
            (np.median(paper[..., 0], axis=1) - ground[..., 0].mean(axis=1)) / 25,
            (paper_chroma - np.hypot(ground[..., 1], ground[..., 2]).mean(axis=1)) / 20,
            texture / 10,
        )
    )


def _strips(channels: Channels, corners: Numbers, shifts: list[float]) -> Numbers:
    """Return Lab along each side, moved outwards by `shifts` pixels: n × 4 × samples × 3; NaN outside the frame."""
    share = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    share = 0.06 + 0.88 * share  # corners are round, curled or held by a finger
    following = np.roll(corners, -1, axis=1)
    edge = following - corners
    outwards = np.stack((edge[..., 1], -edge[..., 0]), axis=-1)
    outwards /= np.maximum(np.linalg.norm(outwards, axis=2, keepdims=True), 1e-9)
    points = corners[:, :, None, :] + edge[:, :, None, :] * share[:, None]
    total: Numbers | None = None
    for shift in shifts:
        at = points + outwards[:, :, None, :] * shift
        total = _lab(channels, at) if total is None else total + _lab(channels, at)
    assert total is not None
    return total / len(shifts)


def _lab(channels: Channels, points: Numbers) -> Numbers:
    x, y = points[..., 0], points[..., 1]
    inside = (x >= 0) & (x < channels.width) & (y >= 0) & (y < channels.height)
    column = np.clip(x, 0, channels.width - 1).astype(np.intp)
    row = np.clip(y, 0, channels.height - 1).astype(np.intp)
    lab = channels.lab.reshape(-1, 3).take(row * channels.width + column, axis=0)
    lab[~inside] = np.nan
    return np.asarray(lab)


def _side_mean(strips: Numbers) -> Numbers:
    """Return the mean colour of each side; NaN where too little of it is in the frame."""
    seen = ~np.isnan(strips[..., 0])
    count = seen.sum(axis=2)
    mean = np.nan_to_num(strips).sum(axis=2) / np.maximum(count, 1)[..., None]
    return np.where((count >= _SAMPLES // 5)[..., None], mean, np.nan)


def _spread(values: Numbers, axis: int) -> Numbers:
    """Return the standard deviation of what is in the frame; 0 where nothing is."""
    seen = ~np.isnan(values)
    count = np.maximum(seen.sum(axis=axis, keepdims=True), 1)
    known = np.nan_to_num(values)
    mean = known.sum(axis=axis, keepdims=True) / count
    squares = np.where(seen, (known - mean) ** 2, 0.0)
    return np.asarray(np.sqrt((squares.sum(axis=axis, keepdims=True) / count).squeeze(axis)))


def _interior(channels: Channels, corners: Numbers) -> Numbers:
    """Return Lab on a grid inside each quad: n × points × 3."""
    points = grid(corners)
    x = np.clip(points[..., 0], 0, channels.width - 1).astype(np.intp)
    y = np.clip(points[..., 1], 0, channels.height - 1).astype(np.intp)
    return channels.lab[y, x].astype(np.float64)


def grid(corners: Numbers, count: int = _GRID) -> Numbers:
    """Return `count` × `count` points spread evenly over each quad: n × points × 2, in the unit of the corners."""
    steps = (np.arange(count) + 0.5) / count
    u, v = (each.ravel()[None, :, None] for each in np.meshgrid(steps, steps))
    tl, tr, br, bl = (corners[:, None, at, :] for at in range(4))
    return np.asarray((1 - v) * ((1 - u) * tl + u * tr) + v * ((1 - u) * bl + u * br))
