"""Browsers at My documents: someone who can be reached asks for a code, reads it where it was sent, and types it."""

import re
from dataclasses import replace
from uuid import UUID

import httpx

from demo.accounts import file_of
from demo.people import Person
from dossier.database.actor import Actor, Own, system
from dossier.database.engine import transaction
from dossier.ids import new_id
from dossier.one_time_codes.code import code_of
from dossier.resources import Resources
from tests.portal.house import who
from tests.support.postbox import Postbox
from tests.support.requests import person_id

ADDRESS = "samira@example.org"


def with_mail(resources: Resources, box: Postbox, **more: object) -> Resources:
    """Return resources whose letters go into a box."""
    told = {"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_security": "none", **more}
    told |= {"smtp_sender": "documents@cpas.example"}
    return replace(resources, settings=resources.settings.model_copy(update=told))


async def reachable(centre_id: UUID, person: Person, *, email: str = ADDRESS, phone: str = "") -> UUID:
    """Write down by what a person is reached; return their id."""
    someone = await person_id(centre_id, person)
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE beneficiaries SET email = $2, phone = $3 WHERE id = $1", someone, email, phone)
    return someone


async def twin_of(centre_id: UUID, person: Person) -> UUID:
    """Put a twin, Zoé, into a person's file; return their id."""
    twin = new_id()
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO beneficiaries (id, centre_id, first_name, last_name, birth_date, language)
               VALUES ($1, $2, 'Zoé', $3, $4, 'fr')""",
            twin,
            centre_id,
            person.last_name,
            person.birth_date,
        )
        await tx.run(
            """INSERT INTO social_file_members (id, centre_id, social_file_id, beneficiary_id, role)
               SELECT gen_random_uuid(), $1, id, $2, 'child' FROM social_files WHERE number = $3""",
            centre_id,
            twin,
            file_of(person),
        )
    return twin


async def last_code(centre_id: UUID) -> str:
    """Return the digits of the code that was asked for last."""
    async with transaction(system(centre_id)) as tx:
        return code_of(await tx.value("SELECT id FROM one_time_codes ORDER BY asked_at DESC LIMIT 1"))


async def proved(client: httpx.AsyncClient, centre_id: UUID, person: Person) -> httpx.AsyncClient:
    """Prove in a browser, by a code, who somebody is; return the browser."""
    asked = await client.post("/mine/code", data=who(person))
    assert asked.headers["location"] == "/mine/access", asked.text
    opened = await client.post("/mine/access", data={"code": await last_code(centre_id)})
    assert opened.headers.get("location") == "/mine", opened.text
    return client


def bound(centre_id: UUID, beneficiary_id: UUID | None, *deposit_ids: UUID) -> Actor:
    """Return someone who reads their own."""
    own = Own(beneficiary_id=beneficiary_id, deposit_ids=deposit_ids)
    kind = "beneficiary" if beneficiary_id else "depositor"
    return Actor(centre_id=centre_id, kind=kind, id=beneficiary_id, place="portal", own=own)  # type: ignore[arg-type]


def documents_in(page: str) -> list[str]:
    """Return the paths of the documents that a list shows."""
    return re.findall(r'href="(/mine/documents/[0-9a-f-]{36})"', page)
