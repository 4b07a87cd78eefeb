"""Write down by what a person can be reached, at the counter, before one's eyes: what a one-time code is sent to."""

from datetime import date

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.events import ContactSet
from dossier.ids import read_number
from dossier.notices.address import check_email
from dossier.notices.sms import international
from dossier.outbox.publish import publish
from dossier.people.access import OwnOrRelative, check_prints_receipts


class NobodyOfThisFile(Refused):
    """Nobody of this file was born on that day. Check both."""


class NoContact(Refused):
    """Write an e-mail address or a telephone number."""


class PhoneWrong(Refused):
    """This is no telephone number. It looks like 0470 12 34 56."""


async def set_contact(actor: Actor, number: str, birth_date: date, *, email: str, phone: str) -> None:
    """Write a person's e-mail address or telephone number down; what is left empty stays as it is.

    They are found by the number of their file and their birth date, as on their card and letter: nobody is shown.
    Raises NotYourWork, NoContact, EmailWrong, PhoneWrong, NobodyOfThisFile, OwnOrRelative.
    """
    check_prints_receipts(actor)
    if not email and not phone:
        raise NoContact
    if email:
        check_email(email)
    if phone and international(phone) is None:
        raise PhoneWrong
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT b.id, EXISTS (SELECT FROM staff_ties t WHERE t.staff_id = app_staff() AND t.beneficiary_id = b.id)
                      AS is_kin
               FROM contact_of($1, $2) b (id)""",
            read_number(number) or "",
            birth_date,
        )
        if row is None:
            raise NobodyOfThisFile
        if row["is_kin"]:
            raise OwnOrRelative
        await tx.run(
            """UPDATE beneficiaries SET email = coalesce(nullif($2, ''), email), phone = coalesce(nullif($3, ''), phone)
               WHERE id = $1""",
            row["id"],
            email,
            phone,
        )
        ways = [way for way, told in (("email", email), ("sms", phone)) if told]
        await publish(tx, ContactSet(record_id=row["id"], kind="_".join(ways)))
