"""The box: image work in warm child processes with walls, so that no file can hurt the service that asks."""

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dossier.imaging.refusals import REFUSALS, ReaderCrashed, TooSlowToRead
from dossier.imaging.values import Code, Inspection, MadePage, Recipe

JOBS_PER_CHILD = 100
"""A child is replaced after so many jobs, so that nothing leaks for long."""
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


class _Gone(Exception):
    """The child ended in the midst of a job."""


class _Child:
    """One process and how many jobs it has done."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.jobs = 0

    async def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send one request and wait for its answer; raises _Gone."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.jobs += 1
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            await self.process.stdin.drain()
            answer: dict[str, Any] = json.loads(await self.process.stdout.readline())
        except (ConnectionError, ValueError) as error:  # an empty or broken line is no JSON
            raise _Gone from error
        return answer

    async def end(self) -> int:
        """Kill the process and return how it ended."""
        if self.process.returncode is None:
            try:
                self.process.kill()
            except ProcessLookupError:
                _log.debug("the child ended by itself")
        return await self.process.wait()


class Box:
    """A small pool of boxed children. Use it as `async with Box(…) as box`.

    max_bytes: memory a child may address. seconds: wall and processor time of one job. children: jobs at once.
    """

    def __init__(
        self, *, max_bytes: int, seconds: float, children: int = 1, page_max_pixels: int, pdf_pages_max: int
    ) -> None:
        self._seconds = seconds
        self._arguments = tuple(str(each) for each in (max_bytes, seconds, page_max_pixels, pdf_pages_max))
        self._count = children
        self._idle: asyncio.Queue[_Child | None] = asyncio.Queue()
        self._living: set[_Child] = set()

    async def __aenter__(self) -> Self:
        for _ in range(self._count):
            self._idle.put_nowait(await self._start())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in tuple(self._living):
            await self._discard(child)

    async def inspect(self, path: Path) -> Inspection:
        """Pass a file through the gate; raises a leaf of Refused."""
        return Inspection.from_json(await self._ask(path, {"verb": "inspect"}))

    async def make_page(self, path: Path, index: int, out_dir: Path, recipe: Recipe | None = None) -> MadePage:
        """Make page `index` (from 0) of a file and write its renditions into `out_dir`; raises a leaf of Refused."""
        return MadePage.from_json(await self._ask(path, _page_request(index, out_dir, recipe or Recipe())))

    async def codes(self, path: Path) -> tuple[Code, ...]:
        """Read the codes that a photo shows, without making a page of it; raises a leaf of Refused."""
        answer = await self._ask(path, {"verb": "codes"})
        return tuple(Code(**each) for each in answer["codes"])

    async def _ask(self, path: Path, request: Mapping[str, Any]) -> dict[str, Any]:
        request = {**request, "path": _absolute(path)}
        child = await self._idle.get()
        spare: _Child | None = None  # what goes back to the queue; None starts a fresh child when it is needed
        try:
            if child is None:
                child = await self._start()
            answer = await self._answer(child, request)
            if child.jobs < JOBS_PER_CHILD:
                spare = child
        finally:
            if spare is None and child is not None:
                await asyncio.shield(self._discard(child))
            self._idle.put_nowait(spare)
        if "refused" in answer:
            raise REFUSALS[answer["refused"]](**answer["facts"])
        value: dict[str, Any] = answer["value"]
        return value

    async def _answer(self, child: _Child, request: Mapping[str, Any]) -> dict[str, Any]:
        try:
            async with asyncio.timeout(self._seconds):
                answer = await child.ask(request)
        except TimeoutError:
            raise TooSlowToRead from None
        except _Gone:
            code = await child.end()
            _log.warning("a boxed child ended with %s", code)
            raise (TooSlowToRead if code == -signal.SIGXCPU else ReaderCrashed) from None
        if "crashed" in answer:
            _log.error("a boxed child failed: %s", answer["crashed"])
            raise ReaderCrashed
        return answer

    async def _start(self) -> _Child:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "dossier.imaging.child",
            str(os.getpid()),
            *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd="/",
            limit=_ANSWER_MAX_BYTES,
        )
        child = _Child(process)
        self._living.add(child)
        return child

    async def _discard(self, child: _Child) -> None:
        self._living.discard(child)
        await child.end()


def _page_request(index: int, out_dir: Path, recipe: Recipe) -> dict[str, Any]:
    return {"verb": "make_page", "index": index, "out_dir": str(out_dir.absolute()), "recipe": recipe.to_json()}


def _absolute(path: Path) -> str:
    """Return the path for a child that works elsewhere; raises FileNotFoundError, which is no refusal."""
    if not path.is_file():
        raise FileNotFoundError(path.name)
    return str(path.absolute())
