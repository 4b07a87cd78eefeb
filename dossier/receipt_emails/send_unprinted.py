"""A receipt that did not come onto paper goes by e-mail or SMS, where its person has a file."""

from contextlib import suppress
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.receipt_emails.ask import NoEmailHere, TooManyReceiptEmails, ask_receipt_email
from dossier.receipts.prints import PRINTED
from dossier.resources import Resources


async def send_unprinted(resources: Resources, actor: Actor, deposit_id: UUID) -> None:
    """Have it sent to the address or the number of the file, once a deposit; not where another print came out.

    Nobody is told whether the file has one. `actor` is the system.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT beneficiary_id, language FROM deposits d
               WHERE id = $1 AND beneficiary_id IS NOT NULL
                 AND NOT EXISTS (SELECT FROM receipt_prints WHERE deposit_id = d.id AND outcome = $2)""",
            deposit_id,
            PRINTED,
        )
    if row is None:
        return
    whose = Actor(centre_id=actor.centre_id, kind="beneficiary", id=row["beneficiary_id"], place="kiosk")
    with suppress(NoEmailHere, TooManyReceiptEmails):  # neither is set up, or it was sent already
        await ask_receipt_email(resources.settings, whose, deposit_id, to=None, language=row["language"], address=None)
