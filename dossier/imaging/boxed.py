"""One boxed child: a process behind walls that answers a request a line, and the cell that is all it sees."""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from dossier.imaging.cell import Cell

_LAST_BREATH_SECONDS = 1
_ANSWER_MAX_BYTES = 4 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[2]
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONPATH": str(_ROOT),
    "VIPS_CONCURRENCY": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
_log = logging.getLogger(__name__)


class Gone(Exception):
    """The child ended in the midst of a job, or before the first."""


class Child:
    """One process, the only folder it can see, and how much work it was given."""

    def __init__(self, process: asyncio.subprocess.Process, cell: Cell) -> None:
        self.process = process
        self.cell = cell
        self.work = 0  # as `Pool` weighs it
        self.is_awake = False
        self.only_reads = False  # its walls keep what lies in its cell as it is; known once it is awake

    @classmethod
    async def start(cls, arguments: Sequence[str], scratch_dir: Path | None) -> Self:
        """Start a child with these arguments of `dossier.imaging.child`, behind the first two."""
        cell = Cell(scratch_dir)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "dossier.imaging.child",
            str(os.getpid()),
            str(cell.path),
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd="/",
            limit=_ANSWER_MAX_BYTES,
        )
        return cls(process, cell)

    async def wake(self) -> None:
        """Wait until the child has loaded its readers, half a second after its start; raises Gone."""
        if not self.is_awake:
            self.only_reads = (await self._hear())["only_reads"]
            self.is_awake = True

    async def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send one request to a child that is awake, and wait for its answer; raises Gone."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            await self.process.stdin.drain()
        except (ConnectionError, RuntimeError) as error:  # uvloop on a closed pipe
            raise Gone from error
        return await self._hear()

    async def ended(self) -> int:
        """Return how a process ended that told nothing more; one that did not end by itself is killed.

        Not killed at once: asyncio would reap it on the way, and know no more how it ended.
        """
        try:
            async with asyncio.timeout(_LAST_BREATH_SECONDS):
                return await self.process.wait()
        except TimeoutError:
            return await self._end()

    async def discard(self) -> None:
        """Kill the process, and remove its cell."""
        await self._end()
        await asyncio.to_thread(self.cell.close)

    async def _hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        try:
            heard: dict[str, Any] = json.loads(await self.process.stdout.readline())
        except ValueError as error:  # no JSON on an empty line
            raise Gone from error
        return heard

    async def _end(self) -> int:
        if self.process.returncode is None:
            try:
                self.process.kill()
            except ProcessLookupError:
                _log.debug("the child ended by itself")
        return await self.process.wait()
