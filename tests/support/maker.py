"""Makes and drops the databases of single tests by one connection, which is kept.

Each test has an event loop of its own, and two connections of the superuser, one to make its database and one to drop
it, were a quarter of what that cost: the kept one lives in a thread with a loop of its own.
"""

import asyncio
from collections.abc import Coroutine
from threading import Thread
from typing import Any

import asyncpg

from dossier.database.embedded.cluster import Cluster
from dossier.database.engine import Connection


class Maker:
    """Makes and drops databases of a cluster; any loop may ask it, one at a time."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="maker of databases", daemon=True)
        self._thread.start()
        self._kept: Connection | None = None

    async def create(self, name: str, template: str) -> None:
        """Make a database as a copy of another."""
        await self._there(self._create(name, template))

    async def drop(self, name: str) -> None:
        """Remove a database, with the sessions that are in it."""
        await self._there(self._drop(name))

    def close(self) -> None:
        """Close the connection and end the thread."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _there(self, work: Coroutine[Any, Any, None]) -> None:
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def _create(self, name: str, template: str) -> None:
        await self._cluster.create_database(name, template, by=await self._connection())

    async def _drop(self, name: str) -> None:
        await self._cluster.drop_database(name, by=await self._connection())

    async def _close(self) -> None:
        if self._kept is not None:
            await self._kept.close()

    async def _connection(self) -> Connection:
        if self._kept is None or self._kept.is_closed():
            self._kept = await asyncpg.connect(self._cluster.superuser_url())
        return self._kept
