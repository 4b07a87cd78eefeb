"""The backoffice in its real door frame, on a real database with the demo's people, asked in the test's own loop."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import httpx

import backoffice
from demo import accounts
from dossier.resources import Resources
from tests.support.rooms import HTMX, Room, opened_room

__all__ = ["HTMX", "House", "element", "opened_house"]


class House(Room):
    """The open backoffice; nobody is signed in in a new browser."""

    __slots__ = ()

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
    async with opened_room(resources, centre_id, backoffice.ROUTES) as (app, stack):
        yield House(app, stack)


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
