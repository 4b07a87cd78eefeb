"""Find the page's four corners on an upright photo, and say how sure that is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dossier.imaging.geometry import area
from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral.candidates import KEPT, Candidates, combine
from dossier.imaging.quadrilateral.channels import Channels, sampled, split
from dossier.imaging.quadrilateral.faint import KEPT_NEAR, near
from dossier.imaging.quadrilateral.lines import Numbers, find_lines
from dossier.imaging.quadrilateral.papers import find_papers, sureness
from dossier.imaging.quadrilateral.ranking import Ranker, evidence_of, ranker
from dossier.imaging.quadrilateral.refine import refined
from dossier.imaging.quadrilateral.surface import surface_features

_ON_FRAME_SHARE = 0.004
"""Corners so near to the frame's side, as a share of it, lie on it."""
_WHOLE_AREA_SHARE = 0.93
"""A page that is askew by two degrees fills so much of its scan; no hand-held photo does."""


@dataclass(frozen=True, kw_only=True)
class Quads:
    """n quads in pixels (n × 4 × 2) with all of their features (n × features)."""

    corners: Numbers
    features: Numbers


def find_quad(photo: Pixels) -> tuple[Numbers | None, float]:
    """Return corners (4 × 2, normalised, clockwise from top left; None: the whole frame is the page) and score 0–1.

    The score is the chance that they overlap the page by 0.95.
    """
    seen = sampled(photo)
    channels = split(seen)
    return _page(seen, channels, candidates(channels))


def find_quads(photo: Pixels) -> tuple[Numbers | None, float, tuple[Numbers, ...]]:
    """Return what `find_quad` does, and each paper's corners where several surely lie on the photo.

    Then the corners and the score are those of the first of them, as one reads.
    """
    seen = sampled(photo)
    channels = split(seen)
    found = candidates(channels)
    quad, score = _page(seen, channels, found)
    papers = () if quad is None else find_papers(channels, found)
    if papers:
        fitted = tuple(refined(seen, each.quad)[0] for each in papers)
        return fitted[0], sureness(papers[0].evidence), fitted
    return quad, score, ()


def _page(seen: Pixels, channels: Channels, found: Candidates) -> tuple[Numbers | None, float]:
    """Return corners and score of the quad that is ranked first."""
    if not len(found.corners):
        return None, 0.0
    judge = ranker()
    quads = with_faint_sides(channels, looked_at(channels, found, judge, KEPT), judge)
    quad, evidence = winner_of(seen, channels, quads, judge)
    return quad, judge.sureness(evidence)


def looked_at(channels: Channels, found: Candidates, judge: Ranker, kept: int) -> Quads:
    """Return the candidates that deserve it, with what their surface says."""
    best = shortlist(found, judge)[:kept]
    corners = found.corners[best]
    return Quads(corners=corners, features=np.hstack((found.features[best], surface_features(channels, corners))))


def with_faint_sides(channels: Channels, quads: Quads, judge: Ranker) -> Quads:
    """Return quads and those that the best of them and faint sides near it make."""
    best = quads.corners[int(judge.second(quads.features).argmax())]
    more = looked_at(channels, near(channels, best), judge, KEPT_NEAR)
    return Quads(corners=np.vstack((quads.corners, more.corners)), features=np.vstack((quads.features, more.features)))


def winner_of(seen: Pixels, channels: Channels, quads: Quads, judge: Ranker) -> tuple[Numbers | None, Numbers]:
    """Return the winner, fitted to the photo (normalised; None: the whole frame), and the evidence for it."""
    scores = judge.second(quads.features)
    winner = int(scores.argmax())
    shares = quads.corners / (channels.width, channels.height)
    quad, fit = refined(seen, shares[winner])
    evidence = np.concatenate((evidence_of(quads.features, scores, shares, winner), fit))
    return (None if _whole(shares[winner]) else quad), evidence


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
    """Return the candidates that deserve a closer look, the best first."""
    rough = judge.first(found.features)
    return np.argsort(-rough)[:KEPT]
