"""What a 12-megapixel photo costs: the verdict on the spot, then the page, step by step, and the child's memory."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.data import Sample, samples
from bench.served import load
from bench.tables import report, table
from dossier.imaging.box import Box
from dossier.imaging.scan import default_box, default_caps
from dossier.imaging.values import MadePage

_TWELVE_MEGAPIXELS = range(11_900_000, 12_500_000)
_PER_KIND = 12
_DPI = (200, 300)
_APART = "reading"
GLANCE_MEDIAN_MS, GLANCE_P95_MS = 200, 350
PAGE_MEDIAN_MS, PAGE_MEGABYTES = 500, 200


@dataclass(kw_only=True)
class Cost:
    """What a child took for the same photos: milliseconds each as they passed and of its processor, and memory."""

    passed: list[float] = field(default_factory=list)
    burnt: float = 0.0
    megabytes: float = 0.0
    made: list[MadePage] = field(default_factory=list)


class Watched:
    """The one child of a box, seen from outside."""

    def __init__(self) -> None:
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        self._process = Path("/proc") / children[0]

    def megabytes(self) -> float:
        """Return the greatest resident size that the child ever had."""
        lines = (self._process / "status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))

    def milliseconds(self) -> float:
        """Return the processor time of the child so far."""
        fields = (self._process / "stat").read_text().rsplit(")", 1)[1].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def glances(chosen: Sequence[Sample]) -> Cost:
    """Judge every photo on the spot."""
    cost = Cost()
    async with default_box() as box:
        with tempfile.TemporaryDirectory() as folder:
            shown = Path(folder) / "shown.jpg"
            await box.glance(chosen[0].path, 0, shown)
            child = Watched()
            before = child.milliseconds()
            for each in chosen:
                begun = perf_counter()
                await box.glance(each.path, 0, shown)
                cost.passed.append(1000 * (perf_counter() - begun))
        cost.burnt, cost.megabytes = (child.milliseconds() - before) / len(chosen), child.megabytes()
    return cost


async def pages(chosen: Sequence[Sample], dpi: int) -> Cost:
    """Make the page of every photo at so many dots an inch at most."""
    cost = Cost()
    async with _box(dpi) as box:
        with tempfile.TemporaryDirectory() as folder:
            await box.make_page(chosen[0].path, 0, Path(folder))
            child = Watched()
            before = child.milliseconds()
            for each in chosen:
                made = await box.make_page(each.path, 0, Path(folder))
                cost.made.append(made)
                cost.passed.append(sum(ms for step, ms in made.ms.items() if step != _APART))
        cost.burnt, cost.megabytes = (child.milliseconds() - before) / len(chosen), child.megabytes()
    return cost


def _box(dpi: int) -> Box:
    return Box(max_bytes=1536 * 1024 * 1024, seconds=15, caps=replace(default_caps(), page_dpi_max=dpi))


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


async def measure() -> tuple[Cost, list[Cost]]:
    """Return what verdicts on the spot cost, and pages at each resolution."""
    chosen = await large_photos()
    return await glances(chosen), [await pages(chosen, dpi) for dpi in _DPI]


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def main() -> int:
    """Measure, print and write the section; return 1 where a goal is missed."""
    spot, made = asyncio.run(measure())
    rows: list[tuple[object, ...]] = []
    for step in made[0].made[0].ms:
        name = f"{step} (apart)" if step == _APART else step
        rows.append((name, "", *(round(median(page.ms[step] for page in each.made)) for each in made)))
    for name, of in (
        ("**median**", lambda each: round(median(each.passed))),
        ("p95", lambda each: round(_p95(each.passed))),
        ("processor time, mean, all", lambda each: round(each.burnt)),
        ("peak memory of the child, MB", lambda each: round(each.megabytes)),
    ):
        rows.append((name, *(of(each) for each in (spot, *made))))
    body = f"{len(spot.passed)} photos of 12 megapixels, through the boxed child, one after another; {load()}. The "
    body += "steps are wall time, in ms; the verdict with its way to the child and back. Promised: the verdict in "
    body += f"{GLANCE_MEDIAN_MS} ms, {GLANCE_P95_MS} at p95; a page at {_DPI[0]} dpi in {PAGE_MEDIAN_MS} ms and "
    body += f"{PAGE_MEGABYTES} MB, its reading version apart.\n\n"
    head = ("step", "verdict on the spot", *(f"page at {dpi} dpi" for dpi in _DPI))
    report("pages", "Cost of a page", body + table(head, rows))
    within = median(spot.passed) <= GLANCE_MEDIAN_MS and _p95(spot.passed) <= GLANCE_P95_MS
    return int(not (within and median(made[0].passed) <= PAGE_MEDIAN_MS and made[0].megabytes <= PAGE_MEGABYTES))


if __name__ == "__main__":
    sys.exit(main())
