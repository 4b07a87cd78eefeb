"""Codes that are read of zxing-cpp's samples: our ladder beside the binding with everything it has switched on."""

import sys
from collections import Counter
from collections.abc import Iterable
from statistics import median
from time import perf_counter

import cv2
import zxingcpp

from bench.data import CodeSample, code_samples
from bench.tables import report, table
from dossier.imaging.codes import read_codes

QR_LEAST_SHARE = 0.95
_ALL = zxingcpp.BarcodeFormats(
    [getattr(zxingcpp.BarcodeFormat, name) for name in ("QRCode", "DataMatrix", "Code128", "PDF417", "EAN13", "EAN8")]
)


def _right(sample: CodeSample, found: Iterable[tuple[str, str]]) -> bool:
    """Tell whether what was found is what is there; where its text is not known, its format must do."""
    if not sample.format:
        return not list(found)
    if sample.text:
        return any(_plain(text) == _plain(sample.text) for _, text in found)
    return any(name == sample.format for name, _ in found)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def main() -> int:
    """Measure, print and write the section; return 1 where a floor is missed on the half that was not tuned on."""
    cv2.setNumThreads(1)
    files: Counter[tuple[str, bool]] = Counter()
    ours, theirs = files.copy(), files.copy()
    wrong, seconds = [], []
    for each in code_samples():
        grey = cv2.imread(str(each.path), cv2.IMREAD_GRAYSCALE)
        assert grey is not None
        begun = perf_counter()
        read = [(code.format, code.text) for code in read_codes(grey)]
        seconds.append(perf_counter() - begun)
        binding = zxingcpp.read_barcodes(
            grey, _ALL, try_rotate=True, try_downscale=True, try_invert=True, text_mode=zxingcpp.TextMode.Plain
        )
        place = each.format or "none (must stay unread)", each.for_tuning
        files[place] += 1
        ours[place] += _right(each, read)
        theirs[place] += _right(each, [(found.format.name, found.text) for found in binding])
        if not _right(each, read):
            wrong.append(f"{each.path.name} ({'tuned on' if each.for_tuning else 'held out'})")
    rows, short = [], []
    for name in dict.fromkeys(name for name, _ in files):
        held, tuned = (name, False), (name, True)
        rows.append((name, files[held], ours[held], theirs[held], files[tuned], ours[tuned], theirs[tuned]))
        least = QR_LEAST_SHARE * files[held] if name == "QRCode" else theirs[held]
        if ours[held] < max(least, theirs[held]) or (name.startswith("none") and ours[held] < files[held]):
            short.append(name)
    head = ("format", "held out", "ours", "binding", "tuned on", "ours", "binding")
    body = table(head, rows)
    body += f"\n\nA look takes {1000 * median(seconds):.1f} ms (median), {1000 * max(seconds):.0f} at most. "
    body += f"Not right: {', '.join(wrong) or 'none'}."
    report("codes", "Codes", body)
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
