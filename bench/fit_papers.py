"""Fit how sure it is that a quad is one of several papers, on photos drawn of the sheets of the tuning half.

Run `python -m bench.fit_papers` after `bench.fit_quads`, whose ranking is part of the evidence.
"""

import json
import sys

import cv2
import numpy as np

from bench.data import samples
from bench.fit_quads import fit_sureness
from bench.overlap import iou
from bench.spread import PAPERS_MAX, spread
from bench.training import sheets_of
from dossier.imaging.quadrilateral.channels import split
from dossier.imaging.quadrilateral.find import candidates
from dossier.imaging.quadrilateral.papers import WEIGHTS, look_for_papers

PHOTOS = 300
FIRST_SEED = 100_000
GOOD_IOU = 0.9


def main() -> int:
    """Fit, and write `papers.json`."""
    cv2.setNumThreads(1)
    sheets = [sheet for each in samples() if each.for_tuning for sheet in sheets_of(each)]
    evidence, right = [], []
    for number in range(PHOTOS):
        photo, truths = spread(sheets, 1 + number % PAPERS_MAX, np.random.default_rng(FIRST_SEED + number))
        channels = split(photo)
        looked = look_for_papers(channels, candidates(channels), least=0)
        for paper in (each for outer, inner in looked for each in (outer, *inner)):
            evidence.append(paper.evidence)
            right.append(max(iou(paper.quad, truth) for truth in truths) >= GOOD_IOU)
    print(f"{len(right)} quads on {PHOTOS} photos, {sum(right)} of them a paper")
    fitted = fit_sureness(np.array(evidence), np.array(right, dtype=np.float64))
    WEIGHTS.write_text(json.dumps(np.round(fitted, 7).tolist()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
