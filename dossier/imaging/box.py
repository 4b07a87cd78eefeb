"""The box: image work in warm child processes with walls, so that no file can hurt the service that asks."""

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from dossier.errors import Refused
from dossier.imaging.cell import Cell, sweep
from dossier.imaging.refusals import REFUSALS, ReaderCrashed, TooSlowToRead
from dossier.imaging.values import Caps, Code, Inspection, MadePage, Recipe
from dossier.imaging.walls import Walls

JOBS_PER_CHILD = 100
"""A child is replaced after so many jobs, so that nothing leaks for long."""
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
_OUT_OF_TIME = (-signal.SIGPROF, -signal.SIGXCPU)
"""How a child ends that burnt its time: by its timer, or by the kernel's limit where a file stopped that."""
Value = TypeVar("Value")
_log = logging.getLogger(__name__)


class _Gone(Exception):
    """The child ended in the midst of a job."""


class _Child:
    """One process, the only folder it can see, and how many jobs it has done."""

    def __init__(self, process: asyncio.subprocess.Process, cell: Cell) -> None:
        self.process = process
        self.cell = cell
        self.jobs = 0
        self._awake = False

    async def wake(self) -> None:
        """Wait until the child has loaded its readers, half a second after its start; raises _Gone."""
        if not self._awake:
            await self._hear()
            self._awake = True

    async def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send one request and wait for its answer; raises _Gone."""
        assert self.process.stdin is not None
        await self.wake()
        self.jobs += 1
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            await self.process.stdin.drain()
        except (ConnectionError, RuntimeError) as error:  # uvloop on a closed pipe
            raise _Gone from error
        return await self._hear()

    async def _hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        try:
            heard: dict[str, Any] = json.loads(await self.process.stdout.readline())
        except ValueError as error:  # no JSON on an empty line
            raise _Gone from error
        return heard

    async def ended(self) -> int:
        """Return how a process ended that told nothing more; one that did not end by itself is killed.

        Not killed at once: asyncio would reap it on the way, and know no more how it ended.
        """
        try:
            async with asyncio.timeout(_LAST_BREATH_SECONDS):
                return await self.process.wait()
        except TimeoutError:
            return await self.end()

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

    A child starts when it is first needed, or at once where the box is to be `warm`. One that ended is replaced while
    the others go on, and whoever asked for the job that ended it waits for that: a sender of one bad file after another
    takes up one place.

    max_bytes: memory a child may address. seconds: wall and processor time of one job. children: jobs at once.
    niceness: how far the children stand back for other processes (0–19).
    scratch_dir: where the children's cells are; best on the disk of the files that are asked about.
    """

    def __init__(
        self,
        *,
        max_bytes: int,
        seconds: float,
        children: int = 1,
        caps: Caps,
        niceness: int = 0,
        scratch_dir: Path | None = None,
        warm: bool = False,
    ) -> None:
        self._seconds = seconds
        self._warm = warm
        self._arguments = (str(niceness), str(max_bytes), str(seconds), json.dumps(asdict(caps)))
        self._scratch_dir = scratch_dir
        self._count = children
        self._idle: asyncio.LifoQueue[_Child | None] = asyncio.LifoQueue()  # whoever worked last is the warmest
        self._living: set[_Child] = set()
        self._replacements: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        if self._scratch_dir is not None:
            sweep(self._scratch_dir)
        for _ in range(self._count):
            self._idle.put_nowait(await self._start() if self._warm else None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*self._replacements)
        for child in tuple(self._living):
            await self._discard(child)

    async def inspect(self, path: Path) -> Inspection:
        """Pass a file through the gate; raises a leaf of Refused."""
        return await self._ask(path, {"verb": "inspect"}, lambda value, _: Inspection.from_json(value))

    async def make_page(self, path: Path, index: int, out_dir: Path, recipe: Recipe | None = None) -> MadePage:
        """Make page `index` (from 0) of a file and write its renditions into `out_dir`; raises a leaf of Refused."""

        def take_out(value: dict[str, Any], cell: Cell) -> MadePage:
            made = MadePage.from_json(value, out_dir)
            out_dir.mkdir(parents=True, exist_ok=True)
            for each in made.renditions:
                cell.take_out(each.path.name, each.path)
            return made

        request = {"verb": "make_page", "index": index, "recipe": (recipe or Recipe()).to_json()}
        return await self._ask(path, request, take_out)

    async def codes(self, path: Path) -> tuple[Code, ...]:
        """Read the codes that a photo shows, without making a page of it; raises a leaf of Refused."""
        return await self._ask(path, {"verb": "codes"}, lambda value, _: tuple(Code(**each) for each in value["codes"]))

    async def try_walls(self, secrets: Sequence[Path], outside: Path) -> Walls:
        """Have a child try to get out: read `secrets`, write a new file `outside`, open a socket, run a program."""
        request = {"verb": "try_walls", "secrets": [str(each) for each in secrets], "outside": str(outside)}
        return await self._ask(None, request, lambda value, _: Walls.from_json(value))

    async def _ask(
        self, path: Path | None, request: Mapping[str, Any], read: Callable[[dict[str, Any], Cell], Value]
    ) -> Value:
        """Lay a file into a child's cell, ask, and `read` the answer before the cell is cleared."""
        if path is not None and not path.is_file():  # noqa: ASYNC240 - one look at a local disk
            raise FileNotFoundError(path.name)  # which is no refusal
        child = await self._idle.get()
        spare: _Child | None = None  # the child, where it may do another job
        try:
            if child is None:
                child = await self._start()
            if path is not None:
                await child.cell.lay_in(path)
            places = {"path": str(child.cell.given), "out_dir": str(child.cell.made)}
            told = await self._answer(child, {**request, **places})
            try:
                answer = _believed(told, child.cell, read)
                child.cell.clear()
            except (KeyError, TypeError, ValueError, OSError) as error:
                _log.exception("a boxed child told what cannot be")
                raise ReaderCrashed from error
            if child.jobs < JOBS_PER_CHILD:
                spare = child
        finally:
            if spare is None and child is not None:
                replaced = self._replace(child)
                if child.jobs < JOBS_PER_CHILD:
                    await asyncio.shield(replaced)
            else:
                self._idle.put_nowait(spare)
        if isinstance(answer, Refused):
            raise answer
        return answer

    async def _answer(self, child: _Child, request: Mapping[str, Any]) -> dict[str, Any]:
        try:
            async with asyncio.timeout(self._seconds):
                answer = await child.ask(request)
        except TimeoutError:
            raise TooSlowToRead from None
        except _Gone:
            code = await child.ended()
            _log.warning("a boxed child ended with %s", code)
            raise (TooSlowToRead if code in _OUT_OF_TIME else ReaderCrashed) from None
        if "crashed" in answer:
            _log.error("a boxed child failed: %s", answer["crashed"])
            raise ReaderCrashed
        return answer

    async def _start(self) -> _Child:
        cell = Cell(self._scratch_dir)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "dossier.imaging.child",
            str(os.getpid()),
            str(cell.path),
            *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd="/",
            limit=_ANSWER_MAX_BYTES,
        )
        child = _Child(process, cell)
        self._living.add(child)
        return child

    def _replace(self, child: _Child) -> asyncio.Task[None]:
        task = asyncio.create_task(self._replaced(child))
        self._replacements.add(task)
        task.add_done_callback(self._replacements.discard)
        return task

    async def _replaced(self, child: _Child) -> None:
        """End a child, and let another one wait in its place once it is awake."""
        spare: _Child | None = None
        try:
            await self._discard(child)
            spare = await self._start()
            async with asyncio.timeout(self._seconds):
                await spare.wake()
        except (_Gone, OSError) as error:
            _log.warning("a boxed child could not be replaced: %s", type(error).__name__)
            if spare is not None:
                await self._discard(spare)
                spare = None
        finally:
            self._idle.put_nowait(spare)

    async def _discard(self, child: _Child) -> None:
        self._living.discard(child)
        await child.end()
        await asyncio.to_thread(child.cell.close)


def _believed(told: Mapping[str, Any], cell: Cell, read: Callable[[dict[str, Any], Cell], Value]) -> Value | Refused:
    """Read an answer as coming from a child that a file may have taken over: it names no place and no kind of its own.

    Raises KeyError, TypeError, ValueError or OSError for what no child of ours would say.
    """
    if "refused" in told:
        return REFUSALS[told["refused"]](**told["facts"])
    return read(told["value"], cell)
