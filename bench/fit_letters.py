"""Fit what tells an upright letter from a turned one on the tuning half of the generated photos and scans.

Run `python -m bench.fit_letters`; it prints the files it learnt from and writes the weights. No real photo is among
them. A letter of a page that is upright is an example of each turn: of its four turns, only the first looks right.
"""

import json
import sys
import zlib
from collections.abc import Iterator

import cv2
import numpy as np

from bench.data import DATA, Sample, samples
from bench.fit_quads import fit_net
from dossier.imaging.letters import Views
from dossier.imaging.orient import LEAST_PIXELS, WEIGHTS, letters_seen, turns
from dossier.imaging.pixels import Pixels
from dossier.imaging.rectify import rectify
from dossier.imaging.shrink import fitted_area
from tests.dossier.imaging.drawing import skewed

HIDDEN = 16
ROUNDS = 12
_SKEW_MAX_DEGREES = 3
_BLUR_MAX_PIXELS = 1.2
_PIXELS = 1_100_000
_DPI = 250
_LETTERS_MOST = 150


def upright(sample: Sample) -> Pixels:
    """Return the page of a scan or a photo, grey, flat and upright: its labelled quad begins at its own top left."""
    grey = cv2.imread(str(sample.path), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    return rectify(grey, np.array(sample.quad), _DPI) if sample.quad else grey


def views(sample: Sample) -> Iterator[Views]:
    """Give the letters of a page as it is, and of the same page skewed, smaller and blurred."""
    random = np.random.default_rng(zlib.crc32(sample.path.name.encode()))
    grey = upright(sample)
    if grey.size >= LEAST_PIXELS:
        yield letters_seen(grey, _LETTERS_MOST)
        small = skewed(fitted_area(grey, _PIXELS * random.uniform(0.3, 1)), random.uniform(-1, 1) * _SKEW_MAX_DEGREES)
        yield letters_seen(cv2.GaussianBlur(small, (0, 0), random.uniform(0.3, _BLUR_MAX_PIXELS)), _LETTERS_MOST)


def main() -> int:
    """Fit and write the weights."""
    chosen = [each for each in samples() if each.for_tuning and each.kind != "synth"]
    print(f"fitted on {len(chosen)} files:", *(each.path.relative_to(DATA) for each in chosen), sep="\n  ")
    seen = np.concatenate([each for sample in chosen for each in views(sample)])
    right = np.array([1.0, 0.0, 0.0, 0.0])
    hidden, out, straight = fit_net([(each, right) for each in turns(seen)], HIDDEN, ROUNDS, seed=1)
    weights = {"hidden": hidden, "out": out, "straight": straight}
    lines = (f'  "{name}": {json.dumps(np.round(value, 3).tolist())}' for name, value in weights.items())
    WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
