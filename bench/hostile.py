"""Malformed, lying and exploding files, and odd but honest PDFs: how each ends, how long it takes, and who survives."""

import asyncio
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

from bench.data import DATA
from bench.tables import report, table
from dossier.imaging.box import Box
from dossier.imaging.scan import default_box, scanned

_LONGEST_SECONDS = 15.0


async def one(file: Path, box: Box) -> tuple[str, str, int, float]:
    """Return a file's name, how it ended, its pages and the seconds it took."""
    start = perf_counter()
    async for result in scanned([file], out=None, box=box):
        end = result["refused"]["code"] if result["refused"] else "made"
        return f"{file.parent.name}/{file.name}", end, len(result["pages"]), perf_counter() - start
    raise AssertionError


async def measure() -> list[tuple[str, str, int, float]]:
    """Send every file through one box; the box must outlive them all."""
    files = sorted(each for folder in ("hostile", "pdf") for each in (DATA / folder).iterdir() if each.is_file())
    async with default_box() as box:
        return [await one(each, box) for each in files]


def main() -> int:
    """Measure, print and write the section; return 1 when a file took too long."""
    rows = asyncio.run(measure())
    slow = [row for row in rows if row[3] >= _LONGEST_SECONDS]
    body = f"{len(rows)} files; the parent is alive after each. Over {_LONGEST_SECONDS:.0f} s: {len(slow)}.\n\n"
    body += table(("outcome", "files"), Counter(row[1] for row in rows).most_common())
    body += "\n\n" + table(("file", "outcome", "pages", "seconds"), rows)
    report("hostile", "Hostile files", body)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
