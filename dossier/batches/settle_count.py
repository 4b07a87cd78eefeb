"""Settle a count: a person looked why more or fewer sheets were scanned than counted, and it is in order."""

from uuid import UUID

from dossier import clock
from dossier.batches.close import close_if_done
from dossier.batches.counting import SCANNED
from dossier.batches.errors import NoSuchBatch
from dossier.batches.section import check_scans
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import BatchCountSettled
from dossier.outbox.publish import publish


async def settle_count(actor: Actor, batch_id: UUID) -> None:
    """Say that what was scanned is what there is; said twice it is the same. Raises NotTheScanSection, NoSuchBatch."""
    check_scans(actor)
    async with transaction(actor) as tx:
        await tx.run("SELECT FROM batches WHERE id = $1 FOR UPDATE", batch_id)
        batch = await tx.row(
            f"SELECT b.typed_count, b.count_settled_at, {SCANNED} AS scanned FROM batches b WHERE b.id = $1", batch_id
        )
        if batch is None or batch["typed_count"] is None:
            raise NoSuchBatch
        if batch["count_settled_at"] is not None:
            return
        await tx.run(
            "UPDATE batches SET count_settled_by = $2, count_settled_at = $3 WHERE id = $1",
            batch_id,
            actor.staff_id,
            clock.now(),
        )
        await publish(
            tx,
            BatchCountSettled(record_id=batch_id, typed_count=batch["typed_count"], sheet_count=batch["scanned"]),
        )
        await close_if_done(tx, batch_id)
