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
from dossier.imaging.quadrilateral.candidates import SIDE_FEATURES, Candidates, combine
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
_POOL = 2000
_KEPT = 32
"""So many of those that lie clear of the others are looked at closely for the next paper."""
_GRID = 6
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
    sure: list[Paper] = []
    while True:
        pool = _Pool.of(channels, found)
        fresh = _beside(channels, pool, pool.clear_of(taken, pool.all), least)
        looked += [(each, _inside(channels, pool, each, least)) for each in fresh]
        if least <= 0:
            return looked
        more = [each for each in fresh if _as_sure(each, SURE)]
        for each in more:
            taken |= _mask(channels, each.quad)
        sure += more
        if not more or len(sure) == 1 or taken.mean() > _FULL_SHARE:
            return looked
        # Sides of two papers in one line pass for one side, askew to both; and each side takes the place of another.
        edges = cv2.dilate(taken.astype(np.uint8), np.ones((_EDGE_PIXELS, _EDGE_PIXELS), np.uint8)).astype(np.bool_)
        found = combine(*find_lines(channels, edges), channels.width, channels.height)


def settled(looked: Sequence[tuple[Paper, list[Paper]]]) -> list[Paper]:
    """Choose, of each quad and those inside it, the one or the others; keep those that surely are papers."""
    kept: list[Paper] = []
    for paper in (each for outer, inner in looked for each in (inner if _hold_better(outer, inner) else [outer])):
        apart = all(_common(paper, other) <= _TOUCH_SHARE for other in kept)
        if apart and _as_sure(paper, SURE) and len(kept) < PAPERS_MAX:
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
    sure = [each for each in inner if _as_sure(each, SURE)]
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


@dataclass(frozen=True, kw_only=True)
class _Pool:
    """Candidates that are whole in the photo and cover enough of it, the best sides first."""

    corners: Numbers
    features: Numbers
    column: NDArray[np.intp]
    """n × points spread over each, pixels."""
    row: NDArray[np.intp]

    @classmethod
    def of(cls, channels: Channels, found: Candidates) -> "_Pool":
        """Choose them."""
        among = np.flatnonzero((found.features[:, _BORDERS] == 0) & (found.features[:, _AREA] >= LEAST_SHARE))
        among = among[np.argsort(-ranker().first(found.features[among]))][:_POOL]
        points = grid(found.corners[among], _GRID)
        return cls(
            corners=found.corners[among],
            features=found.features[among],
            column=np.clip(points[..., 0], 0, channels.width - 1).astype(np.intp),
            row=np.clip(points[..., 1], 0, channels.height - 1).astype(np.intp),
        )

    @property
    def all(self) -> NDArray[np.intp]:
        """Return the places of all."""
        return np.arange(len(self.corners))

    def share_on(self, mask: NDArray[np.bool_], among: NDArray[np.intp]) -> Numbers:
        """Return which share of some of them lies on a mask."""
        return np.asarray(mask[self.row[among], self.column[among]].mean(axis=1))

    def clear_of(self, mask: NDArray[np.bool_], among: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return those of some that lie clear of a mask."""
        return among[self.share_on(mask, among) <= _TOUCH_SHARE]


def _inside(channels: Channels, pool: _Pool, outer: Paper, least: float) -> list[Paper]:
    """Return quads inside another that lie beside each other and are much smaller than it; none in an unsure one."""
    if not _as_sure(outer, least):
        return []
    smaller = np.flatnonzero(pool.features[:, _AREA] <= _HALF_MAX_SHARE * area(np.clip(outer.quad, 0, 1)))
    within = smaller[pool.share_on(_mask(channels, outer.quad), smaller) >= _INSIDE_SHARE]
    return _beside(channels, pool, within, least)


def _beside(channels: Channels, pool: _Pool, among: NDArray[np.intp], least: float) -> list[Paper]:
    """Return the best of some candidates, then the best of those that lie clear of it, and so on."""
    papers: list[Paper] = []
    while len(papers) < PAPERS_MAX and len(among) and _unsure(papers, least) < _MISSES_MAX:
        papers.append(_best(channels, pool, among[:_KEPT]))
        among = pool.clear_of(_mask(channels, papers[-1].quad), among)
    return papers


def _unsure(papers: Sequence[Paper], least: float) -> int:
    return sum(not _as_sure(each, least) for each in papers)


def _as_sure(paper: Paper, least: float) -> bool:
    return least <= 0 or sureness(paper.evidence) >= least  # with 0 nothing is asked of what is about to be fitted


def _best(channels: Channels, pool: _Pool, among: NDArray[np.intp]) -> Paper:
    """Return the quad that is ranked first, of the most promising ones."""
    corners = pool.corners[among]
    features = np.hstack((pool.features[among], surface_features(channels, corners)))
    scores = ranker().second(features)
    winner = int(scores.argmax())
    shares = corners / (channels.width, channels.height)
    # Another paper is no rival: only what lies on this one is.
    near = pool.share_on(_mask(channels, shares[winner]), among) > _TOUCH_SHARE
    near[winner] = True
    place = int(near[:winner].sum())
    return Paper(quad=shares[winner], evidence=evidence_of(features[near], scores[near], shares[near], place))


def _mask(channels: Channels, quad: Numbers) -> NDArray[np.bool_]:
    """Return what a quad (shares of the frame) covers of the small photo."""
    mask = np.zeros((channels.height, channels.width), np.uint8)
    cv2.fillConvexPoly(mask, np.rint(quad * (channels.width, channels.height)).astype(np.int32), 1)
    return mask.astype(np.bool_)


@cache
def _weights() -> Numbers:
    """Return mean, deviation and weight of each piece of evidence: 3 × n; the last column is the bias."""
    return np.array(json.loads(WEIGHTS.read_text()), dtype=np.float64)
