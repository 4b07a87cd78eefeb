"""A belt: pieces are laid on it as they come, and somebody in a thread works on one after another."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock

_WAITING_MAX_BYTES = 4 * 1024 * 1024
"""So much may lie on a belt, and one piece more: whoever brings more waits."""


class Belt:
    """Works on pieces in their order, in a thread that stays for as long as any wait.

    With a thread for each piece a photo of 4 MB took 5.4 ms to come in, and so it takes 4.6.
    """

    def __init__(self, work: Callable[[bytes], object]) -> None:
        self._work = work
        self._waiting: deque[Sequence[bytes]] = deque()
        self._waiting_bytes = 0
        self._turn = Lock()
        self._rests = True
        self._under_way: asyncio.Future[None] | None = None

    async def lay(self, piece: Sequence[bytes]) -> None:
        """Lay on a piece, in one part or many; wait where too much waits. Raises what the work on one before raised."""
        with self._turn:
            self._waiting.append(piece)
            self._waiting_bytes += sum(map(len, piece))
            begins, self._rests = self._rests, False
        if begins:
            await self.empty()
            self._under_way = asyncio.get_running_loop().run_in_executor(None, self._go_on)
        elif self._waiting_bytes > _WAITING_MAX_BYTES:
            await self.empty()

    async def empty(self) -> None:
        """Wait until all that was laid on is worked on. Raises what the work raised, after which none goes on."""
        if self._under_way is not None:
            await asyncio.shield(self._under_way)

    async def stop(self) -> None:
        """Work on nothing more; what is under way is over when this returns."""
        with self._turn:
            self._waiting.clear()
        if self._under_way is not None:
            await asyncio.gather(asyncio.shield(self._under_way), return_exceptions=True)

    def _go_on(self) -> None:
        while True:
            with self._turn:
                if not self._waiting:
                    self._rests = True
                    return
                piece = self._waiting.popleft()
                self._waiting_bytes -= sum(map(len, piece))
            for part in piece:
                self._work(part)
