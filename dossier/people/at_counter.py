"""Who stands at the counter, by the number of their file and their birth date, as on their card: nobody is shown."""

from datetime import date

from dossier.database.engine import Record, Transaction
from dossier.errors import Refused
from dossier.ids import read_number
from dossier.people.access import OwnOrRelative


class NobodyOfThisFile(Refused):
    """Nobody of this file was born on that day. Check both."""


class SeveralOfThisFile(Refused):
    """Two people of this file were born on that day. Write the first name too."""


async def person_at_counter(tx: Transaction, number: str, birth_date: date, first_name: str) -> Record:
    """Return id, e-mail address, telephone number and language of a person, whose row is held until the end.

    Of two who were born on that day (twins), the first name says whose it is. Raises NobodyOfThisFile,
    SeveralOfThisFile, OwnOrRelative.
    """
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
