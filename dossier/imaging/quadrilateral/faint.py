"""Faint sides: near those of a quad, lines along which a step of colour adds up that is too weak for a segment.

White paper on a white desk: of 107 labelled photos to tune on, 8 had no quad of 0.95 overlap among their candidates,
and have 2 with these lines.
"""

import numpy as np

from dossier.imaging.quadrilateral.candidates import Candidates, combine
from dossier.imaging.quadrilateral.channels import Channels
from dossier.imaging.quadrilateral.lines import LEVEL_MOST, UPRIGHT_LEAST, Numbers, measured
from dossier.imaging.quadrilateral.steps import across, clearness, steps_of

KEPT_NEAR = 30
"""Quads of faint sides that are ranked with the others."""
_SAMPLES = 32
_SHIFT_PIXELS = 2
_REACH_SHARE = 0.2
"""Of the quad's longer extent."""
_REACH_SHIFTS = (6, 40)
_LEANS = np.arange(-5, 6)
"""Shifts by which a line leaves its side at either end."""
_WINDOW_SHIFTS = 2
_PER_SIDE = 2
_APART_SHIFTS = 3
_ON_FRAME_PIXELS = 0.5


def near(channels: Channels, corners: Numbers) -> Candidates:
    """Return the quads that sides of a quad (4 × 2, pixels) and faint lines near them enclose."""
    normals, offsets = _faint_lines(channels, corners)
    edge = np.roll(corners, -1, axis=0) - corners
    own = np.column_stack((-edge[:, 1], edge[:, 0])) / np.linalg.norm(edge, axis=1, keepdims=True)
    lines = measured(
        channels,
        np.vstack((own, normals)),
        np.concatenate(((own * corners).sum(axis=1), offsets)),
        np.concatenate((_on_frame(channels, corners), np.zeros(len(offsets), dtype=np.bool_))),
    )
    steep = np.abs(lines.normal[:, 0])
    level, upright = np.flatnonzero(steep < LEVEL_MOST), np.flatnonzero(steep > UPRIGHT_LEAST)
    return combine(lines.pick(level), lines.pick(upright), channels.width, channels.height)


def _on_frame(channels: Channels, corners: Numbers) -> np.ndarray:
    limits = np.array([channels.width, channels.height])
    following = np.roll(corners, -1, axis=0)
    low = (np.abs(corners) < _ON_FRAME_PIXELS) & (np.abs(following) < _ON_FRAME_PIXELS)
    high = (np.abs(corners - limits) < _ON_FRAME_PIXELS) & (np.abs(following - limits) < _ON_FRAME_PIXELS)
    return np.asarray((low | high).any(axis=1))


def _faint_lines(channels: Channels, corners: Numbers) -> tuple[Numbers, Numbers]:
    """Return normals (n × 2) and offsets of the clearest lines near each side."""
    extent = float(np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1).max())
    reach = int(np.clip(_REACH_SHARE * extent / _SHIFT_PIXELS, *_REACH_SHIFTS))
    strips = across(corners, np.arange(-reach, reach + 1) * _SHIFT_PIXELS, _SAMPLES)
    column, row = strips.points[..., 0].astype(np.intp), strips.points[..., 1].astype(np.intp)
    inside = (column >= 2) & (column < channels.width - 2) & (row >= 2) & (row < channels.height - 2)  # noqa: PLR2004
    np.clip(column, 0, channels.width - 1, out=column)
    np.clip(row, 0, channels.height - 1, out=row)
    steps = steps_of(np.asarray(channels.lab, dtype=np.float32)[row, column], inside, _WINDOW_SHIFTS)
    ends = _LEANS[-1]
    places = np.arange(ends, 2 * reach + 1 - ends)
    lean = _LEANS[:, None] * (2 * strips.share - 1)
    index = np.rint(places[:, None, None] + lean).astype(np.intp)
    clear = clearness(steps, index.reshape(-1, _SAMPLES)).reshape(4, len(places), len(_LEANS))
    normals, offsets = [], []
    for side, left in enumerate(clear):
        for _ in range(_PER_SIDE):
            place, turn = np.unravel_index(int(left.argmax()), left.shape)
            if left[place, turn] <= 0:
                break
            left[max(0, place - _APART_SHIFTS) : place + _APART_SHIFTS + 1] = 0
            middle, off = places[place] - reach, _LEANS[turn]
            first = corners[side] + strips.outwards[side] * (middle - off) * _SHIFT_PIXELS
            last = corners[(side + 1) % 4] + strips.outwards[side] * (middle + off) * _SHIFT_PIXELS
            along = (last - first) / np.linalg.norm(last - first)
            normals.append((-along[1], along[0]))
            offsets.append(float(-along[1] * first[0] + along[0] * first[1]))
    return np.array(normals).reshape(-1, 2), np.array(offsets)
