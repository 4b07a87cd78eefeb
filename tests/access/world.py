"""The records that the matrix asks for: of each case one, and browsers of every role."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

import asyncpg
import httpx
from litestar import Litestar

from demo import accounts
from demo.people import Person, people
from dossier.database.actor import system
from dossier.database.engine import _beginning, transaction
from dossier.documents.claim import claim
from dossier.documents.profile import Profile
from dossier.documents.validate import validate
from dossier.ids import receipt_number
from dossier.jobs.worker import drain
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.support.deposits import HandedOver, hand_over, staff
from tests.support.kept_papers import put_down

STAFF = {
    "clerk": ("fatou.diop", "AG", "counter_clerk"),
    "agent": ("ines.moreau", "AG", "capture_agent"),
    "worker": ("nadia.benali", "AS", "social_worker"),
    "spoc": ("olivier.marchal", "AS", "spoc"),
    "manager": ("elke.peeters", "AS", "manager"),
    "auditor": ("anne.dewit", "AG", "auditor"),
    "admin": ("rachid.lahlou", "IT", "administrator"),
}
"""Role of the matrix → user name, department, the one role that they have."""
FILES = {
    "own": ("AS", "nadia.benali"),
    "other": ("PA", None),
    "sealed": ("AS", "wim.claes"),
    "kin": ("AS", "nadia.benali"),
}
"""Case → department and social worker of its file. The worker has `own`; every one of the staff is related to `kin`."""
NOBODY = UUID(int=7)
_HEADERS = {"Accept": "text/html", "Accept-Language": "fr", "Sec-Fetch-Site": "same-origin"}


@dataclass(slots=True)
class World:
    """Records by case, and browsers by role."""

    app: Litestar
    resources: Resources
    centre_id: UUID
    stack: AsyncExitStack
    filed: dict[str, dict[str, str]] = field(default_factory=dict)  # case → parameter → value
    waiting: dict[str, dict[str, str]] = field(default_factory=dict)
    portal: dict[str, dict[str, str]] = field(default_factory=dict)
    mine: dict[str, dict[str, str]] = field(default_factory=dict)  # what was sent from a browser at the portal
    kiosk: dict[str, dict[str, str]] = field(default_factory=dict)
    browsers: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    async def browser(self) -> httpx.AsyncClient:
        """Open a browser that nobody knows."""
        transport = httpx.ASGITransport(cast("Any", self.app), raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://guichet.test", headers=_HEADERS)
        return await self.stack.enter_async_context(client)

    async def signed_in(self, role: str) -> httpx.AsyncClient:
        """Open a browser in which someone of the staff sits."""
        client = await self.browser()
        form = {"username": STAFF[role][0], "password": accounts.PASSWORD, "return_to": ""}
        assert (await client.post("/backoffice/session", data=form)).status_code == 303
        return client

    async def clean(self) -> None:
        """Mend every glass, as nobody but the tables' owner can."""
        owner = self.resources.settings.database_owner_url
        assert owner is not None
        connection = await asyncpg.connect(owner.get_secret_value())
        await connection.execute(_beginning(system(self.centre_id), True, False))
        await connection.execute("DELETE FROM glass_breaks WHERE words = 'matrix'; COMMIT")
        await connection.close()


async def build(app: Litestar, stack: AsyncExitStack) -> World:
    """Fill the demo's centre with one record of each case, and let everybody come in."""
    resources: Resources = app.state.resources
    app.state.live.close()  # a stream of events, once it let somebody in, is over: nobody waits for what does not come
    world = World(app, resources, app.state.centre_id, stack)
    await _appoint(world)
    persons = await _persons(world)
    for case, person in persons.items():
        code = "JUR_JUGT" if case == "sealed" else "ID_PASS"
        filed = await hand_over(resources, world.centre_id, person)
        await _file(world, filed, person, code)
        await put_down(world.centre_id, filed.document_ids[0])
        waiting = await hand_over(resources, world.centre_id, person, types=("JUR_JUGT" if case == "sealed" else None,))
        world.filed[case], world.waiting[case] = await _ids(world, filed), await _ids(world, waiting)
    disposed = await hand_over(resources, world.centre_id, persons["own"])
    await _file(world, disposed, persons["own"], "ID_PASS")
    async with transaction(system(world.centre_id)) as tx:
        # No verb disposes of documents yet: the state alone
        await tx.run("UPDATE documents SET state = 'disposed' WHERE id = $1", disposed.document_ids[0])
    gone = dict.fromkeys(
        ("page_id", "original_id", "file_id", "beneficiary_id", "deposit_id", "paper_id"), str(NOBODY)
    ) | {"number": receipt_number(2020, 5)}
    world.filed["deleted"] = {**gone, "document_id": str(disposed.document_ids[0])}
    world.waiting["deleted"] = {**gone, "document_id": str(NOBODY)}
    await drain(resources)
    for role in STAFF:
        world.browsers[role] = await world.signed_in(role)
    world.browsers["stranger"] = await world.browser()
    return world


