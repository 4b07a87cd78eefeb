"""The box: image work in warm child processes with walls, so that no file can hurt the service that asks."""

import json
import logging
import signal
from asyncio import Semaphore, timeout
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from dossier.errors import Refused
from dossier.imaging.boxed import Child, Gone
from dossier.imaging.cell import Cell, sweep
from dossier.imaging.packages import Room, Unpacked
from dossier.imaging.pool import HEADER, PIXELS, START_SECONDS, Pool
from dossier.imaging.refusals import REFUSALS, ReaderAsleep, ReaderCrashed, TooSlowToRead
from dossier.imaging.values import (
    GLANCE_PICTURE,
    SLICE,
    Caps,
    Code,
    Glance,
    Inspection,
    MadePage,
    PageText,
    Recipe,
    SeenSheet,
    Under,
)
from dossier.imaging.walls import Walls

_OUT_OF_TIME = (-signal.SIGPROF, -signal.SIGXCPU)
"""How a child ends that burnt its time: by its timer, or by the kernel's limit where a file stopped that."""
Value = TypeVar("Value")
_log = logging.getLogger(__name__)


class Box:
    """A small pool of boxed children. Use it as `async with Box(…) as box`.

    max_bytes: memory a child may address. seconds: wall and processor time of one job. children: jobs at once.
    niceness: how far the children stand back for other processes (0–19).
    scratch_dir: where the children's cells are; best on the disk of the files that are asked about.
    warm: the children start at once, and not when they are first needed.
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
        self._scratch_dir = scratch_dir
        self._warm = children if warm else 0
        arguments = (str(niceness), str(max_bytes), str(seconds), json.dumps(asdict(caps)))
        self._glancing = Semaphore(max(1, children - 1))
        self._pool = Pool(lambda: Child.start(arguments, scratch_dir), children)

    async def __aenter__(self) -> Self:
        if self._scratch_dir is not None:
            sweep(self._scratch_dir)
        await self._pool.warm(self._warm)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pool.close()

    async def inspect(self, path: Path) -> Inspection:
        """Pass a file through the gate; raises a leaf of Refused."""
        return await self._ask(
            path, {"verb": "inspect"}, lambda value, _: Inspection.from_json(value), work=HEADER, copied=True
        )

    async def make_page(
        self, path: Path, index: int, out_dir: Path, recipe: Recipe | None = None, under: Under | None = None
    ) -> MadePage:
        """Make page `index` (from 0) of a file and write its renditions into `out_dir`; raises a leaf of Refused.

        `under`: another page that is shown under it, from this file or another.
        """

        def take_out(value: dict[str, Any], cell: Cell) -> MadePage:
            made = MadePage.from_json(value, out_dir)
            out_dir.mkdir(parents=True, exist_ok=True)
            for each in made.renditions:
                cell.take_out(each.path.name, each.path)
            return made

        request = {"verb": "make_page", "index": index, "recipe": (recipe or Recipe()).to_json()}
        return await self._ask(path, request, take_out, copied=True, under=under)

    async def glance(self, path: Path, index: int, picture: Path) -> Glance:
        """Judge page `index` of a photo on the spot, and write it small to `picture`; raises a leaf of Refused.

        Whoever waits for an inspection, which is quicker, never waits for all children to have glanced.
        """

        def take_out(value: dict[str, Any], cell: Cell) -> Glance:
            cell.take_out(GLANCE_PICTURE, picture)
            return Glance.from_json(value)

        async with self._glancing:
            return await self._ask(path, {"verb": "glance", "index": index}, take_out)

    async def codes(self, path: Path) -> tuple[Code, ...]:
        """Read the codes that a photo shows, without making a page of it; raises a leaf of Refused."""
        return await self._ask(path, {"verb": "codes"}, lambda value, _: tuple(Code(**each) for each in value["codes"]))

    async def inspect_stack(self, path: Path, sheets_max: int) -> Inspection:
        """Pass a scanned stack through the gate, of so many sheets at most; raises a leaf of Refused."""
        request = {"verb": "inspect_stack", "sheets_max": sheets_max}
        return await self._ask(path, request, lambda value, _: Inspection.from_json(value), work=HEADER, copied=True)

    async def read_sheet(self, path: Path, index: int, sheets_max: int) -> SeenSheet:
        """Tell what sheet `index` (from 0) of a scanned stack is; raises a leaf of Refused."""
        request = {"verb": "read_sheet", "index": index, "sheets_max": sheets_max}
        return await self._ask(path, request, lambda value, _: SeenSheet.from_json(value), copied=True)

    async def show_sheet(self, path: Path, index: int, picture: Path, sheets_max: int) -> None:
        """Write sheet `index` (from 0) of a scanned stack small to `picture`; raises a leaf of Refused."""

        def take_out(_: dict[str, Any], cell: Cell) -> None:
            cell.take_out(GLANCE_PICTURE, picture)

        await self._ask(path, {"verb": "show_sheet", "index": index, "sheets_max": sheets_max}, take_out, copied=True)

    async def cut_sheets(self, path: Path, indices: Sequence[int], to: Path, sheets_max: int) -> None:
        """Write some sheets of a scanned stack (from 0, rising) to a new file; raises a leaf of Refused.

        The same sheets are the same bytes, whenever they are cut.
        """

        def take_out(_: dict[str, Any], cell: Cell) -> None:
            cell.take_out(SLICE, to)

        request = {"verb": "cut_sheets", "indices": list(indices), "sheets_max": sheets_max}
        await self._ask(path, request, take_out, copied=True)

    async def unpack(self, path: Path, out_dir: Path, room: Room) -> Unpacked:
        """Write the files of a package into `out_dir`, within limits; raises a leaf of Refused where it takes too much.

        What is wrong with the package itself is told by `Unpacked.found`.
        """

        def take_out(value: dict[str, Any], cell: Cell) -> Unpacked:
            unpacked = Unpacked.from_json(value, out_dir, room)
            for each in unpacked.members:
                if each.path is not None:
                    cell.take_out(each.path.name, each.path)
                    if each.path.stat().st_size != each.size_bytes:
                        raise ValueError(each.path.name)
            return unpacked

        return await self._ask(path, {"verb": "unpack", "room": asdict(room)}, take_out)

    async def text(self, path: Path, index: int) -> PageText:
        """Read the text layer of page `index` (from 0) of a PDF; raises a leaf of Refused."""
        return await self._ask(path, {"verb": "text", "index": index}, lambda value, _: PageText.from_json(value))

    async def try_walls(self, secrets: Sequence[Path], outside: Path) -> Walls:
        """Have a child try to get out: read `secrets`, write a new file `outside`, open a socket, run a program."""
        request = {"verb": "try_walls", "secrets": [str(each) for each in secrets], "outside": str(outside)}
        return await self._ask(None, request, lambda value, _: Walls.from_json(value))

    async def _ask(
        self,
        path: Path | None,
        request: Mapping[str, Any],
        read: Callable[[dict[str, Any], Cell], Value],
        *,
        work: int = PIXELS,
        copied: bool = False,
        under: Under | None = None,
    ) -> Value:
        """Lay files into a child's cell (`Cell.lay_in`), ask, and `read` the answer before the cell is cleared.

        Raises ReaderAsleep where no child woke: the files were not looked at.
        """
        files = [each for each in (path, under.path if under else None) if each is not None]
        for each in files:
            if not each.is_file():  # one look at a local disk
                raise FileNotFoundError(each.name)  # which is no refusal
        async with self._pool.child() as child:
            child.work += work
            places = {"path": str(child.cell.given), "out_dir": str(child.cell.made)}
            lower = replace(under, path=child.cell.given_under).to_json() if under else None
            asked = {**request, **places, "under": lower}
            told = await self._answer(child, files, asked, copied=copied)
            try:
                answer = _believed(told, child.cell, read)
                child.cell.clear()
            except (KeyError, TypeError, ValueError, OSError) as error:
                _log.exception("a boxed child told what cannot be")
                raise ReaderCrashed from error
        if isinstance(answer, Refused):
            raise answer
        return answer

    async def _answer(
        self, child: Child, files: Sequence[Path], request: Mapping[str, Any], *, copied: bool
    ) -> dict[str, Any]:
        try:
            async with timeout(START_SECONDS):
                await child.wake()
        except (TimeoutError, Gone):
            _log.warning("a boxed child did not wake")
            raise ReaderAsleep from None
        try:
            for path, to in zip(files, (child.cell.given, child.cell.given_under), strict=False):
                await child.cell.lay_in(path, to, copied=copied and not child.only_reads)
            async with timeout(self._seconds):
                answer = await child.ask(request)
        except TimeoutError:
            raise TooSlowToRead from None
        except Gone:
            code = await child.ended()
            _log.warning("a boxed child ended with %s", code)
            raise (TooSlowToRead if code in _OUT_OF_TIME else ReaderCrashed) from None
        if "crashed" in answer:
            _log.error("a boxed child failed: %s", answer["crashed"])
            raise ReaderCrashed
        return answer


def _believed(told: Mapping[str, Any], cell: Cell, read: Callable[[dict[str, Any], Cell], Value]) -> Value | Refused:
    """Read an answer as coming from a child that a file may have taken over: it names no place and no kind of its own.

    Raises KeyError, TypeError, ValueError or OSError for what no child of ours would say.
    """
    if "refused" in told:
        return REFUSALS[told["refused"]](**told["facts"])
    return read(told["value"], cell)
