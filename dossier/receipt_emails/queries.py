"""What a depositor is shown of the e-mails with their receipt: what became of the last, and how much of an address."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.notices.address import masked, masked_number
from dossier.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptEmail:
    """An e-mail with a receipt."""

    is_to_file: bool  # what became of it is told to no one: it would say whether the file has an address
    sent_at: datetime | None
    failed_at: datetime | None


async def last_receipt_email(actor: Actor, deposit_id: UUID) -> ReceiptEmail | None:
    """Return the e-mail that was asked for last of a deposit, as long as it is counted; None where there is none."""
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT beneficiary_id IS NOT NULL AS is_to_file, sent_at, failed_at FROM receipt_emails
               WHERE deposit_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 1""",
            deposit_id,
        )
    return ReceiptEmail(**dict(row)) if row else None


async def masked_file_contact(settings: Settings, actor: Actor) -> str | None:
    """Return by what a beneficiary's own file has a receipt sent, masked: its e-mail address, or else its number.

    None where it has neither. For whom a one-time code proved: to others it would say whether there is one.
    """
    async with transaction(actor) as tx:
        file = await tx.row("SELECT email, phone FROM beneficiaries WHERE id = $1", actor.id)
    if file is None:
        return None
    if "email" in settings.notice_ways and file["email"]:
        return masked(file["email"])
    return masked_number(file["phone"]) if "sms" in settings.notice_ways and file["phone"] else None
