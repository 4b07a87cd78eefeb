"""Dismiss a batch whose file was refused: a person has seen it."""

from uuid import UUID

from dossier import clock
from dossier.batches.errors import NoSuchBatch
from dossier.batches.section import check_scans
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import BatchDismissed
from dossier.outbox.publish import publish


async def dismiss(actor: Actor, batch_id: UUID) -> None:
    """Take a refused file off the list; one that is off already is left alone.

    Raises NotTheScanSection, NoSuchBatch for one that was not refused.
    """
    check_scans(actor)
    async with transaction(actor) as tx:
        if await advance(tx, "batches.dismiss", batch_id, closed_at=clock.now()):
            await publish(tx, BatchDismissed(record_id=batch_id))
        elif not await tx.value("SELECT EXISTS (SELECT FROM batches WHERE id = $1 AND problem <> '')", batch_id):
            raise NoSuchBatch
