"""How often a scan turned by 0, 90, 180 and 270 degrees is put upright; scans that were not tuned on."""

import sys
from collections import Counter

import cv2

from bench.data import samples
from bench.tables import report, table
from dossier.imaging.orient import upright_rotation
from dossier.imaging.rectify import rotated


def main() -> int:
    """Measure, print and write the section."""
    cv2.setNumThreads(1)
    right: Counter[int] = Counter()
    wrong = []
    held_out = [each for each in samples() if each.kind == "scan" and not each.for_tuning]
    for each in held_out:
        grey = cv2.imread(str(each.path), cv2.IMREAD_GRAYSCALE)
        assert grey is not None
        for turn in (0, 90, 180, 270):
            found = upright_rotation(rotated(grey, turn))
            if (found + turn) % 360 == 0:
                right[turn] += 1
            else:
                wrong.append(f"{each.path.name} at {turn} (turned by {found})")
    rows = [(f"{turn}°", len(held_out), f"{100 * right[turn] / len(held_out):.1f} %") for turn in (0, 90, 180, 270)]
    body = table(("scan turned by", "files", "put upright"), rows)
    report("orientation", "Putting pages upright", f"{body}\n\nWrong: {', '.join(wrong) or 'none'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