async def _appoint(world: World) -> None:
    """Give each one of the staff one role."""
    async with transaction(system(world.centre_id)) as tx:
        for username, department, role in STAFF.values():
            await tx.run(
                """UPDATE staff_members SET roles = ARRAY[$2],
                          department_id = (SELECT id FROM departments WHERE code = $3) WHERE username = $1""",
                username,
                role,
                department,
            )


async def _persons(world: World) -> dict[str, Person]:
    """Choose a beneficiary for each case, put their files into the right hands, and note the ties."""
    chosen = dict(zip(FILES, (people()[at] for at in (0, 10, 20, 30)), strict=True))
    async with transaction(system(world.centre_id)) as tx:
        for case, person in chosen.items():
            department, worker = FILES[case]
            await tx.run(
                """UPDATE social_files SET status = 'open',
                          department_id = (SELECT id FROM departments WHERE code = $2),
                          social_worker_id = (SELECT id FROM staff_members WHERE username = $3) WHERE number = $1""",
                accounts.file_of(person),
                department,
                worker,
            )
        await tx.run(
            """INSERT INTO staff_ties (id, centre_id, staff_id, beneficiary_id, kind, noted_at)
               SELECT gen_random_uuid(), s.centre_id, s.id, m.beneficiary_id, 'relative', now()
               FROM staff_members s, social_files f JOIN social_file_members m ON m.social_file_id = f.id
               WHERE s.username = ANY($1) AND f.number = $2""",
            [username for username, _, _ in STAFF.values()],
            accounts.file_of(chosen["kin"]),
        )
    assert len({accounts.file_of(each) for each in chosen.values()}) == len(FILES)
    return chosen


async def _file(world: World, made: HandedOver, person: Person, code: str) -> None:
    """Have a colleague of the scan section, who is none of the matrix, file a document."""
    await drain(world.resources)
    colleague = await staff(world.centre_id, "koen.smets")
    kinds = {each.code: each.id for each in await all_types(colleague)}
    async with transaction(colleague) as tx:
        person_id = await tx.value(
            """SELECT m.beneficiary_id FROM social_file_members m JOIN social_files f ON f.id = m.social_file_id
               JOIN beneficiaries b ON b.id = m.beneficiary_id
               WHERE f.number = $1 AND b.first_name = $2 AND b.birth_date = $3""",
            accounts.file_of(person),
            person.first_name,
            person.birth_date,
        )
    await claim(colleague, made.document_ids[0], 60)
    told = Profile(type_id=kinds[code], beneficiary_id=person_id, document_date=None)
    await validate(colleague, made.document_ids[0], told)
    await drain(world.resources)


async def _ids(world: World, made: HandedOver) -> dict[str, str]:
    """Return every id by which a route may ask for a handed over document."""
    async with transaction(system(world.centre_id)) as tx:
        row = await tx.row(
            """SELECT d.id AS document_id, g.id AS page_id, g.original_id, d.social_file_id AS file_id,
                      b.beneficiary_id, d.deposit_id, d.id AS paper_id
               FROM documents d JOIN document_pages dp ON dp.document_id = d.id JOIN pages g ON g.id = dp.page_id
               LEFT JOIN document_beneficiaries b ON b.document_id = d.id WHERE d.id = $1""",
            made.document_ids[0],
        )
    assert row is not None
    return {**{name: str(value) for name, value in row.items()}, "number": made.receipt.number}
