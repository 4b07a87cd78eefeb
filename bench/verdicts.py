"""Which faults of photos are seen, and how often a good photo is blamed; on files not tuned on."""

import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np

from bench.data import Sample, samples
from bench.photos import CAPS
from bench.tables import report, table
from dossier.imaging.decode import decode
from dossier.imaging.glance import glance
from dossier.imaging.pipeline import SEEN_PIXELS, flat
from dossier.imaging.quadrilateral import find_quad, sampled
from dossier.imaging.shrink import fitted_area
from dossier.imaging.verdict import judge

_FAULTS = ("blur", "dark", "glare", "cut_off", "too_far")


def faults_of(sample: Sample) -> set[str]:
    """Return the faults that are seen on a photo or scan."""
    _, picture = decode(sample.path, 0, CAPS)
    quad, score = find_quad(picture.upright(sampled(picture.stored)))
    page = flat(picture, quad, CAPS.page_dpi_max)
    return set(judge(fitted_area(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), SEEN_PIXELS), quad, score).faults)


def on_the_spot(sample: Sample) -> set[str]:
    """Return the faults that are told at once, by a glance at a small copy."""
    with tempfile.TemporaryDirectory() as folder:
        return set(glance(sample.path, 0, Path(folder), CAPS).faults)


def main() -> int:
    """Measure, print and write the section."""
    cv2.setNumThreads(1)
    held_out = [each for each in samples() if each.kind in {"photo", "scan", "real"} and not each.for_tuning]
    found = [(each, faults_of(each)) for each in held_out]
    rows: list[tuple[object, ...]] = []
    for fault in _FAULTS:
        there = [seen for each, seen in found if fault in each.faults]
        alarms = [each.path.name for each, seen in found if fault not in each.faults and fault in seen]
        rows.append((fault, len(there), sum(fault in seen for seen in there), len(alarms), ", ".join(alarms[:4])))
    faulty = [seen for each, seen in found if each.faults]
    rows.append(("any", len(faulty), sum(bool(seen) for seen in faulty), "", ""))
    body = table(("fault", "there", "seen", "false alarms", "among them"), rows)
    for kind in ("photo", "scan", "real"):
        good = [seen for each, seen in found if each.kind == kind and not each.faults]
        body += f"\n\nGood files of kind {kind} that are blamed for anything: {np.mean([bool(x) for x in good]):.1%}"
        body += f" of {len(good)}."
    same = [on_the_spot(each) == seen for each, seen in found if each.kind != "scan"]
    body += f"\n\nOn the spot a photo is judged the same: {np.mean(same):.1%} of {len(same)}."
    report("verdicts", "The verdict", body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
