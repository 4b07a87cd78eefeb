"""Set a sheet aside that waits: it stands in no document, and it is said why."""

from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.batches.close import close_if_done
from dossier.batches.section import check_scans
from dossier.batches.waiting import hold_waiting
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import SheetSetAside
from dossier.outbox.publish import publish


class SheetReason(StrEnum):
    """Why a sheet is in no document."""

    SEPARATOR = "separator"
    BLANK = "blank"
    SCANNED_AGAIN = "scanned_again"  # it is in another batch
    NOT_NEEDED = "not_needed"  # an envelope, a leaflet: the paper is thrown away


async def set_aside(actor: Actor, batch_id: UUID, number: int, reason: SheetReason) -> None:
    """Set a sheet aside. Raises NotTheScanSection, and what `hold_waiting` raises."""
    check_scans(actor)
    async with transaction(actor) as tx:
        await hold_waiting(tx, batch_id, number)
        await tx.run(
            """UPDATE scanned_sheets SET reason = $3, set_aside_by = $4, set_aside_at = $5
               WHERE batch_id = $1 AND number = $2""",
            batch_id,
            number,
            str(reason),
            actor.staff_id,
            clock.now(),
        )
        await publish(tx, SheetSetAside(record_id=batch_id, number=number, reason_code=str(reason)))
        await close_if_done(tx, batch_id)
