"""A receipt that is not on paper goes by e-mail or SMS, where its person has a file."""

from contextlib import suppress

from dossier.database.actor import Actor
from dossier.errors import Refused, Unavailable
from dossier.receipt_emails.ask import ask_receipt_email
from dossier.receipts.prints import Unprinted
from web.scope import AnyRequest, settings_of


async def send_unprinted(request: AnyRequest, device: Actor, unprinted: Unprinted) -> None:
    """Have it sent to the address or the number of the file, once a deposit, and tell nobody whether there is one.

    `device`: whose printer did not print it, at a kiosk or a counter.
    """
    if unprinted.beneficiary_id is None:
        return
    whose = Actor(centre_id=device.centre_id, kind="beneficiary", id=unprinted.beneficiary_id, place="kiosk")
    with suppress(Refused, Unavailable):  # neither is set up, or it was sent often enough
        await ask_receipt_email(
            settings_of(request),
            whose,
            unprinted.deposit_id,
            to=None,
            language=unprinted.language,
            address=None,
        )
