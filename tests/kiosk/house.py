"""The kiosk in its real door frame, on a real database with the demo's people, asked in the test's own loop."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx

import kiosk
from demo import accounts
from demo.people import people
from dossier.database.actor import Actor
from dossier.jobs.worker import drain
from dossier.people.devices import offer_pairing
from dossier.people.roles import Role
from dossier.resources import Resources
from tests.support.deposits import pdf
from tests.support.rooms import Room, opened_room

NUMBER = accounts.file_of(people()[0])
BIRTH_DATE = f"{people()[0].birth_date:%d%m%Y}"


@dataclass(frozen=True, slots=True)
class House(Room):
    """The open kiosk; a new browser is a machine that nobody paired."""

    resources: Resources
    administrator: Actor

    async def offered_code(self) -> str:
        """Have an administrator offer a code."""
        return await offer_pairing(self.administrator, "Accueil", 900)

    async def paired(self) -> httpx.AsyncClient:
        """Set up a machine and pair it."""
        client = await self.browser()
        answer = await client.post("/kiosk/device", data={"code": await self.offered_code()})
        assert answer.status_code == 303, answer.text
        return client

    async def work(self) -> None:
        """Do the worker's work."""
        await drain(self.resources)


@asynccontextmanager
async def opened_house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    """Open the kiosk alone, on resources that are open already."""
    administrator = Actor(centre_id=centre_id, kind="staff", place="backoffice", roles=frozenset({Role.ADMINISTRATOR}))
    async with opened_room(resources, centre_id, kiosk.ROUTES) as (app, stack):
        yield House(app, stack, resources, administrator)


async def identify(client: httpx.AsyncClient, number: str = NUMBER, birth_date: str = BIRTH_DATE) -> httpx.Response:
    """Give a file number and a birth date."""
    answer = await client.post("/kiosk/identification/number", data={"number": number})
    assert answer.status_code == 303, answer.text
    return await client.post("/kiosk/identification/birth-date", data={"birth_date": birth_date})


async def photograph(client: httpx.AsyncClient) -> UUID:
    """Hand in a paper of one page; return its id."""
    camera = await client.get("/kiosk/deposit/photo")
    address = camera.headers["location"]
    paper_id = UUID(re.findall(r"papers/([0-9a-f-]{36})/photo", address)[0])
    files = {"photo": ("photo.pdf", pdf("A page"), "application/pdf")}
    taken = await client.post(address, data={"original_id": str(uuid4())}, files=files)
    assert taken.status_code == 303, taken.text
    return paper_id


async def page_address(client: httpx.AsyncClient, paper_id: UUID) -> str:
    """Return the address of the picture that a paper's screen shows, once it is made."""
    screen = await client.get(f"/kiosk/deposit/papers/{paper_id}")
    found = re.search(r'src="(/kiosk/deposit/pages/[^"?]+)', screen.text)
    assert found, screen.text
    return found[1]
