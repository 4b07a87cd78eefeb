"""Compose the pieces of an upload into one file again, in constant memory."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from dossier.resources import Resources
from dossier.storage.intake import Received, receive
from dossier.storage.keys import staging_key
from dossier.storage.vault import CHUNK_BYTES, BytesMissing, Vault, incoming_dir
from dossier.uploads.errors import PiecesLost
from dossier.uploads.permit import Permit
from dossier.uploads.queries import Chunk, Upload, chunks


@asynccontextmanager
async def composed(resources: Resources, permit: Permit, upload: Upload, last: Received) -> AsyncIterator[Received]:
    """Give the whole file of an upload whose last piece just came; it is scratch, and gone when the block ends.

    Raises PiecesLost where the store does not hold what was staged, StoreUnavailable.
    """
    if not upload.offset_bytes:
        yield last
        return
    staged = await chunks(permit, upload.id)
    whole = await receive(
        _whole(resources.vault, upload, staged, last.path), incoming_dir(resources.settings), upload.size_bytes
    )
    try:
        yield whole
    finally:
        whole.path.unlink(missing_ok=True)


async def _whole(vault: Vault, upload: Upload, staged: list[Chunk], last: Path) -> AsyncIterator[bytes]:
    for chunk in staged:
        try:
            async for data in _counted(vault.stream(staging_key(upload.id, chunk.offset_bytes)), chunk):
                yield data
        except BytesMissing as error:
            raise PiecesLost from error
    async for data in from_file(last):
        yield data


async def _counted(stream: AsyncIterator[bytes], chunk: Chunk) -> AsyncIterator[bytes]:
    """Yield those bytes of an object that count as the chunk, and compare their hash."""
    seen, left_bytes = hashlib.sha256(), chunk.size_bytes
    async for data in stream:
        counted = data[:left_bytes]
        left_bytes -= len(counted)
        seen.update(counted)
        yield counted
        if not left_bytes:
            break
    if left_bytes or seen.hexdigest() != chunk.sha256:
        raise PiecesLost


async def from_file(path: Path, offset_bytes: int = 0) -> AsyncIterator[bytes]:
    """Yield the bytes of a scratch file from an offset on."""
    with path.open("rb") as file:
        file.seek(offset_bytes)
        while data := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield data
