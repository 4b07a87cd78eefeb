"""Receives an upload into a file on its way, counting and hashing as it comes, in constant memory."""

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
from dossier.storage.belt import Belt
from dossier.storage.listing import PART_SUFFIX
from dossier.storage.vault import CHUNK_BYTES, FILE_MODE, NotStored

MEGABYTE = 1024 * 1024
_PIECE_BYTES = 64 * 1024
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
            return _opened(path)
        except FileNotFoundError:
            path.parent.mkdir(0o700, parents=True, exist_ok=True)
            return _opened(path)


def _opened(path: Path) -> BinaryIO:
    """Open a new file that has the mode of those that are kept from the start: one change less to sync."""
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, FILE_MODE))


async def _write(chunks: AsyncIterator[bytes], file: BinaryIO, max_bytes: int) -> tuple[int, str]:
    size_bytes, seen = 0, hashlib.sha256()
    hashing, writing = Belt(seen.update), Belt(_Writer(file).write)
    try:
        async for piece in _pieces(chunks):
            size_bytes += sum(map(len, piece))
            if size_bytes > max_bytes:
                raise FileTooLarge(limit_mb=max_bytes // MEGABYTE)
            await hashing.lay(piece)
            await writing.lay(piece)
        if size_bytes == 0:
            raise FileEmpty
        await writing.empty()
        await hashing.empty()
        return size_bytes, seen.hexdigest()
    finally:
        await writing.stop()


async def _pieces(chunks: AsyncIterator[bytes]) -> AsyncIterator[list[bytes]]:
    """Gather what is too small to be worked on by itself."""
    piece: list[bytes] = []
    size_bytes = 0
    async for chunk in chunks:
        piece.append(chunk)
        size_bytes += len(chunk)
        if size_bytes >= _PIECE_BYTES or len(piece) == _CHUNKS_MAX:
            yield piece
            piece, size_bytes = [], 0
    if piece:
        yield piece


class _Writer:
    """Writes a file, and has the kernel bring it to its disk meanwhile: the sync has less to do."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._written_bytes = 0
        self._sent_bytes = 0  # to the disk

    def write(self, chunk: bytes) -> None:
        with _told():
            self._file.write(chunk)
            self._file.flush()
        self._written_bytes += len(chunk)
        if self._written_bytes - self._sent_bytes >= CHUNK_BYTES:
            self._send()

    def _send(self) -> None:
        """Let the kernel begin. A hint: whatever goes wrong with the disk is told to whoever syncs."""
        size_bytes = self._written_bytes - self._sent_bytes
        with suppress(OSError):
            if sys.platform == "linux":  # no page is dropped while it is dirty
                os.posix_fadvise(self._file.fileno(), self._sent_bytes, size_bytes, os.POSIX_FADV_DONTNEED)
        self._sent_bytes = self._written_bytes


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the disk says into what the dossier says; a broken connection is an OSError too, but not of ours."""
    try:
        yield
    except OSError as error:
        raise NotStored from error
