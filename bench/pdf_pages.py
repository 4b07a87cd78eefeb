"""Whether a page of a PDF costs the same however long the PDF is: scans and drawn text, in files of 1 to 200 pages."""

import asyncio
import io
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from fpdf import FPDF

from bench.data import samples
from bench.pages import Watched
from bench.served import load
from bench.tables import report, table
from dossier.imaging.scan import default_box

COUNTS = (1, 10, 50, 200)
KINDS = ("scan", "drawn text")
FLAT_MAX_RATIO = 1.2
"""A page of a longer file beside the only one of the shortest."""
_ROUNDS = 7
_PLACES = 3
_A4_MM = (210, 297)


@dataclass(kw_only=True)
class Cost:
    """What pages of one file took: milliseconds of the child's processor each, and its memory."""

    megabytes_of_file: float
    milliseconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0


def write(path: Path, kind: str, count: int, sheet: bytes) -> None:
    """Write a PDF of so many pages, each with a scan of its own, or with drawn text."""
    document = FPDF(format="A4")
    document.set_font("Helvetica", size=11)
    for number in range(count):
        document.add_page()
        if kind == "scan":
            # What follows a JPEG's end is not read: without it, all pages would share one image
            document.image(io.BytesIO(sheet + number.to_bytes(4)), 0, 0, *_A4_MM)
        else:
            document.multi_cell(0, 6, "\n".join(f"Ligne {line} de la page {number + 1}" for line in range(40)))
    document.output(str(path))


async def measure() -> dict[tuple[str, int], Cost]:
    """Make pages from the beginning, the middle and the end of each file, all files in turn."""
    sheet = next(each.path for each in samples() if each.kind == "scan").read_bytes()
    costs: dict[tuple[str, int], Cost] = {}
    with tempfile.TemporaryDirectory() as folder:
        files = {(kind, count): Path(folder) / f"{kind} {count}.pdf" for kind in KINDS for count in COUNTS}
        for (kind, count), file in files.items():
            write(file, kind, count, sheet)
            costs[kind, count] = Cost(megabytes_of_file=file.stat().st_size / 1e6)
        for _ in range(_ROUNDS):
            for at, file in files.items():
                async with default_box() as box:
                    await box.make_page(file, 0, Path(folder))
                    child = Watched()
                    for place in range(_PLACES):
                        before = child.milliseconds()
                        await box.make_page(file, (at[1] - 1) * place // (_PLACES - 1), Path(folder))
                        costs[at].milliseconds.append(child.milliseconds() - before)
                    costs[at].megabytes = max(costs[at].megabytes, child.megabytes())
    return costs


def main() -> int:
    """Measure, print and write the section; return 1 where a longer file's pages cost more."""
    costs = asyncio.run(measure())
    rows: list[tuple[object, ...]] = []
    ratios = []
    for (kind, count), cost in costs.items():
        ratio = median(cost.milliseconds) / median(costs[kind, COUNTS[0]].milliseconds)
        ratios += [ratio, cost.megabytes / costs[kind, COUNTS[0]].megabytes]
        made = (round(median(cost.milliseconds)), float(ratio), round(cost.megabytes))
        rows.append((kind, count, f"{cost.megabytes_of_file:.1f}", *made))
    body = f"Pages from the beginning, the middle and the end of each file, {_ROUNDS} times in turn, each in a fresh "
    body += (
        f"boxed child; {load()}. Promised: processor time and memory stay within {FLAT_MAX_RATIO} × those of a file "
    )
    body += "of one page.\n\n"
    head = (
        "page",
        "pages of the file",
        "MB of the file",
        "ms a page, median",
        "of one page's",
        "MB of the child, at most",
    )
    report("pdf_pages", "A page of a long PDF", body + table(head, rows))
    return int(max(ratios) > FLAT_MAX_RATIO)


if __name__ == "__main__":
    sys.exit(main())
