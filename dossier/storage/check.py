"""Tries a vault's promises on keys of its own, for `guichet doctor`."""

import asyncio
import hashlib
from contextlib import suppress
from uuid import uuid4

from dossier.errors import DossierError
from dossier.storage.vault import BytesMissing, KeyTaken, StoreUnavailable, Vault

_FIRST = b"Guichet tries its store.\n"
_OTHER = b"Guichet tries to overwrite.\n"
_RACERS = [b"Guichet, writer %d.\n" % number * 1000 for number in range(8)]

_NEVER = "It has no put-if-absent: use another one."
OVERWRITES = f"The store let a second file overwrite the first. {_NEVER}"
LOSES = "The store said yes to a file and does not give it back: it may keep less than it says. Use another one."
CHANGES = "The store gave back other bytes than were written."
HIDES = "The store does not list a file that it keeps: what was left behind will never be found."
HOLDS = "The store kept a file that was removed: the sweep cannot free space."


async def broken_promises(vault: Vault) -> list[str]:
    """Return a sentence for each promise that the vault breaks.

    They are: read back at once what was written, put-if-absent also when eight writers come together, list, remove.
    Leaves nothing behind where the vault lets it remove what it wrote.
    """
    prefix = f"doctor/{uuid4()}"
    keys = [f"{prefix}/{hashlib.sha256(data).hexdigest()}" for data in (_FIRST, _RACERS[0])]
    wrongs: list[str] = []
    try:
        wrongs += await _alone(vault, keys[0])
        wrongs += await _together(vault, keys[1])
        wrongs += await _listed_and_removed(vault, prefix, keys)
    except BytesMissing:
        wrongs.append(LOSES)
    except DossierError as error:
        reason = str(error.__cause__ or "").partition("\n")[0]  # an object store adds pages of its own debugging
        wrongs.append(f"{error} ({reason})" if reason else str(error))
    finally:
        with suppress(DossierError):
            for key in keys:
                await vault.delete(key)
    return wrongs


async def _alone(vault: Vault, key: str) -> list[str]:
    await vault.put_bytes(key, _FIRST)
    if await vault.read(key) != _FIRST:
        return [CHANGES]
    await vault.put_bytes(key, _FIRST)
    try:
        await vault.put_bytes(key, _OTHER)
    except KeyTaken:
        return [] if await vault.read(key) == _FIRST else [CHANGES]
    return [OVERWRITES]


async def _together(vault: Vault, key: str) -> list[str]:
    """Let many write at once; one who heard that the store does not answer was told no lie.

    SeaweedFS 4.48 lets those who come together wait for one another in steps of a second, until some wait too long.
    """
    ends = await asyncio.gather(*(vault.put_bytes(key, data) for data in _RACERS), return_exceptions=True)
    winners = [data for data, end in zip(_RACERS, ends, strict=True) if end is None]
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, KeyTaken | StoreUnavailable):
            raise end
        if isinstance(end, StoreUnavailable) and not winners:
            raise end
    if len(winners) != 1:
        return [f"Of {len(_RACERS)} files that came together under one name, the store took {len(winners)}. {_NEVER}"]
    return [] if await vault.read(key) == winners[0] else [CHANGES]


async def _listed_and_removed(vault: Vault, prefix: str, keys: list[str]) -> list[str]:
    found = {blob.key async for blob in vault.list(prefix)}
    for key in keys:
        await vault.delete(key)
    left = [key for key in keys if await vault.size(key) is not None]
    return [HIDES] * (found != set(keys)) + [HOLDS] * bool(left)
