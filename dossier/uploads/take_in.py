"""Take in what one request brings of a file: piece by piece into staging, and the last one into the deposit.

No verb, but the way through them: each has its own transaction, and none is open while bytes are on their way.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dossier.database.engine import Transaction, transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen
from dossier.errors import DossierError, Unavailable
from dossier.resources import Resources
from dossier.storage.intake import FileEmpty, Received, receive
from dossier.storage.vault import NotStored, StoreUnavailable, incoming_dir
from dossier.uploads import queries
from dossier.uploads.append import append
from dossier.uploads.body import Body
from dossier.uploads.compose import composed, from_file
from dossier.uploads.errors import CutOff, MoreThanSaid
from dossier.uploads.finish import finish
from dossier.uploads.permit import Permit
from dossier.uploads.queries import Upload
from dossier.uploads.stage import stage
from dossier.uploads.terminate import terminate


async def take_in(resources: Resources, permit: Permit, upload: Upload, body: Body) -> Upload:
    """Take in a request's bytes from the upload's offset on; return the upload as it stands then.

    Up to the returned offset everything is synced and committed, also when this raises. The last piece is not staged:
    with it the file is composed and added to the deposit, and only then is the upload finished. A file that cannot be
    taken ends its upload. The caller holds the upload's lock. Raises CutOff, ChecksumDiffers, MoreThanSaid, OtherBytes,
    OtherOffset, UploadOver, PiecesLost, what `add_original` raises, and Unavailable, after which the same may be tried.
    """
    while upload.left_bytes:
        async with _piece(resources, body, _limit_bytes(resources, upload, body)) as piece:
            if piece is None:
                break
            body.check()
            if piece.size_bytes < upload.left_bytes:
                upload = await _keep(resources, permit, upload, piece)
            elif await body.is_over():
                return await _complete(resources, permit, upload, piece)
            else:
                raise MoreThanSaid
    if body.was_cut:
        raise CutOff
    if not await body.is_over():
        raise MoreThanSaid
    return upload


def _limit_bytes(resources: Resources, upload: Upload, body: Body) -> int:
    """Return how much makes a piece: with a checksum all that comes, since nothing of it counts before it is right."""
    most_bytes = upload.left_bytes if body.checksum else resources.settings.upload_chunk_max_bytes
    return min(upload.left_bytes, most_bytes)


@asynccontextmanager
async def _piece(resources: Resources, body: Body, max_bytes: int) -> AsyncIterator[Received | None]:
    """Give the next piece as a scratch file, gone when the block ends; None where nothing more comes."""
    try:
        piece = await receive(body.piece(max_bytes), incoming_dir(resources.settings), max_bytes)
    except FileEmpty:
        yield None
        return
    try:
        yield piece
    finally:
        piece.path.unlink(missing_ok=True)


async def _keep(resources: Resources, permit: Permit, upload: Upload, piece: Received) -> Upload:
    chunk = await stage(resources.vault, upload.id, upload.offset_bytes, piece)
    upload = await append(resources.settings, permit, upload.id, chunk)
    if chunk.size_bytes == piece.size_bytes:
        return upload
    left_bytes = piece.size_bytes - chunk.size_bytes
    rest = await receive(from_file(piece.path, chunk.size_bytes), incoming_dir(resources.settings), left_bytes)
    try:
        return await _keep(resources, permit, upload, rest)
    finally:
        rest.path.unlink(missing_ok=True)


async def _complete(resources: Resources, permit: Permit, upload: Upload, last: Received) -> Upload:
    try:
        async with composed(resources, permit, upload, last) as file:
            finished = await _add(resources, permit, upload, file)
    except StoreUnavailable as error:  # also where it was read, what was staged
        raise NotStored from error
    except Unavailable:
        raise
    except DossierError:
        await terminate(permit, upload.id)
        raise
    return finished or await queries.upload(permit, upload.id)


async def _add(resources: Resources, permit: Permit, upload: Upload, file: Received) -> Upload | None:
    finished = None

    async def finishing(tx: Transaction) -> None:
        nonlocal finished
        finished = await finish(tx, upload.id)

    names = permit.deposit_id, upload.paper_id, upload.original_id
    try:
        await add_original(resources, permit.actor, *names, file, along=finishing)
    except DepositNotOpen:  # sent meanwhile: perhaps with this file, whose last answer was lost
        async with transaction(permit.actor) as tx:
            if not await queries.is_kept(tx, permit.deposit_id, upload.original_id, file.sha256):
                raise
            await finishing(tx)
    return finished
