"""Receives an upload into a file on its way, counting and hashing as it comes, in constant memory."""

import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from dossier.errors import Refused
from dossier.storage.listing import PART_SUFFIX
from dossier.storage.vault import CHUNK_BYTES, NotStored

MEGABYTE = 1024 * 1024
_CHUNKS_MAX = 256
"""So many chunks are held at most: a sender that trickles bytes makes chunks of one byte, which weigh fifty."""


class FileTooLarge(Refused):
    """This file is larger than {limit_mb} MB. Send a smaller file, or take photos of the pages."""


class FileEmpty(Refused):
    """This file is empty. Choose another one, or take a photo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An upload that arrived whole; whoever asked for it removes its file."""

    path: Path
    sha256: str  # 64 lower-case hexadecimal digits
    size_bytes: int


async def receive(chunks: AsyncIterator[bytes], folder: Path, max_bytes: int) -> Received:
    """Write an upload to a new file in `folder` (`vault.incoming_dir`), which is made where it is not there.

    The file is not synced: that is the vault's work. Whatever goes wrong, also a depositor who hangs up, the file is
    gone when this raises: FileTooLarge, FileEmpty, NotStored, or what the chunks raised.
    """
    path = folder / f".{uuid4().hex}{PART_SUFFIX}"
    try:
        with _new_file(path) as file:
            size_bytes, sha256 = await _write(chunks, file, max_bytes)
    except BaseException:
        with suppress(OSError):  # not there yet, or on a disk that cannot remove either
            path.unlink()
        raise
    return Received(path=path, sha256=sha256, size_bytes=size_bytes)


def _new_file(path: Path) -> BinaryIO:
    # Not in a thread: if this task is cancelled meanwhile, a thread would make the file after it was removed.
    with _told():
        try:
            return path.open("xb")
        except FileNotFoundError:
            path.parent.mkdir(0o700, parents=True, exist_ok=True)
            return path.open("xb")


async def _write(chunks: AsyncIterator[bytes], file: BinaryIO, max_bytes: int) -> tuple[int, str]:
    size_bytes, writer = 0, _Writer(file)
    waiting: list[bytes] = []
    waiting_bytes = 0
    try:
        async for chunk in chunks:
            size_bytes += len(chunk)
            if size_bytes > max_bytes:
                raise FileTooLarge(limit_mb=max_bytes // MEGABYTE)
            waiting.append(chunk)
            waiting_bytes += len(chunk)
            # One thread hop for so much: a request's own chunks are smaller, and never so small that it matters here
            if waiting_bytes >= CHUNK_BYTES or len(waiting) == _CHUNKS_MAX:
                await writer.begin(waiting)
                waiting, waiting_bytes = [], 0
        if size_bytes == 0:
            raise FileEmpty
        await writer.begin(waiting)
        return size_bytes, await writer.sha256()
    finally:
        writer.stop()


class _Writer:
    """Hashes and writes what has come, in threads, while more comes and the kernel brings the rest to its disk."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._seen = hashlib.sha256()
        self._written_bytes = 0
        self._sent_bytes = 0  # to the disk
        self._sending: asyncio.Future[None] | None = None
        self._under_way: asyncio.Future[tuple[None, None]] | None = None

    async def begin(self, chunks: list[bytes]) -> None:
        """Begin to hash and write a piece, once the one before it is written. Raises NotStored for that one."""
        await self._done()
        self._under_way = asyncio.gather(asyncio.to_thread(self._hash, chunks), self._write(chunks))

    async def sha256(self) -> str:
        """Return the hash of all, once all is written. Raises NotStored."""
        await self._done()
        return self._seen.hexdigest()

    def stop(self) -> None:
        """Wait for nothing more."""
        if self._under_way is not None:
            self._under_way.cancel()

    async def _done(self) -> None:
        if self._under_way is not None:
            await self._under_way
            self._under_way = None

    def _hash(self, chunks: list[bytes]) -> None:
        for each in chunks:
            self._seen.update(each)

    async def _write(self, chunks: list[bytes]) -> None:
        def write() -> None:
            with _told():
                for each in chunks:
                    self._file.write(each)
                self._file.flush()

        await asyncio.to_thread(write)
        self._written_bytes += sum(map(len, chunks))
        if self._sending is None or self._sending.done():
            start, self._sent_bytes = self._sent_bytes, self._written_bytes
            file = os.dup(self._file.fileno())
            loop = asyncio.get_running_loop()
            self._sending = loop.run_in_executor(None, _send_to_disk, file, start, self._written_bytes - start)


def _send_to_disk(file: int, start: int, size_bytes: int) -> None:
    """Let the kernel begin to write a piece to its disk: a hint that nobody waits for, and the sync has less to do.

    Whatever goes wrong with the disk is told to whoever syncs. Closes the descriptor, which is this one's own.
    """
    with suppress(OSError):
        if sys.platform == "linux":
            os.posix_fadvise(file, start, size_bytes, os.POSIX_FADV_DONTNEED)  # no page is dropped while dirty
    os.close(file)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the disk says into what the dossier says; a broken connection is an OSError too, but not of ours."""
    try:
        yield
    except OSError as error:
        raise NotStored from error
