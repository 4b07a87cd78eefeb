"""Fit the ranker of quads on the tuning half of the generated photos and scans, and on photos drawn from it.

Run `python -m bench.fit_quads`; it prints the files it learnt from. No real photo is among them.
"""

import json
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.data import DATA, samples
from bench.overlap import FRAME, iou
from bench.training import Photo, drawn, views
from dossier.imaging.quadrilateral.candidates import KEPT, Candidates
from dossier.imaging.quadrilateral.channels import split
from dossier.imaging.quadrilateral.find import Quads, looked_at, winner_of, with_faint_sides
from dossier.imaging.quadrilateral.ranking import WEIGHTS, Ranker

Numbers = NDArray[np.float64]

HIDDEN = 12
NETS = 5
ROUNDS = 50
PARTS = 2
GOOD_IOU = 0.95
_TEMPERATURE = 70.0
_RIDGE = 1e-3


@dataclass(frozen=True, kw_only=True)
class Shortlist:
    """The best of a photo's candidates, with all of their features and their overlap with the truth."""

    photo: Photo
    quads: Quads
    overlap: Numbers


def _soft(values: Numbers) -> Numbers:
    weight = np.exp(values - values.max())
    return np.asarray(weight / weight.sum())


def fit_net(photos: Sequence[tuple[Numbers, Numbers]], hidden: int, rounds: int, seed: int) -> list[Numbers]:
    """Fit a network that ranks as the overlap does (listwise cross-entropy, Adam)."""
    random = np.random.default_rng(seed)
    width = photos[0][0].shape[1]
    parts: list[Numbers] = [
        random.normal(0, width**-0.5, (width + 1, hidden)),
        random.normal(0, 0.3 * max(hidden, 1) ** -0.5, hidden),
        np.zeros(width),
    ]
    first = [np.zeros_like(each) for each in parts]
    second = [np.zeros_like(each) for each in parts]
    steps = 0
    for turn in range(rounds):
        for at in random.permutation(len(photos)):
            features, overlap = photos[at]
            padded = np.hstack((features, np.ones((len(features), 1))))
            active = np.tanh(padded @ parts[0])
            wrong = _soft(active @ parts[1] + features @ parts[2]) - _soft(overlap * _TEMPERATURE)
            back = np.outer(wrong, parts[1]) * (1 - active**2)
            slopes = [padded.T @ back, active.T @ wrong, features.T @ wrong]
            steps += 1
            for number, part in enumerate(parts):
                slope = slopes[number] + _RIDGE * part
                first[number] = 0.9 * first[number] + 0.1 * slope
                second[number] = 0.99 * second[number] + 0.01 * slope**2
                pace = 3e-3 * (1 - turn / rounds) / (1 - 0.9**steps)
                step = first[number] / (np.sqrt(second[number] / (1 - 0.99**steps)) + 1e-8)
                parts[number] = part - pace * step
    return parts


def _scale(rows: Numbers) -> tuple[Numbers, Numbers]:
    return rows.mean(axis=0), rows.std(axis=0) + 1e-6


def fit_first(photos: Sequence[Photo], seed: int = 1) -> dict[str, Any]:
    """Fit the rough view on the sides of all candidates."""
    mean, deviation = _scale(np.vstack([each.features for each in photos]).astype(np.float64))
    even = [((each.features - mean) / deviation, each.overlap) for each in photos]
    return {"first_scale": np.stack((mean, deviation, fit_net(even, 0, 25, seed)[2]))}


def shorten(photo: Photo, first: Mapping[str, Any]) -> Shortlist:
    """Keep the candidates that the rough view puts first, and look at their surface."""
    found = Candidates(corners=photo.corners.astype(np.float64), features=photo.features.astype(np.float64))
    return _measured(photo, looked_at(split(photo.seen), found, _judge(first), KEPT))


def with_faint(each: Shortlist, judge: Ranker) -> Shortlist:
    """Add what faint sides make of the candidate that a judge puts first."""
    return _measured(each.photo, with_faint_sides(split(each.photo.seen), each.quads, judge))


def _measured(photo: Photo, quads: Quads) -> Shortlist:
    height, width = photo.seen.shape[:2]
    shares = 2 * quads.corners / (width, height)
    return Shortlist(photo=photo, quads=quads, overlap=np.array([iou(each, photo.truth) for each in shares]))


