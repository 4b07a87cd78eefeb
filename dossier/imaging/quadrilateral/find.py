"""Find the page's four corners on an upright photo, and say how sure that is."""

import numpy as np
from numpy.typing import NDArray

from dossier.imaging.geometry import area
from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral.candidates import KEPT, Candidates, combine
from dossier.imaging.quadrilateral.channels import Channels, split
from dossier.imaging.quadrilateral.lines import Numbers, find_lines
from dossier.imaging.quadrilateral.papers import find_papers, sureness
from dossier.imaging.quadrilateral.ranking import Ranker, evidence_of, ranker
from dossier.imaging.quadrilateral.surface import surface_features

_ON_FRAME_SHARE = 0.004
"""Corners so near to the frame's side, as a share of it, lie on it."""
_WHOLE_AREA_SHARE = 0.93
"""A page that is askew by two degrees fills so much of its scan; no hand-held photo does."""


def find_quad(photo: Pixels) -> tuple[Numbers | None, float]:
    """Return corners (4 × 2, normalised, clockwise from top left; None: the whole frame is the page) and score 0–1."""
    channels = split(photo)
    return _page(channels, candidates(channels))


def find_quads(photo: Pixels) -> tuple[Numbers | None, float, tuple[Numbers, ...]]:
    """Return what `find_quad` does, and each paper's corners where several surely lie on the photo.

    Then the corners and the score are those of the first of them, as one reads.
    """
    channels = split(photo)
    found = candidates(channels)
    quad, score = _page(channels, found)
    papers = () if quad is None else find_papers(channels, found)
    if papers:
        return papers[0].quad, sureness(papers[0].evidence), tuple(each.quad for each in papers)
    return quad, score, ()


def _page(channels: Channels, found: Candidates) -> tuple[Numbers | None, float]:
    """Return corners and score of the quad that is ranked first."""
    if not len(found.corners):
        return None, 0.0
    judge = ranker()
    best = shortlist(found, judge)
    corners = found.corners[best]
    features = np.hstack((found.features[best], surface_features(channels, corners)))
    scores = judge.second(features)
    winner = int(scores.argmax())
    shares = corners / (channels.width, channels.height)
    score = judge.sureness(evidence_of(features, scores, shares, winner))
    quad = shares[winner]
    return (None if _whole(quad) else quad), score


def _whole(quad: Numbers) -> bool:
    """Tell a scan, which fills its frame but for a skew, from a photo of a page."""
    on_frame = np.minimum(np.abs(quad), np.abs(1 - quad)) < _ON_FRAME_SHARE
    sides = (on_frame & np.roll(on_frame, -1, axis=0)).any(axis=1)
    return bool(sides.any()) and area(np.clip(quad, 0, 1)) > _WHOLE_AREA_SHARE


def candidates(channels: Channels) -> Candidates:
    """Return every quad that the photo's lines and borders can make."""
    across, down = find_lines(channels)
    return combine(across, down, channels.width, channels.height)


def shortlist(found: Candidates, judge: Ranker) -> NDArray[np.intp]:
    """Return the candidates that deserve a closer look."""
    rough = judge.first(found.features)
    return np.argsort(-rough)[:KEPT]
