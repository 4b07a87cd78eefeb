"""Write down by what a person can be reached, at the counter, before one's eyes: what a one-time code is sent to."""

from datetime import date

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.errors import Refused
from dossier.events import ContactSet
from dossier.notices.address import check_email
from dossier.notices.sms import international
from dossier.notices.to_contact import ask_contact_notice
from dossier.outbox.publish import publish
from dossier.people.access import check_prints_receipts
from dossier.people.at_counter import person_at_counter


class NoContact(Refused):
    """Write an e-mail address or a telephone number."""


class PhoneWrong(Refused):
    """This is no telephone number. It looks like 0470 12 34 56."""


async def set_contact(
    actor: Actor, number: str, birth_date: date, *, first_name: str = "", email: str, phone: str
) -> None:
    """Write a person's e-mail address or telephone number down; what is left empty stays as it is.

    What was there before is told that it
    changed, and no code goes to what replaced it for a while (`contact_change_wait_hours`). Raises NotYourWork,
    NoContact, EmailWrong, PhoneWrong, and what `person_at_counter` raises.
    """
    check_prints_receipts(actor)
    if not email and not phone:
        raise NoContact
    if email:
        check_email(email)
    if phone and international(phone) is None:
        raise PhoneWrong
    async with transaction(actor) as tx:
        row = await person_at_counter(tx, number, birth_date, first_name)
        told_count = await _write(tx, row, email or row["email"], phone or row["phone"])
        ways = [way for way, told in (("email", email), ("sms", phone)) if told]
        await publish(tx, ContactSet(record_id=row["id"], kind="_".join(ways), told_count=told_count))


async def _write(tx: Transaction, stood: Record, email: str, phone: str) -> int:
    """Write both down, and have what was there before told where one changed; return how many were told."""
    before = {"email": stood["email"], "sms": stood["phone"]}
    is_replaced = any(before.values()) and before != {"email": email, "sms": phone}
    await tx.run(
        """UPDATE beneficiaries SET email = $2, phone = $3,
                  email_replaced_at = CASE WHEN $4 AND email <> $2 THEN $5 ELSE email_replaced_at END,
                  phone_replaced_at = CASE WHEN $4 AND phone <> $3 THEN $5 ELSE phone_replaced_at END
           WHERE id = $1""",
        stood["id"],
        email,
        phone,
        is_replaced,
        clock.now(),
    )
    told = [(channel, address) for channel, address in before.items() if is_replaced and address]
    for channel, address in told:
        await ask_contact_notice(
            tx, stood["id"], "replaced", channel=channel, address=address, language=stood["language"]
        )
    return len(told)
