"""A scanner's folder: what lies in it, whether it is whole, and where a file goes that was taken in.

A scanner writes a file little by little, or renames it once it is whole. So a file counts as whole once this process
has seen it unchanged for a while, by its own clock: a file server's may be wrong. Nothing here knows the database.
"""

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dossier.errors import Conflict, Unavailable
from dossier.storage.intake import Received, receive

TAKEN = "taken"
"""The folder within, of files that are in a deposit."""
ASIDE = "aside"
"""The folder within, of files that a clerk put aside: they are nobody's."""
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart")
_CHUNK_BYTES = 1024 * 1024
_SHOWN_AT_MOST = 60


class FolderAway(Unavailable):
    """The scanner's folder cannot be read just now. Choose files instead, and tell the administrator."""


class ScanChanging(Conflict):
    """The scanner is still writing this file. Wait a moment."""


class NoSuchScan(Conflict):
    """This file is not in the scanner's folder any more: a colleague may have taken it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFile:
    """A file in a scanner's folder."""

    entry: str  # what it is known by: a digest of its name, size and moment, 32 hexadecimal digits
    path: Path
    size_bytes: int
    modified_at: datetime
    is_whole: bool

    @property
    def name(self) -> str:
        """Return what the scanner calls it; may name people, so it goes into no log and no address."""
        return self.path.name


@dataclass(slots=True)
class Watched:
    """What this process has seen of files, and since when they are as they are."""

    settle_seconds: float
    seen: dict[Path, tuple[str, float]]  # path → entry, and the monotonic moment of the first look at it

    def is_whole(self, path: Path, entry: str) -> bool:
        """Tell whether a file is unchanged for long enough, and remember it."""
        now = time.monotonic()
        known, since = self.seen.get(path, ("", now))
        if known != entry:
            self.seen[path] = (entry, now)
            return self.settle_seconds <= 0
        return now - since >= self.settle_seconds

    def forget_others(self, folder: Path, present: Iterable[Path]) -> None:
        """Forget what does not lie in a folder any more."""
        there = set(present)
        for path in [each for each in self.seen if each.parent == folder and each not in there]:
            del self.seen[path]


async def look(folder: Path, watched: Watched) -> list[ScanFile]:
    """Return the files that lie in a folder, the first scanned first. Raises FolderAway."""
    try:
        found = await asyncio.to_thread(_stat_all, folder)
    except OSError as error:
        raise FolderAway from error
    watched.forget_others(folder, [path for path, _ in found])
    files = [_scan_file(path, stat, watched) for path, stat in found]
    return sorted(files, key=lambda each: (each.modified_at, each.name))[:_SHOWN_AT_MOST]


async def copied(file: ScanFile, incoming: Path, max_bytes: int) -> Received:
    """Copy a file as an upload that arrived; whoever asked removes the copy.

    Raises ScanChanging where it is not whole or became another one meanwhile, NoSuchScan, and what `receive` raises.
    """
    if not file.is_whole:
        raise ScanChanging
    try:
        received = await receive(chunks_of(file.path), incoming, max_bytes)
    except FileNotFoundError:
        raise NoSuchScan from None
    try:
        stat = await asyncio.to_thread(file.path.stat)
    except OSError:
        received.path.unlink(missing_ok=True)
        raise NoSuchScan from None
    if entry_of(file.path, stat) != file.entry:
        received.path.unlink(missing_ok=True)
        raise ScanChanging
    return received


async def put_into(file: ScanFile, inner: str) -> None:
    """Move a file into a folder within, under its entry; one that is gone is moved already."""

    def move() -> None:
        target = file.path.parent / inner
        target.mkdir(exist_ok=True)
        file.path.replace(target / f"{file.entry}{file.path.suffix}")

    with suppress(FileNotFoundError):
        try:
            await asyncio.to_thread(move)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise FolderAway from error


async def put_back(folder: Path, entry: str, name: str) -> None:
    """Move a file that was taken back to where the scanner laid it; under a name beside, where there is another now."""

    def move() -> None:
        suffix = Path(name).suffix
        target = folder / name
        if target.exists():
            target = folder / f"{Path(name).stem}-{entry[:8]}{suffix}"
        (folder / TAKEN / f"{entry}{suffix}").replace(target)

    with suppress(OSError):  # it was removed after its days: the sheet is scanned again
        await asyncio.to_thread(move)


async def sweep(folder: Path, older_than_seconds: float) -> int:
    """Remove what was taken from a folder, or put aside, so long ago; return how many files."""

    def remove() -> int:
        removed = 0
        for inner in (folder / TAKEN, folder / ASIDE):
            for path in inner.iterdir() if inner.is_dir() else ():
                with suppress(OSError):
                    if time.time() - path.stat().st_ctime > older_than_seconds:
                        path.unlink()
                        removed += 1
        return removed

    return await asyncio.to_thread(remove)


def entry_of(path: Path, stat: os.stat_result) -> str:
    """Return what a file is known by, as it is now."""
    return entry_as(path.name, stat.st_size, stat.st_mtime_ns)


def entry_as(name: str, size_bytes: int, moment: int) -> str:
    """Return what a file of this name, size and moment is known by, 32 hexadecimal digits."""
    return hashlib.sha256(f"{name}\0{size_bytes}\0{moment}".encode()).hexdigest()[:32]


def is_unfinished(name: str) -> bool:
    """Tell whether a name says that its file is still being written, or is nobody's business."""
    return name.startswith((".", "~")) or name.lower().endswith(_UNFINISHED)


def _stat_all(folder: Path) -> list[tuple[Path, os.stat_result]]:
    found = []
    for each in os.scandir(folder):
        with suppress(FileNotFoundError):
            if not is_unfinished(each.name) and each.is_file(follow_symlinks=False):
                found.append((Path(each.path), each.stat(follow_symlinks=False)))
    return found


def _scan_file(path: Path, stat: os.stat_result, watched: Watched) -> ScanFile:
    entry = entry_of(path, stat)
    return ScanFile(
        entry=entry,
        path=path,
        size_bytes=stat.st_size,
        modified_at=datetime.fromtimestamp(stat.st_mtime, tz=UTC),
        is_whole=stat.st_size > 0 and watched.is_whole(path, entry),
    )


async def chunks_of(path: Path) -> AsyncIterator[bytes]:
    """Yield the bytes of a file."""
    with await asyncio.to_thread(path.open, "rb") as file:
        while chunk := await asyncio.to_thread(file.read, _CHUNK_BYTES):
            yield chunk
