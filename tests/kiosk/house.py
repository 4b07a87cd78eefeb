"""The kiosk in its real door frame, on a real database with the demo's people, asked in the test's own loop."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID, uuid4

import httpx
from litestar import Litestar

import kiosk
from demo import accounts
from demo.people import people
from dossier.database.actor import Actor
from dossier.jobs.worker import drain
from dossier.people.devices import offer_pairing
from dossier.people.roles import Role
from dossier.resources import Resources
from tests.support.deposits import pdf
from web import frame

NUMBER = accounts.file_of(people()[0])
BIRTH_DATE = f"{people()[0].birth_date:%d%m%Y}"
_HEADERS = {"Accept": "text/html", "Accept-Language": "fr", "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True, slots=True)
class House:
    """The open kiosk, and the machines in it."""

    app: Litestar
    resources: Resources
    administrator: Actor
    stack: AsyncExitStack

    async def machine(self) -> httpx.AsyncClient:
        """Set up a machine that nobody paired."""
        transport = httpx.ASGITransport(cast("Any", self.app), raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://guichet.test", headers=_HEADERS)
        return await self.stack.enter_async_context(client)

    async def offered_code(self) -> str:
        """Have an administrator offer a code."""
        return await offer_pairing(self.administrator, "Accueil", 900)

    async def paired(self) -> httpx.AsyncClient:
        """Set up a machine and pair it."""
        client = await self.machine()
        answer = await client.post("/kiosk/device", data={"code": await self.offered_code()})
        assert answer.status_code == 303, answer.text
        return client

    async def work(self) -> None:
        """Do the worker's work."""
        await drain(self.resources)


@asynccontextmanager
async def opened_house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    """Open the kiosk alone, on resources that are open already."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        app.state.resources = resources
        app.state.centre_id = centre_id
        yield

    built = frame.build(resources.settings, kiosk.ROUTES, [lifespan])
    administrator = Actor(centre_id=centre_id, kind="staff", place="backoffice", roles=frozenset({Role.ADMINISTRATOR}))
    async with built.lifespan(), AsyncExitStack() as stack:
        yield House(built, resources, administrator, stack)


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