def _judge(first: Mapping[str, Any], second: Mapping[str, Any] | None = None) -> Ranker:
    """Return a ranker of which parts are not fitted yet."""
    blank = {name: np.zeros((3, 1)) for name in ("second_scale", "hidden", "out", "sure")}
    return Ranker(**(blank | dict(first) | dict(second or {})))


def fit_second(photos: Sequence[Shortlist], nets: int = NETS, seed: int = 1) -> dict[str, Any]:
    """Fit the fine view on the shortlists."""
    mean, deviation = _scale(np.vstack([each.quads.features for each in photos]))
    even = [((each.quads.features - mean) / deviation, each.overlap) for each in photos]
    # The mean of a few networks is one wider network, and steadier than any of them.
    fitted = [fit_net(even, HIDDEN, ROUNDS, seed + number) for number in range(nets)]
    return {
        "second_scale": np.stack((mean, deviation, np.mean([each[2] for each in fitted], axis=0))),
        "hidden": np.hstack([each[0] for each in fitted]),
        "out": np.concatenate([each[1] for each in fitted]) / nets,
    }


def winner(each: Shortlist, judge: Ranker) -> tuple[Numbers, float]:
    """Return the evidence for the winner of a photo, and its overlap with the truth."""
    seen = each.photo.seen
    quad, evidence = winner_of(seen, split(seen), each.quads, judge)
    return evidence, iou(FRAME if quad is None else quad, each.photo.truth)


def fit_sureness(evidence: Numbers, right: Numbers) -> Numbers:
    """Fit a logistic regression with a firm ridge: there are few wrong ones to learn from."""
    mean, deviation = _scale(evidence)
    rows = np.hstack(((evidence - mean) / deviation, np.ones((len(evidence), 1))))
    weight = np.zeros(rows.shape[1])
    ridge = np.full(rows.shape[1], 6.0)
    ridge[-1] = 0.0
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weight))
        slope = rows.T @ (chance - right) + ridge * weight
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge + 1e-6)
        weight -= np.linalg.solve(curve, slope)
    return np.stack((np.append(mean, 0), np.append(deviation, 1), weight))


def judged_unseen(photos: Sequence[Shortlist], first: Mapping[str, Any]) -> tuple[Numbers, Numbers]:
    """Return evidence and overlap of each photo's winner, judged by a network that had not seen that photo."""
    part_of = [zlib.crc32(each.photo.name.encode()) % PARTS for each in photos]
    found: dict[int, tuple[Numbers, float]] = {}
    for part in range(PARTS):
        seen = [each for each, its in zip(photos, part_of, strict=True) if its != part]
        judge = _judge(first, fit_second(seen))
        found |= {at: winner(photos[at], judge) for at, its in enumerate(part_of) if its == part}
    ordered = [found[at] for at in range(len(photos))]
    return np.array([each[0] for each in ordered]), np.array([each[1] for each in ordered])


def fit(photos: Sequence[Photo]) -> dict[str, Any]:
    """Fit all views, and say how well photos are found that a fit had not seen."""
    first = fit_first(photos)
    shortlists = [shorten(each, first) for each in photos]
    # A first, single network says near which candidate faint sides are looked for.
    rough = _judge(first, fit_second(shortlists, nets=1))
    shortlists = [with_faint(each, rough) for each in shortlists]
    evidence, overlap = judged_unseen(shortlists, first)
    for kind in sorted({each.kind for each in photos}):
        its = overlap[[each.kind == kind for each in photos]]
        print(f"unseen {kind}: {len(its)} photos, mean {its.mean():.3f}, ≥ 0.95 {(its >= GOOD_IOU).mean():.0%}")
    sure = fit_sureness(evidence, (overlap >= GOOD_IOU).astype(float))
    return first | fit_second(shortlists) | {"sure": sure}


def main() -> int:
    """Fit and write `weights.json`."""
    cv2.setNumThreads(1)
    chosen = [each for each in samples() if each.for_tuning]
    print(f"fitted on {len(chosen)} files:", *(each.path.relative_to(DATA) for each in chosen), sep="\n  ")
    photos = [view for each in chosen for view in views(each)]
    write(fit([each for each in (*photos, *drawn(chosen)) if len(each.overlap)]))
    return 0


def write(weights: Mapping[str, Any]) -> None:
    """Write the weights where the ranker reads them."""
    lines = (f'  "{name}": {json.dumps(np.round(value, 5).tolist())}' for name, value in weights.items())
    WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    sys.exit(main())
