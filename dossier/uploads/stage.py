"""Stage a piece of an upload in the vault, where every web process finds it."""

import asyncio
import hashlib
from uuid import UUID

from dossier.storage.intake import Received
from dossier.storage.keys import staging_key
from dossier.storage.vault import KeyTaken, Vault
from dossier.uploads.errors import OtherBytes
from dossier.uploads.queries import Chunk


async def stage(vault: Vault, upload_id: UUID, offset_bytes: int, piece: Received) -> Chunk:
    """Keep a piece of a file that begins at an offset; return the chunk that stands there now, which may be shorter.

    A writer that died may have left an object here that no row tells of. Nothing is overwritten: as far as its bytes
    are ours, they count. Raises OtherBytes where they are not, and StoreUnavailable.
    """
    key = staging_key(upload_id, offset_bytes)
    try:
        await vault.put(key, piece.path, piece.sha256)
    except KeyTaken:
        return await _adopted(vault, key, offset_bytes, piece)
    return Chunk(offset_bytes=offset_bytes, size_bytes=piece.size_bytes, sha256=piece.sha256)


async def _adopted(vault: Vault, key: str, offset_bytes: int, piece: Received) -> Chunk:
    there = await vault.read(key)

    def begun() -> bytes:
        with piece.path.open("rb") as file:
            return file.read(len(there))

    ours = await asyncio.to_thread(begun)
    if not there.startswith(ours):
        raise OtherBytes
    await vault.put_bytes(key, there)  # its writer may have died before the folder was synced: this does it
    return Chunk(offset_bytes=offset_bytes, size_bytes=len(ours), sha256=hashlib.sha256(ours).hexdigest())
