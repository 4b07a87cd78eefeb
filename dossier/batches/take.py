"""Take a scanned stack in: its file is kept as it came, once, and its sheets begin to be read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

from dossier import clock
from dossier.batches.section import CIRCUIT
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Refused
from dossier.events import BatchRefused, BatchTaken
from dossier.imaging.values import Inspection
from dossier.lifecycle import BatchState
from dossier.outbox.publish import publish
from dossier.phases.queries import check_own_circuit
from dossier.removals.ask import removals_of
from dossier.resources import Resources
from dossier.storage.intake import FileTooLarge, Received
from dossier.storage.keys import batch_key, spare_key

_BATCHES = UUID("4c7f9a5e-6f0b-5d53-8d3a-2b9a64c1e0f7")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a stack comes from, and what somebody said of it."""

    source: str  # `folder`, `drop`, `upload` or `scanner`
    file_name: str  # may name people: it goes into no log and no address
    typed_count: int | None = None  # sheets, counted in hand
    both_sides: bool = True
    backfile_part_id: UUID | None = None  # of a paper file, of which it is a stack; None: it is post


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The batch of a file."""

    batch_id: UUID
    is_new: bool  # the same bytes were not taken before
    problem: str  # why it was refused, as a code; empty: it was not


async def take(resources: Resources, actor: Actor, file: Received, origin: Origin) -> Taken:
    """Keep a stack that arrived whole, or note why it cannot be read; the same bytes twice are one batch.

    When this returns, the bytes and the rows that name them outlive a power cut, so that its source may let go of it.
    Raises Unavailable, when nothing was kept; to staff CircuitLater and CircuitForPilots before post is on for their
    team. Whoever asked removes the file.
    """
    if actor.staff_id is not None:
        async with transaction(actor) as tx:
            await check_own_circuit(tx, CIRCUIT)
    if (known := await _known(actor, file.sha256)) is not None:
        return known
    batch_id = _id_of(actor, file.sha256)
    try:
        found = await resources.box.inspect_stack(file.path, resources.settings.batch_sheets_max)
    except Refused as refusal:
        return await _refuse(actor, batch_id, file, origin, refusal.code())
    key = batch_key(actor.centre_id, batch_id, file.sha256)
    settled = await resources.vault.settle(file.path)
    await resources.vault.put(key, file.path, file.sha256, settled=settled)
    async with transaction(actor) as tx:
        while key in await removals_of(tx, [key]):
            key = spare_key(key)
            await resources.vault.put(key, file.path, file.sha256)
        is_new = await _insert(tx, batch_id, file, origin, found, key)
        if is_new:
            await _insert_sheets(tx, batch_id, found.page_count)
            await publish(
                tx,
                BatchTaken(record_id=batch_id, sha256=file.sha256, sheet_count=found.page_count, kind=origin.source),
            )
    return Taken(batch_id=batch_id, is_new=is_new, problem="")


async def note_too_large(actor: Actor, entry: str, size_bytes: int, origin: Origin) -> None:
    """Note a file that is larger than what is taken, and was not read: it is known by its entry alone."""
    unread = hashlib.sha256(entry.encode()).hexdigest()
    file = Received(path=Path(), sha256=unread, size_bytes=size_bytes)
    await _refuse(actor, _id_of(actor, unread), file, origin, FileTooLarge.code())


def _id_of(actor: Actor, sha256: str) -> UUID:
    """Return the id that the bytes have: whoever begins again names the same."""
    return uuid5(_BATCHES, f"{actor.centre_id}/{sha256}")


async def _known(actor: Actor, sha256: str) -> Taken | None:
    async with transaction(actor) as tx:
        row = await tx.row("SELECT id, problem FROM batches WHERE sha256 = $1", sha256)
    return Taken(batch_id=row["id"], is_new=False, problem=row["problem"]) if row else None


async def _refuse(actor: Actor, batch_id: UUID, file: Received, origin: Origin, code: str) -> Taken:
    async with transaction(actor) as tx:
        is_new = await _insert(tx, batch_id, file, origin, None, None, problem=code)
        if is_new:
            await publish(
                tx, BatchRefused(record_id=batch_id, sha256=file.sha256, reason_code=code, kind=origin.source)
            )
    return Taken(batch_id=batch_id, is_new=is_new, problem=code)


async def _insert(
    tx: Transaction,
    batch_id: UUID,
    file: Received,
    origin: Origin,
    found: Inspection | None,
    key: str | None,
    *,
    problem: str = "",
) -> bool:
    return bool(
        await tx.run(
            """INSERT INTO batches (id, centre_id, state, source, file_name, sha256, size_bytes, media_type,
                                    sheet_count, vault_key, problem, typed_count, both_sides, taken_by, taken_at,
                                    backfile_part_id)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
               ON CONFLICT (centre_id, sha256) DO NOTHING""",
            batch_id,
            tx.actor.centre_id,
            str(BatchState.REFUSED if problem else BatchState.READING),
            origin.source,
            origin.file_name,
            file.sha256,
            file.size_bytes,
            found.media_type if found else "",
            found.page_count if found else 0,
            key,
            problem,
            origin.typed_count,
            origin.both_sides,
            tx.actor.staff_id,
            clock.now(),
            origin.backfile_part_id,
        )
    )


async def _insert_sheets(tx: Transaction, batch_id: UUID, count: int) -> None:
    await tx.run(
        """INSERT INTO scanned_sheets (batch_id, centre_id, number, kind)
           SELECT $1, $2, number, 'unread' FROM generate_series(1, $3) number""",
        batch_id,
        tx.actor.centre_id,
        count,
    )
