"""Scan a stack: a scanner reads what lies in its feeder, and what it gives becomes a batch; all of it, or nothing."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

from dossier import clock
from dossier.batches.bound import bind
from dossier.batches.escl import JPEG, Document, Job, ScanBroken, Scanner, ScannerAway
from dossier.batches.take import Origin, take
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.errors import Refused
from dossier.outbox.publish import tell
from dossier.resources import Resources
from dossier.storage.folder import chunks_of
from dossier.storage.intake import Received, receive
from dossier.storage.vault import incoming_dir


async def scan_batch(resources: Resources, actor: Actor, scan_id: UUID) -> None:
    """Have a scanner read a stack that was asked for; one that ended is left alone.

    A scan that another worker had begun is broken off: its sheets may be drawn in already. Raises Unavailable.
    """
    async with transaction(actor) as tx:
        row = await tx.row("SELECT * FROM batch_scans WHERE id = $1 AND ended_at IS NULL FOR UPDATE", scan_id)
        if row is None:
            return
        await tx.run("UPDATE batch_scans SET begun_at = $2 WHERE id = $1", scan_id, clock.now())
    batch_id, problem = None, ""
    try:
        if row["begun_at"] is not None:
            raise ScanBroken
        batch_id = await _scan(resources, actor, row)
    except Refused as refusal:
        problem = refusal.code()
    async with transaction(actor) as tx:
        await tx.run(
            "UPDATE batch_scans SET ended_at = $2, problem = $3, batch_id = $4 WHERE id = $1",
            scan_id,
            clock.now(),
            problem,
            batch_id,
        )
        await tell(tx, "batches")


async def _scan(resources: Resources, actor: Actor, asked: Record) -> UUID:
    settings = resources.settings
    address = settings.batch_scanners.get(asked["scanner"])
    if address is None:
        raise ScannerAway
    scanner = Scanner(address=address.rstrip("/"), timeout_seconds=settings.batch_scanner_timeout_seconds)
    await asyncio.to_thread(scanner.check)
    dpi = settings.batch_scan_dpi
    job = await asyncio.to_thread(scanner.begin, both_sides=asked["both_sides"], dpi=dpi)
    settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.scratch_dir, prefix="scan-") as folder:
        try:
            documents = await _fetched(job, Path(folder), settings.batch_max_bytes)
        finally:
            await asyncio.to_thread(job.__exit__)
        stack = await _one(documents, dpi, Path(folder))
        file = await receive(chunks_of(stack), incoming_dir(settings), settings.batch_max_bytes)
    try:
        origin = Origin(
            source="scanner", file_name="", typed_count=asked["typed_count"], both_sides=asked["both_sides"]
        )
        return (await take(resources, actor, file, origin)).batch_id
    finally:
        file.path.unlink(missing_ok=True)


async def _fetched(job: Job, folder: Path, max_bytes: int) -> list[tuple[str, Received]]:
    """Fetch all documents of a job into a folder: the media type of each, and the file."""
    fetched: list[tuple[str, Received]] = []
    left_bytes = max_bytes
    while (document := await asyncio.to_thread(job.next)) is not None:
        file = await receive(_chunks(document), folder, left_bytes)
        left_bytes -= file.size_bytes
        fetched.append((document.media_type, file))
    if not fetched:
        raise ScanBroken
    return fetched


async def _one(documents: list[tuple[str, Received]], dpi: int, folder: Path) -> Path:
    """Return one file that holds all sheets: the only one, or the pictures of single sheets bound together."""
    if len(documents) == 1:
        return documents[0][1].path
    if any(media_type != JPEG for media_type, _ in documents):
        raise ScanBroken
    bound = folder / "bound.pdf"
    await asyncio.to_thread(bind, [file.path for _, file in documents], dpi, bound)
    return bound


async def _chunks(document: Document) -> AsyncIterator[bytes]:
    while chunk := await asyncio.to_thread(next, document.chunks, b""):
        yield chunk
