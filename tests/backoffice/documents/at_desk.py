"""What tests of the desk over HTTP begin with."""

from dataclasses import dataclass
from uuid import UUID

import httpx

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.queries import find_beneficiaries
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types, refusal_reasons

QUEUE = "/backoffice/queue"


@dataclass(frozen=True, slots=True)
class Choices:
    """Ids that a form at the desk submits."""

    types: dict[str, str]
    person: str
    reasons: dict[str, str]


async def choices(resources: Resources, centre_id: UUID) -> Choices:
    actor = system(centre_id)
    found = await find_beneficiaries(actor, people()[0].name, resources.cipher)
    return Choices(
        {each.code: str(each.id) for each in await all_types(actor)},
        str(found[0].id),
        {each.code: str(each.id) for each in await refusal_reasons(actor)},
    )


async def state(centre_id: UUID, document_id: UUID) -> str:
    async with transaction(system(centre_id)) as tx:
        return str(await tx.value("SELECT state FROM documents WHERE id = $1", document_id))


def at(document_id: UUID, act: str = "") -> str:
    return f"/backoffice/documents/{document_id}{act}"


async def hold(client: httpx.AsyncClient, document_id: UUID) -> None:
    assert (await client.post(at(document_id, "/claim"))).headers["location"] == at(document_id)
