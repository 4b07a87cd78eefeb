"""File a sheet that waits: it becomes a document of its own, in a deposit of its own, whose it is says the desk."""

from uuid import UUID

from dossier.batches.plan import PlannedDeposit, PlannedDocument
from dossier.batches.section import check_scans
from dossier.batches.split import name_deposit
from dossier.batches.waiting import hold_waiting
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import SheetFiled
from dossier.outbox.publish import publish


async def file_sheet(actor: Actor, batch_id: UUID, number: int) -> None:
    """Make a document of a sheet. Raises NotTheScanSection, and what `hold_waiting` raises."""
    check_scans(actor)
    alone = PlannedDeposit(beneficiary_id=None, documents=[PlannedDocument(type_id=None, numbers=[number])])
    async with transaction(actor) as tx:
        await hold_waiting(tx, batch_id, number)
        deposit_id = await name_deposit(tx, batch_id, alone)
        await publish(tx, SheetFiled(record_id=batch_id, number=number, deposit_id=deposit_id))
