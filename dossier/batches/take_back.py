"""Take a sheet back that was set aside, by a person or by what stands on it: it waits again, and so does its batch."""

from uuid import UUID

from dossier.batches.section import check_scans
from dossier.batches.waiting import hold_sheet
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import SheetTakenBack
from dossier.outbox.publish import publish


async def take_back(actor: Actor, batch_id: UUID, number: int) -> None:
    """Take a sheet back; one that waits already is left as it is.

    Raises NotTheScanSection, and what `hold_sheet` raises.
    """
    check_scans(actor)
    async with transaction(actor) as tx:
        if (await hold_sheet(tx, batch_id, number))["reason"] is None:
            return
        await advance(tx, "batches.take_back", batch_id, closed_at=None)
        await tx.run(
            """UPDATE scanned_sheets SET reason = NULL, set_aside_by = NULL, set_aside_at = NULL
               WHERE batch_id = $1 AND number = $2""",
            batch_id,
            number,
        )
        await publish(tx, SheetTakenBack(record_id=batch_id, number=number))
