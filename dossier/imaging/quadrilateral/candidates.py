"""Every convex quad that two lines across and two lines down enclose, with what its sides say for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dossier.imaging.quadrilateral.lines import Lines, Numbers, summed

KEPT = 64
"""Of 732 drawn photos 8 lose their last quad of 0.95 overlap by it; with 100, 4, and 3 ms more."""
_AREA_MIN_SHARE = 0.012
"""A card photographed from two metres fills 1.7 % of the frame."""
_OUTSIDE_MAX_SHARE = 0.35
_SIDES_MAX_RATIO = 3.2
_ANGLE_MAX_COSINE = 0.72
_OVERSHOOT_PIXELS = 26.0
_OVERSHOOT_GAP_PIXELS = 4.0
_HIDDEN_SHARE = 0.12
"""A side of which less is inside the frame says nothing."""

SIDE_FEATURES = (
    "support_mean",
    "support_1",
    "support_2",
    "support_3",
    "support_4",
    "light_mean",
    "light_min",
    "overshoot",
    "overshoot_max",
    "area",
    "area_root",
    "borders",
    "outside",
    "skew",
    "sides_ratio",
    "ratio_a4",
    "ratio_card",
    "away",
)


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """n quads in pixels (n × 4 × 2, clockwise from top left) and their features (n × len(SIDE_FEATURES))."""

    corners: Numbers
    features: Numbers


def combine(across: Lines, down: Lines, width: int, height: int) -> Candidates:
    """Return all quads of two lines across and two down that a camera could have seen."""
    across = _ordered(across, np.array([width / 2, height / 2]), axis=1)
    down = _ordered(down, np.array([width / 2, height / 2]), axis=0)
    top, bottom = np.triu_indices(len(across.offset), 1)
    left, right = np.triu_indices(len(down.offset), 1)
    top, left = (each.ravel() for each in np.meshgrid(top, left, indexing="ij"))
    bottom, right = (
        each.ravel()
        for each in np.meshgrid(
            np.triu_indices(len(across.offset), 1)[1], np.triu_indices(len(down.offset), 1)[1], indexing="ij"
        )
    )
    points = _crossings(across, down)
    corners = np.stack((points[top, left], points[top, right], points[bottom, right], points[bottom, left]), axis=1)
    kept = _possible(corners, width, height)
    corners = corners[kept]
    top, bottom, left, right = (each[kept] for each in (top, bottom, left, right))
    sides = (
        _side(across, top, corners[:, 0], corners[:, 1], 1.0),
        _side(down, right, corners[:, 1], corners[:, 2], -1.0),
        _side(across, bottom, corners[:, 3], corners[:, 2], -1.0),
        _side(down, left, corners[:, 0], corners[:, 3], 1.0),
    )
    return Candidates(corners=corners, features=_features(corners, sides, width, height))


def _ordered(lines: Lines, centre: Numbers, axis: int) -> Lines:
    """Sort lines by where they pass the frame's middle."""
    place = (lines.offset - lines.normal[:, 1 - axis] * centre[1 - axis]) / lines.normal[:, axis]
    return lines.pick(np.argsort(place))


def _crossings(across: Lines, down: Lines) -> Numbers:
    """Return the points where lines cross: across × down × 2."""
    a, b = across.normal[:, None, :], down.normal[None, :, :]
    determinant = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    determinant = np.where(np.abs(determinant) < 1e-6, np.nan, determinant)  # noqa: PLR2004 - parallel lines
    c, d = across.offset[:, None], down.offset[None, :]
    return np.stack(((c * b[..., 1] - d * a[..., 1]) / determinant, (d * a[..., 0] - c * b[..., 0]) / determinant), -1)


