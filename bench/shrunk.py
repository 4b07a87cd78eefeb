"""What a photo loses when the phone makes it smaller before it is sent: dots an inch, faults, where the page lies.

Real photos of 7 megapixels and more, as phones take them; made smaller by area and written as a canvas does.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import cv2
import numpy as np

from bench.data import Sample, samples
from bench.overlap import FRAME, iou
from bench.tables import report, table
from dossier.imaging.decode import decode
from dossier.imaging.pipeline import make_page
from dossier.imaging.scan import default_caps
from dossier.imaging.sheet import COARSE_DPI
from dossier.imaging.values import MadePage, Recipe

CAPS = default_caps()
LEAST_PIXELS = 7_000_000
SHARES = (1.0, 0.75, 0.5)
JPEG_QUALITY = 85
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo as it would be sent, and the page that is made of it."""

    pixels: int
    size_bytes: int
    page: MadePage
    overlap: float


def send(sample: Sample, share: float, folder: Path) -> Sent:
    """Make a photo's sides this share of what they are, and its page; at 1 it is sent as it was taken."""
    path = sample.path
    if share < 1:
        stored = decode(path, 0, CAPS)[1]
        upright = stored.upright(stored.stored)
        small = cv2.resize(upright, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        path = folder / "shrunk.jpg"
        cv2.imwrite(str(path), small, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    page = make_page(path, 0, folder, Recipe(), CAPS)
    truth = FRAME if sample.quad is None else np.array(sample.quad, dtype=np.float64)
    found = FRAME if page.quad is None else np.array(page.quad, dtype=np.float64)
    height, width = decode(path, 0, CAPS)[1].stored.shape[:2]
    return Sent(width * height, path.stat().st_size, page, iou(found, truth))


def _row(share: float, sent: Sequence[Sent]) -> tuple[object, ...]:
    dots = [each.page.dpi for each in sent if each.page.dpi is not None]
    coarse = sum(each < COARSE_DPI for each in dots)
    faulty = sum(bool(each.page.verdict.faults) for each in sent)
    return (
        f"{share:.0%}",
        f"{mean(each.pixels for each in sent) / 1e6:.1f}",
        f"{mean(each.size_bytes for each in sent) / _MEGABYTE:.1f}",
        f"{median(dots):.0f}",
        f"{coarse} of {len(dots)}",
        f"{faulty} of {len(sent)}",
        mean(each.overlap for each in sent),
    )


def main() -> int:
    """Measure, print and write the section."""
    cv2.setNumThreads(1)
    real = [each for each in samples() if each.kind == "real"]
    large = [each for each in real if np.prod(decode(each.path, 0, CAPS)[1].stored.shape[:2]) >= LEAST_PIXELS]
    with tempfile.TemporaryDirectory() as folder:
        rows = [_row(share, [send(each, share, Path(folder)) for each in large]) for share in SHARES]
    head = (
        *("sides of what was taken", "megapixels, mean", "MB, mean", "dots an inch of the page, median"),
        *(f"pages below {COARSE_DPI} dots an inch", "pages with a fault that is told", "mean IoU"),
    )
    words = f"{len(large)} real photos of {LEAST_PIXELS / 1e6:.0f} megapixels and more; made smaller by area, JPEG "
    words += f"{JPEG_QUALITY}. A page is made with {CAPS.page_dpi_max} dots an inch at most; below {COARSE_DPI} small "
    words += "letters of a usual form cannot all be read, and the person is told.\n\n"
    report("shrunk", "A photo made smaller before it is sent", words + table(head, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
