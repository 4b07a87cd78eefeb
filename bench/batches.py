"""Batches: whether stacks are split as their separators say, and what a stack of 500 sheets costs in time and memory.

The worker's own queue and box do the work, with as many children as there are cores; PostgreSQL has fsync.
`python -m bench.batches p.jsonl` also writes what `../shared/tools/score.py` reads: the documents of the shared stacks.
"""

import asyncio
import io
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

import cv2
import numpy as np
import zxingcpp
from fpdf import FPDF

from bench.data import DATA
from bench.memory import resident_megabytes
from bench.served import decide_keys, load
from bench.tables import report, table
from demo import papers
from demo.people import people
from dossier.database.actor import system
from dossier.database.embedded.cluster import embedded
from dossier.database.engine import transaction
from dossier.database.migrate import migrate, role_of
from dossier.deposits.separators import Begins, Separator
from dossier.founding import found_centre
from dossier.jobs.worker import drain
from dossier.resources import Resources, opened
from tests.support.batches import taken
from tests.support.database import settings_for
from tests.support.processes import descendants

SHEETS = 500
SHEETS_PER_SECOND_LEAST = 4
GROWTH_MAX_MEGABYTES = 96
"""Of this process and its boxed children together, from the first quarter of the work to its most."""
_DPI = 200
_A4_MM = (210, 297)
_DIFFERENT_SHEETS = 25
_CUT_EVERY = 5
_SAMPLE_SECONDS = 0.2


@asynccontextmanager
async def worker() -> AsyncIterator[tuple[Resources, UUID]]:
    """Open what a worker works with, on a database and a vault of its own."""
    decide_keys()
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as name:
        folder = Path(name)
        with embedded(folder / "postgres") as cluster:
            await migrate(cluster.owner_url(), role_of(cluster.app_url()))
            children = os.cpu_count() or 1
            decided = settings_for(cluster, "guichet", folder, jobs_at_once=children)
            async with opened(decided, children=children, warm=True) as resources:
                yield resources, await found_centre(cluster.owner_url(), "demo", "CPAS", "OCMW")


def stack() -> bytes:
    """Write a scanned stack: grey sheets at 200 dpi, and a separator of an envelope before every fifth."""
    person, kinds = people()[0], list(papers.KINDS)
    drawn = [
        papers.bitmap(papers.pdf(kinds[number % len(kinds)], person, "fr", date(2026, 3, 2), number), _DPI)
        for number in range(_DIFFERENT_SHEETS)
    ]
    greys = [cv2.cvtColor(each, cv2.COLOR_RGB2GRAY) for each in drawn]
    sheets = [bytes(cv2.imencode(".jpg", each, [cv2.IMWRITE_JPEG_QUALITY, 75])[1]) for each in greys]
    code = zxingcpp.create_barcode(Separator(Begins.ENVELOPE).code, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    separator = cv2.copyMakeBorder(
        np.array(code.to_image(scale=9)), 100, 1500, 100, 900, cv2.BORDER_CONSTANT, value=255
    )
    cut = bytes(cv2.imencode(".jpg", separator)[1])
    document = FPDF(format="A4")
    for number in range(SHEETS):
        document.add_page()
        data = cut if number % _CUT_EVERY == 0 else sheets[number % len(sheets)]
        # What follows a JPEG's end is not read: without it, all sheets would share one image
        document.image(io.BytesIO(data + number.to_bytes(4)), 0, 0, *_A4_MM)
    return bytes(document.output())


class Watch:
    """Looks at the memory of this process and its boxed children all the while, and at their processor time."""

    def __init__(self) -> None:
        self.megabytes: list[float] = []
        self._seconds: dict[int, list[float]] = {}  # process → at the first look, and at the last
        self._ended = threading.Event()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch for as long as the block lasts."""
        thread = threading.Thread(target=self._look)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    @property
    def first_quarter(self) -> float:
        """Return the most in the first quarter of the time."""
        return max(self.megabytes[: len(self.megabytes) // 4])

    @property
    def processor_seconds(self) -> float:
        """Return how long all of them worked together."""
        return sum(last - first for first, last in self._seconds.values())

    @property
    def most(self) -> float:
        """Return the most of all."""
        return max(self.megabytes)

    def _look(self) -> None:
        while not self._ended.wait(_SAMPLE_SECONDS):
            children = [pid for pid, line in descendants(os.getpid()).items() if "imaging.child" in line]
            pids = [os.getpid(), *children]
            try:
                self.megabytes.append(resident_megabytes(pids))
                for pid in pids:
                    now = _processor_seconds(pid)
                    self._seconds.setdefault(pid, [now, now])[1] = now
            except OSError:  # a child that was replaced just now
                continue


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # utime and stime, by proc(5)


async def documents(centre_id: UUID, batch_id: UUID) -> list[list[int]]:
    """Return the sheets of each document of a batch, in the order of the stack."""
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT array_agg(number ORDER BY number) AS numbers FROM scanned_sheets
               WHERE batch_id = $1 AND document_id IS NOT NULL GROUP BY document_id ORDER BY min(number)""",
            batch_id,
        )
        open_count = await tx.value(
            "SELECT count(*) FROM scanned_sheets WHERE batch_id = $1 AND document_id IS NULL AND reason IS NULL",
            batch_id,
        )
    assert open_count == 0, "every sheet is accounted for"
    return [list(row["numbers"]) for row in rows]


