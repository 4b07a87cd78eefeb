"""Announce a stack: a batch sheet is printed that lies on top of it and says how many sheets are below."""

from dataclasses import dataclass
from uuid import UUID

from dossier import clock
from dossier.batches.section import check_scans
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.batch_sheets import batch_sheet_code
from dossier.events import BatchSheetPrinted
from dossier.ids import new_id
from dossier.outbox.publish import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSheet:
    """What a batch sheet says."""

    id: UUID
    number: int  # by which people call it
    sheet_count: int

    @property
    def code(self) -> str:
        """Return the text that its code holds."""
        return batch_sheet_code(self.id)


async def announce(actor: Actor, sheet_count: int, backfile_part_id: UUID | None = None) -> BatchSheet:
    """Note a stack of so many sheets, that will be scanned with a batch sheet on top.

    `backfile_part_id`: the part of a paper file of which it is, that the caller has checked. Raises NotTheScanSection.
    """
    check_scans(actor)
    batch_sheet_id = new_id()
    async with transaction(actor) as tx:
        number = await tx.value(
            """INSERT INTO batch_sheets (id, centre_id, sheet_count, printed_by, printed_at, backfile_part_id)
               VALUES ($1, $2, $3, $4, $5, $6) RETURNING number""",
            batch_sheet_id,
            actor.centre_id,
            sheet_count,
            actor.staff_id,
            clock.now(),
            backfile_part_id,
        )
        await publish(tx, BatchSheetPrinted(record_id=batch_sheet_id, sheet_count=sheet_count))
    return BatchSheet(id=batch_sheet_id, number=number, sheet_count=sheet_count)
