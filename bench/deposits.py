"""What "received means safe" costs: a page of 4 MB by the plain form, beside the least that keeps the same bytes."""

import asyncio
import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import asyncpg

from bench.form import Form
from bench.served import Served, load, milliseconds, photo, served
from bench.tables import report, table
from dossier.database.engine import Connection

PAIRS = 50
PAGES_EACH = 50  # of a deposit, which takes a bounded count
WARM_UP = 8
RATIO_MAX = 3.0


async def measure(house: Served) -> tuple[list[float], list[float]]:
    """Return the seconds of each deposit and of each raw write, taken in turn."""
    page, ours, raw = photo(), [], []
    connection = await asyncpg.connect(house.cluster.owner_url())
    await connection.execute("CREATE TABLE raw (number integer PRIMARY KEY)")
    for number in range(WARM_UP + PAIRS):
        if number % PAGES_EACH == 0:
            form = Form.opened(house.web.url)
        begun = perf_counter()
        form.send(page, "page.jpg")
        between = perf_counter()
        await keep_raw(page, house.folder / f"raw-{number}", connection, number)
        ours.append(between - begun)
        raw.append(perf_counter() - between)
    await connection.close()
    return ours[WARM_UP:], raw[WARM_UP:]


async def keep_raw(content: bytes, path: Path, connection: Connection, number: int) -> None:
    """Write a file, sync it and its folder, and commit one row: one write, two syncs, one commit."""
    with path.open("xb", buffering=0) as file:
        file.write(content)
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    await connection.execute("INSERT INTO raw VALUES ($1)", number)


async def _measured() -> tuple[list[float], list[float]]:
    async with served() as house:
        return await measure(house)


def main() -> int:
    """Measure, print and write the section; return 1 when a deposit takes more than three times the raw write."""
    ours, raw = asyncio.run(_measured())
    ratio = median(ours) / median(raw)
    rows: list[tuple[object, ...]] = [
        ("a page by the plain form, until it is answered", *milliseconds(ours), ratio),
        ("raw: one write, sync of file and folder, one commit", *milliseconds(raw), 1.0),
    ]
    body = f"{PAIRS} pairs, in turn, of the same {len(photo()) / 1e6:.1f} MB on the same disk; {load()}. "
    body += f"At most {RATIO_MAX:.0f} × is promised.\n\n"
    report("deposits", "A page that is safe", body + table(("what", "median ms", "p90 ms", "ratio of medians"), rows))
    return int(ratio > RATIO_MAX)


if __name__ == "__main__":
    sys.exit(main())
