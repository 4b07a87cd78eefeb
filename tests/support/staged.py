"""Plays acts in an order that a test says: each actor goes on when it is their turn, and stops before the next act."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from dossier.storage.vault import Vault

Hook = Callable[[str], Awaitable[None]]


async def _nothing(key: str) -> None:
    del key


class HookedVault:
    """A vault at whose writing and deleting something else may happen first, or right after."""

    def __init__(self, inner: Vault) -> None:
        self._inner = inner
        self.before_put: Hook = _nothing
        self.after_put: Hook = _nothing
        self.before_delete: Hook = _nothing
        self.after_delete: Hook = _nothing

    async def put(self, key: str, source: Path, sha256: str, *, settled: bool = False) -> None:
        """Put, with what the test wants before and after."""
        await self.before_put(key)
        await self._inner.put(key, source, sha256, settled=settled)
        await self.after_put(key)

    async def place(self, key: str, source: Path, sha256: str, *, settled: bool = False) -> None:
        """Place, with what the test wants before and after."""
        await self.before_put(key)
        await self._inner.place(key, source, sha256, settled=settled)
        await self.after_put(key)

    async def delete(self, key: str) -> None:
        """Delete, with what the test wants before and after."""
        await self.before_delete(key)
        await self._inner.delete(key)
        await self.after_delete(key)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class Stage:
    """Actors who wait at gates. A turn lets one of them go on to their next gate, or to their end."""

    def __init__(self) -> None:
        self._go: dict[str, asyncio.Semaphore] = {}
        self._waits: dict[str, asyncio.Event] = {}
        self._acts: dict[str, asyncio.Task[object]] = {}
        self._is_open = False

    async def enter(self, who: str, act: Callable[[], Awaitable[object]]) -> None:
        """Have someone come on, and wait at their first gate, before anything is done."""
        self._go[who], self._waits[who] = asyncio.Semaphore(0), asyncio.Event()

        async def whole() -> object:
            await self.gate(who)
            return await act()

        self._acts[who] = asyncio.create_task(whole())
        await self._waits[who].wait()

    async def gate(self, who: str) -> None:
        """Wait for the next turn."""
        if not self._is_open:
            self._waits[who].set()
            await self._go[who].acquire()

    async def turn(self, who: str) -> None:
        """Let someone go on to their next gate; nothing where they have come to their end."""
        if self._acts[who].done():
            return
        self._waits[who].clear()
        self._go[who].release()
        waiting = asyncio.create_task(self._waits[who].wait())
        await asyncio.wait([self._acts[who], waiting], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()

    def kill(self, who: str) -> None:
        """Have someone die at their gate."""
        self._acts[who].cancel()

    async def end(self) -> dict[str, object]:
        """Open all gates; return how each ended: what they returned, or raised."""
        self._is_open = True
        for each in self._go.values():
            each.release()
        ends = await asyncio.gather(*self._acts.values(), return_exceptions=True)
        return dict(zip(self._acts, ends, strict=True))
