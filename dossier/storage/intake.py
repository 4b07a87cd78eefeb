"""Receives an upload into a scratch file, counting and hashing on the way, in constant memory."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from dossier.errors import Refused
from dossier.storage.vault import CHUNK_BYTES, StoreUnavailable

MEGABYTE = 1024 * 1024


class FileTooLarge(Refused):
    """This file is larger than {limit_mb} MB. Send a smaller file, or take photos of the pages."""


class FileEmpty(Refused):
    """This file is empty. Choose another one, or take a photo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An upload that arrived whole; whoever asked for it removes its scratch file."""

    path: Path
    sha256: str  # 64 lower-case hexadecimal digits
    size_bytes: int


async def receive(chunks: AsyncIterator[bytes], folder: Path, max_bytes: int) -> Received:
    """Write an upload to a new file in `folder`, which is made where it is not there.

    The file is not synced: it is scratch, the vault keeps its own copy. Whatever goes wrong, also a depositor who hangs
    up, the file is gone when this raises: FileTooLarge, FileEmpty, StoreUnavailable, or what the chunks raised.
    """
    path = folder / f"{uuid4().hex}.upload"
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
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        return path.open("xb")


async def _write(chunks: AsyncIterator[bytes], file: BinaryIO, max_bytes: int) -> tuple[int, str]:
    size_bytes, seen, waiting = 0, hashlib.sha256(), bytearray()

    def write(data: bytes) -> None:
        seen.update(data)
        with _told():
            file.write(data)
            file.flush()

    async for chunk in chunks:
        size_bytes += len(chunk)
        if size_bytes > max_bytes:
            raise FileTooLarge(limit_mb=max_bytes // MEGABYTE)
        waiting += chunk
        if len(waiting) >= CHUNK_BYTES:  # one thread hop a megabyte: a request's own chunks are far smaller
            await asyncio.to_thread(write, bytes(waiting))
            waiting.clear()
    if size_bytes == 0:
        raise FileEmpty
    if waiting:
        await asyncio.to_thread(write, bytes(waiting))
    return size_bytes, seen.hexdigest()


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the disk says into what the dossier says; a broken connection is an OSError too, but not of ours."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable from error
