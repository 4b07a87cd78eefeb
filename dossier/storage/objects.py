"""Keeps bytes in an S3 object store, with put-if-absent and a checksum on every put."""

import asyncio
import atexit
import hashlib
import os
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from uuid import uuid4

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from dossier.finding import Finding
from dossier.storage.check import broken_promises
from dossier.storage.keys import checked_key, checked_prefix
from dossier.storage.tampered import noticing_changes
from dossier.storage.vault import (
    CHUNK_BYTES,
    TIMEOUT_SECONDS,
    Blob,
    BytesChanged,
    BytesMissing,
    KeyTaken,
    NotStored,
    StoreUnavailable,
    digest,
)

_CONNECT_SECONDS = 3
_READ_SECONDS = 20  # between two pieces of an answer, not for the whole of it
_SLOW_BYTES_PER_SECOND = 8 * 1024 * 1024  # what a store must carry beside its time to answer
_LAST_BREATH_SECONDS = 0.05
_LISTED_AT_ONCE = 1000  # what S3 lists at most in one answer

# A process that ends within a millisecond of an answer aborts (8 of 100 times): obstore's threads still hand over
# their results to an interpreter that is going away (PyO3/pyo3-async-runtimes, issue 40). With this pause, 0 of 120.
atexit.register(time.sleep, _LAST_BREATH_SECONDS)


class ObjectVault:
    """A prefix in a bucket. The store must honour `If-None-Match: *`; `check` finds out."""

    def __init__(self, store: S3Store, timeout_seconds: float) -> None:
        self._store = store
        self._timeout_seconds = timeout_seconds

    @classmethod
    def at(cls, store_url: str, timeout_seconds: float = TIMEOUT_SECONDS) -> Self:
        """Open `s3://bucket/prefix`; endpoint, region and credentials come from the usual AWS_ variables.

        A store that takes longer for an act than this, and the time for its bytes, is unavailable: a person waits.
        """
        address = urlsplit(store_url)
        endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL", "")
        return cls(
            S3Store(
                address.netloc,
                prefix=address.path.strip("/") or None,
                checksum_algorithm="SHA256",
                client_options={
                    "allow_http": endpoint.startswith("http://"),
                    "connect_timeout": timedelta(seconds=_CONNECT_SECONDS),
                    "read_timeout": timedelta(seconds=_READ_SECONDS),
                },
                retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=timeout_seconds)},
            ),
            timeout_seconds,
        )

    async def settle(self, source: Path) -> bool:
        """Do nothing: what is sent depends on nothing that could begin here."""
        del source
        return False

    async def anchor(self, key: str) -> None:
        """Do nothing: a store answers when it keeps."""
        del key

    async def put(self, key: str, source: Path, sha256: str, *, settled: bool = False) -> None:
        """Place it: a store needs no anchor."""
        await self.place(key, source, sha256, settled=settled)

    async def place(self, key: str, source: Path, sha256: str, *, settled: bool = False) -> None:
        """Send a file whole: no store composes parts and refuses a taken key in one act."""
        del settled
        data = await asyncio.to_thread(source.read_bytes)
        if await asyncio.to_thread(_sha256_of, data) != sha256:
            raise BytesChanged
        await self._put(key, data, sha256)

    async def put_bytes(self, key: str, data: bytes) -> None:
        """Send bytes from memory."""
        await self._put(key, data, _sha256_of(data))

    async def read(self, key: str) -> bytes:
        """Get an object whole."""
        return b"".join([chunk async for chunk in self.stream(key)])

    async def stream(self, key: str) -> AsyncIterator[bytes]:
        """Get an object piece by piece."""
        with _told():
            async with asyncio.timeout(self._timeout_seconds):
                answer = await obstore.get_async(self._store, checked_key(key))
            size_bytes, came_bytes = answer.meta["size"], 0
            chunks = aiter(answer.stream(min_chunk_size=CHUNK_BYTES))
            left_seconds = self._seconds_for(size_bytes)  # of waiting: what the reader does meanwhile does not count
            while came_bytes < size_bytes:
                begun = time.monotonic()
                async with asyncio.timeout(left_seconds):
                    chunk = bytes(await anext(chunks, b""))
                left_seconds -= time.monotonic() - begun
                came_bytes += len(chunk)
                if not chunk:
                    raise StoreUnavailable
                yield chunk

    async def size(self, key: str) -> int | None:
        """Ask for an object's head."""
        with _told():
            try:
                async with asyncio.timeout(self._timeout_seconds):
                    return (await obstore.head_async(self._store, checked_key(key)))["size"]
            except FileNotFoundError:
                return None

    async def fetch(self, key: str, to: Path) -> None:
        """Get an object into a file."""
        chunks = self.stream(key)
        first = await anext(chunks, b"")  # before there is a file: nothing is left of what is missing
        with _told(), await asyncio.to_thread(to.open, "wb") as file:
            await asyncio.to_thread(file.write, first)
            async for chunk in chunks:
                await asyncio.to_thread(file.write, chunk)

    async def sweep_parts(self, older_than_seconds: float) -> int:
        """Remove nothing: an object is sent in one request, and appears whole or not at all."""
        del older_than_seconds
        return 0

    async def delete(self, key: str) -> None:
        """Remove an object."""
        with _told(), suppress(FileNotFoundError):
            async with asyncio.timeout(self._timeout_seconds):
                await obstore.delete_async(self._store, checked_key(key))

    async def check(self) -> list[Finding]:
        """Try the promises on this bucket, and whether it notices bytes that changed on their way."""
        broken = [Finding(well=False, sentence=each) for each in await broken_promises(self)]
        if broken:
            return broken
        with _told():
            return await noticing_changes(self._store, f"doctor/{uuid4()}/changed")

    async def ground(self) -> list[Finding]:
        """Know nothing of the disks behind: what a yes of this store is worth, only its maker can say."""
        said = "The store is on other machines: docs/stores.md says what a yes of each make is worth."
        return [Finding(well=True, sentence=said)]

    async def list(self, prefix: str, after: str | None = None) -> AsyncGenerator[Blob, None]:
        """List objects, a thousand a request."""
        with _told():
            async for chunk in obstore.list(
                self._store, checked_prefix(prefix), offset=after, chunk_size=_LISTED_AT_ONCE
            ):
                for each in chunk:
                    yield Blob(each["path"], each["size"], each["last_modified"])

    async def _put(self, key: str, data: bytes, sha256: str) -> None:
        try:
            with _told():
                async with asyncio.timeout(self._seconds_for(len(data))):
                    await obstore.put_async(self._store, checked_key(key), data, mode="create", use_multipart=False)
        except StoreUnavailable as away:
            if not isinstance(away.__cause__, AlreadyExistsError):
                raise NotStored from away.__cause__
            await self._compare(key, sha256)

    async def _compare(self, key: str, sha256: str) -> None:
        """Raise KeyTaken where a key that was there before holds other bytes, NotStored where that cannot be told."""
        try:
            kept = await digest(self, key)
        except (BytesMissing, StoreUnavailable) as error:
            # A store may say so of a name that another writer is about to take (S3: 409)
            raise NotStored from error
        if kept != sha256:
            raise KeyTaken

    def _seconds_for(self, size_bytes: int) -> float:
        return self._timeout_seconds + size_bytes / _SLOW_BYTES_PER_SECOND


def _sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the object store says into what the dossier says."""
    try:
        yield
    except FileNotFoundError as error:
        raise BytesMissing from error
    except (BaseError, OSError) as error:
        raise StoreUnavailable from error
