"""Says what a vault promises, whatever keeps the bytes: a disk of ours, or an object store."""

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from dossier.errors import Conflict, Missing, Unavailable
from dossier.finding import Finding
from dossier.settings import Settings

CHUNK_BYTES = 1024 * 1024
FILE_MODE = 0o440  # write-once: not even its owner writes by accident
TIMEOUT_SECONDS = 3
"""How long an object store may take for one act, unless an installation decides otherwise."""


class BytesMissing(Missing):
    """This file is no longer in the store. Tell the administrator."""


class BytesChanged(Unavailable):
    """The file changed on its way into the store, so nothing was kept. Try again."""


class KeyTaken(Conflict):
    """Another file is already kept under this name. Nothing was overwritten."""


class StoreUnavailable(Unavailable):
    """The store does not answer just now. Try again in a moment."""


class NotStored(StoreUnavailable):
    """The store does not answer, so nothing was kept. Try again in a moment."""


@dataclass(frozen=True, slots=True)
class Blob:
    """One key of a vault, as its listing tells of it."""

    key: str
    size_bytes: int
    modified_at: datetime  # in UTC, when the bytes were written


class Vault(Protocol):
    """Write-once bytes under a key. When `put` has returned, a power cut loses nothing."""

    async def settle(self, source: Path) -> bool:
        """Do what `put` of a file from the incoming folder would wait for, while something else is asked about it.

        Return whether that was done, for `put` to know. Raises NotStored, after which the file must not be put.
        """
        ...

    async def put(self, key: str, source: Path, sha256: str, *, settled: bool = False) -> None:
        """Keep the bytes of a file, whose hash must be `sha256`. The same bytes again are harmless.

        `settled` is what `settle` answered for this file, which nobody wrote since. Who has something else to do
        meanwhile calls the two halves, `place` and `anchor`.

        Raises BytesChanged when the file's hash is another, KeyTaken when the key holds other bytes, and
        NotStored when nothing was kept; ValueError for a key that `keys.py` would not make.
        """
        ...

    async def place(self, key: str, source: Path, sha256: str, *, settled: bool = False) -> None:
        """Have the bytes of a file stand under a key; a power cut may still take it from them. Raises as `put` does."""
        ...

    async def anchor(self, key: str) -> None:
        """Make a key that was just placed outlive a power cut. Raises NotStored, after which nothing may name it."""
        ...

    async def put_bytes(self, key: str, data: bytes) -> None:
        """Keep a few bytes that are already in memory. Raises as `put` does."""
        ...

    async def read(self, key: str) -> bytes:
        """Return all bytes of a key. Raises BytesMissing and StoreUnavailable."""
        ...

    def stream(self, key: str) -> AsyncIterator[bytes]:
        """Yield the bytes of a key in chunks of about 1 MB. Raises BytesMissing and StoreUnavailable."""
        ...

    async def size(self, key: str) -> int | None:
        """Return how many bytes a key holds, None where there is no such key. Raises StoreUnavailable."""
        ...

    async def fetch(self, key: str, to: Path) -> None:
        """Copy the bytes of a key to a file on this machine. Raises BytesMissing and StoreUnavailable."""
        ...

    async def sweep_parts(self, older_than_seconds: float) -> int:
        """Remove what writers that were killed left half-written, once it is so old; return how many."""
        ...

    async def delete(self, key: str) -> None:
        """Remove a key; one that is not there is harmless. Of a record's keys, only `dossier/removals` may."""
        ...

    async def check(self) -> list[Finding]:
        """Try the promises; whatever is not well is broken, whatever is well could not be tried."""
        ...

    async def ground(self) -> list[Finding]:
        """Say what the bytes lie on; not well where that alone is known to lose them. Raises StoreUnavailable."""
        ...

    def list(self, prefix: str, after: str | None = None) -> AsyncGenerator[Blob, None]:
        """Yield the keys below a prefix of whole names (`centre`, `centre/original`) that sort after the key `after`.

        In byte order on a disk and on the stores that list as S3 does; in constant memory everywhere. Keys that come
        or go meanwhile may be missed. A prefix that is not there has no keys. Raises StoreUnavailable.
        """
        ...


def incoming_dir(settings: Settings) -> Path:
    """Return where uploads on their way into the vault are written: on its own disk; in scratch for an object store."""
    if not settings.store_url.startswith("file:///"):
        return settings.scratch_dir
    from dossier.storage.local import LocalVault

    return LocalVault.incoming_dir(settings.store_url)


async def digest(vault: Vault, key: str) -> str:
    """Return the SHA-256 of what a key holds now, read back in constant memory.

    Raises BytesMissing and StoreUnavailable.
    """
    seen = hashlib.sha256()
    async for chunk in vault.stream(key):
        seen.update(chunk)
    return seen.hexdigest()


def open_vault(store_url: str, timeout_seconds: float = TIMEOUT_SECONDS) -> Vault:
    """Return the vault at `file:///folder` or `s3://bucket/prefix` (credentials from the usual AWS_ variables).

    An object store that takes longer for one act than `timeout_seconds`, and the time for its bytes, is unavailable.

    Raises ValueError for another kind of address, StoreUnavailable when the folder cannot be made.
    """
    if store_url.startswith("file:///"):
        from dossier.storage.local import LocalVault

        return LocalVault.at(store_url)
    if store_url.startswith("s3://"):
        from dossier.storage.objects import ObjectVault

        return ObjectVault.at(store_url, timeout_seconds)
    msg = "STORE_URL begins with file:/// or s3://."
    raise ValueError(msg)
