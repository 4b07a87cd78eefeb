"""Put a person: a client brings a beneficiary in, or what changed of one. Known by the NISS, as a list knows them."""

from collections.abc import Mapping
from uuid import UUID

from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.errors import Conflict
from dossier.events import PersonPut
from dossier.outbox.publish import publish
from dossier.people.cipher import NissCipher
from dossier.people.import_.apply import differs, importing, insert, merged, update
from dossier.people.import_.people import COLUMNS, person_of
from dossier.people.import_.report import Outcome
from dossier.people.import_.sheet import Line


class PersonKnown(Conflict):
    """This person is known here as {id}. Use that id."""


class OtherPerson(Conflict):
    """This id belongs to somebody with another national register number."""


async def put_person(actor: Actor, cipher: NissCipher, person_id: UUID, told: Mapping[str, str]) -> Outcome:
    """Insert or update a beneficiary; what is not told stays as it is. Return what became of it.

    `told` has the columns of a list of people. Raises OutOfScope, PersonKnown, OtherPerson, and what is wrong with a
    column, as an import says it.
    """
    check_scope(actor, Scope.PEOPLE_WRITE)
    person = person_of(Line(1, {column: told.get(column, "").strip() for column in COLUMNS}))
    index = cipher.blind_index(actor.centre_id, person.niss)
    async with importing(actor) as tx:
        rows = await tx.rows("SELECT * FROM beneficiaries WHERE id = $1 OR niss_index = $2", person_id, index)
        by_niss = next((dict(row) for row in rows if row["niss_index"] == index), None)
        if by_niss is not None and by_niss["id"] != person_id:
            raise PersonKnown(id=by_niss["id"])
        if by_niss is None and rows:
            raise OtherPerson
        if by_niss is None:
            seal = cipher.seal(actor.centre_id, person.niss)
            sealed = {"niss_key_id": seal.key_id, "niss_ciphertext": seal.ciphertext, "niss_index": index}
            await insert(tx, "beneficiaries", [{"id": person_id, **sealed, **person.facts}])
            outcome: Outcome = "taken"
        elif differs(by_niss, wanted := merged(by_niss, person.facts)):
            await update(tx, "beneficiaries", [{"id": person_id, **wanted}])
            outcome = "changed"
        else:
            return "unchanged"
        await publish(tx, PersonPut(record_id=person_id, kind=outcome))
    return outcome
