"""How well several papers on one photo are found, and how often a second is seen where there is one."""

import sys
from collections.abc import Sequence

import cv2
import numpy as np

from bench.data import Sample, samples
from bench.fit_papers import FIRST_SEED as TUNING_SEED
from bench.fit_papers import GOOD_IOU, PHOTOS
from bench.laid import Numbers
from bench.overlap import iou
from bench.spread import PAPERS_MAX, spread
from bench.tables import report, table
from bench.training import sheets_of
from dossier.imaging.decode import decode
from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral import find_quads, sampled
from dossier.imaging.scan import default_caps

CAPS = default_caps()
FIRST_SEED = 900_000
PHOTOS_OF_EACH = 80


def found_on(photo: Pixels) -> Sequence[Numbers]:
    """Return the papers that are proposed as pages of their own; none where fewer than two are seen."""
    return find_quads(photo)[2]


def is_right(found: Sequence[Numbers], truths: Sequence[Numbers]) -> bool:
    """Tell whether each paper was found, and nothing else."""
    return len(found) == len(truths) and all(max(iou(each, truth) for each in found) >= GOOD_IOU for truth in truths)


def is_false(found: Sequence[Numbers], truths: Sequence[Numbers]) -> bool:
    """Tell whether a page is proposed that is no paper."""
    return any(max(iou(each, truth) for truth in truths) < GOOD_IOU for each in found)


def drawn(sheets: Sequence[Pixels], count: int) -> tuple[object, ...]:
    """Return a row on photos of `count` papers: photos, right, left as one page, with a page that is no paper."""
    right, single, false = 0, 0, 0
    for number in range(PHOTOS_OF_EACH):
        photo, truths = spread(sheets, count, np.random.default_rng(FIRST_SEED + PHOTOS_OF_EACH * count + number))
        found = found_on(photo)
        right += is_right(found, truths) if count > 1 else not found
        single += not found
        false += is_false(found, truths)
    return (f"{count} drawn", PHOTOS_OF_EACH, *(_percent(each, PHOTOS_OF_EACH) for each in (right, single, false)))


def shared(kind: str, chosen: Sequence[Sample]) -> tuple[tuple[object, ...], list[str]]:
    """Return a row on labelled photos of one paper, and the names of those on which several are proposed."""
    several = []
    for sample in chosen:
        _, picture = decode(sample.path, 0, CAPS)
        if len(found_on(picture.upright(sampled(picture.stored)))) > 1:
            several.append(sample.path.name)
    single = len(chosen) - len(several)
    return (
        (kind, len(chosen), *(_percent(each, len(chosen)) for each in (single, single, len(several)))),
        several,
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"


def main() -> int:
    """Measure, print and write the section."""
    cv2.setNumThreads(1)
    everything = list(samples())
    held_out = [sheet for each in everything if not each.for_tuning for sheet in sheets_of(each)]
    rows = [drawn(held_out, count) for count in range(1, PAPERS_MAX + 1)]
    names: list[str] = []
    for kind in ("real", "ambiguous", "synth", "photo"):
        row, several = shared(kind, [each for each in everything if each.kind == kind])
        rows.append(row)
        names += several
    body = (
        f"Drawn photos: {len(held_out)} sheets of the half that was not tuned on, seeds from {FIRST_SEED}; fitted on "
        f"{PHOTOS} photos of the other half, seeds from {TUNING_SEED} (`python -m bench.fit_papers`). Right: each "
        f"paper found with an IoU of {GOOD_IOU} or more, and nothing else. The shared photos, none fitted on, show one "
        "paper; the ambiguous ones a book, a pile or several.\n\n"
    )
    head = ("papers on the photo", "photos", "right", "one page proposed", "a page that is no paper")
    body += table(head, rows) + "\n\nSeveral proposed on: " + (", ".join(names) or "none") + "."
    report("papers", "Several papers on one photo", body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
