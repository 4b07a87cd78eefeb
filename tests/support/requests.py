"""Requests for documents in tests: asked and answered through the verbs."""

from datetime import timedelta
from uuid import UUID

from demo import accounts
from demo.people import Person
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.profile import Profile
from dossier.documents.validate import validate
from dossier.ids import new_id
from dossier.people.identify import identify
from dossier.requests.ask import NewRequest, ask
from dossier.requests.tell import NewNotice
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.support.deposits import hand_over, staff

LEASE_SECONDS = 600


async def person_id(centre_id: UUID, person: Person) -> UUID:
    """Return the id of a person of the demo."""
    return (await identify(system(centre_id), accounts.file_of(person), person.birth_date)).beneficiary_id


async def ask_for(
    actor: Actor, person: Person, *codes: str, days: int = 14, notices: tuple[NewNotice, ...] = ()
) -> UUID:
    """Ask a person for documents of some types; return the request's id."""
    types = {each.code: each.id for each in await all_types(actor)}
    told = NewRequest(
        id=new_id(),
        beneficiary_id=await person_id(actor.centre_id, person),
        type_ids=tuple(types[code] for code in codes),
        due_on=clock.today() + timedelta(days=days),
        language=person.language,
        note="",
    )
    return await ask(actor, told, notices)


async def file_one(resources: Resources, centre_id: UUID, person: Person, code: str) -> UUID:
    """Hand a document over as a person and validate it as a type; return its id. Its jobs wait."""
    made = await hand_over(resources, centre_id, person, types=(code,))
    await decide(centre_id, made.document_ids[0], person, code)
    return made.document_ids[0]


async def decide(centre_id: UUID, document_id: UUID, person: Person, code: str) -> None:
    """Validate a document as a type of a person."""
    agent = await staff(centre_id, "ines.moreau")
    types = {each.code: each.id for each in await all_types(agent)}
    await claim(agent, document_id, LEASE_SECONDS)
    told = Profile(type_id=types[code], beneficiary_id=await person_id(centre_id, person), document_date=None)
    await validate(agent, document_id, told)


async def take_back(centre_id: UUID, document_id: UUID) -> None:
    """Have a document be filed no longer, as whoever withdraws or reopens it does."""
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE documents SET state = 'withdrawn' WHERE id = $1", document_id)


async def state_of(centre_id: UUID, request_id: UUID) -> str:
    """Return the state of a request."""
    async with transaction(system(centre_id)) as tx:
        return str(await tx.value("SELECT state FROM document_requests WHERE id = $1", request_id))


async def answers_of(centre_id: UUID, request_id: UUID) -> list[UUID | None]:
    """Return the document of each item, in order."""
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            "SELECT document_id FROM request_items WHERE request_id = $1 ORDER BY position", request_id
        )
    return [row["document_id"] for row in rows]
