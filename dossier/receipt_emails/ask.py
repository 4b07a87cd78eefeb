"""Have a receipt sent: to the e-mail address, or else the number, of the depositor's file, or by e-mail as typed."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Refused, Unavailable
from dossier.events import ReceiptEmailAsked
from dossier.ids import new_id
from dossier.notices.address import check_email
from dossier.outbox.publish import publish
from dossier.settings import Settings
from dossier.signing import fingerprint


class NoEmailHere(Unavailable):
    """We cannot send e-mail just now. Keep the receipt as a PDF."""


class NotTheirFile(Refused):
    """We do not know your file. Type an e-mail address."""


class TooManyReceiptEmails(Refused):
    """This was sent too often. Try again later, or keep the receipt as a PDF."""


async def ask_receipt_email(
    settings: Settings, actor: Actor, deposit_id: UUID, *, to: str | None, language: str, address: str | None
) -> UUID:
    """Have the receipt of a deposit sent, and return the e-mail's id; whoever calls this may see the deposit.

    `to` is what was typed; None: the e-mail address of the beneficiary's own file, or else its mobile number, and
    whether there is one is told to no one.
    `address` is where it is asked from; None: by a kiosk that could not print it, once a deposit, and of no address.
    Raises NoEmailHere, EmailWrong, NotTheirFile, TooManyReceiptEmails.
    """
    if "email" not in settings.notice_ways and (to is not None or not settings.notice_ways):
        raise NoEmailHere
    if to is not None:
        check_email(to)
    email_id = new_id()
    async with transaction(actor) as tx:
        beneficiary_id = None if to is not None else await _whose_file(tx, deposit_id)
        sent_to = fingerprint("receipt_email", f"to:{beneficiary_id or (to or '').casefold()}")
        asked_from = fingerprint("receipt_email", f"from:{address}" if address else f"unprinted:{deposit_id}")
        most_from = settings.receipt_emails_per_address_max if address else 1
        await _check(tx, settings, deposit_id, sent_to, asked_from, most_from)
        await tx.run(
            """INSERT INTO receipt_emails (id, centre_id, deposit_id, beneficiary_id, address, sent_to, asked_from,
                                           language, asked_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
            email_id,
            actor.centre_id,
            deposit_id,
            beneficiary_id,
            to or "",
            sent_to,
            asked_from,
            language,
            clock.now(),
        )
        kind = "file" if to is None else "typed"
        await publish(tx, ReceiptEmailAsked(record_id=email_id, deposit_id=deposit_id, kind=kind))
    return email_id


async def _whose_file(tx: Transaction, deposit_id: UUID) -> UUID:
    beneficiary_id: UUID | None = await tx.value("SELECT beneficiary_id FROM deposits WHERE id = $1", deposit_id)
    if beneficiary_id is None or tx.actor.kind != "beneficiary" or tx.actor.id != beneficiary_id:
        raise NotTheirFile
    return beneficiary_id


async def _check(
    tx: Transaction, settings: Settings, deposit_id: UUID, sent_to: str, asked_from: str, most_from: int
) -> None:
    """Count what was asked within the window, one asker after the other. Raises TooManyReceiptEmails."""
    for key in sorted((str(deposit_id), sent_to, asked_from)):
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", key)
    counted = await tx.row(
        """SELECT (SELECT count(*) FROM receipt_emails WHERE deposit_id = $1 AND asked_at > $4) AS of_deposit,
                  (SELECT count(*) FROM receipt_emails WHERE sent_to = $2 AND asked_at > $4) AS to_recipient,
                  (SELECT count(*) FROM receipt_emails WHERE asked_from = $3 AND asked_at > $4) AS from_address""",
        deposit_id,
        sent_to,
        asked_from,
        clock.now() - timedelta(seconds=settings.receipt_emails_window_seconds),
    )
    assert counted is not None
    if (
        counted["of_deposit"] >= settings.receipt_emails_per_deposit_max
        or counted["to_recipient"] >= settings.receipt_emails_per_recipient_max
        or counted["from_address"] >= most_from
    ):
        raise TooManyReceiptEmails
