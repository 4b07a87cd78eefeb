"""The backoffice in its real door frame, on a real database with the demo's people, asked in the test's own loop."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import httpx
from litestar import Litestar

import backoffice
from demo import accounts
from dossier.resources import Resources
from web import frame

HTMX = {"HX-Request": "true"}
_HEADERS = {"Accept": "text/html", "Accept-Language": "fr", "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True, slots=True)
class House:
    """The open backoffice, and the browsers in it."""

    app: Litestar
    stack: AsyncExitStack

    async def browser(self) -> httpx.AsyncClient:
        """Open a browser in which nobody is signed in."""
        transport = httpx.ASGITransport(cast("Any", self.app), raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://guichet.test", headers=_HEADERS)
        return await self.stack.enter_async_context(client)

    async def sign_in(self, username: str) -> httpx.AsyncClient:
        """Sign a member of the demo's staff in, in a browser of their own."""
        client = await self.browser()
        form = {"username": username, "password": accounts.PASSWORD, "return_to": ""}
        answer = await client.post("/backoffice/session", data=form)
        assert answer.status_code == 303, answer.text
        return client


@asynccontextmanager
async def opened_house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    """Open the backoffice alone, on resources that are open already."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        app.state.resources = resources
        app.state.centre_id = centre_id
        yield

    built = frame.build(resources.settings, backoffice.ROUTES, [lifespan])
    async with built.lifespan(), AsyncExitStack() as stack:
        yield House(built, stack)


def element(page: str, tag: str, element_id: str) -> str:
    """Return one element of a page with all that is in it, by its id."""
    begun = re.search(rf'<{tag}\b[^>]*\bid="{element_id}"', page)
    assert begun, f"no <{tag} id={element_id}>"
    depth = 0
    for mark in re.finditer(rf"<(/?){tag}\b", page[begun.start() :]):
        depth += -1 if mark[1] else 1
        if depth == 0:
            return page[begun.start() : begun.start() + mark.end()] + ">"
    raise AssertionError(f"<{tag} id={element_id}> never ends")
