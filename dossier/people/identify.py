"""Identify a beneficiary by the number of their file and their birth date: enough to hand over, not to read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.events import BeneficiaryIdentified
from dossier.ids import read_number
from dossier.outbox.publish import publish


class NumberMistyped(Refused):
    """This file number is not right. It has 8 digits, as on your letter."""


class NotIdentified(Refused):
    """We find no file with this number and birth date. Check both, or go on without a number."""


class SeveralIdentified(NotIdentified):
    """Two people of this file were born on that day. Go on without a number, or come to the counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Whom a file number and a birth date belong to."""

    beneficiary_id: UUID
    social_file_id: UUID
    first_name: str
    language: str


async def identify(actor: Actor, number: str, birth_date: date) -> Identified:
    """Find the member of a file who was born on a day.

    Raises NumberMistyped when the number's check digits are wrong, NotIdentified when nobody matches, SeveralIdentified
    when two do (twins of one file): none of them is taken for the other.
    """
    wanted = read_number(number)
    if wanted is None:
        raise NumberMistyped
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT b.id, b.first_name, b.language, f.id AS social_file_id
               FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id
               JOIN beneficiaries b ON b.id = m.beneficiary_id
               WHERE f.number = $1 AND b.birth_date = $2
               LIMIT 2""",
            wanted,
            birth_date,
        )
        if not rows:
            raise NotIdentified
        if len(rows) > 1:
            raise SeveralIdentified
        row = rows[0]
        await publish(tx, BeneficiaryIdentified(record_id=row["id"]))
    return Identified(
        beneficiary_id=row["id"],
        social_file_id=row["social_file_id"],
        first_name=row["first_name"],
        language=row["language"],
    )
