"""How flat a bent page is made: how far its text lies from its place on paper, on the photo and flat.

The pages are drawn for this alone, by seeds that nothing is fitted on.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from bench.bent import BENDS, BLOCK_SQUARE_MM, Bent, Numbers, bent
from bench.tables import report, table
from dossier.imaging.bends import Bends, layout, onto_square, projected
from dossier.imaging.camera import seen_ratio
from dossier.imaging.focus import focus_of
from dossier.imaging.geometry import Corners
from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral import bent_sides, find_quad, sampled
from dossier.imaging.rectify import rectify

DEPTHS_MM = (0, 5, 15, 30)
_SEEDS = range(9000, 9006)
_DPI_MAX = 300
_MM_PER_INCH = 25.4
_NO_WORSE_MM = 0.05
"""A twentieth of a millimetre is less than a point of the text is drawn to."""
_LAID_SHARES, _LAID_STEPS, _INVERSE_ROUNDS = (-0.1, 1.1), 400, 12
"""Where points of a photo lie on the page is sought against the way that the page is laid out."""
_FIGURES = ("off_mm", "lines_mm", "focus", "dpi")


@dataclass(frozen=True, kw_only=True)
class Looks:
    """How well a picture shows a page; the first two after the best move, turn and scale of the whole picture."""

    off_mm: float
    """How far points of the text lie from their place on paper: root of the mean square."""
    lines_mm: float
    """The same up and down alone: how far lines are from straight and level."""
    focus: float
    dpi: float
    """By the area of the text's block."""


def no_worse(flat: Looks, taken: Looks) -> bool:
    """Tell whether text on the flat page lies no farther off than on the photo."""
    return max(flat.off_mm - taken.off_mm, flat.lines_mm - taken.lines_mm) < _NO_WORSE_MM


def both(page: Bent) -> tuple[Looks, Looks]:
    """Return how the photo as taken and the page as it is made look; raises ValueError where no page is found."""
    size = np.array(page.photo.shape[1::-1])
    small = sampled(page.photo)
    quad, _ = find_quad(small)
    if quad is None:
        raise ValueError(page)
    quad, bends = bent_sides(small, quad) or (quad, None)
    corners = quad * size
    left, top = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int)
    seen = page.lines_seen * size
    picture = rectify(page.photo, quad, _DPI_MAX, bends)
    return (
        _looks(seen, page, page.photo[top:bottom, left:right]),
        _looks(_on_page(seen, corners, bends, page.photo, picture), page, picture),
    )


def _on_page(seen: Numbers, corners: Corners, bends: Bends | None, photo: Pixels, page: Pixels) -> Numbers:
    """Return where points of the photo (… × 2, pixels) lie on the page that was made of it."""
    square = projected(onto_square(corners), seen).reshape(-1, 2)
    shares = square
    if bends is not None:
        frame = (photo.shape[1], photo.shape[0])
        even = np.linspace(*_LAID_SHARES, _LAID_STEPS)
        laid = layout(bends, corners, frame, seen_ratio(corners, *frame)).places(even, even).astype(np.float32)
        for _ in range(_INVERSE_ROUNDS):
            at = ((shares - even[0]) / (even[-1] - even[0]) * (_LAID_STEPS - 1)).astype(np.float32)
            shares = shares + square - cv2.remap(laid, at[:, :1], at[:, 1:], cv2.INTER_LINEAR)[:, 0]
    return np.asarray(shares * page.shape[1::-1]).reshape(seen.shape)


def _looks(points: Numbers, page: Bent, picture: Pixels) -> Looks:
    """Measure a picture on which the points of the lines lie so (lines × points × 2, pixels)."""
    paper = page.lines_mm.reshape(-1, 2)
    off = _laid_on(points.reshape(-1, 2), paper) - paper
    ring = np.concatenate((points[0], points[:, -1], points[-1, ::-1], points[::-1, 0])).astype(np.float32)
    return Looks(
        off_mm=float(np.sqrt((off**2).sum(axis=1).mean())),
        lines_mm=float(np.sqrt((off[:, 1] ** 2).mean())),
        focus=focus_of(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)) or 0.0,
        dpi=float((cv2.contourArea(ring) / BLOCK_SQUARE_MM) ** 0.5 * _MM_PER_INCH),
    )


def _laid_on(seen: Numbers, paper: Numbers) -> Numbers:
    """Move, turn and scale points (n × 2) so that they lie as near as they can to those on paper (least squares)."""
    a, b = seen - seen.mean(axis=0), paper - paper.mean(axis=0)
    along, turn = float((a * b).sum()), float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum())
    matrix = np.array([(along, turn), (-turn, along)]) / float((a**2).sum())
    return np.asarray(a @ matrix + paper.mean(axis=0))


def main() -> int:
    """Measure, print and write the section; return 1 where a page is worse flat than as taken."""
    cv2.setNumThreads(1)
    rows: list[Sequence[object]] = []
    worse: list[str] = []
    for kind, depth in [("none", 0), *((kind, depth) for depth in DEPTHS_MM[1:] for kind in BENDS)]:
        pairs = []
        for seed in _SEEDS:
            for down in (False, True):
                page = bent(kind if depth else BENDS[0], depth, down=down, random=np.random.default_rng(seed))
                pairs.append(both(page))
                if not no_worse(pairs[-1][1], pairs[-1][0]):
                    worse.append(f"{kind} {depth} mm {'down' if down else 'across'}, seed {seed}")
        means = [f"{_mean(pairs, 0, name):.2f} → {_mean(pairs, 1, name):.2f}" for name in _FIGURES]
        rows.append((kind, depth, len(pairs), *means))
    body = "Drawn A4 pages, bent across and down, photo as taken → flat page. Text: root of the mean square distance "
    body += "from its place on paper after the best move, turn and scale.\n\n"
    head = ("bend", "mm high", "photos", "text off, mm", "lines not straight or level, mm", "focus", "dpi")
    body += table(head, rows)
    body += f"\n\nText farther off flat than as taken: {len(worse)} of {sum(int(str(row[2])) for row in rows)}"
    report("curled", "Curled pages", body + (f": {'; '.join(worse)}." if worse else "."))
    return int(bool(worse))


def _mean(pairs: Sequence[tuple[Looks, Looks]], which: int, name: str) -> float:
    return float(np.mean([getattr(each[which], name) for each in pairs]))


if __name__ == "__main__":
    sys.exit(main())
