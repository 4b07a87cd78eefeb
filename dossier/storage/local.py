"""Keeps bytes on a disk of this machine: our own small writer, because no library syncs file and folder.

The order is the promise: write a temporary file → sync it → link it under its name, which fails if the name is taken →
sync its folder and every folder above. Only then does `put` return. What `receive` wrote into the incoming folder is
such a temporary file already, hashed as it was written: it is neither copied nor hashed again.
"""

import asyncio
import hashlib
import os
import shutil
import stat
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Self
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from dossier.finding import Finding
from dossier.storage.check import broken_promises
from dossier.storage.disk import ground
from dossier.storage.keys import checked_key, checked_prefix
from dossier.storage.listing import PART_SUFFIX, sweep_parts, walked
from dossier.storage.vault import (
    CHUNK_BYTES,
    FILE_MODE,
    Blob,
    BytesChanged,
    BytesMissing,
    KeyTaken,
    NotStored,
    StoreUnavailable,
)

_INCOMING = ".incoming"  # no name of a key begins with a dot
_FOLDER_MODE = 0o750
_LISTED_AT_ONCE = 500


class LocalVault:
    """A folder whose files are written once. Blocking work runs in threads."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        with _told():
            _make_folder(self._root)

    @classmethod
    def at(cls, store_url: str) -> Self:
        """Open the folder of a `file:///…` address, making it where it is not there yet."""
        return cls(_root_of(store_url))

    @staticmethod
    def incoming_dir(store_url: str) -> Path:
        """Return the folder of a `file:///…` address into which uploads are written."""
        return _root_of(store_url).absolute() / _INCOMING

    async def settle(self, source: Path) -> bool:
        """Sync a file that came into the incoming folder."""

        def settle() -> None:
            try:
                with source.open("rb") as file:
                    _sync_file(file)
            except OSError as error:
                raise NotStored from error

        came_in = source.parent == self._root / _INCOMING
        if came_in:
            await asyncio.to_thread(settle)
        return came_in

    async def put(self, key: str, source: Path, sha256: str, *, settled: bool = False) -> None:
        """Do both halves."""
        await self.place(key, source, sha256, settled=settled)
        await self.anchor(key)

    async def place(self, key: str, source: Path, sha256: str, *, settled: bool = False) -> None:
        """Link a file in that came into the incoming folder; copy any other one, hashing what is written."""

        def place() -> None:
            with source.open("rb") as bytes_in:
                came = source if source.parent == self._root / _INCOMING else None
                self._place(key, bytes_in, sha256, came, settled=settled)

        await asyncio.to_thread(place)

    async def anchor(self, key: str) -> None:
        """Sync the folders."""
        await asyncio.to_thread(self._anchor, key)

    async def put_bytes(self, key: str, data: bytes) -> None:
        """Write bytes from memory."""

        def put() -> None:
            self._place(key, BytesIO(data), hashlib.sha256(data).hexdigest())
            self._anchor(key)

        await asyncio.to_thread(put)

    async def read(self, key: str) -> bytes:
        """Read a file whole."""
        with _told():
            return await asyncio.to_thread(self._path(key).read_bytes)

    async def stream(self, key: str) -> AsyncIterator[bytes]:
        """Read a file piece by piece."""
        with _told():
            bytes_out = await asyncio.to_thread(self._path(key).open, "rb")
            with bytes_out:
                while chunk := await asyncio.to_thread(bytes_out.read, CHUNK_BYTES):
                    yield chunk

    async def size(self, key: str) -> int | None:
        """Ask the file system."""
        with _told():
            try:
                return (await asyncio.to_thread(self._path(key).stat)).st_size
            except FileNotFoundError:
                return None

    async def fetch(self, key: str, to: Path) -> None:
        """Copy a file out."""
        with _told():
            await asyncio.to_thread(shutil.copyfile, self._path(key), to)

    async def sweep_parts(self, older_than_seconds: float) -> int:
        """Remove temporary files that nobody links any more."""
        with _told():
            return await asyncio.to_thread(sweep_parts, self._root, older_than_seconds)

    async def delete(self, key: str) -> None:
        """Remove a file, and its folder when that was its last one."""
        with _told():
            await asyncio.to_thread(self._delete, self._path(key))

    async def check(self) -> list[Finding]:
        """Try the promises on this disk."""
        return [Finding(well=False, sentence=each) for each in await broken_promises(self)]

    async def ground(self) -> list[Finding]:
        """Ask the kernel, and sync a few times."""
        with _told():
            return await asyncio.to_thread(ground, self._root)

    async def list(self, prefix: str, after: str | None = None) -> AsyncGenerator[Blob, None]:
        """Walk the folders in order, a batch of names a thread hop."""
        walk = walked(self._root, checked_prefix(prefix), after)
        with _told():
            while found := await asyncio.to_thread(lambda: [*islice(walk, _LISTED_AT_ONCE)]):
                for each in found:
                    yield each

    def _path(self, key: str) -> Path:
        return self._root / checked_key(key)

    def _place(
        self, key: str, bytes_in: BinaryIO, sha256: str, came: Path | None = None, *, settled: bool = False
    ) -> None:
        path = self._path(key)
        try:
            path.parent.mkdir(_FOLDER_MODE, parents=True, exist_ok=True)
            kept = not path.exists() and (
                _keep_once(path, bytes_in, came, settled=settled) if came else _write_once(path, bytes_in, sha256)
            )
            if not kept and _sha256_of(path) != sha256:
                raise KeyTaken
        except OSError as error:
            raise NotStored from error

    def _anchor(self, key: str) -> None:
        """Make the entry of a file, and of every folder on its way, survive a power cut.

        Also where the file was there before: whoever linked it may have died before this line.
        """
        folder = self._path(key)
        try:
            while folder != self._root:
                folder = folder.parent
                _sync_folder(folder)
        except OSError as error:
            raise NotStored from error

    def _delete(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        with suppress(OSError):  # others are still in it, or it is gone
            path.parent.rmdir()


def _write_once(path: Path, bytes_in: BinaryIO, sha256: str) -> bool:
    """Write a synced file under a name that nobody has; return False, the name untouched, if somebody was quicker.

    Raises BytesChanged, having kept nothing, when the bytes do not hash to `sha256`.
    """
    part = path.with_name(f".{uuid4().hex}{PART_SUFFIX}")
    seen = hashlib.sha256()
    try:
        with part.open("xb") as file:
            os.fchmod(file.fileno(), FILE_MODE)
            while chunk := bytes_in.read(CHUNK_BYTES):
                seen.update(chunk)
                file.write(chunk)
            if seen.hexdigest() != sha256:
                raise BytesChanged
            file.flush()
            os.fsync(file.fileno())
        return _link(part, path)
    finally:
        part.unlink(missing_ok=True)


def _keep_once(path: Path, bytes_in: BinaryIO, came: Path, *, settled: bool) -> bool:
    """Sync a file that came in, and give it a name that nobody has; return False if somebody was quicker."""
    if not settled:
        _sync_file(bytes_in)
    return _link(came, path)


def _sync_file(file: BinaryIO) -> None:
    # Set where it differs alone: setting it changes the file, which the sync would then wait for once more
    if stat.S_IMODE(os.fstat(file.fileno()).st_mode) != FILE_MODE:
        os.fchmod(file.fileno(), FILE_MODE)
    os.fsync(file.fileno())


def _link(part: Path, path: Path) -> bool:
    try:
        os.link(part, path)  # unlike a rename, a link never overwrites
    except FileExistsError:
        return False
    return True


def _root_of(store_url: str) -> Path:
    return Path(unquote(urlsplit(store_url).path))


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each synced into its parent."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(_FOLDER_MODE)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the disk says into what the dossier says."""
    try:
        yield
    except FileNotFoundError as error:
        raise BytesMissing from error
    except OSError as error:
        raise StoreUnavailable from error
