"""Fit the ranker of quads on the tuning half of the generated photos and scans, and write its weights.

Run `python -m bench.fit_quads`; it prints the files it learnt from. No real photo is among them.
"""

import json
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.data import DATA, Sample, samples
from bench.overlap import FRAME, iou
from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral.candidates import KEPT
from dossier.imaging.quadrilateral.channels import split
from dossier.imaging.quadrilateral.find import candidates
from dossier.imaging.quadrilateral.ranking import WEIGHTS, Ranker, evidence_of
from dossier.imaging.quadrilateral.surface import surface_features

Numbers = NDArray[np.float64]

HIDDEN = 12
NETS = 5
CUT_VIEWS = 2
CUT_MAX_SHARE = 0.25
LIGHT_RANGE = (0.55, 1.05)
NETS_HELD_OUT = 2
RIGHT_IOU = 0.93
_TEMPERATURE = 70.0
_RIDGE = 1e-3
_LOADED_LONG_SIDE = 1400


@dataclass(frozen=True, kw_only=True)
class Photo:
    """The candidates of one photo, with the truth."""

    kind: str
    name: str
    shares: Numbers
    features: Numbers
    overlap: Numbers


def load(sample: Sample) -> Pixels:
    """Read a photo upright, shrunk to what corner finding needs."""
    pixels = cv2.imread(str(sample.path))
    assert pixels is not None
    by = _LOADED_LONG_SIDE / max(pixels.shape[:2])
    return cv2.resize(pixels, None, fx=by, fy=by, interpolation=cv2.INTER_AREA) if by < 1 else pixels


def views(sample: Sample) -> Iterator[Photo]:
    """Give a sample as it is and, for a photo, cut at random: pages that leave the frame are rare, and matter."""
    pixels = load(sample)
    truth = np.array(sample.quad if sample.quad is not None else FRAME, dtype=np.float64)
    yield prepare(sample, pixels, truth)
    if sample.kind == "scan":
        return
    random = np.random.default_rng(zlib.crc32(sample.path.name.encode()))
    for _ in range(CUT_VIEWS):
        low = random.uniform(0, CUT_MAX_SHARE, 2) * random.integers(0, 2, 2)
        high = 1 - random.uniform(0, CUT_MAX_SHARE, 2) * random.integers(0, 2, 2)
        left, top, right, bottom = np.rint(np.concatenate((low, high)) * np.tile(pixels.shape[1::-1], 2)).astype(int)
        light = random.uniform(*LIGHT_RANGE)
        cut = np.clip(pixels[top:bottom, left:right] * light, 0, 255).astype(np.uint8)
        yield prepare(sample, cut, (truth - low) / (high - low))


def prepare(sample: Sample, pixels: Pixels, truth: Numbers) -> Photo:
    """Compute all candidates of a photo, their features, and their overlap with the truth."""
    channels = split(pixels)
    found = candidates(channels)
    shares = found.corners / (channels.width, channels.height)
    return Photo(
        kind=sample.kind,
        name=sample.path.name,
        shares=shares,
        features=np.hstack((found.features, surface_features(channels, found.corners))),
        overlap=np.array([iou(each, truth) for each in shares]),
    )


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


def fit_ranker(photos: Sequence[Photo], side_count: int, seed: int = 1) -> dict[str, Any]:
    """Fit both stages; return the weights without the sureness."""
    mean, deviation = _scale(np.vstack([each.features[:, :side_count] for each in photos]))
    rough = fit_net(
        [((each.features[:, :side_count] - mean) / deviation, each.overlap) for each in photos], 0, 25, seed
    )
    weights: dict[str, Any] = {"first_scale": np.stack((mean, deviation, rough[2]))}
    short = []
    for each in photos:
        order = np.argsort(-((each.features[:, :side_count] - mean) / deviation @ rough[2]))[:KEPT]
        short.append((each.features[order], each.overlap[order]))
    mean, deviation = _scale(np.vstack([each[0] for each in short]))
    even = [((each[0] - mean) / deviation, each[1]) for each in short]
    # The mean of a few networks is one wider network, and steadier than any of them.
    nets = [fit_net(even, HIDDEN, 50, seed + number) for number in range(NETS)]
    weights |= {
        "second_scale": np.stack((mean, deviation, np.mean([each[2] for each in nets], axis=0))),
        "hidden": np.hstack([each[0] for each in nets]),
        "out": np.concatenate([each[1] for each in nets]) / NETS,
    }
    return weights


def winner(photo: Photo, judge: Ranker, side_count: int) -> tuple[Numbers, float]:
    """Return the evidence for the winner of a photo, and its overlap with the truth."""
    order = np.argsort(-judge.first(photo.features[:, :side_count]))[:KEPT]
    scores = judge.second(photo.features[order])
    best = int(scores.argmax())
    return evidence_of(photo.features[order], scores, photo.shares[order], best), float(photo.overlap[order[best]])


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


def fit(photos: Sequence[Photo], side_count: int) -> dict[str, Any]:
    """Fit all weights; the sureness on photos that the network which judged them had not seen."""
    evidence, right = [], []
    blank = np.zeros((3, photos[0].features.shape[1] + 3))
    for part in range(NETS_HELD_OUT):
        seen = [each for each in photos if zlib.crc32(each.name.encode()) % NETS_HELD_OUT != part]
        judge = Ranker(**fit_ranker(seen, side_count), sure=blank)
        for each in photos:
            if zlib.crc32(each.name.encode()) % NETS_HELD_OUT == part:
                row, overlap = winner(each, judge, side_count)
                evidence.append(row)
                right.append(overlap >= RIGHT_IOU)
    return fit_ranker(photos, side_count) | {"sure": fit_sureness(np.array(evidence), np.array(right, dtype=float))}


def main() -> int:
    """Fit and write `weights.json`."""
    from dossier.imaging.quadrilateral.candidates import SIDE_FEATURES

    cv2.setNumThreads(1)
    chosen = [each for each in samples() if each.for_tuning]
    # Scans teach only that a page may fill the frame: one in three is enough.
    chosen = [each for at, each in enumerate(chosen) if each.kind != "scan" or at % 3 == 0]
    print(f"fitted on {len(chosen)} files:", *(each.path.relative_to(DATA) for each in chosen), sep="\n  ")
    photos = [view for each in chosen for view in views(each) if len(view.overlap)]
    weights = fit(photos, len(SIDE_FEATURES))
    write(weights)
    return 0


def write(weights: Mapping[str, Any]) -> None:
    """Write the weights where the ranker reads them."""
    lines = (f'  "{name}": {json.dumps(np.round(value, 5).tolist())}' for name, value in weights.items())
    WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    sys.exit(main())
