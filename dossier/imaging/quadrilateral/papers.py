"""Several papers on one photo: quads that lie beside each other, each surely a paper, on the same candidates.

The best quad is taken, then the best of those that lie clear of it, and so on; what is left is looked at once more. A
quad that holds two papers and the gap between them is given up for the two.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.imaging.geometry import area
from dossier.imaging.quadrilateral.candidates import KEPT, SIDE_FEATURES, Candidates, combine
from dossier.imaging.quadrilateral.channels import Channels
from dossier.imaging.quadrilateral.lines import Numbers, find_lines
from dossier.imaging.quadrilateral.ranking import evidence_of, logistic, ranker
from dossier.imaging.quadrilateral.surface import grid, surface_features

WEIGHTS = Path(__file__).with_name("papers.json")
PAPERS_MAX = 6
"""Of a photo of more, the pages would have too few pixels to be read."""
LEAST_SHARE = 0.03
"""A paper beside another covers so much of the photo: a card beside an A4 that fills its half does."""
SURE = 0.6
"""Each paper's least: a false second page costs a person more than one photo of two papers."""
_LOOKED_AT = 0.2
_MISSES_MAX = 2
"""Quads that are less sure than _LOOKED_AT and end the search."""
_POOL = 3000
_AREA, _BORDERS = SIDE_FEATURES.index("area"), SIDE_FEATURES.index("borders")
_TOUCH_SHARE = 0.02
_EDGE_PIXELS = 9
_FULL_SHARE = 0.6
"""Where papers cover so much of the photo, there is no room for one more that is worth another look."""
_INSIDE_SHARE = 0.97
_HALF_MAX_SHARE = 0.75
_FILL_MIN_SHARE = 0.6
"""Two papers and the gap between them: the papers fill at least so much of the quad that holds both."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One quad that is taken for a paper."""

    quad: Numbers
    """4 × 2, shares of the frame, clockwise from top left."""
    evidence: Numbers
    """What `evidence_of` tells, among the quads that lie on it."""


def find_papers(channels: Channels, found: Candidates) -> tuple[Paper, ...]:
    """Return the papers that surely lie beside each other, as one reads them; none where fewer than two do."""
    papers = settled(look_for_papers(channels, found))
    return in_reading_order(papers) if len(papers) > 1 else ()


def look_for_papers(
    channels: Channels, found: Candidates, least: float = _LOOKED_AT
) -> list[tuple[Paper, list[Paper]]]:
    """Return quads that lie beside each other, best first, each with the quads inside it that may be papers instead.

    The search ends after _MISSES_MAX quads that are less sure than `least`. With 0 all are told that the first look
    sees, however unsure: what the sureness is fitted on.
    """
    looked: list[tuple[Paper, list[Paper]]] = []
    taken = np.zeros((channels.height, channels.width), np.bool_)
    while True:
        among = _between(found, 1.0)
        fresh = _beside(channels, found, among[_share_on(found.corners[among], taken) <= _TOUCH_SHARE], least)
        looked += [(each, _inside(channels, found, each.quad, least)) for each in fresh]
        sure = [each for each in fresh if sureness(each.evidence) >= SURE]
        for each in sure:
            taken |= _mask(channels, each.quad)
        if least <= 0 or not sure or taken.mean() > _FULL_SHARE:
            return looked
        # Sides of two papers in one line pass for one side, askew to both; and each side takes the place of another.
        edges = cv2.dilate(taken.astype(np.uint8), np.ones((_EDGE_PIXELS, _EDGE_PIXELS), np.uint8)).astype(np.bool_)
        found = combine(*find_lines(channels, edges), channels.width, channels.height)


def settled(looked: Sequence[tuple[Paper, list[Paper]]]) -> list[Paper]:
    """Choose, of each quad and those inside it, the one or the others; keep those that surely are papers."""
    kept: list[Paper] = []
    for paper in (each for outer, inner in looked for each in (inner if _hold_better(outer, inner) else [outer])):
        apart = all(_common(paper, other) <= _TOUCH_SHARE for other in kept)
        if apart and sureness(paper.evidence) >= SURE and len(kept) < PAPERS_MAX:
            kept.append(paper)
    return kept


def _common(one: Paper, other: Paper) -> float:
    """Return which share of the smaller of two quads lies on the other."""
    on_both = cv2.intersectConvexConvex(one.quad.astype(np.float32), other.quad.astype(np.float32))[0]
    return float(on_both) / max(min(area(one.quad), area(other.quad)), 1e-9)


