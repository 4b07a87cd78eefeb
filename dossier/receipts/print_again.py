"""Print a receipt again for whoever lost the slip: shown to staff, and written into the access log."""

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.journal.record import note_access
from dossier.people.access import check_prints_receipts
from dossier.receipts.queries import Receipt, receipt_numbered


async def print_again(actor: Actor, number: str) -> Receipt:
    """Return the receipt of a number for a staff member who prints it.

    Shown is logged as printed: from the screen it goes to paper without our hearing of it. Raises NotYourWork,
    NoSuchReceipt.
    """
    check_prints_receipts(actor)
    async with transaction(actor) as tx:
        found = await receipt_numbered(tx, number)
        await note_access(tx, "print", "receipt", found.id, "receipt")
    return found
