"""Find the page's four corners on an upright photo, and say how sure that is."""

import numpy as np
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral.candidates import KEPT, Candidates, combine
from dossier.imaging.quadrilateral.channels import Channels, split
from dossier.imaging.quadrilateral.lines import Numbers, find_lines
from dossier.imaging.quadrilateral.ranking import Ranker, evidence_of, ranker
from dossier.imaging.quadrilateral.surface import surface_features

_WHOLE_SHARE = 0.004
"""Corners so near to the frame's, as a share of it, are the frame's."""


def find_quad(photo: Pixels) -> tuple[Numbers | None, float]:
    """Return corners (4 × 2, normalised, clockwise from top left; None: the whole frame is the page) and score 0–1."""
    channels = split(photo)
    found = candidates(channels)
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
    frame = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
    return (None if np.abs(quad - frame).max() < _WHOLE_SHARE else quad), score


def candidates(channels: Channels) -> Candidates:
    """Return every quad that the photo's lines and borders can make."""
    across, down = find_lines(channels)
    return combine(across, down, channels.width, channels.height)


def shortlist(found: Candidates, judge: Ranker) -> NDArray[np.intp]:
    """Return the candidates that deserve a closer look."""
    rough = judge.first(found.features)
    return np.argsort(-rough)[:KEPT]
