"""The door of resumable upload on a real database and vault, and one who sends through it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from dossier.database.embedded.cluster import Cluster
from dossier.database.engine import pool
from dossier.people.queries import centre_id_of
from dossier.resources import Resources
from dossier.settings import Settings
from dossier.uploads.permit import Permit
from tests.support.database import settings_for
from tests.support.tus import Sender, open_for, permit
from tests.web.app import ADDRESS, client_of
from web import frame, tus

__all__ = ["permit"]

MEGABYTE = 1024 * 1024
CHUNK_BYTES = 64 * 1024


@pytest.fixture
async def app(resources: Resources) -> Litestar:
    """Return the app around the test's resources; it stages 64 KB at a time."""
    settings = resources.settings.model_copy(
        update={"public_url": ADDRESS, "upload_chunk_max_bytes": CHUNK_BYTES, "upload_lock_seconds": 1}
    )

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        app.state.resources = replace(resources, settings=settings)
        yield

    return frame.build(settings, [tus.ROUTER], [lifespan, tus.locking(settings)])


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


@pytest.fixture(scope="module")
def decided(cluster: Cluster, template: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Make a database and a vault for servers that run for a whole module."""
    name = f"tus_{uuid4().hex}"
    asyncio.run(cluster.create_database(name, template))
    return settings_for(cluster, name, tmp_path_factory.mktemp("tus"))


@pytest.fixture
async def served_permit(decided: Settings) -> AsyncIterator[Permit]:
    """Open a deposit in the database of those servers; act there beside them."""
    async with pool(decided.database_url.get_secret_value(), size=2):
        yield await open_for(await centre_id_of(decided.centre_code))
