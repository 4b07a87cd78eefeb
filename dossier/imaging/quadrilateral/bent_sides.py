"""The sides of a page that does not lie flat: curves, where two opposite sides surely bend as one sheet does."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dossier.imaging.bends import SQUARE, Bends, along, beyond, layout, onto_square, outwards, projected
from dossier.imaging.camera import eye_over, seen_ratio
from dossier.imaging.geometry import Corners, sides
from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral.lines import Numbers
from dossier.imaging.quadrilateral.side_traces import HUBER_PIXELS, STIFF, traced_far, traced_near
from dossier.imaging.sheet import is_card
from dossier.imaging.spline import KNOTS, fitted, pinned, spline

_PAIRS = ((0, 2), (1, 3))
_INNER = np.linspace(0.1, 0.9, 33)
"""The ends of a side are round on cards, and say nothing about a bend."""
_BENT_PIXELS, _BENT_SPREADS = 1.75, 6.0
_ROUNDS = 6
_SETTLED_PIXELS = 1.0
_MEETINGS = 6
_NOISE_PIXELS = 0.3
_UNLIKE_SEEN_SHARE = 0.4
"""Of what is as the camera sees a sheet bend: a focal length that is 1.5 times ours, or a photo that was cut."""
_UNLIKE_SHAPE_SHARE, _LEAST_SHARE = 0.2, 0.25
"""Of the bend that is common to both sides; and of the greater bend."""
_LONE_SHARE = 0.08
"""Of the greater bend: the camera stands straight over a side by chance, and a wild trace is alone."""


class BentSides(NamedTuple):
    """A page that does not lie flat."""

    corners: Corners
    """Normalised: where the curves of its sides meet."""
    bends: Bends


def bent_sides(photo: Pixels, quad: Corners) -> BentSides | None:
    """Return how the sides of a page near a quad (normalised, clockwise) bend; None where none surely does.

    The BGR photo is as `sampled` gives it: bends of less than a pixel or two of it are none. A card is stiff.
    """
    size = np.array(photo.shape[1::-1])
    corners = quad * size - 0.5
    near = traced_near(photo, corners)
    if near.sure.all() and not _bent(near.knots, near.spread).any():
        return None
    pairs = np.ones(len(_PAIRS), np.bool_)
    while pairs.any():
        settled = _settled(photo, corners, pairs)
        if isinstance(settled, BentSides):
            found = BentSides((settled.corners + 0.5) / size, settled.bends)
            return found if settled.bends.any() and not _stiff(found, (size[0], size[1])) else None
        pairs &= settled
    return None


def _stiff(found: BentSides, frame: tuple[int, int]) -> bool:
    """Tell a card, laid out as it is said to bend; an A4 that arches has a card's proportions only before."""
    corners = found.corners * frame
    ratio = seen_ratio(corners, *frame)
    across, down = layout(found.bends, corners, frame, ratio).longer
    return is_card(ratio * across, down)


def _settled(photo: Pixels, corners: Corners, pairs: NDArray[np.bool_]) -> BentSides | NDArray[np.bool_]:
    """Return where the curves of some pairs of sides meet (pixels), or which pairs are still bent, seen from there."""
    bent = np.zeros_like(pairs)
    for turn in range(_ROUNDS):
        # From corners that are far off, sides of one sheet do not look alike
        knots, still = _knots(photo, corners, pairs, alike=turn > 0)
        if (bent & ~still).any():
            return still  # what moved the corners was no bend
        bent = still
        met = projected(np.asarray(np.linalg.inv(onto_square(corners)), np.float64), _met(knots))
        if not bent.any() or (turn and np.abs(met - corners).max() < _SETTLED_PIXELS):
            return BentSides(corners, pinned(knots))
        corners = met
    return np.zeros_like(pairs)


def _knots(
    photo: Pixels, corners: Corners, pairs: NDArray[np.bool_], *, alike: bool
) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return how far out of the square of some corners each side runs (4 × KNOTS), and which pairs of sides bend.

    Where `alike`, only those count that bend as one sheet does. Sides of other pairs are as straight as the quad's.
    """
    traces = traced_far(photo, corners)
    flat = projected(onto_square(corners), traces.points)
    lengths = sides(corners)
    pixels = np.roll(lengths + np.roll(lengths, 2), 1) / 2  # of the square's side along which each side bows
    knots = fitted(
        np.stack([spline(along(flat[side], side)) for side in range(4)]),
        np.stack([outwards(flat[side], side) for side in range(4)]) * pixels[:, None],
        traces.trust,
        STIFF,
        HUBER_PIXELS,
    )
    bent = pairs & traces.there.all()
    bent &= [traces.sure[list(pair)].all() and _bent(knots, traces.spread)[list(pair)].any() for pair in _PAIRS]
    if alike:
        bent &= _alike_sides(knots, corners, (photo.shape[1], photo.shape[0]))
    return np.where(np.tile(bent, 2)[:, None], knots, 0) / pixels[:, None], bent


def _alike_sides(knots: Numbers, corners: Corners, frame: tuple[int, int]) -> NDArray[np.bool_]:
    """Tell which pairs of opposite sides bend as one sheet does (knots: 4 × KNOTS, pixels)."""
    ratio = seen_ratio(corners, *frame)
    x, y, _ = eye_over(corners, frame, ratio)
    # What is nearer to the camera lies farther away from where it looks straight down
    levers = np.array([(y, 1 - y), (1 - x / ratio, x / ratio)])
    bows = pinned(knots)
    both = [np.stack((bows[one], bows[other][::-1])) for one, other in _PAIRS]
    return np.array([_alike(heights, lever) for heights, lever in zip(both, levers, strict=True)])


def _bent(knots: Numbers, spread: Numbers) -> NDArray[np.bool_]:
    """Tell which sides are curves (m × KNOTS, pixels), their ends left out."""
    inner = knots @ spline(_INNER).T
    share = (_INNER - _INNER[0]) / (_INNER[-1] - _INNER[0])
    bow = inner - (1 - share) * inner[:, :1] - share * inner[:, -1:]
    return np.asarray(np.abs(bow).max(axis=1) > np.maximum(_BENT_PIXELS, _BENT_SPREADS * spread))


def _alike(heights: Numbers, lever: Numbers) -> bool:
    """Tell whether two sides (2 × KNOTS, pixels outwards) can be those of one bent sheet.

    Where one of them hardly bends, only from where the camera stood: `lever` says how far each bows for the same bend.
    """
    lever = lever / np.linalg.norm(lever)
    seen, unseen = (_size(np.array(way) @ heights) for way in (lever, (-lever[1], lever[0])))
    one, other = sorted(map(_size, heights))
    if unseen < _UNLIKE_SEEN_SHARE * seen + _NOISE_PIXELS:
        return one + _NOISE_PIXELS > _LONE_SHARE * other
    common, apart = np.linalg.svd(heights, compute_uv=False) / KNOTS**0.5
    return bool(apart < _UNLIKE_SHAPE_SHARE * common + _NOISE_PIXELS / 2 and one > _LEAST_SHARE * other)


def _size(heights: Numbers) -> float:
    return float(np.sqrt((heights**2).mean()))


def _met(knots: Numbers) -> Corners:
    """Return where the sides, each so far out of the square, meet on it."""
    met = SQUARE.copy()
    for _ in range(_MEETINGS):
        for corner in range(4):
            for side in ((corner - 1) % 4, corner):
                share = along(met[corner : corner + 1], side)
                met[corner] = beyond(share, spline(share) @ knots[side], side)[0]
    return met