def _truth() -> list[dict[str, object]]:
    file = DATA / "corpus" / "truth.jsonl"
    lines = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    return [each for each in lines if each["kind"] == "batch"]


def _expected(sample: dict[str, object]) -> list[list[int]]:
    """Return the documents as far as separators tell them: one that none stands before goes on from the last."""
    told: list[list[int]] = []
    for each in sample["documents"]:  # type: ignore[attr-defined]
        pages = list(each["pages"])
        goes_on = each["doc"] in sample["documents_without_separator"] and told  # type: ignore[operator]
        told = [*told[:-1], told[-1] + pages] if goes_on else [*told, pages]
    return told


Row = Sequence[object]


async def shared(resources: Resources, centre_id: UUID) -> tuple[list[Row], list[dict[str, object]], bool]:
    """Split the shared stacks; return a row for each, what score.py reads, and whether all is as separators tell."""
    rows: list[Row] = []
    predictions: list[dict[str, object]] = []
    right = True
    for sample in _truth():
        batch = await taken(resources, centre_id, (DATA / "corpus" / str(sample["file"])).read_bytes())
        await drain(resources)
        found = await documents(centre_id, batch.batch_id)
        exact = found == _expected(sample)
        right &= exact
        rows.append((sample["file"], sample["sheets"], len(found), "all" if exact else "NOT ALL"))
        ranges = [{"first_page": each[0], "last_page": each[-1]} for each in found]
        predictions.append({"file": sample["file"], "documents": ranges})
    return rows, predictions, right


async def measure() -> tuple[list[Row], list[dict[str, object]], list[Row], bool]:
    """Split the shared stacks, then one of SHEETS.

    Return a row for each of those, what score.py reads of them, a row for this, and whether all is as promised.
    """
    async with worker() as (resources, centre_id):
        split, predictions, right = await shared(resources, centre_id)
        data, watch = stack(), Watch()
        with watch.watching():
            begun = time.perf_counter()
            batch = await taken(resources, centre_id, data)
            await drain(resources)
            seconds = time.perf_counter() - begun
        found = await documents(centre_id, batch.batch_id)
    rate, growth = SHEETS / seconds, watch.most - watch.first_quarter
    processor = watch.processor_seconds / SHEETS
    large: list[Row] = [
        (SHEETS, len(data) / 1e6, len(found), seconds, rate, processor, watch.first_quarter, watch.most)
    ]
    kept = rate >= SHEETS_PER_SECOND_LEAST and growth <= GROWTH_MAX_MEGABYTES
    return split, predictions, large, right and kept and sum(map(len, found)) == SHEETS - SHEETS // _CUT_EVERY


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write the section; return 1 where something is not as promised."""
    split, predictions, large, kept = asyncio.run(measure())
    if arguments:
        Path(arguments[0]).write_text("".join(f"{json.dumps(each)}\n" for each in predictions))
    heads = (
        *("sheets", "MB", "documents", "seconds", "sheets a second", "processor seconds a sheet"),
        *("MB of memory, first quarter", "MB, at most"),
    )
    body = "Stacks with separators that others made: documents as their separators tell them, sheet by sheet.\n\n"
    body += table(("stack", "sheets", "documents", "exactly right"), split) if split else "The stacks are not here."
    body += f"\n\nFrom a file to deposits whose pages are made, without reading text; {load()}. At least "
    body += f"{SHEETS_PER_SECOND_LEAST} sheets a second are promised, and {GROWTH_MAX_MEGABYTES} MB more than in the "
    body += "first quarter at most; the worker and its boxed children together.\n\n" + table(heads, large)
    report("batches", "Batches", body)
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