def in_reading_order(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Order papers by rows from the top, each row from the left; the middle of its first says what is in a row."""
    rows: list[list[Paper]] = []
    for paper in sorted(papers, key=_down):
        if rows and paper.quad[:, 1].min() < _down(rows[-1][0]):
            rows[-1].append(paper)
        else:
            rows.append([paper])
    return tuple(paper for row in rows for paper in sorted(row, key=_across))


def _across(paper: Paper) -> float:
    return float(paper.quad[:, 0].mean())


def _down(paper: Paper) -> float:
    return float(paper.quad[:, 1].mean())


def sureness(evidence: Numbers) -> float:
    """Return 0–1: how likely a quad lies on a paper; fitted by `bench/fit_papers.py`."""
    return logistic(_weights(), evidence)


def _hold_better(outer: Paper, inner: Sequence[Paper]) -> bool:
    """Tell whether two papers or more lie in a quad that was taken for one."""
    sure = [each for each in inner if sureness(each.evidence) >= SURE]
    filled = sum(area(each.quad) for each in sure) / max(area(outer.quad), 1e-9)
    return (
        len(sure) > 1
        and filled >= _FILL_MIN_SHARE
        and sum(_odds(each) for each in sure) > _odds(outer)  # a sheet with two pictures on it is surer than they are
    )


def _odds(paper: Paper) -> float:
    """Return the logarithm of the odds that a quad lies on a paper."""
    sure = sureness(paper.evidence)
    return float(np.log(sure / (1 - sure)))


def _inside(channels: Channels, found: Candidates, quad: Numbers, least: float) -> list[Paper]:
    """Return quads inside another that lie beside each other and are much smaller than it."""
    among = _between(found, _HALF_MAX_SHARE * area(np.clip(quad, 0, 1)))
    within = among[_share_on(found.corners[among], _mask(channels, quad)) >= _INSIDE_SHARE]
    return _beside(channels, found, within, least)


def _between(found: Candidates, most: float) -> NDArray[np.intp]:
    """Return which candidates are whole in the photo and cover LEAST_SHARE to `most` of it, the best sides first."""
    areas = found.features[:, _AREA]
    among = np.flatnonzero((found.features[:, _BORDERS] == 0) & (areas >= LEAST_SHARE) & (areas <= most))
    return among[np.argsort(-ranker().first(found.features[among]))][:_POOL]


def _beside(channels: Channels, found: Candidates, among: NDArray[np.intp], least: float) -> list[Paper]:
    """Return the best of some candidates, then the best of those that lie clear of it, and so on."""
    papers: list[Paper] = []
    while len(papers) < PAPERS_MAX and len(among) and _unsure(papers, least) < _MISSES_MAX:
        papers.append(_best(channels, found, among))
        among = among[_share_on(found.corners[among], _mask(channels, papers[-1].quad)) <= _TOUCH_SHARE]
    return papers


def _unsure(papers: Sequence[Paper], least: float) -> int:
    return sum(sureness(each.evidence) < least for each in papers)


def _best(channels: Channels, found: Candidates, among: NDArray[np.intp]) -> Paper:
    """Return the quad that is ranked first, among those given from the most promising on."""
    chosen = among[:KEPT]
    corners = found.corners[chosen]
    features = np.hstack((found.features[chosen], surface_features(channels, corners)))
    scores = ranker().second(features)
    winner = int(scores.argmax())
    shares = corners / (channels.width, channels.height)
    # Another paper is no rival: only what lies on this one is.
    near = _share_on(corners, _mask(channels, shares[winner])) > _TOUCH_SHARE
    near[winner] = True
    place = int(near[:winner].sum())
    return Paper(quad=shares[winner], evidence=evidence_of(features[near], scores[near], shares[near], place))


def _mask(channels: Channels, quad: Numbers) -> NDArray[np.bool_]:
    """Return what a quad (shares of the frame) covers of the small photo."""
    mask = np.zeros((channels.height, channels.width), np.uint8)
    cv2.fillConvexPoly(mask, np.rint(quad * (channels.width, channels.height)).astype(np.int32), 1)
    return mask.astype(np.bool_)


def _share_on(corners: Numbers, mask: NDArray[np.bool_]) -> Numbers:
    """Return which share of each quad (n × 4 × 2, pixels) lies on a mask."""
    points = grid(corners)
    column, row = points[..., 0].astype(np.intp), points[..., 1].astype(np.intp)
    height, width = mask.shape
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    on = mask[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)]
    return np.asarray((inside & on).mean(axis=1))


@cache
def _weights() -> Numbers:
    """Return mean, deviation and weight of each piece of evidence: 3 × n; the last column is the bias."""
    return np.array(json.loads(WEIGHTS.read_text()), dtype=np.float64)
