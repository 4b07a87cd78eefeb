"""Documents that are filed in a social file: handed over, claimed and validated through the verbs."""

from datetime import date, timedelta
from uuid import UUID

from demo.people import Person
from dossier import clock
from dossier.database.actor import Actor
from dossier.documents.claim import claim
from dossier.documents.profile import Profile
from dossier.documents.validate import validate
from dossier.people.queries import find_beneficiaries
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.support.deposits import HandedOver, hand_over


async def file_documents(
    resources: Resources, agent: Actor, person: Person, papers: tuple[tuple[str, date], ...]
) -> HandedOver:
    """Hand a paper over for each type and day, and have the agent file them all; return the deposit."""
    types = {each.code: each.id for each in await all_types(agent)}
    found = (await find_beneficiaries(agent, person.name, resources.cipher))[0]
    made = await hand_over(resources, agent.centre_id, person, types=tuple(code for code, _ in papers))
    for document_id, (code, day) in zip(made.document_ids, papers, strict=True):
        await claim(agent, document_id, 60)
        told = Profile(type_id=types[code], beneficiary_id=found.id, document_date=day)
        await validate(agent, document_id, told)
    return made


async def file_of(resources: Resources, agent: Actor, person: Person) -> UUID:
    """Return the id of the open file of a person."""
    found = (await find_beneficiaries(agent, person.name, resources.cipher))[0]
    assert found.social_file_id is not None
    return found.social_file_id


def days_ago(days: int) -> date:
    """Return the day that was so many days ago."""
    return clock.today() - timedelta(days=days)
