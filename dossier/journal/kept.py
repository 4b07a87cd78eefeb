"""What the store holds of a journal's anchors and time stamps, read back."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from uuid import UUID

from dossier.storage.keys import anchors_prefix, stamps_prefix
from dossier.storage.vault import BytesMissing, Vault

_READ_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """Keys as the store lists them: those whose bytes are the ones that the key names, and the others."""

    sound: frozenset[str]
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class KeptJournal:
    """The two kinds."""

    anchors: Kept
    stamps: Kept


async def kept_journal(vault: Vault, centre_id: UUID) -> KeptJournal:
    """Read everything that the store holds to vouch for a centre's journal. Raises StoreUnavailable."""
    return KeptJournal(await _kept(vault, anchors_prefix(centre_id)), await _kept(vault, stamps_prefix(centre_id)))


async def _kept(vault: Vault, prefix: str) -> Kept:
    sound: set[str] = set()
    changed: set[str] = set()
    async for keys in _batches(vault, prefix):
        for key, data in zip(keys, await asyncio.gather(*(_read(vault, key) for key in keys)), strict=True):
            if data is None:
                continue  # gone since it was listed: the row will miss it
            named = key.rpartition("-")[2]
            (sound if hashlib.sha256(data).hexdigest() == named else changed).add(key)
    return Kept(frozenset(sound), frozenset(changed))


async def _batches(vault: Vault, prefix: str) -> AsyncIterator[list[str]]:
    batch = []
    async with aclosing(vault.list(prefix)) as listed:
        async for blob in listed:
            batch.append(blob.key)
            if len(batch) == _READ_AT_ONCE:
                yield batch
                batch = []
    if batch:
        yield batch


async def _read(vault: Vault, key: str) -> bytes | None:
    try:
        return await vault.read(key)
    except BytesMissing:
        return None
