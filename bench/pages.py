"""What a 12-megapixel photo costs: milliseconds per step and the child's memory, through the box as in service."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.data import Sample, samples
from bench.tables import report, table
from dossier.imaging.scan import default_box
from dossier.imaging.values import MadePage

_TWELVE_MEGAPIXELS = range(11_900_000, 12_500_000)
_PER_KIND = 12


def _child() -> Path:
    """Return the process folder of the one child of this process."""
    return Path("/proc") / Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()[0]


def _memory_megabytes(child: Path) -> float:
    """Return the greatest resident size that the child ever had."""
    (line,) = [line for line in (child / "status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def _burnt_seconds(child: Path) -> float:
    """Return the processor time of the child so far."""
    fields = (child / "stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(chosen: list[Sample]) -> tuple[list[MadePage], float, float]:
    """Make the first page of every file; return the pages, the child's peak memory and its seconds for all."""
    async with default_box() as box:
        with tempfile.TemporaryDirectory() as folder:
            await box.make_page(chosen[0].path, 0, Path(folder))
            child = _child()
            before = _burnt_seconds(child)
            made = [await box.make_page(each.path, 0, Path(folder)) for each in chosen]
        return made, _memory_megabytes(child), _burnt_seconds(child) - before


async def large_photos() -> list[Sample]:
    """Return photos of about 12 megapixels."""
    found: list[Sample] = []
    async with default_box() as box:
        for each in samples():
            if each.kind not in {"photo", "real"} or sum(one.kind == each.kind for one in found) >= _PER_KIND:
                continue
            inspection = await box.inspect(each.path)
            if (inspection.width or 0) * (inspection.height or 0) in _TWELVE_MEGAPIXELS:
                found.append(each)
    return found


def main() -> int:
    """Measure, print and write the section."""
    made, megabytes, burnt = asyncio.run(measure(asyncio.run(large_photos())))
    totals = sorted(sum(each.ms.values()) for each in made)
    rows: list[tuple[object, ...]] = [(step, round(median(each.ms[step] for each in made))) for step in made[0].ms]
    rows.append(("**whole page, median**", round(median(totals))))
    rows.append(("whole page, processor time, mean", round(1000 * burnt / len(made))))
    rows.append(("whole page, p95", round(totals[int(0.95 * (len(totals) - 1))])))
    body = f"{len(made)} photos of 12 megapixels; peak memory of the child {megabytes:.0f} MB; "
    body += f"load of the machine {os.getloadavg()[0]:.1f} (the steps are wall time).\n\n"
    report("pages", "Cost of a page", body + table(("step", "ms"), rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
