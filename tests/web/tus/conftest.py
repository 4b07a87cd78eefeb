"""The door of resumable upload on a real database and vault, and one who sends through it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from litestar import Litestar

from dossier.resources import Resources
from dossier.uploads.permit import Permit
from tests.support.tus import Sender, permit
from tests.web.app import ADDRESS, client_of
from web import frame, tus

__all__ = ["permit"]

MEGABYTE = 1024 * 1024
CHUNK_BYTES = 64 * 1024


def door(resources: Resources, **changes: object) -> Litestar:
    """Return the app around a process's resources."""
    settings = resources.settings.model_copy(
        update={"public_url": ADDRESS, "upload_chunk_max_bytes": CHUNK_BYTES, "upload_lock_seconds": 1, **changes}
    )

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        app.state.resources = resources.__class__(
            settings=settings, vault=resources.vault, box=resources.box, cipher=resources.cipher
        )
        yield

    return frame.build(settings, [tus.ROUTER], [lifespan, tus.locking(settings)])


@pytest.fixture
async def app(resources: Resources) -> Litestar:
    """Return the app."""
    return door(resources)


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """Open the app; return a client of it. A task of its own opens and closes it: a fixture's halves are two tasks."""
    opened: asyncio.Future[httpx.AsyncClient] = asyncio.get_running_loop().create_future()
    done = asyncio.Event()

    async def open_until_done() -> None:
        async with client_of(app) as it:
            opened.set_result(it)
            await done.wait()

    task = asyncio.create_task(open_until_done())
    yield await opened
    done.set()
    await task


@pytest.fixture
def sender(client: httpx.AsyncClient, permit: Permit) -> Sender:
    """Return one who has a file to send."""
    return Sender(client=client, permit=permit)
