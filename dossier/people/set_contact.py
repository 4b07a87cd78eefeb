"""Write down by what a person can be reached, at the counter, before one's eyes: what a one-time code is sent to."""

from datetime import date

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.errors import Refused
from dossier.events import ContactSet
from dossier.ids import read_number
from dossier.notices.address import check_email
from dossier.notices.sms import international
from dossier.notices.to_contact import ask_contact_notice
from dossier.outbox.publish import publish
from dossier.people.access import OwnOrRelative, check_prints_receipts


class NobodyOfThisFile(Refused):
    """Nobody of this file was born on that day. Check both."""


class SeveralOfThisFile(Refused):
    """Two people of this file were born on that day. Write the first name too."""


class NoContact(Refused):
    """Write an e-mail address or a telephone number."""


class PhoneWrong(Refused):
    """This is no telephone number. It looks like 0470 12 34 56."""


async def set_contact(
    actor: Actor, number: str, birth_date: date, *, first_name: str = "", email: str, phone: str
) -> None:
    """Write a person's e-mail address or telephone number down; what is left empty stays as it is.

    They are found by the number of their file and their birth date, as on their card and letter: nobody is shown.
    Of two who were born on that day (twins), the first name says whose it is. What was there before is told that it
    changed, and no code goes to what replaced it for a while (`contact_change_wait_hours`). Raises SeveralOfThisFile,
    NotYourWork, NoContact, EmailWrong, PhoneWrong, NobodyOfThisFile, OwnOrRelative.
    """
    check_prints_receipts(actor)
    if not email and not phone:
        raise NoContact
    if email:
        check_email(email)
    if phone and international(phone) is None:
        raise PhoneWrong
    async with transaction(actor) as tx:
        row = await _whose(tx, number, birth_date, first_name)
        told_count = await _write(tx, row, email or row["email"], phone or row["phone"])
        ways = [way for way, told in (("email", email), ("sms", phone)) if told]
        await publish(tx, ContactSet(record_id=row["id"], kind="_".join(ways), told_count=told_count))


async def _whose(tx: Transaction, number: str, birth_date: date, first_name: str) -> Record:
    rows = await tx.rows(
        """SELECT b.id, b.email, b.phone, b.language,
                  EXISTS (SELECT FROM staff_ties t WHERE t.staff_id = app_staff() AND t.beneficiary_id = b.id) AS is_kin
           FROM contact_of($1, $2) found (id) JOIN beneficiaries b ON b.id = found.id
           WHERE $3 = '' OR fold(b.first_name) = fold($3) FOR UPDATE OF b""",
        read_number(number) or "",
        birth_date,
        first_name.strip(),
    )
    if not rows:
        raise NobodyOfThisFile
    if len(rows) > 1:
        raise SeveralOfThisFile
    if rows[0]["is_kin"]:
        raise OwnOrRelative
    return rows[0]


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