def _possible(corners: Numbers, width: int, height: int) -> NDArray[np.intp]:
    """Return which quads are near the frame, large, convex and not too oblique; the quickest questions come first."""
    sizes = np.array([width, height], dtype=np.float64)
    low, high = -_OUTSIDE_MAX_SHARE * sizes, (1 + _OUTSIDE_MAX_SHARE) * sizes
    kept = np.flatnonzero(((corners > low) & (corners < high)).all(axis=(1, 2)))
    kept = kept[_areas(np.clip(corners[kept], 0, sizes)) > _AREA_MIN_SHARE * width * height]
    corners = corners[kept]
    edges = np.roll(corners, -1, axis=1) - corners
    lengths = np.linalg.norm(edges, axis=2)
    following = np.roll(edges, -1, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        cross = edges[..., 0] * following[..., 1] - edges[..., 1] * following[..., 0]
        cosine = np.abs((edges * following).sum(axis=2)) / (lengths * np.roll(lengths, -1, axis=1))
        ratio = np.maximum(lengths[:, :2], lengths[:, 2:]) / np.minimum(lengths[:, :2], lengths[:, 2:])
        good = (
            (cross > 0).all(axis=1) & (cosine < _ANGLE_MAX_COSINE).all(axis=1) & (ratio < _SIDES_MAX_RATIO).all(axis=1)
        )
    return np.asarray(kept[good])


def _areas(corners: Numbers) -> Numbers:
    x, y = corners[..., 0], corners[..., 1]
    return np.asarray((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1) / 2)


@dataclass(frozen=True, kw_only=True)
class _Side:
    """One side of n quads: edge strength 0–1, signed light inwards, how far the edge runs on past its corners."""

    support: Numbers
    light: Numbers
    overshoot: Numbers
    visible: Numbers
    border: NDArray[np.bool_]


def _side(lines: Lines, rows: NDArray[np.intp], first: Numbers, last: Numbers, inward: float) -> _Side:
    start, along, extent = lines.start[rows], lines.along[rows], lines.extent[rows]
    one, two = ((first - start) * along).sum(axis=1), ((last - start) * along).sum(axis=1)
    begin, end = np.minimum(one, two), np.maximum(one, two)
    low, high = np.clip(begin, 0, extent), np.clip(end, 0, extent)
    visible = high - low
    seen = np.maximum(visible, 1.0)
    shown = visible > _HIDDEN_SHARE * (end - begin)
    border = lines.border[rows] | ~shown
    support = np.where(border, 0.0, summed(lines.support, rows, low, high) / seen)
    light = np.where(border, 0.0, inward * summed(lines.light, rows, low, high) / seen)
    overshoot = np.zeros((len(rows), 2))
    for number, (outer, inner) in enumerate(
        (
            (begin - _OVERSHOOT_PIXELS, begin - _OVERSHOOT_GAP_PIXELS),
            (end + _OVERSHOOT_GAP_PIXELS, end + _OVERSHOOT_PIXELS),
        )
    ):
        a, b = np.clip(outer, 0, extent), np.clip(inner, 0, extent)
        overshoot[:, number] = summed(lines.support, rows, a, b) / (_OVERSHOOT_PIXELS - _OVERSHOOT_GAP_PIXELS)
    return _Side(support=support, light=light, overshoot=overshoot, visible=visible, border=border)


def _features(corners: Numbers, sides: tuple[_Side, ...], width: int, height: int) -> Numbers:
    support = np.stack([each.support for each in sides], axis=1)
    light = np.stack([each.light for each in sides], axis=1)
    visible = np.stack([each.visible for each in sides], axis=1)
    border = np.stack([each.border for each in sides], axis=1)
    overshoot = np.concatenate([each.overshoot for each in sides], axis=1)
    real = np.where(border, 0.0, visible)
    weight = np.maximum(real.sum(axis=1), 1.0)
    ranked = np.sort(np.where(border, 0.35, support), axis=1)
    lengths = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2)
    ratio = (lengths[:, 0] + lengths[:, 2]) / (lengths[:, 1] + lengths[:, 3])
    log_ratio = np.abs(np.log(ratio))
    sizes = np.array([width, height], dtype=np.float64)
    area = _areas(np.clip(corners, 0, sizes)) / (width * height)
    out = np.maximum(0, np.maximum(-corners / sizes, corners / sizes - 1)).max(axis=(1, 2))
    edges = np.roll(corners, -1, axis=1) - corners
    following = np.roll(edges, -1, axis=1)
    cosine = np.abs((edges * following).sum(axis=2)) / (lengths * np.roll(lengths, -1, axis=1))
    opposite = np.abs(np.log(lengths[:, :2] / lengths[:, 2:])).max(axis=1)
    away = np.abs(corners.mean(axis=1) / sizes - 0.5).max(axis=1)
    return np.column_stack(
        (
            (support * real).sum(axis=1) / weight,
            ranked,
            (light * real).sum(axis=1) / weight,
            np.where(border, 1.0, light).min(axis=1),
            overshoot.mean(axis=1),
            overshoot.max(axis=1),
            area,
            np.sqrt(area),
            border.sum(axis=1),
            out,
            cosine.max(axis=1),
            opposite,
            np.minimum(np.abs(log_ratio - np.log(2**0.5)), 0.5),
            np.minimum(np.abs(log_ratio - np.log(1.586)), 0.5),
            away,
        )
    )
