"""Memory of the web process while 300 MB come in, by tus and by the plain form: before, at most, after."""

import asyncio
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.form import Form
from bench.served import load, served
from bench.tables import report, table
from bench.uploads import Sender, Server
from tests.support.processes import descendants
from tests.support.tus import open_for, write_pdf

MEGABYTE = 1024 * 1024
SMALL_BYTES, LARGE_BYTES = 30 * MEGABYTE, 300 * MEGABYTE
GROWTH_MAX_MEGABYTES = 24
_SAMPLE_SECONDS = 0.02
_AFTER_SECONDS = 1


def resident_megabytes(pids: list[int]) -> float:
    """Return how much memory of the machine these processes hold."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmRSS" in line]
    return sum(int(line.split()[1]) for line in lines) / 1024


class Watch:
    """Looks at the memory of some processes all the while."""

    def __init__(self, pids: list[int]) -> None:
        self._pids = pids
        self._ended = threading.Event()
        self.before = self.most = self.after = resident_megabytes(pids)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch for as long as the block lasts, and a moment longer."""
        thread = threading.Thread(target=self._look)
        thread.start()
        try:
            yield
            time.sleep(_AFTER_SECONDS)
        finally:
            self._ended.set()
            thread.join()
        self.after = resident_megabytes(self._pids)

    def _look(self) -> None:
        while not self._ended.wait(_SAMPLE_SECONDS):
            self.most = max(self.most, resident_megabytes(self._pids))


async def measure() -> list[tuple[object, ...]]:
    """Return a row for each way: its name, and megabytes before, at most, after, and grown by."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryFile() as file:
        write_pdf(file, LARGE_BYTES)
        file.seek(0)
        large = file.read()
    async with served(upload_max_bytes=len(large)) as house:
        permit = await open_for(house.centre_id)
        sender = Sender(Server(name="Guichet", address=f"{house.web.url}/uploads"), permit)
        form = Form.opened(house.web.url)
        called = {**descendants(house.web.process.pid), house.web.process.pid: ""}
        pids = [pid for pid, line in called.items() if "imaging.child" not in line]
        ways: tuple[tuple[str, Callable[[bytes], object]], ...] = (
            ("tus", sender.send),
            ("the plain form", lambda content: form.send(content, "file.pdf")),
        )
        for name, send in ways:
            send(small())
            watch = Watch(pids)
            with watch.watching():
                send(large)
            rows.append((name, watch.before, watch.most, watch.after, watch.most - watch.before))
    return rows


def small() -> bytes:
    """Return the file that comes first, so that what a first upload needs is there."""
    with tempfile.TemporaryFile() as file:
        write_pdf(file, SMALL_BYTES, seed=1)
        file.seek(0)
        return file.read()


def main() -> int:
    """Measure, print and write the section; return 1 when memory grows with the file."""
    rows = asyncio.run(measure())
    body = f"A file of {LARGE_BYTES // MEGABYTE} MB, after one of {SMALL_BYTES // MEGABYTE} MB by the same way; "
    body += f"processes of the web server together, those that look at images apart; {load()}. "
    body += f"At most {GROWTH_MAX_MEGABYTES} MB more is promised.\n\n"
    report(
        "memory", "Memory of an upload", body + table(("way", "before MB", "at most MB", "after MB", "grown MB"), rows)
    )
    return int(any(float(str(row[-1])) > GROWTH_MAX_MEGABYTES for row in rows))


if __name__ == "__main__":
    sys.exit(main())
