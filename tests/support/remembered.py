"""A box that remembers: what it answered about the same bytes before, it answers again without a child.

Image work depends on nothing but bytes and how they are asked about, and the real box does it, once in a process. What
tests of verbs and screens hand over is mostly the same few papers: 0.4 s of processor time for each that was made anew.
A service that runs beside its tests remembers in a folder, with all the others of this run.
"""

import asyncio
import json
import os
import pickle
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from dossier.imaging.box import Box
from dossier.imaging.packages import Room, Unpacked
from dossier.imaging.values import Code, Glance, Inspection, MadePage, PageText, Recipe, SeenSheet, Under

_ENTRIES_MAX = 250  # a page's pictures are about 0.3 MB
_answers: dict[Hashable, Any] = {}

T = TypeVar("T")


@dataclass(kw_only=True)
class RememberingBox:
    """Answers as the real one does; a refusal is not remembered."""

    real: Box
    limits: Hashable = None  # under which the real one works: others may make it refuse
    pause_seconds: float = 0.01  # before what is remembered: others have their turn, as they have while a child works
    folder: Path | None = None  # where it remembers: else in this process

    async def inspect(self, path: Path) -> Inspection:
        """Pass a file through the gate."""
        return await self._once(("inspect", _bytes_of(path)), lambda: self.real.inspect(path))

    async def make_page(
        self, path: Path, index: int, out_dir: Path, recipe: Recipe | None = None, under: Under | None = None
    ) -> MadePage:
        """Make a page, and write its renditions into `out_dir`."""

        async def make() -> tuple[MadePage, list[bytes]]:
            made = await self.real.make_page(path, index, out_dir, recipe, under)
            return made, [each.path.read_bytes() for each in made.renditions]

        lower = under and (_bytes_of(under.path), under.index, _told(under.recipe))
        made, pictures = await self._once(("make_page", _bytes_of(path), index, _told(recipe or Recipe()), lower), make)
        out_dir.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - the same local disk
        renditions = tuple(replace(each, path=out_dir / each.path.name) for each in made.renditions)
        for each, picture in zip(renditions, pictures, strict=True):
            each.path.write_bytes(picture)
        return replace(made, renditions=renditions)

    async def glance(self, path: Path, index: int, picture: Path) -> Glance:
        """Judge a photo on the spot, and write it small to `picture`."""

        async def look() -> tuple[Glance, bytes]:
            return await self.real.glance(path, index, picture), picture.read_bytes()  # noqa: ASYNC240 - a local disk

        seen, small = await self._once(("glance", _bytes_of(path), index), look)
        picture.write_bytes(small)  # noqa: ASYNC240 - the same
        return seen

    async def codes(self, path: Path) -> tuple[Code, ...]:
        """Read the codes that a photo shows."""
        return await self._once(("codes", _bytes_of(path)), lambda: self.real.codes(path))

    async def text(self, path: Path, index: int) -> PageText:
        """Read the text layer of a page of a PDF."""
        return await self._once(("text", _bytes_of(path), index), lambda: self.real.text(path, index))

    async def inspect_stack(self, path: Path, sheets_max: int) -> Inspection:
        """Pass a scanned stack through the gate."""
        return await self._once(
            ("inspect_stack", _bytes_of(path), sheets_max), lambda: self.real.inspect_stack(path, sheets_max)
        )

    async def read_sheet(self, path: Path, index: int, sheets_max: int) -> SeenSheet:
        """Tell what a sheet of a stack is."""
        return await self._once(
            ("read_sheet", _bytes_of(path), index), lambda: self.real.read_sheet(path, index, sheets_max)
        )

    async def show_sheet(self, path: Path, index: int, picture: Path, sheets_max: int) -> None:
        """Write a sheet of a stack small to `picture`."""
        await self.real.show_sheet(path, index, picture, sheets_max)

    async def cut_sheets(self, path: Path, indices: Sequence[int], to: Path, sheets_max: int) -> None:
        """Write some sheets of a stack to a new file."""

        async def cut() -> bytes:
            await self.real.cut_sheets(path, indices, to, sheets_max)
            return to.read_bytes()  # noqa: ASYNC240 - a local disk

        to.write_bytes(await self._once(("cut_sheets", _bytes_of(path), tuple(indices)), cut))  # noqa: ASYNC240 - the same

    async def unpack(self, path: Path, out_dir: Path, room: Room) -> Unpacked:
        """Write the files of a package into `out_dir`."""
        return await self.real.unpack(path, out_dir, room)

    async def _once(self, question: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        key = (self.limits, question)
        if self.folder is not None:
            return await self._once_of_all(self.folder / sha256(repr(key).encode()).hexdigest(), ask)
        if key in _answers:
            await asyncio.sleep(self.pause_seconds)
        else:
            _answers[key] = await ask()
            if len(_answers) > _ENTRIES_MAX:
                del _answers[next(iter(_answers))]
        answer: T = _answers[key]
        return answer

    async def _once_of_all(self, kept: Path, ask: Callable[[], Awaitable[T]]) -> T:
        answer: T
        if (stored := _read(kept)) is None:
            answer = await ask()
            _write(kept, answer)
        else:
            await asyncio.sleep(self.pause_seconds)
            (answer,) = stored
        return answer


def _read(kept: Path) -> tuple[Any] | None:
    try:
        return (pickle.loads(kept.read_bytes()),)
    except FileNotFoundError:
        return None


def _write(kept: Path, answer: object) -> None:
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(pickle.dumps(answer))
    fresh.replace(kept)  # another process may be reading it


def _bytes_of(path: Path) -> bytes:
    return sha256(path.read_bytes()).digest()


def _told(recipe: Recipe) -> str:
    return json.dumps(recipe.to_json(), sort_keys=True)
