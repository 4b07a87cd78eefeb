"""One room in its real door frame, on resources that are open already, and the browsers in it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

import httpx
from litestar import Litestar

from dossier.resources import Resources
from web import frame

HTMX = {"HX-Request": "true"}
_HEADERS = {"Accept": "text/html", "Accept-Language": "fr", "Sec-Fetch-Site": "same-origin"}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Room:
    """An open room."""

    app: Litestar
    stack: AsyncExitStack

    async def browser(self) -> httpx.AsyncClient:
        """Open a browser that the room does not know."""
        transport = httpx.ASGITransport(cast("Any", self.app), raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://guichet.test", headers=_HEADERS)
        return await self.stack.enter_async_context(client)


@asynccontextmanager
async def opened_room(
    resources: Resources, centre_id: UUID, routes: Sequence[Any], *beside: Callable[[Litestar], Any]
) -> AsyncIterator[tuple[Litestar, AsyncExitStack]]:
    """Open a room alone, with lifespans of its own; yield its app, and the stack that its browsers are closed with."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        app.state.resources = resources
        app.state.centre_id = centre_id
        yield

    built = _registered(tuple(routes)).furnished(resources.settings, [lifespan, *beside])
    async with built.lifespan(), AsyncExitStack() as stack:
        yield built, stack


_registered = cache(frame.Frame)
"""Routes that a test before registered serve this one's app too: 0.3 s of processor time."""


@asynccontextmanager
async def in_one_task(opening: AbstractAsyncContextManager[T]) -> AsyncIterator[T]:
    """Hold a room open for a fixture: the app's lifespan must end in the task that began it."""
    ready: asyncio.Queue[T] = asyncio.Queue()
    done = asyncio.Event()

    async def hold() -> None:
        async with opening as opened:
            await ready.put(opened)
            await done.wait()

    holding = asyncio.create_task(hold())
    waiting = asyncio.create_task(ready.get())
    await asyncio.wait({holding, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if holding.done():
        holding.result()  # it did not open: say why
    yield waiting.result()
    done.set()
    await holding
