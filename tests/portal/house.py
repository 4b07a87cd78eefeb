"""The portal in its real door frame, on a real database with the demo's people, asked in the test's own loop."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import httpx

import portal
from demo import accounts
from demo.people import Person, people
from dossier.resources import Resources
from tests.support.rooms import HTMX, Room, opened_room
from web import tus

__all__ = ["HTMX", "SCRIPT", "House", "add", "element", "opened_house", "pictures", "who"]

SCRIPT = {"Accept": "application/json"}


class House(Room):
    """The open portal."""

    __slots__ = ()

    async def begin(self, person: Person | None = None) -> tuple[httpx.AsyncClient, str]:
        """Identify a person of the demo in a browser of their own; return it and the path of the deposit begun."""
        client = await self.browser()
        answer = await client.post("/identification", data=who(person or people()[0]))
        assert answer.status_code == 303, answer.text
        return client, answer.headers["location"]

    async def send(self, client: httpx.AsyncClient, deposit: str) -> str:
        """Hand a begun deposit over; return the path of its receipt."""
        answer = await client.post(f"{deposit}/receipt")
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])


@asynccontextmanager
async def opened_house(resources: Resources, centre_id: UUID, *, takes_uploads: bool = False) -> AsyncIterator[House]:
    """Open the portal alone, on resources that are open already; with uploads, where a browser sends by them."""
    uploads = ([tus.ROUTER], [tus.locking(resources.settings)]) if takes_uploads else ([], [])
    async with opened_room(resources, centre_id, [*portal.ROUTES, *uploads[0]], *uploads[1]) as (app, stack):
        yield House(app, stack)


def who(person: Person) -> dict[str, str]:
    """Return what a person types to identify."""
    born = person.birth_date
    return {
        "number": accounts.file_of(person),
        "birth_date_day": str(born.day),
        "birth_date_month": str(born.month),
        "birth_date_year": str(born.year),
    }


async def add(
    client: httpx.AsyncClient, deposit: str, *files: bytes, paper: UUID | None = None, **more: str
) -> tuple[httpx.Response, UUID]:
    """Send files as pages of a paper, as the form does; return the answer and the paper."""
    named = paper or uuid4()
    answer = await client.post(
        f"{deposit}/originals",
        params={"paper": str(named)},
        data={"original_id": str(uuid4()), **more},
        files=[("photos", (f"photo-{index}.pdf", data, "application/pdf")) for index, data in enumerate(files)],
    )
    return answer, named


def pictures(page: str) -> list[str]:
    """Return the addresses of a page's pictures of pages."""
    return re.findall(r'src="(/deposits/[^"]+)"', page)


def element(page: str, element_id: str) -> str:
    """Return one `<ol>` of a page with all that is in it, by its id."""
    found = re.search(rf'<ol[^>]* id="{element_id}".*?</ol>', page, re.DOTALL)
    assert found is not None
    return found.group()
