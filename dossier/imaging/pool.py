"""A few boxed children, so that one that ends, or has worked for long, keeps nobody else waiting."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from dossier.imaging.boxed import Child, Gone

WORK_PER_CHILD = 1_000
"""A child is relieved after so much work, so that nothing leaks for long: `HEADER` or `PIXELS` each.

Relieved ten times as often, children that start took 0.4 ms of a processor from each upload."""
HEADER, PIXELS = 1, 10
"""What it weighs to read a file's header, and to work on its pixels."""

START_SECONDS = 60
"""How long a child may take to load its readers, half a second where nobody else works: no file's time."""

_log = logging.getLogger(__name__)


class Pool:
    """So many places to work. A child starts when a place is first needed, or before where it is asked to.

    Whoever asked for the job that ended a child waits until another is awake in its place: a sender of one bad file
    after another takes up one place.
    """

    def __init__(self, start: Callable[[], Awaitable[Child]], places: int) -> None:
        self.living: set[Child] = set()
        self.idle: list[Child] = []  # whoever worked last comes first: it is the warmest
        self._start = start
        self._closed = False
        self._places = asyncio.Semaphore(places)
        self._under_way: set[asyncio.Task[None]] = set()
        self._awaited: set[Child] = set()  # those whose successor is on its way
        self._relieved: set[Child] = set()  # those whose successor works while they do their last job

    async def warm(self, count: int) -> None:
        """Start so many children, and wait for none."""
        for _ in range(count):
            self.idle.append(await self._started())

    @asynccontextmanager
    async def child(self) -> AsyncIterator[Child]:
        """Give a child for one job; where the block raises, the child is ended and another awaited in its place."""
        async with self._places:
            child = self.idle.pop() if self.idle else await self._started()
            spoilt = True
            try:
                yield child
                spoilt = False
            finally:
                if spoilt:
                    await asyncio.shield(self._later(self._replaced(child)))
                else:
                    await self._give_back(child)

    async def close(self) -> None:
        """End all children, and start none any more."""
        self._closed = True
        await asyncio.gather(*self._under_way)
        for child in tuple(self.living):
            await self._discard(child)

    async def settled(self) -> None:
        """Wait until whoever is on its way works."""
        await asyncio.gather(*self._under_way)

    async def _give_back(self, child: Child) -> None:
        if child in self._relieved:
            await self._discard(child)
            return
        self.idle.append(child)
        if child.work >= WORK_PER_CHILD and child not in self._awaited:
            self._awaited.add(child)
            self._later(self._succeeded(child))

    async def _succeeded(self, child: Child) -> None:
        """Let a child work until another one is awake in its place."""
        successor = await self._awakened()
        self._awaited.discard(child)
        if successor is None:
            return
        self.idle.append(successor)
        if child in self.idle:
            self.idle.remove(child)
            await self._discard(child)
        elif child in self.living:
            self._relieved.add(child)

    async def _replaced(self, child: Child) -> None:
        """End a child, and let another one wait in its place once it is awake."""
        await self._discard(child)
        if (spare := await self._awakened()) is not None:
            self.idle.append(spare)

    async def _awakened(self) -> Child | None:
        """Return a fresh child that is ready to work; None where none could be had."""
        if self._closed:
            return None
        child = None
        try:
            child = await self._started()
            async with asyncio.timeout(START_SECONDS):
                await child.wake()
        except (Gone, OSError) as error:
            _log.warning("a boxed child could not be started: %s", type(error).__name__)
            if child is not None:
                await self._discard(child)
            return None
        return child

    async def _started(self) -> Child:
        child = await self._start()
        self.living.add(child)
        return child

    async def _discard(self, child: Child) -> None:
        if child not in self.living:  # somebody else ends it, or did: who closes the pool, or whose job it ended
            return
        self.living.discard(child)
        self._relieved.discard(child)
        await child.discard()

    def _later(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task
