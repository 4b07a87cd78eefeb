"""What follows on receipts that did not come onto paper, as the worker does it."""

from uuid import UUID

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.receipt_emails.send_unprinted import send_unprinted
from dossier.resources import Resources


async def send_all_unprinted(resources: Resources, centre_id: UUID) -> None:
    """Do the job that each receipt of the centre left behind which was not printed; each twice, as may be."""
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT facts->>'deposit_id' AS deposit_id FROM events WHERE name = 'ReceiptNotPrinted'")
    for each in [*rows, *rows]:
        await send_unprinted(resources, system(centre_id), UUID(each["deposit_id"]))
