"""Looks at one row and its blob, and says whether the bytes are the row's own."""

import asyncio
import hashlib
import time
from dataclasses import dataclass
from datetime import datetime

from dossier.reconcile.values import Kind, Row, Suspect
from dossier.storage.vault import Blob, BytesMissing, StoreUnavailable, Vault


@dataclass(slots=True, kw_only=True)
class Judge:
    """Judges for one check: how deep, how fast, and from when on bytes without a row are an orphan."""

    vault: Vault
    deep: bool
    bytes_per_second: int
    orphans_before: datetime
    hashed_bytes: int = 0

    async def look(self, row: Row | None, blob: Blob | None) -> Suspect | None:
        """Return what does not fit; None where all is well. Raises StoreUnavailable when the store is away."""
        if row is not None:
            if blob is not None and blob.size_bytes == row.size_bytes and not self.deep:
                return None
            return await self._compare(row)
        assert blob is not None
        if blob.modified_at >= self.orphans_before:
            return None
        return Suspect(vault_key=blob.key, kind=Kind.ORPHAN, actual_bytes=blob.size_bytes)

    async def _compare(self, row: Row) -> Suspect | None:
        """Ask for the very bytes: a listing may be older than the row."""
        try:
            size_bytes, sha256 = await self._measure(row.vault_key)
        except BytesMissing:
            return Suspect(vault_key=row.vault_key, kind=Kind.MISSING, row=row)
        except StoreUnavailable:
            if await self.vault.check():
                raise  # all of the store is away, not this key alone
            return Suspect(vault_key=row.vault_key, kind=Kind.UNREADABLE, row=row)
        if sha256 == row.sha256:
            return None
        kind = Kind.ZERO_BYTE if size_bytes == 0 else Kind.TRUNCATED if size_bytes < row.size_bytes else Kind.FLIPPED
        return Suspect(vault_key=row.vault_key, kind=kind, row=row, actual_bytes=size_bytes, actual_sha256=sha256)

    async def _measure(self, key: str) -> tuple[int, str]:
        """Return the size and hash of what a key holds now, read no faster than is allowed."""
        size_bytes, seen, begun = 0, hashlib.sha256(), time.monotonic()
        async for chunk in self.vault.stream(key):
            size_bytes += len(chunk)
            seen.update(chunk)
            ahead_seconds = size_bytes / self.bytes_per_second - (time.monotonic() - begun)
            if ahead_seconds > 0:
                await asyncio.sleep(ahead_seconds)
        self.hashed_bytes += size_bytes
        return size_bytes, seen.hexdigest()
