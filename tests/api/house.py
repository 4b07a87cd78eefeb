"""The API in its real door frame, on a real database with the demo's people, and clients that ask it."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import httpx

import api
from dossier.clients.add import NewClient, add_client
from dossier.clients.scopes import Scope
from dossier.database.actor import Actor
from dossier.resources import Resources
from tests.support.deposits import staff
from tests.support.rooms import Room, opened_room

TOKEN = "/api/oauth/token"
"""Where a secret is exchanged."""


@dataclass(frozen=True, slots=True)
class Api(Room):
    """The open API."""

    administrator: Actor

    async def client(self, *scopes: Scope) -> httpx.AsyncClient:
        """Add a client with scopes, and return what asks in its name."""
        return await self.let_in(await add_client(self.administrator, "Logiciel social", scopes or tuple(Scope)))

    async def let_in(self, made: NewClient, wanted: Collection[str] = ()) -> httpx.AsyncClient:
        """Return what asks in the name of a client that was added."""
        browser = await self.browser()
        for name in ("Sec-Fetch-Site", "Accept"):
            del browser.headers[name]
        form = {"grant_type": "client_credentials", "scope": " ".join(wanted)}
        answer = await browser.post(TOKEN, data=form, auth=(str(made.id), made.secret))
        assert answer.status_code == 200, answer.text
        browser.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return browser


@asynccontextmanager
async def opened_api(resources: Resources, centre_id: UUID) -> AsyncIterator[Api]:
    """Open the API alone, on resources that are open already."""
    async with opened_room(resources, centre_id, api.ROUTES) as (app, stack):
        yield Api(app, stack, await staff(centre_id, "rachid.lahlou"))
