"""How exactly the skew of a page is told: scans that were not tuned on, turned further by known angles."""

import sys
from time import process_time

import cv2
import numpy as np

from bench.data import samples
from bench.tables import report, table
from dossier.imaging.deskew import skew_degrees
from tests.dossier.imaging.drawing import skewed

_TURNS_DEGREES = (-3.0, -1.0, -0.3, 0.3, 1.0, 3.0)


def main() -> int:
    """Measure, print and write the section."""
    cv2.setNumThreads(1)
    errors: dict[float, list[float]] = {each: [] for each in _TURNS_DEGREES}
    milliseconds = []
    unsure = 0
    held_out = [each for each in samples() if each.kind == "scan" and not each.for_tuning]
    for each in held_out:
        grey = cv2.imread(str(each.path), cv2.IMREAD_GRAYSCALE)
        assert grey is not None
        start = process_time()
        before = skew_degrees(grey)
        milliseconds.append(1000 * (process_time() - start))
        if before == 0.0:
            unsure += 1
            continue
        for turn in _TURNS_DEGREES:
            errors[turn].append(abs(skew_degrees(skewed(grey, turn)) - before - turn))
    rows = [(f"{turn:+}°", len(found), *np.percentile(found, (50, 95)).tolist()) for turn, found in errors.items()]
    every = np.concatenate(list(errors.values()))
    rows.append(("**all**", len(every), *np.percentile(every, (50, 95)).tolist()))
    body = table(("scan turned by", "files", "median error (°)", "p95 error (°)"), rows)
    body += "\n\nThe error is the difference between the turn and what changes in the skew that is found.\n\n"
    body += f"Not sure of {unsure} files of {len(held_out)}, which are left as they lie. Processor time a page: median "
    body += f"{np.median(milliseconds):.0f} ms, p95 {np.percentile(milliseconds, 95):.0f} ms."
    report("deskew", "Putting pages straight", body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
