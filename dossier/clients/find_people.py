"""Find the ids of people, by what may stand in no address: a NISS, or the number of a file."""

from dataclasses import dataclass
from uuid import UUID

from dossier.clients.documents import GROUND
from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.ids import read_number
from dossier.journal.record import note_accesses
from dossier.people.cipher import NissCipher
from dossier.people.niss import NISS


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFound:
    """A person, and their place in a file; None in both where they have none."""

    beneficiary_id: UUID
    social_file_id: UUID | None
    role: str | None


async def find_people(
    actor: Actor, cipher: NissCipher, *, niss: str | None = None, file_number: str | None = None
) -> list[PersonFound]:
    """Return whoever has this NISS and the files that they stand in, or all who stand in the file of this number.

    Raises OutOfScope, NissMistyped.
    """
    check_scope(actor, Scope.PEOPLE_WRITE, Scope.DEPOSITS_WRITE)
    index = cipher.blind_index(actor.centre_id, NISS.parse(niss)) if niss else None
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT b.id AS beneficiary_id, f.id AS social_file_id, CASE WHEN f.id IS NOT NULL THEN m.role END AS role
               FROM beneficiaries b LEFT JOIN social_file_members m ON m.beneficiary_id = b.id
               LEFT JOIN social_files f ON f.id = m.social_file_id
               WHERE b.niss_index = $1 OR f.number = $2 ORDER BY m.role = 'holder' DESC, b.id, f.number""",
            index,
            read_number(file_number) if file_number else None,
        )
        await note_accesses(tx, "view", "beneficiary", list({row["beneficiary_id"] for row in rows}), GROUND)
    return [PersonFound(**row) for row in rows]
