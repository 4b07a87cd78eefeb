"""How well the page is found: overlap with the labelled quads of real photos, and of generated ones not tuned on."""

import itertools
import sys
from collections.abc import Sequence

import cv2
import numpy as np

from bench.data import Sample, samples
from bench.overlap import FRAME, iou
from bench.tables import report, table
from dossier.imaging.decode import decode
from dossier.imaging.quadrilateral import find_quad, sampled
from dossier.imaging.scan import default_caps

CAPS = default_caps()
_GOOD_IOU = 0.95
_SCORES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.01)


def measure(sample: Sample) -> tuple[float, float]:
    """Return overlap and score of the quad that is found on a photo."""
    _, picture = decode(sample.path, 0, CAPS)
    found, score = find_quad(picture.upright(sampled(picture.stored)))
    truth = FRAME if sample.quad is None else np.array(sample.quad, dtype=np.float64)
    return iou(FRAME if found is None else found, truth), score


def summary(kind: str, results: Sequence[tuple[float, float]]) -> tuple[object, ...]:
    """Return a row: kind, files, mean overlap, share that is good, and mean scores of good and other finds."""
    overlaps = np.array([each[0] for each in results])
    scores = np.array([each[1] for each in results])
    good = overlaps >= _GOOD_IOU
    means = [float(scores[each].mean()) if each.any() else "–" for each in (good, ~good)]
    return kind, len(results), float(overlaps.mean()), f"{100 * good.mean():.0f} %", *means


def separation(results: Sequence[tuple[float, float]]) -> float:
    """Return how often a good find has a higher score than another one (area under the ROC curve)."""
    good = np.array([score for overlap, score in results if overlap >= _GOOD_IOU])
    other = np.array([score for overlap, score in results if overlap < _GOOD_IOU])
    difference = good[:, None] - other
    return float(((difference > 0) + 0.5 * (difference == 0)).mean())


def reliability(results: Sequence[tuple[float, float]]) -> list[tuple[object, ...]]:
    """Return for each range of scores: files, mean score, share that is good."""
    overlaps = np.array([each[0] for each in results])
    scores = np.array([each[1] for each in results])
    rows: list[tuple[object, ...]] = []
    for low, high in itertools.pairwise(_SCORES):
        its = (scores >= low) & (scores < high)
        if its.any():
            good = f"{100 * (overlaps[its] >= _GOOD_IOU).mean():.0f} %"
            rows.append((f"{low} to {min(high, 1.0)}", int(its.sum()), float(scores[its].mean()), good))
    return rows


def main() -> int:
    """Measure, print and write the section."""
    cv2.setNumThreads(1)
    everything = list(samples())
    real = [each for each in everything if each.kind == "real"]
    results = [measure(each) for each in real]
    rows: list[tuple[object, ...]] = [(each.path.name, *result) for each, result in zip(real, results, strict=True)]
    rows.append(("**mean**", float(np.mean([each[0] for each in results])), ""))
    body = table(("real photo (none tuned on)", "IoU in the frame", "score"), rows)
    left_out = ", ".join(each.path.name for each in everything if each.kind == "ambiguous")
    body += f"\n\nLeft out as ambiguous: {left_out}.\n\n"
    kinds = [summary("real", results)]
    generated: dict[str, list[tuple[float, float]]] = {}
    for kind in ("synth", "photo", "scan"):
        held_out = [each for each in everything if each.kind == kind and not each.for_tuning]
        generated[kind] = [measure(each) for each in held_out]
        kinds.append(summary(kind, generated[kind]))
        results += generated[kind]
    kinds.append(summary("synth and photo", generated["synth"] + generated["photo"]))
    head = ("kind", "files", "mean IoU", "≥ 0.95", "score where ≥ 0.95", "score elsewhere")
    body += "Generated ones: the half that was not tuned on (`python -m bench.fit_quads` lists the other):\n\n"
    body += (
        table(head, kinds) + "\n\nThe score is the chance of an overlap of 0.95. On all of these, a good find has a "
    )
    body += f"higher one than another in {100 * separation(results):.1f} % of pairs:\n\n"
    report("photos", "Finding the page", body + table(("score", "files", "mean score", "≥ 0.95"), reliability(results)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
