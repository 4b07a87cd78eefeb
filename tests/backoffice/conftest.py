"""The backoffice in its real door frame, on a real database with the demo's people, asked in the test's own loop."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, cast
from uuid import UUID

import httpx
import pytest
from litestar import Litestar

import backoffice
from demo import accounts
from dossier.resources import Resources
from web import frame

HTMX = {"HX-Request": "true"}

SignIn = Callable[[str], Awaitable[httpx.AsyncClient]]
"""Sign a member of the demo's staff in; return a browser of their own."""


@pytest.fixture
async def app(resources: Resources, centre_id: UUID) -> AsyncIterator[Litestar]:
    """Open the backoffice alone."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        app.state.resources = resources
        app.state.centre_id = centre_id
        yield

    built = frame.build(resources.settings, backoffice.ROUTES, [lifespan])
    async with built.lifespan():
        yield built


@pytest.fixture
async def stranger(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """Return a browser in which nobody is signed in."""
    async with _browser(app) as client:
        yield client


@pytest.fixture
async def sign_in(app: Litestar) -> AsyncIterator[SignIn]:
    """Return a function that signs a member of staff in."""
    opened: list[AbstractAsyncContextManager[httpx.AsyncClient]] = []

    async def enter(username: str) -> httpx.AsyncClient:
        opened.append(_browser(app))
        client = await opened[-1].__aenter__()
        answer = await client.post(
            "/backoffice/session", data={"username": username, "password": accounts.PASSWORD, "return_to": ""}
        )
        assert answer.status_code == 303, answer.text
        return client

    yield enter
    for each in opened:
        await each.__aexit__(None, None, None)


def _browser(app: Litestar) -> AbstractAsyncContextManager[httpx.AsyncClient]:
    transport = httpx.ASGITransport(cast("Any", app), raise_app_exceptions=False)
    headers = {"Accept": "text/html", "Accept-Language": "fr", "Sec-Fetch-Site": "same-origin"}
    return httpx.AsyncClient(transport=transport, base_url="http://guichet.test", headers=headers)
